"""A step of the case's machine: the reply that passed review becomes the answer, and the requester may rate it."""

from typing import Any

from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws import clock, store


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Input and output: {case, stage, attempt}."""
    stored, _ = store.change(event["case"], _answered, clock.now())
    return event | {"stage": stored.case.stage.value}


def _answered(stored: store.Stored) -> store.Change | None:
    return store.Change([c.Answer(by=Actor(Role.MACHINE))]) if stored.case.stage is Stage.ANSWERING else None
