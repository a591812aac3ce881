"""A programme's clock: between instants and local days, and how office time runs from one instant to another."""

from datetime import UTC, date, datetime, time, timedelta

from huiyin.worktime.calendar import Calendar
from huiyin.worktime.hours import OfficeHours

_MIDNIGHT = time()
_DAY = timedelta(days=1)


class OfficeTime:
    """The calendar and the office hours, taken together."""

    def __init__(self, calendar: Calendar, hours: OfficeHours) -> None:
        self.calendar = calendar
        self.hours = hours
        self._zone = calendar.zone

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone)

    def at(self, day: date, clock: time) -> datetime:
        """The instant, in UTC, of a local day and time."""
        return datetime.combine(day, clock, self._zone).astimezone(UTC)

    def close_of(self, day: date) -> datetime:
        return self.at(day, self.hours.closes)

    def end_of(self, day: date) -> datetime:
        """24:00 of a local day, which is 00:00 of the next."""
        return self.at(day + _DAY, _MIDNIGHT)

    def due_day(self, due_at: datetime) -> date:
        """The local day on which something is due; 24:00 belongs to the day that it ends."""
        local = self.local(due_at)
        return local.date() - _DAY if local.time() == _MIDNIGHT else local.date()

    def a_working_day_before(self, due_at: datetime) -> datetime:
        """The same local time on the last working day before the due day."""
        clock = self.local(due_at).time()
        day = self.calendar.previous_workday(self.due_day(due_at))
        return self.end_of(day) if clock == _MIDNIGHT else self.at(day, clock)

    def between(self, start: datetime, end: datetime) -> int:
        """Seconds of office time from `start` to `end`."""
        begin, finish = self.local(start), self.local(end)
        whole_days = self.calendar.workdays_between(begin.date(), finish.date())
        return whole_days * self.hours.per_day + self._gone(finish) - self._gone(begin)

    def after(self, start: datetime, seconds: int) -> datetime:
        """The earliest instant at which `seconds` (1 or more) of office time have gone since `start`."""
        local = self.local(start)
        day = local.date()
        days, rest = divmod(self._gone(local) + seconds - 1, self.hours.per_day)
        if not self.calendar.is_workday(day):
            days += 1
        if days:
            day = self.calendar.workday_after(day, days)
        return self.at(day, self.hours.clock_at(rest + 1))

    def next_open(self, instant: datetime) -> datetime:
        """The instant itself within office hours, else the next at which the office opens."""
        local = self.local(instant)
        if self.calendar.is_workday(local.date()):
            clock = self.hours.next_opening(local.time())
            if clock is not None:
                return self.at(local.date(), clock)
        return self.at(self.calendar.next_workday(local.date()), self.hours.opens)

    def working_morning_after(self, instant: datetime) -> datetime:
        """The first opening of a working day strictly after the instant: 08:30 itself gives the next working day's."""
        local = self.local(instant)
        day = local.date()
        if not self.calendar.is_workday(day) or local.time() >= self.hours.opens:
            day = self.calendar.next_workday(day)
        return self.at(day, self.hours.opens)

    def _gone(self, local: datetime) -> int:
        return self.hours.gone_by(local.time()) if self.calendar.is_workday(local.date()) else 0
