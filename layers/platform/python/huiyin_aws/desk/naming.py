"""What becomes of the forms by which a unit's people are entered, when they are sent.

GX-13: a stamped scan where the rulebook asks for one. The same form sent twice enters once: whoever comes has an id
made from the edition of the unit that the form's writer saw.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain, count

from huiyin.case.record import instant, parse_instant
from huiyin.case.refusal import Refusal
from huiyin.units import Absence, DutySpan, Person, Unit, entering
from huiyin.worktime import WorkTime
from huiyin_aws import http, law, registry, scans, staffing
from huiyin_aws.desk.sessions import Member
from huiyin_aws.desk.unit_forms import forms
from huiyin_aws.http import Form
from huiyin_aws.pages.network import NetworkForm
from huiyin_aws.pages.words import Words
from huiyin_aws.rolls.columns import BY_NAME
from huiyin_aws.sending import takes_sms

OTHERS_CHANGED = (
    "同时有他人修改了该单位，您的内容未保存，请查看后重新填写。",
    "somebody else changed this unit meanwhile, and nothing of yours was saved: look at it, and fill it in again",
)

_LANDLINE = Words(
    "固定电话收不到短信，请填写手机号，或同时填写邮箱",
    "No SMS reaches a landline: give a mobile number, or an e-mail as well",
)
_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)  # before and after, no post is held: somebody has mistyped
_NEVER = datetime.max.replace(tzinfo=UTC)  # a form with an error is read to its end


@dataclass(slots=True)
class InvalidError(Exception):
    """A form that is not filled in rightly: what stood in it, and what is wrong with which field."""

    command: str
    values: Form = field(default_factory=dict)
    errors: dict[str, Words] = field(default_factory=dict)


def enter(member: Member, unit: Unit, form: Form, scan: bytes, now: datetime) -> str:
    """Do what the form asks; the name of what was entered.

    Raises:
        InvalidError: it is not filled in rightly.
        Refusal: the rules refuse it.
        UnitChangedError: somebody else was quicker.
    """
    command = http.first(form, "command")
    rules = law.now_in_force(member.programme, now)
    offered = next(
        (each for each in forms(member.person.role, unit, rules.rulebook, rules.time, now) if each.command == command),
        None,
    )
    if offered is None:
        raise Refusal(
            "nothing_to_enter", "此项内容已有变化，请查看最新登记。", "this has changed: look at what stands now"
        )
    reading = _Reading(offered, form, rules.time)
    wanted, since, proof = _WANTED[command](member, unit, reading, now)
    reading.require_right()
    if command == "NamePerson":
        rule = rules.rulebook.registration
        proof = scans.keep(member.programme, unit.code, scan) if scan else ""
        entering.require_entered_properly(rule, since or date.max, rules.time.local(now).date(), proof)
    entry = staffing.Entry(member.person.id, now, since, proof)
    staffing.amend_unit(member.programme, unit.code, wanted, entry)
    return command


Wanted = tuple[Callable[[Unit], Unit], date | None, str]


@dataclass(slots=True)
class _Reading:
    """The fields of a posted form, read one by one; what is wrong is gathered, and said all at once."""

    offered: NetworkForm
    form: Form
    time: WorkTime
    errors: dict[str, Words] = field(default_factory=dict)

    def text(self, name: str) -> str:
        question = next(each for each in self.offered.questions if each.name == name)
        text = " ".join(http.first(self.form, name).split())
        known = {choice.value for choice in question.choices}
        if question.required and not text:
            self.errors[name] = Words("请填写此项", "Please fill this in")
        elif (question.choices and text and text not in known) or len(text) > 120:
            self.errors[name] = Words("请从所列选项中选择", "Please choose one of those offered")
        return text

    def fitting(self, name: str, zh: str, en: str) -> str:
        """What the column of this name in a list of units could hold, too."""
        text = self.text(name)
        if name not in self.errors and not BY_NAME[name].fits(text):
            self.errors[name] = Words(zh, en)
        return text

    def day(self, name: str) -> date:
        try:
            return _within(date.fromisoformat(self.text(name)))
        except ValueError:
            self.errors.setdefault(name, Words("请填写日期，如 2026-03-02", "Give a day, such as 2026-03-02"))
            return date.max

    def moment(self, name: str) -> datetime:
        """A moment by the programme's clock, as an instant."""
        try:
            local = datetime.fromisoformat(self.text(name).replace(" ", "T", 1))
            _within(local.date())
        except ValueError:
            told = "请填写日期和时间，如 2026-03-02 17:30", "Give a day and a time, such as 2026-03-02 17:30"
            self.errors.setdefault(name, Words(*told))
            return _NEVER
        return parse_instant(instant(local.replace(tzinfo=self.time.calendar.zone)))

    def require_right(self) -> None:
        if self.errors:
            raise InvalidError(self.offered.command, self.form, self.errors)


