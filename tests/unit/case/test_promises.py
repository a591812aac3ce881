"""A promise in a reply is followed: due at the close of its day, warned and urged, kept, sent back, or let go."""

from datetime import UTC, date, datetime, timedelta

import pytest

from builders import CENTRE, HANDLER, MACHINE, REQUESTER, Walk, a_law, a_walk
from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding import decide
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Outcome, Role, Stage
from huiyin.notices import notices
from huiyin.worktime import Limit, Unit
from huiyin_aws.pages.forms import forms_for
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


def test_a_day_that_has_gone_before_the_rating_leaves_a_working_day_to_report():
    walk = a_walk()
    parts = (*(part.code for part in walk.rulebook.reply_parts), "promise")
    walk.does(c.SubmitReply(by=HANDLER, paper=walk.paper("reply"), parts=parts, promise_on=date(2026, 3, 4)))
    walk.does(c.ApproveReply(by=Actor(Role.DEPUTY, "housing-deputy", "housing"))).does(c.PassReply(by=CENTRE))
    walk.does(c.Answer(by=MACHINE)).does(c.Rate(by=REQUESTER, rating="good"), after=timedelta(days=4))
    assert walk.case.owes("promise").due_at == datetime(2026, 3, 9, 9, 30, tzinfo=UTC)


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
