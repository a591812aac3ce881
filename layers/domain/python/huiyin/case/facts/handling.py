"""Units have the order: signed for, returned, prolonged, supported, handed on; the requester is called."""

from dataclasses import dataclass

from huiyin.case.facts.terms import Paper
from huiyin.case.vocabulary import Contact, Role


@dataclass(frozen=True, slots=True)
class OrderDispatched:
    """`emergency`: the rulebook has such an order told at once to more people than its handler."""

    unit: str
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class OrderHandedOn:
    """A unit has handed its order on to `unit`, one of its own; `decides` as where an order is carried over,
    `emergency` as where one is dispatched.
    """

    unit_from: str
    unit: str
    decides: Role | None = None
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class GivenBack:
    """By the platform that was to hand it out; the paper says why."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class ProgressReported:
    paper: Paper


@dataclass(frozen=True, slots=True)
class SupportOrdered:
    """A unit supports the lead unit; the paper says what it is asked for, where somebody has written that."""

    unit: str
    paper: Paper | None = None
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class ContributionGiven:
    unit: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class SupportDeclined:
    """A supporting unit says that this isn't its duty; it goes on owing until the centre releases it."""

    unit: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class SupportReleased:
    unit: str


@dataclass(frozen=True, slots=True)
class SupportMissed:
    """The lead unit has replied without this unit, which was overdue: it was idle (SZ-A2.4.8, NM-24)."""

    unit: str


@dataclass(frozen=True, slots=True)
class OrderSignedFor:
    pass


@dataclass(frozen=True, slots=True)
class ReturnRequested:
    paper: Paper


@dataclass(frozen=True, slots=True)
class ReturnUpheld:
    """The order leaves `unit`, and `above`, which had handed it on to that one."""

    turn: Role | None = None
    unit: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class ReturnRefused:
    """`decides` is who has an extension to decide on, where one was asked for before the return."""

    paper: Paper
    decides: Role | None = None


@dataclass(frozen=True, slots=True)
class AcceptanceDeemed:
    pass


@dataclass(frozen=True, slots=True)
class ExtensionRequested:
    """`turn` is whose it is to decide."""

    days: int
    paper: Paper
    turn: Role = Role.DEPUTY


@dataclass(frozen=True, slots=True)
class ExtensionGranted:
    days: int


@dataclass(frozen=True, slots=True)
class ExtensionRefused:
    paper: Paper


@dataclass(frozen=True, slots=True)
class HandlerNamed:
    """Somebody of the unit has the case from now on; `person` is their registered id."""

    person: str


@dataclass(frozen=True, slots=True)
class LineAlerted:
    """An emergency was passed on to another line (110, a utility's); the paper holds what was said there."""

    line: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class ContactRecorded:
    """The requester was, or could not be, reached; what was said is in the paper."""

    outcome: Contact
    paper: Paper


@dataclass(frozen=True, slots=True)
class ContactRevealed:
    """Somebody inside was shown who wrote and how to reach them: the event says to whom and when, and no more."""


@dataclass(frozen=True, slots=True)
class FileAttached:
    """The kind of file, its bytes, and what it is for: a scan that proves something, or a paper with the reply."""

    paper: Paper
    media: str
    size: int
    purpose: str


Handling = (
    OrderDispatched
    | OrderHandedOn
    | GivenBack
    | ProgressReported
    | SupportOrdered
    | ContributionGiven
    | SupportDeclined
    | SupportReleased
    | SupportMissed
    | OrderSignedFor
    | ReturnRequested
    | ReturnUpheld
    | ReturnRefused
    | AcceptanceDeemed
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionRefused
    | HandlerNamed
    | LineAlerted
    | ContactRecorded
    | ContactRevealed
    | FileAttached
)
