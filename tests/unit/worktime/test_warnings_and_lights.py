"""When a light turns yellow and red (SZ-3.5); each row was counted by hand."""

from datetime import timedelta

import pytest

from huiyin.worktime import Light, Limit, Unit, light

WARNINGS = [
    # 1 wd: 11.5 h of office time, 9.2 h gone is later than Monday's close.
    ("2026-03-02 10:00", Limit(1, Unit.working_days), "2026-03-03 15:12"),
    # 3 wd: 24.5 h, 19.6 h gone on Thursday morning.
    ("2026-03-02 10:00", Limit(3, Unit.working_days), "2026-03-05 10:06"),
    # 7 wd: 50.5 h, 40.4 h gone on Tuesday 11:24, before that day's close, which is one working day before.
    ("2026-03-02 10:00", Limit(7, Unit.working_days), "2026-03-10 17:30"),
    # Across Spring Festival: 8 h, 6.4 h gone.
    ("2026-02-14 16:00", Limit(1, Unit.working_days), "2026-02-24 15:54"),
    ("2026-03-02 10:00", Limit(24, Unit.hours), "2026-03-03 08:42"),
    # No office time between: half of what elapses.
    ("2026-03-06 20:00", Limit(24, Unit.hours), "2026-03-07 08:00"),
    ("2026-03-03 02:00", Limit(30, Unit.minutes), "2026-03-03 02:15"),
    ("2026-03-02 20:00", Limit(1, Unit.same_day), "2026-03-02 22:00"),
    ("2026-03-03 10:00", Limit(30, Unit.minutes), "2026-03-03 10:24"),
    # Ten minutes of office time before the lunch break.
    ("2026-03-03 11:50", Limit(30, Unit.minutes), "2026-03-03 11:58"),
    ("2026-03-02 11:00", Limit(1, Unit.half_day_rule), "2026-03-02 16:42"),
    # 26 h of office time, 20.8 h gone on Friday at 09:48; due on Saturday, so a working day before is Friday at 18:00.
    ("2026-03-02 18:00", Limit(120, Unit.hours), "2026-03-06 18:00"),
    # 32.5 h, 26 h gone at Thursday's close; a working day before Friday's 24:00 has as many behind it, and is later.
    ("2026-03-02 08:00", Limit(4, Unit.calendar_days), "2026-03-06 00:00"),
    # 30 calendar days, due on Wednesday at 24:00: warned at 24:00 on Tuesday.
    ("2026-03-02 10:00", Limit(30, Unit.calendar_days), "2026-04-01 00:00"),
    # Due on Monday at 24:00, after a weekend: one working day before is Friday at 24:00.
    ("2026-03-02 10:00", Limit(28, Unit.calendar_days), "2026-03-28 00:00"),
]


@pytest.mark.clause("SZ-3.5")
@pytest.mark.parametrize(("start", "limit", "warned"), WARNINGS)
def test_a_warning_comes_a_working_day_before_or_when_four_fifths_of_the_office_time_have_gone(
    suzhou, at, start, limit, warned
):
    assert suzhou.deadline(at(start), limit).warn_at == at(warned)


@pytest.mark.clause("SZ-A2.4.4e")
def test_an_extended_step_is_warned_of_anew(suzhou, at):
    extended = suzhou.extended(at("2026-03-02 10:00"), at("2026-03-05 17:30"), 3)

    assert extended.warn_at == at("2026-03-09 17:30")


@pytest.mark.clause("SZ-3.5")
def test_what_is_done_at_the_due_instant_is_in_time(at):
    warn_at, due_at, second = at("2026-03-03 15:12"), at("2026-03-03 17:30"), timedelta(seconds=1)

    assert light(warn_at - second, warn_at, due_at) is Light.green
    assert light(warn_at, warn_at, due_at) is Light.yellow
    assert light(due_at, warn_at, due_at) is Light.yellow
    assert light(due_at + second, warn_at, due_at) is Light.red


@pytest.mark.parametrize(
    ("now", "open_at"),
    [
        ("2026-03-02 07:00", "2026-03-02 08:30"),
        ("2026-03-02 08:30", "2026-03-02 08:30"),
        ("2026-03-02 11:59:59", "2026-03-02 11:59:59"),
        ("2026-03-02 12:00", "2026-03-02 14:30"),
        ("2026-03-02 17:30", "2026-03-03 08:30"),
        ("2026-02-14 18:00", "2026-02-24 08:30"),
        ("2026-03-07 10:00", "2026-03-09 08:30"),
    ],
)
def test_the_office_opens_next_within_its_hours(suzhou, at, now, open_at):
    assert suzhou.next_open(at(now)) == at(open_at)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-03-02 07:00", "2026-03-02 08:30"),
        ("2026-03-02 08:30", "2026-03-03 08:30"),
        ("2026-03-06 09:00", "2026-03-09 08:30"),
        ("2026-02-13 18:00", "2026-02-14 08:30"),
        ("2026-02-14 18:00", "2026-02-24 08:30"),
    ],
)
def test_the_next_working_morning_lies_strictly_after(suzhou, at, now, morning):
    assert suzhou.working_morning_after(at(now)) == at(morning)
