"""The State Council's calendar of days off and make-up days, as PyPI `chinesecalendar` publishes it."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from huiyin.worktime.days import Day

FIRST_YEAR = 2004


class BeforeCalendarError(ValueError):
    """A date from before the first year whose days off are on record."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"the year {year} lies before the official calendar; expected {FIRST_YEAR} or later. Check the instant"
        )


@cache
def official_days(year: int) -> tuple[Day, ...]:
    """Every day of the year. A year not published yet has plain weekdays, each marked provisional.

    Known limit: a year's notice may also move days of the December before it (2018-12-29 was a make-up day for
    New Year 2019). Until it is published, that December counts as settled; an amendment or a new release mends it.
    """
    if year < FIRST_YEAR:
        raise BeforeCalendarError(year)
    # Imported here: what only reads a light or a limit should not pay for the tables.
    import chinese_calendar

    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return tuple(_unpublished(day) for day in _dates(year))
    # The package's own tables: asked day by day it takes 14 µs each, since it looks for its first and last year anew.
    from chinese_calendar.constants import Holiday, holidays, workdays

    def published(day: date) -> Day:
        if day in workdays:
            return Day(day, True, f"{Holiday(workdays[day]).chinese}调休上班 · make-up day for {workdays[day]}")
        if day in holidays:
            return Day(day, False, f"{Holiday(holidays[day]).chinese} · {holidays[day]}")
        return Day(day, *_by_weekday(day))

    return tuple(published(day) for day in _dates(year))


def _dates(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))


def _by_weekday(day: date) -> tuple[bool, str]:
    return (True, "工作日 · working day") if day.weekday() < 5 else (False, "周末 · weekend")


def _unpublished(day: date) -> Day:
    working, why = _by_weekday(day)
    return Day(
        day, working, f"{why}（日历未公布，暂按星期计 · calendar not published yet, by weekday）", provisional=True
    )
