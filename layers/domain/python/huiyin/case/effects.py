"""effects: what must happen outside because a case changed. A pure function that relay, sweep and tests share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from huiyin.case import facts as f
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


@dataclass(frozen=True, slots=True)
class NoteOnLead:
    """Tell the case `lead` that this one was joined to it, or (`split`) goes its own way; and whom it is about."""

    lead: str
    split: bool = False


@dataclass(frozen=True, slots=True)
class FollowLead:
    """Let the case `number`, which was joined to another, go by what has become of that, and whom it is about."""

    number: str


Effect = StartMachine | RingBell | ArmClock | Publish | NoteOnLead | FollowLead

# With these a case is answered, or ends: those that were joined to it go by that.
_SETTLES = (f.ReplyPassed, f.AnsweredAtOnce, f.SettledByCall, f.RequesterAnswered, f.CaseArchived)


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
    found += _between_cases(case, events)
    if events:
        found.append(Publish(events))
    return tuple(found)


def _between_cases(case: Case, events: tuple[Event, ...]) -> Iterator[Effect]:
    """Each case looks at the other after its own change: whichever changed last sees both, and nobody is left."""
    for event in events:
        if isinstance(event.fact, f.RequestJoined):
            yield NoteOnLead(event.fact.lead)
            yield FollowLead(case.number)
        elif isinstance(event.fact, f.RequestSplitOff):
            yield NoteOnLead(event.fact.lead, split=True)
        elif case.joined_to and _names_somebody(event):
            yield NoteOnLead(case.joined_to)
    if any(isinstance(event.fact, _SETTLES) or _names_somebody(event) for event in events):
        yield from (FollowLead(number) for number in case.joined)


def _names_somebody(event: Event) -> bool:
    """GX-18b: what is kept from one is kept from all that are handled together."""
    said = event.fact.opinion if isinstance(event.fact, f.OpinionGiven) else event.fact
    return getattr(said, "accused", None) is not None
