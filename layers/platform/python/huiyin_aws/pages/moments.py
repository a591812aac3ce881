"""Instants as people say them: 11月23日 星期一 17:30 前, and the same in English."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from huiyin.case.record import instant
from huiyin.worktime import WorkTime

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant or a day, for machines (`iso`) and in words without and with "by"."""

    iso: str
    zh: str
    en: str

    @property
    def by_zh(self) -> str:
        return f"{self.zh} 前"

    @property
    def by_en(self) -> str:
        return f"by {self.en}"


def happened(at: datetime, time_: WorkTime, now: datetime) -> Moment:
    """Something in the past, by the programme's clock; the year is said where it is not this one."""
    local = time_.local(at)
    return _said(at, local, f"{local:%H:%M}", time_.local(now).year)


def due(at: datetime, time_: WorkTime, now: datetime) -> Moment:
    """A deadline: one at midnight belongs to the day that it closes (24:00)."""
    local = time_.local(at)
    if local.time() == time(0):
        return _said(at, local - timedelta(days=1), "24:00", time_.local(now).year)
    return _said(at, local, f"{local:%H:%M}", time_.local(now).year)


def day(date_: date, time_: WorkTime, now: datetime) -> Moment:
    """A whole day, by the programme's calendar."""
    zh, en = _spoken(date_, time_.local(now).year)
    return Moment(date_.isoformat(), zh, en)


def _said(at: datetime, day: datetime, clock: str, this_year: int) -> Moment:
    zh, en = _spoken(day, this_year)
    return Moment(instant(at), f"{zh} {clock}", f"{clock} on {en}")


def _spoken(day: date, this_year: int) -> tuple[str, str]:
    year_zh, year_en = ("", "") if day.year == this_year else (f"{day.year}年", f" {day.year}")
    zh = f"{year_zh}{day.month}月{day.day}日 星期{WEEKDAYS_ZH[day.weekday()]}"
    return zh, f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}{year_en}"
