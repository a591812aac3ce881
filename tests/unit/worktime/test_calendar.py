"""The calendar agrees with the published one day by day, and an authority's amendments lie over it."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest

from huiyin.worktime import Amendment, Calendar, Limit, Unit, What, WorkTime, last_published_year

ZONE = "Asia/Shanghai"
PUBLISHED = [date(2004, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2004, 1, 1)).days + 1)]
PLAIN = Calendar(ZONE)
UNPUBLISHED = last_published_year() + 1
FLOOD = Amendment(False, "防汛停工 · closed for the flood")


def test_every_published_day_is_as_the_official_calendar_has_it():
    assert len(PUBLISHED) == 8401
    assert chinese_calendar.get_holiday_detail(date(2020, 1, 27)) == (True, "Spring Festival")

    for day in PUBLISHED:
        off, holiday = chinese_calendar.get_holiday_detail(day)
        ours = PLAIN.day(day)
        assert ours.working == PLAIN.is_workday(day) == chinese_calendar.is_workday(day) == (not off), day
        assert not ours.provisional
        assert (holiday is None) == (ours.what in (What.working_day, What.weekend))
        assert holiday is None or holiday in ours.why


@pytest.mark.parametrize(
    ("day", "working", "what", "why"),
    [
        (date(2026, 3, 2), True, What.working_day, "工作日 · working day"),
        (date(2026, 3, 7), False, What.weekend, "周末 · weekend"),
        (date(2026, 2, 14), True, What.make_up_workday, "春节调休上班 · make-up day for Spring Festival"),
        (date(2026, 2, 15), False, What.holiday, "春节 · Spring Festival"),
        (date(2026, 10, 7), False, What.holiday, "国庆节 · National Day"),
        (date(2026, 10, 10), True, What.make_up_workday, "国庆节调休上班 · make-up day for National Day"),
    ],
)
def test_a_day_says_what_it_is_by_a_code_and_in_words(day, working, what, why):
    said = PLAIN.day(day)

    assert (said.working, said.what, said.why) == (working, what, why)


def test_a_step_of_n_working_days_is_n_steps_of_one():
    for start in PUBLISHED[::17]:
        day = start
        for nth in range(1, 11):
            day = PLAIN.next_workday(day)
            assert PLAIN.workday_after(start, nth) == day
            assert PLAIN.workdays_between(start, day) == nth - (not PLAIN.is_workday(start))


def test_the_working_day_before_is_the_one_whose_next_is_this():
    workdays = [day for day in PUBLISHED if PLAIN.is_workday(day)]
    for earlier, later in pairwise(workdays):
        assert PLAIN.previous_workday(later) == earlier
        assert PLAIN.next_workday(earlier) == later
    for nth in range(1, 600, 7):
        assert PLAIN.workday_before(workdays[-1], nth) == workdays[-1 - nth]


class TestYearsNotPublished:
    def test_they_have_plain_weekdays_and_say_so(self):
        new_year = Calendar(ZONE).day(date(2027, 1, 1))

        assert new_year.working
        assert new_year.provisional
        assert "not published" in new_year.why
        assert not Calendar(ZONE).is_workday(date(2027, 1, 2))

    def test_the_last_published_year_is_the_last_whose_days_are_no_guess(self):
        assert last_published_year() >= 2026
        assert not PLAIN.is_provisional(date(2004, 1, 1), date(last_published_year(), 12, 31))
        assert all(day.provisional for day in PLAIN.days(date(UNPUBLISHED, 1, 1), date(UNPUBLISHED + 1, 12, 31)))
        with pytest.raises(NotImplementedError):
            chinese_calendar.is_workday(date(UNPUBLISHED, 1, 1))

    def test_an_amendment_settles_its_day_and_no_other(self):
        day = date(UNPUBLISHED, 5, 1)
        amended = Calendar(ZONE, {day: Amendment(False, "劳动节 · Labour Day")})

        assert not amended.day(day).provisional
        assert not amended.is_provisional(day, day)
        assert amended.is_provisional(day, day + timedelta(days=1))
        assert amended.is_provisional(day - timedelta(days=1), day)

    def test_a_year_that_the_authority_settled_is_no_guess_and_the_next_one_is(self):
        first, last = date(UNPUBLISHED, 1, 1), date(UNPUBLISHED, 12, 31)
        holiday = Amendment(False, "元旦 · New Year's Day")
        settled = Calendar(ZONE, {first: holiday}, frozenset({UNPUBLISHED}))

        assert not settled.is_provisional(date(2026, 12, 1), last)
        assert settled.day(first).what is What.amended
        assert {day.why for day in settled.days(first + timedelta(days=1), last)} == {
            "工作日 · working day",
            "周末 · weekend",
        }
        assert settled.is_provisional(last, last + timedelta(days=1))

    def test_a_settled_year_after_a_guessed_one_does_not_settle_that(self):
        later = Calendar(ZONE, settled_years=frozenset({UNPUBLISHED + 1}))

        assert later.is_provisional(date(UNPUBLISHED, 12, 31), date(UNPUBLISHED + 1, 1, 10))
        assert not later.is_provisional(date(UNPUBLISHED + 1, 1, 1), date(UNPUBLISHED + 1, 12, 31))

    def test_settling_a_published_year_leaves_it_as_published(self):
        settled = Calendar(ZONE, settled_years=frozenset({2026}))

        assert all(settled.day(day) == PLAIN.day(day) for day in PUBLISHED[-365:])

    def test_a_deadline_in_a_settled_year_is_not_provisional(self, at):
        notice = {date(2027, 1, day): Amendment(False, "元旦 · New Year's Day") for day in (1, 2, 3)}
        limit = Limit(1, Unit.working_days)
        guessed, settled = (WorkTime(Calendar(ZONE, notice, years)) for years in (frozenset(), frozenset({2027})))

        for time in (guessed, settled):
            assert time.deadline(at("2026-12-31 10:00"), limit).due_at == at("2027-01-04 17:30")
        assert not settled.deadline(at("2026-12-31 10:00"), limit).provisional


class TestAmendments:
    def test_a_regions_own_holiday_is_not_counted(self, at):
        amended = WorkTime(Calendar(ZONE, {date(2026, 3, 3): FLOOD}))

        assert amended.deadline(at("2026-03-02 10:00"), Limit(1, Unit.working_days)).due_at == at("2026-03-04 17:30")
        skipped = amended.trace(at("2026-03-02 10:00"), Limit(1, Unit.working_days))[1]
        assert (skipped.what, skipped.why) == (What.amended, "日历调整 · amended: 防汛停工 · closed for the flood")

    def test_a_day_off_can_be_made_a_working_day(self, at):
        amended = WorkTime(Calendar(ZONE, {date(2026, 3, 7): Amendment(True, "补班 · worked")}))
        last = amended.trace(at("2026-03-06 10:00"), Limit(1, Unit.working_days))[-1]

        assert amended.deadline(at("2026-03-06 10:00"), Limit(1, Unit.working_days)).due_at == at("2026-03-07 17:30")
        assert (last.counted, last.what) == (True, What.amended)
        assert last.why == "日历调整 · amended: 补班 · worked：第1个工作日 · working day 1"

    def test_a_day_that_the_authority_settled_is_not_provisional(self, at):
        off = Amendment(False, "元旦 · New Year's Day")
        settled = {date(2027, 1, day): off for day in (1, 2, 3)} | {
            date(2027, 1, 4): Amendment(True, "工作日 · working day")
        }

        deadline = WorkTime(Calendar(ZONE, settled)).deadline(at("2026-12-31 10:00"), Limit(1, Unit.working_days))

        assert deadline.due_at == at("2027-01-04 17:30")
        assert not deadline.provisional

    def test_one_calendars_are_not_anothers(self):
        day = date(2026, 3, 3)
        calendars = [
            (Calendar(ZONE, {day: FLOOD}), False, "日历调整 · amended: 防汛停工 · closed for the flood"),
            (Calendar(ZONE), True, "工作日 · working day"),
            (Calendar(ZONE, {day: Amendment(False, "停电 · no power")}), False, "日历调整 · amended: 停电 · no power"),
            (Calendar(ZONE, {day + timedelta(days=1): FLOOD}), True, "工作日 · working day"),
        ]

        for _ in range(2):  # the second time, each year is laid out already
            for calendar, working, why in calendars:
                assert (calendar.is_workday(day), calendar.day(day).why) == (working, why)
        assert len({calendar for calendar, _, _ in calendars}) == len(calendars)

    def test_one_calendars_settled_years_are_not_anothers(self):
        day = date(UNPUBLISHED, 3, 3)
        settled, plain = Calendar(ZONE, settled_years=frozenset({UNPUBLISHED})), Calendar(ZONE)

        for _ in range(2):
            assert not settled.day(day).provisional
            assert plain.day(day).provisional

    def test_what_is_amended_later_does_not_change_a_calendar_that_is_there(self):
        amendments, settled_years = {date(2026, 3, 4): FLOOD}, {UNPUBLISHED}
        calendar = Calendar(ZONE, amendments, settled_years)
        amendments[date(2026, 3, 3)] = FLOOD
        settled_years.clear()

        assert calendar.is_workday(date(2026, 3, 3))
        assert not calendar.day(date(UNPUBLISHED, 3, 3)).provisional
