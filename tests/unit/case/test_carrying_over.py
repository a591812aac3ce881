"""A unit is merged, split or closed: its open orders go on elsewhere by the same limits, and never with the accused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import CENTRE, DEPUTY, HANDLER, MACHINE, OTHER_UNIT, UNIT, a_walk, extension_requested
from huiyin.case import commands as c
from huiyin.case.deciding.carrying import units_of
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role
from huiyin.notices import notices

CARRY = c.CarryOver(by=MACHINE, unit_from=UNIT, unit=OTHER_UNIT)


def told(walk):
    return [(n.template, n.to, n.acts) for n in notices(walk.events[-1], walk.case)]


@pytest.mark.clause("SZ-A2.2")
def test_what_is_owed_keeps_its_instants_and_changes_its_owner():
    walk = a_walk("handling")
    before = {o.id: o for o in walk.case.open_obligations()}
    walk.does(CARRY)
    after = {o.id: o for o in walk.case.open_obligations()}
    assert walk.case.unit == OTHER_UNIT
    assert {o.who for o in after.values()} == {OTHER_UNIT}
    assert {i: (o.start, o.due_at, o.warn_at) for i, o in after.items()} == {
        i: (o.start, o.due_at, o.warn_at) for i, o in before.items()
    }


def test_what_the_former_unit_did_stays_its_own():
    walk = a_walk("handling")
    ended = [o for o in walk.case.obligations if not o.is_open and o.who == UNIT]
    assert ended
    assert [o for o in walk.does(CARRY).case.obligations if not o.is_open and o.who == UNIT] == ended


@pytest.mark.parametrize(
    ("stage", "entered", "expected"),
    [
        ("handling", 1, [("carried_over", Role.HANDLER, True)]),
        ("approving", 1, [("approve", Role.DEPUTY, True), ("carried_over_filed", Role.HANDLER, False)]),
        ("reviewing", 0, [("carried_over_filed", Role.HANDLER, False)]),
        ("rating", 0, [("carried_over_filed", Role.HANDLER, False)]),
    ],
)
def test_links_end_where_the_order_is_with_people_who_lose_it(stage, entered, expected):
    walk = a_walk(stage)
    before = walk.case.stage_no
    walk.does(CARRY)
    assert walk.case.stage_no - before == entered
    assert walk.case.stage.value == stage
    assert told(walk) == expected


def test_an_extension_that_waits_is_put_before_the_new_units_leader():
    walk = extension_requested(a_walk("handling")).does(CARRY)
    assert ("extension", Role.DEPUTY, True) in told(walk)
    walk.does(c.GrantExtension(by=Actor(Role.DEPUTY, "other-deputy", OTHER_UNIT)))
    assert walk.case.extended_days > 0


def test_the_former_unit_may_do_nothing_more_and_the_new_one_goes_on():
    walk = a_walk("approving").does(CARRY)
    with pytest.raises(Refusal, match="not_yours"):
        walk.does(c.ApproveReply(by=DEPUTY))
    walk.does(c.ApproveReply(by=Actor(Role.DEPUTY, "other-deputy", OTHER_UNIT)))
    assert walk.case.stage.value == "reviewing"


def test_carried_over_twice_does_no_harm():
    walk = a_walk("handling").does(CARRY)
    with pytest.raises(Refusal, match="not_with_unit"):
        walk.does(CARRY)


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_an_order_is_not_carried_over_to_the_unit_that_it_accuses():
    walk = a_walk("handling")
    walk.case = replace(walk.case, kind="report", accused=Accused(units=(OTHER_UNIT,)))
    with pytest.raises(Refusal, match="unit_accused"):
        walk.does(CARRY)


@pytest.mark.parametrize("by", [CENTRE, HANDLER])
def test_nobody_carries_over_by_a_link(by):
    with pytest.raises(Refusal, match="not_yours"):
        a_walk("handling").does(replace(CARRY, by=by))


def test_a_closed_case_stays_where_it_was_judged():
    walk = a_walk("rating").does(c.Attend(by=Actor(Role.CLOCK)), after=timedelta(days=30))
    assert not walk.case.is_open
    with pytest.raises(Refusal, match="not_now"):
        walk.does(CARRY)


@pytest.mark.clause("SZ-A2.4.3b")
def test_what_a_unit_supports_is_carried_over_too_and_its_successor_is_told():
    walk = a_walk("handling").does(c.NameSupporting(by=CENTRE, supporting=("health",)))
    due = walk.case.support_of("health").due_at
    assert units_of(walk.case) == {UNIT, "health"}
    walk.does(replace(CARRY, unit_from="health"))
    assert walk.case.unit == UNIT
    assert walk.case.support_of(OTHER_UNIT).due_at == due
    assert [(n.template, n.to, n.unit) for n in notices(walk.events[-1], walk.case)] == [
        ("support", Role.SUPPORTER, OTHER_UNIT)
    ]


@pytest.mark.clause("SZ-A2.4.3b")
def test_who_leads_and_supported_owes_its_support_no_more():
    walk = a_walk("handling").does(c.NameSupporting(by=CENTRE, supporting=(OTHER_UNIT,))).does(CARRY)
    assert walk.case.unit == OTHER_UNIT
    assert walk.case.support_of(OTHER_UNIT) is None


@pytest.mark.clause("GX-20b")
def test_a_promise_that_goes_over_is_put_before_the_unit_that_is_to_keep_it():
    walk = a_walk("keeping_promise").does(CARRY)
    assert walk.case.owes("promise").who == OTHER_UNIT
    assert told(walk) == [("promise", Role.HANDLER, True)]


def test_a_unit_that_leads_already_hears_nothing_of_the_support_that_it_takes_over():
    walk = a_walk("handling").does(c.NameSupporting(by=CENTRE, supporting=("transport",)))
    walk.does(replace(CARRY, unit_from="transport", unit=UNIT))
    assert told(walk) == []
