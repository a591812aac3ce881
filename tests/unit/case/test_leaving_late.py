"""What turns out to be nobody's here, once a unit has had it, is referred, declined, passed on or answered."""

import pytest

from builders import CENTRE, HANDLER, MACHINE, UNIT, Walk, a_law, a_letter, a_walk, rated_poor, screened
from huiyin.case import commands as c
from huiyin.case.deciding import decide
from huiyin.case.facts import Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Outcome, Role, Stage
from page_builders import CHONGQING, GUANGXI, ordered

CHECKER = Actor(Role.CHECKER, "centre-checker", "centre")


def refused(walk: Walk, command: c.Command) -> str:
    with pytest.raises(Refusal) as refusal:
        decide(walk.case, command, walk.law, walk.now)
    return refusal.value.code


@pytest.mark.clause("GX-8")
def test_a_complaint_that_turns_out_to_be_a_report_is_taken_back_and_referred():
    law = a_law(GUANGXI)
    walk = screened(a_letter(Walk(law), "complaint", "GX20260302-000001"), "complaint")
    walk.does(c.Accept(by=CENTRE, kind="complaint", category="housing", unit=UNIT))
    assert refused(walk, c.Correct(by=CENTRE, kind="report", paper=walk.paper("why"))) == "guided_elsewhere"

    walk.does(c.Recall(by=CENTRE, paper=walk.paper("why")))
    walk.does(c.Refer(by=CENTRE, ground=law.rulebook.referral[0].code, paper=walk.paper("where")))

    assert (walk.case.stage, walk.case.outcome) == (Stage.REFERRED, Outcome.REFERRED)
    assert not list(walk.case.open_obligations())


def returned(walk: Walk) -> Walk:
    paper = walk.paper("return", reason="不属于本委职责")
    return walk.does(c.RequestReturn(by=HANDLER, paper=paper, proved=True)).does(c.UpholdReturn(by=CENTRE))


@pytest.mark.clause("CQ-12", "CQ-13")
@pytest.mark.parametrize(
    ("command", "outcome"), [(c.Forward, Outcome.FORWARDED), (c.SubmitUpward, Outcome.SUBMITTED_UPWARD)]
)
def test_what_a_unit_returns_as_anothers_duty_is_passed_on_once_a_second_person_agrees(command, outcome):
    walk = returned(ordered(CHONGQING))
    walk.does(command(by=CENTRE, paper=walk.paper("body", body="市市场监管局")))
    assert (walk.case.stage, walk.case.turn) == (Stage.CHECKING, Role.CHECKER)

    walk.does(c.ConfirmOpinion(by=CHECKER))

    assert (walk.case.stage, walk.case.outcome) == (Stage.REFERRED, outcome)
    assert not list(walk.case.open_obligations())
    assert next(o for o in walk.case.obligations if o.id == "accept#2").ending is Ending.MET


@pytest.mark.clause("CQ-13")
def test_where_the_second_person_does_not_agree_another_unit_gets_it():
    walk = returned(ordered(CHONGQING))
    walk.does(c.Decline(by=CENTRE, ground="blank")).does(c.RejectOpinion(by=CHECKER, paper=walk.paper("no")))
    assert walk.case.stage is Stage.DISPATCHING
    walk.does(c.Dispatch(by=CENTRE, unit="transport"))
    assert (walk.case.stage, walk.case.unit) == (Stage.HANDLING, "transport")


@pytest.mark.clause("SZ-A2.3")
def test_what_was_accepted_may_still_be_declined_referred_or_answered_before_a_unit_has_it():
    book = a_law().rulebook
    decline = c.Decline(by=CENTRE, ground=book.decline_grounds[0].code)
    assert a_walk(Stage.DISPATCHING).does(decline).case.outcome is Outcome.DECLINED
    walk = a_walk(Stage.DISPATCHING)
    walk.does(c.AnswerAtOnce(by=CENTRE, paper=walk.paper("answer", text="已停办。"))).does(c.Answer(by=MACHINE))
    assert (walk.case.stage, walk.case.reply.id) == (Stage.RATING, "answer")


def test_whoever_was_answered_once_is_not_told_later_that_their_request_is_not_taken_up():
    walk = rated_poor(a_walk(Stage.RATING)).does(c.OrderSecondHandling(by=CENTRE, paper=None))
    walk.does(c.Recall(by=CENTRE, paper=walk.paper("why")))
    decline = c.Decline(by=CENTRE, ground=walk.rulebook.decline_grounds[0].code)
    assert refused(walk, decline) == "answered_before"
