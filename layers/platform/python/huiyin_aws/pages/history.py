"""The steps of a case so far: when, who (a role and its unit, never a name), what, and by which clause."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Role
from huiyin.rulebook import Rulebook
from huiyin.rulebook.basis import Rule
from huiyin.rulebook.people import Signature
from huiyin.worktime import WorkTime
from huiyin_aws.pages import moments
from huiyin_aws.pages.moments import Moment
from huiyin_aws.pages.words import CONTACTS, MOVES, OUTCOMES, PURPOSES, ROLES, STEPS, Words, named, unknown


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `clause` is "" where no regulation's clause stands behind it; `event` is its name."""

    moment: Moment
    who: Words
    what: Words
    clause: str
    event: str = ""


_SAID: dict[type, Words] = {
    f.RequestReceived: Words("收到诉求", "Request received"),
    f.RequestScreened: Words("自动审查", "Screened"),
    f.OpinionGiven: Words("提出受理意见：{move_zh}", "Opinion given: {move_en}"),
    f.OpinionConfirmed: Words("受理意见审核意见", "A word on the opinion"),
    f.OpinionRejected: Words("受理意见未通过审核", "Opinion not agreed to"),
    f.RequestAccepted: Words("受理", "Accepted"),
    f.RequestDeclined: Words("不予受理", "Declined"),
    f.RequestReferred: Words("引导至其他部门", "Referred elsewhere"),
    f.RequestForwarded: Words("转送有责任的单位", "Forwarded to the body responsible"),
    f.RequestSubmittedUpward: Words("呈报上级办理", "Submitted upward"),
    f.InstructionAsked: Words("呈请领导批示", "A leader asked to instruct"),
    f.InstructionGiven: Words("领导已批示", "A leader has instructed"),
    f.CoordinationAsked: Words("提请上级热线协调", "Sent up to be coordinated"),
    f.RequestCoordinated: Words("协调确定承办单位", "Coordinated: units named"),
    f.CoordinationDeclined: Words("不需协调，退回受理单位", "Not to be coordinated: back to the centre"),
    f.AnsweredAtOnce: Words("直接答复", "Answered directly"),
    f.SettledByCall: Words("三方通话解答", "Settled in a three-way call"),
    f.CallTransferred: Words("呼叫转接", "Call transferred"),
    f.OrderDispatched: Words("派单至{unit_zh}", "Dispatched to {unit_en}"),
    f.ImproperReturn: Words(
        "不当退单（第 {times} 次），再次派给{unit_zh}", "Improper return, {times}: {unit_en} gets it again"
    ),
    f.RequestCorrected: Words("更正登记：{corrected_zh}", "Filing corrected: {corrected_en}"),
    f.AccusedNamed: Words("登记被反映的对象", "Noted whom it is about"),
    f.OrderRecalled: Words("从{unit_zh}收回工单：{recalled_zh}", "Order taken back from {unit_en}: {recalled_en}"),
    f.OverdueVoided: Words("裁定不计逾期：{unit_zh}，{step_zh}", "Ruled not to count as overdue: {unit_en}, {step_en}"),
    f.OrderCarriedOver: Words(
        "因机构调整，由{unit_from_zh}移交{unit_zh}", "Carried over from {unit_from_en} to {unit_en}"
    ),
    f.OrderHandedOn: Words("由{unit_from_zh}转{unit_zh}办理", "Handed on by {unit_from_en} to {unit_en}"),
    f.GivenBack: Words("退回受理单位派单", "Given back to the centre"),
    f.ProgressReported: Words("反馈办理进展", "Progress reported"),
    f.SupportOrdered: Words("请{unit_zh}协办", "{unit_en} to support the lead unit"),
    f.ContributionGiven: Words("提出协办意见", "Supporting unit contributed"),
    f.SupportDeclined: Words("提出不属于协办职责", "Supporting unit says that it isn't its duty"),
    f.SupportReleased: Words("免除{unit_zh}的协办任务", "{unit_en} released from its support"),
    f.SupportMissed: Words("{unit_zh}逾期未提出协办意见", "{unit_en} was idle: no contribution in its time"),
    f.RequestJoined: Words("并入{lead}办理", "Joined to {lead}"),
    f.RequestSplitOff: Words("不再与{lead}合并，单独办理", "Split off from {lead}"),
    f.AnswerShared: Words("{lead}已答复，答复一并发给本件诉求人", "{lead} was answered, and this requester with it"),
    f.JoinedNoted: Words("{number}并入本件办理", "{number} joined to this one"),
    f.SplitNoted: Words("{number}不再并入本件", "{number} split off"),
    f.OrderSignedFor: Words("签收工单", "Order signed for"),
    f.ReturnRequested: Words("申请退单", "Return asked for"),
    f.ReturnUpheld: Words("同意退单", "Return upheld"),
    f.ReturnRefused: Words("不同意退单", "Return refused"),
    f.AcceptanceDeemed: Words("未在时限内退单，视同接受", "Not returned in time: counts as accepted"),
    f.ExtensionRequested: Words("申请延期 {days} 个工作日", "Extension asked for, working days: {days}"),
    f.ExtensionGranted: Words("同意延期 {days} 个工作日", "Extension granted, working days: {days}"),
    f.ExtensionRefused: Words("不同意延期", "Extension refused"),
    f.ContactRevealed: Words("查看诉求人联系方式", "Saw the requester's contact"),
    f.HandlerNamed: Words("交由{person_zh}办理", "Handed to {person_en}"),
    f.LineAlerted: Words("已通知{line_zh}", "Alerted: {line_en}"),
    f.ContactRecorded: Words("联系诉求人：{contact_zh}", "Requester called: {contact_en}"),
    f.ReplySubmitted: Words("提交答复", "Reply submitted"),
    f.ReplyRejected: Words("签批人退回答复", "Reply rejected"),
    f.ReplyApproved: Words("签批答复", "Reply approved"),
    f.ReplyPassed: Words("答复审核通过", "Reply passed review"),
    f.ReplySentBack: Words("答复退回重办", "Reply sent back"),
    f.FileAttached: Words("添加附件：{purpose_zh}", "File added: {purpose_en}"),
    f.RequesterAnswered: Words("已答复诉求人", "Requester answered"),
    f.RequestRated: Words("诉求人评价：{rating_zh}", "Requester rated: {rating_en}"),
    f.RatedByDefault: Words("未评价，视为满意", "Not rated: counts as satisfied"),
    f.SecondHandlingOrdered: Words("再次交办", "Second handling ordered"),
    f.RequesterExplained: Words("向诉求人解释说明", "Requester given an explanation"),
    f.CaseArchived: Words("归档：{outcome_zh}", "Archived: {outcome_en}"),
    f.PromiseFollowed: Words("跟踪承诺，{on} 前落实", "A promise to be kept by {on}"),
    f.PromiseReported: Words("报告承诺已落实", "Promise reported as kept"),
    f.PromiseConfirmed: Words("核实承诺已落实", "Promise found to be kept"),
    f.PromiseRejected: Words("承诺尚未落实，退回", "Promise found not to be kept"),
    f.PromiseReleased: Words("承诺不再跟踪，已说明理由", "Promise let go, with the reason"),
    f.UnitCharged: Words("记录在案：{unit_zh}，{charge_zh}", "Charged: {unit_en}, {charge_en}"),
    f.ChargeWithdrawn: Words("不予追究：{unit_zh}，{charge_zh}", "Charge withdrawn: {unit_en}, {charge_en}"),
    f.WarningGiven: Words("临期提醒：{step_zh}", "Warned: {step_en}"),
    f.FellOverdue: Words("超过时限：{step_zh}", "Overdue: {step_en}"),
    f.Urged: Words("催办：{step_zh}", "Urged: {step_en}"),
    f.DeadlinesRecounted: Words("日历调整，重新计算时限：{moved_zh}", "Counted again by a new calendar: {moved_en}"),
}

