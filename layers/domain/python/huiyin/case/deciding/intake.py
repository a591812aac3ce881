"""Receive, screen, judge, check, instruct: a request on its way to a unit, or out of the programme.

SZ-A2.4.1a, GX-6, WB-6.1, CQ-10 (what comes in); SZ-A2.3, GX-8, GX-9, NM-8, NM-9, WB-3, WB-4, CQ-8, CQ-9 (scope);
SZ-A2.4.3a–b, NM-11b, CQ-12, CQ-13, CQ-18 (acceptance, routes); WB-6.2a–b (answered at once, a leader's instruction).
"""

from collections.abc import Callable
from dataclasses import replace

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.elapse import fall_overdue
from huiyin.case.deciding.ordering import order, require_lead, require_not_returned
from huiyin.case.deciding.requiring import (
    origin_of,
    require_by_machine,
    require_countable,
    require_ground,
    require_instructed,
    require_kind,
    require_not_guided,
    require_route,
)
from huiyin.case.deciding.supporting import order_support
from huiyin.case.deciding.urging import resumed
from huiyin.case.facts import Actor, Opinion
from huiyin.case.law import CENTRE, LEADER, MACHINE
from huiyin.case.obligation import Obligation
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Outcome, Role, Stage

Owed = Obligation | None


def receive(draft: Draft, command: c.Receive) -> None:
    """A request with its number; its dispatch is owed from this instant."""
    if command.kind:
        require_kind(draft.law, command.kind)
    fact = f.RequestReceived(
        number=command.number,
        programme=command.programme,
        rulebook=draft.law.rulebook.version,
        channel=command.channel,
        requester=command.requester,
        paper=command.paper,
        kind=command.kind,
    )
    draft.add(command.by, fact, draft.owe("accept", CENTRE, kind=command.kind))


def screen(draft: Draft, command: c.Screen) -> None:
    """SZ-3.3: the rules propose. What they are sure of goes on; the rest waits for the centre with the proposal."""
    require_kind(draft.law, command.kind)
    owed = draft.case.owes("accept")
    fact = f.RequestScreened(
        command.verdict,
        command.kind,
        command.category,
        command.ground,
        command.clause,
        command.why,
        command.earlier,
        command.others,
    )
    draft.add(command.by, fact, owed and draft.law.tightened(owed, command.kind))
    if command.verdict == "decline":
        require_by_machine(draft.law, command.ground)
        _judge(draft, command.by, Opinion("decline", ground=command.ground))
    elif command.verdict == "accept" and command.unit:
        require_not_guided(draft.law, command.kind)
        require_instructed(draft, command.kind)
        major = draft.law.rulebook.kind(command.kind).major
        _judge(draft, command.by, Opinion("accept", command.kind, command.category, command.unit, major))


def accept(draft: Draft, command: c.Accept) -> None:
    """The centre takes the request up, under the kind that it finds; the kind may set an earlier limit."""
    require_kind(draft.law, command.kind)
    require_not_guided(draft.law, command.kind)
    require_instructed(draft, command.kind)
    require_countable(draft.law, command.by_law)
    if draft.law.rulebook.acceptance.checked_by and not command.unit:
        raise Refusal(
            "unit_needed",
            "提出受理意见时须同时写明承办单位，请选择单位。",
            "the acceptance opinion names the unit that handles the request: choose one",
            draft.law.rulebook.acceptance.clause or "",
        )
    require_not_returned(draft, command.unit)
    require_lead(draft, command.unit, command.supporting)
    category = command.category or draft.case.category
    major = command.major or draft.law.rulebook.kind(command.kind).major
    opinion = Opinion(
        "accept",
        command.kind,
        category,
        command.unit,
        major,
        command.by_law,
        command.accused,
        place=command.place,
        origin=origin_of(draft.law, command.origin),
        supporting=command.supporting,
        task=command.task,
    )
    _judge(draft, command.by, opinion)


def decline(draft: Draft, command: c.Decline) -> None:
    """Outside the scope, with the ground that the rulebook names."""
    require_ground(draft.law.rulebook.decline_grounds, command.ground)
    _judge(draft, command.by, Opinion("decline", ground=command.ground, paper=command.paper, accused=command.accused))


def refer(draft: Draft, command: c.Refer) -> None:
    """Not ours, explained, and guided to whose it is."""
    require_ground(draft.law.rulebook.referral, command.ground)
    _judge(draft, command.by, Opinion("refer", ground=command.ground, paper=command.paper, accused=command.accused))


def forward(draft: Draft, command: c.Forward) -> None:
    """CQ-12, CQ-13: outside our duties, passed on to the body whose duty it is."""
    require_route(draft.law, "forward")
    _judge(draft, command.by, Opinion("forward", paper=command.paper, accused=command.accused))


