"""The order goes to a unit, and with it to those that support it; what starts with it.

SZ-A2.4.3b, GX-14a (dispatch); GX-10, NM-11b (one leads); GX-18b (never to the accused); SZ-A2.4.4a–c.
"""

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.promising import handed_to
from huiyin.case.deciding.requiring import require_instructed
from huiyin.case.deciding.supporting import order_support, require_supports
from huiyin.case.facts import Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Stage


def dispatch(draft: Draft, command: c.Dispatch) -> None:
    """The order goes to a unit, not back to one whose return was upheld, and with it to those that support it. What a
    correction has made major is for a leader first (WB-6.3c).
    """
    require_instructed(draft, draft.case.kind)
    order(draft, command.by, command.unit)
    order_support(draft, command.by, command.supporting, command.task)


def order(draft: Draft, by: Actor, unit: str, *, again: bool = False) -> None:
    """Signing, returning and replying are all owed from the instant of dispatch, as far as the programme knows them."""
    if not again:
        require_not_returned(draft, unit)
    if draft.law.bars(draft.case, unit):
        raise Refusal(
            "unit_accused",
            "不得将举报、控告转给被举报、被控告的单位，请改派其他单位或其上级。",
            f"unit {unit} is accused in this matter, which is kept from it: choose another, or the level above it",
            draft.law.rulebook.accused.clause or "",
        )
    steps = [step for step in ("sign_for", "return", "reply") if draft.law.rulebook.is_limited(step)]
    fact = f.OrderDispatched(unit, draft.law.rulebook.is_emergency(draft.case.kind))
    owed = (draft.owe(step, unit) for step in steps)
    draft.add(by, fact, *draft.dispatched(), *owed, *handed_to(draft, unit))


def require_not_returned(draft: Draft, unit: str) -> None:
    """SZ-A2.4.4b: not to one whose return was upheld; SZ-A5.4.2.1: where that was improper, by a move of its own."""
    if unit not in draft.case.units_before:
        return
    zh, en = _if_improper(draft)
    raise Refusal(
        "unit_returned",
        f"该工单已由 {unit} 退回并获准，请改派其他单位{zh}。",
        f"unit {unit} has returned this order with the centre's consent: choose another unit{en}",
        draft.law.rulebook.returns.clause or "",
    )


def _if_improper(draft: Draft) -> tuple[str, str]:
    """How it gets the order all the same: of what is accepted but not dispatched yet."""
    if draft.case.stage is not Stage.TRIAGE:
        return (
            "；退单不当的，请用“再次派给退单单位”",
            ", or, where the return was improper, dispatch it to that unit again",
        )
    if draft.law.rulebook.acceptance.checked_by:  # an opinion there names the unit
        return "", ""
    return (
        "；退单不当的，请先受理而不选单位，再用“再次派给退单单位”",
        ", or, where the return was improper, accept it without a unit and then dispatch it to that unit again",
    )


def require_lead(draft: Draft, unit: str, supporting: tuple[str, ...]) -> None:
    """GX-10, NM-11b, SZ-A2.4.3b: units support another one, which leads."""
    if supporting and not unit:
        raise Refusal(
            "lead_needed",
            "指定协办单位时，须同时指定主办单位。",
            "units support one that leads: choose the lead unit as well",
            draft.law.rulebook.several_bodies.clause or "",
        )
    for each in supporting:
        require_supports(draft, each, unit)
