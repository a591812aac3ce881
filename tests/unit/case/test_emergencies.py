"""An emergency is told at once to everybody who can act on it, and passed on to the other lines, on record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import CENTRE, HANDLER, UNIT, Walk, a_law, a_letter, screened
from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding import decide
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role, Stage
from huiyin.notices import notices
from huiyin.rulebook import load
from huiyin.rulebook.consistency import complaints


def arrived(programme: str = "suzhou-express", kind: str = "emergency") -> Walk:
    law = a_law(programme)
    return screened(a_letter(Walk(law), kind, f"{law.rulebook.prefix}20260302-000001"), kind)


def dispatched(programme: str = "suzhou-express", kind: str = "emergency") -> Walk:
    return arrived(programme, kind).does(c.Accept(by=CENTRE, kind=kind, category="housing", unit=UNIT))


def refused(walk: Walk, command: c.Command) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decide(walk.case, command, walk.law, walk.now)
    return caught.value


@pytest.mark.clause("SZ-A2.4.4d", "NM-10")
@pytest.mark.parametrize("programme", ["suzhou-express", "neimenggu-12345"])
def test_the_handler_who_is_on_duty_and_the_head_hear_of_an_emergency_at_once(programme):
    walk = dispatched(programme)

    told = [(n.template, n.to, n.on_duty) for n in notices(walk.events[-1], walk.case)]
    assert told == [
        ("emergency", Role.HANDLER, False),
        ("emergency", Role.HANDLER, True),
        ("emergency_unit", Role.HEAD, False),
        ("emergency_lines", Role.CENTRE, False),
    ]
    assert all(walk.rulebook.sending_hours.exempts(role.value, "emergency") for _, role, _ in told)


def test_of_any_other_order_its_handler_hears():
    walk = dispatched(kind="complaint")

    assert [(n.template, n.to) for n in notices(walk.events[-1], walk.case)] == [("order", Role.HANDLER)]


@pytest.mark.clause("SZ-A6.9", "NM-10")
@pytest.mark.parametrize("programme", ["suzhou-express", "neimenggu-12345"])
def test_every_line_that_was_alerted_is_on_record_before_dispatch_and_after(programme):
    walk = arrived(programme)
    walk.does(c.AlertLine(by=CENTRE, line="fire", paper=walk.paper("fire", alerted="已通知119。")))
    assert walk.case.stage is Stage.TRIAGE
    walk.does(c.Accept(by=CENTRE, kind="emergency", category="housing", unit=UNIT))
    walk.does(c.AlertLine(by=CENTRE, line="power", paper=walk.paper("power", alerted="已通知供电。")))

    assert [event.fact.line for event in walk.events if isinstance(event.fact, f.LineAlerted)] == ["fire", "power"]
    lines = {"police", "fire", "ambulance", "traffic"}
    assert lines < {line.code for line in walk.rulebook.emergency.lines}


def test_nobody_is_alerted_without_an_emergency_or_by_a_line_that_is_none():
    paper = arrived().paper("x")
    assert (
        refused(dispatched(kind="complaint"), c.AlertLine(by=CENTRE, line="fire", paper=paper)).code == "no_emergency"
    )
    assert refused(dispatched(), c.AlertLine(by=CENTRE, line="pizza", paper=paper)).code == "unknown_line"
    assert refused(dispatched(), c.AlertLine(by=HANDLER, line="fire", paper=paper)).code == "not_yours"


@pytest.mark.parametrize(("kinds", "says"), [(("fire",), "there is no kind `fire`"), (("help",), "exempt_kinds")])
def test_a_rulebook_tells_of_its_emergencies_at_any_hour(kinds, says):
    book = load("suzhou-express")
    wrong = replace(book, emergency=replace(book.emergency, kinds=kinds))

    (complaint,) = complaints(wrong, {})

    assert complaint[0] == ("emergency", "kinds", 0)
    assert says in complaint[1]


@pytest.mark.clause("SZ-A2.4.4d", "NM-10")
def test_what_turns_out_to_be_an_emergency_in_a_units_hands_is_told_as_one_from_the_start():
    walk = dispatched(kind="complaint")
    walk.does(c.Correct(by=CENTRE, kind="emergency", paper=walk.paper("why")))

    told = [(n.template, n.to, n.on_duty) for n in notices(walk.events[-1], walk.case)]
    assert told == [(n.template, n.to, n.on_duty) for n in notices(*_an_emergency())]
    walk.does(c.Correct(by=CENTRE, kind="complaint", paper=walk.paper("why-not")))
    assert [n.template for n in notices(walk.events[-1], walk.case)] == ["corrected"]


@pytest.mark.clause("SZ-A2.4.4d", "NM-10")
@pytest.mark.parametrize("kind", ["emergency", "complaint"])
def test_whoever_is_on_duty_hears_where_it_is_handed_on_and_where_a_unit_supports(kind):
    walk = dispatched(kind=kind)
    walk.does(c.HandOn(by=HANDLER, unit="below"))
    handed_on = notices(walk.events[-1], walk.case)
    walk.does(c.NameSupporting(by=CENTRE, supporting=("market",)))
    supporting = notices(walk.events[-1], walk.case)

    on_duty = [(n.to, n.unit) for n in (*handed_on, *supporting) if n.on_duty]
    assert on_duty == ([(Role.HANDLER, ""), (Role.SUPPORTER, "market")] if kind == "emergency" else [])
    assert (Role.HEAD in [n.to for n in handed_on]) == (kind == "emergency")


def test_a_supporting_units_officer_on_duty_hears_where_it_turns_out_to_be_an_emergency():
    walk = dispatched(kind="complaint").does(c.NameSupporting(by=CENTRE, supporting=("market",)))
    walk.does(c.Correct(by=CENTRE, kind="emergency", paper=walk.paper("why")))

    told = [(n.to, n.on_duty) for n in notices(walk.events[-1], walk.case) if n.unit == "market"]
    assert told == [(Role.SUPPORTER, False), (Role.SUPPORTER, True)]


def _an_emergency():
    walk = dispatched()
    return walk.events[-1], walk.case


@pytest.mark.clause("SZ-A2.4.4d", "NM-10")
@pytest.mark.parametrize("programme", ["suzhou-express", "neimenggu-12345"])
def test_a_return_of_an_emergency_is_ruled_on_at_once(programme):
    walk = dispatched(programme)
    walk.does(c.RequestReturn(by=HANDLER, paper=walk.paper("return", reason="不属于本单位职责")))
    assert walk.case.owes("rule_return").due_at == walk.now + timedelta(minutes=30)


@pytest.mark.clause("SZ-A2.4.4d")
def test_what_turns_out_to_be_an_emergency_while_the_centre_rules_on_its_return_is_told_to_all_who_hear_of_one():
    walk = dispatched(kind="complaint")
    walk.does(c.RequestReturn(by=HANDLER, paper=walk.paper("return", reason="不属于本单位职责")))
    walk.does(c.Correct(by=CENTRE, kind="emergency", paper=walk.paper("why", reason="燃气泄漏")))
    assert [(n.template, n.to, n.acts, n.on_duty) for n in notices(walk.events[-1], walk.case)] == [
        ("rule_return", Role.CENTRE, True, False),
        ("emergency_lines", Role.CENTRE, True, False),
        ("emergency", Role.HANDLER, False, False),
        ("emergency", Role.HANDLER, False, True),
        ("emergency_unit", Role.HEAD, False, False),
    ]
