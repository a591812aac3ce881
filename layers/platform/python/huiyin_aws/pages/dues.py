"""A deadline as a page shows it: the instant, its light, its clause, and in one sentence why it is then (SZ-3.5)."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.case.obligation import Obligation
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin.rulebook import Rulebook
from huiyin.worktime import Limit, Unit, WorkTime, light
from huiyin_aws.pages import moments
from huiyin_aws.pages.moments import Moment
from huiyin_aws.pages.words import STEPS, Words, unknown

_LIGHTS = {
    "green": Words("时限充足", "In time"),
    "yellow": Words("即将到期", "Due soon"),
    "red": Words("已超过时限", "Overdue"),
}

# What each stage waits for; a unit that has not signed for its order owes that first.
_WAITS_FOR = {
    Stage.RECEIVED: "accept",
    Stage.TRIAGE: "accept",
    Stage.DISPATCHING: "accept",
    Stage.HANDLING: "reply",
    Stage.RULING_RETURN: "rule_return",
    Stage.APPROVING: "reply",
    Stage.REVIEWING: "review",
    Stage.ANSWERING: "answer",
    Stage.RATING: "rate",
    Stage.FOLLOWING_UP: "follow_up",
}

_LIMITS = {
    Unit.working_days: Words("{n}个工作日内", "{n} working days"),
    Unit.working_hours: Words("{n}个工作小时内", "{n} office hours"),
    Unit.hours: Words("{n}小时内", "{n} hours"),
    Unit.minutes: Words("{n}分钟内", "{n} minutes"),
    Unit.calendar_days: Words("{n}天内", "{n} days"),
    Unit.same_day: Words("当日内", "the same day"),
    Unit.half_day_rule: Words(
        "上午派出的当日下班前、下午派出的次一工作日中午前",
        "by the close of that day if dispatched in the morning, else by noon of the next working day,",
    ),
}


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, by when, how it stands, and why then. `clause` is "" where the limit is the deployment's choice."""

    step: str
    words: Words
    at: datetime
    moment: Moment
    light: str
    light_words: Words
    clause: str
    reason: Words


def due_for(case: Case, role: Role, rulebook: Rulebook, time: WorkTime, now: datetime) -> Due | None:
    """What the case waits for, as this role is told; a requester waits for the answer, and then is asked to rate it."""
    step = _WAITS_FOR.get(case.stage, "")
    if role is Role.REQUESTER and step != "rate":
        step = "reply"
    if role is Role.HANDLER and case.stage is Stage.HANDLING and case.owes("sign_for"):
        step = "sign_for"
    owed = case.owes(step)
    return due(case, owed, rulebook, time, now) if owed else None


def due(case: Case, owed: Obligation, rulebook: Rulebook, time: WorkTime, now: datetime) -> Due:
    """One obligation in words."""
    shown = light(now, owed.warn_at, owed.due_at).value
    clause = "" if owed.rule == "choice" else owed.rule
    return Due(
        step=owed.step,
        words=STEPS.get(owed.step, unknown(owed.step)),
        at=owed.due_at,
        moment=moments.due(owed.due_at, time, now),
        light=shown,
        light_words=_LIGHTS[shown],
        clause=clause,
        reason=_reason(case, owed, rulebook, time, now),
    )


def _reason(case: Case, owed: Obligation, rulebook: Rulebook, time: WorkTime, now: datetime) -> Words:
    """ "Since … , within … ": what the regulation counts, and what an extension added."""
    start = moments.happened(owed.start, time, now)
    limit = _limit(case, owed, rulebook, time)
    step = STEPS.get(owed.step, unknown(owed.step))
    within = _within(limit)
    zh = f"自{start.zh}起，应在{within.zh}{step.zh}" if within else f"自{start.zh}起计算"
    en = f"Counted from {start.en}: {within.en} to {step.en}" if within else f"Counted from {start.en}"
    if owed.step == "reply" and case.extended_days:
        zh += f"，已延期{case.extended_days}个工作日"
        en += f", extended by {_plural(case.extended_days, 'working days')}"
    if owed.provisional:
        zh += "；节假日安排尚未公布，日期可能调整"
        en += "; the holidays are not announced yet, so the date may move"
    return Words(zh + "。", en + ".")


def _within(limit: Limit | None) -> Words | None:
    if limit is None:
        return None
    zh, en = _LIMITS[limit.unit]
    one = en.format(n=limit.amount)
    return Words(zh.format(n=limit.amount), one.removesuffix("s") if limit.amount == 1 else one)


def _limit(case: Case, owed: Obligation, rulebook: Rulebook, time: WorkTime) -> Limit | None:
    """The limit that was counted. A kind found later may not have moved it: the one that gives this instant."""
    own = rulebook.limit(owed.step, case.kind or None).limit
    if owed.step == "reply" and case.extended_days:
        return own
    limits = [own, *(rulebook.limit(owed.step, kind.code).limit for kind in rulebook.kinds)]
    return next((limit for limit in limits if time.deadline(owed.start, limit).due_at == owed.due_at), None)


def _plural(n: int, noun: str) -> str:
    return f"{n} {noun.removesuffix('s') if n == 1 else noun}"
