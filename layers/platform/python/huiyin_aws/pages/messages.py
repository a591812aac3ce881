"""The texts of messages: whom it is from, what to do, by when, the link last. No person's data, no word of a letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from huiyin.case.facts import ChargeWithdrawn, DeadlinesRecounted, Event, UnitCharged
from huiyin.case.obligation import Obligation
from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage
from huiyin.rulebook import Rulebook
from huiyin.worktime import WorkTime
from huiyin_aws.pages import moments
from huiyin_aws.pages.words import STEPS, Words, named, unknown

# What each notice is about: the step whose due instant it names, where its event does not say.
_STEP_OF = {
    "triage": "accept",
    "opinion_rejected": "accept",
    "check_opinion": "check",
    "instruct": "instruct",
    "coordinate": "coordinate",
    "coordination_declined": "accept",
    "dispatch": "accept",
    "support": "support",
    "support_declined": "support",
    "support_corrected": "support",
    "support_over": "support",
    "support_missed": "support",
    "rule_return": "rule_return",
    "review": "review",
    "answered": "rate",
    "follow_up": "follow_up",
    "promise": "promise",
    "promise_of_no_unit": "promise",
    "promise_rejected": "promise",
    "promise_broken": "promise",
    "confirm_promise": "confirm_promise",
}
# What whoever takes over a case is to do, stage by stage: the first of these that is owed.
_AT_WORK = {
    Stage.TRIAGE: ("accept",),
    Stage.CHECKING: ("check",),
    Stage.INSTRUCTING: ("instruct",),
    Stage.COORDINATING: ("coordinate",),
    Stage.DISPATCHING: ("accept",),
    Stage.RULING_RETURN: ("rule_return",),
    Stage.REVIEWING: ("review",),
    Stage.FOLLOWING_UP: ("follow_up",),
    Stage.KEEPING_PROMISE: ("promise", "confirm_promise"),
}
_IN_HAND = ("sign_for", "reply")
_TO_A_HANDLER = ("order", "emergency", "handler_named", "handed_on")
_REPLY = "reply"  # everything else turns on the reply

_NOTHING = Words("", "")
_SILENCE = {"satisfied": Words("，逾期未评价视为满意", "; without a rating it counts as satisfied")}
_SUPERVISED = Words("，已列入督办", ", under supervision")
_LEVEL_ABOVE = Words("上级单位", "the level above")

_MOST_NAMED = 20  # cases in a digest
_AS_SOON = Words("请尽快", "as soon as you can")


@dataclass(frozen=True, slots=True)
class Message:
    """One message, as it goes by SMS (Chinese) and by mail (Chinese, then English)."""

    subject: str
    sms: str
    mail: str


def templates() -> tuple[str, ...]:
    """The templates that there are words for."""
    return tuple(_words())


def message(
    template: str,
    case: Case,
    rulebook: Rulebook,
    *,
    link: str = "",
    query_code: str = "",
    track: str = "",
    due: datetime | None = None,
    event: Event | None = None,
    extra: Mapping[str, Any] | None = None,
    now: datetime,
    time: WorkTime | None = None,
) -> Message:
    """The words of a notice about a case. `event` says what it tells of; `due` and `extra` say more, or otherwise."""
    said = _said_by(event) | dict(extra or {})
    time = time or rulebook.time()
    step = str(said.get("step") or _step(template, rulebook, case))
    owed = case.owes(step, _whose(event, step)) or _owed_then(event, step)
    at = due or said.get("target_at") or (owed.due_at if owed else None)
    blanks = {
        "number": Words(case.number, case.number),
        "code": Words(query_code, query_code),
        "track": Words(track, track),
        "step": STEPS.get(step, unknown(step)),
        "days": _working_days(int(said.get("days") or case.extension_asked or case.extended_days)),
        "times": _number(said.get("times") or (owed.urged if owed else 0)),
        "kind": _kind(case, rulebook),
        "silence": _SILENCE.get(rulebook.rating.silence.means, _NOTHING) if rulebook.rating else _NOTHING,
        "supervised": _SUPERVISED if case.supervised else _NOTHING,
        "level_above": _level_above(rulebook),
        "moved": _moved(event, time, now),
        "charge": _charge(event, rulebook),
        "call": _call(rulebook),
        "at_once": _at_once(case, step, time, now),
        **_when(at, time, now),
        **_ground(case, rulebook),
    }
    return _composed([template], blanks, rulebook, link)


def digest(
    rulebook: Rulebook, lights: Mapping[Any, int], uncertain: int, now: datetime, untold: Sequence[str] = ()
) -> Message:
    """What a unit owes this morning, by light; and for the centre, how many notices may not have arrived, and of which
    cases (`untold`) somebody has to be called.
    """
    counts = {str(colour): n for colour, n in lights.items()}
    numbers = {colour: counts.get(colour, 0) for colour in ("green", "yellow", "red")}
    numbers |= {"open": sum(numbers.values()), "uncertain": uncertain, "untold": len(untold)}
    blanks = {name: _number(n) for name, n in numbers.items()}
    some, more = untold[:_MOST_NAMED], len(untold) > _MOST_NAMED
    blanks["numbers"] = Words("、".join(some) + "等" * more, ", ".join(some) + " and others" * more)
    parts = ["digest", *["digest_uncertain"] * bool(uncertain), *["digest_untold"] * bool(untold)]
    return _composed(parts, blanks, rulebook, "")


def handed_over(rulebook: Rulebook, count: int, more: bool, desk: str) -> Message:
    """To whoever takes over more than can be told one by one: how many, and where they stand."""
    known = Words(f"{count}件以上", f"more than {count}") if more else Words(f"{count}件", str(count))
    return _composed(["handed_over"], {"open": known}, rulebook, desk)


def by_code(address: str, code: str) -> str:
    """What stands in an SMS in the place of a link: where to go, and what to enter there."""
    words: str = _words()["by_code"]["zh"]
    return words.format(address=address, code=code)


def contact_code(rulebook: Rulebook, number: str, code: str) -> Message:
    """The one-time code that somebody asked for; the only message in which a code stands beside what it opens."""
    return _composed(["contact_code"], {"number": Words(number, number), "code": Words(code, code)}, rulebook, "")


def sign_in(rulebook: Rulebook, way: str, *, by_code: bool = False) -> Message:
    """The way to the desk that somebody asked for: a link, or what stands in its place (`by_code`)."""
    return _composed(["sign_in_by_code" if by_code else "sign_in"], {}, rulebook, way)


def _composed(parts: list[str], blanks: Mapping[str, Words], rulebook: Rulebook, link: str) -> Message:
    zh_blanks = {name: words.zh for name, words in blanks.items()}
    en_blanks = {name: words.en for name, words in blanks.items()}
    zh = "".join(_words()[part]["zh"].format(**zh_blanks) for part in parts)
    en = " ".join(" ".join(_words()[part]["en"].format(**en_blanks).split()) for part in parts)
    subject = _words()[parts[0]]["subject"]
    about = " / ".join((subject["zh"].format(**zh_blanks), subject["en"].format(**en_blanks)))
    head = f"【{rulebook.names.zh}】"
    sms = f"{head}{zh} {link}".rstrip()
    mail = "\n\n".join(part for part in (head + zh, f"{rulebook.names.en}: {en}", link) if part)
    return Message(f"{head}{about} {zh_blanks.get('number', '')}".rstrip(), sms, mail)


def _step(template: str, rulebook: Rulebook, case: Case) -> str:
    """An order is signed for first, where the programme has that."""
    if template == "taken_over":
        return next((step for step in _AT_WORK.get(case.stage, _IN_HAND) if case.owes(step)), _REPLY)
    if template in _TO_A_HANDLER and rulebook.is_limited("sign_for") and not case.signed:
        return "sign_for"
    return _STEP_OF.get(template, _REPLY)


def _whose(event: Event | None, step: str) -> str:
    """Which of the supporting units an event is about; every other step is owed by one alone."""
    names = ("who", "unit") if event and step == "support" else ()
    return next((found for name in names if (found := getattr(event.fact, name, ""))), "") if event else ""


def _owed_then(event: Event | None, step: str) -> Obligation | None:
    """The obligation as the event left it, where the case no longer owes it."""
    return next((o for o in event.obligations if o.step == step), None) if event else None


def _said_by(event: Event | None) -> dict[str, Any]:
    """What the notice's event itself says of step, days, times and target."""
    names = ("step", "days", "times", "target_at") if event else ()
    found = {name: getattr(event.fact, name, None) for name in names} if event else {}
    return {name: value for name, value in found.items() if value is not None}


