"""A day as the calendar sees it, and how an authority amends one."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Day:
    """Whether a date is a working day, with the reason; provisional where no calendar is published yet."""

    date: date
    working: bool
    why: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """One day that differs from the official calendar: a region's own holiday, a notice changed late."""

    working: bool
    why: str
