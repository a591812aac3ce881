"""Event patterns, as EventBridge rules and event source filters write them."""

import json
from collections.abc import Sequence
from typing import Any

from moto.events.models import EventPattern


class Filter:
    """The FilterCriteria of an event source mapping: a record passes when any of its patterns matches."""

    def __init__(self, criteria: dict[str, Any] | None) -> None:
        patterns = [json.loads(each["Pattern"]) for each in (criteria or {}).get("Filters", [])]
        self._patterns: Sequence[EventPattern] = [EventPattern(None, pattern) for pattern in patterns]

    def passes(self, record: dict[str, Any]) -> bool:
        return not self._patterns or any(_matches(pattern, record) for pattern in self._patterns)


def _matches(pattern: EventPattern, record: dict[str, Any]) -> bool:
    # moto types the method for EventBridge's events alone, but it reads any mapping.
    return pattern.matches_event(record)  # type: ignore[arg-type]
