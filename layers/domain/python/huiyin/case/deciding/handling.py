"""Sign for, return, extend: a unit with its order.

SZ-A2.4.4a (sign for); SZ-A2.4.4b, GX-11, NM-11e (return); SZ-A2.4.4e, GX-14c, NM-11f, WB-6.3b, CQ-19c (extension).
"""

from dataclasses import replace
from datetime import datetime

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.promising import handed_to
from huiyin.case.deciding.urging import asks_for_answer, resumed, spared_no_more
from huiyin.case.facts import Actor
from huiyin.case.law import CENTRE
from huiyin.case.obligation import Obligation
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Role


def sign_for(draft: Draft, command: c.SignFor) -> None:
    """Also after a return that was refused: asking for it had met the obligation, but nobody has signed yet."""
    if draft.case.signed or not draft.law.rulebook.is_limited("sign_for"):
        raise Refusal(
            "already_signed", "该工单无需再签收。", "this order needs no signing for any more", owed_rule(draft)
        )
    draft.add(command.by, f.OrderSignedFor(), draft.met("sign_for"))


def request_return(draft: Draft, command: c.RequestReturn) -> None:
    """Within the window; the reply's clock runs on while the centre rules, and an extension asked for waits."""
    returns = draft.law.rulebook.returns
    window = draft.case.owes("return")
    if window is None:
        raise Refusal(
            "return_too_late",
            "已超过退单时限，视同接受，请继续办理；确有困难可申请延期。",
            "the time for a return has passed and the order counts as accepted: handle it, or ask for an extension",
            returns.clause or "",
        )
    _require_proof(command.proved or returns.proof != "scan", returns.clause)
    fact, meanwhile = f.ReturnRequested(command.paper), no_longer_decided(draft)
    ruled = draft.owe("rule_return", CENTRE)
    draft.add(command.by, fact, window.met(draft.now), draft.met("sign_for"), ruled, *meanwhile)


def uphold_return(draft: Draft, command: c.UpholdReturn) -> None:
    """The order leaves the unit, and with it what it and those that support it owed; the next gets a fresh limit. The
    order was not its own, and it said so in time: a reply that fell overdue meanwhile is not counted as late.
    """
    theirs = draft.case.open_obligations("sign_for", "return", "reply", "urge", "support")
    gone = [_withdrawn(o, draft.now) for o in theirs]
    step, who, turn = draft.law.hands_out
    kept = handed_to(draft, CENTRE)
    fact = f.ReturnUpheld(turn, draft.case.unit, draft.case.handed_on_by)
    draft.add(command.by, fact, draft.met("rule_return"), *gone, *kept, draft.owe(step, who))


def refuse_return(draft: Draft, command: c.RefuseReturn) -> None:
    """A return that is refused leaves the clock as it was; what fell overdue meanwhile is urged for from now, unless an
    extension is still to be decided on.
    """
    owed = draft.case.owes("reply")
    overdue = (resumed(draft, owed), asks_for_answer(draft, owed)) if owed and owed.overdue else ()
    asked, law = bool(draft.case.extension_asked), draft.law
    fact = f.ReturnRefused(command.paper, law.decides_on_extension if asked else None)
    to_decide = law.extension_to_decide(draft.case, draft.now) if asked else None
    draft.add(command.by, fact, draft.met("rule_return"), *overdue, to_decide)


def _withdrawn(owed: Obligation, now: datetime) -> Obligation:
    gone = owed.ended(now, Ending.WITHDRAWN)
    return replace(gone, voided=owed.voided or owed.overdue) if owed.step in ("reply", "urge") else gone


def request_extension(draft: Draft, command: c.RequestExtension) -> None:
    """Asked as early as the rulebook says."""
    rule = draft.law.rulebook.extension
    clause = rule.clause or ""
    if draft.case.extension_asked:
        raise Refusal(
            "extension_pending", "已有一份延期申请待批，请等候。", "an extension is already asked for", clause
        )
    if draft.case.extended_days and not rule.several:
        raise Refusal(
            "extended_once", "该工单已延期一次，不能再次延期。", "this order was extended once already", clause
        )
    _require_within_longest(draft, command.days)
    owed = draft.case.owes("reply")
    if owed is None or draft.now > draft.law.latest_extension_request(owed):
        days = rule.asked_working_days_before
        raise Refusal(
            "extension_too_late",
            f"延期应在办理时限届满前{f'{days}个工作日' if days else ''}提出，现已过时，请按时答复。",
            f"an extension is asked for {f'{days} working day(s) ' if days else ''}before the deadline: reply in time",
            clause,
        )
    _require_proof(command.proved or rule.proof != "scan", rule.clause)
    fact = f.ExtensionRequested(command.days, command.paper, draft.law.decides_on_extension)
    draft.add(command.by, fact, draft.law.extension_to_decide(draft.case, draft.now))


