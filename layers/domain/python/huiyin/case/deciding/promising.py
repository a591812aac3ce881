"""A promise in a reply is followed from the answer to its end: once it is kept, or let go with a reason, nothing keeps
the case open but what else it waits for.

GX-20b (promises in a reply are followed; what is not kept, the centre supervises); SZ-A5.4.2.4 (a reply is factual).
"""

from dataclasses import replace
from datetime import date, datetime

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.urging import resumed
from huiyin.case.facts import Actor
from huiyin.case.obligation import Obligation
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Ending, Outcome, Role, Stage


def archive(draft: Draft, by: Actor, outcome: Outcome, *ended: Obligation | None, at: datetime | None = None) -> None:
    """The end of a case that was answered; what was promised and is still to be done is followed first."""
    case, owed = draft.case, draft.case.owes("promise")
    if owed and case.promised_on:
        draft.add(by, f.PromiseFollowed(outcome, case.promised_on), *ended, at=at)
    elif on := _only_said(case):
        owed = draft.law.promise(case, at or draft.now, on)
        draft.add(by, f.PromiseFollowed(outcome, on), *ended, owed, at=at)
    else:
        draft.add(by, f.CaseArchived(outcome), *ended, at=at)


def _only_said(case: Case) -> date | None:
    """The day in the answer of a case from a time at which a promise was not owed before the case had waited for all
    else: it is owed from now on. What an answer that is shared promises is owed where it was given.
    """
    its_own = case.unit and not case.shared and (not case.joined_to or case.handling > 1)
    return case.promise_on if its_own and case.promised_on is None else None


def promised(draft: Draft) -> tuple[Obligation, ...]:
    """What is owed from the moment at which the requester is told of it, in the place of what they were told before.
    What an answer that is shared promises is owed where it was given.
    """
    case = draft.case
    if case.promise_on is None or case.shared or not case.unit:
        return ()
    before = case.open_obligations("promise", "confirm_promise")
    gone = (owed.ended(draft.now, Ending.WITHDRAWN) for owed in before)
    return *gone, draft.law.promise(case, draft.now, case.promise_on)


def handed_to(draft: Draft, who: str) -> tuple[Obligation, ...]:
    """Whoever has the order keeps what was promised; while no unit has it, the centre sees to it."""
    return tuple(replace(owed, who=who) for owed in draft.case.open_obligations("promise") if owed.who != who)


def require_day(draft: Draft, command: c.SubmitReply) -> None:
    """A promise is for a day that comes, and not for one that nobody will live to see."""
    rule, on = draft.law.rulebook.promises, command.promise_on
    if on is None:
        return
    longest = rule.longest_days if rule else 0
    days = (on - draft.law.time.local(draft.now).date()).days
    if not 1 <= days <= longest:
        raise Refusal(
            "no_day_to_promise",
            f"承诺的日期应在明天起 {longest} 天以内；不作承诺的，请将承诺内容和日期都留空。",
            f"a promise is for a day within {longest} days from tomorrow; leave text and date empty to promise nothing",
            (rule and rule.clause) or "",
        )


def report_promise(draft: Draft, command: c.ReportPromise) -> None:
    """Judged by the instant of the report, if the centre finds that it holds; the look at it is nobody's delay."""
    owed = _require_owed(draft)
    _require_turn(draft, Role.HANDLER)
    kept = replace(owed, handed_in_at=draft.now)
    draft.add(command.by, f.PromiseReported(command.paper), kept, draft.law.promise_to_confirm(draft.case, draft.now))


def confirm_promise(draft: Draft, command: c.ConfirmPromise) -> None:
    """Without a report where no unit could give one."""
    owed = _require_owed(draft)
    if not draft.law.nobody_reports(draft.case):
        _require_turn(draft, Role.CENTRE)
    draft.add(command.by, f.PromiseConfirmed(), owed.handed_over(draft.now), draft.met("confirm_promise"))
    _archive_if_nothing_else(draft, command.by)


def reject_promise(draft: Draft, command: c.RejectPromise) -> None:
    """It is not done, or not as promised: it runs on, by the same day."""
    owed = _require_owed(draft)
    _require_turn(draft, Role.CENTRE)
    again = resumed(draft, owed)
    draft.add(command.by, f.PromiseRejected(command.paper), again, draft.met("confirm_promise"))


def release_promise(draft: Draft, command: c.ReleasePromise) -> None:
    """Whoever's turn it is: it cannot be kept any more, and the requester is told why."""
    gone = _require_owed(draft).ended(draft.now, Ending.WITHDRAWN)
    draft.add(command.by, f.PromiseReleased(command.paper), gone, draft.met("confirm_promise"))
    _archive_if_nothing_else(draft, command.by)


def _archive_if_nothing_else(draft: Draft, by: Actor) -> None:
    if draft.case.stage is not Stage.KEEPING_PROMISE:
        return
    outcome = draft.case.outcome
    assert outcome is not None, "a case that waits for its promise alone knows how it ends"
    draft.add(by, f.CaseArchived(outcome))


def _require_owed(draft: Draft) -> Obligation:
    owed = draft.case.owes("promise")
    if owed is None:
        rule = draft.law.rulebook.promises
        raise Refusal(
            "nothing_promised",
            "该诉求没有待落实的承诺。",
            "nothing that was promised is still to be kept here",
            (rule and rule.clause) or "",
        )
    return owed


def _require_turn(draft: Draft, turn: Role) -> None:
    now_at = Role.CENTRE if draft.case.owes("confirm_promise") else Role.HANDLER
    if now_at is not turn:
        who = ("承办单位", "the unit") if now_at is Role.HANDLER else ("受理单位", "the centre")
        rule = draft.law.rulebook.promises
        raise Refusal(
            "not_your_turn", f"现在等候{who[0]}。", f"it waits for {who[1]} now", (rule and rule.clause) or ""
        )
