"""Supporting units: each has its own task and its own time; the lead unit gathers what they say, and replies.

GX-10 (首办责任制: one leads, to the end; the others cooperate), NM-11b, WB-6.3c (the lead collects), CQ-14, SZ-A2.4.3b;
SZ-A2.4.8, NM-24 (a unit that is idle is on record).
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.charging import SUPPORTING_IDLE, charge_by_itself
from huiyin.case.deciding.draft import Draft
from huiyin.case.facts import Actor, Paper
from huiyin.case.law import CENTRE
from huiyin.case.obligation import Obligation
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Ending


def name_supporting(draft: Draft, command: c.NameSupporting) -> None:
    """Also later, while the lead unit handles the case: each unit's time begins when it is named."""
    if not command.supporting:
        raise Refusal(
            "no_support_named",
            "请至少选择一个协办单位。",
            "choose at least one unit to support the lead",
            _clause(draft),
        )
    order_support(draft, command.by, command.supporting, command.task)


def order_support(draft: Draft, by: Actor, units: tuple[str, ...], task: Paper | None) -> None:
    """Every unit gets its own order and owes its own contribution."""
    emergency = draft.law.rulebook.is_emergency(draft.case.kind)
    for unit in dict.fromkeys(units):
        require_supports(draft, unit)
        draft.add(by, f.SupportOrdered(unit, task, emergency), draft.owe("support", unit))


def require_supports(draft: Draft, unit: str, lead: str = "") -> None:
    """Neither the centre, nor the lead unit, nor one that the matter is kept from (GX-18b), and each once."""
    if draft.law.rulebook.support is None:
        raise Refusal("no_support_here", "本渠道不设协办单位。", "no unit supports another here: dispatch to one unit")
    if unit in (CENTRE, lead or draft.case.unit):
        raise Refusal(
            "support_is_lead",
            "协办单位须是主办单位、受理单位以外的单位，请重新选择。",
            f"{unit} leads, or is the centre: choose another unit to support the lead",
            _clause(draft),
        )
    if draft.law.bars(draft.case, unit):
        raise Refusal(
            "unit_accused",
            "不得将举报、控告转给被举报、被控告的单位，请改选其他协办单位。",
            f"unit {unit} is accused in this matter, which is kept from it: choose another to support the lead",
            draft.law.rulebook.accused.clause or "",
        )
    if draft.case.support_of(unit):
        raise Refusal(
            "supports_already", "该单位已在协办，无需重复指定。", f"{unit} supports the lead already", _clause(draft)
        )


def contribute(draft: Draft, command: c.Contribute) -> None:
    """What it has to say goes to the lead unit, which answers for the whole."""
    unit = command.by.unit
    draft.add(command.by, f.ContributionGiven(unit, command.paper), _owed(draft, unit).met(draft.now))


def decline_support(draft: Draft, command: c.DeclineSupport) -> None:
    """Not its duty, it says; the centre is told, and may release it. Until then its time runs on."""
    unit = command.by.unit
    if unit in draft.case.declining:
        raise Refusal(
            "declined_already",
            "已提出不属于协办职责，请等候受理单位处理；时限内仍须提出意见。",
            "this was said already: wait for the centre, and contribute in time unless it releases you",
            _clause(draft),
        )
    draft.add(command.by, f.SupportDeclined(unit, command.paper))


def release_support(draft: Draft, command: c.ReleaseSupport) -> None:
    owed = draft.case.support_of(command.unit)
    if owed is None:
        raise Refusal(
            "not_supporting", "该单位现在没有协办任务。", f"{command.unit} supports nothing now", _clause(draft)
        )
    draft.add(command.by, f.SupportReleased(command.unit), owed.ended(draft.now, Ending.WITHDRAWN))


def gathered(draft: Draft, by: Actor) -> list[Obligation]:
    """What the lead unit's reply does to those who have said nothing: it waits for whoever is still in time.

    Whoever is overdue is put on record as idle. Whoever has as long as the lead unit itself, or longer, holds up
    nobody, and whose overdue was voided is not idle: their task ends with the reply.
    """
    if missing := awaited(draft.case):
        raise _still_awaited(draft, missing)
    owed = tuple(draft.case.open_obligations("support"))
    for idle in (each for each in owed if each.counts_as_late):
        draft.add(by, f.SupportMissed(idle.who), idle.ended(draft.now, Ending.LATE))
        charge_by_itself(draft, SUPPORTING_IDLE, idle.who, idle)
    return [each.ended(draft.now, Ending.WITHDRAWN) for each in owed if not each.counts_as_late]


def awaited(case: Case) -> tuple[Obligation, ...]:
    """What the lead unit's reply waits for now."""
    owed, reply = case.open_obligations("support"), case.owes("reply")
    return tuple(each for each in owed if not each.overdue and (reply is None or each.due_at < reply.due_at))


def _still_awaited(draft: Draft, missing: Sequence[Obligation]) -> Refusal:
    zone = draft.law.rulebook.zone
    zh = "、".join(f"{each.who}（{_local(each.due_at, zone)}前）" for each in missing)
    en = ", ".join(f"{each.who} (by {_local(each.due_at, zone)})" for each in missing)
    return Refusal(
        "support_outstanding",
        f"协办单位尚未提出意见：{zh}。请待其提出或超过时限后，再汇总答复。",
        f"supporting units have yet to contribute: {en}. Reply when they have, or when their time is over",
        _clause(draft),
    )


def _local(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%m-%d %H:%M}"


def _owed(draft: Draft, unit: str) -> Obligation:
    owed = draft.case.support_of(unit)
    assert owed is not None, "the table lets a supporter act only while their unit owes its support"
    return owed


def _clause(draft: Draft) -> str:
    rule = draft.law.rulebook.support
    return (rule.clause if rule else None) or ""
