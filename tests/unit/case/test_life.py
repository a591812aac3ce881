"""The life of a Suzhou case, policy by policy."""

from datetime import UTC, datetime, timedelta

import pytest

from builders import (
    CENTRE,
    DEPUTY,
    HANDLER,
    HEAD,
    MACHINE,
    MONDAY_MORNING,
    OTHER_UNIT,
    REQUESTER,
    UNIT,
    Walk,
    a_letter,
    a_walk,
    accepted,
    dispatched,
    extension_requested,
    rated_poor,
    replied,
    return_requested,
    screened,
    sent_back,
    signed,
)
from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Outcome, Role, Stage
from huiyin.notices import notices

CLOCK = Actor(Role.CLOCK)


def names(walk: Walk) -> list[str]:
    return [event.name for event in walk.events]


def ending(walk: Walk, obligation: str) -> Ending | None:
    return next(o.ending for o in walk.case.obligations if o.id == obligation)


def refused(walk: Walk, *commands: c.Command) -> Refusal:
    with pytest.raises(Refusal) as caught:
        walk.does(*commands)
    return caught.value


@pytest.mark.clause("SZ-A2.4.3b")
@pytest.mark.parametrize(("kind", "due"), [("enquiry", timedelta(hours=24)), ("complaint", timedelta(minutes=30))])
def test_complaints_are_dispatched_at_once_and_the_rest_within_24_hours(kind, due):
    walk = a_letter(Walk(), "")
    walk = screened(walk, kind)
    owed = walk.case.owes("accept")
    assert owed.due_at - owed.start == due


@pytest.mark.clause("SZ-3.3")
def test_what_the_rules_are_sure_of_goes_to_its_unit_without_waiting():
    walk = screened(a_letter(Walk()), verdict="accept", unit=UNIT)
    assert walk.case.stage is Stage.HANDLING
    assert walk.case.unit == UNIT
    assert ending(walk, "accept#1") is Ending.MET


@pytest.mark.clause("SZ-A2.3", "SZ-A2.4.1a")
def test_only_the_centre_refers_and_only_on_a_ground_of_the_rulebook():
    walk = screened(a_letter(Walk()))
    assert refused(walk, c.Refer(by=CENTRE, ground="bad_weather")).code == "unknown_ground"
    assert refused(walk, c.Refer(by=HANDLER, ground="litigation")).code == "not_yours"
    walk.does(c.Refer(by=CENTRE, ground="litigation", paper=walk.paper("why", explanation="已在法院审理")))
    assert walk.case.stage is Stage.REFERRED
    assert walk.case.outcome is Outcome.REFERRED
    assert walk.case.attend_at is None


@pytest.mark.clause("SZ-A2.4.3a")
def test_what_is_known_is_answered_at_once_without_an_order():
    walk = screened(a_letter(Walk(), "enquiry"), "enquiry")
    walk.does(c.AnswerAtOnce(by=CENTRE, paper=walk.paper("answer", text="请携带身份证到窗口办理")))
    walk.does(c.Answer(by=MACHINE))
    assert walk.case.stage is Stage.RATING
    assert walk.case.unit == ""


@pytest.mark.clause("SZ-A2.4.4a")
def test_an_order_of_the_morning_is_signed_for_by_half_past_five():
    walk = dispatched(a_walk("dispatching"))
    assert walk.case.owes("sign_for").due_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    signed(walk)
    assert ending(walk, "sign_for#1") is Ending.MET
    assert refused(walk, c.SignFor(by=HANDLER)).code == "already_signed"


@pytest.mark.clause("SZ-A2.4.4a")
def test_no_reply_before_the_order_is_signed_for():
    walk = dispatched(a_walk("dispatching"))
    reply = c.SubmitReply(by=HANDLER, paper=walk.paper("reply"), parts=("text",))
    assert refused(walk, reply).code == "sign_first"


@pytest.mark.clause("SZ-A2.4.4b")
def test_an_order_kept_for_a_working_day_counts_as_accepted():
    walk = a_walk("handling").does(c.Attend(by=CLOCK), after=timedelta(days=2))
    assert "AcceptanceDeemed" in names(walk)
    late = c.RequestReturn(by=HANDLER, paper=walk.paper("return"))
    assert refused(walk, late).code == "return_too_late"


@pytest.mark.clause("SZ-A2.4.4b")
def test_a_return_that_is_refused_leaves_the_clock_as_it_was():
    walk = a_walk("handling")
    before = walk.case.owes("reply")
    return_requested(walk).does(c.RefuseReturn(by=CENTRE, paper=walk.paper("ruling", reason="属于你单位")))
    assert walk.case.stage is Stage.HANDLING
    assert walk.case.owes("reply") == before


