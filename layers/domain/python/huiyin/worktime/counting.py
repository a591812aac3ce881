"""How each unit is counted: from an instant and an amount to the instant at which the limit ends."""

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from typing import TypeAlias

from huiyin.worktime.hours import second_of
from huiyin.worktime.limits import Limit, Unit
from huiyin.worktime.officetime import END_OF_DAY, Moment, OfficeTime

_DAY = timedelta(days=1)
# SZ-A2.4.4a names these times itself, so they stay when an office changes its hours.
NOON = second_of(time(12))
EVENING = second_of(time(17, 30))

Count: TypeAlias = tuple[Moment, date | None]
"""Where a limit ends, and the first day on whose working or not that rests; None where the time just elapses."""


def count_working_days(office: OfficeTime, start: Moment, amount: int) -> Count:
    """Day zero is the local day of the start, working or not; due at the close of the Nth working day after it."""
    last = office.calendar.workday_after(start.day, amount)
    return office.at(last, office.hours.closing), start.day + _DAY


def _working_hours(office: OfficeTime, start: Moment, amount: int) -> Count:
    return office.after(start, amount * 3600), start.day


def _hours(office: OfficeTime, start: Moment, amount: int) -> Count:
    return office.end(start.instant + timedelta(hours=amount)), None


def _minutes(office: OfficeTime, start: Moment, amount: int) -> Count:
    return office.end(start.instant + timedelta(minutes=amount)), None


def _same_day(office: OfficeTime, start: Moment, amount: int) -> Count:
    return office.at(start.day, END_OF_DAY), None


def _calendar_days(office: OfficeTime, start: Moment, amount: int) -> Count:
    """The Nth day after day zero ends at 24:00; where it is a day off, the next working day takes its place."""
    nth = start.day + timedelta(days=amount)
    return office.at(office.calendar.workday_from(nth, 0), END_OF_DAY), nth


def _days_to_close(office: OfficeTime, start: Moment, amount: int) -> Count:
    """GX-20b: by the close of a day that was promised; where it is a day off, of the next working day."""
    nth = start.day + timedelta(days=amount)
    return office.at(office.calendar.workday_from(nth, 0), office.hours.closing), nth


def _half_day(office: OfficeTime, start: Moment, amount: int) -> Count:
    """SZ-A2.4.4a: in the morning of a working day, by 17:30 that day; in the afternoon, by 12:00 on the next.

    On a day off (a choice): as if at the opening of the next working day.
    """
    if not office.calendar.is_workday(start.day):
        last, second = office.calendar.next_workday(start.day), EVENING
    elif start.second < NOON:
        last, second = start.day, EVENING
    else:
        last, second = office.calendar.next_workday(start.day), NOON
    return office.at(last, second), start.day


def count_extended(office: OfficeTime, before: Count, working_days: int) -> Count:
    """An extension: day zero is the day on which the step was due. It rests on what the count before rests on, too."""
    limit = Limit(working_days, Unit.working_days)
    due, rests_from = before
    extended, first = count_working_days(office, due, limit.amount)
    return extended, rests_from or first


COUNTS: Mapping[Unit, Callable[[OfficeTime, Moment, int], Count]] = {
    Unit.working_days: count_working_days,
    Unit.working_hours: _working_hours,
    Unit.hours: _hours,
    Unit.minutes: _minutes,
    Unit.same_day: _same_day,
    Unit.calendar_days: _calendar_days,
    Unit.days_to_close: _days_to_close,
    Unit.half_day_rule: _half_day,
}
