"""A platform that hands out (GX-7, GX-24): whose turn it is, what it may do, and what stays with the centre."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import CENTRE, HANDLER, MACHINE, OTHER_UNIT, UNIT, Walk, a_law, a_letter, a_paper, a_walk
from huiyin.case import commands as c
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role, Stage
from huiyin.notices import notices

PLATFORM = Actor(Role.PLATFORM, "gx-12345")
PAPER = a_paper()
SURE = {"verdict": "accept", "kind": "suggestion", "category": "housing", "unit": UNIT}


def taken_up(**accept: Accused) -> Walk:
    """Guangxi's letter before the platform: the rules were sure, or, with whom it is about, the centre took it up."""
    walk = a_letter(Walk(a_law("guangxi-mailbox")), "suggestion", "GX20260302-000001")
    if not accept:
        return walk.does(c.Screen(by=MACHINE, **SURE))
    walk.does(c.Screen(by=MACHINE, verdict="triage", kind="complaint", category="housing"))
    return walk.does(c.Accept(by=CENTRE, kind="complaint", **accept))


def handed_out() -> Walk:
    return taken_up().does(c.Dispatch(by=PLATFORM, unit=UNIT))


def told(walk: Walk, name: str) -> list[Role]:
    event = next(each for each in reversed(walk.events) if each.name == name)
    return [notice.to for notice in notices(event, walk.case)]


def judged(walk: Walk) -> list[tuple[str, str]]:
    """Who was in time with handing it out, and who was not."""
    ended = (owed for owed in walk.case.obligations if owed.step in ("accept", "hand_out") and owed.ending)
    return [(owed.who, str(owed.ending)) for owed in ended]


def refused(walk: Walk, command: c.Command) -> str:
    with pytest.raises(Refusal) as refusal:
        walk.does(command)
    return refusal.value.code


@pytest.mark.clause("GX-7")
def test_what_is_taken_up_waits_for_the_platform_with_the_unit_that_the_rules_propose() -> None:
    walk = taken_up()
    assert (walk.case.stage, walk.case.turn, walk.case.proposed_unit) == (Stage.DISPATCHING, Role.PLATFORM, UNIT)
    assert (walk.case.owes("accept"), walk.case.owes("hand_out").who) == (None, "platform")
    assert told(walk, "RequestAccepted") == []


@pytest.mark.clause("GX-14a")
def test_the_platform_meets_what_was_owed_by_handing_it_out_and_where_it_is_late_the_centre_hears() -> None:
    walk = handed_out()
    assert (walk.case.stage, walk.case.unit) == (Stage.HANDLING, UNIT)
    assert [str(o.ending) for o in walk.case.obligations if o.step in ("accept", "hand_out")] == ["met", "met"]
    late = taken_up().does(c.Attend(by=Actor(Role.CLOCK)), after=timedelta(days=3))
    assert told(late, "WarningGiven") == told(late, "FellOverdue") == [Role.CENTRE]
    assert late.does(c.Dispatch(by=CENTRE, unit=UNIT)).case.unit == UNIT


@pytest.mark.clause("GX-14a")
def test_each_is_judged_by_its_own_time_the_centre_by_passing_it_on_and_the_platform_from_then() -> None:
    walk = a_letter(Walk(a_law("guangxi-mailbox")), "suggestion", "GX20260302-000001")
    walk.does(c.Screen(by=MACHINE, verdict="triage", kind="complaint", category="housing"))
    walk.does(c.Accept(by=CENTRE, kind="complaint"), after=timedelta(days=4))  # three working days late
    owed = walk.case.owes("hand_out")
    assert (owed.start, owed.rule, owed.overdue) == (walk.now, "choice", False)
    assert judged(walk.does(c.Dispatch(by=PLATFORM, unit=UNIT))) == [("centre", "late"), ("platform", "met")]


def test_what_the_centre_disposes_of_otherwise_is_the_platforms_no_more() -> None:
    lead = replace(handed_out().case, number="GX20260302-000009")
    for command, left in (
        (c.JoinTo(by=CENTRE, lead=lead, paper=PAPER), ["joined"]),
        (c.AnswerAtOnce(by=CENTRE, paper=PAPER), ["answer"]),
        (c.Refer(by=CENTRE, ground="report", paper=PAPER), []),
    ):
        walk = taken_up().does(command)
        assert [owed.step for owed in walk.case.open_obligations()] == left


@pytest.mark.clause("GX-18b")
def test_the_platform_is_held_by_the_law_as_everybody_is() -> None:
    walk = taken_up(accused=Accused(units=(UNIT,)))
    assert refused(walk, c.Dispatch(by=PLATFORM, unit=UNIT)) == "unit_accused"
    assert walk.does(c.Dispatch(by=PLATFORM, unit=OTHER_UNIT)).case.unit == OTHER_UNIT
    assert refused(walk, c.ApproveReply(by=PLATFORM)) == "not_now"
    assert refused(walk, c.GrantExtension(by=PLATFORM)) == "not_yours"


@pytest.mark.clause("GX-24")
def test_what_it_gives_back_is_the_centres_within_a_limit_of_its_own() -> None:
    walk = taken_up()
    walk.does(c.GiveBack(by=PLATFORM, paper=PAPER), after=timedelta(days=3))
    assert (walk.case.turn, walk.case.note) == (None, PAPER)
    assert (walk.case.owes("accept").who, walk.case.owes("accept").start) == ("centre", walk.now)
    assert not walk.case.owes("accept").overdue
    assert judged(walk) == [("centre", "met"), ("platform", "late")]
    assert told(walk, "GivenBack") == [Role.CENTRE]
    assert refused(walk, c.GiveBack(by=PLATFORM, paper=PAPER)) == "given_back"


@pytest.mark.clause("GX-24", "GX-11")
def test_what_is_returned_with_consent_waits_for_the_platform_again() -> None:
    walk = handed_out().does(c.RequestReturn(by=PLATFORM, paper=PAPER, proved=True))
    walk.does(c.UpholdReturn(by=CENTRE))
    assert (walk.case.stage, walk.case.turn, walk.case.owes("hand_out").who) == (
        Stage.DISPATCHING,
        Role.PLATFORM,
        "platform",
    )
    assert told(walk, "ReturnUpheld") == [Role.HANDLER]  # of the unit that returned it; the platform asks by itself
    assert refused(walk, c.Dispatch(by=PLATFORM, unit=UNIT)) == "unit_returned"


@pytest.mark.clause("GX-24")
def test_a_unit_works_there_or_here_and_how_far_it_is_moves_no_deadline() -> None:
    walk = handed_out()
    owed = walk.case.owes("reply")
    walk.does(c.ReportProgress(by=PLATFORM, paper=PAPER))
    assert (walk.case.progress, walk.case.owes("reply")) == (PAPER, owed)
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    for by in (PLATFORM, HANDLER):
        replied = handed_out().does(c.SubmitReply(by=by, paper=PAPER, parts=parts))
        assert replied.case.stage is Stage.APPROVING


@pytest.mark.clause("GX-7")
def test_where_the_centre_hands_out_itself_no_platform_does() -> None:
    for stage, command in (
        ("dispatching", c.Dispatch(by=PLATFORM, unit=UNIT)),
        ("dispatching", c.GiveBack(by=PLATFORM, paper=PAPER)),
        ("handling", c.ReportProgress(by=PLATFORM, paper=PAPER)),
    ):
        assert refused(a_walk(stage), command) == "no_platform"
