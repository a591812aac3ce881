"""The lights of a running step, and the instant at which one turns yellow (SZ-3.5; the thresholds are a choice)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from huiyin.worktime.officetime import Moment, OfficeTime


class Light(StrEnum):
    green = "green"
    yellow = "yellow"
    red = "red"


def light(now: datetime, warn_at: datetime, due_at: datetime) -> Light:
    """Red strictly after the due instant: what is done at that instant is in time."""
    if now > due_at:
        return Light.red
    return Light.yellow if now >= warn_at else Light.green


class ThresholdsError(ValueError):
    """Thresholds by which a light would turn yellow never, or after it turned red."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When green turns yellow: so many working days before the due instant, or a share of the office time, if later."""

    working_days_before: int = 1
    office_share: Fraction = Fraction(4, 5)
    elapsed_share: Fraction = Fraction(1, 2)  # where no office time lies between

    def __post_init__(self) -> None:
        if self.working_days_before < 0 or not (0 < self.office_share <= 1 and 0 < self.elapsed_share <= 1):
            raise ThresholdsError(
                f"a light cannot turn yellow {self.working_days_before} working days before the due instant, after a "
                f"share of {self.office_share} of the office time or of {self.elapsed_share} of the elapsed; expected "
                "0 days or more, and shares above 0 and up to 1. Correct the rulebook's lights"
            )


def warning(office: OfficeTime, start: Moment, due: Moment, thresholds: Thresholds) -> datetime:
    """The later of some working days before the due instant and a share of the office time; within start and due.

    With no office time between them, it is a share of the time that elapses.
    """
    workdays = office.calendar.workdays_between(start.day, due.day)
    office_time = workdays * office.hours.per_day + due.gone - start.gone
    if office_time == 0:
        elapsed = int((due.instant - start.instant).total_seconds())
        return start.instant + timedelta(seconds=_up(elapsed, thresholds.elapsed_share))
    share = _up(office_time, thresholds.office_share)
    days_before = thresholds.working_days_before
    # So many days before is the later if by then at least the share has gone; before the start, less than none has.
    if (workdays - days_before) * office.hours.per_day + office.hours.gone_by(due.second) - start.gone >= share:
        return office.at(office.calendar.workday_before(due.day, days_before), due.second).instant
    return office.after(start, share).instant


def _up(whole: int, share: Fraction) -> int:
    """A share of so many seconds, rounded up: instants are whole seconds, and that much has gone for certain."""
    parts, of = share.as_integer_ratio()
    return -(-whole * parts // of)
