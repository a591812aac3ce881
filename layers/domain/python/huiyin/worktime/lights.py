"""The lights of a running step, and the instant at which one turns yellow (SZ-3.5; the thresholds are a choice)."""

from datetime import datetime, timedelta
from enum import StrEnum

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


def warning(office: OfficeTime, start: Moment, due: Moment) -> datetime:
    """The later of one working day before the due instant and four fifths of the office time; within start and due."""
    office_time = office.between(start, due)
    if office_time == 0:
        elapsed = int((due.instant - start.instant).total_seconds())
        later = office.moment(start.instant + timedelta(seconds=_up(elapsed, 1, 2)))[1:]
    else:
        later = office.after(start, _up(office_time, 4, 5))
    # Without a working day from the start day on, "one working day before" lies before the start: never the later.
    if office.calendar.workdays_between(start.day, due.day):
        later = max(later, office.a_working_day_before(due))
    return min(max(office.instant(*later), start.instant), due.instant)


def _up(whole: int, numerator: int, denominator: int) -> int:
    """A share of so many seconds, rounded up: instants are whole seconds, and that much has gone for certain."""
    return -(-whole * numerator // denominator)
