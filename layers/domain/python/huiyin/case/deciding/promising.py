"""A promise in a reply is followed to its end: the case is archived once it is kept, or let go with a reason.

GX-20b (promises in a reply are followed; what is not kept, the centre supervises); SZ-A5.4.2.4 (a reply is factual).
"""

from dataclasses import replace
from datetime import datetime

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.urging import resumed
from huiyin.case.facts import Actor
from huiyin.case.obligation import Obligation
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Outcome, Role


def archive(draft: Draft, by: Actor, outcome: Outcome, *ended: Obligation | None, at: datetime | None = None) -> None:
    """The end of a case that was answered; where its reply has promised something, that is followed first."""
    case, start = draft.case, at or draft.now
    if case.promise_on is None or not case.unit:
        draft.add(by, f.CaseArchived(outcome), *ended, at=at)
        return
    promise = draft.law.promise(case, start, case.promise_on)
    draft.add(by, f.PromiseFollowed(outcome, case.promise_on), *ended, promise, at=at)


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
    _require_turn(draft, Role.HANDLER)
    owed = draft.case.owes("promise")
    kept = owed and replace(owed, handed_in_at=draft.now)
    draft.add(command.by, f.PromiseReported(command.paper), kept, draft.law.promise_to_confirm(draft.case, draft.now))


def confirm_promise(draft: Draft, command: c.ConfirmPromise) -> None:
    """Without a report where the matter is kept from the unit by now: none of its people could give one (GX-18b)."""
    if not draft.law.bars(draft.case, draft.case.unit):
        _require_turn(draft, Role.CENTRE)
    owed = draft.case.owes("promise")
    kept = owed and owed.handed_over(draft.now)
    draft.add(command.by, f.PromiseConfirmed(), kept, draft.met("confirm_promise"))
    draft.add(command.by, f.CaseArchived(_outcome(draft)))


def reject_promise(draft: Draft, command: c.RejectPromise) -> None:
    """It is not done, or not as promised: it runs on, by the same day."""
    _require_turn(draft, Role.CENTRE)
    owed = draft.case.owes("promise")
    again = owed and resumed(draft, owed)
    draft.add(command.by, f.PromiseRejected(command.paper), again, draft.met("confirm_promise"))


def release_promise(draft: Draft, command: c.ReleasePromise) -> None:
    """Whoever's turn it is: it cannot be kept any more, and the requester is told why."""
    gone = [each.ended(draft.now, Ending.WITHDRAWN) for each in draft.case.open_obligations("promise")]
    draft.add(command.by, f.PromiseReleased(command.paper), *gone, draft.met("confirm_promise"))
    draft.add(command.by, f.CaseArchived(_outcome(draft)))


def _outcome(draft: Draft) -> Outcome:
    outcome = draft.case.outcome
    assert outcome is not None, "whoever follows a promise knows how the case ends"
    return outcome


def _require_turn(draft: Draft, turn: Role) -> None:
    if draft.case.turn is not turn:
        who = ("承办单位", "the unit") if draft.case.turn is Role.HANDLER else ("受理单位", "the centre")
        rule = draft.law.rulebook.promises
        raise Refusal(
            "not_your_turn", f"现在等候{who[0]}。", f"it waits for {who[1]} now", (rule and rule.clause) or ""
        )