def grant_extension(draft: Draft, command: c.GrantExtension) -> None:
    """Whoever decides consents; granted late, it withdraws the overdue, and the urging with it."""
    _require_decider(draft, command.by)
    days = _require_asked(draft)
    _require_within_longest(draft, days)
    owed = draft.case.owes("reply")
    withdrawn = [each.ended(draft.now, Ending.WITHDRAWN) for each in draft.case.open_obligations("urge")]
    extended = owed and draft.law.extended(owed, days, draft.now)
    draft.add(command.by, f.ExtensionGranted(days), extended, *withdrawn, draft.met("decide_extension"))


def refuse_extension(draft: Draft, command: c.RefuseExtension) -> None:
    _require_decider(draft, command.by)
    _require_asked(draft)
    urging = spared_no_more(draft, draft.case.owes("reply"))
    draft.add(command.by, f.ExtensionRefused(command.paper), draft.met("decide_extension"), urging)


def no_longer_decided(draft: Draft) -> tuple[Obligation, ...]:
    """Nobody owes a word on more time while none is asked for, nor while the centre rules on a return."""
    return tuple(owed.ended(draft.now, Ending.WITHDRAWN) for owed in draft.case.open_obligations("decide_extension"))


def reveal_contact(draft: Draft, command: c.RevealContact) -> None:
    """Each time is on record: who was shown a requester's data has to answer for it."""
    draft.add(command.by, f.ContactRevealed())


def name_handler(draft: Draft, command: c.NameHandler) -> None:
    """WB-6.3d, CQ-14: somebody of the unit is named, and nobody whom the matter is kept from (GX-18b)."""
    case, person = draft.case, command.person
    has_it = case.handler or (command.by.id if command.by.role is Role.HANDLER else "")
    if not person or person == has_it:
        raise Refusal(
            "handles_already",
            "请选择现办理人以外的办理人。",
            "choose somebody else than the one who handles the case already",
        )
    if draft.law.bars(case, case.unit, person):
        raise Refusal(
            "person_accused",
            "该诉求涉及此人，不得由其办理，请另选办理人。",
            "the matter is about this person, and kept from them: choose another handler",
            draft.law.rulebook.accused.clause or "",
        )
    draft.add(command.by, f.HandlerNamed(person))


def owed_rule(draft: Draft) -> str:
    """The clause under which the programme has orders signed for, if it has."""
    rulebook = draft.law.rulebook
    return (rulebook.limit("sign_for").clause or "") if rulebook.is_limited("sign_for") else ""


def _require_within_longest(draft: Draft, days: int) -> None:
    """In sum not longer than the rulebook's share of the original limit, of the kind as it is now."""
    longest = max(draft.law.longest_extension(draft.case), 0)
    if not 1 <= days <= longest:
        raise Refusal(
            "extension_too_long",
            f"延期不得超过原办理时限，现在最多可延期 {longest} 个工作日。",
            f"an extension of {days} working days was asked for: expected 1 to {longest}",
            draft.law.rulebook.extension.clause or "",
        )


def _require_asked(draft: Draft) -> int:
    if not draft.case.extension_asked:
        clause = draft.law.rulebook.extension.clause or ""
        raise Refusal("no_extension_asked", "目前没有待批的延期申请。", "no extension is asked for", clause)
    return draft.case.extension_asked


def _require_decider(draft: Draft, by: Actor) -> None:
    """The unit's leader (SZ-A2.4.4e), or the centre (GX-14c): as the rulebook says."""
    rule = draft.law.rulebook.extension
    by_centre = by.role is Role.CENTRE
    if by_centre != (rule.decided_by == "centre"):
        who = ("受理单位", "the centre") if rule.decided_by == "centre" else ("承办单位负责同志", "the unit's leader")
        raise Refusal(
            "not_the_decider", f"延期由{who[0]}决定。", f"{who[1]} decides on an extension", rule.clause or ""
        )


def _require_proof(proved: bool, clause: str | None) -> None:
    """GX-11, GX-14c: a scan of the stamped or signed paper behind a request comes with it."""
    if not proved:
        raise Refusal(
            "proof_missing",
            "请上传经单位负责人审批、加盖公章的书面材料的扫描件，检查通过后勾选。",
            "send a scan of the paper, signed by the unit's leader and stamped, and tick it once it was checked",
            clause or "",
        )
