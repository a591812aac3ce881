"""Why a limit ends when it does: each day from the start to the due day, counted or skipped, with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from huiyin.worktime.calendar import Calendar
from huiyin.worktime.days import What
from huiyin.worktime.limits import Limit, Unit
from huiyin.worktime.officetime import END_OF_DAY, Moment, OfficeTime

_DAY = timedelta(days=1)
DAY_ZERO = "起算日，不计 · day zero, not counted"


@dataclass(frozen=True, slots=True)
class DayTrace:
    """One local day of a count; the reason is in Chinese and English."""

    date: date
    counted: bool
    what: What
    why: str


def trace_limit(office: OfficeTime, start: Moment, limit: Limit, due: Moment) -> Iterator[DayTrace]:
    """The last day is the day on which the limit ends."""
    match limit.unit:
        case Unit.working_days:
            yield DayTrace(start.day, False, What.day_zero, DAY_ZERO)
            yield from _working_days(office.calendar, start, due, "")
        case Unit.calendar_days | Unit.days_to_close:
            yield from _calendar_days(office.calendar, start, due, limit.amount)
        case Unit.half_day_rule:
            yield from _half_day(office.calendar, start, due)
        case Unit.working_hours:
            yield from _office_time(office, start, due)
        case Unit.hours | Unit.minutes | Unit.same_day:
            yield from _elapsed(office, start, due)


def trace_extension(calendar: Calendar, due: Moment, extended: Moment, number: int) -> Iterator[DayTrace]:
    """The days that the nth extension adds: its day zero is the day on which the step was due, told already."""
    return _working_days(calendar, due, extended, f"第{number}次延期 · extension {number}：")


def _working_days(calendar: Calendar, start: Moment, due: Moment, name: str) -> Iterator[DayTrace]:
    counted = 0
    for day in calendar.days(start.day + _DAY, due.day):
        counted += day.working
        why = f"{day.why}：第{counted}个工作日 · working day {counted}" if day.working else day.why
        yield DayTrace(day.date, day.working, day.what, name + why)


def _calendar_days(calendar: Calendar, start: Moment, due: Moment, amount: int) -> Iterator[DayTrace]:
    yield DayTrace(start.day, False, What.day_zero, DAY_ZERO)
    for number, day in enumerate(calendar.days(start.day + _DAY, due.day), start=1):
        if number <= amount:
            yield DayTrace(day.date, True, What.calendar_day, f"第{number}日 · day {number}")
        elif day.date < due.day:
            yield DayTrace(day.date, False, What.rolled, f"{day.why}：继续顺延 · the end moves on")
        else:
            why = "期满日休息，顺延至本工作日 · the last day was a day off: ends here"
            yield DayTrace(day.date, False, What.rolled, why)


def _half_day(calendar: Calendar, start: Moment, due: Moment) -> Iterator[DayTrace]:
    first, last = calendar.day(start.day), calendar.day(due.day)
    if first == last:
        yield DayTrace(
            last.date, True, last.what, "上午派发，当日17:30前 · dispatched before 12:00: by 17:30 the same day"
        )
        return
    if first.working:
        yield DayTrace(first.date, False, What.day_zero, "下午派发 · dispatched at or after 12:00")
        by = "下一工作日12:00前 · next working day, by 12:00"
    else:
        yield DayTrace(first.date, False, first.what, first.why)
        by = "视同本日上班时派发，17:30前 · as if dispatched at this day's opening: by 17:30"
    for day in calendar.days(first.date + _DAY, last.date - _DAY):
        yield DayTrace(day.date, False, day.what, day.why)
    yield DayTrace(last.date, True, last.what, f"{last.why}：{by}")


def _office_time(office: OfficeTime, start: Moment, due: Moment) -> Iterator[DayTrace]:
    for begin, end in _parts(office, start, due):
        seconds = office.between(begin, end)
        day = office.calendar.day(end.day)
        if seconds:
            why = f"{day.why}：{_spell(seconds, '办公时间', 'of office time')}"
            yield DayTrace(day.date, True, day.what, why)
        elif day.working:
            yield DayTrace(day.date, False, What.day_zero, f"{day.why}：办公时间已过 · no office time left")
        else:
            yield DayTrace(day.date, False, day.what, day.why)


def _elapsed(office: OfficeTime, start: Moment, due: Moment) -> Iterator[DayTrace]:
    for begin, end in _parts(office, start, due):
        seconds = int((end.instant - begin.instant).total_seconds())
        yield DayTrace(end.day, True, What.elapsed, _spell(seconds, "连续计时", "elapsed, every day counts"))


def _parts(office: OfficeTime, start: Moment, due: Moment) -> Iterator[tuple[Moment, Moment]]:
    """What of each local day lies between the two moments."""
    for n in range((due.day - start.day).days + 1):
        day = start.day + n * _DAY
        begin = start if day == start.day else office.at(day, 0)
        yield begin, due if day == due.day else office.at(day, END_OF_DAY)


def _spell(seconds: int, chinese: str, english: str) -> str:
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    zh = f"{hours}小时{minutes}分" + (f"{rest}秒" if rest else "")
    en = f"{hours} h {minutes} min" + (f" {rest} s" if rest else "")
    return f"{chinese}{zh} · {en} {english}"
