"""When a step is due in Suzhou: each row was counted by hand on the published calendar."""

from datetime import date

import pytest

from huiyin.worktime import Amendment, Calendar, Limit, Unit, WorkTime

WORKING_DAYS = [
    # An ordinary week: 2026-03-02 is a Monday.
    ("2026-03-02 08:00", 1, "2026-03-03 17:30"),
    ("2026-03-02 10:00", 3, "2026-03-05 17:30"),
    ("2026-03-02 10:00", 7, "2026-03-11 17:30"),
    ("2026-03-02 10:00", 10, "2026-03-16 17:30"),
    ("2026-03-06 17:31", 1, "2026-03-09 17:30"),
    # At night, when the day in UTC is still the one before.
    ("2026-03-02 23:59:59", 1, "2026-03-03 17:30"),
    ("2026-03-03 00:00", 1, "2026-03-04 17:30"),
    ("2026-03-03 02:00", 1, "2026-03-04 17:30"),
    ("2026-03-03 07:59", 3, "2026-03-06 17:30"),
    ("2026-03-09 00:01", 1, "2026-03-10 17:30"),
    # On a weekend, day zero is a day off.
    ("2026-03-07 10:00", 1, "2026-03-09 17:30"),
    ("2026-03-08 00:30", 1, "2026-03-09 17:30"),
    ("2026-03-08 20:00", 3, "2026-03-11 17:30"),
    # Spring Festival 2024: off 10-17 February; Sunday 4 and Sunday 18 are worked.
    ("2024-02-02 10:00", 1, "2024-02-04 17:30"),
    ("2024-02-09 16:00", 1, "2024-02-18 17:30"),
    ("2024-02-09 16:00", 3, "2024-02-20 17:30"),
    ("2024-02-12 10:00", 1, "2024-02-18 17:30"),
    # Mid-autumn and National Day 2024: off 15-17 September and 1-7 October; 14 and 29 September, 12 October worked.
    ("2024-09-13 10:00", 1, "2024-09-14 17:30"),
    ("2024-09-13 10:00", 3, "2024-09-19 17:30"),
    ("2024-09-30 09:00", 3, "2024-10-10 17:30"),
    ("2024-09-30 09:00", 7, "2024-10-15 17:30"),
    ("2024-10-03 03:00", 1, "2024-10-08 17:30"),
    # Spring Festival 2025: off 28 January to 4 February; Sunday 26 January and Saturday 8 February worked.
    ("2025-01-24 10:00", 1, "2025-01-26 17:30"),
    ("2025-01-24 10:00", 3, "2025-02-05 17:30"),
    ("2025-01-27 10:00", 1, "2025-02-05 17:30"),
    ("2025-01-27 10:00", 7, "2025-02-12 17:30"),
    ("2025-02-07 18:00", 1, "2025-02-08 17:30"),
    ("2025-02-08 09:00", 1, "2025-02-10 17:30"),
    # National Day 2025: off 1-8 October; Sunday 28 September and Saturday 11 October worked.
    ("2025-09-26 10:00", 3, "2025-09-30 17:30"),
    ("2025-09-26 10:00", 7, "2025-10-13 17:30"),
    ("2025-09-30 17:30", 1, "2025-10-09 17:30"),
    ("2025-10-06 03:00", 3, "2025-10-11 17:30"),
    # New Year 2026: off 1-3 January; Sunday 4 worked.
    ("2025-12-31 15:00", 1, "2026-01-04 17:30"),
    ("2025-12-31 15:00", 3, "2026-01-06 17:30"),
    ("2026-01-04 09:00", 1, "2026-01-05 17:30"),
    # Spring Festival 2026: off 15-23 February; Saturday 14 and Saturday 28 worked.
    ("2026-02-13 16:00", 1, "2026-02-14 17:30"),
    ("2026-02-13 16:00", 3, "2026-02-25 17:30"),
    ("2026-02-14 09:00", 1, "2026-02-24 17:30"),
    ("2026-02-17 12:00", 1, "2026-02-24 17:30"),
    ("2026-02-17 12:00", 7, "2026-03-03 17:30"),
    ("2026-02-26 11:00", 7, "2026-03-06 17:30"),
    # National Day 2026: off 1-7 October; Sunday 20 September and Saturday 10 October worked.
    ("2026-09-18 10:00", 1, "2026-09-20 17:30"),
    ("2026-09-30 16:00", 1, "2026-10-08 17:30"),
    ("2026-09-30 16:00", 3, "2026-10-10 17:30"),
    ("2026-09-30 16:00", 7, "2026-10-15 17:30"),
    # Spring Festival 2020 as amended on 27 January: off until 2 February.
    ("2020-01-23 10:00", 1, "2020-02-03 17:30"),
    ("2026-12-30 10:00", 1, "2026-12-31 17:30"),
]


