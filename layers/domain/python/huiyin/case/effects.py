"""effects: what must happen outside because a case changed. A pure function that relay, sweep and tests share."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.case.facts import Event
from huiyin.case.state import Case
from huiyin.case.vocabulary import MACHINE_STAGES


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a case outside: the last machine attempt, its bell, its latest clock (None: none is running)."""

    attempt: int = 0
    bell: str = ""
    bell_stage_no: int = 0
    arming: int = 0
    clock_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StartMachine:
    attempt: int


@dataclass(frozen=True, slots=True)
class RingBell:
    token: str


@dataclass(frozen=True, slots=True)
class ArmClock:
    arming: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Publish:
    events: tuple[Event, ...]


Effect = StartMachine | RingBell | ArmClock | Publish


def effects(case: Case, events: tuple[Event, ...], hanging: Hanging) -> tuple[Effect, ...]:
    """What the events after the watermark call for, given the case as it stands and what hangs on it.

    Each effect is safe to do twice. The clock is armed before the bell rings, so that nobody's step runs unwatched. In
    a stage of the machine's own the next event is seconds away and brings the clock; should it fail, the sweep over
    `attend_at` finds the case.
    """
    found: list[Effect] = []
    if case.is_open and hanging.attempt == 0:
        found.append(StartMachine(1))
    at = case.attend_at
    if at and case.stage not in MACHINE_STAGES and (hanging.clock_at is None or at < hanging.clock_at):
        found.append(ArmClock(hanging.arming + 1, at))
    if hanging.bell and hanging.bell_stage_no < case.stage_no:
        found.append(RingBell(hanging.bell))
    if events:
        found.append(Publish(events))
    return tuple(found)
