"""How a request goes in: who accepts and who checks, by which routes it leaves, when a leader instructs.

GX-6, GX-7, GX-10, GX-24; NM-11b; WB-2, WB-6.2b; CQ-12, CQ-13; SZ-A2.2, SZ-A2.4.3a–b.
"""

from dataclasses import dataclass
from typing import Literal

from huiyin.rulebook.basis import NamedRule, Rule, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Rule):
    """Who gives the opinion on a request, and the second person who checks it before it takes effect (CQ-13)."""

    by: Literal["centre"]
    checked_by: Literal["checker", "leader"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(NamedRule):
    """Where a request may go: `direct` to a unit of ours, `forward` to the body whose duty it is, `upward` to the level
    above where several bodies or none would be competent, `answer` to the requester at once, without any unit. `to`
    names the body where it is always the same.
    """

    code: Literal["direct", "forward", "upward", "answer", "three_way", "transfer"]
    to: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction(Rule):
    """A leader's instruction (批示) before dispatch, where the centre asks for it."""

    by: Literal["leader", "chief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordination(Rule):
    """What crosses regions or levels is coordinated, and its handling seen to, by the level above (协调督办); `to` is
    what that is called.
    """

    by: Literal["regional"]
    to: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralBodies(Rule):
    """A request that concerns several bodies: one leads, or it goes to the level above."""

    route: Literal["lead_unit", "upward"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Rule):
    """The paper that goes with a request (处理单、处置单), as the regulation calls it."""

    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform(NamedRule):
    """Another system that hands out this programme's work and follows it, over the API; `code` is its channel's."""
