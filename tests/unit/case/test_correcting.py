"""The centre puts right what was wrong: filing, a wrong unit, an improper return, an overdue that does not count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from builders import (
    CENTRE,
    DEPUTY,
    HANDLER,
    MACHINE,
    OTHER_UNIT,
    REQUESTER,
    UNIT,
    Walk,
    a_law,
    a_letter,
    a_walk,
    extension_requested,
    replied,
    return_requested,
    screened,
    signed,
)
from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Role, Stage
from huiyin.notices import notices

CLOCK = Actor(Role.CLOCK)
LATER = timedelta(days=40)


def correct(walk: Walk, **right: str) -> Walk:
    return walk.does(c.Correct(by=CENTRE, paper=walk.paper("correction", reason="登记有误"), **right))


def recall(walk: Walk) -> Walk:
    return walk.does(c.Recall(by=CENTRE, paper=walk.paper("recall", reason="派错单位")))


def returned(walk: Walk) -> Walk:
    return return_requested(walk).does(c.UpholdReturn(by=CENTRE))


def again(walk: Walk, unit: str = UNIT) -> c.DispatchAgain:
    return c.DispatchAgain(by=CENTRE, unit=unit, paper=walk.paper("again", reason="属于该单位职责"))


def void(walk: Walk, obligation: str = "reply#1") -> c.VoidOverdue:
    return c.VoidOverdue(by=CENTRE, obligation=obligation, paper=walk.paper("ruling", reason="系统故障"))


def refused(walk: Walk, *commands: c.Command) -> str:
    with pytest.raises(Refusal) as caught:
        walk.does(*commands)
    return caught.value.code


def owed(walk: Walk, id: str):
    return next(o for o in walk.case.obligations if o.id == id)


def told(walk: Walk, name: str) -> set[tuple[str, Role, str]]:
    event = next(e for e in reversed(walk.events) if e.name == name)
    return {(n.template, n.to, n.unit) for n in notices(event, walk.case)}


@pytest.mark.clause("SZ-A2.4.4c")
@pytest.mark.parametrize(("kind", "days"), [("enquiry", 1), ("suggestion", 3), ("complaint", 7)])
def test_a_corrected_kind_counts_from_the_start_of_the_order(kind, days):
    walk = a_walk("handling", kind="help" if kind != "help" else "complaint")
    start = walk.case.owes("reply").start
    correct(walk, kind=kind)
    reply = walk.case.owes("reply")
    assert (reply.start, reply.amount) == (start, days)
    assert walk.case.kind == kind
    assert ("corrected", Role.HANDLER, "") in told(walk, "RequestCorrected")


@pytest.mark.clause("SZ-A2.4.4c")
def test_a_correction_makes_nobody_late_after_the_fact():
    walk = a_walk("handling", kind="complaint")
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=5))
    before = walk.case.owes("reply")
    correct(walk, kind="enquiry")
    reply = walk.case.owes("reply")
    assert walk.now < reply.due_at < before.due_at
    assert (reply.start, reply.counted_from, reply.overdue) == (before.start, walk.now, False)
    assert walk.law.why(reply)  # its days can still be told


@pytest.mark.clause("SZ-A2.4.4d", "NM-10")
@pytest.mark.parametrize(("days", "by"), [(1, "same day"), (20, "before")])
def test_an_emergency_found_after_its_own_limit_is_one_from_now_on(days, by):
    walk = a_walk("handling", kind="complaint").does(c.Attend(by=CLOCK), after=timedelta(days=days))
    before = walk.case.owes("reply")
    correct(walk, kind="emergency")
    reply = walk.case.owes("reply")
    midnight = datetime(2026, 3, 3, 16, 0, tzinfo=UTC)
    assert (reply.due_at, reply.overdue) == ((midnight, False) if by == "same day" else (before.due_at, True))


@pytest.mark.clause("SZ-A2.4.4d")
def test_what_is_found_to_be_an_emergency_before_dispatch_is_dispatched_at_once_from_then():
    walk = a_walk("dispatching", kind="help").does(c.Attend(by=CLOCK), after=timedelta(hours=2))
    correct(walk, kind="emergency")
    assert walk.case.owes("accept").due_at == walk.now + timedelta(minutes=30)


@pytest.mark.clause("SZ-A2.4.4d")
@pytest.mark.parametrize(
    ("stage", "template", "turn"),
    [("approving", "approve_emergency", Role.DEPUTY), ("reviewing", "review_emergency", Role.CENTRE)],
)
def test_whoever_signs_or_reviews_hears_that_it_is_an_emergency_now(stage, template, turn):
    walk = correct(a_walk(stage, kind="complaint"), kind="emergency")
    assert told(walk, "RequestCorrected") == {(template, turn, ""), ("emergency_lines", Role.CENTRE, "")}
    assert told(correct(a_walk(stage, kind="complaint"), kind="urgent"), "RequestCorrected") == set()


def test_what_was_urgent_by_mistake_is_counted_from_the_start_of_the_order_again():
    walk = a_walk("handling", kind="complaint").does(c.Attend(by=CLOCK), after=timedelta(days=2))
    before = walk.case.owes("reply")
    correct(correct(walk, kind="urgent"), kind="complaint")
    assert walk.case.owes("reply") == before


@pytest.mark.clause("SZ-A2.4.4d", "SZ-A2.4.4e")
def test_an_extension_goes_where_the_limit_is_not_one_of_working_days():
    walk = extension_requested(a_walk("handling"), 7).does(c.GrantExtension(by=DEPUTY))
    correct(walk, kind="emergency")
    reply = walk.case.owes("reply")
    assert (reply.due_at, reply.extensions) == (datetime(2026, 3, 2, 16, 0, tzinfo=UTC), ())
    assert correct(walk, kind="complaint").case.extended_days == 0


@pytest.mark.clause("SZ-A2.4.4c")
def test_a_kind_with_a_longer_limit_takes_the_overdue_back():
    walk = a_walk("handling", kind="help")
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=4))
    assert walk.case.owes("reply").overdue
    correct(walk, kind="complaint")
    reply = walk.case.owes("reply")
    assert not reply.overdue
    assert reply.due_at > walk.now


def test_an_extension_stays_when_the_kind_is_corrected():
    walk = extension_requested(a_walk("handling", kind="help"), 2).does(c.GrantExtension(by=DEPUTY))
    correct(walk, kind="complaint")
    assert walk.case.owes("reply").extensions == (2,)
    assert walk.case.extended_days == 2


@pytest.mark.clause("SZ-A2.4.4e")
@pytest.mark.parametrize(
    ("kind", "left", "dropped"), [("report", 7, False), ("enquiry", 0, True), ("emergency", 0, True)]
)
def test_an_extension_that_the_right_kind_does_not_allow_is_asked_for_anew(kind, left, dropped):
    walk = correct(extension_requested(a_walk("handling", kind="complaint"), 7), kind=kind)
    assert (walk.case.extension_asked, walk.events[-1].fact.extension_dropped) == (left, dropped)
    assert (("extension_dropped", Role.HANDLER, "") in told(walk, "RequestCorrected")) is dropped
    if dropped:
        assert refused(walk, c.GrantExtension(by=DEPUTY)) == "no_extension_asked"


@pytest.mark.clause("SZ-A2.4.4e")
def test_no_extension_is_granted_past_the_longest_and_a_shorter_one_may_be_asked_for():
    walk = extension_requested(a_walk("handling", kind="complaint"), 7)
    walk.case = replace(walk.case, kind="help")
    assert refused(walk, c.GrantExtension(by=DEPUTY)) == "extension_too_long"
    walk.does(c.RefuseExtension(by=DEPUTY, paper=walk.paper("no", reason="过长")))
    assert extension_requested(walk, 3).does(c.GrantExtension(by=DEPUTY)).case.extended_days == 3


@pytest.mark.clause("SZ-A2.4.4d", "SZ-A2.4.3b")
@pytest.mark.parametrize(("was", "kind", "hours"), [("complaint", "emergency", 2), ("enquiry", "complaint", 4 * 24)])
def test_a_unit_that_supports_the_lead_has_the_time_of_the_right_kind_and_hears_of_it(was, kind, hours):
    walk = a_walk("handling", kind=was).does(c.NameSupporting(by=CENTRE, supporting=(OTHER_UNIT,)))
    start = walk.case.support_of(OTHER_UNIT).start
    correct(walk, kind=kind)
    due = walk.case.support_of(OTHER_UNIT).due_at
    assert due == start + timedelta(hours=2) if kind == "emergency" else due - start > timedelta(hours=hours)
    template = "support" if kind == "emergency" else "support_corrected"
    assert (template, Role.SUPPORTER, OTHER_UNIT) in told(walk, "RequestCorrected")


def test_the_record_holds_how_it_was_filed_and_how_it_is():
    walk = correct(a_walk("handling"), category="transport", place="埇桥区")
    fact = walk.events[-1].fact
    assert (fact.was_category, fact.category) == ("housing", "transport")
    assert (fact.was_place, fact.place) == ("", "埇桥区")
    assert (fact.was_kind, fact.kind) == ("complaint", "complaint")
    assert (walk.case.category, walk.case.place) == ("transport", "埇桥区")
    assert told(walk, "RequestCorrected") == set()


def test_a_correction_that_changes_nothing_is_refused():
    walk = a_walk("handling")
    assert refused(walk, c.Correct(by=CENTRE, paper=walk.paper("c"), kind="complaint")) == "nothing_to_correct"


@pytest.mark.clause("GX-8")
def test_nothing_is_corrected_to_a_kind_that_is_guided_elsewhere():
    walk = screened(a_letter(Walk(a_law("guangxi-mailbox")), "help"), "help")
    walk.does(c.Accept(by=CENTRE, kind="help", category="housing", unit=UNIT))
    assert refused(walk, c.Correct(by=CENTRE, paper=walk.paper("c"), kind="report")) == "guided_elsewhere"


def accused_walk(stage: str = "handling") -> Walk:
    """A complaint about a unit's service, which the unit may handle."""
    walk = screened(a_letter(Walk(), "complaint"))
    accept = c.Accept(by=CENTRE, kind="complaint", category="housing", unit=UNIT, accused=Accused((UNIT,)))
    signed(walk.does(accept))
    if stage == "handling":
        return walk
    return replied(walk) if stage == "approving" else replied(walk).does(c.ApproveReply(by=DEPUTY))


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
@pytest.mark.parametrize("stage", ["handling", "approving", "reviewing"])
def test_what_turns_out_to_be_a_report_is_taken_from_the_unit_that_it_accuses(stage):
    walk = correct(accused_walk(stage), kind="report")
    assert walk.case.stage is Stage.DISPATCHING
    assert walk.case.unit == ""
    assert [o.step for o in walk.case.open_obligations()] == ["accept"]
    assert walk.case.owes("accept").start == walk.now
    assert refused(walk, c.Dispatch(by=CENTRE, unit=UNIT)) == "unit_accused"
    assert told(walk, "OrderRecalled") == {("dispatch", Role.CENTRE, "")}  # and nothing to the unit


