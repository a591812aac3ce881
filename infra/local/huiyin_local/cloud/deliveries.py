"""How records and messages reach a function: what streams and queues share, and the fault tests' hand in it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .functions import Functions, Outcome

Record = dict[str, Any]
Rearrange = Callable[[str, list[Record]], Sequence[list[Record]]]
"""Says, for a function's logical id and a batch, which batches to hand over instead. All but the last are extra
deliveries whose answers get lost; the last one's answer counts."""


def as_it_comes(function: str, records: list[Record]) -> Sequence[list[Record]]:
    return [records]


@dataclass
class Deliveries:
    """Hands batches to functions; a fault test sets `rearrange` to double them or to mix up their order."""

    functions: Functions
    rearrange: Rearrange = field(default=as_it_comes)

    def hand_over(self, function: str, records: list[Record]) -> Outcome:
        *extra, counted = self.rearrange(self.functions.get(function).logical_id, records)
        for batch in extra:
            self._invoke(function, batch)
        return self._invoke(function, counted)

    def _invoke(self, function: str, records: list[Record]) -> Outcome:
        return self.functions.invoke(function, json.dumps({"Records": records}, ensure_ascii=False))


def failed_items(outcome: Outcome, reports_failures: bool, names: Sequence[str]) -> set[str]:
    """Which of the records named `names` are to be delivered again, by the rules of ReportBatchItemFailures."""
    if outcome.failed:
        return set(names)
    if not reports_failures:
        return set()
    answer = json.loads(outcome.payload) or {}
    failures = {failure.get("itemIdentifier") for failure in answer.get("batchItemFailures") or []}
    # An identifier that Lambda does not know fails the whole batch.
    return failures if failures <= set(names) else set(names)
