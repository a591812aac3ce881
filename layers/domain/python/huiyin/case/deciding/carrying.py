"""Units merge, split and close: what one of them had in hand goes on in the unit that takes its place.

SZ-A2.2 (a network that changes loses no order); GX-18b, SZ-A2.4.8 (never to the accused, by this way neither).
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
    if draft.law.bars(case, command.unit):
        raise Refusal(
            "unit_accused",
            "不得将举报、控告转给被举报、被控告的单位，请改由其上级单位接办。",
            f"unit {command.unit} is accused in this matter, which is kept from it: carry it over to the level above",
            draft.law.rulebook.accused.clause or "",
        )
    owed = [_carried(draft, o, command.unit) for o in case.open_obligations() if o.who == command.unit_from]
    leads_now = case.support_of(command.unit) if case.unit == command.unit_from else None
    owed += [leads_now.ended(draft.now, Ending.WITHDRAWN)] if leads_now else []
    by_centre = draft.law.rulebook.extension.decided_by == "centre"
    decider = (Role.CENTRE if by_centre else Role.DEPUTY) if case.extension_asked else None
    draft.add(command.by, f.OrderCarriedOver(command.unit_from, command.unit, decider), *owed)


def units_of(case: Case) -> frozenset[str]:
    """Every unit that has the case in hand, leading or supporting, or that it is meant for."""
    found = {case.unit, case.proposed_unit, *case.proposed_support}
    if case.opinion:
        found |= {case.opinion.unit, *case.opinion.supporting}
    return frozenset(found | {owed.who for owed in case.open_obligations("support")}) - {""}


def _carried(draft: Draft, owed: Obligation, unit: str) -> Obligation:
    """A unit that leads, or supports already, does not owe its support besides."""
    if owed.step == "support" and (unit == draft.case.unit or draft.case.support_of(unit)):
        return owed.ended(draft.now, Ending.WITHDRAWN)
    return replace(owed, who=unit)
