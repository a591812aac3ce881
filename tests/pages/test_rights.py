"""The desk's forms that put right: when they are offered, what they say, and what decide makes of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import CENTRE, UNIT, Walk, a_walk, return_requested
from huiyin.case import commands as c
from huiyin.case.facts import Actor, Paper
from huiyin.case.vocabulary import Role
from huiyin_aws.pages.forms import Form, forms_for, read_form
from huiyin_aws.pages.visibility import see
from page_builders import UNITS, AUnit, filled

CLOCK = Actor(Role.CLOCK)


def at_desk(walk: Walk, units: tuple[AUnit, ...] = UNITS) -> dict[str, Form]:
    found = forms_for(walk.case, Role.CENTRE, walk.rulebook, units, walk.now, time=walk.law.time, at_desk=True)
    return {form.command: form for form in found}


def sent(walk: Walk, command: str, **values: str) -> Walk:
    form = at_desk(walk)[command]
    posted = filled(form) | {name: [value] for name, value in values.items()}
    intent = read_form(posted, (form,))
    drawn = {name: Paper(f"{name}-{walk.case.seq}", "digest") for name, _ in intent.papers}
    walk.texts |= {drawn[name].id: body for name, body in intent.papers}
    return walk.does(*intent.commands(CENTRE, drawn))


def history(walk: Walk, role: Role = Role.CENTRE) -> list[str]:
    view = see(walk.case, role, walk.texts, walk.rulebook, walk.now, events=walk.events, units=UNITS)
    return [step.what.zh for step in view.history]


def returned() -> Walk:
    return return_requested(a_walk("handling")).does(c.UpholdReturn(by=CENTRE))


def overdue() -> Walk:
    return a_walk("handling").does(c.Attend(by=CLOCK), after=timedelta(days=30))


@pytest.mark.parametrize(
    ("walk", "offered"),
    [
        (a_walk("handling"), {"Correct", "Recall"}),
        (a_walk("reviewing"), {"Correct"}),
        (returned(), {"Correct", "DispatchAgain"}),
        (overdue(), {"Correct", "Recall", "VoidOverdue"}),
        (a_walk("archived"), set()),
    ],
    ids=["handling", "reviewing", "returned", "overdue", "archived"],
)
def test_the_desk_offers_what_there_is_to_put_right(walk, offered):
    assert {"Correct", "Recall", "DispatchAgain", "VoidOverdue"} & set(at_desk(walk)) == offered


def test_a_correction_shows_both_and_the_requester_hears_nothing_of_it():
    walk = sent(a_walk("handling"), "Correct", kind="suggestion", category="housing")
    assert history(walk)[-1] == "更正登记：投诉改为建议"
    assert not any("更正" in step for step in history(walk, Role.REQUESTER))


def test_what_is_ruled_on_is_chosen_by_whose_it_is_and_when_it_was_due():
    form = at_desk(overdue())["VoidOverdue"]
    choice = next(field for field in form.fields if field.name == "obligation").options[0]
    assert choice.words.zh.startswith("市住房城乡建设局：答复（应于3月11日")
    walk = sent(overdue(), "VoidOverdue")
    assert history(walk)[-1] == "裁定不计逾期：市住房城乡建设局，答复"
    assert any(step.startswith("超过时限") for step in history(walk))


@pytest.mark.clause("SZ-A5.4.2.1")
def test_only_units_that_returned_the_order_may_get_it_again():
    walk = returned()
    form = at_desk(walk)["DispatchAgain"]
    assert next(field for field in form.fields if field.name == "unit").values == (UNIT,)
    assert history(sent(walk, "DispatchAgain"))[-2] == "不当退单（第 1 次），再次派给市住房城乡建设局"


def test_an_order_taken_back_is_in_the_history():
    assert history(sent(a_walk("handling"), "Recall"))[-1] == "从市住房城乡建设局收回工单：派单有误"


@pytest.mark.clause("GX-18b")
@pytest.mark.parametrize("role", [Role.HANDLER, Role.HEAD, Role.PLATFORM])
def test_the_next_unit_is_not_told_why_an_order_was_taken_from_another(role):
    """The reason, or its clause, would tell whom the matter is about."""
    walk = sent(a_walk("handling"), "Recall")
    for barred in (False, True):
        taken = replace(walk.events[-1], fact=replace(walk.events[-1].fact, barred=barred))
        view = see(walk.case, role, {}, walk.rulebook, walk.now, events=[taken], units=UNITS)
        assert [(step.what.zh, step.clause) for step in view.history] == [("从市住房城乡建设局收回工单", "")]


@pytest.mark.clause("SZ-A2.4.3c")
def test_the_unit_of_the_place_is_proposed_first():
    units = (
        AUnit("north", "北区住建局", "North", ("housing",), ("北区",)),
        AUnit("south", "南区住建局", "South", ("housing",)),
    )
    walk = a_walk("triage").does(c.Accept(by=CENTRE, kind="complaint", category="housing", place="北区"))
    unit = next(f for f in at_desk(walk, units)["Dispatch"].fields if f.name == "unit")
    assert unit.proposed == "north"
    place = next(f for f in at_desk(walk, units)["Correct"].fields if f.name == "place")
    assert (place.values, place.proposed) == (("北区",), "北区")
