"""decide: the only place where a case changes. It holds the law and returns events, or refuses by name and clause."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from huiyin.case import commands as c
from huiyin.case.deciding import (
    attaching,
    carrying,
    charging,
    closing,
    contact,
    coordinating,
    correcting,
    emergency,
    handling,
    intake,
    merging,
    ordering,
    platform,
    promising,
    reply,
    supporting,
)
from huiyin.case.deciding.charging import take_back_what_counts_no_more
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.elapse import elapse, recount
from huiyin.case.facts import Event
from huiyin.case.law import Law
from huiyin.case.moves import MOVES, roles_for
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import UNIT_ROLES, Role

_RULES: dict[type[c.Command], Callable[[Draft, Any], None]] = {
    c.Screen: intake.screen,
    c.Accept: intake.accept,
    c.Decline: intake.decline,
    c.Refer: intake.refer,
    c.AnswerAtOnce: intake.answer_at_once,
    c.RecordThreeWayCall: intake.record_three_way_call,
    c.TransferCall: intake.transfer_call,
    c.Forward: intake.forward,
    c.SubmitUpward: intake.submit_upward,
    c.ConfirmOpinion: intake.confirm_opinion,
    c.RejectOpinion: intake.reject_opinion,
    c.AskInstruction: intake.ask_instruction,
    c.Instruct: intake.instruct,
    c.AskCoordination: coordinating.ask_coordination,
    c.Coordinate: coordinating.coordinate,
    c.DeclineCoordination: coordinating.decline_coordination,
    c.Dispatch: ordering.dispatch,
    c.DispatchAgain: correcting.dispatch_again,
    c.Correct: correcting.correct,
    c.KeepFrom: correcting.keep_from,
    c.NameAccused: correcting.name_accused,
    c.Recall: correcting.recall,
    c.VoidOverdue: correcting.void_overdue,
    c.CarryOver: carrying.carry_over,
    c.HandOn: carrying.hand_on,
    c.GiveBack: platform.give_back,
    c.ReportProgress: platform.report_progress,
    c.NameSupporting: supporting.name_supporting,
    c.Contribute: supporting.contribute,
    c.DeclineSupport: supporting.decline_support,
    c.ReleaseSupport: supporting.release_support,
    c.JoinTo: merging.join_to,
    c.SplitOff: merging.split_off,
    c.FollowLead: merging.follow_lead,
    c.NoteJoined: merging.note_joined,
    c.NoteSplit: merging.note_split,
    c.SignFor: handling.sign_for,
    c.RequestReturn: handling.request_return,
    c.UpholdReturn: handling.uphold_return,
    c.RefuseReturn: handling.refuse_return,
    c.RequestExtension: handling.request_extension,
    c.GrantExtension: handling.grant_extension,
    c.RefuseExtension: handling.refuse_extension,
    c.NameHandler: handling.name_handler,
    c.AlertLine: emergency.alert_line,
    c.RecordContact: contact.record_contact,
    c.RevealContact: handling.reveal_contact,
    c.SubmitReply: reply.submit_reply,
    c.ApproveReply: reply.approve_reply,
    c.RejectReply: reply.reject_reply,
    c.PassReply: reply.pass_reply,
    c.SendBack: reply.send_back,
    c.AttachFile: attaching.attach_file,
    c.Answer: closing.answer,
    c.Rate: closing.rate,
    c.OrderSecondHandling: closing.order_second_handling,
    c.Explain: closing.explain,
    c.ReportPromise: promising.report_promise,
    c.ConfirmPromise: promising.confirm_promise,
    c.RejectPromise: promising.reject_promise,
    c.ReleasePromise: promising.release_promise,
    c.Charge: charging.charge,
    c.WithdrawCharge: charging.withdraw_charge,
}


def decide(case: Case, command: c.Command | Sequence[c.Command], law: Law, now: datetime) -> tuple[Event, ...]:
    """The events that a command, or several at once (all or none), adds to a case at `now` (aware, UTC).

    What the calendar and time alone have brought about by then comes first, so that a clock that wakes late changes
    nothing.

    Raises:
        Refusal: the command breaks a rule; it names the rule, its clause and what to do instead.
        ValueError: `now` is naive.
    """
    if now.utcoffset() != timedelta(0):
        raise ValueError(f"now must be an aware instant in UTC, such as 2026-03-02T00:00:00Z; got {now.isoformat()}")
    draft = Draft(case, law, now)
    for each in command if isinstance(command, Sequence) else (command,):
        _decide_one(draft, each)
    return tuple(draft.events)


def _decide_one(draft: Draft, command: c.Command) -> None:
    if isinstance(command, c.Receive):
        if draft.case.exists:
            raise Refusal("already_received", "该编号已被使用。", "this number is in use: a letter has one number")
        intake.receive(draft, command)
        return
    if not draft.case.exists:
        raise Refusal("unknown_case", "没有这一编号的诉求，请核对编号。", "no such case: check the number")
    recount(draft)
    elapse(draft)
    if not isinstance(command, c.Attend):
        _require_legal(draft.case, command)
        platform.require_none_but_its_own(draft, command)
        _require_not_accused(draft, command)
        _RULES[type(command)](draft, command)
        elapse(draft)
    take_back_what_counts_no_more(draft)


def _require_legal(case: Case, command: c.Command) -> None:
    """The move is in the table for this stage and role, and people of units act on their own unit's orders only,
    those of supporting units as long as their unit owes its support.
    """
    roles = roles_for(case.stage, type(command))
    if roles is None:
        raise Refusal(
            "not_now",
            "该诉求已进入下一环节，此操作不再适用；请查看最新进展。",
            f"{command.name} is not possible in stage {case.stage}: look at where the case stands now",
        )
    ours = {case.acts} if type(command) in MOVES[case.stage] else {case.unit, case.handed_on_by}
    theirs = command.by.role not in UNIT_ROLES or command.by.unit in ours
    if command.by.role is Role.SUPPORTER:
        theirs = case.support_of(command.by.unit) is not None
    if command.by.role not in roles or not theirs:
        raise Refusal(
            "not_yours",
            "此操作不属于您的职责。",
            f"{command.name} is not for {command.by.role} of this unit: expected {', '.join(sorted(roles))}",
        )


def _require_not_accused(draft: Draft, command: c.Command) -> None:
    """Nobody acts on what is about themselves, at whatever level, by whatever link (GX-18b, SZ-A2.4.8)."""
    if draft.law.bars(draft.case, command.by.unit, command.by.id):
        raise Refusal(
            "accused",
            "该诉求涉及您本人或您的单位，须由其他人员办理。",
            "this matter is about you or your unit, and is handled by others",
            draft.law.rulebook.accused.clause or "",
        )


__all__ = ["Law", "Role", "decide"]