_WRONG_UNIT = Words("派单有误", "the wrong unit")
_BARRED = Words("须回避", "kept from it")

# What a requester is told of: what was done for them, in their words.
_SAID_TO_REQUESTER: dict[type, Words] = {
    f.RequestReceived: Words("收到您的诉求", "We received your request"),
    f.RequestAccepted: Words("已受理", "Accepted"),
    f.OrderDispatched: Words("已转有关单位办理", "Passed on to be handled"),
    f.RequestJoined: Words("与同一事项的诉求合并办理", "Handled together with others on the same matter"),
    f.RequestSplitOff: Words("改为单独办理", "Handled on its own"),
    f.ExtensionGranted: Words("办理时间延长 {days} 个工作日", "More time needed, working days: {days}"),
    f.RequesterAnswered: Words("已答复您", "We answered you"),
    f.RequestRated: Words("收到您的评价", "We received your rating"),
    f.SecondHandlingOrdered: Words("已安排再次办理", "Your request is handled once more"),
    f.PromiseFollowed: Words("我们跟踪落实答复中的承诺", "We see to what the answer promised"),
    f.PromiseConfirmed: Words("承诺已落实", "What was promised is done"),
    f.PromiseReleased: Words("承诺有变化，已向您说明", "What was promised has changed; we told you why"),
    f.RequesterExplained: Words("已向您解释说明", "We gave you an explanation"),
    f.RequestDeclined: Words("不予受理", "Not accepted"),
    f.RequestReferred: Words("请向其他部门反映", "Please turn to another body"),
    f.RequestForwarded: Words("已转交有责任的单位", "Passed on to the body responsible"),
    f.CallTransferred: Words("已转接有责任的单位", "Transferred to the body responsible"),
    f.RequestSubmittedUpward: Words("已呈报上级统筹办理", "Passed on to the level above"),
    f.CaseArchived: Words("已办结", "Closed"),
}


