"""What holds for every instant and every limit, by the official calendar and by any that an authority amended."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import settings as examined
from hypothesis import strategies as st

from huiyin.worktime import Amendment, Calendar, Limit, Unit, WorkTime

ZONE = "Asia/Shanghai"
PLAIN = WorkTime(Calendar(ZONE))
FIRST, LAST = datetime(2004, 1, 2, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
# Amendments lie close together, and where the limits of those starts that lie there as well reach them.
AMENDED_FROM, AMENDED_TO = date(2026, 9, 20), date(2027, 2, 20)


def seconds_from(first: datetime, last: datetime) -> st.SearchStrategy[datetime]:
    span = int((last - first).total_seconds())
    return st.integers(0, span).map(lambda seconds: first + timedelta(seconds=seconds))


instants = seconds_from(FIRST, LAST) | seconds_from(datetime(2026, 9, 18, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))
limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(Unit))
gaps = st.integers(0, 20 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
extensions = st.lists(st.integers(1, 12), max_size=4)
amendments = st.dictionaries(
    st.dates(AMENDED_FROM, AMENDED_TO), st.builds(Amendment, st.booleans(), st.just("通知 · notice")), max_size=25
)
settled_years = st.frozensets(st.integers(2027, 2030))
calendars = st.builds(Calendar, st.just(ZONE), amendments, settled_years)
times = st.just(PLAIN) | calendars.map(WorkTime)
on_a_busy_machine = examined(deadline=None)


def local_day(time: WorkTime, ending: datetime) -> date:
    """The day on which something ends: 24:00 belongs to the day before."""
    return time.local(ending - timedelta(seconds=1)).date()


def spelled(why: str) -> timedelta:
    """The time that a day's reason names."""
    named = re.search(r"(\d+) h (\d+) min(?: (\d+) s)?", why)
    assert named, why
    hours, minutes, seconds = named.groups()
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))


@on_a_busy_machine
@given(times, instants, gaps, limits, extensions)
def test_a_later_receipt_never_has_an_earlier_deadline(time, start, gap, limit, more):
    assert time.deadline(start, limit).due_at <= time.deadline(start + gap, limit).due_at
    assert time.recounted(start, limit, more).due_at <= time.recounted(start + gap, limit, more).due_at


@pytest.mark.clause("GX-20a", "SZ-3.5")
@on_a_busy_machine
@given(times, instants, limits, extensions)
def test_a_warning_lies_between_the_start_and_the_due_instant(time, start, limit, more):
    deadline = time.recounted(start, limit, more)

    assert start <= deadline.warn_at <= deadline.due_at
    assert deadline.due_at > start
    assert deadline.due_at.utcoffset() == deadline.warn_at.utcoffset() == timedelta(0)
    if more or limit.unit is Unit.working_days:
        assert deadline.warn_at < deadline.due_at


@on_a_busy_machine
@given(times, instants, limits, extensions)
def test_a_trace_has_every_day_once_and_ends_on_the_due_day(time, start, limit, more):
    trace = time.trace_whole(start, limit, more)

    first, last = trace[0].date, trace[-1].date
    assert first == time.local(start).date()
    assert last == local_day(time, time.recounted(start, limit, more).due_at)
    assert [day.date for day in trace] == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert trace[: len(time.trace(start, limit))] == time.trace(start, limit)


@pytest.mark.clause("SZ-A2.4.4c")
@on_a_busy_machine
@given(times, instants, st.integers(1, 60))
def test_a_trace_of_n_working_days_counts_n_of_them_and_the_due_day_is_the_last(time, start, days):
    trace = time.trace(start, Limit(days, Unit.working_days))

    counted = [day.date for day in trace if day.counted]
    assert len(counted) == days
    assert counted[-1] == trace[-1].date
    assert all(day.counted == time.calendar.is_workday(day.date) for day in trace[1:])
    assert time.deadline(start, Limit(days, Unit.working_days)).due_at == datetime.combine(
        counted[-1], datetime.min.time().replace(hour=9, minute=30), UTC
    )


@pytest.mark.clause("SZ-A2.4.4e")
@on_a_busy_machine
@given(times, instants, limits, extensions)
def test_each_extension_counts_its_working_days_and_no_more(time, start, limit, more):
    added = iter(time.trace_whole(start, limit, more)[len(time.trace(start, limit)) :])

    for days in more:
        counted = list(islice((day for day in added if day.counted), days))
        assert len(counted) == days
        assert all(time.calendar.is_workday(day.date) for day in counted)
    assert list(added) == []


@on_a_busy_machine
@given(
    times,
    instants,
    st.integers(1, 60),
    st.sampled_from([Unit.hours, Unit.minutes, Unit.working_hours, Unit.same_day]),
)
@example(PLAIN, datetime(2026, 3, 6, 8, 45, 20, tzinfo=UTC), 26, Unit.working_hours)
@example(PLAIN, datetime(2026, 3, 6, 15, 50, tzinfo=UTC), 24, Unit.hours)
@example(PLAIN, datetime(2026, 3, 2, 16, tzinfo=UTC), 1, Unit.same_day)  # midnight in China
def test_the_times_that_a_trace_names_add_up_to_the_limit(time, start, amount, unit):
    limit = Limit(amount, unit)
    whole = {
        Unit.minutes: timedelta(minutes=amount),
        Unit.same_day: time.deadline(start, limit).due_at - start,
    }.get(unit, timedelta(hours=amount))

    trace = time.trace(start, limit)

    assert sum((spelled(day.why) for day in trace if day.counted), timedelta()) == whole
    assert trace[-1].counted


