"""A deadline as a page shows it: the instant, its light, its clause, why it is then; for staff day by day (SZ-3.5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from huiyin.case.law import CENTRE, Law
from huiyin.case.obligation import Obligation
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Role, Stage
from huiyin.worktime import DayTrace, Unit, WorkTime, light
from huiyin_aws.pages import moments
from huiyin_aws.pages.moments import Moment
from huiyin_aws.pages.words import STEPS, Words, unknown

LIGHTS = {
    "green": Words("时限充足", "In time"),
    "yellow": Words("即将到期", "Due soon"),
    "red": Words("已超过时限", "Overdue"),
}

# What each stage waits for; a unit that has not signed for its order owes that first.
_WAITS_FOR = {
    Stage.RECEIVED: "accept",
    Stage.TRIAGE: "accept",
    Stage.CHECKING: "check",
    Stage.INSTRUCTING: "instruct",
    Stage.COORDINATING: "coordinate",
    Stage.DISPATCHING: "accept",
    Stage.HANDLING: "reply",
    Stage.RULING_RETURN: "rule_return",
    Stage.APPROVING: "reply",
    Stage.REVIEWING: "review",
    Stage.ANSWERING: "answer",
    Stage.RATING: "rate",
    Stage.FOLLOWING_UP: "follow_up",
    Stage.JOINED: "joined",
    Stage.KEEPING_PROMISE: "promise",
}

_LIMITS = {
    Unit.working_days: Words("{n}个工作日内", "{n} working days"),
    Unit.working_hours: Words("{n}个工作小时内", "{n} office hours"),
    Unit.hours: Words("{n}小时内", "{n} hours"),
    Unit.minutes: Words("{n}分钟内", "{n} minutes"),
    Unit.calendar_days: Words("{n}天内", "{n} days"),
    Unit.days_to_close: Words("{n}天内（末日下班前）", "{n} days, by the close of the last,"),
    Unit.same_day: Words("当日内", "the same day"),
    Unit.half_day_rule: Words(
        "上午派出的当日下班前、下午派出的次一工作日中午前",
        "by the close of that day if dispatched in the morning, else by noon of the next working day,",
    ),
}


# A trace says each thing in Chinese and then in English; a page has to tell which is which.
_BETWEEN = re.compile(r" · |：|: ")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a count: whether it counted, and why."""

    day: Moment
    counted: bool
    why: Words


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, by when, how it stands, and why then. `clause` is "" where the limit is the deployment's choice.

    Provisional where it rests on a year whose calendar is not published; `days` are for staff alone.
    """

    step: str
    words: Words
    at: datetime
    start: Moment
    warn: Moment
    moment: Moment
    light: str
    light_words: Words
    clause: str
    reason: Words
    provisional: bool
    days: tuple[Day, ...] = ()


def due_for(case: Case, role: Role, time: WorkTime, now: datetime, unit: str = "") -> Due | None:
    """What the case waits for, as this role is told; a requester waits for the answer, and then is asked to rate it,
    a supporting unit for what it owes itself.
    """
    if role is Role.SUPPORTER:
        support = case.support_of(unit)
        return due(support, time, now) if support else None
    step = _of_the_promise(case, role) or _WAITS_FOR.get(case.stage, "")
    if case.stage is Stage.DISPATCHING and case.owes("hand_out"):
        step = "hand_out"
    if case.stage is Stage.HANDLING and (decides := case.owes("decide_extension")):
        step = "decide_extension" if role in _deciding(case, decides) else step
    if role is Role.REQUESTER and step not in ("rate", "promise"):
        step = "reply"
    if role is Role.HANDLER and case.stage is Stage.HANDLING and case.owes("sign_for"):
        step = "sign_for"
    owed = case.owes(step)
    return due(owed, time, now) if owed else None


def _deciding(case: Case, owed: Obligation) -> frozenset[Role]:
    """The unit's leaders, or the centre: whoever owes a word on more time (SZ-A2.4.4e, GX-14c)."""
    return frozenset({Role.DEPUTY, Role.HEAD}) if owed.who == case.unit else CENTRE_ROLES