def submit_upward(draft: Draft, command: c.SubmitUpward) -> None:
    """CQ-13: several bodies, or none for certain; the level above coordinates."""
    require_route(draft.law, "upward")
    _judge(draft, command.by, Opinion("upward", paper=command.paper, accused=command.accused))


def answer_at_once(draft: Draft, command: c.AnswerAtOnce) -> None:
    """SZ-A2.4.3a, WB-6.2a, GX-9: what needs no unit is answered directly, where the programme has that."""
    require_route(draft.law, "answer")
    _judge(draft, command.by, Opinion("answer", paper=command.paper, accused=command.accused))


def record_three_way_call(draft: Draft, command: c.RecordThreeWayCall) -> None:
    """SZ-A2.4.3a, NM-11b: settled with the body whose duty it is on the line, like what is answered at once."""
    require_route(draft.law, "three_way")
    _judge(draft, command.by, Opinion("three_way", paper=command.paper, accused=command.accused))


def transfer_call(draft: Draft, command: c.TransferCall) -> None:
    """SZ-A2.4.3a: the caller speaks on with the body whose duty it is."""
    require_route(draft.law, "transfer")
    _judge(draft, command.by, Opinion("transfer", paper=command.paper, accused=command.accused))


def confirm_opinion(draft: Draft, command: c.ConfirmOpinion) -> None:
    """CQ-13: the second person agrees, and what was proposed takes effect."""
    opinion = _opinion_to_check(draft, command.by)
    if command.comment:
        draft.add(command.by, f.OpinionConfirmed(command.comment))
    _carry_out(draft, command.by, opinion, draft.case.owes("accept"), draft.met("check"))


def reject_opinion(draft: Draft, command: c.RejectOpinion) -> None:
    """The opinion goes back to where it was given; the deadline for it runs on and judges the next one, or the
    dispatch.
    """
    _opinion_to_check(draft, command.by)
    owed = draft.case.owes("accept")
    again = owed and resumed(draft, owed)
    draft.add(command.by, f.OpinionRejected(command.paper), again, draft.met("check"))


def ask_instruction(draft: Draft, command: c.AskInstruction) -> None:
    """WB-6.2b: a handling slip with a proposed opinion goes to a leader; the centre has done its part by then."""
    instruction = draft.law.rulebook.instruction
    if instruction is None:
        raise Refusal(
            "no_instruction", "本渠道不设领导批示环节，请直接交办。", "nobody instructs here: dispatch the request"
        )
    accept_first(draft, command)
    asked = f.InstructionAsked(command.paper, Role(instruction.by), command.unit)
    draft.add(command.by, asked, *draft.dispatched(), draft.owe("instruct", LEADER))


def accept_first(draft: Draft, command: c.AskInstruction | c.AskCoordination) -> None:
    """From triage, the request is accepted with what is asked of somebody else about it."""
    if draft.case.stage is not Stage.TRIAGE:
        return
    kind, category = command.kind or draft.case.kind, command.category or draft.case.category
    require_kind(draft.law, kind)
    require_not_guided(draft.law, kind)
    require_countable(draft.law, command.by_law)
    owed = _owed_by_kind(draft, kind)
    major = draft.law.rulebook.kind(kind).major
    origin = origin_of(draft.law, command.origin)
    fact = f.RequestAccepted(kind, category, major, command.by_law, command.accused, command.place, origin)
    draft.add(command.by, fact, owed)


def instruct(draft: Draft, command: c.Instruct) -> None:
    """The leader has said what to do; the centre dispatches accordingly, within the limit of a dispatch."""
    _require_turn(draft, command.by)
    unit = command.unit or draft.case.proposed_unit
    require_lead(draft, unit, command.supporting)
    step, who, turn = draft.law.hands_out
    fact = f.InstructionGiven(command.paper, unit, turn, command.supporting)
    draft.add(command.by, fact, draft.met("instruct"), draft.owe(step, who))


def _judge(draft: Draft, by: Actor, opinion: Opinion) -> None:
    """What the centre would do takes effect at once, or waits for the second person where the rulebook has one."""
    checker = draft.law.rulebook.acceptance.checked_by
    if opinion.move in _END:
        _require_unanswered(draft)
    owed = _owed_by_kind(draft, opinion.kind)
    if checker is None:
        _carry_out(draft, by, opinion, owed)
        return
    handed_in = owed and replace(owed, handed_in_at=draft.now)
    given = f.OpinionGiven(opinion, Role(checker), draft.case.stage)
    draft.add(by, given, handed_in, draft.owe("check", CENTRE))


