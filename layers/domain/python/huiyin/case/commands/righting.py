"""How the centre puts right what was wrong, and what is noted of requests that are handled together."""

from dataclasses import dataclass

from huiyin.case.commands.command import Command
from huiyin.case.facts import Accused, Paper
from huiyin.case.state import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchAgain(Command):
    """To a unit that has returned the order, and had no right to: it gets the same order a second time."""

    unit: str
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """What was filed wrongly, put right; what is left empty stays as it is."""

    paper: Paper
    kind: str = ""
    category: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAccused(Command):
    """Whom the matter turns out to be about, besides those who were named before."""

    accused: Accused
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepFrom(Command):
    """It is about these as well from now on: a unit that it is about went into another, or a request that is handled
    together with it is about them.
    """

    accused: Accused


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(Command):
    """The order was given to the wrong unit."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinTo(Command):
    """To be handled with `lead`, the open case on the same matter, as it stands when it was read."""

    lead: Case
    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitOff(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowLead(Command):
    """Go by what has become of the case that this one was joined to, as it stands when it was read."""

    lead: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteJoined(Command):
    """Another request was joined to this case."""

    number: str
    accused: Accused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSplit(Command):
    """A request that was joined to this case goes its own way again."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidOverdue(Command):
    """`obligation` is the id of one that is, or ended, late."""

    obligation: str
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver(Command):
    """The unit that takes another's place takes its open order, or what was meant for it."""

    unit_from: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(Command):
    """What a unit that has, or had, the order is charged with: a ground of the rulebook, and why."""

    ground: str
    unit: str
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCharge(Command):
    """A fault is exempted, or was none; the paper says why."""

    ground: str
    unit: str
    paper: Paper