# GX-18b: a unit is not told that a matter is about somebody, nor why an order was taken from another.
_FOR_THE_CENTRE = (f.AccusedNamed,)
_SAID_TO_UNITS: dict[type, Words] = {fact: words for fact, words in _SAID.items() if fact not in _FOR_THE_CENTRE} | {
    f.OrderRecalled: Words("从{unit_zh}收回工单", "Order taken back from {unit_en}")
}

# What a supporting unit is told of: what the request went through before it got there, and its own task.
_TO_A_SUPPORTER = (f.RequestReceived, f.RequestAccepted, f.InstructionGiven, f.RequestCoordinated, f.OrderDispatched)
_OF_SUPPORT = (f.SupportOrdered, f.ContributionGiven, f.SupportDeclined, f.SupportReleased, f.SupportMissed)


def steps(
    events: Iterable[Event],
    role: Role,
    rulebook: Rulebook,
    units: Mapping[str, Words],
    time: WorkTime,
    now: datetime,
    unit: str = "",
) -> tuple[Step, ...]:
    """What this role (of this unit) is told happened, oldest first."""
    said = _SAID_TO_REQUESTER if role is Role.REQUESTER else _SAID if role in CENTRE_ROLES else _SAID_TO_UNITS
    return tuple(
        Step(
            moment=moments.happened(event.at, time, now),
            who=Words("", "") if role is Role.REQUESTER else _who(event, rulebook, units),
            what=_filled(said[type(event.fact)], event, rulebook, units),
            clause="" if said is _SAID_TO_REQUESTER or _is_unsaid(event.fact, said) else _clause(event, rulebook),
            event=event.name,
        )
        for event in events
        if type(event.fact) in said and (role is not Role.SUPPORTER or _concerns(event.fact, unit))
    )


def _is_unsaid(fact: f.Fact, said: Mapping[type, Words]) -> bool:
    """The clause would say what the words do not."""
    return isinstance(fact, f.OrderRecalled) and said is _SAID_TO_UNITS


def _concerns(fact: f.Fact, unit: str) -> bool:
    return isinstance(fact, _TO_A_SUPPORTER) or (isinstance(fact, _OF_SUPPORT) and fact.unit == unit)


def _who(event: Event, rulebook: Rulebook, units: Mapping[str, Words]) -> Words:
    """A leader is called what the chain calls them there, where they act as one of its levels."""
    by, role = event.by, ROLES[event.by.role]
    if by.role is Role.CENTRE:
        return Words(rulebook.centre.zh, rulebook.centre.en)
    if by.role is Role.PLATFORM and rulebook.platform:
        return Words(rulebook.platform.zh, rulebook.platform.en)
    if by.role is Role.REGIONAL and rulebook.coordination:
        return Words(rulebook.coordination.to.zh, rulebook.coordination.to.en)
    if by.role in UNIT_ROLES | {Role.SUPPORTER}:
        unit = units.get(by.unit, unknown(by.unit))
        return Words(f"{unit.zh}{role.zh}", f"{role.en}, {unit.en}")
    level = next((each for each in _levels(event.fact, rulebook) if each.by == by.role), None)
    return Words(level.zh, level.en) if level else role


