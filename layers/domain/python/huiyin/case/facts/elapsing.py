"""What time alone, or another calendar, brings about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WarningGiven:
    step: str
    who: str


@dataclass(frozen=True, slots=True)
class FellOverdue:
    step: str
    who: str


@dataclass(frozen=True, slots=True)
class Urged:
    step: str
    who: str
    times: int


@dataclass(frozen=True, slots=True)
class DeadlinesRecounted:
    """The calendar is another one now: open obligations were counted again; `moved` names the steps whose end moved."""

    edition: str
    moved: tuple[str, ...] = ()


Elapsing = WarningGiven | FellOverdue | Urged | DeadlinesRecounted
