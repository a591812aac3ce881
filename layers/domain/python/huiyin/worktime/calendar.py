"""The working days of a programme: the official calendar with the authority's amendments laid over it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from huiyin.worktime.days import Amendment, Day
from huiyin.worktime.official import (
    FIRST_YEAR,
    BeforeCalendarError,
    last_published_year,
    official_days,
    settled_by_weekday,
)

__all__ = ["Amendment", "Calendar", "Day", "UnknownZoneError"]


class UnknownZoneError(ValueError):
    """A time zone that nobody knows."""

    def __init__(self, zone: str) -> None:
        super().__init__(
            f"there is no time zone {zone!r}; expected a name from the IANA database, such as Asia/Shanghai. "
            "Check how the programme's zone is written"
        )


@dataclass(frozen=True, slots=True)
class _Year:
    """One year laid out so that a step of N working days is one look-up, however long."""

    number: int
    first: int
    """Ordinal of 1 January."""
    days: tuple[Day, ...]
    workdays: tuple[date, ...]
    before: tuple[int, ...]
    """`before[i]` working days lie before the i-th day of the year; the last entry counts the whole year."""


@lru_cache(maxsize=256)
def _laid_out(number: int, amendments: frozenset[tuple[date, Amendment]], settled: bool) -> _Year:
    amended = dict(amendments)
    official = official_days(number)
    known = map(settled_by_weekday, official) if settled else official
    days = tuple(amended[day.date].applied_to(day) if day.date in amended else day for day in known)
    return _Year(
        number,
        date(number, 1, 1).toordinal(),
        days,
        tuple(day.date for day in days if day.working),
        tuple(accumulate((day.working for day in days), initial=0)),
    )


class _Years(dict[int, _Year]):
    """The years of one calendar, each laid out when first asked for."""

    def __init__(self, amendments: Mapping[date, Amendment], settled_years: frozenset[int]) -> None:
        super().__init__()
        self._amendments = dict(amendments)
        self._settled_years = frozenset(settled_years)

    def __missing__(self, number: int) -> _Year:
        amended = frozenset((day, amendment) for day, amendment in self._amendments.items() if day.year == number)
        self[number] = _laid_out(number, amended, number in self._settled_years)
        return self[number]


class Calendar:
    """Which days count, in which time zone.

    `amendments` are single days that the authority keeps differently; each settles its day. `settled_years` are years
    not published yet for which the authority's own notice is complete: their other days are plain weekdays for certain.
    `day` and its kin refuse dates before 2004.

    Raises:
        UnknownZoneError: no such time zone.
        BeforeCalendarError: an amendment of a day, or a settled year, from before 2004.
    """

    def __init__(
        self,
        zone: str,
        amendments: Mapping[date, Amendment] | None = None,
        settled_years: frozenset[int] = frozenset(),
    ) -> None:
        try:
            self.zone = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UnknownZoneError(zone) from error
        for day in amendments or ():
            if day.year < FIRST_YEAR:
                raise BeforeCalendarError(f"the amended day {day}", "Take it out of the amendments, or check its year")
        for year in settled_years:
            if year < FIRST_YEAR:
                raise BeforeCalendarError(f"the settled year {year}", "Take it out of the settled years, or check it")
        self._years = _Years(amendments or {}, settled_years)

    def day(self, day: date) -> Day:
        year = self._years[day.year]
        return year.days[day.toordinal() - year.first]

    def days(self, first: date, last: date) -> Iterator[Day]:
        """Each day from `first` to `last`, both included."""
        return (self.day(first + timedelta(days=n)) for n in range((last - first).days + 1))

    def is_workday(self, day: date) -> bool:
        year = self._years[day.year]
        return year.days[day.toordinal() - year.first].working

    def next_workday(self, day: date) -> date:
        """The first working day strictly after `day`."""
        return self.workday_after(day, 1)

    def previous_workday(self, day: date) -> date:
        """The last working day strictly before `day`."""
        return self.workday_before(day, 1)

    def workday_after(self, day: date, nth: int) -> date:
        """The nth working day strictly after `day`; `day` itself is day zero, working or not."""
        year = self._years[day.year]
        return self._workday(year, year.before[day.toordinal() - year.first + 1] + nth - 1)

    def workday_from(self, day: date, skipped: int) -> date:
        """The first working day on or after `day` once so many working days are skipped."""
        year = self._years[day.year]
        return self._workday(year, year.before[day.toordinal() - year.first] + skipped)

    def workday_before(self, day: date, nth: int) -> date:
        """The nth working day strictly before `day`; none before it is `day` itself, working or not."""
        if nth == 0:
            return day
        year = self._years[day.year]
        return self._workday(year, year.before[day.toordinal() - year.first] - nth)

    def _workday(self, year: _Year, index: int) -> date:
        """A working day by its place in the year; a place outside it lies in the years after or before."""
        while index >= len(year.workdays):
            index -= len(year.workdays)
            year = self._years[year.number + 1]
        while index < 0:
            year = self._years[year.number - 1]
            index += len(year.workdays)
        return year.workdays[index]

    def workdays_between(self, first: date, end: date) -> int:
        """How many working days lie from `first` up to, not including, `end`."""
        year = self._years[first.year]
        count = -year.before[first.toordinal() - year.first]
        while year.number < end.year:
            count += len(year.workdays)
            year = self._years[year.number + 1]
        return count + year.before[end.toordinal() - year.first]

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last` is only a guess, because its year is not settled yet."""
        # Nearly every deadline ends in a published year: then no day needs to be asked.
        return last.year > last_published_year() and any(day.provisional for day in self.days(first, last))
