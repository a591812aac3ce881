"""Why a limit ends when it does: each day from the start to the due day, counted or skipped, with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from huiyin.worktime.calendar import Calendar
from huiyin.worktime.counting import Count
from huiyin.worktime.days import What
from huiyin.worktime.limits import Limit, Unit
from huiyin.worktime.officetime import END_OF_DAY, Moment, OfficeTime

_DAY = timedelta(days=1)
DAY_ZERO = "起算日，不计 · day zero, not counted"


@dataclass(frozen=True, slots=True)
class DayTrace:
    """One local day of a count; the reason is in Chinese and English."""

    date: date
    counted: bool
    what: What
    why: str


def trace_limit(office: OfficeTime, start: Moment, limit: Limit, due: Moment) -> Iterator[DayTrace]:
    """The last day is the day on which the limit ends."""
    match limit.unit:
        case Unit.working_days:
            yield DayTrace(start.day, False, What.day_zero, DAY_ZERO)
            yield from _working_days(office.calendar, start, due, "")
        case Unit.calendar_days:
            yield from _calendar_days(office.calendar, start, due, limit.amount)
        case Unit.half_day_rule:
            yield from _half_day(office.calendar, start, due)
        case Unit.working_hours:
            yield from _office_time(office, start, due)
        case Unit.hours | Unit.minutes | Unit.same_day:
            yield from _elapsed(office, start, due)
