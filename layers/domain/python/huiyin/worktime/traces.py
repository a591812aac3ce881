"""Why a limit ends when it does: each day from the start to the due day, counted or skipped, with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from huiyin.worktime.counting import COUNTS
from huiyin.worktime.limits import Limit, Unit
from huiyin.worktime.officetime import END_OF_DAY, Moment, OfficeTime

_DAY = timedelta(days=1)
DAY_ZERO = "起算日，不计 · day zero, not counted"


@dataclass(frozen=True, slots=True)
class DayTrace:
    """One local day of a count; the reason is in Chinese and English."""

    date: date
    counted: bool
    why: str


def trace_limit(office: OfficeTime, start: Moment, limit: Limit) -> tuple[DayTrace, ...]:
    """The last day is the day on which the limit ends."""
    due = COUNTS[limit.unit](office, start, limit.amount).due
    match limit.unit:
        case Unit.working_days:
            return tuple(_working_days(office, start, due))
        case Unit.calendar_days:
            return tuple(_calendar_days(office, start, due, limit.amount))
        case Unit.half_day_rule:
            return tuple(_half_day(office, start, due))
        case Unit.working_hours:
            return tuple(_office_time(office, start, due))
        case Unit.hours | Unit.minutes | Unit.same_day:
            return tuple(_elapsed(office, start, due))


def _working_days(office: OfficeTime, start: Moment, due: Moment) -> Iterator[DayTrace]:
    yield DayTrace(start.day, False, DAY_ZERO)
    counted = 0
    for date_ in _days(start.day + _DAY, due.day):
        day = office.calendar.day(date_)
        counted += day.working
        why = f"{day.why}：第{counted}个工作日 · working day {counted}" if day.working else day.why
        yield DayTrace(date_, day.working, why)


def _calendar_days(office: OfficeTime, start: Moment, due: Moment, amount: int) -> Iterator[DayTrace]:
    yield DayTrace(start.day, False, DAY_ZERO)
    for number, date_ in enumerate(_days(start.day + _DAY, due.day), start=1):
        if number <= amount:
            yield DayTrace(date_, True, f"第{number}日 · day {number}")
        elif date_ < due.day:
            yield DayTrace(date_, False, f"{office.calendar.day(date_).why}：继续顺延 · the end moves on")
        else:
            yield DayTrace(date_, False, "期满日休息，顺延至本工作日 · the last day was a day off: ends here")


def _half_day(office: OfficeTime, start: Moment, due: Moment) -> Iterator[DayTrace]:
    if start.day == due.day:
        yield DayTrace(due.day, True, "上午派发，当日17:30前 · dispatched before 12:00: by 17:30 the same day")
        return
    on_working_day = office.calendar.is_workday(start.day)
    for date_ in _days(start.day, due.day - _DAY):
        afternoon = on_working_day and date_ == start.day
        why = "下午派发 · dispatched at or after 12:00" if afternoon else office.calendar.day(date_).why
        yield DayTrace(date_, False, why)
    if on_working_day:
        why = "下一工作日12:00前 · next working day, by 12:00"
    else:
        why = "视同本日上班时派发，17:30前 · as if dispatched at this day's opening: by 17:30"
    yield DayTrace(due.day, True, why)


def _office_time(office: OfficeTime, start: Moment, due: Moment) -> Iterator[DayTrace]:
    for begin, end in _parts(office, start, due):
        seconds = office.between(begin, end)
        day = office.calendar.day(end.day)
        if seconds:
            yield DayTrace(day.date, True, f"{day.why}：{_spell(seconds, '办公时间', 'of office time')}")
        else:
            why = f"{day.why}：办公时间已过 · no office time left" if day.working else day.why
            yield DayTrace(day.date, False, why)


def _elapsed(office: OfficeTime, start: Moment, due: Moment) -> Iterator[DayTrace]:
    for begin, end in _parts(office, start, due):
        seconds = int((end.instant - begin.instant).total_seconds())
        yield DayTrace(end.day, True, _spell(seconds, "连续计时", "elapsed, every day counts"))


def _parts(office: OfficeTime, start: Moment, due: Moment) -> Iterator[tuple[Moment, Moment]]:
    """What of each local day lies between the two moments."""
    for day in _days(start.day, due.day):
        begin = start if day == start.day else office.at(day, 0)
        yield begin, due if day == due.day else office.at(day, END_OF_DAY)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _spell(seconds: int, chinese: str, english: str) -> str:
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    zh = f"{hours}小时{minutes}分" + (f"{rest}秒" if rest else "")
    en = f"{hours} h {minutes} min" + (f" {rest} s" if rest else "")
    return f"{chinese}{zh} · {en} {english}"
