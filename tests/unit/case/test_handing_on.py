"""A unit of the second level hands its order on to one of the third, and stays answerable for the reply."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import (
    CENTRE,
    DEPUTY,
    HANDLER,
    HEAD,
    MACHINE,
    UNIT,
    Walk,
    a_letter,
    a_walk,
    accepted,
    dispatched,
    extension_requested,
    return_requested,
    screened,
)
from huiyin.case import commands as c
from huiyin.case.facts import Accused, Actor, DeadlinesRecounted, Event, FellOverdue
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role, Solved, Stage
from huiyin.notices import notices

BELOW = "housing_inspection"
BELOW_HANDLER, BELOW_DEPUTY = Actor(Role.HANDLER, "below-handler", BELOW), Actor(Role.DEPUTY, "below-deputy", BELOW)
ON = c.HandOn(by=HANDLER, unit=BELOW)
CLOCK = Actor(Role.CLOCK)


def handed_on(stage: Stage | str = "handling") -> Walk:
    walk = a_walk("handling").does(ON)
    return walk if stage == "handling" else replied_below(walk)


def replied_below(walk: Walk) -> Walk:
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    paper = walk.paper("reply", text="已修复。")
    return walk.does(c.SubmitReply(by=BELOW_HANDLER, paper=paper, parts=parts, solved=Solved.SOLVED))


def told(walk: Walk) -> list[tuple[str, Role, str]]:
    return [(n.template, n.to, n.unit) for n in notices(walk.events[-1], walk.case)]


@pytest.mark.clause("SZ-A2.4.3c", "SZ-A2.2")
@pytest.mark.parametrize("by", [HANDLER, DEPUTY, HEAD])
def test_what_is_owed_keeps_its_instants_and_the_third_level_owes_it(by):
    walk = a_walk("handling")
    before, entry = list(walk.case.open_obligations()), walk.case.stage_no
    walk.does(replace(ON, by=by))
    case = walk.case
    assert (case.unit, case.handed_on_by, case.signed) == (BELOW, UNIT, True)
    assert list(case.open_obligations()) == [replace(owed, who=BELOW) for owed in before]
    assert case.stage_no == entry + 1  # the links of who had it end
    assert told(walk) == [("handed_on", Role.HANDLER, "")]


@pytest.mark.clause("SZ-A2.4.3c")
def test_who_has_not_signed_leaves_that_to_the_third_level():
    walk = dispatched(accepted(screened(a_letter(Walk())))).does(ON)
    assert walk.case.owes("sign_for").who == BELOW
    with pytest.raises(Refusal, match="not_yours"):
        walk.does(c.SignFor(by=HANDLER))
    assert walk.does(c.SignFor(by=BELOW_HANDLER)).case.signed


@pytest.mark.clause("SZ-A2.4.3c")
def test_the_second_level_signs_what_the_third_replies():
    walk = handed_on("approving")
    assert told(walk) == [("approve", Role.DEPUTY, UNIT)]
    with pytest.raises(Refusal, match="not_yours"):
        walk.does(c.ApproveReply(by=BELOW_DEPUTY))
    walk.does(c.RejectReply(by=DEPUTY, paper=walk.paper("no", reason="请写明时间")))
    assert (walk.case.stage, walk.case.unit) == (Stage.HANDLING, BELOW)
    assert replied_below(walk).does(c.ApproveReply(by=DEPUTY)).case.stage is Stage.REVIEWING


@pytest.mark.clause("SZ-A2.4.3c", "GX-18b")
@pytest.mark.parametrize(
    ("stage", "one", "who"),
    [("handling", BELOW_HANDLER, (Role.HANDLER, "")), ("approving", DEPUTY, (Role.DEPUTY, UNIT))],
)
def test_where_whoever_has_it_is_accused_the_unit_that_acts_hears_of_it(stage, one, who):
    walk = handed_on(stage)
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(people=(one.id,)), paper=walk.paper("named")))
    assert told(walk) == [("taken_over", *who)]


@pytest.mark.clause("SZ-A2.4.3c")
@pytest.mark.parametrize(("stage", "who"), [("handling", (Role.HANDLER, "")), ("approving", (Role.DEPUTY, UNIT))])
def test_of_an_amended_calendar_the_unit_that_acts_hears(stage, who):
    walk = handed_on(stage)
    event = Event(walk.case.seq, walk.case.stage_no, walk.now, MACHINE, DeadlinesRecounted("2", ("reply",)))
    assert [(n.to, n.unit) for n in notices(event, walk.case)] == [who]


@pytest.mark.clause("SZ-A2.4.3c")
@pytest.mark.parametrize("stage", ["handling", "approving"])
def test_the_heads_of_both_levels_hear_of_what_is_late(stage):
    walk = handed_on(stage).does(c.Attend(by=CLOCK), after=timedelta(days=30))
    late = next(e for e in walk.events if isinstance(e.fact, FellOverdue) and e.fact.step == "reply")
    heads = {n.unit or walk.case.unit for n in notices(late, walk.case) if n.to is Role.HEAD}
    assert heads == ({BELOW, UNIT} if stage == "handling" else {UNIT})
    assert next(n for n in notices(late, walk.case)).unit == ("" if stage == "handling" else UNIT)


def test_the_leader_of_the_unit_that_handles_decides_on_more_time():
    walk = extension_requested(a_walk("handling")).does(ON)
    assert ("extension", Role.DEPUTY, "") in told(walk)
    with pytest.raises(Refusal, match="not_yours"):
        walk.does(c.GrantExtension(by=DEPUTY))
    assert walk.does(c.GrantExtension(by=BELOW_DEPUTY)).case.extended_days


def test_both_units_hear_that_the_order_has_left_them():
    walk = handed_on().does(c.Recall(by=CENTRE, paper=a_walk().paper("why")))
    assert [each for each in told(walk) if each[0] == "recalled"] == [
        ("recalled", Role.HANDLER, BELOW),
        ("recalled", Role.HANDLER, UNIT),
    ]
    walk = handed_on()
    walk.does(c.RequestReturn(by=BELOW_HANDLER, paper=walk.paper("return"))).does(c.UpholdReturn(by=CENTRE))
    assert [each for each in told(walk) if each[0] == "return_upheld"] == [
        ("return_upheld", Role.HANDLER, BELOW),
        ("return_upheld", Role.HANDLER, UNIT),
    ]


@pytest.mark.parametrize(("unit", "code"), [(UNIT, "not_handed_on"), ("other", "not_handed_on")])
def test_an_order_is_handed_on_once_and_to_another(unit, code):
    walk = a_walk("handling") if unit == UNIT else handed_on()
    with pytest.raises(Refusal, match=code):
        walk.does(c.HandOn(by=replace(HANDLER, unit=walk.case.unit), unit=unit))


def test_nobody_hands_on_what_a_unit_has_returned_or_once_there_is_a_reply():
    walk = return_requested(a_walk("handling")).does(c.UpholdReturn(by=CENTRE)).does(c.Dispatch(by=CENTRE, unit="up"))
    with pytest.raises(Refusal, match="unit_returned"):
        walk.does(c.HandOn(by=Actor(Role.HANDLER, "up-handler", "up"), unit=UNIT))
    with pytest.raises(Refusal, match="not_now"):
        a_walk("approving").does(ON)


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_neither_goes_it_on_to_the_accused_nor_does_the_accused_sign():
    walk = a_walk("handling", kind="report")
    walk.case = replace(walk.case, accused=Accused(units=(BELOW,)))
    with pytest.raises(Refusal, match="unit_accused"):
        walk.does(ON)
    walk = a_walk("handling", kind="report").does(ON)
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(units=(UNIT,)), paper=walk.paper("named")))
    assert (walk.case.stage, walk.case.unit, walk.case.handed_on_by) == (Stage.DISPATCHING, "", "")


@pytest.mark.clause("SZ-A2.2")
def test_where_the_second_level_goes_into_another_that_one_signs():
    walk = handed_on("approving")
    entry = walk.case.stage_no
    walk.does(c.CarryOver(by=MACHINE, unit_from=UNIT, unit="city"))
    assert (walk.case.unit, walk.case.handed_on_by, walk.case.stage_no) == (BELOW, "city", entry + 1)
    assert told(walk) == [("approve", Role.DEPUTY, "city")]
    assert walk.does(c.ApproveReply(by=replace(DEPUTY, unit="city"))).case.stage is Stage.REVIEWING


def test_a_return_by_the_third_level_ends_what_the_second_was_answerable_for():
    walk = handed_on()
    paper = walk.paper("return", reason="不属于本单位职责", basis="三定方案", suggestion="市场监管局")
    walk.does(c.RequestReturn(by=BELOW_HANDLER, paper=paper)).does(c.UpholdReturn(by=CENTRE))
    assert (walk.case.units_before, walk.case.handed_on_by) == ((BELOW,), "")
