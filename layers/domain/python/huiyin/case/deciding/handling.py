"""Sign for, return, extend: a unit with its order.

SZ-A2.4.4a (sign for), SZ-A2.4.4b (return), SZ-A2.4.4e (extension).
"""

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.law import CENTRE
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending


def sign_for(draft: Draft, command: c.SignFor) -> None:
    if draft.case.signed:
        raise Refusal("already_signed", "该工单已签收，无需再签。", "this order is signed for already", "SZ-A2.4.4a")
    draft.add(command.by, f.OrderSignedFor(), draft.met("sign_for"))


def request_return(draft: Draft, command: c.RequestReturn) -> None:
    """SZ-A2.4.4b: within 1 working day of receipt; the reply's clock runs on while the centre rules."""
    window = draft.case.owes("return")
    if window is None:
        raise Refusal(
            "return_too_late",
            "已超过退单时限（收到工单之日起1个工作日），视同接受，请继续办理；确有困难可申请延期。",
            "the time for a return has passed and the order counts as accepted: handle it, or ask for an extension",
            "SZ-A2.4.4b",
        )
    fact = f.ReturnRequested(command.paper)
    draft.add(command.by, fact, window.met(draft.now), draft.met("sign_for"), draft.owe("rule_return", CENTRE))


def uphold_return(draft: Draft, command: c.UpholdReturn) -> None:
    """The order leaves the unit, and with it what the unit owed; the next unit gets a fresh limit."""
    gone = [o.ended(draft.now, Ending.WITHDRAWN) for o in draft.case.open_obligations("sign_for", "return", "reply")]
    draft.add(command.by, f.ReturnUpheld(), draft.met("rule_return"), *gone, draft.owe("accept", CENTRE))


def refuse_return(draft: Draft, command: c.RefuseReturn) -> None:
    """A return that is refused leaves the clock as it was."""
    draft.add(command.by, f.ReturnRefused(command.paper), draft.met("rule_return"))


def request_extension(draft: Draft, command: c.RequestExtension) -> None:
    """SZ-A2.4.4e: filed 1 working day before the deadline, not longer than the original limit in sum."""
    if draft.case.extension_asked:
        raise Refusal(
            "extension_pending", "已有一份延期申请待批，请等候。", "an extension is already asked for", "SZ-A2.4.4e"
        )
    longest = draft.law.longest_extension(draft.case)
    if not 1 <= command.days <= longest:
        raise Refusal(
            "extension_too_long",
            f"延期不得超过原办理时限，现在最多可申请 {max(longest, 0)} 个工作日。",
            f"an extension of {command.days} working days was asked for: expected 1 to {max(longest, 0)}",
            "SZ-A2.4.4e",
        )
    owed = draft.case.owes("reply")
    if owed is None or draft.now > draft.law.latest_extension_request(owed):
        raise Refusal(
            "extension_too_late",
            "延期应在办理时限届满前1个工作日提出，现已过时，请按时答复。",
            "an extension is filed 1 working day before the deadline at the latest: reply in time",
            "SZ-A2.4.4e",
        )
    draft.add(command.by, f.ExtensionRequested(command.days, command.paper))


def grant_extension(draft: Draft, command: c.GrantExtension) -> None:
    """The unit's leader consents; granted late, it withdraws the overdue."""
    days = _require_asked(draft)
    owed = draft.case.owes("reply")
    draft.add(command.by, f.ExtensionGranted(days), owed and draft.law.extended(owed, days))


def refuse_extension(draft: Draft, command: c.RefuseExtension) -> None:
    _require_asked(draft)
    draft.add(command.by, f.ExtensionRefused(command.paper))


def _require_asked(draft: Draft) -> int:
    if not draft.case.extension_asked:
        raise Refusal("no_extension_asked", "目前没有待批的延期申请。", "no extension is asked for", "SZ-A2.4.4e")
    return draft.case.extension_asked
