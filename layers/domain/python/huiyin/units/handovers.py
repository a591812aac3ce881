"""When the work of a unit may fall to others: people come and go, an absence begins and ends.

GX-13, SZ-A2.4.4f: whoever has the work from then on hears of what is open; nothing waits for somebody who has left.
"""

from collections.abc import Sequence
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
        then = self.at - _JUST_BEFORE if self.by_clock else self.at
        if self.by_clock and not self.posts:
            return unit, then
        people = tuple(Person(held.id, "", held.role) for held in self.posts)
        return replace(unit, people=people, absences=self.absences), then


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


def as_one(following: Sequence[Handover]) -> Handover:
    """Several of a unit, in order, of which nobody has heard yet: what was before the first, who has it after the last.

    Before an absence that began or ended by the clock the unit stood as the next change found it.
    """
    first = following[0]
    entered = next((each for each in following if not each.by_clock), None)
    return replace(first, posts=entered.posts, absences=entered.absences) if first.by_clock and entered else first


def _held(unit: Unit) -> tuple[Held, ...]:
    return tuple(Held(person.id, person.role) for person in unit.people)