@pytest.mark.clause("SZ-A2.4.4a", "SZ-A2.4.4b")
def test_an_order_kept_against_the_units_wish_is_signed_for_and_answered():
    walk = return_requested(dispatched(accepted(screened(a_letter(Walk())))))
    walk.does(c.RefuseReturn(by=CENTRE, paper=walk.paper("ruling", reason="属于你单位")))
    assert replied(signed(walk)).case.stage is Stage.APPROVING


@pytest.mark.clause("SZ-A2.4.4b", "SZ-A2.4.4e")
def test_an_extension_asked_for_before_a_return_waits_for_the_ruling_and_is_decided_then():
    walk = return_requested(extension_requested(a_walk("handling"), 2))
    assert refused(walk, c.GrantExtension(by=DEPUTY)).code == "not_now"
    ruled = c.RefuseReturn(by=CENTRE, paper=walk.paper("ruling", reason="属于你单位"))
    walk.does(ruled, after=timedelta(days=14))  # past the due instant, when nobody could ask any more
    assert ("extension", Role.DEPUTY) in [(n.template, n.to) for n in notices(walk.events[-1], walk.case)]
    walk.does(c.GrantExtension(by=DEPUTY))
    assert (walk.case.extended_days, walk.case.owes("reply").extensions) == (2, (2,))
    upheld = return_requested(extension_requested(a_walk("handling"), 2)).does(c.UpholdReturn(by=CENTRE))
    assert upheld.case.extension_asked == 0


@pytest.mark.clause("SZ-A2.4.4b")
def test_who_returned_in_time_what_was_not_its_own_is_not_late_with_the_reply():
    walk = return_requested(a_walk("handling", kind="enquiry"))
    walk.does(c.UpholdReturn(by=CENTRE), after=timedelta(days=4))
    reply = next(o for o in walk.case.obligations if o.step == "reply")
    assert (reply.overdue, reply.ending, reply.counts_as_late) == (True, Ending.WITHDRAWN, False)
    again = return_requested(a_walk("handling", kind="enquiry"))
    again.does(c.RefuseReturn(by=CENTRE, paper=again.paper("ruling", reason="属于你单位")), after=timedelta(days=4))
    assert again.case.owes("reply").counts_as_late


@pytest.mark.clause("SZ-A2.4.4b")
def test_a_return_that_is_upheld_gives_the_next_unit_a_fresh_limit():
    walk = return_requested(a_walk("handling"))
    walk.does(c.UpholdReturn(by=CENTRE))
    assert ending(walk, "reply#1") is Ending.WITHDRAWN
    assert refused(walk, c.Dispatch(by=CENTRE, unit=UNIT)).code == "unit_returned"
    dispatched(walk, OTHER_UNIT)
    assert walk.case.owes("reply").start == walk.now
    assert walk.case.owes("reply").who == OTHER_UNIT


@pytest.mark.clause("SZ-A2.4.4c")
@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("enquiry", datetime(2026, 3, 3, 9, 30, tzinfo=UTC)),
        ("urgent", datetime(2026, 3, 3, 9, 30, tzinfo=UTC)),
        ("complex_enquiry", datetime(2026, 3, 5, 9, 30, tzinfo=UTC)),
        ("suggestion", datetime(2026, 3, 5, 9, 30, tzinfo=UTC)),
        ("complaint", datetime(2026, 3, 11, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_reply_is_due_by_its_kind(kind, due):
    assert a_walk("handling", kind=kind).case.owes("reply").due_at == due


@pytest.mark.clause("SZ-A2.4.4d")
def test_a_sudden_event_is_answered_the_same_day():
    due = a_walk("handling", kind="emergency").case.owes("reply").due_at
    assert due == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)  # 24:00 in China


@pytest.mark.clause("SZ-A2.4.4e")
def test_an_extension_moves_the_deadline_by_working_days():
    walk = extension_requested(a_walk("handling"), days=7)
    walk.does(c.GrantExtension(by=DEPUTY))
    assert walk.case.owes("reply").due_at == datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
    assert refused(walk, c.RequestExtension(by=HANDLER, days=1, paper=walk.paper("more"))).code == "extension_too_long"


@pytest.mark.clause("SZ-A2.4.4e")
@pytest.mark.parametrize("days", [-1, 0, 8])
def test_an_extension_is_at_most_the_original_limit(days):
    walk = a_walk("handling")
    asked = c.RequestExtension(by=HANDLER, days=days, paper=walk.paper("extension"))
    assert refused(walk, asked).code == "extension_too_long"


@pytest.mark.clause("SZ-A2.4.4e")
@pytest.mark.parametrize(("at", "in_time"), [("2026-03-10T09:30:00", True), ("2026-03-10T09:30:01", False)])
def test_an_extension_is_filed_one_working_day_before_the_deadline(at, in_time):
    walk = a_walk("handling")
    asked = c.RequestExtension(by=HANDLER, days=3, paper=walk.paper("extension"))
    when = datetime.fromisoformat(at).replace(tzinfo=UTC)
    if in_time:
        assert walk.does(asked, after=when - walk.now).case.extension_asked == 3
    else:
        walk.now = when
        with pytest.raises(Refusal, match="extension_too_late"):
            walk.does(asked, after=timedelta(0))


@pytest.mark.clause("SZ-A2.4.4e")
def test_an_extension_granted_late_withdraws_the_overdue():
    walk = extension_requested(a_walk("handling"), days=7)
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=10))
    assert walk.case.owes("reply").overdue
    walk.does(c.GrantExtension(by=DEPUTY))
    assert not walk.case.owes("reply").overdue


