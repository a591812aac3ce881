"""Deadlines of a programme: when a step is due, when to warn, what an extension makes of it, and why."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.worktime.calendar import Calendar
from huiyin.worktime.counting import COUNTS
from huiyin.worktime.hours import OfficeHours
from huiyin.worktime.instants import as_utc
from huiyin.worktime.lights import warning
from huiyin.worktime.limits import Limit, Unit
from huiyin.worktime.officetime import OfficeTime
from huiyin.worktime.traces import DayTrace, trace_limit, trace_working_days


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit that runs: all instants in UTC. Provisional where it rests on days whose calendar is not published."""

    start: datetime
    due_at: datetime
    warn_at: datetime
    provisional: bool


class WorkTime:
    """The programme's time. Every instant handed in must carry its offset; every instant handed out is in UTC."""

    def __init__(self, calendar: Calendar, hours: OfficeHours | None = None) -> None:
        self.calendar = calendar
        self.hours = hours or OfficeHours()
        self._office = OfficeTime(calendar, self.hours)

    def deadline(self, start: datetime, limit: Limit) -> Deadline:
        start = as_utc(start)
        # Asked first, so that a date before the calendar is refused for every unit alike.
        self.calendar.day(self._office.local(start).date())
        due_at, rests_on = COUNTS[limit.unit](self._office, start, limit.amount)
        provisional = rests_on is not None and self.calendar.is_provisional(*rests_on)
        return Deadline(start, due_at, warning(self._office, start, due_at), provisional)

    def extended(self, start: datetime, due_at: datetime, working_days: int) -> Deadline:
        """The deadline of `start` moved to the close of the Nth working day after the day on which it was due."""
        start, due_at = as_utc(start), as_utc(due_at)
        days = Limit(working_days, Unit.working_days).amount
        day_zero = self._office.due_day(due_at)
        last = self.calendar.workday_after(day_zero, days)
        new_due = self._office.close_of(last)
        provisional = self.calendar.is_provisional(day_zero, last)
        return Deadline(start, new_due, warning(self._office, start, new_due), provisional)

    def latest_extension_request(self, due_at: datetime) -> datetime:
        """SZ-A2.4.4e: until the same local time on the working day before the due day."""
        return self._office.a_working_day_before(as_utc(due_at))

    def trace(self, start: datetime, limit: Limit) -> tuple[DayTrace, ...]:
        """Each day from the start to the due day, counted or skipped, with the reason."""
        return trace_limit(self._office, as_utc(start), limit)

    def trace_extension(self, due_at: datetime, working_days: int) -> tuple[DayTrace, ...]:
        """The same for an extension, whose day zero is the day on which the step was due."""
        extended = self.extended(due_at, due_at, working_days)
        return trace_working_days(self._office, self._office.due_day(as_utc(due_at)), extended.due_at)

    def local(self, instant: datetime) -> datetime:
        """The instant by the programme's own clock."""
        return self._office.local(as_utc(instant))

    def next_open(self, instant: datetime) -> datetime:
        """The instant itself within office hours, else the next at which the office opens."""
        return self._office.next_open(as_utc(instant))

    def working_morning_after(self, instant: datetime) -> datetime:
        """The first opening of a working day that lies strictly after the instant."""
        return self._office.working_morning_after(as_utc(instant))