def _when(at: datetime | None, time: WorkTime, now: datetime) -> dict[str, Words]:
    if at is None:
        return {"by": _AS_SOON, "until": Words("尚未确定", "not set")}
    moment = moments.due(at, time, now)
    return {"by": Words(f"请于{moment.by_zh}", moment.by_en), "until": Words(moment.zh, moment.en)}


def _at_once(case: Case, step: str, time: WorkTime, now: datetime) -> Words:
    """What is overdue is done at once, or within the time that the programme gives to answer an urging (CQ-27)."""
    urged = case.owes("urge") if step == _REPLY else None
    if urged is None or urged.overdue:
        return Words("请立即", "now")
    moment = moments.due(urged.due_at, time, now)
    return Words(f"请于{moment.by_zh}", moment.by_en)


def _moved(event: Event | None, time: WorkTime, now: datetime) -> Words:
    """What an amended calendar has moved, and where to."""
    if event is None or not isinstance(event.fact, DeadlinesRecounted):
        return _NOTHING
    owed = [each for each in event.obligations if each.step in event.fact.moved and each.step != "rate"]
    ends = [(STEPS.get(each.step, unknown(each.step)), moments.due(each.due_at, time, now)) for each in owed]
    zh = "，".join(f"{step.zh}{end.zh}" for step, end in ends)
    return Words(zh, "; ".join(f"{step.en} {end.by_en}" for step, end in ends))


