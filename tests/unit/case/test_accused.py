"""Never to the accused: a report is kept from the unit that it names, any matter from the person it is about."""

import pytest

from builders import (
    CENTRE,
    DEPUTY,
    HANDLER,
    HEAD,
    OTHER_UNIT,
    UNIT,
    Walk,
    a_law,
    a_letter,
    a_walk,
    replied,
    screened,
    signed,
)
from huiyin.case import commands as c
from huiyin.case.deciding import decide
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role, Stage


def refused(walk: Walk, command: c.Command) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decide(walk.case, command, walk.law, walk.now)
    return caught.value


def accepted(kind: str, accused: Accused, unit: str = "") -> Walk:
    walk = screened(a_letter(Walk(), kind), kind)
    return walk.does(c.Accept(by=CENTRE, kind=kind, category="housing", unit=unit, accused=accused))


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_a_report_goes_to_any_unit_but_the_one_that_it_names_also_when_it_is_dispatched_again():
    walk = accepted("report", Accused(units=(UNIT,)))
    assert refused(walk, c.Dispatch(by=CENTRE, unit=UNIT)).code == "unit_accused"

    walk.does(c.Dispatch(by=CENTRE, unit=OTHER_UNIT))
    theirs = Actor(Role.HANDLER, "other-handler", OTHER_UNIT)
    walk.does(c.RequestReturn(by=theirs, paper=walk.paper("return"))).does(c.UpholdReturn(by=CENTRE))

    assert refused(walk, c.Dispatch(by=CENTRE, unit=UNIT)).code == "unit_accused"


def test_accepting_and_dispatching_in_one_keeps_it_from_them_as_well():
    walk = screened(a_letter(Walk(), "report"), "report")

    asked = c.Accept(by=CENTRE, kind="report", category="housing", unit=UNIT, accused=Accused(units=(UNIT,)))

    assert refused(walk, asked).code == "unit_accused"
    assert walk.case.stage is Stage.TRIAGE


def test_a_complaint_about_a_units_service_may_be_that_units_to_handle():
    assert accepted("complaint", Accused(units=(UNIT,)), UNIT).case.stage is Stage.HANDLING


@pytest.mark.clause("GX-18b")
@pytest.mark.parametrize("kind", ["complaint", "report"])
def test_the_person_whom_it_is_about_acts_on_it_at_no_level(kind):
    walk = accepted(kind, Accused(people=(HANDLER.id, DEPUTY.id)), UNIT)

    assert refused(walk, c.SignFor(by=HANDLER)).code == "accused"
    colleague = Actor(Role.HANDLER, "housing-colleague", UNIT)
    walk.does(c.SignFor(by=colleague))
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    walk.does(c.SubmitReply(by=colleague, paper=walk.paper("reply"), parts=parts))
    assert refused(walk, c.ApproveReply(by=DEPUTY)).code == "accused"
    assert walk.does(c.ApproveReply(by=HEAD)).case.stage is Stage.REVIEWING


def test_who_is_not_named_is_not_kept_from_anything():
    walk = a_walk("handling")

    assert walk.case.accused is None
    assert replied(signed(a_walk("dispatching").does(c.Dispatch(by=CENTRE, unit=UNIT)))).case.stage is Stage.APPROVING


@pytest.mark.clause("GX-18b", "CQ-13")
def test_whoever_checks_an_opinion_does_not_check_one_about_themselves():
    law = a_law("chongqing-commerce")
    walk = screened(a_letter(Walk(law), "complaint", "CQ20260302-000001"), "complaint")
    accused = Accused(people=("office-head",))
    walk.does(c.Accept(by=CENTRE, kind="complaint", category="retail", unit=UNIT, accused=accused))

    assert refused(walk, c.ConfirmOpinion(by=Actor(Role.CHECKER, "office-head", "centre"))).code == "accused"
    assert walk.does(c.ConfirmOpinion(by=Actor(Role.CHECKER, "other-head", "centre"))).case.stage is Stage.HANDLING
