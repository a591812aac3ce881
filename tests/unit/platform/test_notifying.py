"""What time has overtaken is not sent: a warning or a breach of what is put right, or of another unit's order."""

from datetime import UTC, datetime, timedelta

import pytest

from builders import CENTRE, DEPUTY, HANDLER, OTHER_UNIT, Walk, a_walk, extension_requested
from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.vocabulary import Role
from huiyin.notices import notices
from huiyin_aws import notifying, store

CLOCK = Actor(Role.CLOCK)


def overdue(walk: Walk) -> Walk:
    return walk.does(c.Attend(by=CLOCK), after=timedelta(days=12))


def moot(walk: Walk, event_name: str) -> list[bool]:
    """Of each notice of the latest such event, whether it is moot as the case now stands."""
    event = next(e for e in reversed(walk.events) if e.name == event_name)
    return [notifying.is_moot(store.Stored(walk.case), event, n) for n in notices(event, walk.case)]


@pytest.mark.clause("SZ-3.5")
def test_a_breach_that_stands_is_told_to_the_handler_and_one_level_up():
    walk = overdue(a_walk("handling"))
    assert moot(walk, "FellOverdue") == [False, False]
    assert moot(walk, "WarningGiven") == [True]


@pytest.mark.clause("SZ-A2.4.4e")
def test_a_breach_that_a_late_extension_withdrew_is_told_to_nobody():
    walk = extension_requested(a_walk("handling"), days=7)
    overdue(walk).does(c.GrantExtension(by=DEPUTY), after=timedelta(minutes=1))
    assert walk.case.owes("reply").overdue is False
    assert moot(walk, "FellOverdue") == [True, True]
    assert moot(walk, "WarningGiven") == [True]


@pytest.mark.clause("SZ-A2.4.4b")
def test_the_next_unit_is_not_told_of_the_breach_of_the_one_that_returned_the_order():
    walk = a_walk("handling").does(c.RequestReturn(by=HANDLER, paper=Walk().paper("return")))
    overdue(walk).does(c.UpholdReturn(by=CENTRE), c.Dispatch(by=CENTRE, unit=OTHER_UNIT))
    breach = next(e for e in walk.events if e.name == "FellOverdue" and e.fact.step == "reply")
    told = notices(breach, walk.case)
    assert told
    assert all(notifying.is_moot(store.Stored(walk.case), breach, n) for n in told)


@pytest.mark.parametrize(("kind", "sent"), [("emergency", "02:00"), ("urgent", "08:00"), ("complaint", "08:00")])
def test_at_night_an_order_goes_out_at_once_where_the_rulebook_exempts_its_kind(kind: str, sent: str):
    """programmes.md, Lights: emergencies are sent at any hour, everything else inside the sending hours."""
    walk = a_walk("handling", kind=kind)
    order = next(e for e in walk.events if e.name == "OrderDispatched")
    night = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
    at = {notifying._send_at(walk.case, walk.rulebook, notice, night) for notice in notices(order, walk.case)}
    assert [f"{walk.law.time.local(each):%H:%M}" for each in at] == [sent]
