"""How each unit is counted: from an instant and an amount to the instant at which the limit ends."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from huiyin.worktime.limits import Unit
from huiyin.worktime.officetime import OfficeTime

# SZ-A2.4.4a names these times itself, so they stay when an office changes its hours.
NOON = time(12)
EVENING = time(17, 30)


class Count(NamedTuple):
    """Where a limit ends, and the days on whose working or not that rests (None: elapsed time asks no calendar)."""

    due_at: datetime
    rests_on: tuple[date, date] | None


def _working_days(office: OfficeTime, start: datetime, amount: int) -> Count:
    """Day zero is the local day of the start, working or not; due at the close of the Nth working day after it."""
    day_zero = office.local(start).date()
    last = office.calendar.workday_after(day_zero, amount)
    return Count(office.close_of(last), (day_zero + timedelta(days=1), last))


def _working_hours(office: OfficeTime, start: datetime, amount: int) -> Count:
    due_at = office.after(start, amount * 3600)
    return Count(due_at, (office.local(start).date(), office.due_day(due_at)))


def _hours(office: OfficeTime, start: datetime, amount: int) -> Count:
    return Count(start + timedelta(hours=amount), None)


def _minutes(office: OfficeTime, start: datetime, amount: int) -> Count:
    return Count(start + timedelta(minutes=amount), None)


def _same_day(office: OfficeTime, start: datetime, amount: int) -> Count:
    return Count(office.end_of(office.local(start).date()), None)


def _calendar_days(office: OfficeTime, start: datetime, amount: int) -> Count:
    """The Nth day after day zero ends at 24:00; where it is a day off, the next working day takes its place."""
    nth = office.local(start).date() + timedelta(days=amount)
    last = nth if office.calendar.is_workday(nth) else office.calendar.next_workday(nth)
    return Count(office.end_of(last), (nth, last))


def _half_day(office: OfficeTime, start: datetime, amount: int) -> Count:
    """SZ-A2.4.4a: in the morning of a working day, by 17:30 that day; in the afternoon, by 12:00 on the next.

    On a day off (a choice): as if at the opening of the next working day.
    """
    local = office.local(start)
    day = local.date()
    if not office.calendar.is_workday(day):
        last, clock = office.calendar.next_workday(day), EVENING
    elif local.time() < NOON:
        last, clock = day, EVENING
    else:
        last, clock = office.calendar.next_workday(day), NOON
    return Count(office.at(last, clock), (day, last))


COUNTS: Mapping[Unit, Callable[[OfficeTime, datetime, int], Count]] = {
    Unit.working_days: _working_days,
    Unit.working_hours: _working_hours,
    Unit.hours: _hours,
    Unit.minutes: _minutes,
    Unit.same_day: _same_day,
    Unit.calendar_days: _calendar_days,
    Unit.half_day_rule: _half_day,
}
