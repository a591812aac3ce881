"""A promise in a reply is followed: due at the close of its day, warned and urged, kept, sent back, or let go."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from builders import CENTRE, HANDLER, MACHINE, REQUESTER, Walk, a_law, a_walk
from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding import decide
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Outcome, Role, Stage
from huiyin.notices import notices, open_work
from huiyin.worktime import Limit, Unit
from huiyin_aws.pages.answers import promise
from huiyin_aws.pages.forms import forms_for
from huiyin_aws.pages.matters import _is_let_go
from page_builders import CHONGQING, ordered, passed_on

CLOCK = Actor(Role.CLOCK)


def told(walk: Walk, fact: type) -> set[tuple[str, Role]]:
    event = next(event for event in reversed(walk.events) if isinstance(event.fact, fact))
    return {(notice.template, notice.to) for notice in notices(event, walk.case)}


def refused(walk: Walk, command: c.Command) -> str:
    with pytest.raises(Refusal) as refusal:
        decide(walk.case, command, walk.law, walk.now)
    return refusal.value.code


def reported(walk: Walk) -> Walk:
    return walk.does(c.ReportPromise(by=HANDLER, paper=walk.paper("kept", reason="监控已加装")))


@pytest.mark.clause("GX-20b")
def test_a_case_whose_reply_promised_something_does_not_end_before_that_is_kept():
    walk = a_walk(Stage.KEEPING_PROMISE)
    owed = walk.case.owes("promise")
    assert (walk.case.outcome, walk.case.closed_at, owed.who) == (Outcome.SATISFIED, None, "housing")
    assert owed.due_at == datetime(2026, 4, 30, 9, 30, tzinfo=UTC)  # 17:30 in China
    assert told(walk, f.PromiseFollowed) == {("promise", Role.HANDLER)}
    reported(walk)
    assert told(walk, f.PromiseReported) == {("confirm_promise", Role.CENTRE)}
    walk.does(c.ConfirmPromise(by=CENTRE))
    assert (walk.case.stage, walk.case.outcome) == (Stage.ARCHIVED, Outcome.SATISFIED)
    assert [o.ending for o in walk.case.obligations if o.step == "promise"] == [Ending.MET]
    assert told(walk, f.PromiseConfirmed) == {("promise_kept", Role.REQUESTER)}


@pytest.mark.clause("GX-20b")
def test_it_is_warned_of_overdue_and_urged_and_the_centre_is_told():
    walk = a_walk(Stage.KEEPING_PROMISE).does(c.Attend(by=CLOCK), after=timedelta(days=70))
    steps = [(e.name, e.fact.step) for e in walk.events if hasattr(e.fact, "step") and e.fact.step == "promise"]
    assert steps[:2] == [("WarningGiven", "promise"), ("FellOverdue", "promise")]
    assert steps[2][0] == "Urged"
    overdue = next(e for e in walk.events if isinstance(e.fact, f.FellOverdue))
    assert {(n.template, n.to) for n in notices(overdue, walk.case)} == {
        ("overdue", Role.HANDLER),
        ("overdue_unit", Role.HEAD),
        ("promise_broken", Role.CENTRE),
    }
    reported(walk).does(c.ConfirmPromise(by=CENTRE))
    assert [o.ending for o in walk.case.obligations if o.step == "promise"] == [Ending.LATE]


@pytest.mark.clause("GX-20b")
def test_what_was_reported_and_is_not_so_runs_on_by_the_same_day():
    walk = reported(a_walk(Stage.KEEPING_PROMISE))
    due = walk.case.owes("promise").due_at
    walk.does(c.RejectPromise(by=CENTRE, paper=walk.paper("no", reason="只装了一半")))
    assert (walk.case.turn, walk.case.owes("promise").due_at) == (Role.HANDLER, due)
    assert walk.case.owes("promise").handed_in_at is None
    assert refused(walk, c.ConfirmPromise(by=CENTRE)) == "not_your_turn"


@pytest.mark.clause("GX-20b")
def test_what_cannot_be_kept_is_let_go_with_a_reason_to_the_requester():
    walk = a_walk(Stage.KEEPING_PROMISE)
    walk.does(c.ReleasePromise(by=CENTRE, paper=walk.paper("why", explanation="规划调整，不再加装。")))
    assert (walk.case.stage, walk.case.outcome) == (Stage.ARCHIVED, Outcome.SATISFIED)
    assert ("promise_released", Role.REQUESTER) in told(walk, f.PromiseReleased)
    assert [o.ending for o in walk.case.obligations if o.step == "promise"] == [Ending.WITHDRAWN]


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 2, 27), date(2027, 4, 1)])
def test_a_promise_is_for_a_day_that_comes_and_that_people_live_to_see(day):
    walk = a_walk()
    parts = (*(part.code for part in walk.rulebook.reply_parts), "promise")
    reply = c.SubmitReply(by=HANDLER, paper=walk.paper("reply"), parts=parts, promise_on=day)
    assert refused(walk, reply) == "no_day_to_promise"


def test_where_nobody_is_asked_for_a_rating_the_promise_is_followed_after_the_answer():
    walk = ordered(CHONGQING)
    parts = (*(part.code for part in walk.rulebook.reply_parts), "promise")
    reply = c.SubmitReply(by=HANDLER, paper=walk.paper("reply"), parts=parts, promise_on=date(2026, 4, 1))
    passed_on(walk.does(reply), Stage.ANSWERING).does(c.Answer(by=MACHINE))
    assert (walk.case.stage, walk.case.outcome) == (Stage.KEEPING_PROMISE, Outcome.ANSWERED)


def promised(on: date, answered_at: datetime | None = None) -> Walk:
    """Answered, and not rated yet; the answer promises something by that day."""
    walk = replying(a_walk(), on).does(c.PassReply(by=CENTRE))
    return walk.does(c.Answer(by=MACHINE), after=(answered_at - walk.now) if answered_at else timedelta(minutes=10))


def replying(walk: Walk, on: date | None) -> Walk:
    parts = (*(part.code for part in walk.rulebook.reply_parts), *(("promise",) if on else ()))
    paper = walk.paper(f"reply-{len(walk.events)}", text="已办。", promise="加装监控。" if on else "")
    walk.does(c.SubmitReply(by=HANDLER, paper=paper, parts=parts, promise_on=on))
    return walk.does(c.ApproveReply(by=Actor(walk.case.turn, "somebody", "housing")))


def ends(walk: Walk, step: str = "promise") -> list[Ending | None]:
    return [owed.ending for owed in walk.case.obligations if owed.step == step]


@pytest.mark.clause("GX-20b")
def test_what_is_promised_is_owed_from_the_answer_on_by_its_own_day_whenever_the_rating_ends():
    walk = promised(date(2026, 3, 4))
    assert (walk.case.stage, told(walk, f.RequesterAnswered)) == (
        Stage.RATING,
        {("answered", Role.REQUESTER), ("promise", Role.HANDLER)},
    )
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=14))
    assert ("promise_broken", Role.CENTRE) in told(walk, f.FellOverdue)
    assert walk.case.stage is Stage.KEEPING_PROMISE  # the window of the rating has closed
    assert walk.case.owes("promise").due_at == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    reported(walk).does(c.ConfirmPromise(by=CENTRE))
    assert (walk.case.stage, ends(walk)) == (Stage.ARCHIVED, [Ending.LATE])


@pytest.mark.clause("GX-20b")
def test_it_is_kept_while_the_requester_has_yet_to_rate_and_their_link_serves_on():
    walk = promised(date(2026, 3, 10))
    entry = walk.case.stage_no
    assert [form.command for form in forms_for(walk.case, Role.HANDLER, walk.rulebook, (), walk.now)] == [
        "ReportPromise"
    ]
    reported(walk)
    assert told(walk, f.PromiseReported) == {("confirm_promise", Role.CENTRE)}
    assert refused(walk, c.ReportPromise(by=HANDLER, paper=walk.paper("again"))) == "not_your_turn"
    walk.does(c.RejectPromise(by=CENTRE, paper=walk.paper("no", reason="只装了一半")))
    reported(walk).does(c.ConfirmPromise(by=CENTRE))
    assert (walk.case.stage, walk.case.stage_no, ends(walk)) == (Stage.RATING, entry, [Ending.MET])
    assert refused(walk, c.ReleasePromise(by=CENTRE, paper=walk.paper("why"))) == "nothing_promised"
    walk.does(c.Rate(by=REQUESTER, rating="good"))
    assert (walk.case.stage, walk.case.outcome) == (Stage.ARCHIVED, Outcome.SATISFIED)


@pytest.mark.clause("GX-20b")
def test_what_is_reported_before_the_rating_ends_is_the_centres_to_confirm_after_it():
    walk = reported(promised(date(2026, 3, 10))).does(c.Rate(by=REQUESTER, rating="good"))
    assert (walk.case.stage, walk.case.turn) == (Stage.KEEPING_PROMISE, Role.CENTRE)
    assert told(walk, f.PromiseFollowed) == {("confirm_promise", Role.CENTRE)}
    assert walk.does(c.ConfirmPromise(by=CENTRE)).case.stage is Stage.ARCHIVED


@pytest.mark.clause("GX-20b")
def test_who_is_not_satisfied_is_followed_up_and_the_promise_is_followed_beside():
    walk = promised(date(2026, 3, 10)).does(c.Rate(by=REQUESTER, rating="poor", paper=a_walk().paper("why")))
    assert told(walk, f.RequestRated) == {("follow_up", Role.CENTRE), ("promise", Role.HANDLER)}
    reported(walk)
    commands = [form.command for form in forms_for(walk.case, Role.CENTRE, walk.rulebook, (), walk.now)]
    assert commands == ["OrderSecondHandling", "Explain", "ConfirmPromise", "RejectPromise", "ReleasePromise"]
    walk.does(c.Explain(by=CENTRE, paper=walk.paper("explained")))
    assert (walk.case.stage, walk.case.turn) == (Stage.KEEPING_PROMISE, Role.CENTRE)


@pytest.mark.parametrize(
    ("answered_at", "due"),
    [
        (datetime(2026, 3, 4, 1, tzinfo=UTC), datetime(2026, 3, 4, 9, 30, tzinfo=UTC)),  # at nine of the day itself
        (datetime(2026, 3, 4, 10, tzinfo=UTC), datetime(2026, 3, 5, 9, 30, tzinfo=UTC)),  # when it has closed
        (datetime(2026, 3, 5, 1, tzinfo=UTC), datetime(2026, 3, 6, 9, 30, tzinfo=UTC)),
    ],
)
def test_the_day_itself_counts_until_its_close_and_then_a_working_day_is_left(answered_at, due):
    assert promised(date(2026, 3, 4), answered_at).case.owes("promise").due_at == due


def handled_again(walk: Walk, on: date | None) -> Walk:
    walk.does(c.Rate(by=REQUESTER, rating="poor", paper=walk.paper("why"))).does(c.OrderSecondHandling(by=CENTRE))
    return replying(walk, on).does(c.PassReply(by=CENTRE)).does(c.Answer(by=MACHINE))


@pytest.mark.clause("GX-20b", "SZ-A2.4.5")
def test_a_second_answer_drops_no_promise_of_the_first():
    walk = handled_again(promised(date(2026, 4, 30)), None)
    assert (walk.case.promise_on, walk.case.promised_on, ends(walk)) == (None, date(2026, 4, 30), [None])
    seen = promise(walk.case, walk.texts)
    assert (seen.text, seen.on) == ("加装监控。", "2026-04-30")
    walk.does(c.Rate(by=REQUESTER, rating="good"))
    assert walk.case.stage is Stage.KEEPING_PROMISE
    assert walk.events[-1].fact.on == date(2026, 4, 30)


@pytest.mark.clause("GX-20b", "SZ-A2.4.5")
def test_another_promise_of_the_second_answer_takes_the_place_of_the_first():
    walk = handled_again(promised(date(2026, 4, 30)), date(2026, 5, 11))
    assert ends(walk) == [Ending.WITHDRAWN, None]
    assert walk.case.owes("promise").due_at == datetime(2026, 5, 11, 9, 30, tzinfo=UTC)
    assert promise(walk.case, walk.texts).on == "2026-05-11"
    assert not _is_let_go(walk.case)


@pytest.mark.clause("GX-20b")
def test_while_no_unit_has_the_order_the_centre_sees_to_the_promise_and_then_the_next_unit():
    walk = promised(date(2026, 4, 30))
    walk.does(c.Rate(by=REQUESTER, rating="poor", paper=walk.paper("why"))).does(c.OrderSecondHandling(by=CENTRE))
    reported(walk)  # also while it handles the case again
    walk.does(c.RejectPromise(by=CENTRE, paper=walk.paper("no")))
    walk.does(c.Recall(by=CENTRE, paper=walk.paper("wrong")))
    assert walk.case.owes("promise").who == "centre"
    assert walk.does(c.Dispatch(by=CENTRE, unit="transport")).case.owes("promise").who == "transport"


def test_a_day_named_that_is_a_day_off_ends_with_the_next_working_day():
    """3 to 7 March: from Tuesday, four days on is Saturday."""
    time = a_law().time
    due = time.deadline(datetime(2026, 3, 3, 2, tzinfo=UTC), Limit(4, Unit.days_to_close)).due_at
    assert due == datetime(2026, 3, 9, 9, 30, tzinfo=UTC)


@pytest.mark.clause("GX-18b", "GX-20b")
def test_where_the_matter_turns_out_to_be_about_the_unit_the_centre_sees_for_itself_whether_it_is_kept():
    walk = a_walk(Stage.KEEPING_PROMISE, kind="report")
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(units=("housing",)), paper=walk.paper("why")))

    assert refused(walk, c.ReportPromise(by=HANDLER, paper=walk.paper("kept"))) == "accused"
    assert "ConfirmPromise" in [form.command for form in forms_for(walk.case, Role.CENTRE, walk.rulebook, (), walk.now)]
    assert walk.does(c.ConfirmPromise(by=CENTRE)).case.stage is Stage.ARCHIVED
    assert not list(walk.case.open_obligations())


def recalled() -> Walk:
    """Answered with a promise, to be handled again, and taken back from the unit: the centre sees to the promise."""
    walk = promised(date(2026, 4, 30)).does(c.Rate(by=REQUESTER, rating="poor", paper=a_walk().paper("why")))
    return walk.does(c.OrderSecondHandling(by=CENTRE)).does(c.Recall(by=CENTRE, paper=walk.paper("wrong")))


def offered(walk: Walk) -> list[str]:
    return [form.command for form in forms_for(walk.case, Role.CENTRE, walk.rulebook, (), walk.now)]


def shared_with(walk: Walk, on: date | None) -> Walk:
    """Joined to another case, whose answer it gets; that one promises something by that day, or nothing."""
    lead = replace(replying(a_walk(), on).does(c.PassReply(by=CENTRE)).case, number="SZ20260302-000009")
    walk.does(c.JoinTo(by=CENTRE, lead=replace(lead, stage=Stage.REVIEWING), paper=walk.paper("join")))
    assert {"ConfirmPromise", "ReleasePromise"} <= set(offered(walk))
    walk.does(c.FollowLead(by=MACHINE, lead=lead))
    return walk.does(c.Answer(by=MACHINE, paper=walk.paper("copy", text="已办。", promise="换新监控。")))


@pytest.mark.clause("GX-20b")
def test_a_promise_that_no_unit_has_is_the_centres_to_the_end():
    walk = recalled().does(c.AnswerAtOnce(by=CENTRE, paper=a_walk().paper("answer"))).does(c.Answer(by=MACHINE))
    assert told(walk, f.RequesterAnswered) == {("answered", Role.REQUESTER), ("promise_of_no_unit", Role.CENTRE)}
    walk.does(c.Rate(by=REQUESTER, rating="good"))
    assert (walk.case.stage, walk.case.turn, walk.case.unit) == (Stage.KEEPING_PROMISE, Role.CENTRE, "")
    assert told(walk, f.PromiseFollowed) == {("promise_of_no_unit", Role.CENTRE)}
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=70))
    late = {fact: told(walk, fact) for fact in (f.WarningGiven, f.FellOverdue, f.Urged)}
    assert late == {
        f.WarningGiven: {("warning", Role.CENTRE)},
        f.FellOverdue: {("overdue", Role.CENTRE)},
        f.Urged: {("urged", Role.CENTRE)},
    }
    assert offered(walk) == ["ConfirmPromise", "ReleasePromise"]
    walk.does(c.ReleasePromise(by=CENTRE, paper=walk.paper("gone", explanation="已并入道路改造。")))
    assert told(walk, f.PromiseReleased) == {("promise_released", Role.REQUESTER)}
    assert walk.case.stage is Stage.ARCHIVED


@pytest.mark.clause("GX-20b")
def test_what_was_reported_before_no_unit_had_it_is_sent_back_to_the_centre():
    walk = promised(date(2026, 4, 30)).does(c.Rate(by=REQUESTER, rating="poor", paper=a_walk().paper("why")))
    reported(walk.does(c.OrderSecondHandling(by=CENTRE))).does(c.Recall(by=CENTRE, paper=walk.paper("wrong")))
    walk.does(c.AnswerAtOnce(by=CENTRE, paper=walk.paper("answer", text="已办。"))).does(c.Answer(by=MACHINE))
    walk.does(c.Rate(by=REQUESTER, rating="good")).does(c.RejectPromise(by=CENTRE, paper=walk.paper("no")))
    assert (walk.case.turn, told(walk, f.PromiseRejected)) == (Role.CENTRE, {("promise_of_no_unit", Role.CENTRE)})
    assert walk.does(c.ConfirmPromise(by=CENTRE)).case.stage is Stage.ARCHIVED


@pytest.mark.clause("GX-20b", "SZ-A2.4.1b")
@pytest.mark.parametrize("on", [date(2026, 5, 11), None])
def test_an_answer_that_is_shared_takes_no_promise_from_who_was_promised_something_before(on):
    walk = shared_with(recalled(), on)
    assert (walk.case.promised_on, ends(walk)) == (date(2026, 4, 30), [None])
    assert (walk.case.unit, walk.case.owes("promise").who) == ("housing", "housing")
    assert told(walk, f.RequesterAnswered) == {("answered", Role.REQUESTER), ("promise", Role.HANDLER)}
    seen = promise(walk.case, walk.texts)
    assert (seen.text, seen.on) == ("加装监控。", "2026-04-30")
    walk.does(c.Rate(by=REQUESTER, rating="good"))
    assert walk.events[-1].fact == f.PromiseFollowed(Outcome.SATISFIED, date(2026, 4, 30))


@pytest.mark.clause("GX-20b", "SZ-A2.4.1b")
def test_while_a_request_waits_for_another_the_centre_settles_what_it_was_promised():
    walk = recalled()
    lead = replace(a_walk().case, number="SZ20260302-000009")
    walk.does(c.JoinTo(by=CENTRE, lead=lead, paper=walk.paper("join"))).does(c.ConfirmPromise(by=CENTRE))
    assert (walk.case.stage, ends(walk)) == (Stage.JOINED, [Ending.MET])


def to_take_over(walk: Walk) -> list[tuple[str, Role]]:
    return [(notice.template, notice.to) for notice in open_work(walk.case, None)]


@pytest.mark.clause("GX-13", "GX-20b")
def test_whoever_takes_over_a_promise_hears_of_it_wherever_its_case_stands():
    walk = promised(date(2026, 4, 30))
    assert to_take_over(walk) == [("promise", Role.HANDLER)]
    assert to_take_over(reported(promised(date(2026, 4, 30)))) == [("confirm_promise", Role.CENTRE)]
    walk.does(c.Rate(by=REQUESTER, rating="poor", paper=walk.paper("why")))
    assert to_take_over(walk) == [("taken_over", Role.CENTRE), ("promise", Role.HANDLER)]
    assert to_take_over(reported(walk)) == [("taken_over", Role.CENTRE)]
    assert to_take_over(a_walk(Stage.KEEPING_PROMISE)) == [("taken_over", Role.HANDLER)]
    lead = replace(a_walk().case, number="SZ20260302-000009")
    walk = recalled()
    walk.does(c.JoinTo(by=CENTRE, lead=lead, paper=walk.paper("join")))
    assert to_take_over(walk) == [("promise_of_no_unit", Role.CENTRE)]


@pytest.mark.clause("GX-18b", "GX-20b")
def test_where_the_handler_is_accused_while_the_requester_rates_a_colleague_hears_of_the_promise():
    walk = promised(date(2026, 4, 30))
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(people=(HANDLER.id,)), paper=walk.paper("why")))
    assert told(walk, f.AccusedNamed) == {("promise", Role.HANDLER)}


@pytest.mark.clause("GX-20b", "SZ-A2.4.5")
def test_with_a_second_answer_that_promises_nothing_new_the_unit_gets_a_link_for_the_first_promise():
    walk = handled_again(promised(date(2026, 4, 30)), None)
    assert told(walk, f.RequesterAnswered) == {("answered", Role.REQUESTER), ("promise", Role.HANDLER)}


def only_said(walk: Walk) -> Walk:
    """As it stands on record from a time at which what an answer promised was not owed from the answer on."""
    others = tuple(owed for owed in walk.case.obligations if owed.step != "promise")
    walk.case = replace(walk.case, promised_on=None, promised_in=None, obligations=others)
    return walk


@pytest.mark.clause("GX-20b")
@pytest.mark.parametrize("satisfied", [True, False])
def test_what_an_earlier_answer_promised_is_owed_at_the_latest_when_all_else_is_done(satisfied):
    walk = only_said(promised(date(2026, 4, 30)))
    if satisfied:
        walk.does(c.Rate(by=REQUESTER, rating="good"))
    else:
        walk.does(c.Rate(by=REQUESTER, rating="poor", paper=walk.paper("why")))
        walk.does(c.Explain(by=CENTRE, paper=walk.paper("explained")))
    assert (walk.case.stage, walk.case.turn, walk.case.promised_on) == (
        Stage.KEEPING_PROMISE,
        Role.HANDLER,
        date(2026, 4, 30),
    )
    assert walk.case.owes("promise").due_at == datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
    assert told(walk, f.PromiseFollowed) == {("promise", Role.HANDLER)}
    assert promise(walk.case, walk.texts).text == "加装监控。"
    assert reported(walk).does(c.ConfirmPromise(by=CENTRE)).case.stage is Stage.ARCHIVED


def test_the_window_of_the_rating_may_end_with_a_promise_that_is_only_said():
    walk = only_said(promised(date(2026, 3, 4))).does(c.Attend(by=CLOCK), after=timedelta(days=14))
    owed = walk.case.owes("promise")
    assert walk.case.stage is Stage.KEEPING_PROMISE
    assert owed.due_at > owed.start  # the day is over: a working day is left


@pytest.mark.clause("GX-20b")
def test_what_was_only_said_by_an_answer_that_was_shared_is_followed_where_it_was_given():
    lead = replace(replying(a_walk(), date(2026, 4, 30)).does(c.PassReply(by=CENTRE)).case, number="SZ20260302-000009")
    walk = a_walk(Stage.TRIAGE)
    walk.does(c.JoinTo(by=CENTRE, lead=replace(lead, stage=Stage.REVIEWING), paper=walk.paper("join")))
    walk.does(c.FollowLead(by=MACHINE, lead=lead)).does(c.Answer(by=MACHINE, paper=walk.paper("copy", text="已办。")))
    assert only_said(walk).does(c.Rate(by=REQUESTER, rating="good")).case.stage is Stage.ARCHIVED