def _levels(fact: f.Fact, rulebook: Rulebook) -> tuple[Signature, ...]:
    if isinstance(fact, f.ReplyApproved | f.ReplyRejected):
        return rulebook.approval
    return rulebook.review if isinstance(fact, f.ReplyPassed | f.ReplySentBack) else ()


def _filled(words: Words, event: Event, rulebook: Rulebook, units: Mapping[str, Words]) -> Words:
    said = dict(_said(event.fact, rulebook, units))
    numbers = {name: getattr(event.fact, name, 0) for name in ("days", "times", "lead", "number", "on")}
    zh = words.zh.format(**numbers, **{f"{name}_zh": each.zh for name, each in said.items()})
    return Words(zh, words.en.format(**numbers, **{f"{name}_en": each.en for name, each in said.items()}))


def _said(fact: f.Fact, rulebook: Rulebook, units: Mapping[str, Words]) -> Iterator[tuple[str, Words]]:
    """What a fact names by a code, in words."""
    code = fact.who if isinstance(fact, f.OverdueVoided) else getattr(fact, "unit", "")
    yield "unit", units.get(code, unknown(code))
    code = getattr(fact, "unit_from", "")
    yield "unit_from", units.get(code, unknown(code))
    yield "step", STEPS.get(getattr(fact, "step", ""), unknown(""))
    if isinstance(fact, f.OpinionGiven):
        yield "move", MOVES.get(fact.opinion.move, unknown(fact.opinion.move))
    if isinstance(fact, f.HandlerNamed):
        yield "person", units.get(fact.person, unknown(fact.person))
    if isinstance(fact, f.LineAlerted):
        lines = rulebook.emergency.lines if rulebook.emergency else ()
        yield "line", named(lines, fact.line) or unknown(fact.line)
    if isinstance(fact, f.ContactRecorded):
        yield "contact", CONTACTS[fact.outcome]
    if isinstance(fact, f.RequestRated):
        choices = rulebook.rating.choices if rulebook.rating else ()
        yield "rating", named(choices, fact.rating) or unknown(fact.rating)
    if isinstance(fact, f.RequestCorrected):
        yield "corrected", _corrected(fact, rulebook)
    if isinstance(fact, f.OrderRecalled):
        yield "recalled", _BARRED if fact.barred else _WRONG_UNIT
    if isinstance(fact, f.FileAttached):
        yield "purpose", PURPOSES.get(fact.purpose, unknown(fact.purpose))
    if isinstance(fact, f.UnitCharged | f.ChargeWithdrawn):
        yield "charge", named(rulebook.charges, fact.ground) or unknown(fact.ground)
    if isinstance(fact, f.CaseArchived):
        yield "outcome", OUTCOMES[fact.outcome]
    if isinstance(fact, f.DeadlinesRecounted):
        moved = [STEPS.get(step, unknown(step)) for step in fact.moved]
        yield "moved", Words("、".join(each.zh for each in moved) or "无变化", ", ".join(m.en for m in moved) or "none")


def _corrected(fact: f.RequestCorrected, rulebook: Rulebook) -> Words:
    """How it was filed, and how it is now."""
    nothing = Words("未登记", "none")
    pairs = (
        (named(rulebook.kinds, fact.was_kind), named(rulebook.kinds, fact.kind)),
        (named(rulebook.categories, fact.was_category), named(rulebook.categories, fact.category)),
        (fact.was_place and unknown(fact.was_place), fact.place and unknown(fact.place)),
    )
    changed = [(old or nothing, new or nothing) for old, new in pairs if old != new]
    return Words(
        "；".join(f"{old.zh}改为{new.zh}" for old, new in changed),
        "; ".join(f"{old.en}, now {new.en}" for old, new in changed),
    )


