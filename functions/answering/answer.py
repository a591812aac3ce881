"""A step of the case's machine: the reply that passed review becomes the answer, and the requester may rate it.

A request that was handled with another gets the same answer, as a paper of its own.
"""

from typing import Any

from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws import clock, joining, store

MACHINE = Actor(Role.MACHINE)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Input and output: {case, stage, attempt}."""
    stored, _ = store.change(event["case"], _answered, clock.now())
    return event | {"stage": stored.case.stage.value}


def _answered(stored: store.Stored) -> store.Change | None:
    if stored.case.stage is not Stage.ANSWERING:
        return None
    if stored.case.shared is None:
        return store.Change([c.Answer(by=MACHINE)])
    paper, item = joining.copy_of_the_answer(stored.case)
    return store.Change([c.Answer(by=MACHINE, paper=paper)], [item])
