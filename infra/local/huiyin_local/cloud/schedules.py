"""Schedule expressions, and the rules that fire by them: rate(…), cron(…) and at(…) in a time zone."""

import datetime as dt
import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from .scheduler import World

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_SECONDS = {"minute": 60, "hour": 3600, "day": 86400}
_AT = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")
_CRON = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
_HORIZON_DAYS = 366 * 5


class UnknownScheduleError(ValueError):
    """A schedule expression that we cannot read."""


def next_firing(expression: str, after: int, zone: str = "UTC", since: int = 0) -> int | None:
    """The first instant after `after` at which a schedule made at `since` fires; None if it never does again."""
    if match := _RATE.fullmatch(expression):
        period = int(match[1]) * _SECONDS[match[2]]
        return since + ((after - since) // period + 1) * period
    if match := _AT.fullmatch(expression):
        instant = int(dt.datetime.fromisoformat(match[1]).replace(tzinfo=ZoneInfo(zone)).timestamp())
        return instant if instant > after else None
    if match := _CRON.fullmatch(expression):
        return _next_by_cron(match.groups(), after, ZoneInfo(zone))
    raise UnknownScheduleError(f"{expression!r} is neither rate(N minutes|hours|days), cron(six fields) nor at(time).")


def keep_firing(world: World, expression: str, zone: str, fire: Callable[[], None]) -> None:
    """Fire at each instant of a schedule, from now on."""
    since = world.now

    def arm() -> None:
        instant = next_firing(expression, world.now, zone, since)
        if instant is not None:
            world.call_at(instant, go)

    def go() -> None:
        arm()
        fire()

    arm()


def _next_by_cron(fields: tuple[str, ...], after: int, zone: ZoneInfo) -> int | None:
    minutes, hours = _values(fields[0], 0, 59), _values(fields[1], 0, 23)
    months, years = _values(fields[3], 1, 12, _MONTHS), _values(fields[5], 1970, 2199)
    days, weekdays = _values(fields[2], 1, 31), _values(fields[4], 1, 7, _WEEKDAYS)
    first = dt.datetime.fromtimestamp(after, zone).date()
    for offset in range(_HORIZON_DAYS):
        day = first + dt.timedelta(days=offset)
        weekday = day.isoweekday() % 7 + 1
        if day.year in years and day.month in months and day.day in days and weekday in weekdays:
            for hour in sorted(hours):
                for minute in sorted(minutes):
                    instant = int(dt.datetime.combine(day, dt.time(hour, minute), zone).timestamp())
                    if instant > after:
                        return instant
    return None


def _values(field: str, lowest: int, highest: int, names: list[str] | None = None) -> set[int]:
    values: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        if span in ("*", "?"):
            first, last = lowest, highest
        else:
            low, _, high = span.partition("-")
            first = _number(low, lowest, names)
            last = _number(high, lowest, names) if high else (highest if step else first)
        values.update(range(first, last + 1, int(step or 1)))
    return values


def _number(text: str, lowest: int, names: list[str] | None) -> int:
    if names and text.upper() in names:
        return names.index(text.upper()) + lowest
    if not text.isdigit():
        raise UnknownScheduleError(f"{text!r} in a cron field: only numbers, names, lists, ranges and steps are known.")
    return int(text)
