"""A day as the calendar sees it, what it can be to a count, and how an authority amends one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class What(StrEnum):
    """What a day is, as a stable code for pages and machines; the first five are the calendar's, the rest a count's."""

    working_day = "working_day"
    make_up_workday = "make_up_workday"
    weekend = "weekend"
    holiday = "holiday"
    amended = "amended"
    """Working or not because the authority amended the official calendar."""
    day_zero = "day_zero"
    """The day of the start, which does not count."""
    elapsed = "elapsed"
    """Time that runs through nights and days off."""
    calendar_day = "calendar_day"
    rolled = "rolled"
    """After a last calendar day that was a day off, up to the working day that takes its place."""


@dataclass(frozen=True, slots=True)
class Day:
    """Whether a date is a working day, with the reason; provisional where no calendar is published yet."""

    date: date
    working: bool
    what: What
    why: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """One day that differs from the official calendar: a region's own holiday, a notice changed late."""

    working: bool
    why: str

    def applied_to(self, day: Day) -> Day:
        """The day as amended: settled, whatever its year."""
        return Day(day.date, self.working, What.amended, f"日历调整 · amended: {self.why}")
