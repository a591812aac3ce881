"""The calendar agrees with the published one day by day, and an authority's amendments lie over it."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest

from huiyin.worktime import Amendment, BeforeCalendarError, Calendar, Limit, OfficeHours, Unit, WorkTime

PUBLISHED = [date(2004, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2004, 1, 1)).days + 1)]


def test_every_published_day_is_as_the_official_calendar_has_it():
    calendar = Calendar("Asia/Shanghai")
    off, holiday = chinese_calendar.get_holiday_detail(date(2020, 1, 27))
    assert (off, holiday) == (True, "Spring Festival")

    for day in PUBLISHED:
        off, holiday = chinese_calendar.get_holiday_detail(day)
        ours = calendar.day(day)
        assert ours.working is not off, day
        assert not ours.provisional
        assert holiday is None or holiday in ours.why


def test_a_step_of_n_working_days_is_n_steps_of_one():
    calendar = Calendar("Asia/Shanghai")
    for start in PUBLISHED[::17]:
        day = start
        for nth in range(1, 11):
            day = calendar.next_workday(day)
            assert calendar.workday_after(start, nth) == day
            assert calendar.workdays_between(start, day) == nth - (not calendar.is_workday(start))


def test_the_working_day_before_is_the_one_whose_next_is_this():
    calendar = Calendar("Asia/Shanghai")
    workdays = [day for day in PUBLISHED if calendar.is_workday(day)]
    for earlier, later in pairwise(workdays):
        assert calendar.previous_workday(later) == earlier
        assert calendar.next_workday(earlier) == later


def test_a_year_not_published_yet_has_plain_weekdays_and_says_so():
    new_year = Calendar("Asia/Shanghai").day(date(2027, 1, 1))

    assert new_year.working
    assert new_year.provisional
    assert "not published" in new_year.why
    assert not Calendar("Asia/Shanghai").is_workday(date(2027, 1, 2))


@pytest.mark.parametrize("ask", ["day", "is_workday", "next_workday", "previous_workday"])
def test_a_date_before_the_calendar_is_refused(ask):
    with pytest.raises(BeforeCalendarError, match="expected 2004 or later"):
        getattr(Calendar("Asia/Shanghai"), ask)(date(2003, 12, 31))


@pytest.mark.parametrize("unit", list(Unit))
def test_no_limit_starts_before_the_calendar(suzhou, at, unit):
    with pytest.raises(BeforeCalendarError):
        suzhou.deadline(at("2003-12-31 12:00"), Limit(1, unit))


@pytest.mark.parametrize("unit", list(Unit))
def test_every_limit_can_start_on_the_calendars_first_day(suzhou, at, unit):
    deadline = suzhou.deadline(at("2004-01-01 00:00"), Limit(1, unit))

    assert deadline.start <= deadline.warn_at <= deadline.due_at


def test_a_regions_own_holiday_is_not_counted(at):
    flood = Amendment(False, "防汛停工 · closed for the flood")
    amended = WorkTime(Calendar("Asia/Shanghai", {date(2026, 3, 3): flood}), OfficeHours())

    assert amended.deadline(at("2026-03-02 10:00"), Limit(1, Unit.working_days)).due_at == at("2026-03-04 17:30")
    assert (
        amended.trace(at("2026-03-02 10:00"), Limit(1, Unit.working_days))[1].why == f"日历调整 · amended: {flood.why}"
    )


def test_a_day_off_can_be_made_a_working_day(at):
    amended = WorkTime(Calendar("Asia/Shanghai", {date(2026, 3, 7): Amendment(True, "补班 · worked")}), OfficeHours())

    assert amended.deadline(at("2026-03-06 10:00"), Limit(1, Unit.working_days)).due_at == at("2026-03-07 17:30")


def test_a_day_that_the_authority_settled_is_not_provisional(at):
    off = Amendment(False, "元旦 · New Year's Day")
    settled = {date(2027, 1, day): off for day in (1, 2, 3)} | {
        date(2027, 1, 4): Amendment(True, "工作日 · working day")
    }
    time = WorkTime(Calendar("Asia/Shanghai", settled), OfficeHours())

    deadline = time.deadline(at("2026-12-31 10:00"), Limit(1, Unit.working_days))

    assert deadline.due_at == at("2027-01-04 17:30")
    assert not deadline.provisional


def test_one_calendars_amendments_are_not_anothers():
    Calendar("Asia/Shanghai", {date(2026, 3, 3): Amendment(False, "x")}).day(date(2026, 3, 3))

    assert Calendar("Asia/Shanghai").is_workday(date(2026, 3, 3))
