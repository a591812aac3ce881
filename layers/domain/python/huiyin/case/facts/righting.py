"""The centre puts right: how it is filed, whom it is about, whose it is, what counts as late, who is charged."""

from dataclasses import dataclass
from datetime import date

from huiyin.case.facts.terms import Accused, Paper
from huiyin.case.vocabulary import Role


@dataclass(frozen=True, slots=True)
class ImproperReturn:
    """The unit gets the same order again, for the `times`th time: its return was improper."""

    unit: str
    times: int
    paper: Paper


@dataclass(frozen=True, slots=True)
class RequestCorrected:
    """How it was filed, and how it is now; `paper` says why. `emergency`: only now it is known to be one.
    `extension_dropped`: one was asked for that is longer than the kind as it is now allows.
    """

    paper: Paper
    kind: str
    category: str
    place: str
    was_kind: str
    was_category: str
    was_place: str
    major: bool = False
    emergency: bool = False
    extension_dropped: bool = False


@dataclass(frozen=True, slots=True)
class AccusedNamed:
    """Whom the matter turned out to be about, besides those who were named before; for the centre's eyes. `decides` is
    who has an extension to decide on, where one is asked: it may have been somebody else of that post. No `paper`
    tells why where a unit that it was about went into another, or where a request that is handled with it named them.
    """

    accused: Accused
    paper: Paper | None
    decides: Role | None = None


@dataclass(frozen=True, slots=True)
class OrderRecalled:
    """Taken from the unit, and from the one `above` it that had handed it on: it was the wrong one, or, `barred`, the
    matter turned out to be kept from one of them.
    """

    unit: str
    paper: Paper | None
    barred: bool = False
    above: str = ""


@dataclass(frozen=True, slots=True)
class RequestJoined:
    """It is handled with `lead`, the case on the same matter; `accused` are those whom both are about."""

    lead: str
    paper: Paper
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class RequestSplitOff:
    """It goes its own way again; no paper: the other case ended without an answer that it could share."""

    lead: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class AnswerShared:
    """The other case was answered; `paper` is that answer, `unit` gave it, and `handed_on_by` signed it where the order
    had been handed on; `accused` are those whom both are about. What is promised by `promise_on` is followed there.
    """

    lead: str
    paper: Paper
    unit: str = ""
    accused: Accused | None = None
    handed_on_by: str = ""
    promise_on: date | None = None


@dataclass(frozen=True, slots=True)
class JoinedNoted:
    """Of the case that leads: another request is handled with it, and it is kept from whom either is about."""

    number: str
    accused: Accused | None = None


@dataclass(frozen=True, slots=True)
class SplitNoted:
    number: str


@dataclass(frozen=True, slots=True)
class OverdueVoided:
    """By a ruling: it stays on record as late, and counts as late no more."""

    obligation: str
    step: str
    who: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class OrderCarriedOver:
    """`unit` has taken the place of `unit_from`; `decides` is who has an extension to decide on, where one is asked."""

    unit_from: str
    unit: str
    decides: Role | None = None


@dataclass(frozen=True, slots=True)
class UnitCharged:
    """By the centre, with its reason; or `by_machine`, because what happened is the ground itself. `obligation` is the
    id of what was not done in time, where that is it.
    """

    unit: str
    ground: str
    by_machine: bool = False
    paper: Paper | None = None
    obligation: str = ""


@dataclass(frozen=True, slots=True)
class ChargeWithdrawn:
    """By the centre, and the paper says why; by the machine, where the overdue behind it counts no more."""

    unit: str
    ground: str
    paper: Paper | None = None


Righting = (
    ImproperReturn
    | RequestCorrected
    | AccusedNamed
    | OrderRecalled
    | RequestJoined
    | RequestSplitOff
    | AnswerShared
    | JoinedNoted
    | SplitNoted
    | OverdueVoided
    | OrderCarriedOver
    | UnitCharged
    | ChargeWithdrawn
)
