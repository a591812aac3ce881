"""What cannot be counted is refused: what was wrong, what was expected, what to do next."""

from datetime import date
from fractions import Fraction

import pytest

from huiyin.worktime import (
    Amendment,
    BeforeCalendarError,
    Calendar,
    Limit,
    LimitError,
    NaiveInstantError,
    Thresholds,
    ThresholdsError,
    Unit,
    UnknownZoneError,
)

ZONE = "Asia/Shanghai"
EARLY = r"the year 2003 lies before the official calendar; expected 2004 or later\. Check the instant"


@pytest.mark.parametrize("ask", ["day", "is_workday", "next_workday", "previous_workday"])
def test_a_date_before_the_calendar(ask):
    with pytest.raises(BeforeCalendarError, match=EARLY):
        getattr(Calendar(ZONE), ask)(date(2003, 12, 31))


@pytest.mark.parametrize("unit", list(Unit))
def test_a_start_before_the_calendar(suzhou, at, unit):
    with pytest.raises(BeforeCalendarError, match=EARLY):
        suzhou.deadline(at("2003-12-31 12:00"), Limit(1, unit))


def test_a_request_that_would_have_been_due_before_the_calendar(suzhou, at):
    with pytest.raises(BeforeCalendarError, match=EARLY):
        suzhou.latest_extension_request(at("2004-01-02 17:30"))


@pytest.mark.parametrize("unit", list(Unit))
def test_the_calendars_first_day_is_on_record(suzhou, at, unit):
    deadline = suzhou.deadline(at("2004-01-01 00:00"), Limit(1, unit))

    assert deadline.start <= deadline.warn_at <= deadline.due_at


def test_an_amendment_of_a_day_before_the_calendar():
    expected = r"the amended day 2003-12-31 lies before .*; expected 2004 or later\. Take it out of the amendments"
    with pytest.raises(BeforeCalendarError, match=expected):
        Calendar(ZONE, {date(2026, 3, 3): Amendment(False, "x"), date(2003, 12, 31): Amendment(False, "x")})


def test_a_settled_year_before_the_calendar():
    expected = r"the settled year 1999 lies before .*; expected 2004 or later\. Take it out of the settled years"
    with pytest.raises(BeforeCalendarError, match=expected):
        Calendar(ZONE, settled_years=frozenset({2027, 1999}))


@pytest.mark.parametrize("zone", ["Asia/Shangai", "上海", "", "Asia", "/etc/passwd", "../Asia/Shanghai", "x" * 300])
def test_a_zone_that_nobody_knows(zone):
    with pytest.raises(UnknownZoneError, match=r"no time zone '.*'; expected .* such as Asia/Shanghai\. Check how"):
        Calendar(zone)


@pytest.mark.parametrize(
    "ask",
    [
        lambda time, instant: time.deadline(instant, Limit(1, Unit.hours)),
        lambda time, instant: time.trace(instant, Limit(1, Unit.hours)),
        lambda time, instant: time.recounted(instant, Limit(1, Unit.hours), [1]),
        lambda time, instant: time.trace_whole(instant, Limit(1, Unit.hours), [1]),
        lambda time, instant: time.extended(instant, instant, 1),
        lambda time, instant: time.latest_extension_request(instant),
        lambda time, instant: time.next_open(instant),
        lambda time, instant: time.working_morning_after(instant),
        lambda time, instant: time.local(instant),
    ],
)
def test_an_instant_without_an_offset(suzhou, at, ask):
    expected = r"the instant 2026-03-02T08:00:00 has no offset from UTC; expected one such as .* Add the offset"
    with pytest.raises(NaiveInstantError, match=expected):
        ask(suzhou, at("2026-03-02 08:00").replace(tzinfo=None))


@pytest.mark.parametrize("amount", [0, -1, -30])
@pytest.mark.parametrize("unit", [Unit.working_days, Unit.working_hours, Unit.hours, Unit.minutes, Unit.calendar_days])
def test_a_limit_of_nothing_or_less(unit, amount):
    expected = f"a limit of {amount} {unit} cannot be counted; expected 1 or more\\. Give such an amount"
    with pytest.raises(LimitError, match=expected):
        Limit(amount, unit)


@pytest.mark.parametrize("unit", [Unit.same_day, Unit.half_day_rule])
def test_a_limit_that_needs_no_amount_has_none_below_0_either(unit):
    assert Limit(0, unit).amount == 0
    with pytest.raises(LimitError, match=r"a limit of -1 .* expected 0 or more"):
        Limit(-1, unit)


@pytest.mark.parametrize("days", [0, -1])
def test_an_extension_of_nothing_or_less(suzhou, at, days):
    expected = f"a limit of {days} working_days cannot be counted; expected 1 or more"
    start, limit = at("2026-03-02 10:00"), Limit(3, Unit.working_days)
    for ask in (suzhou.recounted, suzhou.trace_whole):
        with pytest.raises(LimitError, match=expected):
            ask(start, limit, [2, days])
    with pytest.raises(LimitError, match=expected):
        suzhou.extended(start, at("2026-03-05 17:30"), days)


@pytest.mark.parametrize(
    "wrong",
    [
        {"working_days_before": -1},
        {"office_share": Fraction(80)},
        {"office_share": Fraction(0)},
        {"elapsed_share": Fraction(3, 2)},
        {"elapsed_share": Fraction(-1, 2)},
    ],
)
def test_a_light_that_would_never_turn_yellow_in_time(wrong):
    with pytest.raises(ThresholdsError, match=r"expected 0 days or more, and shares above 0 and up to 1\. Correct"):
        Thresholds(**wrong)
