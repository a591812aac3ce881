"""A reply on its way out of the unit and past the centre."""

from dataclasses import dataclass
from datetime import date, datetime

from huiyin.case.facts.terms import Paper
from huiyin.case.vocabulary import Role, Solved


@dataclass(frozen=True, slots=True)
class ReplySubmitted:
    """`turn` is whose signature comes next; `review`: the unit asks for none, and the centre reviews at once.

    `doubts` (`code:part`) were found in its text, shown to the handler, and left as they are.
    """

    paper: Paper
    turn: Role = Role.DEPUTY
    review: bool = False
    solved: Solved | None = None
    promise_on: date | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyRejected:
    paper: Paper


@dataclass(frozen=True, slots=True)
class ReplyApproved:
    """Signed by one level; `review`: it was the last of the unit's, and the centre reviews."""

    turn: Role = Role.CENTRE
    review: bool = True
    comment: Paper | None = None


@dataclass(frozen=True, slots=True)
class ReplyPassed:
    """Passed by one level of the centre; no `turn`: it was the last, and the requester is answered."""

    turn: Role | None = None
    comment: Paper | None = None


@dataclass(frozen=True, slots=True)
class ReplySentBack:
    grounds: tuple[str, ...]
    paper: Paper
    target_at: datetime | None = None


Reply = ReplySubmitted | ReplyRejected | ReplyApproved | ReplyPassed | ReplySentBack