@pytest.mark.clause("GX-18b")
def test_nor_does_it_get_a_second_handling_there():
    walk = accused_walk("reviewing").does(c.PassReply(by=CENTRE)).does(c.Answer(by=MACHINE))
    walk.does(c.Rate(by=REQUESTER, rating="poor", paper=walk.paper("rating")))
    correct(walk, kind="report")
    assert refused(walk, c.OrderSecondHandling(by=CENTRE)) == "unit_accused"


@pytest.mark.clause("WB-6.3c")
def test_what_is_corrected_to_a_major_kind_waits_for_a_leader():
    law = a_law("weibin-mailbox")
    major = next(k.code for k in law.rulebook.kinds if k.major)
    walk = screened(a_letter(Walk(law), "help"), "help")
    walk.does(c.Accept(by=CENTRE, kind="help", category="housing", unit=UNIT))
    assert refused(walk, c.Correct(by=CENTRE, paper=walk.paper("c"), kind=major)) == "instruction_needed"
    correct(recall(walk), kind=major)
    assert refused(walk, c.Dispatch(by=CENTRE, unit=UNIT)) == "instruction_needed"
    walk.does(c.AskInstruction(by=CENTRE, paper=walk.paper("slip"), unit=UNIT))
    walk.does(c.Instruct(by=Actor(Role.LEADER, "leader"), paper=walk.paper("instruction")))
    walk.does(c.Dispatch(by=CENTRE, unit=UNIT))
    assert walk.case.major