@pytest.mark.clause("SZ-A2.4.4b", "SZ-A2.4.4c")
@pytest.mark.parametrize(("start", "days", "due"), WORKING_DAYS)
def test_working_days_end_at_the_close_of_the_nth_working_day_after_the_day_of_receipt(suzhou, at, start, days, due):
    deadline = suzhou.deadline(at(start), Limit(days, Unit.working_days))

    assert deadline.due_at == at(due)
    assert deadline.start == at(start)
    assert not deadline.provisional


HALF_DAYS = [
    ("2026-03-02 00:05", "2026-03-02 17:30"),
    ("2026-03-02 08:30", "2026-03-02 17:30"),
    ("2026-03-02 11:59:59", "2026-03-02 17:30"),
    ("2026-03-02 12:00", "2026-03-03 12:00"),
    ("2026-03-02 16:00", "2026-03-03 12:00"),
    ("2026-03-02 23:00", "2026-03-03 12:00"),
    ("2026-03-06 15:00", "2026-03-09 12:00"),
    ("2026-03-07 09:00", "2026-03-09 17:30"),
    ("2026-03-08 23:59", "2026-03-09 17:30"),
    ("2026-02-13 20:00", "2026-02-14 12:00"),
    ("2026-02-14 10:00", "2026-02-14 17:30"),
    ("2026-02-14 13:00", "2026-02-24 12:00"),
    ("2026-02-16 07:00", "2026-02-24 17:30"),
    ("2026-09-30 12:00", "2026-10-08 12:00"),
    ("2025-01-26 11:00", "2025-01-26 17:30"),
]


@pytest.mark.clause("SZ-A2.4.4a")
@pytest.mark.parametrize(("dispatched", "due"), HALF_DAYS)
def test_an_order_of_the_morning_is_signed_for_that_day_and_one_of_the_afternoon_by_the_next_noon(
    suzhou, at, dispatched, due
):
    assert suzhou.deadline(at(dispatched), Limit(1, Unit.half_day_rule)).due_at == at(due)


ELAPSED = [
    ("2026-03-02 10:00", 24, Unit.hours, "2026-03-03 10:00"),
    ("2026-03-06 20:00", 24, Unit.hours, "2026-03-07 20:00"),
    ("2026-02-14 16:00", 24, Unit.hours, "2026-02-15 16:00"),
    ("2026-12-31 18:00", 24, Unit.hours, "2027-01-01 18:00"),
    ("2026-03-03 01:10", 30, Unit.minutes, "2026-03-03 01:40"),
    ("2026-03-03 23:45", 30, Unit.minutes, "2026-03-04 00:15"),
    ("2026-03-03 00:00", 1, Unit.same_day, "2026-03-04 00:00"),
    ("2026-03-03 07:30", 1, Unit.same_day, "2026-03-04 00:00"),
    ("2026-03-03 23:59", 0, Unit.same_day, "2026-03-04 00:00"),
    ("2026-03-07 12:00", 1, Unit.same_day, "2026-03-08 00:00"),
    ("2026-12-31 15:00", 1, Unit.same_day, "2027-01-01 00:00"),
]


@pytest.mark.clause("SZ-A2.4.3b", "SZ-A2.4.4d")
@pytest.mark.parametrize(("start", "amount", "unit", "due"), ELAPSED)
def test_hours_minutes_and_the_same_day_run_through_nights_and_days_off(suzhou, at, start, amount, unit, due):
    deadline = suzhou.deadline(at(start), Limit(amount, unit))

    assert deadline.due_at == at(due)
    assert not deadline.provisional


WORKING_HOURS = [
    ("2026-03-02 08:30", 4, "2026-03-02 15:00"),
    ("2026-03-02 06:00", 4, "2026-03-02 15:00"),
    ("2026-03-02 13:00", 4, "2026-03-03 09:30"),
    ("2026-03-02 14:30", 3, "2026-03-02 17:30"),
    ("2026-03-02 17:00", 4, "2026-03-03 12:00"),
    ("2026-03-06 16:30", 4, "2026-03-09 11:30"),
    ("2026-03-07 10:00", 4, "2026-03-09 15:00"),
    ("2026-02-14 16:30", 4, "2026-02-24 11:30"),
    ("2026-03-02 08:30", 13, "2026-03-03 17:30"),
]


@pytest.mark.parametrize(("start", "hours", "due"), WORKING_HOURS)
def test_working_hours_run_only_while_the_office_is_open(suzhou, at, start, hours, due):
    assert suzhou.deadline(at(start), Limit(hours, Unit.working_hours)).due_at == at(due)


