"""The working days of a programme: the official calendar with the authority's amendments laid over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from huiyin.worktime.days import Amendment, Day
from huiyin.worktime.official import official_days

__all__ = ["Amendment", "Calendar", "Day"]


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
    provisional: bool
    """Whether any of its days is."""


@lru_cache(maxsize=256)
def _laid_out(number: int, amendments: frozenset[tuple[date, Amendment]]) -> _Year:
    amended = dict(amendments)
    days = tuple(_amended(day, amended.get(day.date)) for day in official_days(number))
    return _Year(
        number,
        date(number, 1, 1).toordinal(),
        days,
        tuple(day.date for day in days if day.working),
        tuple(accumulate((day.working for day in days), initial=0)),
        any(day.provisional for day in days),
    )


def _amended(day: Day, amendment: Amendment | None) -> Day:
    return day if amendment is None else Day(day.date, amendment.working, amendment.why)


class _Years(dict[int, _Year]):
    """The years of one calendar, each laid out when first asked for."""

    def __init__(self, amendments: Mapping[date, Amendment]) -> None:
        super().__init__()
        self._amendments = dict(amendments)

    def __missing__(self, number: int) -> _Year:
        amended = frozenset((day, amendment) for day, amendment in self._amendments.items() if day.year == number)
        self[number] = _laid_out(number, amended)
        return self[number]


class Calendar:
    """Which days count, in which time zone. `day` and its kin refuse dates before 2004."""

    def __init__(self, zone: str, amendments: Mapping[date, Amendment] | None = None) -> None:
        self.zone = ZoneInfo(zone)
        self._years = _Years(amendments or {})

    def day(self, day: date) -> Day:
        year = self._years[day.year]
        return year.days[day.toordinal() - year.first]

    def is_workday(self, day: date) -> bool:
        year = self._years[day.year]
        return year.days[day.toordinal() - year.first].working

    def next_workday(self, day: date) -> date:
        """The first working day strictly after `day`."""
        return self.workday_after(day, 1)

    def previous_workday(self, day: date) -> date:
        """The last working day strictly before `day`."""
        year = self._years[day.year]
        behind = year.before[day.toordinal() - year.first]
        while behind == 0:
            year = self._years[year.number - 1]
            behind = len(year.workdays)
        return year.workdays[behind - 1]

    def workday_after(self, day: date, nth: int) -> date:
        """The nth working day strictly after `day`; `day` itself is day zero, working or not."""
        year = self._years[day.year]
        index = year.before[day.toordinal() - year.first + 1] + nth - 1
        while index >= len(year.workdays):
            index -= len(year.workdays)
            year = self._years[year.number + 1]
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
        """Whether any day from `first` to `last` is only a guess, because its year is not published yet."""
        # Years are published in order: where the last one is settled, so are those before it.
        return self._years[last.year].provisional and any(
            self.day(first + timedelta(days=n)).provisional for n in range((last - first).days + 1)
        )
