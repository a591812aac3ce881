"""How fast deadlines are counted, as ratios within one run (`python -m tests.bench.bench_worktime`)."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from time import perf_counter

import chinese_calendar

from huiyin.worktime import Calendar, Limit, Unit, WorkTime, last_published_year

DAYS = 10
ROUNDS = 25  # short ones, so that the best is one which nothing else disturbed
COUNTED = "deadline with its warning"
# A prime step, so that the starts fall on every weekday and hour of the last published years.
FIRST = datetime(last_published_year() - 2, 1, 1, tzinfo=UTC)
STARTS = [FIRST + timedelta(seconds=n * 46_573) for n in range(2_000)]
GUESSED = [start.replace(year=last_published_year() + 2, day=1) for start in STARTS]


def walked(start: date) -> date:
    """The baseline: one day after the other, asking the published calendar about each."""
    left = DAYS
    while left:
        start += timedelta(days=1)
        left -= chinese_calendar.is_workday(start)
    return start


def side_by_side(jobs: dict[str, tuple[Callable[..., object], Sequence[object]]]) -> dict[str, float]:
    """Seconds that each job takes for one of its things, in its best round; in each round all have their turn."""
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(ROUNDS):
        for name, (count, things) in jobs.items():
            started = perf_counter()
            for thing in things:
                count(thing)
            best[name] = min(best[name], (perf_counter() - started) / len(things))
    return best


def main() -> None:
    calendar = Calendar("Asia/Shanghai")
    time = WorkTime(calendar)
    limit = Limit(DAYS, Unit.working_days)
    days = [start.date() for start in STARTS]
    for start, day in list(zip(STARTS, map(time.local, STARTS), strict=True))[::10]:
        assert time.local(time.deadline(start, limit).due_at).date() == walked(day.date())

    best = side_by_side(
        {
            "walking over chinese_calendar.is_workday": (walked, days[::20]),
            "Calendar.workday_after": (partial(calendar.workday_after, nth=DAYS), days),
            **{f"{COUNTED}, {unit}": (partial(time.deadline, limit=Limit(DAYS, unit)), STARTS) for unit in Unit},
            f"{COUNTED}, in a year not published": (partial(time.deadline, limit=limit), GUESSED),
            "the same, extended twice": (partial(time.recounted, limit=limit, extensions=(3, 2)), STARTS),
            "its trace, day by day": (partial(time.trace, limit=limit), STARTS[::5]),
        }
    )
    walk = next(iter(best.values()))
    print(f"{DAYS} of each unit; the ratio is to walking over {DAYS} working days, which finds the due day alone")
    for name, each in best.items():
        print(f"{name:55} {each * 1e6:9.2f} µs {1 / each:11,.0f} a second {walk / each:9.1f} x")


if __name__ == "__main__":
    main()