def test_an_order_taken_back_owes_nothing_more_and_the_unit_is_told():
    walk = recall(a_walk("handling"))
    assert walk.case.stage is Stage.DISPATCHING
    assert owed(walk, "reply#1").ending is Ending.WITHDRAWN
    assert walk.case.units_before == ()
    assert ("recalled", Role.HANDLER, UNIT) in told(walk, "OrderRecalled")
    walk.does(c.Dispatch(by=CENTRE, unit=UNIT))
    assert walk.case.owes("reply").start == walk.now


@pytest.mark.parametrize("stage", ["ruling_return", "approving", "reviewing", "rating"])
def test_an_order_is_taken_back_only_while_the_unit_handles_it(stage):
    walk = a_walk(stage)
    assert refused(walk, c.Recall(by=CENTRE, paper=walk.paper("recall"))) == "not_now"


@pytest.mark.clause("SZ-A5.4.2.1")
def test_an_improper_return_is_counted_each_time():
    walk = returned(a_walk("handling"))
    assert refused(walk, c.Dispatch(by=CENTRE, unit=UNIT)) == "unit_returned"
    assert refused(walk, again(walk, OTHER_UNIT)) == "never_returned"
    walk.does(again(walk))
    assert walk.case.stage is Stage.HANDLING
    assert (walk.case.unit, walk.case.improper_returns) == (UNIT, (UNIT,))
    signed(walk)
    returned(walk).does(again(walk))
    marked = [event.fact.times for event in walk.events if isinstance(event.fact, f.ImproperReturn)]
    assert marked == [1, 2]
    assert ("improper_return", Role.HEAD, UNIT) in told(walk, "ImproperReturn")


