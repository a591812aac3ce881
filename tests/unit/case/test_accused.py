"""Never to the accused: a report is kept from the unit that it names, any matter from the person it is about."""

from dataclasses import replace

import pytest

from builders import (
    CENTRE,
    DEPUTY,
    HANDLER,
    HEAD,
    MACHINE,
    OTHER_UNIT,
    UNIT,
    Walk,
    a_law,
    a_letter,
    a_paper,
    a_walk,
    extension_requested,
    rated_poor,
    replied,
    screened,
    signed,
)
from huiyin.case import commands as c
from huiyin.case.deciding import decide
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role, Stage
from huiyin.notices import notices
from page_builders import CHECKER, CHONGQING, begun


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


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
@pytest.mark.parametrize("stage", [Stage.HANDLING, Stage.RULING_RETURN, Stage.APPROVING, Stage.REVIEWING])
def test_a_unit_that_turns_out_to_be_accused_loses_the_order_and_all_that_it_owed(stage):
    walk = a_walk(stage, kind="report")
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(units=(UNIT,)), paper=a_paper("why")))
    assert walk.case.stage is Stage.DISPATCHING
    assert walk.case.unit == ""
    assert [owed.step for owed in walk.case.open_obligations()] == ["accept"]
    assert walk.case.note is None  # the next unit does not read whom it is about
    with pytest.raises(Refusal, match="accused"):
        walk.does(c.Dispatch(by=CENTRE, unit=UNIT))
    assert walk.does(c.Dispatch(by=CENTRE, unit=OTHER_UNIT)).case.stage is Stage.HANDLING


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
@pytest.mark.parametrize("stage", [Stage.HANDLING, Stage.APPROVING])
def test_a_person_who_turns_out_to_be_accused_acts_no_more_and_whoever_has_the_work_is_told(stage):
    walk = a_walk(stage)
    actor = HANDLER if stage is Stage.HANDLING else DEPUTY
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(people=(actor.id,)), paper=a_paper("why")))
    assert (walk.case.stage, walk.case.unit) == (stage, UNIT)
    assert [(n.template, n.to) for n in notices(walk.events[-1], walk.case)] == [("taken_over", actor.role)]
    wanted = c.SubmitReply(by=actor, paper=a_paper(), parts=("text",)) if actor is HANDLER else c.ApproveReply(by=actor)
    with pytest.raises(Refusal, match="about you"):
        walk.does(wanted)


def test_naming_adds_to_whom_was_named_before_and_says_something_new():
    walk = a_walk(Stage.HANDLING)
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(people=("one",)), paper=a_paper("why")))
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(people=("two",), units=("market",)), paper=a_paper("why")))
    assert walk.case.accused == Accused(units=("market",), people=("one", "two"))
    for nothing in (Accused(), Accused(people=("two",))):
        with pytest.raises(Refusal, match="other than those"):
            walk.does(c.NameAccused(by=CENTRE, accused=nothing, paper=a_paper("why")))


@pytest.mark.clause("GX-18b")
@pytest.mark.parametrize(
    "opinion",
    [
        lambda accused: c.Decline(by=CENTRE, ground="blank", paper=a_paper(), accused=accused),
        lambda accused: c.Refer(by=CENTRE, ground="petition", paper=a_paper(), accused=accused),
        lambda accused: c.Forward(by=CENTRE, paper=a_paper(), accused=accused),
        lambda accused: c.SubmitUpward(by=CENTRE, paper=a_paper(), accused=accused),
    ],
)
def test_whoever_is_named_checks_no_opinion_wherever_the_matter_is_to_go(opinion):
    """CQ-13 has a second person; that one is passed over where the matter is about them."""
    walk = begun(CHONGQING).does(opinion(Accused(people=(CHECKER.id,))))
    assert walk.case.stage is Stage.CHECKING
    with pytest.raises(Refusal, match="about you"):
        walk.does(c.ConfirmOpinion(by=CHECKER))
    assert walk.does(c.ConfirmOpinion(by=replace(CHECKER, id="centre-leader"))).case.accused is not None


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_whom_one_form_names_and_the_next_does_not_it_is_kept_from_still():
    walk = screened(a_letter(Walk(), "report"), "report")
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(units=(UNIT,)), paper=walk.paper("why")))

    another = Accused(units=("health",))
    walk.does(c.Accept(by=CENTRE, kind="report", category="housing", accused=another))

    assert walk.case.accused == Accused(units=(UNIT, "health"))
    assert refused(walk, c.Dispatch(by=CENTRE, unit=UNIT)).code == "unit_accused"


