"""The calendar changes while cases are open: what was counted is counted again, and nobody is late by an old count."""

from datetime import UTC, date, datetime, timedelta

import pytest

from builders import (
    CENTRE,
    DEPUTY,
    HANDLER,
    HEAD,
    MACHINE,
    UNIT,
    Walk,
    a_law,
    a_letter,
    a_walk,
    extension_requested,
    screened,
)
from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.law import Law
from huiyin.case.vocabulary import Role, Stage
from huiyin.notices import notices
from huiyin.worktime import Amendment

CLOCK = Actor(Role.CLOCK)
ATTEND = c.Attend(by=CLOCK)


def amended(days: dict[date, Amendment], edition: str = "1") -> Law:
    rulebook = a_law().rulebook
    return Law(rulebook, rulebook.time(days), edition)


OFF = {date(2026, 3, 5): Amendment(False, "放假 · off")}


def test_a_day_taken_off_moves_what_is_open_and_tells_whom_it_concerns():
    walk = a_walk("handling")  # a complaint of Monday 2 March, 7 working days: Wednesday 11 March
    walk.law = amended(OFF)

    walk.does(ATTEND, after=timedelta(hours=1))

    assert walk.case.owes("reply").due_at == datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
    event = walk.events[-1]
    assert (event.name, event.fact.edition, event.fact.moved) == ("DeadlinesRecounted", "1", ("reply",))
    assert [(n.template, n.to, n.acts) for n in notices(event, walk.case)] == [("recounted", Role.HANDLER, False)]


def test_counted_twice_nothing_more_changes_and_taken_back_all_is_as_before():
    walk = a_walk("handling")
    before = walk.case.obligations
    walk.law = amended(OFF)
    walk.does(ATTEND)
    seen = len(walk.events)

    assert len(walk.does(ATTEND).events) == seen
    walk.law = amended({}, "2")
    assert walk.does(ATTEND).case.obligations == before


def test_an_extension_is_counted_again_with_the_limit_that_it_extends():
    walk = extension_requested(a_walk("handling"), days=2).does(c.GrantExtension(by=DEPUTY))
    assert walk.case.owes("reply").due_at == datetime(2026, 3, 13, 9, 30, tzinfo=UTC)
    walk.law = amended(OFF | {date(2026, 3, 13): Amendment(False, "放假 · off")})

    walk.does(ATTEND)

    assert walk.case.owes("reply").due_at == datetime(2026, 3, 17, 9, 30, tzinfo=UTC)
    assert walk.case.owes("reply").extensions == (2,)


def test_an_overdue_by_the_old_count_is_withdrawn_where_the_new_one_reaches():
    walk = a_walk("handling")
    walk.does(ATTEND, after=datetime(2026, 3, 11, 10, 0, tzinfo=UTC) - walk.now)
    assert walk.case.owes("reply").overdue
    walk.law = amended(OFF)

    walk.does(ATTEND)

    owed = walk.case.owes("reply")
    assert (owed.overdue, owed.urge_at) == (False, None)
    assert owed.warned  # the new warning instant has passed as well: nobody is warned twice
    walk.does(ATTEND, after=timedelta(days=3))
    assert walk.case.owes("reply").overdue


def test_a_make_up_day_brings_a_deadline_forward_and_whoever_acts_acts_under_it():
    walk = a_walk("handling")
    walk.law = amended({date(2026, 3, 7): Amendment(True, "调休 · make-up day")})

    extension_requested(walk, days=1)

    names = [event.name for event in walk.events[-2:]]
    assert names == ["DeadlinesRecounted", "ExtensionRequested"]
    assert walk.case.owes("reply").due_at == datetime(2026, 3, 10, 9, 30, tzinfo=UTC)


def test_what_has_ended_stays_as_it_was_judged():
    walk = a_walk("archived")
    ended = walk.case.obligations
    walk.law = amended(OFF)

    assert walk.does(ATTEND).case.obligations == ended


@pytest.mark.parametrize("stage", ["reviewing", "rating", "following_up", "ruling_return"])
def test_every_open_stage_can_be_counted_again(stage):
    walk = a_walk(stage)
    walk.law = amended({date(2026, 3, 2) + timedelta(days=n): Amendment(False, "放假 · off") for n in range(1, 8)})

    walk.does(ATTEND)

    assert walk.events[-1].name == "DeadlinesRecounted"
    assert walk.case.attend_at is not None


