"""A programme's clock: between instants and local days, and how office time runs from one moment to another."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from huiyin.worktime.calendar import Calendar
from huiyin.worktime.hours import OfficeHours

_MIDNIGHT = time()
_DAY = timedelta(days=1)
END_OF_DAY = 86_400


class Moment(NamedTuple):
    """An instant together with where it lies in the programme's time, so that this is worked out once."""

    instant: datetime
    """In UTC."""
    day: date
    second: int
    """Of the local day; 86,400 is the 24:00 that ends it."""
    gone: int
    """Seconds of office time that the day has behind it."""


class OfficeTime:
    """The calendar and the office hours, taken together."""

    def __init__(self, calendar: Calendar, hours: OfficeHours) -> None:
        self.calendar = calendar
        self.hours = hours
        self._zone = calendar.zone
        # Kept, because nearly every deadline ends at one of few moments: the close or the noon of a near day.
        self.at = lru_cache(maxsize=4096)(self._at)
        """The moment at a second of a local day."""

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone)

    def moment(self, instant: datetime) -> Moment:
        local = instant.astimezone(self._zone)
        day, second = local.date(), local.hour * 3600 + local.minute * 60 + local.second
        return Moment(instant, day, second, self._gone(day, second))

    def end(self, instant: datetime) -> Moment:
        """The moment of an instant at which something ends: midnight is the 24:00 of the day before."""
        moment = self.moment(instant)
        return moment if moment.second else self.at(moment.day - _DAY, END_OF_DAY)

    def between(self, start: Moment, end: Moment) -> int:
        """Seconds of office time from `start` to `end`."""
        return self.calendar.workdays_between(start.day, end.day) * self.hours.per_day + end.gone - start.gone

    def after(self, start: Moment, seconds: int) -> Moment:
        """The earliest moment at which `seconds` (1 or more) of office time have gone since `start`."""
        days, rest = divmod(start.gone + seconds - 1, self.hours.per_day)
        return self.at(self.calendar.workday_from(start.day, days), self.hours.second_at(rest + 1))

    def next_open(self, now: Moment) -> Moment:
        """`now` itself within office hours, else the next moment at which the office opens."""
        if self.calendar.is_workday(now.day):
            second = self.hours.next_opening(now.second)
            if second is not None:
                return self.at(now.day, second)
        return self.at(self.calendar.next_workday(now.day), self.hours.opening)

    def working_morning_after(self, now: Moment) -> Moment:
        """The first opening of a working day strictly after `now`: 08:30 itself gives the next working day's."""
        still_to_open = self.calendar.is_workday(now.day) and now.second < self.hours.opening
        return self.at(now.day if still_to_open else self.calendar.next_workday(now.day), self.hours.opening)

    def _at(self, day: date, second: int) -> Moment:
        instant = (datetime.combine(day, _MIDNIGHT, self._zone) + timedelta(seconds=second)).astimezone(UTC)
        return Moment(instant, day, second, self._gone(day, second))

    def _gone(self, day: date, second: int) -> int:
        return self.hours.gone_by(second) if self.calendar.is_workday(day) else 0
