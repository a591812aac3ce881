"""The forms for the people of a unit at the desk: who comes and goes, who is away, who has the night.

GX-13: a stamped scan where the rulebook asks for one. A handler enters handlers alone: who signs a unit's replies, and
who stands in for them until when, is said by its leaders, or by the centre (SZ-A2.4.4f).
"""

from collections.abc import Mapping
from datetime import date, datetime

from huiyin.case.record import instant
from huiyin.rulebook import Rulebook
from huiyin.units import CENTRE, Absence, DutySpan, Person, Unit, entering
from huiyin.worktime import WorkTime
from huiyin_aws.pages.network import Choice, NetworkForm, Question
from huiyin_aws.pages.words import ROLES, Words

_POSTS_OF_UNIT, _POSTS_OF_CENTRE = ("handler", "deputy", "head"), ("centre", "checker", "leader", "chief", "regional")


def forms(by: str, unit: Unit, rulebook: Rulebook, time: WorkTime, now: datetime) -> tuple[NetworkForm, ...]:
    """What somebody at this post may enter of this unit now."""
    theirs = tuple(each for each in unit.people if entering.may_enter(by, each.role))
    found = [_people_form(by, unit, theirs, rulebook, time.local(now).date())]
    found += [_absence_form(unit, theirs), _duty_form(unit)]
    absences = tuple(each for each in unit.absences if unit.person(each.person) in theirs)
    if any(each.until > now for each in absences):
        found.append(_end_form("EndAbsence", Words("提前结束离岗", "Somebody is back"), absences, unit, time, now))
    if any(each.until > now for each in unit.roster):
        found.append(_end_form("EndDuty", Words("取消值班", "A duty ends"), unit.roster, unit, time, now))
    return tuple(found)


def _people_form(by: str, unit: Unit, theirs: tuple[Person, ...], rulebook: Rulebook, today: date) -> NetworkForm:
    rule = rulebook.registration
    of_unit = _POSTS_OF_CENTRE if unit.code == CENTRE else _POSTS_OF_UNIT
    posts = (post for post in of_unit if entering.may_enter(by, post))
    roles = tuple(Choice(post, ROLES_BY_POST[post]) for post in posts)
    days = rule.within_working_days
    told = (
        (f"变更后{days}个工作日内登记", f"entered within {days} working days")
        if days
        else ("当日登记", "entered that day")
    )
    stamped = Words("加盖公章的变更表扫描件（不超过4 MB）", "Scan of the stamped paper, up to 4 MB")
    scan = Question("scan", "file", stamped, required=rule.proof == "scan")
    return NetworkForm(
        "NamePerson",
        Words("变更人员", "A change of people"),
        Words(f"{told[0]}，迟报如实记录。", f"{told[1].capitalize()}; what is late is recorded as such."),
        (
            Question("role", "select", Words("岗位", "Post"), choices=roles),
            Question("since", "date", Words("自哪一天起", "From which day on"), proposed=today.isoformat()),
            Question("leaves", "select", Words("离任人员", "Who leaves"), choices=_people(theirs), required=False),
            Question("title", "text", Words("新任人员", "Who comes"), required=False),
            Question("phone", "tel", Words("手机", "Phone"), required=False),
            Question("email", "email", Words("邮箱", "E-mail"), required=False),
            scan,
        ),
        rule.clause or "",
    )


def _absence_form(unit: Unit, theirs: tuple[Person, ...]) -> NetworkForm:
    told = (
        "离岗期间由代行人办理；未指定的，由同岗或代行岗位人员办理。",
        "The stand-in acts; without one, others of the post do.",
    )
    return NetworkForm(
        "EnterAbsence",
        Words("登记离岗", "Somebody is away"),
        Words(*told),
        (
            Question("person", "select", Words("离岗人员", "Who is away"), choices=_people(theirs)),
            Question("since", "datetime-local", Words("开始时间", "From")),
            Question("until", "datetime-local", Words("结束时间", "Until")),
            Question("stand_in", "select", Words("代行人", "Stand-in"), choices=_people(unit.people), required=False),
        ),
    )


def _duty_form(unit: Unit) -> NetworkForm:
    return NetworkForm(
        "EnterDuty",
        Words("登记值班", "A night or a day off on duty"),
        Words(
            "夜间和休息日的紧急事项联系值班人员。",
            "At night and on days off, what is urgent goes to whoever is on duty.",
        ),
        (
            Question("person", "select", Words("值班人员", "Who is on duty"), choices=_people(unit.people)),
            Question("since", "datetime-local", Words("开始时间", "From")),
            Question("until", "datetime-local", Words("结束时间", "Until")),
        ),
    )


def _end_form(
    command: str,
    heading: Words,
    spans: tuple[Absence, ...] | tuple[DutySpan, ...],
    unit: Unit,
    time: WorkTime,
    now: datetime,
) -> NetworkForm:
    running = tuple(
        Choice(
            f"{each.person}@{instant(each.since)}",
            Words(f"{_title(unit, each.person)} {time.local(each.since):%m-%d %H:%M}", ""),
        )
        for each in spans
        if each.until > now
    )
    return NetworkForm(
        command, heading, Words("", ""), (Question("which", "select", Words("哪一项", "Which"), choices=running),)
    )


def _people(people: tuple[Person, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(person.id, Words(person.title, ROLES_BY_POST[person.role].en)) for person in people)


def _title(unit: Unit, person_id: str) -> str:
    person = unit.person(person_id)
    return person.title if person else person_id


ROLES_BY_POST: Mapping[str, Words] = {role.value: words for role, words in ROLES.items()}
