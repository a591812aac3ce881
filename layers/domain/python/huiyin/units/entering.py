"""What a unit enters of itself: who is named, who is away, who has the night. Each gives the unit as it then is.

GX-12, GX-13, WB-6.3d, SZ-A5.4.1 (who is named); a post may be vacant where another stands in for it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from huiyin.case.refusal import Refusal
from huiyin.rulebook.people import Registration
from huiyin.units.addressing import stands_in_for
from huiyin.units.people import Absence, DutySpan, Person, Unit

Span = TypeVar("Span", Absence, DutySpan)

KEPT = timedelta(days=90)  # what ended longer ago is found in the list of changes alone


def may_enter(by: str, role: str) -> bool:
    """A handler enters handlers alone, so that nobody who writes a unit's replies names who signs them (SZ-A2.4.4f)."""
    return by != "handler" or role == "handler"


def named(unit: Unit, role: str, person: Person | None, leaves: str = "") -> Unit:
    """At this post `person` comes, `leaves` goes, or both; where nobody is left at it, others stand in.

    Raises:
        Refusal: nobody comes or goes; whoever is to leave is not at this post; the post would be nobody's.
    """
    if person is None and not leaves:
        raise Refusal("nobody_named", "请填写新任人员，或选择离任人员。", "name who comes, or choose who leaves")
    going = unit.person(leaves) if leaves else None
    if leaves and (going is None or going.role != role):
        raise Refusal(
            "not_at_this_post", "该人员不在此岗位，请重新选择。", "this person does not hold this post: choose again"
        )
    if person and unit.person(person.id):
        raise Refusal("id_taken", "该人员编号已被使用，请更换。", "this id is somebody's already: choose another")
    people = tuple(each for each in (*(p for p in unit.people if p.id != leaves), person) if each is not None)
    vacant = tuple(each for each in unit.vacant if each != role)
    if not any(each.role == role for each in people):
        _require_stand_in(people, role)
        vacant = (*vacant, role)
    return _without_leavers(replace(unit, people=people, vacant=vacant))


def away(unit: Unit, absence: Absence, now: datetime) -> Unit:
    """Somebody is entered as away.

    Raises:
        Refusal: it is nobody of the unit; it ends before it begins, or lies in the past; it overlaps another of theirs;
            the stand-in is nobody of the unit, or the one who is away.
    """
    _require_known(unit, absence.person)
    _require_in_order(absence.since, absence.until, now)
    if absence.stand_in and (unit.person(absence.stand_in) is None or absence.stand_in == absence.person):
        raise Refusal(
            "no_such_stand_in", "代行人应为本单位其他人员，请重新选择。", "the stand-in is another person of the unit"
        )
    if any(a.person == absence.person and a.since < absence.until and absence.since < a.until for a in unit.absences):
        raise Refusal(
            "away_already",
            "与该人员已登记的离岗时间重叠，请先结束原登记。",
            "it overlaps another absence of theirs: end that one first",
        )
    return replace(unit, absences=_by_time((*_recent(unit.absences, now), absence)))


def back(unit: Unit, person: str, since: datetime, now: datetime) -> Unit:
    """Somebody is back before their time, or does not go at all; where nothing is left to end, nothing changes."""
    return replace(unit, absences=tuple(_ended(unit.absences, person, since, now)))


def has_duty(unit: Unit, span: DutySpan, now: datetime) -> Unit:
    """A line of the roster.

    Raises:
        Refusal: it is nobody of the unit; it ends before it begins, or lies in the past.
    """
    _require_known(unit, span.person)
    _require_in_order(span.since, span.until, now)
    if span in unit.roster:
        return unit
    return replace(unit, roster=_by_time((*_recent(unit.roster, now), span)))


def off_duty(unit: Unit, person: str, since: datetime, now: datetime) -> Unit:
    """A line of the roster that ends before its time, or never comes."""
    return replace(unit, roster=tuple(_ended(unit.roster, person, since, now)))


def require_entered_properly(rule: Registration, since: date, today: date, proof: str) -> None:
    """A change is entered once it holds, with the scan that the rulebook asks for (GX-13).

    Raises:
        Refusal: it lies ahead, or its proof is missing.
    """
    if since > today:
        raise Refusal(
            "not_yet", "变更尚未生效，请在生效当日登记。", "the change does not hold yet: enter it on the day it does"
        )
    if rule.proof == "scan" and not proof:
        raise Refusal(
            "proof_missing",
            "请上传加盖公章的变更表扫描件。",
            "add the scan of the stamped paper that proves the change",
            rule.clause or "",
        )


def _require_stand_in(people: tuple[Person, ...], role: str) -> None:
    if not any(each.role in stands_in_for(role) for each in people):
        raise Refusal(
            "nobody_stands_in",
            "该岗位将无人任职，也无人可代行，请同时填写新任人员。",
            "nobody would hold this post, and nobody could stand in: name a successor as well",
        )


def _require_known(unit: Unit, person: str) -> None:
    if unit.person(person) is None:
        raise Refusal(
            "not_of_this_unit", "该人员不是本单位人员，请重新选择。", "this person is not of the unit: choose again"
        )


def _require_in_order(since: datetime, until: datetime, now: datetime) -> None:
    if not since < until or until <= now:
        raise Refusal(
            "times_out_of_order",
            "结束时间应晚于开始时间和当前时间，请核对。",
            "the end comes after the beginning, and after now: check both",
        )


def _without_leavers(unit: Unit) -> Unit:
    """Who has left the unit is neither away from it nor on its roster."""
    absences = tuple(each for each in unit.absences if unit.person(each.person))
    return replace(unit, absences=absences, roster=tuple(each for each in unit.roster if unit.person(each.person)))


def _recent(spans: Iterable[Span], now: datetime) -> list[Span]:
    return [each for each in spans if each.until > now - KEPT]


def _by_time(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda each: (each.since, each.person)))


def _ended(spans: Iterable[Span], person: str, since: datetime, now: datetime) -> list[Span]:
    """The one of this person and beginning ends now, where it runs; one that has not begun is gone."""
    kept = []
    for each in spans:
        if (each.person, each.since) != (person, since) or each.until <= now:
            kept.append(each)
        elif each.since < now:
            kept.append(replace(each, until=now))
    return kept