def _owed_by_kind(draft: Draft, kind: str) -> Owed:
    """What is owed for accepting, by the limit of the kind that the request turns out to be, also once over."""
    owed = draft.case.owes("accept")
    if owed is None or not kind:
        return owed
    owed = draft.law.judged_by(owed, kind, draft.now)
    if owed.due_at < draft.now and not owed.overdue:
        fall_overdue(draft, owed)
        return draft.case.owes("accept")
    return owed


def _carry_out(draft: Draft, by: Actor, opinion: Opinion, owed: Owed, checked: Owed = None) -> None:
    """Make an opinion true; it meets what is `owed` for accepting, at the instant at which it was given."""
    met = owed and owed.handed_over(draft.now), draft.met("hand_out"), checked
    if opinion.move == "accept":
        _take_up(draft, by, opinion, owed, checked)
    elif opinion.move in _ANSWERS:
        fact = _ANSWERS[opinion.move](_text(opinion), opinion.accused)
        draft.add(by, fact, *met, draft.owe("answer", MACHINE))
    else:
        fact_of_end, outcome = _END[opinion.move]
        draft.add(by, fact_of_end(opinion), *met)
        draft.add(by, f.CaseArchived(outcome))


def _take_up(draft: Draft, by: Actor, opinion: Opinion, owed: Owed, checked: Owed) -> None:
    """With a unit the order goes out at once; what the rules alone are sure of goes to the platform, where there is
    one, with that unit as a proposal (GX-7). The centre has done its part by then (GX-14a).
    """
    step, who, turn = draft.law.hands_out
    goes_out = bool(opinion.unit) and not (turn and by.role is Role.MACHINE)
    fact = f.RequestAccepted(
        opinion.kind,
        opinion.category,
        opinion.major,
        opinion.by_law,
        opinion.accused,
        opinion.place,
        opinion.origin,
        unit="" if goes_out else opinion.unit,
        turn=None if goes_out else turn,
    )
    if goes_out:
        draft.add(by, fact, owed and owed.handed_over(draft.now), checked)
        order(draft, by, opinion.unit)
        order_support(draft, by, opinion.supporting, opinion.task)
    elif turn:
        passed_on = draft.owe(step, who, kind=opinion.kind)
        draft.add(by, fact, owed and owed.handed_over(draft.now), checked, passed_on)
    else:  # still to be dispatched, and that is what the limit is about
        draft.add(by, fact, owed, checked)


def _text(opinion: Opinion) -> f.Paper:
    assert opinion.paper is not None, f"{opinion.move} comes with a text"
    return opinion.paper


_ANSWERS: dict[str, Callable[[f.Paper, f.Accused | None], f.Fact]] = {
    "answer": f.AnsweredAtOnce,
    "three_way": f.SettledByCall,
}

_END: dict[str, tuple[Callable[[Opinion], f.Fact], Outcome]] = {
    "decline": (lambda o: f.RequestDeclined(o.ground, o.paper, o.accused), Outcome.DECLINED),
    "refer": (lambda o: f.RequestReferred(o.ground, o.paper, o.accused), Outcome.REFERRED),
    "forward": (lambda o: f.RequestForwarded(_text(o), o.accused), Outcome.FORWARDED),
    "transfer": (lambda o: f.CallTransferred(_text(o), o.accused), Outcome.TRANSFERRED),
    "upward": (lambda o: f.RequestSubmittedUpward(_text(o), o.accused), Outcome.SUBMITTED_UPWARD),
}


def _require_unanswered(draft: Draft) -> None:
    """Whoever was answered, and is to be once more, is not told that their request is not taken up here."""
    if draft.case.handling > 1:
        raise Refusal(
            "answered_before",
            "该诉求已答复过，现须再次办理，请派单，或者直接答复。",
            "this request was answered once and is handled again: dispatch it, or answer it directly",
        )


def _opinion_to_check(draft: Draft, by: Actor) -> Opinion:
    """The opinion, for whoever's turn it is; nobody checks an opinion of their own (CQ-13)."""
    _require_turn(draft, by)
    opinion = draft.case.opinion
    assert opinion is not None, "a case in checking has an opinion"
    if by.id and by.id in draft.law.ids_of(draft.case.opinion_by):
        raise Refusal(
            "same_person",
            "受理意见须由提出人以外的人审核。",
            "somebody else than the one who gave the opinion checks it: hand it to the head of the office",
            draft.law.rulebook.acceptance.clause or "",
        )
    return opinion


def _require_turn(draft: Draft, by: Actor) -> None:
    if by.role is not draft.case.turn:
        raise Refusal(
            "not_your_turn",
            "现在轮到其他人办理该诉求。",
            f"it is the turn of {draft.case.turn}, not of {by.role}: wait for them",
        )
