"""What every command has, and the one that is the clock's."""

from dataclasses import dataclass

from huiyin.case.facts import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Asked by somebody."""

    by: Actor

    @property
    def name(self) -> str:
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend(Command):
    """The clock, or a new calendar: count again what the calendar moved, record whatever fell due up to now."""
