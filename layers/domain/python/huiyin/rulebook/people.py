"""What people do along the way: return, sign off, review, rate, handle again (SZ-A2.4.4b, f, g; SZ-A2.4.5–6)."""

from dataclasses import dataclass
from typing import Literal

from huiyin.rulebook.basis import NamedRule, Rule, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(NamedRule):
    """A kind of request, and the words by which one that declares none is recognised."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns(Rule):
    """Return (退单): what it must say, and what silence means."""

    reason_required: bool
    basis_required: bool
    deemed_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPart(NamedRule):
    """A part that a reply consists of, with what to write in it."""

    required: bool
    hint: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewGround(NamedRule):
    """A ground on which the centre sends a reply back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signoff(Rule):
    """Who signs a unit's reply: as a rule, and where the case is supervised."""

    normal: Literal["deputy", "head"]
    supervised: Literal["deputy", "head"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(Rule):
    """A reply sent back is completed within the running deadline; where less is left, this is the handler's target."""

    target_working_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Rule):
    """What silence means when the rating window (the limit of step `rate`) has passed."""

    default: Literal["satisfied"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondHandling(Rule):
    """How often a dissatisfied requester with a reason gets a second handling, and whether that is supervised."""

    times: int
    supervised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Accused(Rule):
    """Whom a request never reaches: the person named, and the unit named for these kinds."""

    person_barred: bool
    unit_barred_for: tuple[str, ...]