@pytest.mark.clause("SZ-A2.4.4e")
def test_an_extension_still_asked_for_when_the_reply_comes_stands_in_nobodys_way():
    walk = replied(extension_requested(a_walk("handling")))
    walk.does(c.RejectReply(by=DEPUTY, paper=walk.paper("rejected", reason="请补充依据")))
    assert extension_requested(walk).case.extension_asked == 3


@pytest.mark.clause("SZ-A2.4.4f")
def test_a_reply_without_its_parts_is_refused_with_what_is_missing():
    walk = a_walk("handling")
    said = refused(walk, c.SubmitReply(by=HANDLER, paper=walk.paper("reply"), parts=("text",)))
    assert said.code == "reply_incomplete"
    assert said.clause == "SZ-A2.4.4f"


@pytest.mark.clause("SZ-A2.4.4f")
def test_the_deputy_signs_and_a_supervised_reply_needs_the_head():
    walk = rated_poor(a_walk("rating")).does(c.OrderSecondHandling(by=CENTRE))
    replied(walk)
    assert refused(walk, c.ApproveReply(by=DEPUTY)).code == "not_your_turn"
    assert walk.does(c.ApproveReply(by=HEAD)).case.stage is Stage.REVIEWING


@pytest.mark.clause("SZ-A2.4.4g")
def test_the_version_that_passes_is_judged_by_when_it_was_handed_in():
    walk = a_walk("reviewing")
    walk.does(c.PassReply(by=CENTRE), after=timedelta(days=20))
    assert ending(walk, "reply#1") is Ending.MET
    assert ending(walk, "review#1") is Ending.LATE


@pytest.mark.clause("SZ-A2.4.4g")
def test_a_reply_sent_back_runs_against_the_same_deadline_with_a_target():
    walk = a_walk("reviewing")
    due = walk.case.owes("reply").due_at
    walk.does(c.Attend(by=CLOCK), after=due - walk.now - timedelta(hours=2))
    sent_back(walk)
    fact = next(e.fact for e in walk.events if e.name == "ReplySentBack")
    assert walk.case.owes("reply").due_at == due
    assert fact.target_at > due
    assert refused(walk, c.PassReply(by=CENTRE)).code == "not_now"


@pytest.mark.clause("SZ-A2.4.4g")
def test_a_reply_sent_back_after_its_deadline_is_overdue_from_the_deadline():
    walk = a_walk("reviewing")
    due = walk.case.owes("reply").due_at
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=15))
    assert "FellOverdue" not in [e.name for e in walk.events if getattr(e.fact, "step", "") == "reply"]
    sent_back(walk)
    breach = next(e for e in walk.events if e.name == "FellOverdue" and e.fact.step == "reply")
    assert breach.at == due


@pytest.mark.clause("SZ-3.5")
def test_an_act_at_the_due_instant_itself_is_in_time():
    walk = dispatched(a_walk("dispatching"))
    due = walk.case.owes("sign_for").due_at
    walk.does(c.SignFor(by=HANDLER), after=due - walk.now)
    assert ending(walk, "sign_for#1") is Ending.MET


@pytest.mark.clause("SZ-3.5")
def test_a_breach_is_dated_by_its_own_instant_however_late_the_clock_wakes():
    walk = dispatched(a_walk("dispatching"))
    due = walk.case.owes("sign_for").due_at
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=3))
    breach = next(e for e in walk.events if e.name == "FellOverdue")
    assert breach.at == due
    urged = [e.at for e in walk.events if e.name == "Urged"]
    assert urged[0] == datetime(2026, 3, 3, 0, 30, tzinfo=UTC)