@pytest.mark.clause("GX-18b")
def test_a_unit_that_is_barred_does_not_get_it_again_either():
    walk = correct(returned(accused_walk()), kind="report")
    assert refused(walk, again(walk)) == "unit_accused"


def test_a_voided_overdue_stays_on_record_and_counts_no_more():
    walk = a_walk("handling").does(c.Attend(by=CLOCK), after=LATER)
    assert owed(walk, "reply#1").counts_as_late
    walk.does(void(walk))
    reply = owed(walk, "reply#1")
    assert reply.overdue
    assert not reply.counts_as_late
    assert reply.urge_at - walk.now > timedelta(days=7)  # urged for no more until its limit has passed afresh
    assert told(walk, "OverdueVoided") == {("overdue_voided", Role.HEAD, UNIT)}
    replied(walk).does(c.ApproveReply(by=DEPUTY)).does(c.PassReply(by=CENTRE))
    assert owed(walk, "reply#1").ending is Ending.LATE
    assert not owed(walk, "reply#1").counts_as_late
    assert refused(walk, void(walk)) == "nothing_overdue"


def test_a_reply_sent_back_after_the_ruling_is_not_urged_for_at_once():
    walk = a_walk("handling").does(c.Attend(by=CLOCK), after=LATER)
    walk.does(void(walk))
    until = owed(walk, "reply#1").urge_at
    replied(walk).does(c.ApproveReply(by=DEPUTY))
    walk.does(c.SendBack(by=CENTRE, grounds=("vague",), paper=walk.paper("back", reason="请补充")))
    assert owed(walk, "reply#1").urge_at == until


@pytest.mark.parametrize(("days", "overdue"), [(1, True), (7, False)])
def test_an_extension_undoes_no_ruling_on_an_overdue_that_it_does_not_take_back(days, overdue):
    walk = extension_requested(a_walk("handling"), days).does(c.Attend(by=CLOCK), after=timedelta(days=14))
    walk.does(void(walk)).does(c.GrantExtension(by=DEPUTY))
    reply = owed(walk, "reply#1")
    assert (reply.extensions, reply.overdue, reply.counts_as_late) == ((days,), overdue, False)


def test_an_overdue_is_voided_on_a_closed_case_too():
    walk = replied(a_walk("handling").does(c.Attend(by=CLOCK), after=LATER))
    walk.does(c.ApproveReply(by=DEPUTY)).does(c.PassReply(by=CENTRE)).does(c.Answer(by=MACHINE))
    walk.does(c.Rate(by=REQUESTER, rating="good")).does(void(walk))
    assert walk.case.stage is Stage.ARCHIVED
    assert owed(walk, "reply#1").voided


@pytest.mark.parametrize("obligation", ["reply#1", "sign_for#1", "reply#7"])
def test_what_is_not_late_cannot_be_voided(obligation):
    walk = a_walk("handling")
    assert refused(walk, void(walk, obligation)) == "nothing_overdue"


@pytest.mark.clause("CQ-27")
def test_an_urging_to_be_answered_falls_with_the_overdue():
    walk = screened(a_letter(Walk(a_law("chongqing-commerce")), "help"), "help")
    walk.does(c.Accept(by=CENTRE, kind="help", category="trade", unit=UNIT))
    walk.does(c.ConfirmOpinion(by=Actor(Role.CHECKER, "checker"))).does(
        c.Attend(by=CLOCK), after=timedelta(days=14, hours=12)
    )
    while not walk.case.owes("urge"):
        walk.does(c.Attend(by=CLOCK), after=timedelta(hours=12))
    walk.does(void(walk))
    assert walk.case.owes("urge") is None
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=3))
    assert walk.case.owes("urge") is None


@pytest.mark.parametrize("who", [HANDLER, DEPUTY, REQUESTER])
def test_nobody_but_the_centre_puts_right(who):
    walk = a_walk("handling").does(c.Attend(by=CLOCK), after=LATER)
    for command in (c.Correct, c.Recall):
        assert refused(walk, command(by=who, paper=walk.paper("p"))) == "not_yours"
    assert refused(walk, c.VoidOverdue(by=who, obligation="reply#1", paper=walk.paper("p"))) == "not_yours"


@pytest.mark.clause("SZ-A2.4.3c")
def test_an_order_carries_whose_it_is_and_the_place():
    walk = a_walk("triage")
    assert refused(walk, c.Accept(by=CENTRE, kind="complaint", origin="nobody")) == "unknown_origin"
    walk.does(c.Accept(by=CENTRE, kind="complaint", unit=UNIT, place="埇桥区", origin="city_leader"))
    assert (walk.case.place, walk.case.origin) == ("埇桥区", "city_leader")
    assert a_walk("dispatching").case.origin == "requester"
