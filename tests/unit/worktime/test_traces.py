"""Every deadline says why: its days, counted or skipped, add up to it."""

import re
from datetime import date, timedelta

import pytest

from huiyin.worktime import Limit, Unit


def days(trace):
    return [(f"{day.date:%m-%d}", day.counted) for day in trace]


@pytest.mark.clause("SZ-A2.4.4c")
def test_each_day_of_a_count_of_working_days_has_its_reason(suzhou, at):
    trace = suzhou.trace(at("2026-02-13 16:00"), Limit(3, Unit.working_days))

    assert days(trace) == [
        ("02-13", False),
        ("02-14", True),
        *((f"02-{day}", False) for day in range(15, 24)),
        ("02-24", True),
        ("02-25", True),
    ]
    assert "day zero" in trace[0].why
    assert "春节调休上班 · make-up day for Spring Festival" in trace[1].why
    assert trace[2].why == "春节 · Spring Festival"
    assert "第3个工作日 · working day 3" in trace[-1].why


@pytest.mark.clause("SZ-A2.4.4a")
@pytest.mark.parametrize(
    ("dispatched", "expected", "why"),
    [
        ("2026-03-02 11:00", [("03-02", True)], "before 12:00"),
        ("2026-03-02 12:00", [("03-02", False), ("03-03", True)], "by 12:00"),
        ("2026-03-06 15:00", [("03-06", False), ("03-07", False), ("03-08", False), ("03-09", True)], "by 12:00"),
        ("2026-03-07 09:00", [("03-07", False), ("03-08", False), ("03-09", True)], "opening"),
    ],
)
def test_the_half_day_rule_says_which_half_it_was(suzhou, at, dispatched, expected, why):
    trace = suzhou.trace(at(dispatched), Limit(1, Unit.half_day_rule))

    assert days(trace) == expected
    assert why in trace[-1].why


def spelled(why):
    hours, minutes, seconds = re.search(r"(\d+) h (\d+) min(?: (\d+) s)?", why).groups()
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))


@pytest.mark.parametrize(
    ("limit", "whole"),
    [
        (Limit(24, Unit.hours), timedelta(hours=24)),
        (Limit(72, Unit.hours), timedelta(hours=72)),
        (Limit(30, Unit.minutes), timedelta(minutes=30)),
        (Limit(4, Unit.working_hours), timedelta(hours=4)),
        (Limit(26, Unit.working_hours), timedelta(hours=26)),
        (Limit(1, Unit.same_day), None),
    ],
)
@pytest.mark.parametrize("start", ["2026-03-06 16:45:20", "2026-03-06 23:50", "2026-02-14 09:00", "2026-03-03 00:00"])
def test_the_times_that_a_trace_names_add_up_to_the_limit(suzhou, at, start, limit, whole):
    deadline = suzhou.deadline(at(start), limit)

    trace = suzhou.trace(at(start), limit)

    named = sum((spelled(day.why) for day in trace if day.counted), timedelta())
    assert named == (whole or deadline.due_at - deadline.start)
    assert trace[0].date == at(start).date()
    assert trace[-1].date == suzhou.local(deadline.due_at - timedelta(seconds=1)).date()


def test_a_last_day_off_rolls_on_and_says_so(suzhou, at):
    trace = suzhou.trace(at("2026-03-01 10:00"), Limit(6, Unit.calendar_days))

    assert days(trace)[-3:] == [("03-07", True), ("03-08", False), ("03-09", False)]
    assert "ends here" in trace[-1].why


@pytest.mark.clause("SZ-A2.4.4e")
def test_what_extensions_add_is_traced_from_the_old_due_day_on(suzhou, at):
    trace = suzhou.trace_whole(at("2026-03-05 10:00"), Limit(24, Unit.hours), [1, 2])

    assert days(trace) == [
        ("03-05", True),
        ("03-06", True),
        ("03-07", False),
        ("03-08", False),
        ("03-09", True),
        ("03-10", True),
        ("03-11", True),
    ]
    assert trace[4].why == "第1次延期 · extension 1：工作日 · working day：第1个工作日 · working day 1"
    assert trace[-1].why == "第2次延期 · extension 2：工作日 · working day：第2个工作日 · working day 2"
    assert suzhou.recounted(at("2026-03-05 10:00"), Limit(24, Unit.hours), [1, 2]).due_at == at("2026-03-11 17:30")


def test_a_guessed_day_is_named_as_one(suzhou, at):
    last = suzhou.trace(at("2026-12-31 10:00"), Limit(1, Unit.working_days))[-1]

    assert last.date == date(2027, 1, 1)
    assert "日历未公布" in last.why
