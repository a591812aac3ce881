"""The requester is answered and asked, a promise is followed, the case is archived."""

from dataclasses import dataclass
from datetime import date

from huiyin.case.facts.terms import Paper
from huiyin.case.vocabulary import Outcome, Role


@dataclass(frozen=True, slots=True)
class RequesterAnswered:
    """`paper`: the copy of an answer that this request shares with another."""

    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class RequestRated:
    rating: str  # a choice of the rulebook
    satisfied: bool
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class RatedByDefault:
    pass


@dataclass(frozen=True, slots=True)
class SecondHandlingOrdered:
    """By the unit that has the order; where none has, it is handed out first (`turn`: by a platform)."""

    paper: Paper | None = None
    supervised: bool = False
    turn: Role | None = None


@dataclass(frozen=True, slots=True)
class RequesterExplained:
    paper: Paper
    supervision_proposed: bool = False


@dataclass(frozen=True, slots=True)
class CaseArchived:
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PromiseFollowed:
    """All is done but what the reply has promised; the case ends with this outcome once that is kept."""

    outcome: Outcome
    on: date


@dataclass(frozen=True, slots=True)
class PromiseReported:
    paper: Paper


@dataclass(frozen=True, slots=True)
class PromiseConfirmed:
    pass


@dataclass(frozen=True, slots=True)
class PromiseRejected:
    paper: Paper


@dataclass(frozen=True, slots=True)
class PromiseReleased:
    paper: Paper


Closing = (
    RequesterAnswered
    | RequestRated
    | RatedByDefault
    | SecondHandlingOrdered
    | RequesterExplained
    | CaseArchived
    | PromiseFollowed
    | PromiseReported
    | PromiseConfirmed
    | PromiseRejected
    | PromiseReleased
)
