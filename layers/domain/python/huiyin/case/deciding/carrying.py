"""Units merge, split and close: what one of them had in hand goes on in the unit that takes its place. A unit hands its
order on to one below it.

SZ-A2.2 (a network that changes loses no order); SZ-A2.4.3c (from the second level to the third); GX-18b, SZ-A2.4.8
(never to the accused, by this way neither).
"""

from dataclasses import replace

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.obligation import Obligation
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Ending, Role


def carry_over(draft: Draft, command: c.CarryOver) -> None:
    """What is owed keeps its instants and changes its owner; what ended stays the former unit's own record."""
    case = draft.case
    if command.unit_from == command.unit or command.unit_from not in units_of(case):
        raise Refusal(
            "not_with_unit",
            f"该诉求不在 {command.unit_from} 办理，无需移交。",
            f"this request is not with unit {command.unit_from}: there is nothing to carry over",
        )
    owed, decides = _over_to(draft, command.unit_from, command.unit)
    draft.add(command.by, f.OrderCarriedOver(command.unit_from, command.unit, decides), *owed)


def hand_on(draft: Draft, command: c.HandOn) -> None:
    """SZ-A2.4.3c: from the second level to the third, once, by the same limits; who has signed for it has signed.

    Which units are below, the registry knows: the form offers those and no others. The unit above stays answerable
    (首接负责): its own leaders sign the reply, by the programme's chain, and its head hears of what is late. On more
    time the leader of the unit that handles decides.
    """
    case = draft.case
    if case.handed_on_by or command.unit == case.unit:
        raise Refusal(
            "not_handed_on",
            "工单只能由承办单位转给其下级单位一次，请直接办理。",
            "an order is handed on once, to a unit below the one that got it: handle it here",
        )
    if command.unit in case.units_before:
        raise Refusal(
            "unit_returned",
            f"该工单已由 {command.unit} 退回并获准，请改派其他下级单位，或者自行办理。",
            f"unit {command.unit} has returned this order with the centre's consent: choose another, or handle it here",
            draft.law.rulebook.returns.clause or "",
        )
    owed, decides = _over_to(draft, case.unit, command.unit)
    emergency = draft.law.rulebook.is_emergency(case.kind)
    draft.add(command.by, f.OrderHandedOn(case.unit, command.unit, decides, emergency), *owed)


def _over_to(draft: Draft, unit_from: str, unit: str) -> tuple[list[Obligation], Role | None]:
    """What is owed as another unit owes it; and who decides there on an extension, where one is asked for."""
    case = draft.case
    if draft.law.bars(case, unit):
        raise Refusal(
            "unit_accused",
            "不得将举报、控告转给被举报、被控告的单位，请改由其上级单位接办。",
            f"unit {unit} is accused in this matter, which is kept from it: carry it over to the level above",
            draft.law.rulebook.accused.clause or "",
        )
    owed = [_carried(draft, o, unit) for o in case.open_obligations() if o.who == unit_from]
    leads_now = case.support_of(unit) if case.unit == unit_from else None
    owed += [leads_now.ended(draft.now, Ending.WITHDRAWN)] if leads_now else []
    by_centre = draft.law.rulebook.extension.decided_by == "centre"
    decides = (Role.CENTRE if by_centre else Role.DEPUTY) if case.extension_asked else None
    return owed, decides


def units_of(case: Case) -> frozenset[str]:
    """Every unit that has the case in hand, leading or supporting, or that it is meant for."""
    found = {case.unit, case.handed_on_by, case.proposed_unit, *case.proposed_support}
    if case.opinion:
        found |= {case.opinion.unit, *case.opinion.supporting}
    return frozenset(found | {owed.who for owed in case.open_obligations("support")}) - {""}


def _carried(draft: Draft, owed: Obligation, unit: str) -> Obligation:
    """A unit that leads, or supports already, does not owe its support besides."""
    if owed.step == "support" and (unit == draft.case.unit or draft.case.support_of(unit)):
        return owed.ended(draft.now, Ending.WITHDRAWN)
    return replace(owed, who=unit)