def _of_the_promise(case: Case, role: Role) -> str:
    """GX-20b: what those inside have to do about it, where they have nothing else; "" where there is nothing."""
    if role is Role.REQUESTER or case.stage not in (Stage.RATING, Stage.FOLLOWING_UP, Stage.KEEPING_PROMISE):
        return ""
    if case.owes("confirm_promise"):
        return "" if case.stage is Stage.FOLLOWING_UP else "confirm_promise"
    if case.owes("promise", CENTRE):  # no unit has it
        return "promise" if role is Role.CENTRE and case.stage is not Stage.FOLLOWING_UP else ""
    return "promise" if role in UNIT_ROLES and case.owes("promise") else ""


def explained(
    case: Case, law: Law, now: datetime, units: Mapping[str, Words] | None = None, supporter: str = ""
) -> tuple[Due, ...]:
    """Every open obligation with the days by which it is counted, the first due first; of a `supporter`, its own."""
    found = (o for o in case.open_obligations() if not supporter or (o.step, o.who) == ("support", supporter))
    owed = sorted(found, key=lambda each: each.due_at)
    return tuple(
        replace(
            due(each, law.time, now),
            words=_named_with_unit(each, units or {}),
            days=_days(law.why(each), law.time, now),
        )
        for each in owed
    )


def _named_with_unit(owed: Obligation, units: Mapping[str, Words]) -> Words:
    """Several units may owe their support at once: each is named with its own."""
    words = STEPS.get(owed.step, unknown(owed.step))
    if owed.step != "support":
        return words
    unit = units.get(owed.who, unknown(owed.who))
    return Words(f"{words.zh}（{unit.zh}）", f"{words.en} ({unit.en})")


def due(owed: Obligation, time: WorkTime, now: datetime) -> Due:
    """One obligation in words."""
    shown = light(now, owed.warn_at, owed.due_at).value
    return Due(
        step=owed.step,
        words=STEPS.get(owed.step, unknown(owed.step)),
        at=owed.due_at,
        start=moments.happened(owed.runs_from, time, now),
        warn=moments.due(owed.warn_at, time, now),
        moment=moments.due(owed.due_at, time, now),
        light=shown,
        light_words=LIGHTS[shown],
        clause="" if owed.rule == "choice" else owed.rule,
        reason=_reason(owed, time, now),
        provisional=owed.provisional,
    )


def _reason(owed: Obligation, time: WorkTime, now: datetime) -> Words:
    """ "Since … , within … ": what the regulation counts, and what an extension added."""
    start = moments.happened(owed.runs_from, time, now)
    step = STEPS.get(owed.step, unknown(owed.step))
    within = _within(owed)
    zh = f"自{start.zh}起，应在{within.zh}{step.zh}" if within else f"自{start.zh}起计算"
    en = f"Counted from {start.en}: {within.en} to {step.en}" if within else f"Counted from {start.en}"
    if added := sum(owed.extensions):
        zh += f"，已延期{added}个工作日"
        en += f", extended by {_plural(added, 'working days')}"
    if owed.provisional:
        zh += "；节假日安排尚未公布，日期可能调整"
        en += "; the holidays are not announced yet, so the date may move"
    return Words(zh + "。", en + ".")


def _within(owed: Obligation) -> Words | None:
    if not owed.unit:
        return None
    if (owed.unit, owed.amount) == (Unit.days_to_close, 0):
        return Words("当日下班前", "by the close of that day")
    zh, en = _LIMITS[Unit(owed.unit)]
    one = en.format(n=owed.amount)
    return Words(zh.format(n=owed.amount), one.removesuffix("s") if owed.amount == 1 else one)


def _days(trace: tuple[DayTrace, ...], time: WorkTime, now: datetime) -> tuple[Day, ...]:
    return tuple(Day(moments.day(each.date, time, now), each.counted, _by_language(each.why)) for each in trace)


def _by_language(why: str) -> Words:
    said = _BETWEEN.split(why)
    zh, en = ([part for part in said if bool(_CHINESE.search(part)) is chinese] for chinese in (True, False))
    return Words("，".join(zh), ", ".join(en))


def _plural(n: int, noun: str) -> str:
    return f"{n} {noun.removesuffix('s') if n == 1 else noun}"
