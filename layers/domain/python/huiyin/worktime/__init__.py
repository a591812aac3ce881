"""When things are due, and why: working days, office hours, deadlines, warnings and their reasons."""

from huiyin.worktime.calendar import Amendment, Calendar, Day, UnknownZoneError
from huiyin.worktime.days import What
from huiyin.worktime.deadlines import Deadline, WorkTime
from huiyin.worktime.hours import OfficeHours
from huiyin.worktime.instants import NaiveInstantError
from huiyin.worktime.lights import Light, Thresholds, ThresholdsError, light
from huiyin.worktime.limits import Limit, LimitError, Unit
from huiyin.worktime.official import FIRST_YEAR, BeforeCalendarError, last_published_year
from huiyin.worktime.traces import DayTrace

__all__ = [
    "FIRST_YEAR",
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
    "ThresholdsError",
    "Unit",
    "UnknownZoneError",
    "What",
    "WorkTime",
    "last_published_year",
    "light",
]
