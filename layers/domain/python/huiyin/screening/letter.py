"""What screening reads, and what it says: texts go in, only codes come out."""

from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What the machine proposes to do with a request. It refers nobody: where a ground fits, a person looks at it."""

    ACCEPT = "accept"
    DECLINE = "decline"
    TRIAGE = "triage"


class Why(StrEnum):
    """What a proposal rests on; the first of these that holds is said."""

    EMERGENCY = "emergency"
    SAYS_NOTHING = "says_nothing"
    STILL_IN_HAND = "still_in_hand"
    ANSWERED_BEFORE = "answered_before"
    GUIDED_ELSEWHERE = "guided_elsewhere"
    WORDS_OF_GROUND = "words_of_ground"
    UNCLEAR = "unclear"
    KIND_UNCLEAR = "kind_unclear"
    MAY_ACCUSE_UNIT = "may_accuse_unit"
    MAJOR = "major"
    SEVERAL_BODIES = "several_bodies"
    CATEGORY_UNCLEAR = "category_unclear"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Letter:
    """A request as it came in. Title and body stay out of any representation, so that no log can hold them."""

    title: str = field(repr=False)
    body: str = field(repr=False)
    declared_kind: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A case that the same requester has in the same programme from before: still open, or closed with an answer."""

    number: str
    letter: Letter
    is_open: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do, of which kind, in which field, on which ground; `sure` where no person need look first.

    `earlier` is the number of the case on the same matter; `others` are the further fields that the letter concerns.
    Both are told whatever the proposal rests on.
    """

    verdict: Verdict
    kind: str
    category: str
    ground: str | None
    sure: bool
    clause: str | None
    why: Why
    earlier: str = ""
    others: tuple[str, ...] = ()
