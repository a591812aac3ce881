"""When things are due, and why: working days, office hours, deadlines, warnings and their reasons."""

from huiyin.worktime.calendar import Amendment, Calendar, Day
from huiyin.worktime.deadlines import Deadline, WorkTime
from huiyin.worktime.hours import OfficeHours
from huiyin.worktime.instants import NaiveInstantError
from huiyin.worktime.lights import Light, Thresholds, light
from huiyin.worktime.limits import Limit, LimitError, Unit
from huiyin.worktime.official import BeforeCalendarError
from huiyin.worktime.traces import DayTrace

__all__ = [
    "Amendment",
    "BeforeCalendarError",
    "Calendar",
    "Day",
    "DayTrace",
    "Deadline",
    "Light",
    "Limit",
    "LimitError",
    "NaiveInstantError",
    "OfficeHours",
    "Thresholds",
    "Unit",
    "WorkTime",
    "light",
]
