"""A step of the case's clock: read the truth, record what fell due, say when to wake next."""

from typing import Any

from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.record import instant
from huiyin.case.vocabulary import Role
from huiyin_aws import clock, relay, store
from huiyin_aws.tables import CaseHead


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Input: {case, arming}; output: {case, arming, attend_at, done}. An older clock than the latest ends."""
    number, arming = event["case"], int(event["arming"])
    now = clock.now()
    stored, _ = store.change(number, lambda s: _attended(s, arming, now), now)
    at = stored.case.attend_at
    done = arming < stored.hanging.arming or not stored.case.is_open or at is None
    if not done:
        relay.restart_machine(stored)
    return {"case": number, "arming": arming, "attend_at": instant(at or now), "done": done}


def _attended(stored: store.Stored, arming: int, now: Any) -> store.Change | None:
    """Nothing to record, where the clock woke early, is fine: the next instant is noted all the same."""
    if not stored.case.is_open or arming < stored.hanging.arming:
        return None
    return store.Change([c.Attend(by=Actor(Role.CLOCK))], head=lambda case: _next(case.attend_at))


def _next(at: Any) -> list[Any]:
    return [CaseHead.clock_at.set(instant(at))] if at else []
