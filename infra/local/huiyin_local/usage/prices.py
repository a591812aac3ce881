"""Prices what a meter counted, by service, from the one file of list prices."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from huiyin_local.usage.meter import Meter

_HTTP_FUNCTIONS = ("Submit", "Track", "Act", "Rate")
_QUEUE_FUNCTIONS = ("Notify",)


@dataclass(frozen=True, slots=True)
class Bill:
    """US dollars by service, without messages: their price is the provider's."""

    usd: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.usd.values())

    def per_case(self, cases: int) -> float:
        return round(self.total / cases, 7) if cases else 0.0


@cache
def prices() -> dict[str, Any]:
    text = files(__package__).joinpath("prices.yaml").read_text(encoding="utf-8")
    book: dict[str, Any] = yaml.safe_load(text)
    return book


def assumed_ms() -> dict[str, int]:
    """How long an invocation of a function is taken to last (see the file)."""
    return dict(prices()["assumed_ms"])


def bill(meter: Meter) -> Bill:
    """What the metered usage costs at list prices."""
    invoked = meter.lambda_invocations
    queued = sum(invoked[name] for name in _QUEUE_FUNCTIONS) * prices()["sqs_requests_per_message"]
    return Bill(
        {
            "lambda": _usd("lambda_request", invoked.total())
            + _usd("lambda_gigabyte_second", meter.gigabyte_ms / 1000),
            "stepfunctions": _usd("sfn_transition", meter.sfn_transitions),
            "dynamodb": _usd("ddb_write_unit", meter.write_units) + _usd("ddb_read_unit", meter.read_units),
            "events": _usd("event_put", meter.events_put),
            "sqs": _usd("sqs_request", queued),
            "apigateway": _usd("api_request", sum(invoked[name] for name in _HTTP_FUNCTIONS)),
            "kms": _usd("kms_request", _calls(meter, "kms.")),
            "secretsmanager": _usd("secret_request", _calls(meter, "secretsmanager.")),
        }
    )


def _usd(what: str, amount: float) -> float:
    price = prices()["prices"][what]
    return amount * float(price["usd"]) / float(price["per"])


def _calls(meter: Meter, service: str) -> int:
    return sum(n for call, n in meter.requests.items() if call.startswith(service))