def _charge(event: Event | None, rulebook: Rulebook) -> Words:
    if event is None or not isinstance(event.fact, UnitCharged | ChargeWithdrawn):
        return _NOTHING
    return named(rulebook.charges, event.fact.ground) or _NOTHING


def _call(rulebook: Rulebook) -> Words:
    """The number to call about an emergency."""
    return Words(*[rulebook.emergency.call] * 2) if rulebook.emergency else _NOTHING


def _level_above(rulebook: Rulebook) -> Words:
    route = rulebook.route("upward")
    return Words(route.to.zh, route.to.en) if route and route.to else _LEVEL_ABOVE


def _kind(case: Case, rulebook: Rulebook) -> Words:
    return named(rulebook.kinds, case.kind) or _NOTHING


def _ground(case: Case, rulebook: Rulebook) -> dict[str, Words]:
    """Why a request was not taken, and where to go with it."""
    grounds = (*rulebook.decline_grounds, *rulebook.referral)
    ground = next((ground for ground in grounds if ground.code == case.ground), None)
    if ground is None:
        return {"ground": _NOTHING, "refer_to": _NOTHING}
    refer_to = Words(ground.refer_to.zh, ground.refer_to.en) if ground.refer_to else _NOTHING
    return {"ground": Words(ground.zh, ground.en), "refer_to": refer_to}


def _working_days(n: int) -> Words:
    return Words(f"{n}个工作日", f"{n} working day{'' if n == 1 else 's'}")


def _number(n: Any) -> Words:
    return Words(str(n), str(n))


@cache
def _words() -> Mapping[str, Any]:
    import yaml

    text = (resources.files(__package__) / "messages.yaml").read_text(encoding="utf-8")
    words: Mapping[str, Any] = yaml.safe_load(text)
    return words