@pytest.mark.clause("SZ-A2.4.6", "SZ-A2.4.7")
def test_a_good_rating_closes_and_archives():
    walk = a_walk("rating").does(c.Rate(by=REQUESTER, rating="good"))
    assert walk.case.stage is Stage.ARCHIVED
    assert walk.case.outcome is Outcome.SATISFIED


@pytest.mark.clause("SZ-A5.4.2.5")
def test_silence_counts_as_satisfied_when_the_window_closes():
    walk = a_walk("rating")
    due = walk.case.owes("rate").due_at
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=30))
    assert walk.case.outcome is Outcome.SATISFIED_BY_DEFAULT
    assert walk.case.closed_at == due


@pytest.mark.clause("SZ-A5.4.2.5", "SZ-3.5b")
def test_dissatisfied_without_a_reason_is_followed_up_too_and_ends_as_such():
    walk = a_walk("rating").does(c.Rate(by=REQUESTER, rating="poor"))
    assert walk.case.stage is Stage.FOLLOWING_UP
    walk.does(c.Explain(by=CENTRE, paper=walk.paper("explanation", text="已回访，未说明理由")))
    assert walk.case.outcome is Outcome.POOR_WITHOUT_REASON


@pytest.mark.clause("SZ-A2.4.5")
def test_what_was_answered_at_once_and_helped_nobody_goes_to_a_unit():
    walk = a_walk("triage").does(c.AnswerAtOnce(by=CENTRE, paper=a_walk().paper("answer"))).does(c.Answer(by=MACHINE))
    rated_poor(walk).does(c.OrderSecondHandling(by=CENTRE))
    assert (walk.case.stage, walk.case.handling, walk.case.supervised) == (Stage.DISPATCHING, 2, True)
    assert [(n.template, n.to) for n in notices(walk.events[-1], walk.case)] == [("dispatch", Role.CENTRE)]
    assert walk.case.owes("accept").start == walk.now
    dispatched(walk)
    assert (walk.case.stage, walk.case.owes("reply").start) == (Stage.HANDLING, walk.now)


@pytest.mark.clause("SZ-A2.4.5", "SZ-3.5b")
def test_a_second_handling_is_fresh_supervised_and_the_last():
    walk = rated_poor(a_walk("rating")).does(c.OrderSecondHandling(by=CENTRE))
    assert walk.case.supervised
    assert walk.case.owes("reply").id == "reply#2"
    assert walk.case.owes("reply").start == walk.now
    replied(walk, "second").does(c.ApproveReply(by=HEAD)).does(c.PassReply(by=CENTRE)).does(c.Answer(by=MACHINE))
    rated_poor(walk)
    assert refused(walk, c.OrderSecondHandling(by=CENTRE)).code == "no_further_handling"
    walk.does(c.Explain(by=CENTRE, paper=walk.paper("explanation", text="超出政策规定")))
    assert walk.case.outcome is Outcome.EXPLAINED
    assert walk.events[-2].fact.supervision_proposed


@pytest.mark.clause("SZ-A2.4.6")
def test_a_rating_after_the_window_changes_nothing():
    walk = a_walk("rating")
    with pytest.raises(Refusal, match="not_now"):
        walk.does(c.Rate(by=REQUESTER, rating="poor"), after=timedelta(days=30))


def test_people_of_another_unit_can_do_nothing():
    walk = a_walk("handling")
    stranger = Actor(Role.HANDLER, "other-handler", OTHER_UNIT)
    asked = c.RequestExtension(by=stranger, days=1, paper=walk.paper("extension"))
    assert refused(walk, asked).code == "not_yours"


def test_several_commands_at_once_are_all_or_none():
    walk = a_walk("triage")
    before = walk.case
    accept = c.Accept(by=CENTRE, kind="complaint")
    with pytest.raises(Refusal):
        walk.does(accept, c.SignFor(by=HANDLER))
    assert walk.case == before


def test_a_naive_now_is_refused_with_what_was_expected():
    walk = a_walk("triage")
    walk.now = MONDAY_MORNING.replace(tzinfo=None)
    with pytest.raises((ValueError, TypeError)):
        walk.does(c.Accept(by=CENTRE, kind="complaint"))


@pytest.mark.parametrize("ruling", ["refused", "upheld"])
def test_the_state_carries_the_words_of_a_return_only_as_long_as_somebody_goes_by_them(ruling):
    walk = a_walk("ruling_return")
    assert walk.case.returned
    if ruling == "refused":
        walk.does(c.RefuseReturn(by=CENTRE, paper=walk.paper("refusal")))
    else:
        walk.does(c.UpholdReturn(by=CENTRE))
        assert walk.case.returned  # whoever dispatches it again goes by them
        walk.does(c.Dispatch(by=CENTRE, unit=OTHER_UNIT))
    assert walk.case.returned is None