@on_a_busy_machine
@given(times, instants, st.integers(1, 60))
def test_a_trace_of_n_calendar_days_counts_n_and_rolls_over_days_off_alone(time, start, days):
    trace = time.trace(start, Limit(days, Unit.calendar_days))

    counted, rolled = trace[1 : days + 1], trace[days + 1 :]
    assert [day.counted for day in trace] == [False] + [True] * days + [False] * len(rolled)
    assert time.calendar.is_workday(trace[-1].date)
    assert not rolled or not any(time.calendar.is_workday(day.date) for day in (counted[-1], *rolled[:-1]))


@pytest.mark.clause("GX-14c", "SZ-A2.4.4e")
@on_a_busy_machine
@given(times, instants, limits, extensions)
def test_counted_again_with_the_same_calendar_nothing_moves(time, start, limit, more):
    first = time.deadline(start, limit)

    step_by_step = reduce(lambda due, days: time.extended(start, due.due_at, days), more, first)

    whole = time.recounted(start, limit, more)
    assert (whole.start, whole.due_at, whole.warn_at) == (start, step_by_step.due_at, step_by_step.warn_at)
    assert whole.provisional >= max(first.provisional, step_by_step.provisional)


@on_a_busy_machine
@given(amendments, instants, limits, extensions)
def test_amendments_taken_back_leave_everything_as_it_was(amended, start, limit, more):
    """Withdrawn, or overruled by what the official calendar says."""
    official = {day: Amendment(PLAIN.calendar.is_workday(day), "恢复 · restored") for day in amended}
    before = PLAIN.recounted(start, limit, more)
    WorkTime(Calendar(ZONE, amended)).recounted(start, limit, more)

    withdrawn, overruled = (WorkTime(Calendar(ZONE, after)).recounted(start, limit, more) for after in ({}, official))

    assert withdrawn == before
    assert (overruled.due_at, overruled.warn_at) == (before.due_at, before.warn_at)
    assert overruled.provisional <= before.provisional


@on_a_busy_machine
@given(amendments, st.dates(AMENDED_FROM, AMENDED_TO), instants, st.integers(1, 20), extensions)
def test_a_day_more_off_never_makes_a_count_of_working_days_end_earlier(amended, day, start, days, more):
    limit = Limit(days, Unit.working_days)
    off = WorkTime(Calendar(ZONE, amended | {day: Amendment(False, "停工 · closed")}))

    assert (
        off.recounted(start, limit, more).due_at
        >= WorkTime(Calendar(ZONE, amended)).recounted(start, limit, more).due_at
    )


@on_a_busy_machine
@given(times, instants, limits)
def test_what_rests_on_settled_days_alone_is_not_provisional(time, start, limit):
    days = [time.calendar.day(day.date) for day in time.trace(start, limit)]
    deadline = time.deadline(start, limit)

    if not any(day.provisional for day in days):
        assert not deadline.provisional
    if limit.unit is Unit.working_days:
        assert deadline.provisional == any(day.provisional for day in days[1:])


@on_a_busy_machine
@given(times, instants, st.integers(1, 20), st.integers(1, 20))
def test_an_extended_limit_ends_like_a_longer_one(time, start, days, more):
    first = time.deadline(start, Limit(days, Unit.working_days))

    extended = time.recounted(start, Limit(days, Unit.working_days), [more])

    assert extended == time.deadline(start, Limit(days + more, Unit.working_days))
    assert extended.due_at > first.due_at


@pytest.mark.clause("SZ-A2.4.4e")
@on_a_busy_machine
@given(times, instants, limits, st.integers(1, 20))
def test_an_extension_ends_later_than_what_it_extends(time, start, limit, days):
    due_at = time.deadline(start, limit).due_at

    assert time.extended(start, due_at, days).due_at > due_at


@pytest.mark.clause("SZ-A2.4.4e")
@on_a_busy_machine
@given(times, instants, limits, st.integers(0, 5))
def test_an_extension_is_never_asked_for_after_the_due_instant(time, start, limit, days):
    due_at = time.deadline(start + timedelta(days=30), limit).due_at

    latest = time.latest_extension_request(due_at, days)

    assert latest < due_at if days else latest == due_at
    # Midnight is the 24:00 of the day before, in both.
    assert (time.local(latest) - timedelta(seconds=1)).time() == (time.local(due_at) - timedelta(seconds=1)).time()
    assert time.calendar.workdays_between(local_day(time, latest), local_day(time, due_at)) == days


@on_a_busy_machine
@given(times, instants, limits)
def test_the_deadline_is_the_same_from_whatever_offset_it_is_asked(time, start, limit):
    assert time.deadline(time.local(start), limit) == time.deadline(start, limit)


@on_a_busy_machine
@given(times, instants)
def test_the_office_is_open_when_it_opens_next(time, now):
    opening = time.next_open(now)

    assert opening >= now
    assert time.next_open(opening) == opening
    assert time.calendar.is_workday(time.local(opening).date())
    assert time.working_morning_after(now) > now
