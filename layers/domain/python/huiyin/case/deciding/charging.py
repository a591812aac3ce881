"""What a unit is charged with: by itself, where what happened is the ground; by the centre, with its reason.

SZ-A2.4.8 (sent back twice running), CQ-27 (an urging notice in vain), NM-24 (what a unit is named for), GX-12, WB-6.3d,
CQ-30 (faults charged to its leaders); NM-25 (a fault exempted: the charge is withdrawn with the reason, and both stay).
"""

from datetime import datetime

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.facts import Actor
from huiyin.case.obligation import Obligation
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role

MACHINE = Actor(Role.MACHINE)

SENT_BACK_TWICE = "sent_back_twice"
URGED_IN_VAIN = "urged_in_vain"
SUPPORTING_IDLE = "supporting_idle"


def charge(draft: Draft, command: c.Charge) -> None:
    """In any stage, and after the end: what comes out late is charged late. Each ground once a unit."""
    known = draft.law.rulebook.charges
    if command.ground not in [each.code for each in known]:
        raise Refusal(
            "unknown_charge",
            f"请选择规定的事由：{'、'.join(each.zh for each in known) or '本渠道未作规定'}。",
            f"a charge needs a ground out of {', '.join(each.code for each in known) or 'none here'}",
        )
    if command.unit not in draft.case.worked_on_by:
        raise Refusal(
            "never_had_it",
            "该单位没有办理过此件，请选择办理过的单位。",
            f"{command.unit!r} never had this order: choose a unit that has, or had, it",
        )
    if _key(command.ground, command.unit) in draft.case.charges:
        raise Refusal(
            "charged_already",
            "该事由已记录在案。",
            "the unit is charged with this already",
            _clause(draft, command.ground),
        )
    draft.add(command.by, f.UnitCharged(command.unit, command.ground, paper=command.paper))


def withdraw_charge(draft: Draft, command: c.WithdrawCharge) -> None:
    """NM-25: exempted with a recorded reason; charge and exemption both stay in the history."""
    if _key(command.ground, command.unit) not in draft.case.charges:
        raise Refusal(
            "not_charged", "没有这一项记录，请核对。", "the unit is not charged with this: look at what stands"
        )
    draft.add(command.by, f.ChargeWithdrawn(command.unit, command.ground, command.paper))


def charge_by_itself(
    draft: Draft, happened: str, unit: str, owed: Obligation | None = None, *, at: datetime | None = None
) -> None:
    """What the rulebook has charged by itself, `owed` being what was overdue; once, however often it happens."""
    rule = next((each for each in draft.law.rulebook.charges if each.by_itself == happened), None)
    if rule and unit and _key(rule.code, unit) not in draft.case.charges:
        charged = f.UnitCharged(unit, rule.code, by_machine=True, obligation=owed.id if owed else "")
        draft.add(MACHINE, charged, at=at)


def take_back_what_counts_no_more(draft: Draft) -> None:
    """An overdue that is taken back, or ruled not to count, takes with it what was charged by itself for it, and for
    none besides that counts; what the centre has charged, the centre withdraws.
    """
    charged: dict[tuple[str, str], list[str]] = {}
    for charge in draft.case.charged_by_itself:
        ground, unit, id = charge.split(":")
        charged.setdefault((unit, ground), []).append(id)
    for (unit, ground), ids in charged.items():
        if not any(_counts(draft.case, id) for id in ids):
            draft.add(MACHINE, f.ChargeWithdrawn(unit, ground))


def _counts(case: Case, id: str) -> bool:
    """CQ-27: an urging was in vain as long as what it urged for counts as late."""
    owed = next(each for each in case.obligations if each.id == id)
    urged_for = [each for each in case.obligations if each.step == "reply" and each.start <= owed.start]
    return owed.counts_as_late and (owed.step != "urge" or urged_for[-1].counts_as_late)


def _key(ground: str, unit: str) -> str:
    return f"{ground}:{unit}"


def _clause(draft: Draft, ground: str) -> str:
    return next((each.clause or "" for each in draft.law.rulebook.charges if each.code == ground), "")
