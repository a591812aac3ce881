"""What the other programmes do differently: who checks, who instructs, who signs and passes, who is asked to rate."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import (
    CENTRE,
    DEPUTY,
    HANDLER,
    HEAD,
    MACHINE,
    REQUESTER,
    UNIT,
    Walk,
    a_law,
    a_letter,
    a_paper,
    a_walk,
    screened,
)
from huiyin.case import commands as c
from huiyin.case.deciding import decide
from huiyin.case.facts import Actor, LegalLimit
from huiyin.case.law import Law
from huiyin.case.record import event_from, event_record
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Outcome, Role, Stage
from huiyin.notices import notices

CHECKER = Actor(Role.CHECKER, "centre-checker", "centre")
LEADER = Actor(Role.LEADER, "centre-leader", "centre")
CHIEF = Actor(Role.CHIEF, "centre-chief", "centre")
CLOCK = Actor(Role.CLOCK)
GUANGXI, NEIMENGGU, WEIBIN, CHONGQING = "guangxi-mailbox", "neimenggu-12345", "weibin-mailbox", "chongqing-commerce"


def refused(walk: Walk, command: c.Command) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decide(walk.case, command, walk.law, walk.now)
    return caught.value


def begun(programme: str, kind: str = "suggestion") -> Walk:
    """A letter before the centre of this programme."""
    law = a_law(programme)
    return screened(a_letter(Walk(law), kind, f"{law.rulebook.prefix}20260302-000001"), kind)


def ordered(programme: str, kind: str = "suggestion", **how: bool) -> Walk:
    """With a unit; checked by a second person, and signed for, where the programme has that."""
    walk = begun(programme, kind).does(c.Accept(by=CENTRE, kind=kind, unit=UNIT, **how))
    if walk.case.stage is Stage.CHECKING:
        walk.does(c.ConfirmOpinion(by=CHECKER))
    if walk.case.owes("sign_for"):
        walk.does(c.SignFor(by=HANDLER))
    return walk


def replied(walk: Walk) -> Walk:
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    return walk.does(c.SubmitReply(by=HANDLER, paper=walk.paper("reply"), parts=parts, stamped=True))


@pytest.mark.clause("WB-6.3a")
@pytest.mark.parametrize("programme", [GUANGXI, NEIMENGGU, WEIBIN, CHONGQING])
def test_a_reply_bears_the_units_stamp_where_the_rulebook_asks_for_it(programme: str) -> None:
    walk = ordered(programme)
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    unstamped = c.SubmitReply(by=HANDLER, paper=walk.paper("reply"), parts=parts)
    if programme == WEIBIN:
        said = refused(walk, unstamped)
        assert (said.code, said.clause) == ("stamp_missing", "WB-6.3a")
    else:
        assert walk.does(unstamped).case.reply is not None
    assert replied(ordered(programme)).case.reply is not None


def told(walk: Walk, name: str) -> list[tuple[str, Role]]:
    event = next(event for event in reversed(walk.events) if event.name == name)
    return [(notice.template, notice.to) for notice in notices(event, walk.case)]


# --- Chongqing: a second person checks, a chain signs, a chain passes ------------------------------------------------


@pytest.mark.clause("CQ-12", "CQ-13", "CQ-18")
def test_an_opinion_takes_effect_when_a_second_person_has_checked_it():
    walk = begun(CHONGQING).does(c.Accept(by=CENTRE, kind="suggestion", unit=UNIT))
    given = walk.now

    assert walk.case.stage is Stage.CHECKING
    assert told(walk, "OpinionGiven") == [("check_opinion", Role.CHECKER)]
    walk.does(c.ConfirmOpinion(by=CHECKER), after=timedelta(days=3))

    assert (walk.case.stage, walk.case.unit) == (Stage.HANDLING, UNIT)
    ended = {o.id: (o.ending, o.ended_at) for o in walk.case.obligations if not o.is_open}
    assert ended["accept#1"] == (Ending.MET, given)  # judged by when the opinion was given
    assert ended["check#1"][0] is Ending.LATE


@pytest.mark.clause("CQ-13")
def test_nobody_checks_an_opinion_of_their_own_and_one_that_is_rejected_goes_back():
    walk = begun(CHONGQING).does(c.Decline(by=CENTRE, ground="blank"))

    assert refused(walk, c.ConfirmOpinion(by=Actor(Role.CHECKER, CENTRE.id, "centre"))).code == "same_person"
    walk.does(c.RejectOpinion(by=CHECKER, paper=walk.paper("why")))

    assert walk.case.stage is Stage.TRIAGE
    assert walk.case.owes("accept").handed_in_at is None
    assert told(walk, "OpinionRejected") == [("opinion_rejected", Role.CENTRE)]


@pytest.mark.clause("CQ-13", "SZ-A5.4.2.1")
def test_an_opinion_given_after_a_return_goes_back_to_be_dispatched():
    walk = ordered(CHONGQING).does(c.RequestReturn(by=HANDLER, paper=a_paper("return"))).does(c.UpholdReturn(by=CENTRE))
    owed = walk.case.owes("accept")
    walk.does(c.Decline(by=CENTRE, ground="blank")).does(c.RejectOpinion(by=CHECKER, paper=a_paper("why")))

    assert (walk.case.stage, walk.case.opinion) == (Stage.DISPATCHING, None)
    assert [o.step for o in walk.case.open_obligations()] == ["accept"]
    assert (walk.case.owes("accept").due_at, walk.case.owes("accept").handed_in_at) == (owed.due_at, None)
    walk.does(c.DispatchAgain(by=CENTRE, unit=UNIT, paper=a_paper("again")))
    assert (walk.case.stage, walk.case.unit) == (Stage.HANDLING, UNIT)


@pytest.mark.parametrize("programme", [CHONGQING, "suzhou-express"])
def test_what_a_unit_has_returned_is_not_accepted_for_it(programme):
    """Joined to another after the return, and split off again, it is judged anew."""
    walk = ordered(programme).does(c.RequestReturn(by=HANDLER, paper=a_paper("return"), proved=True))
    walk.does(c.UpholdReturn(by=CENTRE))
    lead = replace(ordered(programme).case, number=f"{walk.rulebook.prefix}20260302-000009")
    walk.does(c.JoinTo(by=CENTRE, lead=lead, paper=a_paper("join")))
    walk.does(c.SplitOff(by=CENTRE, paper=a_paper("split")))

    refusal = refused(walk, c.Accept(by=CENTRE, kind="suggestion", unit=UNIT))
    assert refusal.code == "unit_returned"
    assert ("请先受理而不选单位" in refusal.zh) is (programme != CHONGQING)
    assert walk.does(c.Accept(by=CENTRE, kind="suggestion", unit="transport")).case.exists


@pytest.mark.clause("CQ-13")
def test_an_opinion_of_before_its_stage_was_kept_goes_back_to_where_all_are_given():
    walk = begun(CHONGQING).does(c.Accept(by=CENTRE, kind="suggestion", unit=UNIT))
    kept = event_record(walk.events[-1])
    kept["fact"].pop("before", None)
    assert event_from(kept).fact.before is Stage.TRIAGE


@pytest.mark.clause("CQ-13")
def test_an_acceptance_opinion_names_the_unit():
    assert refused(begun(CHONGQING), c.Accept(by=CENTRE, kind="suggestion")).code == "unit_needed"


@pytest.mark.clause("CQ-12", "CQ-13")
@pytest.mark.parametrize(
    ("command", "outcome"), [(c.Forward, Outcome.FORWARDED), (c.SubmitUpward, Outcome.SUBMITTED_UPWARD)]
)
def test_what_is_others_is_forwarded_and_what_is_several_bodies_goes_upward(command, outcome):
    walk = begun(CHONGQING)
    walk.does(command(by=CENTRE, paper=walk.paper("body", body="市市场监管局"))).does(c.ConfirmOpinion(by=CHECKER))

    assert (walk.case.stage, walk.case.outcome) == (Stage.REFERRED, outcome)
    assert not list(walk.case.open_obligations())


@pytest.mark.clause("CQ-12")
def test_a_programme_without_a_route_refuses_it():
    assert refused(a_walk("triage"), c.Forward(by=CENTRE, paper=a_walk().paper("x"))).code == "no_such_route"


@pytest.mark.clause("CQ-14", "CQ-15")
@pytest.mark.parametrize("major", [False, True])
def test_a_reply_is_signed_by_division_and_leader_and_passed_by_office_head_and_leader(major):
    walk = replied(ordered(CHONGQING, major=major))
    signing = walk.case.stage_no

    assert refused(walk, c.ApproveReply(by=LEADER)).code == "not_your_turn"
    walk.does(c.ApproveReply(by=HEAD))
    assert (walk.case.stage, walk.case.turn) == (Stage.APPROVING, Role.LEADER)
    assert walk.case.stage_no == signing + 1  # a link of the level before has served
    walk.does(c.ApproveReply(by=LEADER))
    for passing in (CENTRE, CHECKER, LEADER, *([CHIEF] if major else [])):
        assert (walk.case.stage, walk.case.turn) == (Stage.REVIEWING, passing.role)
        walk.does(c.PassReply(by=passing))

    assert walk.case.stage is Stage.ANSWERING
    assert [o.ending for o in walk.case.obligations if o.step == "review"] == [Ending.MET]


@pytest.mark.clause("CQ-15", "CQ-26")
def test_every_level_may_send_back():
    walk = replied(ordered(CHONGQING)).does(c.ApproveReply(by=HEAD))
    walk.does(c.RejectReply(by=LEADER, paper=walk.paper("no")))
    assert walk.case.stage is Stage.HANDLING

    replied(walk).does(c.ApproveReply(by=HEAD)).does(c.ApproveReply(by=LEADER)).does(c.PassReply(by=CENTRE))
    ground = walk.rulebook.review_grounds[0].code
    walk.does(c.SendBack(by=CHECKER, grounds=(ground,), paper=walk.paper("again")))
    assert (walk.case.stage, walk.case.sent_back) == (Stage.HANDLING, 1)


@pytest.mark.clause("CQ-27")
def test_who_is_overdue_without_asking_for_time_has_a_working_day_to_answer_the_urging():
    walk = ordered(CHONGQING)
    due = walk.case.owes("reply").due_at
    walk.does(c.Attend(by=CLOCK), after=due - walk.now + timedelta(hours=1))

    urge = walk.case.owes("urge")
    assert (urge.who, urge.start, urge.rule) == (UNIT, walk.now, "CQ-27")
    replied(walk).does(c.ApproveReply(by=HEAD)).does(c.ApproveReply(by=LEADER))
    assert next(o.ending for o in walk.case.obligations if o.step == "urge") is Ending.MET


@pytest.mark.clause("CQ-27")
def test_an_urging_that_is_not_answered_falls_overdue_once_and_an_extension_asked_for_spares_it():
    walk = ordered(CHONGQING)
    walk.does(c.RequestExtension(by=HANDLER, days=2, paper=walk.paper("why")))
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=30))
    assert walk.case.owes("urge") is None

    walk = ordered(CHONGQING)
    for days in (30, 30):
        walk.does(c.Attend(by=CLOCK), after=timedelta(days=days))
    assert [e.fact.step for e in walk.events if e.name == "FellOverdue"] == ["reply", "urge"]
    assert {e.fact.step for e in walk.events if e.name == "Urged"} == {"reply"}


def asked_for_time(days: int, kind: str = "suggestion") -> Walk:
    """An extension was asked for in time, and the reply fell overdue before anybody decided."""
    walk = ordered(CHONGQING, kind)
    walk.does(c.RequestExtension(by=HANDLER, days=days, paper=walk.paper("why")))
    walk.does(c.Attend(by=CLOCK), after=walk.case.owes("reply").due_at - walk.now + timedelta(hours=1))
    assert walk.case.owes("urge") is None
    return walk


@pytest.mark.clause("CQ-27")
def test_an_extension_that_is_refused_spares_nobody_the_urging_any_more():
    walk = asked_for_time(2)
    walk.does(c.RefuseExtension(by=CENTRE, paper=walk.paper("no")))
    assert (walk.case.owes("urge").who, walk.case.owes("urge").start) == (UNIT, walk.now)

    walk.does(c.Attend(by=CLOCK), after=timedelta(days=12))
    assert walk.case.charges == (f"urged_in_vain:{UNIT}",)


@pytest.mark.clause("CQ-27")
def test_nor_does_one_that_was_asked_for_before_a_return_that_is_refused():
    walk = ordered(CHONGQING)
    walk.does(c.RequestExtension(by=HANDLER, days=2, paper=walk.paper("why")))
    walk.does(c.RequestReturn(by=HANDLER, paper=walk.paper("return")))
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=20)).does(c.RefuseReturn(by=CENTRE, paper=walk.paper("no")))
    assert walk.case.owes("urge") is None
    walk.does(c.RefuseExtension(by=CENTRE, paper=walk.paper("no")))
    assert walk.case.owes("urge").start == walk.now


@pytest.mark.clause("CQ-27")
def test_nor_does_one_that_the_right_kind_does_not_allow():
    walk = asked_for_time(10)
    walk.does(c.Correct(by=CENTRE, paper=walk.paper("right"), kind="enquiry"))
    assert (walk.case.extension_asked, walk.case.owes("urge").start) == (0, walk.now)


@pytest.mark.clause("CQ-27")
def test_nor_does_one_that_a_reply_drops_before_it_is_signed():
    walk = replied(asked_for_time(2))
    assert (walk.case.stage, walk.case.owes("urge").start) == (Stage.APPROVING, walk.now)
    walk.does(c.ApproveReply(by=HEAD)).does(c.ApproveReply(by=LEADER))
    assert [o.ending for o in walk.case.obligations if o.step == "urge"] == [Ending.MET]


@pytest.mark.clause("CQ-27")
def test_an_extension_that_is_refused_in_time_urges_nobody():
    walk = ordered(CHONGQING)
    walk.does(c.RequestExtension(by=HANDLER, days=2, paper=walk.paper("why")))
    walk.does(c.RefuseExtension(by=CENTRE, paper=walk.paper("no")))
    assert walk.case.owes("urge") is None


@pytest.mark.clause("CQ-10", "CQ-16")
@pytest.mark.parametrize("programme", [CHONGQING, WEIBIN])
def test_where_nobody_is_asked_for_a_rating_the_answer_is_the_end(programme):
    walk = replied(ordered(programme))
    while walk.case.stage is Stage.APPROVING:
        walk.does(c.ApproveReply(by=HEAD if walk.case.turn is Role.HEAD else LEADER))
    while walk.case.stage is Stage.REVIEWING:
        walk.does(c.PassReply(by={Role.CENTRE: CENTRE, Role.CHECKER: CHECKER, Role.LEADER: LEADER}[walk.case.turn]))
    walk.does(c.Answer(by=MACHINE))

    assert (walk.case.stage, walk.case.outcome) == (Stage.ARCHIVED, Outcome.ANSWERED)
    assert told(walk, "RequesterAnswered") == [("answered_finally", Role.REQUESTER)]
    assert not list(walk.case.open_obligations())


# --- Weibin: a leader instructs, and reads every result --------------------------------------------------------------


@pytest.mark.clause("WB-6.2b")
def test_a_leader_instructs_before_a_major_letter_is_handed_out():
    walk = begun(WEIBIN)
    walk.does(c.AskInstruction(by=CENTRE, paper=walk.paper("slip"), kind="suggestion", unit=UNIT))

    assert (walk.case.stage, walk.case.turn) == (Stage.INSTRUCTING, Role.LEADER)
    assert told(walk, "InstructionAsked") == [("instruct", Role.LEADER)]
    assert walk.case.owes("accept") is None  # the centre has done its part
    walk.does(c.Instruct(by=LEADER, paper=walk.paper("instruction"), unit="transport"))

    assert (walk.case.stage, walk.case.proposed_unit) == (Stage.DISPATCHING, "transport")
    assert walk.case.owes("accept").start == walk.now
    assert walk.does(c.Dispatch(by=CENTRE, unit="transport")).case.stage is Stage.HANDLING


@pytest.mark.clause("WB-6.3c")
def test_a_sudden_event_is_reported_to_a_leader_before_anybody_gets_the_order():
    walk = begun(WEIBIN, "emergency")

    assert refused(walk, c.Accept(by=CENTRE, kind="emergency", unit=UNIT)).code == "instruction_needed"
    walk.does(c.AskInstruction(by=CENTRE, paper=walk.paper("slip"), unit=UNIT))
    assert walk.case.stage is Stage.INSTRUCTING


@pytest.mark.clause("WB-6.2b")
def test_nobody_instructs_where_the_programme_has_no_instruction():
    walk = a_walk("triage")
    assert refused(walk, c.AskInstruction(by=CENTRE, paper=walk.paper("slip"))).code == "no_instruction"


@pytest.mark.clause("WB-6.2c", "WB-6.3a")
def test_the_main_leader_signs_and_a_leader_reads_every_result_before_it_is_answered():
    walk = replied(ordered(WEIBIN))

    assert walk.case.turn is Role.HEAD
    assert refused(walk, c.ApproveReply(by=DEPUTY)).code == "not_your_turn"
    walk.does(c.ApproveReply(by=HEAD)).does(c.PassReply(by=CENTRE))
    assert (walk.case.stage, walk.case.turn) == (Stage.REVIEWING, Role.LEADER)
    assert walk.does(c.PassReply(by=LEADER)).case.stage is Stage.ANSWERING


# --- Inner Mongolia: four working hours to sign, no signature, solved and satisfied ----------------------------------


@pytest.mark.clause("NM-11d")
def test_a_reply_goes_straight_to_the_centre_where_the_unit_signs_nothing():
    walk = replied(ordered(NEIMENGGU))

    assert (walk.case.stage, walk.case.turn) == (Stage.REVIEWING, Role.CENTRE)
    assert walk.case.owes("reply").handed_in_at == walk.now
    assert told(walk, "ReplySubmitted") == [("review", Role.CENTRE)]


@pytest.mark.clause("NM-11g")
def test_the_dissatisfied_are_handled_again_without_supervision_and_the_silent_count_for_nothing():
    walk = replied(ordered(NEIMENGGU)).does(c.PassReply(by=CENTRE)).does(c.Answer(by=MACHINE))
    silent = Walk(walk.law, walk.now, walk.case, walk.events)
    walk.does(c.Rate(by=REQUESTER, rating="unsolved_dissatisfied", paper=walk.paper("why")))
    walk.does(c.OrderSecondHandling(by=CENTRE))
    assert (walk.case.stage, walk.case.handling, walk.case.supervised) == (Stage.HANDLING, 2, False)

    silent.does(c.Attend(by=CLOCK), after=timedelta(days=30))
    assert silent.case.outcome is Outcome.UNRATED
    assert refused(a_walk("rating"), c.Rate(by=REQUESTER, rating="5")).code == "unknown_rating"


@pytest.mark.clause("NM-11f")
def test_the_centre_decides_on_an_extension_that_is_asked_for_up_to_the_deadline():
    walk = ordered(NEIMENGGU)
    due = walk.case.owes("reply").due_at
    walk.does(c.RequestExtension(by=HANDLER, days=2, paper=walk.paper("why")), after=due - walk.now)

    assert told(walk, "ExtensionRequested") == [("extension", Role.CENTRE)]
    assert refused(walk, c.GrantExtension(by=DEPUTY)).code == "not_the_decider"
    walk.does(c.GrantExtension(by=CENTRE))
    assert walk.case.owes("reply").due_at > due
    assert Role.CENTRE not in [to for _, to in told(walk, "ExtensionGranted")]


# --- Guangxi: guided elsewhere, proofs, stars ------------------------------------------------------------------------


@pytest.mark.clause("GX-8")
@pytest.mark.parametrize("kind", ["report", "emergency"])
def test_what_is_guided_elsewhere_is_accepted_by_nobody(kind):
    refusal = refused(begun(GUANGXI), c.Accept(by=CENTRE, kind=kind))

    assert (refusal.code, refusal.clause) == ("guided_elsewhere", "GX-8")


@pytest.mark.clause("GX-11")
def test_a_refusal_is_proved_by_a_stamped_paper():
    walk = ordered(GUANGXI)

    assert refused(walk, c.RequestReturn(by=HANDLER, paper=walk.paper("return"))).clause == "GX-11"
    walk.does(c.RequestReturn(by=HANDLER, paper=walk.paper("return"), proved=True))
    assert walk.case.stage is Stage.RULING_RETURN


@pytest.mark.clause("GX-14c")
def test_an_extension_is_proved_by_a_paper_that_the_units_leader_signed_and_is_the_centres_to_decide():
    walk = ordered(GUANGXI)

    asked = c.RequestExtension(by=HANDLER, days=3, paper=walk.paper("why"))
    assert (refused(walk, asked).code, refused(walk, asked).clause) == ("proof_missing", "GX-14c")
    assert refused(walk, c.RequestExtension(by=HANDLER, days=4, paper=walk.paper("why"))).code == "extension_too_long"
    walk.does(c.RequestExtension(by=HANDLER, days=3, paper=walk.paper("why"), proved=True))
    assert told(walk, "ExtensionRequested") == [("extension", Role.CENTRE)]


@pytest.mark.clause("GX-14b")
def test_guangxi_knows_no_signing_and_a_reply_may_come_at_once():
    walk = begun(GUANGXI).does(c.Accept(by=CENTRE, kind="suggestion", unit=UNIT))

    assert walk.case.owes("sign_for") is None
    assert replied(walk).case.stage is Stage.APPROVING


@pytest.mark.clause("GX-19")
def test_the_writer_gives_stars_and_few_stars_with_a_reason_are_looked_into():
    walk = replied(ordered(GUANGXI)).does(c.ApproveReply(by=DEPUTY)).does(c.PassReply(by=CENTRE))
    walk.does(c.Answer(by=MACHINE)).does(c.Rate(by=REQUESTER, rating="2", paper=walk.paper("why")))
    assert walk.case.stage is Stage.FOLLOWING_UP

    walk = replied(ordered(GUANGXI)).does(c.ApproveReply(by=DEPUTY)).does(c.PassReply(by=CENTRE))
    walk.does(c.Answer(by=MACHINE)).does(c.Rate(by=REQUESTER, rating="5"))
    assert walk.case.outcome is Outcome.SATISFIED


@pytest.mark.parametrize("several", [True, False])
def test_one_extension_is_all_where_the_rulebook_allows_no_more(several):
    walk = ordered(NEIMENGGU)
    rule = replace(walk.rulebook.extension, several=several)
    walk.law = Law(replace(walk.rulebook, extension=rule), walk.law.time)
    walk.does(c.RequestExtension(by=HANDLER, days=1, paper=walk.paper("why"))).does(c.GrantExtension(by=CENTRE))

    again = c.RequestExtension(by=HANDLER, days=1, paper=walk.paper("more"))
    if several:
        assert walk.does(again).case.extension_asked == 1
    else:
        assert refused(walk, again).code == "extended_once"


# --- A limit that another law sets -----------------------------------------------------------------------------------


@pytest.mark.clause("SZ-A2.4.4c")
def test_a_limit_set_by_law_prevails_even_where_it_is_longer():
    walk = begun("suzhou-express", "complaint")
    law = LegalLimit(60, "calendar_days", walk.paper("law", title="行政复议法"))
    walk.does(c.Accept(by=CENTRE, kind="complaint", unit=UNIT, by_law=law))

    owed = walk.case.owes("reply")
    assert (owed.amount, owed.unit, owed.rule) == (60, "calendar_days", "SZ-A2.4.4c")
    walk.does(c.SignFor(by=HANDLER))
    asked = c.RequestExtension(by=HANDLER, days=1, paper=walk.paper("why"))
    assert refused(walk, asked).code == "extension_too_long"


@pytest.mark.parametrize("limit", [LegalLimit(0, "calendar_days"), LegalLimit(3, "minutes")])
def test_a_limit_that_no_law_could_set_is_refused(limit):
    walk = begun("suzhou-express", "complaint")
    assert refused(walk, c.Accept(by=CENTRE, kind="complaint", unit=UNIT, by_law=limit)).code == "no_such_limit"


@pytest.mark.clause("WB-6.2b")
def test_a_limit_set_by_law_goes_with_what_a_leader_instructs_on():
    walk = begun(WEIBIN, "emergency")
    law = LegalLimit(15, "working_days", walk.paper("law", title="信访工作条例"))
    walk.does(c.AskInstruction(by=CENTRE, paper=walk.paper("slip"), by_law=law))
    instruction = walk.paper("instruction", instruction="请住建局当日处理")
    walk.does(c.Instruct(by=LEADER, paper=instruction, unit=UNIT)).does(c.Dispatch(by=CENTRE, unit=UNIT))

    assert walk.case.owes("reply").amount == 15
    assert replied(walk).does(c.RejectReply(by=HEAD, paper=walk.paper("no"))).case.instruction == instruction


# --- What no machine may do, and what the office may not do by itself ------------------------------------------------


@pytest.mark.parametrize("ground", ["repeated", "state_secret", "", "nonsense"])
def test_no_machine_declines_but_where_the_rulebook_says_so(ground):
    walk = a_letter(Walk(a_law()), "complaint")
    proposal = c.Screen(by=MACHINE, verdict="decline", kind="complaint", ground=ground)
    assert refused(walk, proposal).code == "not_by_machine"


@pytest.mark.clause("GX-8", "WB-6.3c")
@pytest.mark.parametrize(
    ("programme", "kind", "code"),
    [(GUANGXI, "report", "guided_elsewhere"), (WEIBIN, "emergency", "instruction_needed")],
)
def test_no_machine_accepts_what_a_person_could_not(programme, kind, code):
    law = a_law(programme)
    walk = a_letter(Walk(law), kind, f"{law.rulebook.prefix}20260302-000001")
    assert refused(walk, c.Screen(by=MACHINE, verdict="accept", kind=kind, unit=UNIT)).code == code


@pytest.mark.clause("CQ-13", "CQ-15")
def test_the_commission_answers_nothing_past_its_chain():
    walk = begun(CHONGQING)
    assert refused(walk, c.AnswerAtOnce(by=CENTRE, paper=walk.paper("reply"))).code == "no_such_route"


@pytest.mark.clause("SZ-A2.4.3b")
@pytest.mark.parametrize(("kind", "ending"), [("enquiry", Ending.MET), ("report", Ending.LATE)])
def test_who_accepts_under_another_kind_is_judged_by_that_ones_limit(kind, ending):
    walk = screened(a_letter(Walk(a_law()), "complaint"), "complaint")
    walk.does(c.Attend(by=CLOCK), after=timedelta(hours=2))
    assert walk.case.owes("accept").overdue
    walk.does(c.Accept(by=CENTRE, kind=kind))
    assert (walk.case.owes("accept").overdue, walk.case.kind) == (ending is Ending.LATE, kind)
    walk.does(c.Dispatch(by=CENTRE, unit=UNIT))
    assert next(o.ending for o in walk.case.obligations if o.step == "accept") is ending


@pytest.mark.clause("SZ-A2.4.3b")
def test_who_accepts_too_late_by_the_kind_that_it_turns_out_to_be_has_fallen_overdue():
    walk = screened(a_letter(Walk(a_law()), "enquiry"), "enquiry")
    walk.does(c.Accept(by=CENTRE, kind="complaint", unit=UNIT), after=timedelta(hours=3))

    assert [e.fact.step for e in walk.events if e.name == "FellOverdue"] == ["accept"]
    assert next(o.ending for o in walk.case.obligations if o.step == "accept") is Ending.LATE
