"""What screening reads, and what it says: texts go in, only codes come out."""

from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What the machine proposes to do with a request."""

    ACCEPT = "accept"
    DECLINE = "decline"
    REFER = "refer"
    TRIAGE = "triage"


@dataclass(frozen=True, slots=True)
class Letter:
    """A request as it came in. Title and body stay out of any representation, so that no log can hold them."""

    title: str = field(repr=False)
    body: str = field(repr=False)
    declared_kind: str | None = None
    category: str | None = None
    answered_before: bool = False
    """The same requester was answered on the same facts before: for whoever knows the registry to say."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do, of which kind, in which field, on which ground; `sure` where no person need look first."""

    verdict: Verdict
    kind: str
    category: str
    ground: str | None
    sure: bool
    clause: str | None
    why: str
    """A code, such as `clear` or `words_of_ground`."""
