"""Events, past tense: what has happened to a case. They hold codes, dates and ids, never a person's words or data."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.case.obligation import Obligation
from huiyin.case.vocabulary import Outcome, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a role, the registered id (never a name), and for people of units their unit."""

    role: Role
    id: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A text kept apart (`Papers`): its id and the salted SHA-256 that proves it."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class RequestReceived:
    number: str
    programme: str
    rulebook: str
    channel: str
    requester: str  # keyed hash of the contact
    paper: Paper
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RequestScreened:
    verdict: str
    kind: str
    category: str
    ground: str
    clause: str


@dataclass(frozen=True, slots=True)
class RequestAccepted:
    kind: str
    category: str


@dataclass(frozen=True, slots=True)
class RequestDeclined:
    ground: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class RequestReferred:
    ground: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class AnsweredAtOnce:
    paper: Paper


@dataclass(frozen=True, slots=True)
class OrderDispatched:
    unit: str


@dataclass(frozen=True, slots=True)
class OrderSignedFor:
    pass


@dataclass(frozen=True, slots=True)
class ReturnRequested:
    paper: Paper


@dataclass(frozen=True, slots=True)
class ReturnUpheld:
    pass


@dataclass(frozen=True, slots=True)
class ReturnRefused:
    paper: Paper


@dataclass(frozen=True, slots=True)
class AcceptanceDeemed:
    pass


@dataclass(frozen=True, slots=True)
class ExtensionRequested:
    days: int
    paper: Paper


@dataclass(frozen=True, slots=True)
class ExtensionGranted:
    days: int


@dataclass(frozen=True, slots=True)
class ExtensionRefused:
    paper: Paper


@dataclass(frozen=True, slots=True)
class ReplySubmitted:
    paper: Paper


@dataclass(frozen=True, slots=True)
class ReplyRejected:
    paper: Paper


@dataclass(frozen=True, slots=True)
class ReplyApproved:
    pass


@dataclass(frozen=True, slots=True)
class ReplyPassed:
    pass


@dataclass(frozen=True, slots=True)
class ReplySentBack:
    grounds: tuple[str, ...]
    paper: Paper
    target_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequesterAnswered:
    pass


@dataclass(frozen=True, slots=True)
class RequestRated:
    rating: str  # good | poor
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class RatedByDefault:
    pass


@dataclass(frozen=True, slots=True)
class SecondHandlingOrdered:
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class RequesterExplained:
    paper: Paper
    supervision_proposed: bool = False


@dataclass(frozen=True, slots=True)
class CaseArchived:
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class WarningGiven:
    step: str
    who: str


@dataclass(frozen=True, slots=True)
class FellOverdue:
    step: str
    who: str


@dataclass(frozen=True, slots=True)
class Urged:
    step: str
    who: str
    times: int


Fact = (
    RequestReceived
    | RequestScreened
    | RequestAccepted
    | RequestDeclined
    | RequestReferred
    | AnsweredAtOnce
    | OrderDispatched
    | OrderSignedFor
    | ReturnRequested
    | ReturnUpheld
    | ReturnRefused
    | AcceptanceDeemed
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionRefused
    | ReplySubmitted
    | ReplyRejected
    | ReplyApproved
    | ReplyPassed
    | ReplySentBack
    | RequesterAnswered
    | RequestRated
    | RatedByDefault
    | SecondHandlingOrdered
    | RequesterExplained
    | CaseArchived
    | WarningGiven
    | FellOverdue
    | Urged
)


@dataclass(frozen=True, slots=True)
class Event:
    """A fact in its place: the instant that the law counts, who did it, and the obligations as it left them.

    `stage_no` is the entry of a stage in which it left the case: a link issued for it is good for that entry alone.
    """

    seq: int
    stage_no: int
    at: datetime
    by: Actor
    fact: Fact
    obligations: tuple[Obligation, ...] = ()

    @property
    def name(self) -> str:
        return type(self.fact).__name__
