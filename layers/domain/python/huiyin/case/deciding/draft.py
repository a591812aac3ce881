"""A draft of what a decision adds: facts with their obligations, folded one by one so that each sees the last."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from huiyin.case.evolve import evolve
from huiyin.case.facts import Actor, Event, Fact
from huiyin.case.law import Law
from huiyin.case.obligation import Obligation
from huiyin.case.state import Case


@dataclass(slots=True)
class Draft:
    """What one decision is made of; `case` is the state with everything drafted so far."""

    case: Case
    law: Law
    now: datetime
    events: list[Event] = field(default_factory=list)

    def add(self, by: Actor, fact: Fact, *obligations: Obligation | None, at: datetime | None = None) -> None:
        """One more fact, at `at` (now, where none is said), with the obligations that it changes."""
        changed = tuple(o for o in obligations if o is not None)
        event = Event(seq=self.case.seq + 1, stage_no=0, at=at or self.now, by=by, fact=fact, obligations=changed)
        self.case = evolve(self.case, event)
        self.events.append(replace(event, stage_no=self.case.stage_no))

    def owe(self, step: str, who: str, *, start: datetime | None = None, kind: str = "") -> Obligation:
        """A new obligation from now (or `start`), not yet part of the case: hand it to `add`."""
        return self.law.obligation(self.case, step, who, start or self.now, kind)

    def met(self, step: str) -> Obligation | None:
        """The open obligation of this step, met (or late) now; None where the case owes none."""
        owed = self.case.owes(step)
        return owed and owed.met(self.now)

    def dispatched(self) -> tuple[Obligation, ...]:
        """What the centre, or a platform, owed until the request goes on, met (or late) now."""
        return tuple(owed.met(self.now) for owed in self.case.open_obligations("accept", "hand_out"))