def test_why_an_obligation_is_due_adds_up_to_its_instant():
    walk = extension_requested(a_walk("handling"), days=2).does(c.GrantExtension(by=DEPUTY))
    owed = walk.case.owes("reply")

    days = walk.law.why(owed)

    assert sum(day.counted for day in days) == 7 + 2
    assert days[-1].date == walk.law.time.local(owed.due_at).date()
    assert walk.does(c.Attend(by=CENTRE), after=timedelta()).case.owes("reply") == owed


# --- CQ-27: the urging that asks for an answer follows what it urges ------------------------------------------------

CHONGQING = "chongqing-commerce"


def overdue_in_chongqing() -> Walk:
    """A suggestion whose ten working days ended on Monday 16 March; the urging is to be answered by the 17th."""
    law = a_law(CHONGQING)
    walk = screened(a_letter(Walk(law), "suggestion", "CQ20260302-000001"), "suggestion")
    walk.does(c.Accept(by=CENTRE, kind="suggestion", unit=UNIT)).does(
        c.ConfirmOpinion(by=Actor(Role.CHECKER, "checker"))
    )
    return walk.does(ATTEND, after=datetime(2026, 3, 16, 10, 0, tzinfo=UTC) - walk.now)


def amended_in_chongqing(*days: date) -> Law:
    rulebook = a_law(CHONGQING).rulebook
    return Law(rulebook, rulebook.time({day: Amendment(False, "放假 · off") for day in days}), "1")


def handed_in(walk: Walk, after: timedelta = timedelta(minutes=10)) -> Walk:
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    walk.does(c.SubmitReply(by=HANDLER, paper=walk.paper("reply"), parts=parts), after=after)
    return walk.does(c.ApproveReply(by=HEAD)).does(c.ApproveReply(by=Actor(Role.LEADER, "leader")))


@pytest.mark.clause("CQ-27")
def test_an_urging_goes_with_the_overdue_that_a_new_calendar_withdraws_and_nothing_is_owed_in_the_end():
    walk = overdue_in_chongqing()
    assert walk.case.owes("urge") is not None
    walk.law = amended_in_chongqing(date(2026, 3, 12))

    walk.does(ATTEND)
    assert (walk.case.owes("urge"), walk.case.owes("reply").overdue) == (None, False)
    handed_in(walk, after=timedelta(days=4))
    for role in (Role.CENTRE, Role.CHECKER, Role.LEADER):
        walk.does(c.PassReply(by=Actor(role, role.value)))
    walk.does(c.Answer(by=MACHINE))

    assert walk.case.stage is Stage.ARCHIVED
    assert list(walk.case.open_obligations()) == []


@pytest.mark.clause("CQ-27")
def test_what_comes_back_after_its_deadline_is_urged_for_from_then_on():
    walk = overdue_in_chongqing()
    handed_in(walk)
    ground = walk.rulebook.review_grounds[0].code
    walk.does(c.SendBack(by=CENTRE, grounds=(ground,), paper=walk.paper("again")), after=timedelta(days=4))

    assert walk.case.owes("urge").start == walk.now
    assert walk.case.owes("reply").urge_at > walk.now
    urged = [event.at for event in walk.events if event.name == "Urged" and event.fact.step == "reply"]
    assert urged == []  # the mornings on which it lay with the centre are nobody's


def test_no_notice_makes_anybody_late_after_the_fact():
    walk = a_walk("handling")  # due on Wednesday 11 March
    walk.law = amended(OFF)
    walk.does(ATTEND, after=datetime(2026, 3, 12, 1, 0, tzinfo=UTC) - walk.now)
    assert walk.case.owes("reply").due_at == datetime(2026, 3, 12, 9, 30, tzinfo=UTC)

    walk.law = amended({}, "2")  # taken back on the 12th itself: the 11th has passed
    walk.does(ATTEND)

    assert walk.case.owes("reply").due_at == datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
    assert not walk.case.owes("reply").overdue


@pytest.mark.parametrize("looked", [True, False])
def test_whether_a_unit_may_return_does_not_rest_on_whether_a_clock_had_looked(looked):
    walk = a_walk("handling")  # the window ends on Tuesday 3 March, 17:30
    if looked:
        walk.does(c.RequestExtension(by=HANDLER, days=1, paper=walk.paper("why")), after=timedelta(hours=33))
        assert walk.case.owes("return") is None
    walk.law = amended({date(2026, 3, 3): Amendment(False, "放假 · off")})

    returned = c.RequestReturn(by=HANDLER, paper=walk.paper("return"))

    assert walk.does(returned, after=timedelta(hours=1 if looked else 34)).case.stage is Stage.RULING_RETURN
