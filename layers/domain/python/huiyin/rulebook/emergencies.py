"""Emergencies (突发事件): who is called, and which other lines are alerted. SZ-A2.4.4d, SZ-A6.9, NM-10."""

from dataclasses import dataclass

from huiyin.rulebook.basis import NamedRule, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(NamedRule):
    """A line that an emergency is passed on to: 110, 119, 120, 122, a utility's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency(Rule):
    """The kinds that are told at once and at any hour, the number to call, and the lines to alert."""

    kinds: tuple[str, ...]
    call: str
    lines: tuple[Line, ...]
