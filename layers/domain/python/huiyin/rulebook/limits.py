"""How long each step may take (SZ-A2.4.3b, SZ-A2.4.4a–e), when people are told, and when a light changes (SZ-3.5)."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from huiyin.rulebook.basis import Rule
from huiyin.rulebook.people import Proof
from huiyin.worktime import FIRST_YEAR, Limit, Thresholds, Unit

Recipient = Literal[
    "centre", "checker", "leader", "chief", "regional", "handler", "deputy", "head", "supporter", "requester"
]
"""Who may be told: the people among the roles of a case."""


class Step(StrEnum):
    """What an obligation is about."""

    ACCEPT = "accept"
    CHECK = "check"
    HAND_OUT = "hand_out"
    INSTRUCT = "instruct"
    COORDINATE = "coordinate"
    SIGN_FOR = "sign_for"
    SUPPORT = "support"
    RETURN = "return"
    RULE_RETURN = "rule_return"
    REPLY = "reply"
    REVIEW = "review"
    ANSWER = "answer"
    JOINED = "joined"
    URGE = "urge"
    RATE = "rate"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class RuleLimit:
    """A limit as it is counted, with what it stands on."""

    limit: Limit
    clause: str | None
    basis: Literal["law", "choice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRule(Rule):
    """The limit of one step: for one kind, or for every kind that has none of its own."""

    kind: str | None = None
    amount: int | None = None
    unit: Unit | None = None
    at_once: bool = False

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        if self.at_once == (self.unit is not None) or (self.at_once and self.amount is not None):
            raise ValueError("a limit has either `amount` and `unit`, or `at_once: true`")
        if self.unit is not None:
            Limit(self.amount or 0, self.unit)  # refuses what cannot be counted


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOnce(Rule):
    """What 'at once' (第一时间、马上) means on a clock."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        Limit(self.amount, self.unit)
        if self.unit not in (Unit.minutes, Unit.hours):
            raise ValueError("at once is a matter of `unit: minutes` or `hours`, which run at night too")


@dataclass(frozen=True, slots=True, kw_only=True)
class Urging(Rule):
    """When a unit that has not replied is urged (催办)."""

    at: Literal["deadline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Rule):
    """Extension (延期): who consents, how early it is asked, how long it may be, and what it must be accompanied by."""

    longest_ratio: int
    asked_working_days_before: int
    decided_by: Literal["leader", "centre"]
    told: Literal["centre"] | None = None
    several: bool
    proof: Proof
    explained_to_requester: bool

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        if self.longest_ratio < 0:
            raise ValueError("`longest_ratio` is 0 (no extension) or more: so many times the original limit")
        if self.asked_working_days_before < 0:
            raise ValueError("`asked_working_days_before` is 0 (up to the deadline) or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Office time of one half of a day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError("`closes` comes after `opens`")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTime(Rule):
    """Office hours of a working day."""

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        if not self.spans:
            raise ValueError("office hours have at least one span")
        if any(later.opens < earlier.closes for earlier, later in zip(self.spans, self.spans[1:], strict=False)):
            raise ValueError("spans stand in the order of the day and do not overlap")


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingHours(Rule):
    """When messages may be sent; outside these hours they wait, but for those exempt."""

    opens: time
    closes: time
    exempt_roles: tuple[Recipient, ...]
    exempt_kinds: tuple[str, ...]

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        if self.closes <= self.opens:
            raise ValueError("`closes` comes after `opens`, on the same day")

    def run_at(self, local: time) -> bool:
        return self.opens <= local < self.closes

    def exempts(self, role: str, kind: str) -> bool:
        """True where a message to this role, about a request of this kind, goes out at any hour."""
        return role in self.exempt_roles or kind in self.exempt_kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Lights(Rule):
    """When a green light turns yellow: the later of two instants, or a third where no office time lies between."""

    yellow_working_days_before: int
    yellow_office_share: float
    yellow_elapsed_share: float

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        self.thresholds()  # refuses what would never turn yellow

    def thresholds(self) -> Thresholds:
        """The same, as lights are counted.

        Raises:
            ThresholdsError: they would turn yellow never, or after red.
        """
        office, elapsed = Fraction(str(self.yellow_office_share)), Fraction(str(self.yellow_elapsed_share))
        return Thresholds(self.yellow_working_days_before, office, elapsed)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalDay(Rule):
    """A day that the programme's region keeps differently from the whole country, such as a holiday of its own."""

    date: date
    working: bool = False
    zh: str
    en: str

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        if self.date.year < FIRST_YEAR:
            raise ValueError(f"the calendar begins with {FIRST_YEAR}; give a `date` from then on, or leave the day out")
