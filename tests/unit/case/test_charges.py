"""What a unit is charged with: by itself where the rulebook says so, else by the centre; what is forgiven stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builders import CENTRE, DEPUTY, HANDLER, OTHER_UNIT, UNIT, Walk, a_paper, a_walk, replied, sent_back
from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding import decide
from huiyin.case.facts import Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role, Solved, Stage
from huiyin.notices import Notice, notices
from huiyin.rulebook import codes, load
from huiyin.worktime import Amendment
from page_builders import CHONGQING, EVERYBODY, handed_in, ordered, passed_on

BELOW = "housing_inspection"
ATTEND = c.Attend(by=Actor(Role.CLOCK))


def charges(walk: Walk) -> list[tuple[str, str, bool]]:
    facts = [event.fact for event in walk.events if isinstance(event.fact, f.UnitCharged)]
    return [(fact.ground, fact.unit, fact.by_machine) for fact in facts]


def reviewed_again(walk: Walk) -> Walk:
    return replied(walk, "better").does(c.ApproveReply(by=DEPUTY))


def refused(walk: Walk, command: c.Command) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        decide(walk.case, command, walk.law, walk.now)
    return refusal.value


@pytest.mark.clause("SZ-A2.4.8")
def test_a_reply_sent_back_twice_running_is_charged_once():
    walk = sent_back(a_walk(Stage.REVIEWING))
    assert charges(walk) == []
    sent_back(reviewed_again(walk))
    assert charges(walk) == [("sent_back_twice", UNIT, True)]
    sent_back(reviewed_again(walk))
    assert charges(walk) == [("sent_back_twice", UNIT, True)]
    charged = next(event for event in walk.events if isinstance(event.fact, f.UnitCharged))
    assert notices(charged, walk.case) == (Notice("charged", Role.HEAD, acts=False, unit=UNIT),)


@pytest.mark.clause("SZ-A2.4.8")
def test_once_in_each_of_two_handlings_is_not_twice_running():
    walk = sent_back(a_walk(Stage.REVIEWING))
    reviewed_again(walk).does(c.PassReply(by=CENTRE)).does(c.Answer(by=Actor(Role.MACHINE)))
    walk.does(c.Rate(by=Actor(Role.REQUESTER), rating="poor", paper=walk.paper("why", reason="又停了")))
    walk.does(c.OrderSecondHandling(by=CENTRE, paper=walk.paper("again", reason="重办")))
    replied(walk, "third").does(c.ApproveReply(by=Actor(Role.HEAD, "housing-head", UNIT)))
    assert charges(sent_back(walk)) == []


@pytest.mark.clause("CQ-27")
def test_an_urging_notice_in_vain_is_charged_at_the_instant_at_which_its_time_ended():
    walk = urged_in_vain()
    assert charges(walk) == [("urged_in_vain", UNIT, True)]
    ended = next(event for event in walk.events if isinstance(event.fact, f.FellOverdue) and event.fact.step == "urge")
    charged = next(event for event in walk.events if isinstance(event.fact, f.UnitCharged))
    assert charged.at == ended.at


def urged_in_vain(kind: str = "suggestion", overdue_after: int = 20) -> Walk:
    """Overdue for longer than the urging gave."""
    walk = ordered(CHONGQING, kind)
    for days in (overdue_after, 4):
        walk.does(ATTEND, after=timedelta(days=days))
    return walk


@pytest.mark.clause("CQ-27")
@pytest.mark.parametrize("by", ["a clock that woke late", "an extension granted late"])
def test_nobody_is_charged_with_an_urging_that_was_never_sent(by):
    walk = ordered(CHONGQING)
    if by == "an extension granted late":
        walk.does(c.RequestExtension(by=HANDLER, days=1, paper=a_paper("more")))
    walk.does(ATTEND, after=timedelta(days=30))
    if by == "an extension granted late":
        walk.does(c.GrantExtension(by=CENTRE))
    assert (walk.case.owes("urge").start, charges(walk)) == (walk.now, [])


@pytest.mark.clause("CQ-27", "NM-25")
@pytest.mark.parametrize("by", ["another kind", "another calendar", "a ruling", "a ruling on the urging"])
def test_the_charge_goes_with_the_overdue_that_is_taken_back(by):
    walk = urged_in_vain("enquiry", 4)
    if by == "another calendar":
        march = (date(2026, 3, day) for day in range(3, 28))
        walk.law = replace(walk.law, time=walk.rulebook.time({day: Amendment(False, "放假 · off") for day in march}))
        walk.does(ATTEND)
    elif by == "another kind":
        walk.does(c.Correct(by=CENTRE, kind="help", paper=a_paper("kind")))
    else:
        void = "urge#1" if by.endswith("urging") else "reply#1"
        walk.does(c.VoidOverdue(by=CENTRE, obligation=void, paper=a_paper("ruling")))
    assert walk.case.charges == ()
    withdrawn = walk.events[-1]
    assert (withdrawn.fact, withdrawn.by.role) == (f.ChargeWithdrawn(UNIT, "urged_in_vain"), Role.MACHINE)


@pytest.mark.clause("CQ-27", "NM-25")
def test_the_charge_stays_as_long_as_one_urging_in_vain_counts():
    walk = urged_in_vain()
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    walk.does(c.SubmitReply(by=HANDLER, paper=a_paper("reply"), parts=parts))
    passed_on(walk, Stage.REVIEWING)
    walk.does(c.SendBack(by=EVERYBODY[walk.case.turn], grounds=("perfunctory",), paper=a_paper("back")))
    walk.does(ATTEND, after=timedelta(days=10))
    assert charges(walk) == [("urged_in_vain", UNIT, True)]

    walk.does(c.VoidOverdue(by=CENTRE, obligation="urge#1", paper=a_paper("ruling")))
    assert walk.case.charges == (f"urged_in_vain:{UNIT}",)
    walk.does(c.VoidOverdue(by=CENTRE, obligation="urge#2", paper=a_paper("ruling")))
    assert walk.case.charges == ()


@pytest.mark.clause("CQ-27")
def test_whose_extension_was_asked_before_a_return_that_is_refused_too_late_is_not_urged_in_vain():
    walk = ordered(CHONGQING, "enquiry").does(c.RequestExtension(by=HANDLER, days=3, paper=a_paper("more")))
    walk.does(c.RequestReturn(by=HANDLER, paper=a_paper("return")))
    walk.does(c.RefuseReturn(by=CENTRE, paper=a_paper("ruling")), after=timedelta(days=4))
    walk.does(ATTEND, after=timedelta(days=4)).does(c.GrantExtension(by=CENTRE))
    assert charges(walk) == []


@pytest.mark.clause("CQ-27", "NM-25")
def test_what_a_person_has_charged_a_person_withdraws():
    walk = ordered(CHONGQING).does(ATTEND, after=timedelta(days=20))
    walk.does(c.Charge(by=CENTRE, ground="urged_in_vain", unit=UNIT, paper=a_paper("why")))
    walk.does(ATTEND, after=timedelta(days=5))
    walk.does(c.VoidOverdue(by=CENTRE, obligation="reply#1", paper=a_paper("ruling")))
    assert walk.case.charges == (f"urged_in_vain:{UNIT}",)


@pytest.mark.clause("CQ-27")
def test_an_urging_notice_that_was_answered_charges_nobody():
    assert charges(handed_in(CHONGQING)) == []


@pytest.mark.clause("WB-6.3d")
@pytest.mark.clause("CQ-30")
@pytest.mark.clause("GX-12")
@pytest.mark.clause("NM-24")
@pytest.mark.parametrize("stage", [Stage.HANDLING, Stage.RATING, Stage.ARCHIVED])
def test_the_centre_charges_in_any_stage_also_after_the_end(stage):
    walk = a_walk(stage)
    walk.does(c.Charge(by=CENTRE, ground="false_report", unit=UNIT, paper=walk.paper("why", reason="现场未修")))
    assert charges(walk) == [("false_report", UNIT, False)]
    assert walk.case.stage is stage
    again = c.Charge(by=CENTRE, ground="false_report", unit=UNIT, paper=walk.paper("why", reason="现场未修"))
    assert refused(walk, again).code == "charged_already"


@pytest.mark.clause("NM-25")
def test_a_charge_is_withdrawn_with_its_reason_and_both_stay():
    walk = a_walk(Stage.ARCHIVED)
    walk.does(c.Charge(by=CENTRE, ground="overdue", unit=UNIT, paper=walk.paper("why", reason="逾期")))
    walk.does(c.WithdrawCharge(by=CENTRE, ground="overdue", unit=UNIT, paper=walk.paper("ok", reason="已主动纠正")))
    assert [event.name for event in walk.events[-2:]] == ["UnitCharged", "ChargeWithdrawn"]
    assert walk.case.charges == ()
    again = c.WithdrawCharge(by=CENTRE, ground="overdue", unit=UNIT, paper=walk.paper("ok", reason="已主动纠正"))
    assert refused(walk, again).code == "not_charged"


@pytest.mark.clause("SZ-A2.4.8", "WB-6.3d", "CQ-30")
@pytest.mark.parametrize("dispatched_again", [False, True])
def test_a_unit_from_which_the_order_was_taken_back_is_charged_with_what_it_left_undone(dispatched_again):
    walk = a_walk().does(c.Recall(by=CENTRE, paper=a_paper("wrong")), after=timedelta(days=20))
    if dispatched_again:
        walk.does(c.Dispatch(by=CENTRE, unit=OTHER_UNIT))
    walk.does(c.Charge(by=CENTRE, ground="overdue", unit=UNIT, paper=walk.paper("why", reason="逾期")))
    assert charges(walk) == [("overdue", UNIT, False)]


@pytest.mark.clause("SZ-A2.4.8", "SZ-A2.4.3c")
@pytest.mark.parametrize("unit", [UNIT, BELOW])
def test_both_units_of_an_order_that_was_handed_on_and_taken_back_can_be_charged(unit):
    walk = a_walk().does(c.HandOn(by=HANDLER, unit=BELOW)).does(c.Recall(by=CENTRE, paper=a_paper("wrong")))
    walk.does(c.Charge(by=CENTRE, ground="idle", unit=unit, paper=walk.paper("why", reason="未办")))
    assert charges(walk) == [("idle", unit, False)]


def replied_below(walk: Walk) -> Walk:
    """By the unit below, signed by the one above."""
    below, parts = Actor(Role.HANDLER, "below", BELOW), tuple(part.code for part in walk.rulebook.reply_parts)
    walk.does(c.SubmitReply(by=below, paper=a_paper("reply"), parts=parts, solved=Solved.SOLVED))
    return walk.does(c.ApproveReply(by=DEPUTY))


@pytest.mark.clause("SZ-A2.4.8", "SZ-A2.4.3c")
def test_whose_replies_were_sent_back_twice_is_the_unit_that_stands_for_both():
    walk = sent_back(a_walk(Stage.REVIEWING)).does(c.HandOn(by=HANDLER, unit=BELOW))
    sent_back(replied_below(walk))
    assert charges(walk) == [("sent_back_twice", UNIT, True)]


@pytest.mark.clause("SZ-A2.4.8")
@pytest.mark.parametrize(("unit_from", "charged"), [(UNIT, []), (BELOW, [("sent_back_twice", UNIT, True)])])
def test_what_was_sent_back_to_a_unit_is_not_held_against_the_one_that_takes_its_place(unit_from, charged):
    walk = sent_back(replied_below(a_walk().does(c.HandOn(by=HANDLER, unit=BELOW))))
    walk.does(c.CarryOver(by=Actor(Role.MACHINE), unit_from=unit_from, unit="merged"))
    theirs = Actor(Role.HANDLER, "theirs", walk.case.unit)
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    walk.does(c.SubmitReply(by=theirs, paper=a_paper("again"), parts=parts, solved=Solved.SOLVED))
    sent_back(walk.does(c.ApproveReply(by=Actor(Role.DEPUTY, "deputy", walk.case.handed_on_by))))
    assert charges(walk) == charged


def test_only_who_had_the_order_is_charged_and_only_with_what_the_rulebook_knows():
    walk = a_walk()
    paper = walk.paper("why", reason="事实")
    assert refused(walk, c.Charge(by=CENTRE, ground="overdue", unit=OTHER_UNIT, paper=paper)).code == "never_had_it"
    assert refused(walk, c.Charge(by=CENTRE, ground="rude", unit=UNIT, paper=paper)).code == "unknown_charge"
    assert refused(walk, c.Charge(by=HANDLER, ground="overdue", unit=UNIT, paper=paper)).code == "not_yours"


@pytest.mark.parametrize("code", codes())
def test_every_programme_says_what_its_units_are_charged_with(code):
    assert load(code).charges


@pytest.mark.clause("SZ-A2.4.4f")
@pytest.mark.clause("CQ-14")
@pytest.mark.clause("CQ-15")
def test_a_word_beside_a_signature_is_kept_with_it():
    walk = a_walk(Stage.APPROVING)
    walk.does(c.ApproveReply(by=DEPUTY, comment=walk.paper("word", comment="已到场核实")))
    assert walk.events[-1].fact.comment.id == "word"
    walk.does(c.PassReply(by=CENTRE, comment=walk.paper("more", comment="请归档照片")))
    assert walk.events[-1].fact.comment.id == "more"


@pytest.mark.clause("SZ-A2.4.8")
def test_a_supporting_unit_is_charged_as_well_as_the_lead():
    walk = a_walk().does(c.NameSupporting(by=CENTRE, supporting=("transport",)))
    walk.does(c.Charge(by=CENTRE, ground="idle", unit="transport", paper=walk.paper("why", reason="不配合")))
    assert charges(walk) == [("idle", "transport", False)]


@pytest.mark.clause("SZ-A2.4.8")
def test_what_was_sent_back_to_a_unit_is_not_counted_against_the_one_that_gets_the_order_after_a_recall():
    walk = sent_back(a_walk(Stage.REVIEWING)).does(c.Recall(by=CENTRE, paper=a_paper("wrong")))
    walk.does(c.Dispatch(by=CENTRE, unit=OTHER_UNIT))
    theirs, deputy = (Actor(role, "other", OTHER_UNIT) for role in (Role.HANDLER, Role.DEPUTY))
    walk.does(c.SignFor(by=theirs))
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    walk.does(c.SubmitReply(by=theirs, paper=a_paper("reply"), parts=parts, solved=Solved.SOLVED))
    sent_back(walk.does(c.ApproveReply(by=deputy)))

    assert walk.case.charges == ()
