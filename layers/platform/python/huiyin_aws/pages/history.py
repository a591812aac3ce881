"""The steps of a case so far: when, who (a role and its unit, never a name), what, and by which clause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from huiyin.case import facts as f
from huiyin.case.facts import Actor, Event
from huiyin.case.vocabulary import UNIT_ROLES, Role
from huiyin.rulebook import Rulebook
from huiyin.worktime import WorkTime
from huiyin_aws.pages import moments
from huiyin_aws.pages.moments import Moment
from huiyin_aws.pages.words import ROLES, STEPS, Words, unknown


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `clause` is "" where no regulation's clause stands behind it."""

    moment: Moment
    who: Words
    what: Words
    clause: str


_SAID: dict[type, Words] = {
    f.RequestReceived: Words("收到诉求", "Request received"),
    f.RequestScreened: Words("自动审查", "Screened"),
    f.RequestAccepted: Words("受理", "Accepted"),
    f.RequestDeclined: Words("不予受理", "Declined"),
    f.RequestReferred: Words("引导至其他部门", "Referred elsewhere"),
    f.AnsweredAtOnce: Words("直接答复", "Answered directly"),
    f.OrderDispatched: Words("派单至{unit_zh}", "Dispatched to {unit_en}"),
    f.OrderSignedFor: Words("签收工单", "Order signed for"),
    f.ReturnRequested: Words("申请退单", "Return asked for"),
    f.ReturnUpheld: Words("同意退单", "Return upheld"),
    f.ReturnRefused: Words("不同意退单", "Return refused"),
    f.AcceptanceDeemed: Words("未在时限内退单，视同接受", "Not returned in time: counts as accepted"),
    f.ExtensionRequested: Words("申请延期 {days} 个工作日", "Extension by {days} working days asked for"),
    f.ExtensionGranted: Words("同意延期 {days} 个工作日", "Extension by {days} working days granted"),
    f.ExtensionRefused: Words("不同意延期", "Extension refused"),
    f.ReplySubmitted: Words("提交答复", "Reply submitted"),
    f.ReplyRejected: Words("签批人退回答复", "Reply rejected by the leader"),
    f.ReplyApproved: Words("签批答复", "Reply approved"),
    f.ReplyPassed: Words("答复审核通过", "Reply passed review"),
    f.ReplySentBack: Words("答复退回重办", "Reply sent back"),
    f.RequesterAnswered: Words("已答复诉求人", "Requester answered"),
    f.RequestRated: Words("诉求人评价", "Requester rated"),
    f.RatedByDefault: Words("未评价，视为满意", "Not rated: counts as satisfied"),
    f.SecondHandlingOrdered: Words("再次交办", "Second handling ordered"),
    f.RequesterExplained: Words("向诉求人解释说明", "Requester given an explanation"),
    f.CaseArchived: Words("归档", "Archived"),
    f.WarningGiven: Words("临期提醒：{step_zh}", "Warned: {step_en}"),
    f.FellOverdue: Words("超过时限：{step_zh}", "Overdue: {step_en}"),
    f.Urged: Words("催办：{step_zh}", "Urged: {step_en}"),
}

# What a requester is told of: what was done for them, in their words.
_SAID_TO_REQUESTER: dict[type, Words] = {
    f.RequestReceived: Words("收到您的诉求", "We received your request"),
    f.RequestAccepted: Words("已受理", "Accepted"),
    f.OrderDispatched: Words("已转有关单位办理", "Passed on to be handled"),
    f.ExtensionGranted: Words("办理时间延长 {days} 个工作日", "{days} more working days needed"),
    f.RequesterAnswered: Words("已答复您", "We answered you"),
    f.RequestRated: Words("收到您的评价", "We received your rating"),
    f.SecondHandlingOrdered: Words("已安排再次办理", "Your request is handled once more"),
    f.RequesterExplained: Words("已向您解释说明", "We gave you an explanation"),
    f.RequestDeclined: Words("不予受理", "Not accepted"),
    f.RequestReferred: Words("请向其他部门反映", "Please turn to another body"),
    f.CaseArchived: Words("已办结", "Closed"),
}


def steps(
    events: Iterable[Event],
    role: Role,
    rulebook: Rulebook,
    units: Mapping[str, Words],
    time: WorkTime,
    now: datetime,
) -> tuple[Step, ...]:
    """What this role is told happened, oldest first."""
    said = _SAID_TO_REQUESTER if role is Role.REQUESTER else _SAID
    return tuple(
        Step(
            moment=moments.happened(event.at, time, now),
            who=Words("", "") if role is Role.REQUESTER else _who(event.by, rulebook, units),
            what=_filled(said[type(event.fact)], event, units),
            clause="" if role is Role.REQUESTER else _clause(event, rulebook),
        )
        for event in events
        if type(event.fact) in said
    )


def _who(by: Actor, rulebook: Rulebook, units: Mapping[str, Words]) -> Words:
    role = ROLES[by.role]
    if by.role is Role.CENTRE:
        return Words(rulebook.centre.zh, rulebook.centre.en)
    if by.role not in UNIT_ROLES:
        return role
    unit = units.get(by.unit, unknown(by.unit))
    return Words(f"{unit.zh}{role.zh}", f"{role.en}, {unit.en}")


def _filled(words: Words, event: Event, units: Mapping[str, Words]) -> Words:
    fact = event.fact
    step = STEPS.get(getattr(fact, "step", ""), unknown(""))
    code = getattr(fact, "unit", "")
    unit = units.get(code, unknown(code))
    days = getattr(fact, "days", 0)
    zh = words.zh.format(unit_zh=unit.zh, step_zh=step.zh, days=days)
    return Words(zh, words.en.format(unit_en=unit.en, step_en=step.en, days=days))


def _clause(event: Event, rulebook: Rulebook) -> str:
    """The clause that the fact itself names, else the rulebook's for such a step, else that of what was owed."""
    fact = event.fact
    if isinstance(fact, f.RequestScreened):
        return fact.clause
    if isinstance(fact, f.RequestDeclined | f.RequestReferred):
        return rulebook.ground(fact.ground).clause or ""
    rules = {
        f.ReturnRequested: rulebook.returns,
        f.AcceptanceDeemed: rulebook.returns,
        f.ExtensionRequested: rulebook.extension,
        f.ExtensionGranted: rulebook.extension,
        f.ExtensionRefused: rulebook.extension,
        f.ReplyApproved: rulebook.signoff,
        f.ReplyRejected: rulebook.signoff,
        f.RatedByDefault: rulebook.rating,
        f.SecondHandlingOrdered: rulebook.second_handling,
    }
    if rule := rules.get(type(fact)):
        return rule.clause or ""
    return next((o.rule for o in event.obligations if o.rule != "choice"), "")
