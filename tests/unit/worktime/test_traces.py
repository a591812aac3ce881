"""Every deadline says why: its days, counted or skipped, add up to it."""

from datetime import date

import pytest

from huiyin.worktime import Limit, Unit, What


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


def test_a_last_day_off_rolls_on_and_says_so(suzhou, at):
    trace = suzhou.trace(at("2026-03-01 10:00"), Limit(6, Unit.calendar_days))

    assert days(trace)[-3:] == [("03-07", True), ("03-08", False), ("03-09", False)]
    assert "ends here" in trace[-1].why


CODES = [
    # Saturday 14 February is worked, Spring Festival follows.
    (
        "2026-02-13 16:00",
        Limit(2, Unit.working_days),
        [What.day_zero, What.make_up_workday, *[What.holiday] * 9, What.working_day],
    ),
    ("2026-03-06 15:00", Limit(1, Unit.half_day_rule), [What.day_zero, *[What.weekend] * 2, What.working_day]),
    ("2026-03-07 09:00", Limit(1, Unit.half_day_rule), [*[What.weekend] * 2, What.working_day]),
    ("2026-02-14 09:00", Limit(1, Unit.half_day_rule), [What.make_up_workday]),
    ("2026-03-06 18:00", Limit(2, Unit.working_hours), [What.day_zero, *[What.weekend] * 2, What.working_day]),
    ("2026-03-06 16:00", Limit(2, Unit.working_hours), [What.working_day, *[What.weekend] * 2, What.working_day]),
    ("2026-03-06 16:00", Limit(2, Unit.hours), [What.elapsed]),
    ("2026-03-05 16:00", Limit(2, Unit.calendar_days), [What.day_zero, *[What.calendar_day] * 2, *[What.rolled] * 2]),
]


@pytest.mark.parametrize(("start", "limit", "codes"), CODES)
def test_each_day_says_by_a_code_what_it_was(suzhou, at, start, limit, codes):
    assert [day.what for day in suzhou.trace(at(start), limit)] == codes


def test_a_guessed_day_is_named_as_one(suzhou, at):
    last = suzhou.trace(at("2026-12-31 10:00"), Limit(1, Unit.working_days))[-1]

    assert last.date == date(2027, 1, 1)
    assert "日历未公布" in last.why
