"""The State Council's calendar of days off and make-up days, as PyPI `chinesecalendar` publishes it."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from huiyin.worktime.days import Day, What

FIRST_YEAR = 2004
_NOT_PUBLISHED = "（日历未公布，暂按星期计 · calendar not published yet, by weekday）"


class BeforeCalendarError(ValueError):
    """A date from before the first year whose days off are on record."""

    def __init__(self, what: str, do_next: str) -> None:
        super().__init__(f"{what} lies before the official calendar; expected {FIRST_YEAR} or later. {do_next}")


@cache
def last_published_year() -> int:
    """The last year whose days off and make-up days are published; those after it go by weekdays."""
    # Imported here and below: what only reads a light or a limit should not pay for the tables.
    from chinese_calendar.constants import holidays

    return int(max(holidays).year)


@cache
def official_days(year: int) -> tuple[Day, ...]:
    """Every day of the year. A year not published yet has plain weekdays, each marked provisional.

    Known limit: a year's notice may also move days of the December before it (2018-12-29 was a make-up day for
    New Year 2019). Until it is published, that December counts as settled; an amendment or a new release mends it.
    """
    if year < FIRST_YEAR:
        raise BeforeCalendarError(f"the year {year}", "Check the instant")
    if year > last_published_year():
        return tuple(_by_weekday(day, _NOT_PUBLISHED) for day in _dates(year))
    # The package's own tables: asked day by day it takes 14 µs each, since it looks for its first and last year anew.
    from chinese_calendar.constants import Holiday, holidays, workdays

    def published(day: date) -> Day:
        if day in workdays:
            why = f"{Holiday(workdays[day]).chinese}调休上班 · make-up day for {workdays[day]}"
            return Day(day, True, What.make_up_workday, why)
        if day in holidays:
            return Day(day, False, What.holiday, f"{Holiday(holidays[day]).chinese} · {holidays[day]}")
        return _by_weekday(day)

    return tuple(published(day) for day in _dates(year))


def settled_by_weekday(day: Day) -> Day:
    """A day of a year that the authority's own notice has settled: a guess no longer; a published day as it was."""
    return _by_weekday(day.date) if day.provisional else day


def _dates(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))


def _by_weekday(day: date, doubt: str = "") -> Day:
    if day.weekday() < 5:
        return Day(day, True, What.working_day, f"工作日 · working day{doubt}", bool(doubt))
    return Day(day, False, What.weekend, f"周末 · weekend{doubt}", bool(doubt))