def _clause(event: Event, rulebook: Rulebook) -> str:
    """The clause that the fact itself names, else the rulebook's for such a step, else that of what was owed."""
    fact = event.fact
    if isinstance(fact, f.RequestScreened):
        return fact.clause
    if find := _RULES.get(type(fact)):
        rule = find(fact, rulebook, event.by.role)
        return (rule and rule.clause) or ""
    return next((o.rule for o in event.obligations if o.rule != "choice" and o.step != "promise"), "")


def _signed(fact: f.Fact, rulebook: Rulebook, by: Role) -> Rule | None:
    """The level of who signed; a head may have signed for the deputy."""
    levels = _levels(fact, rulebook)
    return next((level for level in levels if level.by == by), next(iter(levels), None))


def _charge(fact: f.UnitCharged | f.ChargeWithdrawn, rulebook: Rulebook) -> Rule | None:
    return next((each for each in rulebook.charges if each.code == fact.ground), None)


_RULES: dict[type, Callable[[Any, Rulebook, Role], Rule | None]] = {
    f.OpinionGiven: lambda fact, book, by: book.acceptance,
    f.OpinionConfirmed: lambda fact, book, by: book.acceptance,
    f.OpinionRejected: lambda fact, book, by: book.acceptance,
    f.PromiseFollowed: lambda fact, book, by: book.promises,
    f.PromiseReported: lambda fact, book, by: book.promises,
    f.PromiseConfirmed: lambda fact, book, by: book.promises,
    f.PromiseRejected: lambda fact, book, by: book.promises,
    f.PromiseReleased: lambda fact, book, by: book.promises,
    f.UnitCharged: lambda fact, book, by: _charge(fact, book),
    f.ChargeWithdrawn: lambda fact, book, by: _charge(fact, book),
    f.RequestAccepted: lambda fact, book, by: book.acceptance,
    f.RequestDeclined: lambda fact, book, by: book.ground(fact.ground),
    f.RequestReferred: lambda fact, book, by: book.ground(fact.ground),
    f.RequestForwarded: lambda fact, book, by: book.route("forward"),
    f.SettledByCall: lambda fact, book, by: book.route("three_way"),
    f.CallTransferred: lambda fact, book, by: book.route("transfer"),
    f.RequestSubmittedUpward: lambda fact, book, by: book.route("upward"),
    f.InstructionAsked: lambda fact, book, by: book.instruction,
    f.InstructionGiven: lambda fact, book, by: book.instruction,
    f.CoordinationAsked: lambda fact, book, by: book.coordination,
    f.RequestCoordinated: lambda fact, book, by: book.coordination,
    f.CoordinationDeclined: lambda fact, book, by: book.coordination,
    f.OrderDispatched: lambda fact, book, by: book.route("direct"),
    f.ImproperReturn: lambda fact, book, by: book.returns,
    f.AccusedNamed: lambda fact, book, by: book.accused,
    f.OrderRecalled: lambda fact, book, by: book.accused if fact.barred else None,
    f.OverdueVoided: lambda fact, book, by: None,
    f.SupportOrdered: lambda fact, book, by: book.support,
    f.ContributionGiven: lambda fact, book, by: book.support,
    f.SupportDeclined: lambda fact, book, by: book.support,
    f.SupportReleased: lambda fact, book, by: book.support,
    f.SupportMissed: lambda fact, book, by: book.support,
    f.ReturnRequested: lambda fact, book, by: book.returns,
    f.AcceptanceDeemed: lambda fact, book, by: book.returns,
    f.ExtensionRequested: lambda fact, book, by: book.extension,
    f.ExtensionGranted: lambda fact, book, by: book.extension,
    f.ExtensionRefused: lambda fact, book, by: book.extension,
    f.HandlerNamed: lambda fact, book, by: None,
    f.LineAlerted: lambda fact, book, by: book.emergency,
    f.ContactRecorded: lambda fact, book, by: book.contact,
    f.ReplyApproved: _signed,
    f.ReplyRejected: _signed,
    f.ReplyPassed: _signed,
    f.ReplySentBack: lambda fact, book, by: book.review_ground(fact.grounds[0]),
    f.RequestRated: lambda fact, book, by: book.rating,
    f.RatedByDefault: lambda fact, book, by: book.rating and book.rating.silence,
    f.SecondHandlingOrdered: lambda fact, book, by: book.second_handling,
}
