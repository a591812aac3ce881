"""The lights of a running step, and the instant at which one turns yellow (SZ-3.5; the thresholds are a choice)."""

from datetime import datetime, timedelta
from enum import StrEnum

from huiyin.worktime.officetime import OfficeTime


class Light(StrEnum):
    green = "green"
    yellow = "yellow"
    red = "red"


def light(now: datetime, warn_at: datetime, due_at: datetime) -> Light:
    """Red strictly after the due instant: what is done at that instant is in time."""
    if now > due_at:
        return Light.red
    return Light.yellow if now >= warn_at else Light.green


def warning(office: OfficeTime, start: datetime, due_at: datetime) -> datetime:
    """The later of one working day before the due instant and four fifths of the office time; within start and due."""
    instants = [start, _most_of_the_time_gone(office, start, due_at)]
    # Without a working day in between, "one working day before" lies before the start and cannot be the later.
    if office.calendar.workdays_between(office.local(start).date(), office.due_day(due_at)) > 0:
        instants.append(office.a_working_day_before(due_at))
    return min(max(instants), due_at)


def _most_of_the_time_gone(office: OfficeTime, start: datetime, due_at: datetime) -> datetime:
    office_time = office.between(start, due_at)
    if office_time > 0:
        # Instants are whole seconds: rounded up, so that four fifths have gone for certain.
        return office.after(start, -(-4 * office_time // 5))
    elapsed = int((due_at - start).total_seconds())
    return start + timedelta(seconds=-(-elapsed // 2))
