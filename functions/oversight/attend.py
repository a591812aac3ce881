"""The end of a clock's wait: read the truth, and record what fell due. The relay then arms the next clock."""

from typing import Any

from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws import clock, joining, relay, store


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Input: {case, arming}; output: {case, arming, attended}. An older clock than the latest changes nothing."""
    number, arming = event["case"], int(event["arming"])
    if store.load(number).case.stage is Stage.JOINED:
        joining.follow_lead(number, clock.now())  # whatever the relay has missed
    stored, _ = store.change(number, lambda s: _attended(s, arming), clock.now())
    attended = arming >= stored.hanging.arming and stored.case.is_open
    if attended:
        relay.restart_machine(stored)
    return {"case": number, "arming": arming, "attended": attended}


def _attended(stored: store.Stored, arming: int) -> store.Change | None:
    """Nothing may have fallen due (the instant moved later): this clock is spent all the same."""
    if not stored.case.is_open or arming < stored.hanging.arming:
        return None
    return store.Change([c.Attend(by=Actor(Role.CLOCK))], spends_clock=True)
