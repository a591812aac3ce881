"""How long a step may take: an amount and the unit in which it is counted."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """The ways of counting that the programmes' regulations know."""

    working_days = "working_days"
    working_hours = "working_hours"
    hours = "hours"
    minutes = "minutes"
    same_day = "same_day"
    calendar_days = "calendar_days"
    days_to_close = "days_to_close"  # likewise, and over when the office closes: a day that somebody has named
    half_day_rule = "half_day_rule"


# These two say by themselves when they end; their amount is read by nobody.
_WITHOUT_AMOUNT = frozenset({Unit.same_day, Unit.half_day_rule})

# Here the day from which it is counted may itself be the last.
_FROM_NOTHING = _WITHOUT_AMOUNT | {Unit.days_to_close}


class LimitError(ValueError):
    """A limit that cannot be counted."""


@dataclass(frozen=True, slots=True)
class Limit:
    """For example `Limit(7, Unit.working_days)`; "at once" is `Limit(30, Unit.minutes)`."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        least = 0 if self.unit in _FROM_NOTHING else 1
        if self.amount < least:
            raise LimitError(
                f"a limit of {self.amount} {self.unit} cannot be counted; expected {least} or more. "
                "Give such an amount, or leave the limit out"
            )