CALENDAR_DAYS = [
    ("2026-03-02 10:00", 15, "2026-03-18 00:00"),
    ("2026-03-01 10:00", 7, "2026-03-10 00:00"),
    ("2026-09-30 10:00", 1, "2026-10-09 00:00"),
    ("2026-02-21 10:00", 7, "2026-03-01 00:00"),
]


@pytest.mark.parametrize(("start", "days", "due"), CALENDAR_DAYS)
def test_calendar_days_end_at_24_00_and_a_last_day_off_rolls_to_the_next_working_day(suzhou, at, start, days, due):
    assert suzhou.deadline(at(start), Limit(days, Unit.calendar_days)).due_at == at(due)


PROVISIONAL = [
    ("2026-12-31 10:00", Limit(1, Unit.working_days), "2027-01-01 17:30"),
    ("2026-12-30 10:00", Limit(3, Unit.working_days), "2027-01-04 17:30"),
    ("2027-01-02 10:00", Limit(1, Unit.working_days), "2027-01-04 17:30"),
    ("2026-12-31 14:00", Limit(1, Unit.half_day_rule), "2027-01-01 12:00"),
    ("2026-12-31 16:30", Limit(4, Unit.working_hours), "2027-01-01 11:30"),
    ("2026-12-25 10:00", Limit(15, Unit.calendar_days), "2027-01-12 00:00"),
]


@pytest.mark.parametrize(("start", "limit", "due"), PROVISIONAL)
def test_a_year_that_is_not_published_is_counted_by_weekdays_and_marked_provisional(suzhou, at, start, limit, due):
    deadline = suzhou.deadline(at(start), limit)

    assert deadline.due_at == at(due)
    assert deadline.provisional


@pytest.mark.parametrize("limit", [Limit(24, Unit.hours), Limit(30, Unit.minutes), Limit(1, Unit.same_day)])
def test_time_that_elapses_rests_on_no_calendar(suzhou, at, limit):
    assert not suzhou.deadline(at("2027-03-02 10:00"), limit).provisional


def test_calendar_days_rest_on_the_last_of_them_alone(at):
    settled = Calendar("Asia/Shanghai", {date(2027, 1, 5): Amendment(True, "上班 · worked")})

    deadline = WorkTime(settled).deadline(at("2026-12-31 10:00"), Limit(5, Unit.calendar_days))

    assert (deadline.due_at, deadline.provisional) == (at("2027-01-06 00:00"), False)


EXTENSIONS = [
    ("2026-03-05 17:30", 3, "2026-03-10 17:30"),
    ("2026-02-13 17:30", 1, "2026-02-14 17:30"),
    ("2026-02-14 17:30", 3, "2026-02-26 17:30"),
    ("2026-03-07 20:00", 1, "2026-03-09 17:30"),
    ("2026-03-07 00:00", 1, "2026-03-09 17:30"),  # Friday's 24:00
    ("2026-03-06 00:00", 1, "2026-03-06 17:30"),  # Thursday's 24:00
]


@pytest.mark.clause("SZ-A2.4.4e")
@pytest.mark.parametrize(("due", "days", "extended"), EXTENSIONS)
def test_an_extension_counts_from_the_day_on_which_the_step_was_due(suzhou, at, due, days, extended):
    start = at("2026-02-10 10:00")

    deadline = suzhou.extended(start, at(due), days)

    assert deadline.due_at == at(extended)
    assert deadline.start == start


@pytest.mark.clause("SZ-A2.4.4e")
@pytest.mark.parametrize(
    ("due", "latest"),
    [
        ("2026-03-05 17:30", "2026-03-04 17:30"),
        ("2026-03-09 17:30", "2026-03-06 17:30"),
        ("2026-02-24 12:00", "2026-02-14 12:00"),
        ("2026-03-10 00:00", "2026-03-07 00:00"),  # Monday's 24:00 gives Friday's
    ],
)
def test_an_extension_is_asked_until_the_same_time_on_the_working_day_before(suzhou, at, due, latest):
    assert suzhou.latest_extension_request(at(due)) == at(latest)


@pytest.mark.clause("NM-11f", "WB-6.3b", "CQ-19c")
@pytest.mark.parametrize("due", ["2026-03-05 17:30", "2026-03-07 20:00", "2026-03-10 00:00"])
def test_an_extension_asked_before_the_deadline_is_asked_until_the_due_instant(suzhou, at, due):
    assert suzhou.latest_extension_request(at(due), 0) == at(due)


def test_a_fraction_of_a_second_is_dropped(suzhou, at):
    start = at("2026-03-02 08:00").replace(microsecond=999_999)

    assert suzhou.deadline(start, Limit(1, Unit.hours)).due_at == at("2026-03-02 09:00")
