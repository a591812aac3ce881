"""The lights of a running step, and the instant at which one turns yellow (SZ-3.5; the thresholds are a choice)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from huiyin.worktime.officetime import Moment, OfficeTime


class Light(StrEnum):
    green = "green"
    yellow = "yellow"
    red = "red"


def light(now: datetime, warn_at: datetime, due_at: datetime) -> Light:
    """Red strictly after the due instant: what is done at that instant is in time."""
    if now > due_at:
        return Light.red
    return Light.yellow if now >= warn_at else Light.green


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When green turns yellow: so many working days before the due instant, or a share of the office time, if later."""

    working_days_before: int = 1
    office_share: Fraction = Fraction(4, 5)
    elapsed_share: Fraction = Fraction(1, 2)  # where no office time lies between


def warning(office: OfficeTime, start: Moment, due: Moment, thresholds: Thresholds) -> datetime:
    """The later of some working days before the due instant and a share of the office time; within start and due."""
    workdays = office.calendar.workdays_between(start.day, due.day)
    office_time = workdays * office.hours.per_day + due.gone - start.gone
    if office_time:
        warn_at = office.after(start, _up(office_time, thresholds.office_share)).instant
    else:
        elapsed = int((due.instant - start.instant).total_seconds())
        warn_at = start.instant + timedelta(seconds=_up(elapsed, thresholds.elapsed_share))
    # With too few working days from the start day on, "so many before" lies before the start: never the later.
    if workdays >= thresholds.working_days_before:
        before = office.calendar.workday_before(due.day, thresholds.working_days_before)
        warn_at = max(warn_at, office.at(before, due.second).instant)
    return min(max(warn_at, start.instant), due.instant)


def _up(whole: int, share: Fraction) -> int:
    """A share of so many seconds, rounded up: instants are whole seconds, and that much has gone for certain."""
    parts, of = share.as_integer_ratio()
    return -(-whole * parts // of)
