"""A rulebook's values in words, Chinese first: limits, conditions, rhythms, points."""

from collections.abc import Iterable, Mapping

from huiyin.rulebook import LimitRule, Text
from huiyin.rulebook.limits import AtOnce
from huiyin.worktime import Unit
from huiyin_aws.pages.words import Words, unknown

_LENGTHS = {
    Unit.working_days: Words("{}个工作日", "{} working days"),
    Unit.working_hours: Words("{}个工作小时", "{} working hours"),
    Unit.hours: Words("{}小时", "{} hours"),
    Unit.minutes: Words("{}分钟", "{} minutes"),
    Unit.calendar_days: Words("{}日", "{} days"),
    Unit.days_to_close: Words("{}日，末日下班前", "{} days, by the close of the last"),
    Unit.same_day: Words("当日24:00前", "the same day"),
    Unit.half_day_rule: Words(
        "上午派发的当日17:30前，下午派发的下一工作日12:00前",
        "dispatched before 12:00: 17:30 that day; after: 12:00 on the next working day",
    ),
}
_AT_ONCE = Words("立即", "at once")

WHEN = {
    "always": Words("", ""),
    "supervised": Words("（督办件）", " (supervised)"),
    "unsupervised": Words("（非督办件）", " (unless supervised)"),
    "major": Words("（重大事项）", " (major matters)"),
}
PERIODS = {
    "daily": Words("每日", "daily"),
    "weekly": Words("每周", "weekly"),
    "monthly": Words("每月", "monthly"),
    "quarterly": Words("每季度", "quarterly"),
    "yearly": Words("每年", "yearly"),
    "on_occasion": Words("视情", "as the matter demands"),
}
PROOFS = {
    "reason": Words("说明理由", "the reason"),
    "written": Words("书面材料", "a paper in writing"),
    "scan": Words("盖章或签字的扫描件", "a stamped or signed scan"),
}
POSTS = {
    "centre": Words("受理单位", "the centre"),
    "checker": Words("复核人", "the checker"),
    "leader": Words("分管领导", "a leader"),
    "chief": Words("主要领导", "the first leader"),
    "regional": Words("上级热线协调员", "the coordinator of the level above"),
    "deputy": Words("单位分管负责人", "the unit's deputy leader"),
    "head": Words("单位主要负责人", "the unit's head"),
    "requester": Words("诉求人", "the requester"),
    "unit": Words("承办单位", "the unit"),
}
PUBLICITY = {
    "public": Words("以公开为原则", "public as a rule"),
    "with_consent": Words("经同意后公开", "public with consent"),
    "online_answer": Words("网上公开答复", "answered online"),
    "by_chain": Words("逐级审定公开方式", "in the mode that the chain decides"),
    "never": Words("不公开", "never public"),
}
METHODS = {
    "stars": Words("星级加权", "weighted stars"),
    "rates": Words("比率加权", "weighted rates"),
    "factors": Words("分项评定", "by factors"),
    "deductions": Words("扣分制", "by deductions"),
    "points": Words("计分制", "by points"),
}
GRADES = {
    "refuse": Words("须改正", "to be put right"),
    "doubt": Words("提示核对", "shown, and may stand"),
}
SILENCE = {
    "satisfied": Words("逾期未评价视为满意", "no rating counts as satisfied"),
    "nothing": Words("逾期未评价不计入", "no rating is left out of the mean"),
}


def length(rule: LimitRule | AtOnce) -> Words:
    """How long a limit is."""
    if rule.unit is None:
        return _AT_ONCE
    zh, en = _LENGTHS[rule.unit]
    said = en.format(rule.amount)
    return Words(zh.format(rule.amount), said.removesuffix("s") if rule.amount == 1 else said)


def working_days(number: int) -> Words:
    return Words(f"{number}个工作日", f"{number} working day{'' if number == 1 else 's'}")


def text(given: Text) -> Words:
    return Words(given.zh, given.en)


def joined(parts: Iterable[Words], zh: str = "；", en: str = "; ") -> Words:
    """One sentence of several; those that say nothing are left out."""
    said = [part for part in parts if part.zh]
    return Words(zh.join(part.zh for part in said), en.join(part.en for part in said))


def points(number: float) -> Words:
    return Words(f"{number:+g} 分", f"{number:+g} points")


def of(words: Mapping[str, Words], code: str) -> Words:
    """A code's words; one that has none stands for itself."""
    return words.get(code, unknown(code))
