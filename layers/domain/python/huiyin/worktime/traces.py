"""Why a limit ends when it does: each day from the start to the due day, counted or skipped, with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from huiyin.worktime.counting import COUNTS, NOON
from huiyin.worktime.limits import Limit, Unit
from huiyin.worktime.officetime import OfficeTime

DAY_ZERO = "起算日，不计 · day zero, not counted"


@dataclass(frozen=True, slots=True)
class DayTrace:
    """One local day of a count; the reason is in Chinese and English."""

    date: date
    counted: bool
    why: str


def trace_limit(office: OfficeTime, start: datetime, limit: Limit) -> tuple[DayTrace, ...]:
    """`start` in UTC, whole seconds. The last day is the day on which the limit ends."""
    due_at = COUNTS[limit.unit](office, start, limit.amount).due_at
    day_zero = office.local(start).date()
    match limit.unit:
        case Unit.working_days:
            return trace_working_days(office, day_zero, due_at)
        case Unit.calendar_days:
            return tuple(_calendar_days(office, day_zero, due_at, limit.amount))
        case Unit.half_day_rule:
            return tuple(_half_day(office, start, due_at))
        case Unit.working_hours:
            return tuple(_office_time(office, start, due_at))
        case Unit.hours | Unit.minutes | Unit.same_day:
            return tuple(_elapsed(office, start, due_at))


def trace_working_days(office: OfficeTime, day_zero: date, due_at: datetime) -> tuple[DayTrace, ...]:
    traces = [DayTrace(day_zero, False, DAY_ZERO)]
    counted = 0
    for date_ in _days(day_zero + timedelta(days=1), office.due_day(due_at)):
        day = office.calendar.day(date_)
        counted += day.working
        why = f"{day.why}：第{counted}个工作日 · working day {counted}" if day.working else day.why
        traces.append(DayTrace(date_, day.working, why))
    return tuple(traces)


def _calendar_days(office: OfficeTime, day_zero: date, due_at: datetime, amount: int) -> Iterator[DayTrace]:
    yield DayTrace(day_zero, False, DAY_ZERO)
    last = office.due_day(due_at)
    for number, date_ in enumerate(_days(day_zero + timedelta(days=1), last), start=1):
        if number <= amount:
            yield DayTrace(date_, True, f"第{number}日 · day {number}")
        elif date_ < last:
            yield DayTrace(date_, False, f"期满日休息，继续顺延：{office.calendar.day(date_).why}, the end moves on")
        else:
            yield DayTrace(date_, False, "期满日休息，顺延至本工作日 · the last day was a day off: ends here")


def _half_day(office: OfficeTime, start: datetime, due_at: datetime) -> Iterator[DayTrace]:
    local = office.local(start)
    day_zero, last = local.date(), office.due_day(due_at)
    if day_zero == last:
        yield DayTrace(day_zero, True, "上午派发，当日17:30前 · dispatched before 12:00: by 17:30 the same day")
        return
    on_working_day = office.calendar.is_workday(day_zero)
    for date_ in _days(day_zero, last - timedelta(days=1)):
        afternoon = on_working_day and date_ == day_zero
        why = "下午派发 · dispatched at or after 12:00" if afternoon else office.calendar.day(date_).why
        yield DayTrace(date_, False, why)
    by_noon = office.local(due_at).time() == NOON
    yield DayTrace(
        last,
        True,
        "下一工作日12:00前 · next working day, by 12:00"
        if by_noon
        else "视同本日上班时派发，17:30前 · as if dispatched at this day's opening: by 17:30",
    )


def _office_time(office: OfficeTime, start: datetime, due_at: datetime) -> Iterator[DayTrace]:
    for date_, begin, end in _parts(office, start, due_at):
        seconds = office.between(begin, end)
        day = office.calendar.day(date_)
        if seconds:
            yield DayTrace(date_, True, f"{day.why}：{_spell(seconds, '办公时间', 'of office time')}")
        else:
            why = f"{day.why}：办公时间已过 · no office time left" if day.working else day.why
            yield DayTrace(date_, False, why)


def _elapsed(office: OfficeTime, start: datetime, due_at: datetime) -> Iterator[DayTrace]:
    for date_, begin, end in _parts(office, start, due_at):
        seconds = int((end - begin).total_seconds())
        yield DayTrace(date_, True, _spell(seconds, "连续计时", "elapsed, every day counts"))


def _parts(office: OfficeTime, start: datetime, end: datetime) -> Iterator[tuple[date, datetime, datetime]]:
    """What of each local day lies between the two instants."""
    for date_ in _days(office.local(start).date(), office.due_day(end)):
        midnight = office.end_of(date_)
        yield date_, start, min(midnight, end)
        start = midnight


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _spell(seconds: int, chinese: str, english: str) -> str:
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    zh = f"{hours}小时{minutes}分" + (f"{rest}秒" if rest else "")
    en = f"{hours} h {minutes} min" + (f" {rest} s" if rest else "")
    return f"{chinese}{zh} · {en} {english}"