def _within(day: date) -> date:
    """The day itself.

    Raises:
        ValueError: it is none of our time.
    """
    if not _FIRST <= day < _LAST:
        raise ValueError(day)
    return day


def _name_person(member: Member, unit: Unit, read: _Reading, now: datetime) -> Wanted:
    role, leaves = read.text("role"), read.text("leaves")
    title = read.fitting("title", "请填写职务或姓名", "Say who comes")
    phone = read.fitting("phone", "请填写电话号码", "Give a telephone number")
    email = read.fitting("email", "请填写邮箱地址", "Give an e-mail address")
    if title and not (phone or email):
        read.errors["phone"] = Words("手机与邮箱至少填一项", "Give a phone or an e-mail")
    elif phone and not email and not takes_sms(phone):
        read.errors.setdefault("phone", _LANDLINE)
    if (phone or email) and not title:
        read.errors["title"] = Words("请填写新任人员的职务或姓名", "Say who comes")
    edition = re.sub(r"\D", "", http.first(read.form, "edition"))[:9] or "0"
    new_id = _nobody_elses(f"{unit.code.replace('_', '-')}-{role}-n{int(edition)}", member.programme, unit)
    comes = Person(new_id, title, role, phone, email, "sms" if takes_sms(phone) else "email") if title else None

    def wanted(now_is: Unit) -> Unit:
        done = comes is not None and now_is.person(new_id) == comes and not (leaves and now_is.person(leaves))
        return now_is if done else entering.named(now_is, role, comes, leaves)

    return wanted, read.day("since"), ""


def _nobody_elses(wanted: str, programme: str, unit: Unit) -> str:
    """This id, or the next like it that nobody of another unit has: an id is one unit's."""
    taken = {p.id for each in registry.units(programme) if each.code != unit.code for p in each.people}
    further = (f"{wanted}-{number}" for number in count(2))
    return next(each for each in chain((wanted,), further) if each not in taken)


def _enter_absence(member: Member, unit: Unit, read: _Reading, now: datetime) -> Wanted:
    absence = Absence(read.text("person"), read.moment("since"), read.moment("until"), read.text("stand_in"))
    return lambda now_is: now_is if absence in now_is.absences else entering.away(now_is, absence, now), None, ""


def _enter_duty(member: Member, unit: Unit, read: _Reading, now: datetime) -> Wanted:
    span = DutySpan(read.text("person"), read.moment("since"), read.moment("until"))
    return lambda now_is: entering.has_duty(now_is, span, now), None, ""


def _end(how: Callable[[Unit, str, datetime, datetime], Unit]) -> Callable[..., Wanted]:
    def ended(member: Member, unit: Unit, read: _Reading, now: datetime) -> Wanted:
        person, _, since = read.text("which").partition("@")
        return lambda now_is: how(now_is, person, parse_instant(since), now), None, ""

    return ended


_WANTED: Mapping[str, Callable[[Member, Unit, _Reading, datetime], Wanted]] = {
    "NamePerson": _name_person,
    "EnterAbsence": _enter_absence,
    "EnterDuty": _enter_duty,
    "EndAbsence": _end(entering.back),
    "EndDuty": _end(entering.off_duty),
}
