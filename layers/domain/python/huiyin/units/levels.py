"""The level above: who acts for a unit where a matter is about everybody who could (GX-18b, SZ-A2.4.8).

The unit's own posts come first, with those who stand in; then the leaders of the unit above it, and of the one above
that; at last the centre's leaders, and its duty officers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from huiyin.case.vocabulary import Role
from huiyin.units.addressing import person_for
from huiyin.units.people import CENTRE, Person, Unit

Find = Callable[[str], Unit | None]
Bars = Callable[[str, str], bool]  # is a matter kept from this unit, or from this person of it?


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody who acts for a unit; `home` is the unit that they are registered in, which may be a level above."""

    person: Person
    home: str


def assigned(
    find: Find, code: str, role: Role, number: str, bars: Bars, now: datetime | None = None
) -> Assigned | None:
    """Who gets the work of a case in this role for the unit of this code; None where it has nobody left at all."""
    for unit, post in _rungs(find, code, role):
        barred = frozenset(p.id for p in unit.people if bars(unit.code, p.id))
        if someone := person_for(unit, post, number, barred, now):
            return Assigned(someone, unit.code)
    return None


def _rungs(find: Find, code: str, role: Role) -> Iterator[tuple[Unit, Role]]:
    """The unit in the role itself, then each level above it at the post that leads there (a head stands in for it)."""
    unit = find(code) if code else None
    if unit is None:
        return
    yield unit, role
    if code == CENTRE:
        return
    seen = {code}
    while unit and unit.parent and unit.parent not in seen:
        seen.add(unit.parent)
        unit = find(unit.parent)
        if unit:
            yield unit, Role.DEPUTY
    if centre := find(CENTRE):
        yield centre, Role.LEADER
        yield centre, Role.CENTRE
