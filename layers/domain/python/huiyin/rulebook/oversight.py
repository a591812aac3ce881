"""What is shown to the public, how units are supervised, reported on and scored. Values: other rooms act on them.

GX-17b, GX-19–21; NM-18, NM-19, NM-22–24; WB-6.4, WB-7; CQ-21–25, CQ-27; SZ-A2.5a–b, SZ-A3.2–7, SZ-A5.3–5, SZ-A6.5–8.
"""

from dataclasses import dataclass
from typing import Literal

from huiyin.rulebook.basis import NamedRule, Rule, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Rule):
    """Whether answers become public, in which modes, who consents, who may grant an exception, what is hidden."""

    default: Literal["public", "with_consent", "online_answer", "by_chain", "never"]
    modes: tuple[NamedRule, ...] = ()
    consent_of: tuple[Literal["requester", "unit"], ...] = ()
    exception_granted_by: Literal["centre"] | None = None
    kept_from_public: tuple[NamedRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision(NamedRule):
    """One level of supervision (督办): who supervises, on which grounds, and what it brings; level 0 is routine."""

    level: int
    by: Text
    grounds: tuple[NamedRule, ...] = ()
    forms: tuple[NamedRule, ...] = ()
    promise_by: Literal["deputy", "head"] | None = None
    talk_by: Text | None = None
    points: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin(NamedRule):
    """A report on the work (通报、日报、周报、月报、专报): its rhythm, when it is due and to whom it goes."""

    period: Literal["daily", "weekly", "monthly", "quarterly", "yearly", "on_occasion"]
    due: Text
    to: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePart(NamedRule):
    """A part of a score: its points, or its share of the whole in per cent."""

    points: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePoint(NamedRule):
    """What adds to a score, or (below zero) takes from it, each time it happens, and the most that it can come to."""

    part: str
    points: float
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Rule):
    """How units are scored: the parts, and what adds or deducts points."""

    method: Literal["stars", "rates", "factors", "deductions", "points"]
    period: Literal["monthly", "quarterly", "yearly"]
    parts: tuple[ScorePart, ...] = ()
    each: tuple[ScorePoint, ...] = ()