@pytest.mark.clause("GX-18b", "CQ-13")
def test_who_is_named_while_an_opinion_is_checked_is_not_forgotten_by_its_confirmation():
    walk = begun(CHONGQING, "report")
    opinion = c.Accept(by=CENTRE, kind="report", category="housing", unit=UNIT, accused=Accused(people=("somebody",)))
    walk.does(opinion).does(c.NameAccused(by=CENTRE, accused=Accused(units=(UNIT,)), paper=walk.paper("why")))

    assert refused(walk, c.ConfirmOpinion(by=CHECKER)).code == "unit_accused"


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
@pytest.mark.parametrize("stage", [Stage.HANDLING, Stage.APPROVING, Stage.REVIEWING])
def test_a_handler_who_turns_out_to_be_accused_is_the_named_one_no_more(stage):
    walk = a_walk(Stage.HANDLING)
    walk.does(c.NameHandler(by=DEPUTY, person="colleague"))
    if stage is not Stage.HANDLING:
        replied(walk)
    if stage is Stage.REVIEWING:
        walk.does(c.ApproveReply(by=DEPUTY))

    walk.does(c.NameAccused(by=CENTRE, accused=Accused(people=("colleague",)), paper=walk.paper("why")))

    assert (walk.case.stage, walk.case.handler) == (stage, "")


@pytest.mark.clause("GX-18b", "SZ-A2.4.4e")
def test_where_who_decides_on_an_extension_turns_out_to_be_accused_another_is_told_to():
    walk = extension_requested(a_walk(Stage.HANDLING))
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(people=(DEPUTY.id,)), paper=walk.paper("why")))

    assert ("extension", Role.DEPUTY) in [(n.template, n.to) for n in notices(walk.events[-1], walk.case)]
    assert refused(walk, c.GrantExtension(by=DEPUTY)).code == "accused"
    assert walk.does(c.GrantExtension(by=HEAD)).case.extended_days == 3


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_a_reply_that_an_accused_unit_above_would_sign_is_not_asked_for_again():
    walk = a_walk(Stage.HANDLING, kind="report").does(c.HandOn(by=DEPUTY, unit="below"))
    theirs = Actor(Role.HANDLER, "below-handler", "below")
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    walk.does(c.SubmitReply(by=theirs, paper=walk.paper("reply"), parts=parts)).does(c.ApproveReply(by=DEPUTY))
    walk.does(c.PassReply(by=CENTRE)).does(c.Answer(by=MACHINE))
    rated_poor(walk).does(c.NameAccused(by=CENTRE, accused=Accused(units=(UNIT,)), paper=walk.paper("why")))

    assert refused(walk, c.OrderSecondHandling(by=CENTRE)).code == "unit_accused"


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_whom_it_is_about_is_barred_under_every_id_that_is_theirs():
    walk = accepted("complaint", Accused(people=(HANDLER.id,)), UNIT)
    law = replace(walk.law, same={HANDLER.id: frozenset({HANDLER.id, DEPUTY.id})})
    assert law.barred_people(walk.case) == {HANDLER.id, DEPUTY.id}
    assert law.bars(walk.case, UNIT, DEPUTY.id)
    assert not law.bars(walk.case, UNIT, HEAD.id)
    with pytest.raises(Refusal) as caught:
        decide(walk.case, c.NameHandler(by=HEAD, person=DEPUTY.id), law, walk.now)
    assert caught.value.code == "person_accused"
