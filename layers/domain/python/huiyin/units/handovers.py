"""When the work of a unit may fall to others: people come and go, an absence begins and ends.

GX-13, SZ-A2.4.4f: whoever has the work from then on hears of what is open; nothing waits for somebody who has left.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from huiyin.units.people import Absence, Person, Unit

_JUST_BEFORE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it was filled: an id and a role, and nothing by which anybody is reached."""

    id: str
    role: str


@dataclass(frozen=True, slots=True)
class Handover:
    """From `at` on the work may fall to others. Where somebody has entered a change, `posts` and `absences` say how it
    stood before; where an absence begins or ends by the clock (`by_clock`), the unit says it itself.
    """

    at: datetime
    by_clock: bool = False
    posts: tuple[Held, ...] = ()
    absences: tuple[Absence, ...] = ()

    def before(self, unit: Unit) -> tuple[Unit, datetime]:
        """The unit as it stood before, and the instant at which to ask it whose its work was."""
        if self.by_clock:
            return unit, self.at - _JUST_BEFORE
        people = tuple(Person(held.id, "", held.role) for held in self.posts)
        return replace(unit, people=people, absences=self.absences), self.at


def handovers(before: Unit | None, after: Unit, now: datetime) -> tuple[Handover, ...]:
    """What a change of a unit brings about, now and later. A new unit takes over from nobody; what a closed one had is
    carried over to its successor.
    """
    if before is None or after.is_closed:
        return ()
    changed = set(before.absences) ^ set(after.absences)
    edges = {at for away in changed & set(after.absences) for at in (away.since, away.until) if at > now}
    later = (Handover(at, by_clock=True) for at in sorted(edges))
    if _held(before) == _held(after) and not any(away.covers(now) for away in changed):
        return tuple(later)
    return Handover(now, posts=_held(before), absences=before.absences), *later


def _held(unit: Unit) -> tuple[Held, ...]:
    return tuple(Held(person.id, person.role) for person in unit.people)
