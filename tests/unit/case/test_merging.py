"""Many-one: requests on the same matter are handled once, and each requester is answered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builders import (
    CENTRE,
    DEPUTY,
    HANDLER,
    HEAD,
    MACHINE,
    OTHER_UNIT,
    REQUESTER,
    UNIT,
    Walk,
    a_case,
    a_law,
    a_letter,
    a_paper,
    a_walk,
    accepted,
    extension_requested,
    joined,
    rated_poor,
    screened,
)
from huiyin.case import commands as c
from huiyin.case.deciding.merging import MOST_JOINED, named_besides, united
from huiyin.case.effects import FollowLead, Hanging, NoteOnLead, effects
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Ending, Outcome, Role, Solved, Stage
from huiyin.notices import notices
from huiyin.replies import EXPLAINED, PROMISE

LEAD = "SZ20260302-000009"
PAPER = a_paper("join")


def a_lead(stage: str = "handling", kind: str = "complaint", **changes: object) -> Case:
    return replace(a_case(stage, kind=kind), number=LEAD, **changes)


def refused(walk: Walk, *commands: c.Command) -> str:
    with pytest.raises(Refusal) as caught:
        walk.does(*commands)
    return caught.value.code


def join(lead: Case, **more: object) -> c.JoinTo:
    return c.JoinTo(by=CENTRE, lead=lead, paper=PAPER, **more)


def follow(lead: Case) -> c.FollowLead:
    return c.FollowLead(by=MACHINE, lead=lead)


@pytest.mark.clause("SZ-A2.4.1b", "WB-6.1")
@pytest.mark.parametrize("stage", ["triage", "dispatching"])
def test_a_request_is_joined_before_a_unit_has_it(stage):
    walk = a_walk(stage).does(join(a_lead()))
    assert (walk.case.stage, walk.case.joined_to) == (Stage.JOINED, LEAD)
    assert next(o.ending for o in walk.case.obligations if o.id == "accept#1") is Ending.MET
    assert walk.case.attend_at is not None  # it cannot be forgotten
    assert NoteOnLead(LEAD) in effects(walk.case, walk.events, Hanging(1))


def test_an_order_in_a_unit_is_not_joined():
    assert refused(a_walk("handling"), join(a_lead())) == "not_now"


@pytest.mark.parametrize(
    ("lead", "code"),
    [
        (Case(), "unknown_lead"),
        (a_lead(programme="weibin-mailbox"), "unknown_lead"),
        (a_lead("rating"), "lead_not_open"),
        (a_lead("archived"), "lead_not_open"),
        (a_lead("joined"), "lead_not_open"),
        (a_lead("declined"), "lead_not_open"),
        (a_lead(joined=tuple(str(n) for n in range(MOST_JOINED))), "too_many_joined"),
    ],
    ids=["none", "another programme", "answered", "archived", "joined itself", "declined", "full"],
)
def test_it_is_joined_to_an_open_case_that_waits_for_its_answer(lead, code):
    assert refused(a_walk("triage"), join(lead)) == code


def test_it_is_not_joined_to_itself_nor_with_others_joined_to_it():
    walk = a_walk("triage")
    assert refused(walk, join(replace(a_lead(), number=walk.case.number))) == "lead_not_open"
    walk.does(c.NoteJoined(by=MACHINE, number="SZ20260302-000077"))
    assert refused(walk, join(a_lead())) == "too_many_joined"


@pytest.mark.clause("SZ-A2.4.4d")
def test_an_emergency_is_joined_to_none_that_is_handled_as_less():
    assert refused(a_walk("triage", kind="emergency"), join(a_lead())) == "lead_less_pressing"
    assert a_walk("triage", kind="emergency").does(join(a_lead(kind="emergency"))).case.stage is Stage.JOINED
    assert a_walk("triage").does(join(a_lead(kind="emergency"))).case.stage is Stage.JOINED


@pytest.mark.clause("WB-6.3c")
def test_what_is_major_is_joined_once_a_leader_has_spoken_on_either():
    law = a_law("weibin-mailbox")
    lead = Case(number="WB20260302-000009", programme="weibin-mailbox", stage=Stage.HANDLING, seq=9, kind="help")

    def walk() -> Walk:
        return screened(a_letter(Walk(law), "emergency", "WB20260302-000001"), "emergency")

    assert refused(walk(), join(lead)) == "lead_less_pressing"
    major = replace(lead, kind="emergency", major=True)
    assert refused(walk(), join(major)) == "instruction_needed"
    assert walk().does(join(replace(major, instruction=PAPER))).case.stage is Stage.JOINED


@pytest.mark.clause("GX-18b")
def test_what_is_kept_from_a_unit_is_not_joined_to_what_it_handles():
    report = a_lead(kind="report")
    assert refused(a_walk("triage", kind="report"), join(report, accused=Accused((UNIT,)))) == "barred_together"
    a_walk("triage", kind="report").does(join(report, accused=Accused((OTHER_UNIT,))))
    # A complaint may go to the unit that it is about, and a report never: together, one would lead the other there.
    complaint = a_lead(kind="complaint")
    assert (
        refused(a_walk("triage", kind="report"), join(complaint, accused=Accused((OTHER_UNIT,)))) == "barred_together"
    )


@pytest.mark.clause("GX-18b")
def test_both_are_kept_from_whom_either_is_about():
    lead = a_walk("handling", kind="report")
    lead.does(c.NoteJoined(by=MACHINE, number=LEAD, accused=Accused((OTHER_UNIT,), ("somebody",))))
    assert lead.case.accused == Accused((OTHER_UNIT,), ("somebody",))
    assert united(Accused(("a",)), Accused(("a", "b"), ("p",))) == Accused(("a", "b"), ("p",))
    # It was given to the very unit in the meantime: the order is taken from it.
    lead.does(c.NoteJoined(by=MACHINE, number="SZ20260302-000010", accused=Accused((UNIT,))))
    assert (lead.case.stage, lead.case.unit) == (Stage.DISPATCHING, "")


def test_the_case_that_leads_notes_each_once():
    lead = a_walk("handling")
    for _ in range(3):
        lead.does(c.NoteJoined(by=MACHINE, number="SZ20260302-000077"))
    assert lead.case.joined == ("SZ20260302-000077",)
    for _ in range(3):
        lead.does(c.NoteSplit(by=MACHINE, number="SZ20260302-000077"))
    assert lead.case.joined == ()
    assert [e.name for e in lead.events].count("JoinedNoted") == 1
    assert [e.name for e in lead.events].count("SplitNoted") == 1


@pytest.mark.parametrize("stage", ["triage", "dispatching", "handling", "ruling_return", "approving", "reviewing"])
def test_it_waits_as_long_as_the_other_waits(stage):
    walk = joined(Walk(), "complaint")
    before = walk.case
    assert walk.does(follow(a_lead(stage))).case == before


@pytest.mark.parametrize("stage", ["answering", "rating", "following_up", "archived"])
def test_it_is_answered_when_the_other_is_however_late_that_is_seen(stage):
    walk = joined(Walk(), "complaint").does(follow(a_lead(stage)))
    assert walk.case.stage is Stage.ANSWERING
    assert walk.case.shared == a_lead(stage).reply
    assert refused(walk, c.Answer(by=MACHINE)) == "no_such_answer"
    walk.does(c.Answer(by=MACHINE, paper=a_paper("copy")))
    assert (walk.case.stage, walk.case.reply, walk.case.shared) == (Stage.RATING, a_paper("copy"), None)


@pytest.mark.clause("SZ-3.5b", "SZ-A2.4.5")
def test_its_rating_and_its_second_handling_are_its_own():
    walk = joined(Walk(), "complaint").does(follow(a_lead("rating")))
    walk.does(c.Answer(by=MACHINE, paper=a_paper("copy")))
    walk.does(c.Rate(by=REQUESTER, rating="poor", paper=a_paper("rating")))
    walk.does(c.OrderSecondHandling(by=CENTRE))
    assert (walk.case.stage, walk.case.unit) == (Stage.HANDLING, UNIT)
    walk.does(c.SignFor(by=HANDLER))
    assert walk.case.signed


@pytest.mark.parametrize("stage", ["declined", "referred"])
def test_where_the_other_ends_without_an_answer_it_is_judged_on_its_own(stage):
    walk = joined(Walk(), "complaint").does(follow(a_lead(stage)))
    assert (walk.case.stage, walk.case.joined_to) == (Stage.TRIAGE, "")
    assert walk.case.owes("accept").start == walk.now
    assert NoteOnLead(LEAD, split=True) in effects(walk.case, walk.events[-1:], Hanging(1))
    accepted(walk)
    assert walk.case.stage is Stage.DISPATCHING


def test_one_that_is_being_coordinated_has_its_answer_still_to_come():
    other = replace(a_lead("dispatching"), stage=Stage.COORDINATING)

    walk = a_walk("triage").does(join(other))

    assert walk.does(follow(other)).case.stage is Stage.JOINED


def test_of_two_that_were_joined_to_each_other_at_once_one_goes_its_own_way():
    one = joined(Walk(), "complaint")
    other = replace(one.case, number=LEAD, joined_to=one.case.number)

    assert one.does(follow(other)).case.stage is Stage.TRIAGE


def test_the_centre_splits_them_with_a_reason_and_may_join_it_to_another():
    walk = joined(Walk(), "complaint").does(c.SplitOff(by=CENTRE, paper=a_paper("split")))
    assert walk.case.stage is Stage.TRIAGE
    walk.does(join(replace(a_lead(), number="SZ20260302-000010")))
    assert walk.case.joined_to == "SZ20260302-000010"
    assert walk.case.owes("joined").id == "joined#2"


def test_it_does_not_follow_a_case_that_it_was_not_joined_to():
    walk = joined(Walk(), "complaint")
    assert refused(walk, follow(replace(a_lead("rating"), number="SZ20260302-000011"))) == "not_the_lead"


def test_the_centre_is_reminded_of_what_was_joined_long_ago():
    walk = joined(Walk(), "complaint").does(c.Attend(by=Actor(Role.CLOCK)), after=timedelta(days=60))
    assert walk.case.owes("joined").overdue
    assert walk.case.attend_at > walk.now


@pytest.mark.parametrize("move", [c.PassReply, None], ids=["answered", "ended"])
def test_those_that_were_joined_go_by_what_becomes_of_the_case_that_leads(move):
    lead = a_walk("reviewing" if move else "triage")
    lead.does(c.NoteJoined(by=MACHINE, number=LEAD))
    before = len(lead.events)
    if move:
        lead.does(c.PassReply(by=CENTRE))
    else:
        lead.does(c.Decline(by=CENTRE, ground=lead.rulebook.decline_grounds[0].code))
        assert lead.case.outcome is Outcome.DECLINED
    assert FollowLead(LEAD) in effects(lead.case, lead.events[before:], Hanging(1))


@pytest.mark.parametrize("who", [HANDLER, DEPUTY, REQUESTER])
def test_nobody_but_the_centre_joins_or_splits(who):
    assert refused(a_walk("triage"), c.JoinTo(by=who, lead=a_lead(), paper=PAPER)) == "not_yours"
    assert refused(a_walk("joined"), c.SplitOff(by=who, paper=PAPER)) == "not_yours"


@pytest.mark.clause("GX-8")
def test_what_is_guided_elsewhere_is_not_taken_up_by_joining_it():
    from builders import a_law

    law = a_law("guangxi-mailbox")
    walk = screened(a_letter(Walk(law), "report", "GX20260302-000001"), "report")
    lead = replace(a_lead(), programme="guangxi-mailbox", kind="report")
    assert refused(walk, join(lead)) == "guided_elsewhere"


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_who_was_named_late_in_the_case_that_leads_is_kept_from_its_second_handling_too():
    late = a_lead("rating", accused=Accused(people=(HANDLER.id,)))
    walk = joined(Walk(), "complaint").does(follow(late)).does(c.Answer(by=MACHINE, paper=a_paper("copy")))
    walk.does(c.Rate(by=REQUESTER, rating="poor", paper=a_paper("rating"))).does(c.OrderSecondHandling(by=CENTRE))

    assert refused(walk, c.SignFor(by=HANDLER)) == "accused"


@pytest.mark.clause("GX-20b")
def test_what_a_unit_promised_before_it_lost_the_order_is_not_promised_by_the_answer_that_is_shared():
    parts = (*(part.code for part in Walk().rulebook.reply_parts), PROMISE)
    walk = a_walk("handling")
    promising = {"solved": Solved.PARTLY, "promise_on": date(2026, 4, 30)}
    walk.does(c.SubmitReply(by=HANDLER, paper=a_paper("reply"), parts=(*parts, EXPLAINED), **promising))
    walk.does(c.RejectReply(by=DEPUTY, paper=PAPER)).does(c.Recall(by=CENTRE, paper=PAPER))

    walk.does(join(a_lead())).does(follow(a_lead("rating"))).does(c.Answer(by=MACHINE, paper=a_paper("copy")))
    walk.does(c.Rate(by=REQUESTER, rating="good"))

    assert (walk.case.stage, walk.case.solved) == (Stage.ARCHIVED, None)


@pytest.mark.clause("GX-20b")
def test_what_is_promised_to_one_is_promised_to_all_and_followed_where_it_was_given():
    lead = a_lead("rating", promise_on=date(2026, 4, 30))
    walk = joined(Walk(), "complaint").does(follow(lead)).does(c.Answer(by=MACHINE, paper=a_paper("copy")))
    assert (walk.case.promised_on, walk.case.promised_in) == (date(2026, 4, 30), a_paper("copy"))
    assert walk.case.owes("promise") is None
    assert walk.does(c.Rate(by=REQUESTER, rating="good")).case.stage is Stage.ARCHIVED


def requesters(walk: Walk, fact: str) -> list[str]:
    event = next(event for event in reversed(walk.events) if event.name == fact)
    return [n.of for n in notices(event, walk.case) if n.to is Role.REQUESTER and not n.acts]


@pytest.mark.clause("SZ-A2.4.4e", "GX-20b")
def test_whoever_shares_an_answer_is_told_of_more_time_and_of_what_became_of_its_promise():
    lead = a_walk("handling").does(c.NoteJoined(by=MACHINE, number="SZ20260302-000077"))
    extension_requested(lead).does(c.GrantExtension(by=DEPUTY))
    assert requesters(lead, "ExtensionGranted") == ["", "SZ20260302-000077"]

    for settle in (c.ConfirmPromise(by=CENTRE), c.ReleasePromise(by=CENTRE, paper=PAPER)):
        lead = a_walk("keeping_promise").does(c.NoteJoined(by=MACHINE, number="SZ20260302-000077"))
        lead.does(c.ReportPromise(by=HANDLER, paper=PAPER)).does(settle)
        assert requesters(lead, lead.events[-2].name) == ["", "SZ20260302-000077"]


def test_what_comes_of_a_second_handling_is_told_to_the_one_who_asked_for_it():
    lead = rated_poor(a_walk("rating").does(c.NoteJoined(by=MACHINE, number="SZ20260302-000077")))
    lead.does(c.OrderSecondHandling(by=CENTRE))
    parts = (*(part.code for part in lead.rulebook.reply_parts), PROMISE)
    extension_requested(lead, 2).does(c.GrantExtension(by=DEPUTY))
    assert requesters(lead, "ExtensionGranted") == [""]
    lead.does(c.SubmitReply(by=HANDLER, paper=a_paper("reply"), parts=parts, promise_on=date(2026, 4, 30)))
    lead.does(c.ApproveReply(by=HEAD)).does(c.PassReply(by=CENTRE)).does(c.Answer(by=MACHINE))
    lead.does(c.ReleasePromise(by=CENTRE, paper=PAPER))
    assert requesters(lead, "PromiseReleased") == [""]


@pytest.mark.clause("SZ-A2.4.3c")
def test_where_the_order_had_been_handed_on_the_unit_above_signs_the_second_reply_of_who_shared_its_answer():
    lead = replace(a_lead("rating"), unit="housing_sub", handed_on_by=UNIT)
    walk = joined(Walk(), "complaint").does(follow(lead)).does(c.Answer(by=MACHINE, paper=a_paper("copy")))
    assert (walk.case.unit, walk.case.handed_on_by) == ("housing_sub", UNIT)
    below = Actor(Role.HANDLER, "below", "housing_sub")
    rated_poor(walk).does(c.OrderSecondHandling(by=CENTRE)).does(c.SignFor(by=below))
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    walk.does(c.SubmitReply(by=below, paper=a_paper("reply"), parts=parts, solved=Solved.SOLVED))
    assert refused(walk, c.ApproveReply(by=Actor(Role.HEAD, "above", "housing_sub"))) == "not_yours"
    assert walk.does(c.ApproveReply(by=HEAD)).case.stage is Stage.REVIEWING


@pytest.mark.clause("GX-18b")
def test_an_answer_that_either_of_two_units_gave_comes_from_none_where_it_is_kept_from_one():
    walk = joined(Walk(), "report")
    lead = replace(a_lead("rating", kind="report"), unit="housing_sub", handed_on_by=UNIT, accused=Accused((UNIT,)))
    assert (walk.does(follow(lead)).case.unit, walk.case.handed_on_by) == ("", "")


def test_one_that_was_joined_to_a_case_that_is_itself_joined_hears_when_that_one_is_answered():
    middle = joined(Walk(), "complaint").does(c.NoteJoined(by=MACHINE, number="SZ20260302-000077"))
    middle.does(follow(a_lead("rating")))
    waits = joined(Walk(), "complaint")
    assert waits.does(follow(replace(middle.case, number=LEAD))).case.stage is Stage.JOINED

    middle.does(c.Answer(by=MACHINE, paper=a_paper("copy")))

    assert FollowLead("SZ20260302-000077") in effects(middle.case, middle.events[-1:], Hanging(1))
    assert waits.does(follow(replace(middle.case, number=LEAD))).case.shared == a_paper("copy")


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_what_is_joined_is_kept_at_once_from_whom_the_case_that_leads_is_about():
    walk = a_walk("triage").does(join(a_lead(accused=Accused(people=("centre-duty-9",)))))
    assert walk.case.stage is Stage.JOINED
    assert walk.law.bars(walk.case, "centre", "centre-duty-9")


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_who_is_named_late_in_one_is_told_to_all_that_are_handled_together():
    about = {"accused": Accused(people=(DEPUTY.id,)), "paper": a_paper("why")}
    lead = a_walk("handling").does(c.NoteJoined(by=MACHINE, number="SZ20260302-000077"))
    lead.does(c.NameAccused(by=CENTRE, **about))
    assert FollowLead("SZ20260302-000077") in effects(lead.case, lead.events[-1:], Hanging(1))

    walk = joined(Walk(), "complaint").does(c.NameAccused(by=CENTRE, **about))
    assert NoteOnLead(LEAD) in effects(walk.case, walk.events[-1:], Hanging(1))


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_only_whom_the_other_is_about_besides_is_named_anew():
    one, other = Accused((UNIT,), ("ann",)), Accused((UNIT,), ("ann", "bo"))
    assert named_besides(a_lead(accused=one), a_lead(accused=other)) == Accused((), ("bo",))
    assert named_besides(a_lead(accused=other), a_lead(accused=one)) is None
    assert named_besides(a_lead(accused=one), a_lead()) is None
