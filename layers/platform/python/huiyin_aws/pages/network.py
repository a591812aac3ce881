"""The pages of the network of units: the list, a unit with its people and what became of them, the report on a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from huiyin.units import Change, Unit
from huiyin.units.changes import Post, posts
from huiyin.worktime import WorkTime
from huiyin_aws.pages import moments
from huiyin_aws.pages.moments import Moment
from huiyin_aws.pages.page import DESK, Bar, render
from huiyin_aws.pages.words import ROLES, Words
from huiyin_aws.rolls import Report

if TYPE_CHECKING:
    from huiyin_aws.desk.naming import InvalidError

_POSTS = {role.value: words for role, words in ROLES.items()}

_CHANGED = {
    "entered": Words("首次登记", "Entered"),
    "people": Words("人员变更", "People changed"),
    "names": Words("更名", "Renamed"),
    "network": Words("隶属调整", "Moved within the network"),
    "duties": Words("职责调整", "Fields or regions changed"),
    "absences": Words("离岗登记", "Absences"),
    "roster": Words("值班登记", "Roster"),
    "succeeded": Words("并入其他单位", "Merged into another"),
}
_STATUS = {
    "taken": Words("新增", "New"),
    "changed": Words("变更", "Changed"),
    "unchanged": Words("未变", "Unchanged"),
    "removed": Words("移除", "Removed"),
    "wrong": Words("有误", "Wrong"),
    "right": Words("无误，未写入", "Right, not written"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form; `kind` is the browser's own, so that a calendar opens without a script."""

    name: str
    kind: Literal["text", "tel", "email", "date", "datetime-local", "select", "file"]
    label: Words
    choices: tuple[Choice, ...] = ()
    required: bool = True
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class NetworkForm:
    """Something that may be entered of a unit; `clause` is the rule that it serves."""

    command: str
    heading: Words
    explains: Words
    questions: tuple[Question, ...]
    clause: str = ""


@dataclass(frozen=True, slots=True)
class SpanLine:
    """Somebody is away, or on duty."""

    who: str
    since: Moment
    until: Moment
    stand_in: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """An entry of the list of changes: who was at which post before and after, and whether it came in time."""

    at: Moment
    by: str
    what: tuple[Words, ...]
    since: Moment
    before: tuple[Post, ...]
    after: tuple[Post, ...]
    due: Moment | None
    clause: str
    late: bool
    proof: str


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as the desk shows it: contacts masked."""

    unit: Unit
    people: tuple[Post, ...]
    absences: tuple[SpanLine, ...]
    roster: tuple[SpanLine, ...]
    changes: tuple[ChangeLine, ...]


def unit_view(unit: Unit, changes: Sequence[Change], time: WorkTime, now: datetime) -> UnitView:
    """What is over is left out; of the changes the latest stands first."""

    def line(person: str, since: datetime, until: datetime, stand_in: str = "") -> SpanLine:
        ends = moments.happened(since, time, now), moments.happened(until, time, now)
        return SpanLine(_title(unit, person), *ends, _title(unit, stand_in))

    return UnitView(
        unit,
        posts(unit),
        tuple(line(a.person, a.since, a.until, a.stand_in) for a in unit.absences if a.until > now),
        tuple(line(d.person, d.since, d.until) for d in unit.roster if d.until > now),
        tuple(_change_line(each, time, now) for each in sorted(changes, key=lambda c: -c.edition)),
    )


def list_page(units: Iterable[Unit], now: datetime, bar: Bar, *, whole: bool) -> str:
    """The units that somebody may look at; `whole`: all of them, to be taken out and in as a file."""
    units = tuple(units)
    away = {unit.code: [p.title for p in unit.people if unit.absence_of(p.id, now)] for unit in units}
    return render("network.html.j2", units=units, away=away, whole=whole, bar=bar, footer=DESK)


def unit_page(
    view: UnitView,
    forms: Sequence[NetworkForm],
    bar: Bar,
    *,
    edition: int,
    invalid: "InvalidError | None" = None,
    entered: bool = False,
) -> str:
    """A form that came back stands open, with what is wrong in it."""
    values: Mapping[str, Sequence[str]] = invalid.values if invalid else {}
    shown = {"view": view, "forms": forms, "edition": edition, "entered": entered, "posts": _POSTS}
    came_back = {
        "command": invalid.command if invalid else "",
        "values": values,
        "errors": invalid.errors if invalid else {},
    }
    return render("network_unit.html.j2", **shown, **came_back, bar=bar, footer=DESK)


def report_page(report: Report, bar: Bar) -> str:
    """What became of each row; where one is wrong, those that are not are no more than a number."""
    rows = [each for each in report.results if each.status != "unchanged" and (report.written or each.problems)]
    return render("network_report.html.j2", report=report, rows=rows, status=_STATUS, bar=bar, footer=DESK)


def refused_page(zh: str, en: str, clause: str, bar: Bar, back: str) -> str:
    from huiyin_aws.pages.page import error_page

    return error_page(zh, en, clause, back=back, bar=bar)


def no_unit_page(bar: Bar) -> str:
    """Nothing here, or nothing for this person: which of the two is nobody's business."""
    return render(
        "desk_notice.html.j2",
        heading=Words("没有找到该单位", "We can't find this unit"),
        what=Words("没有这一单位，或不在您可查看的范围内。", "There is none among those that you may look at."),
        instead=Words("请从单位名册进入。", "Please go by the list of units."),
        bar=bar,
        way_in="",
        footer=DESK,
    )


def _change_line(change: Change, time: WorkTime, now: datetime) -> ChangeLine:
    people = "people" in change.what
    return ChangeLine(
        moments.happened(change.at, time, now),
        change.by,
        tuple(_CHANGED[what] for what in change.what),
        moments.day(change.since, time, now),
        tuple(post for post in change.before if post not in change.after) if people else (),
        tuple(post for post in change.after if post not in change.before) if people else (),
        moments.due(change.due_at, time, now) if change.due_at else None,
        change.clause,
        change.late,
        change.proof,
    )


def _title(unit: Unit, person_id: str) -> str:
    person = unit.person(person_id)
    return person.title if person else person_id
