"""What holds for every instant and every limit."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.worktime import Calendar, Limit, OfficeHours, Unit, WorkTime

TIME = WorkTime(Calendar("Asia/Shanghai"), OfficeHours())
instants = st.integers(
    int(datetime(2004, 1, 2, tzinfo=UTC).timestamp()), int(datetime(2029, 1, 1, tzinfo=UTC).timestamp())
).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(Unit))
gaps = st.integers(0, 20 * 86_400).map(lambda seconds: timedelta(seconds=seconds))


@given(instants, gaps, limits)
def test_a_later_receipt_never_has_an_earlier_deadline(start, gap, limit):
    assert TIME.deadline(start, limit).due_at <= TIME.deadline(start + gap, limit).due_at


@given(instants, limits)
def test_a_warning_lies_between_the_start_and_the_due_instant(start, limit):
    deadline = TIME.deadline(start, limit)

    assert start <= deadline.warn_at <= deadline.due_at
    assert deadline.due_at > start
    assert deadline.due_at.utcoffset() == deadline.warn_at.utcoffset() == timedelta(0)


@given(instants, limits)
def test_a_trace_has_every_day_once_and_ends_on_the_due_day(start, limit):
    trace = TIME.trace(start, limit)
    due_at = TIME.deadline(start, limit).due_at

    first, last = trace[0].date, trace[-1].date
    assert first == TIME.local(start).date()
    assert last == TIME.local(due_at - timedelta(seconds=1)).date()
    assert [day.date for day in trace] == [first + timedelta(days=n) for n in range((last - first).days + 1)]


@pytest.mark.clause("SZ-A2.4.4c")
@given(instants, st.integers(1, 60))
def test_a_trace_of_n_working_days_counts_n_of_them_and_the_due_day_is_the_last(start, days):
    trace = TIME.trace(start, Limit(days, Unit.working_days))

    counted = [day.date for day in trace if day.counted]
    assert len(counted) == days
    assert counted[-1] == trace[-1].date
    assert all(TIME.calendar.is_workday(day) for day in counted)
    assert TIME.deadline(start, Limit(days, Unit.working_days)).due_at == datetime.combine(
        counted[-1], datetime.min.time().replace(hour=9, minute=30), UTC
    )


@given(instants, st.integers(1, 20), st.integers(1, 20))
def test_an_extended_limit_ends_like_a_longer_one(start, days, more):
    first = TIME.deadline(start, Limit(days, Unit.working_days))

    extended = TIME.extended(start, first.due_at, more)

    assert extended == TIME.deadline(start, Limit(days + more, Unit.working_days))
    assert extended.due_at > first.due_at


@given(instants, limits)
def test_the_deadline_is_the_same_from_whatever_offset_it_is_asked(start, limit):
    assert TIME.deadline(TIME.local(start), limit) == TIME.deadline(start, limit)


@given(instants)
def test_the_office_is_open_when_it_opens_next(now):
    opening = TIME.next_open(now)

    assert opening >= now
    assert TIME.next_open(opening) == opening
    assert TIME.calendar.is_workday(TIME.local(opening).date())
    assert TIME.working_morning_after(now) > now
