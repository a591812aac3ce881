"""Supporting units: each has its own task and time; the lead unit gathers, and who is idle is on record."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from builders import (
    CENTRE,
    DEPUTY,
    HANDLER,
    MACHINE,
    MONDAY_MORNING,
    UNIT,
    Walk,
    a_law,
    a_letter,
    a_walk,
    accepted,
    replied,
    return_requested,
    screened,
    sent_back,
)
from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding import decide
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Role, Stage
from huiyin.notices import notices
from huiyin.rulebook import codes

TRANSPORT, MARKET = "transport", "market"
LEADER = Actor(Role.LEADER, "centre-leader", "centre")


def of(unit: str) -> Actor:
    return Actor(Role.SUPPORTER, f"{unit}-handler", unit)


def refused(walk: Walk, command: c.Command) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decide(walk.case, command, walk.law, walk.now)
    return caught.value


def supported(*units: str, kind: str = "complaint") -> Walk:
    """With its lead unit, which has signed for it, and these to support it."""
    walk = accepted(screened(a_letter(Walk(), kind), kind), kind)
    walk.does(c.Dispatch(by=CENTRE, unit=UNIT, supporting=units, task=walk.paper("task", task="请核查道路情况。")))
    return walk.does(c.SignFor(by=HANDLER))


def contributes(walk: Walk, unit: str) -> Walk:
    return walk.does(c.Contribute(by=of(unit), paper=walk.paper(f"said-{unit}", contribution="道路完好。")))


def names(walk: Walk) -> list[str]:
    return [event.name for event in walk.events]


def endings(walk: Walk) -> dict[str, Ending | None]:
    return {owed.who: owed.ending for owed in walk.case.obligations if owed.step == "support"}


def past(walk: Walk, at: datetime) -> Walk:
    """On to just after this instant, with the clock having looked."""
    return walk.does(c.Attend(by=Actor(Role.CLOCK)), after=at - walk.now + timedelta(minutes=1))


# --- Who supports ----------------------------------------------------------------------------------------------------


@pytest.mark.clause("GX-10", "NM-11b", "SZ-A2.4.3b", "CQ-14")
def test_each_supporting_unit_gets_its_own_order_and_its_own_time():
    walk = supported(TRANSPORT, MARKET)

    assert [event.fact.unit for event in walk.events if isinstance(event.fact, f.SupportOrdered)] == [TRANSPORT, MARKET]
    owed = {o.who: (o.id, o.due_at) for o in walk.case.open_obligations("support")}
    friday = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)  # four working days: half of a complaint's seven, rounded up
    assert owed == {TRANSPORT: ("support#1", friday), MARKET: ("support#2", friday)}
    assert walk.case.unit == UNIT


@pytest.mark.parametrize("programme", codes())
def test_every_programme_lets_units_support_in_less_time_than_the_reply_has(programme):
    law = a_law(programme)
    assert law.rulebook.support is not None
    for kind in (kind.code for kind in law.rulebook.kinds if not kind.guided_by):
        support, reply = law.rulebook.limit("support", kind), law.rulebook.limit("reply", kind)
        ends = [law.time.deadline(MONDAY_MORNING, each.limit).due_at for each in (support, reply)]
        assert ends[0] < ends[1], kind


@pytest.mark.clause("GX-10")
@pytest.mark.parametrize(
    ("units", "code"),
    [((UNIT,), "support_is_lead"), (("centre",), "support_is_lead"), ((MARKET, TRANSPORT), "supports_already")],
)
def test_who_leads_already_supports_or_is_the_centre_is_not_named(units, code):
    walk = supported(TRANSPORT)

    assert refused(walk, c.NameSupporting(by=CENTRE, supporting=units)).code == code


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_a_report_is_kept_from_the_unit_that_it_names_as_a_supporting_one_too():
    walk = screened(a_letter(Walk(), "report"), "report")
    walk.does(c.Accept(by=CENTRE, kind="report", category="housing", accused=Accused(units=(TRANSPORT,))))

    asked = c.Dispatch(by=CENTRE, unit=UNIT, supporting=(MARKET, TRANSPORT))

    assert refused(walk, asked).code == "unit_accused"
    assert walk.does(c.Dispatch(by=CENTRE, unit=UNIT, supporting=(MARKET,))).case.support_of(MARKET)


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_a_supporting_task_of_somebody_who_is_accused_goes_to_a_colleague_with_a_link_of_their_own():
    walk = supported(TRANSPORT, kind="complaint")
    walk.does(c.NameAccused(by=CENTRE, accused=Accused(people=(of(TRANSPORT).id,)), paper=walk.paper("why")))
    told = [(n.template, n.to, n.unit) for n in notices(walk.events[-1], walk.case)]
    assert ("support", Role.SUPPORTER, TRANSPORT) in told


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_a_supporting_unit_that_a_correction_turns_into_the_accused_loses_its_task():
    walk = screened(a_letter(Walk()))
    walk.does(c.Accept(by=CENTRE, kind="complaint", category="housing", accused=Accused(units=(TRANSPORT,))))
    walk.does(c.Dispatch(by=CENTRE, unit=UNIT, supporting=(TRANSPORT, MARKET)))

    walk.does(c.Correct(by=CENTRE, paper=walk.paper("why"), kind="report"))

    assert endings(walk) == {TRANSPORT: Ending.WITHDRAWN, MARKET: None}


def test_units_support_one_that_leads_and_nobody_else():
    walk = screened(a_letter(Walk()))

    assert refused(walk, c.Accept(by=CENTRE, kind="complaint", supporting=(TRANSPORT,))).code == "lead_needed"
    both = c.Accept(by=CENTRE, kind="complaint", unit=UNIT, supporting=(UNIT,))
    assert refused(walk, both).code == "support_is_lead"


def test_nobody_is_named_where_nobody_is_chosen():
    assert refused(a_walk(), c.NameSupporting(by=CENTRE, supporting=())).code == "no_support_named"


@pytest.mark.clause("CQ-14")
def test_whom_the_office_would_have_support_is_named_once_its_head_agrees():
    walk = screened(a_letter(Walk(a_law("chongqing-commerce")), "suggestion"), "suggestion")
    walk.does(c.Accept(by=CENTRE, kind="suggestion", unit=UNIT, supporting=(TRANSPORT,), task=walk.paper("task")))
    assert walk.case.support_of(TRANSPORT) is None

    walk.does(c.ConfirmOpinion(by=Actor(Role.CHECKER, "head-of-office", "centre")))

    assert walk.case.support_of(TRANSPORT)
    assert next(e.fact for e in walk.events if isinstance(e.fact, f.SupportOrdered)).paper.id == "task"


@pytest.mark.clause("WB-6.3c")
def test_a_leader_names_several_units_and_the_centre_dispatches_accordingly():
    walk = screened(a_letter(Walk(a_law("weibin-mailbox")), "suggestion"), "suggestion")
    walk.does(c.AskInstruction(by=CENTRE, paper=walk.paper("slip"), kind="suggestion", unit=UNIT))
    walk.does(c.Instruct(by=LEADER, paper=walk.paper("instruction"), unit=UNIT, supporting=(TRANSPORT, MARKET)))
    assert walk.case.proposed_support == (TRANSPORT, MARKET)

    walk.does(c.Dispatch(by=CENTRE, unit=UNIT, supporting=walk.case.proposed_support))

    assert set(endings(walk)) == {TRANSPORT, MARKET}
    assert walk.case.proposed_support == ()


# --- Gathering -------------------------------------------------------------------------------------------------------


@pytest.mark.clause("WB-6.3c", "GX-10")
def test_the_lead_unit_replies_once_all_have_contributed():
    walk = contributes(supported(TRANSPORT, MARKET), TRANSPORT)
    waiting = refused(walk, c.SubmitReply(by=HANDLER, paper=walk.paper("reply"), parts=("text",)))
    assert waiting.code == "reply_incomplete"

    paper, parts = walk.paper("reply"), ("text", "legal_basis", "contact", "handler")
    waiting = refused(walk, c.SubmitReply(by=HANDLER, paper=paper, parts=parts))
    assert waiting.code == "support_outstanding"
    assert "market（03-06 17:30前）" in waiting.zh
    assert TRANSPORT not in waiting.zh

    assert replied(contributes(walk, MARKET)).case.stage is Stage.APPROVING
    assert endings(walk) == {TRANSPORT: Ending.MET, MARKET: Ending.MET}


@pytest.mark.clause("SZ-A2.4.8", "NM-24")
def test_who_is_overdue_holds_up_nobody_and_is_on_record_as_idle():
    walk = contributes(supported(TRANSPORT, MARKET), TRANSPORT)
    past(walk, walk.case.support_of(MARKET).due_at)
    assert ("FellOverdue", MARKET) in [(e.name, getattr(e.fact, "who", "")) for e in walk.events]

    replied(walk)

    assert walk.case.stage is Stage.APPROVING
    assert [event.fact.unit for event in walk.events if isinstance(event.fact, f.SupportMissed)] == [MARKET]
    assert endings(walk) == {TRANSPORT: Ending.MET, MARKET: Ending.LATE}
    assert refused(walk, c.Contribute(by=of(MARKET), paper=walk.paper("late"))).code == "not_now"


def test_a_late_contribution_still_counts_as_given_while_the_lead_has_not_replied():
    walk = supported(TRANSPORT)
    past(walk, walk.case.support_of(TRANSPORT).due_at)

    replied(contributes(walk, TRANSPORT))

    assert endings(walk) == {TRANSPORT: Ending.LATE}
    assert "SupportMissed" not in names(walk)


def test_who_has_as_long_as_the_lead_unit_itself_holds_it_up_no_longer_than_that():
    walk = a_walk()
    past(walk, walk.case.owes("reply").due_at - timedelta(hours=5))
    walk.does(c.NameSupporting(by=CENTRE, supporting=(TRANSPORT,)))
    assert walk.case.support_of(TRANSPORT).due_at > walk.case.owes("reply").due_at

    replied(walk)

    assert endings(walk) == {TRANSPORT: Ending.WITHDRAWN}
    assert "SupportMissed" not in names(walk)
    over = [n for n in notices(walk.events[-1], walk.case) if n.template == "support_over"]
    assert [(n.to, n.unit) for n in over] == [(Role.SUPPORTER, TRANSPORT)]


def test_a_unit_may_support_again_when_the_reply_comes_back():
    walk = replied(contributes(supported(TRANSPORT), TRANSPORT)).does(c.ApproveReply(by=DEPUTY))

    sent_back(walk).does(c.NameSupporting(by=CENTRE, supporting=(TRANSPORT,)))

    assert walk.case.support_of(TRANSPORT).id == "support#2"


# --- Not its duty ----------------------------------------------------------------------------------------------------


def test_a_unit_that_says_it_is_not_its_duty_owes_its_support_until_the_centre_releases_it():
    walk = supported(TRANSPORT)
    walk.does(c.DeclineSupport(by=of(TRANSPORT), paper=walk.paper("no", reason="不属于本单位职责")))

    assert walk.case.declining == (TRANSPORT,)
    assert walk.case.support_of(TRANSPORT)
    assert refused(walk, c.DeclineSupport(by=of(TRANSPORT), paper=walk.paper("no"))).code == "declined_already"
    assert [n.to for n in notices(walk.events[-1], walk.case)] == [Role.CENTRE]

    walk.does(c.ReleaseSupport(by=CENTRE, unit=TRANSPORT))
    told = [(n.template, n.to, n.unit) for n in notices(walk.events[-1], walk.case)]
    assert told == [("support_over", Role.SUPPORTER, TRANSPORT), ("support_released", Role.HANDLER, "")]

    assert walk.case.declining == ()
    assert endings(walk) == {TRANSPORT: Ending.WITHDRAWN}
    assert replied(walk).case.stage is Stage.APPROVING


def test_it_may_contribute_after_all():
    walk = supported(TRANSPORT)
    walk.does(c.DeclineSupport(by=of(TRANSPORT), paper=walk.paper("no")))

    assert contributes(walk, TRANSPORT).case.declining == ()


def test_nobody_is_released_who_supports_nothing():
    assert refused(supported(TRANSPORT), c.ReleaseSupport(by=CENTRE, unit=MARKET)).code == "not_supporting"


# --- Only their own moves, and only as long as they owe something ----------------------------------------------------


@pytest.mark.parametrize("unit", [UNIT, MARKET, ""])
def test_nobody_contributes_for_a_unit_that_supports_nothing(unit):
    walk = supported(TRANSPORT)

    assert refused(walk, c.Contribute(by=of(unit), paper=walk.paper("x"))).code == "not_yours"
    for role in (Role.HANDLER, Role.DEPUTY, Role.HEAD):
        someone = Actor(role, "somebody", TRANSPORT)
        assert refused(walk, c.Contribute(by=someone, paper=walk.paper("x"))).code == "not_yours"
        assert refused(walk, c.SignFor(by=someone)).code == "not_yours"


def test_what_the_lead_unit_does_is_not_for_a_supporting_one():
    walk = supported(TRANSPORT)
    paper = walk.paper("x")
    for command in (c.SignFor(by=of(TRANSPORT)), c.RequestReturn(by=of(TRANSPORT), paper=paper)):
        assert refused(walk, command).code == "not_yours"


def test_its_time_runs_on_while_the_centre_rules_on_the_lead_units_return_and_ends_where_that_is_upheld():
    walk = return_requested(supported(TRANSPORT, MARKET))
    contributes(walk, TRANSPORT)
    assert walk.case.stage is Stage.RULING_RETURN

    walk.does(c.UpholdReturn(by=CENTRE))

    assert endings(walk) == {TRANSPORT: Ending.MET, MARKET: Ending.WITHDRAWN}
    told = [(n.template, n.unit) for n in notices(walk.events[-1], walk.case)]
    assert told == [("dispatch", ""), ("support_over", MARKET), ("return_upheld", UNIT)]


def test_an_order_that_is_taken_back_takes_its_support_with_it():
    walk = supported(TRANSPORT).does(c.Recall(by=CENTRE, paper=a_walk().paper("why")))

    assert endings(walk) == {TRANSPORT: Ending.WITHDRAWN}
    assert ("support_over", TRANSPORT) in [(n.template, n.unit) for n in notices(walk.events[-1], walk.case)]


@pytest.mark.parametrize(
    ("unit_from", "unit", "owing"),
    [(TRANSPORT, "roads", ["roads"]), (TRANSPORT, UNIT, []), (UNIT, TRANSPORT, []), (TRANSPORT, MARKET, [MARKET])],
)
def test_support_goes_over_to_the_unit_that_takes_over_and_no_unit_supports_itself(unit_from, unit, owing):
    walk = supported(TRANSPORT, *([MARKET] if unit == MARKET else []))

    walk.does(c.CarryOver(by=MACHINE, unit_from=unit_from, unit=unit))

    assert [owed.who for owed in walk.case.open_obligations("support")] == owing


# --- Whom it tells ---------------------------------------------------------------------------------------------------


def test_each_hears_of_its_own_task_and_the_lead_unit_of_what_there_is_to_gather():
    walk = contributes(supported(TRANSPORT, MARKET), TRANSPORT)
    told = [(e.name, n.template, n.to, n.unit) for e in walk.events for n in notices(e, walk.case)]

    assert ("SupportOrdered", "support", Role.SUPPORTER, TRANSPORT) in told
    assert ("SupportOrdered", "support", Role.SUPPORTER, MARKET) in told
    assert ("ContributionGiven", "contribution", Role.HANDLER, "") in told


def test_a_supporting_unit_is_warned_overdue_and_urged_like_any_other():
    walk = supported(TRANSPORT)
    past(walk, walk.case.support_of(TRANSPORT).due_at + timedelta(days=4))
    told = {(e.name, n.template, n.to, n.unit) for e in walk.events for n in notices(e, walk.case)}

    assert {t for t in told if t[3] == TRANSPORT and t[0] != "SupportOrdered"} == {
        ("WarningGiven", "warning", Role.SUPPORTER, TRANSPORT),
        ("FellOverdue", "overdue", Role.SUPPORTER, TRANSPORT),
        ("FellOverdue", "overdue_unit", Role.HEAD, TRANSPORT),
        ("Urged", "urged", Role.SUPPORTER, TRANSPORT),
    }


def test_where_no_unit_supports_another_nobody_can_be_named():
    walk = a_walk()
    walk.law = replace(walk.law, rulebook=replace(walk.rulebook, support=None))

    assert refused(walk, c.NameSupporting(by=CENTRE, supporting=(TRANSPORT,))).code == "no_support_here"


# --- Together with other moves ---------------------------------------------------------------------------------------


@pytest.mark.clause("SZ-A2.4.8", "NM-24")
def test_whose_overdue_was_voided_by_a_ruling_was_not_idle():
    walk = supported(TRANSPORT)
    past(walk, walk.case.support_of(TRANSPORT).due_at)
    walk.does(c.VoidOverdue(by=CENTRE, obligation="support#1", paper=walk.paper("why")))

    replied(walk)

    assert endings(walk) == {TRANSPORT: Ending.WITHDRAWN}
    assert "SupportMissed" not in names(walk)
    assert walk.case.charges == ()


def test_who_asked_to_be_released_may_ask_again_when_it_is_named_again():
    walk = a_walk().does(c.NameSupporting(by=CENTRE, supporting=(TRANSPORT,)), after=timedelta(days=7))
    walk.does(c.DeclineSupport(by=of(TRANSPORT), paper=walk.paper("not-ours")))  # the reply is due before it
    sent_back(replied(walk).does(c.ApproveReply(by=DEPUTY)))
    walk.does(c.NameSupporting(by=CENTRE, supporting=(TRANSPORT,)))

    walk.does(c.DeclineSupport(by=of(TRANSPORT), paper=walk.paper("still-not-ours")))

    assert walk.case.declining == (TRANSPORT,)
