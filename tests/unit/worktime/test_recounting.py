"""An obligation that was extended, counted as a whole: under the calendar as it is now, and with its reason."""

from datetime import date

import pytest

from huiyin.worktime import Amendment, Calendar, Limit, Unit, What, WorkTime

ZONE = "Asia/Shanghai"
THREE = Limit(3, Unit.working_days)
FLOOD = {date(2026, 3, day): Amendment(False, "防汛停工 · closed for the flood") for day in (4, 10)}

RECOUNTED = [
    # Monday 2026-03-02 and three working days: Thursday; each extension from there on.
    ("2026-03-02 10:00", THREE, [], "2026-03-05 17:30"),
    ("2026-03-02 10:00", THREE, [2], "2026-03-09 17:30"),
    ("2026-03-02 10:00", THREE, [1, 1], "2026-03-09 17:30"),
    ("2026-03-02 10:00", THREE, [1, 2, 1], "2026-03-11 17:30"),
    # Due on a Saturday by elapsed hours: that day is the extension's day zero.
    ("2026-03-06 20:00", Limit(24, Unit.hours), [1], "2026-03-09 17:30"),
    # Due at Friday's 24:00.
    ("2026-03-06 09:00", Limit(1, Unit.same_day), [1, 1], "2026-03-10 17:30"),
    # Due on 14 February, a make-up day; Spring Festival lies before the next working day.
    ("2026-02-13 16:00", Limit(1, Unit.working_days), [1, 1], "2026-02-25 17:30"),
]


@pytest.mark.clause("GX-14c", "SZ-A2.4.4e")
@pytest.mark.parametrize(("start", "limit", "extensions", "due"), RECOUNTED)
def test_each_extension_counts_from_the_day_on_which_the_step_was_due_until_then(
    suzhou, at, start, limit, extensions, due
):
    assert suzhou.recounted(at(start), limit, extensions).due_at == at(due)


# The 4th and the 10th of March are off by amendment.
AMENDED = [
    ([], "2026-03-06 17:30"),
    ([1], "2026-03-09 17:30"),
    ([1, 1], "2026-03-11 17:30"),
    ([2], "2026-03-11 17:30"),
]


@pytest.mark.parametrize(("extensions", "due"), AMENDED)
def test_an_amended_day_moves_the_limit_and_every_extension_after_it(at, extensions, due):
    amended = WorkTime(Calendar(ZONE, FLOOD))

    assert amended.recounted(at("2026-03-02 10:00"), THREE, extensions).due_at == at(due)


def test_the_whole_is_provisional_where_any_part_rests_on_a_guess(at):
    """Only the limit's own days lie in the guessed year here: the extension's are settled one by one."""
    settled = {date(2027, 1, day): Amendment(day == 6, "已定 · settled") for day in (5, 6)}
    start, limit = at("2026-12-31 10:00"), Limit(2, Unit.working_days)
    time = WorkTime(Calendar(ZONE, settled))

    due = time.deadline(start, limit)
    assert (due.due_at, due.provisional) == (at("2027-01-04 17:30"), True)
    assert not time.extended(start, due.due_at, 1).provisional
    assert time.recounted(start, limit, [1]).due_at == at("2027-01-06 17:30")
    assert time.recounted(start, limit, [1]).provisional
    assert not time.recounted(at("2026-12-01 10:00"), limit, [1]).provisional


def test_an_elapsed_limit_rests_on_no_calendar_but_its_extension_does(suzhou, at):
    limit = Limit(24, Unit.hours)

    assert not suzhou.recounted(at("2026-12-31 18:00"), limit, []).provisional
    assert suzhou.recounted(at("2026-12-31 18:00"), limit, [1]).provisional


def test_the_reason_of_the_whole_names_each_extension(at):
    amended = WorkTime(Calendar(ZONE, FLOOD))

    trace = amended.trace_whole(at("2026-03-02 10:00"), THREE, [1, 1])

    assert [(day.date.day, day.counted, day.what, day.why) for day in trace] == [
        (2, False, What.day_zero, "起算日，不计 · day zero, not counted"),
        (3, True, What.working_day, "工作日 · working day：第1个工作日 · working day 1"),
        (4, False, What.amended, "日历调整 · amended: 防汛停工 · closed for the flood"),
        (5, True, What.working_day, "工作日 · working day：第2个工作日 · working day 2"),
        (6, True, What.working_day, "工作日 · working day：第3个工作日 · working day 3"),
        (7, False, What.weekend, "第1次延期 · extension 1：周末 · weekend"),
        (8, False, What.weekend, "第1次延期 · extension 1：周末 · weekend"),
        (9, True, What.working_day, "第1次延期 · extension 1：工作日 · working day：第1个工作日 · working day 1"),
        (10, False, What.amended, "第2次延期 · extension 2：日历调整 · amended: 防汛停工 · closed for the flood"),
        (11, True, What.working_day, "第2次延期 · extension 2：工作日 · working day：第1个工作日 · working day 1"),
    ]


@pytest.mark.clause("SZ-A2.4.4e")
def test_what_extensions_add_to_an_elapsed_limit_is_traced_from_the_old_due_day_on(suzhou, at):
    trace = suzhou.trace_whole(at("2026-03-05 10:00"), Limit(24, Unit.hours), [1, 2])

    assert [(f"{day.date:%m-%d}", day.counted) for day in trace] == [
        ("03-05", True),
        ("03-06", True),
        ("03-07", False),
        ("03-08", False),
        ("03-09", True),
        ("03-10", True),
        ("03-11", True),
    ]
    assert [day.what for day in trace[:2]] == [What.elapsed] * 2


def test_without_extensions_the_whole_is_the_limit(suzhou, at):
    start = at("2026-03-02 10:00")

    assert suzhou.trace_whole(start, THREE, []) == suzhou.trace(start, THREE)
    assert suzhou.recounted(start, THREE, []) == suzhou.deadline(start, THREE)
