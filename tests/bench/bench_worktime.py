"""How fast deadlines are counted, as ratios within one run (`python -m tests.bench.bench_worktime`)."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from time import perf_counter
from typing import TypeVar

import chinese_calendar

from huiyin.worktime import Calendar, Limit, OfficeHours, Unit, WorkTime

T = TypeVar("T")
DAYS = 10
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
# A prime step, so that the starts fall on every weekday and hour of 2024 to 2026.
STARTS = [FIRST + timedelta(seconds=n * 9_311) for n in range(10_000)]


def walked(start: date) -> date:
    """The baseline: one day after the other, asking the published calendar about each."""
    left = DAYS
    while left:
        start += timedelta(days=1)
        left -= chinese_calendar.is_workday(start)
    return start


def seconds_each(count: Callable[[T], object], things: Sequence[T]) -> float:
    count(things[0])  # the first call lays out a year
    started = perf_counter()
    for thing in things:
        count(thing)
    return (perf_counter() - started) / len(things)


def main() -> None:
    calendar = Calendar("Asia/Shanghai")
    time = WorkTime(calendar, OfficeHours())
    days = [start.date() for start in STARTS]
    assert all(walked(day) == calendar.workday_after(day, DAYS) for day in days[::50])

    walk = seconds_each(walked, days[::20])
    step = seconds_each(lambda day: calendar.workday_after(day, DAYS), days)
    print(f"{DAYS} working days by walking chinese_calendar   {walk * 1e6:9.2f} µs")
    print(f"{DAYS} working days by Calendar.workday_after     {step * 1e6:9.2f} µs   {walk / step:8.0f} x as fast")
    for unit in Unit:
        limit = Limit(DAYS, unit)
        each = seconds_each(partial(time.deadline, limit=limit), STARTS)
        print(f"deadline with its warning, {DAYS} {unit:14} {each * 1e6:12.2f} µs   {1 / each:10,.0f} a second")
        if unit is Unit.working_days:
            print(f"    over walking to the due day alone {walk / each:8.1f} x as fast")


if __name__ == "__main__":
    main()
