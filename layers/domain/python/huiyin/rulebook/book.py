"""A programme's rulebook, as the other rooms ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Protocol, TypeVar

from huiyin.rulebook.basis import STRICT, Text
from huiyin.rulebook.limits import (
    AtOnce,
    Extension,
    Lights,
    LimitRule,
    OfficeTime,
    RuleLimit,
    SendingHours,
    Step,
    Urging,
)
from huiyin.rulebook.people import (
    Accused,
    Kind,
    Rating,
    ReplyPart,
    Returns,
    ReviewGround,
    SecondHandling,
    SendBack,
    Signoff,
)
from huiyin.rulebook.scope import Category, Channel, Ground, ScreeningRule
from huiyin.worktime import Amendment, Calendar, Limit, OfficeHours, Thresholds, WorkTime

OTHER_KIND = "other"  # a kind without a limit of its own has that of `other`


class Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=Coded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything that differs between programmes."""

    __pydantic_config__: ClassVar[Any] = STRICT

    code: str
    prefix: str
    version: str
    zone: str
    names: Text
    centre: Text
    office_hours: OfficeTime
    at_once: AtOnce
    limits: Mapping[Step, tuple[LimitRule, ...]]
    lights: Lights
    sending_hours: SendingHours
    urging: Urging
    extension: Extension
    returns: Returns
    signoff: Signoff
    send_back: SendBack
    rating: Rating
    second_handling: SecondHandling
    accused: Accused
    kinds: tuple[Kind, ...]
    reply_parts: tuple[ReplyPart, ...]
    review_grounds: tuple[ReviewGround, ...]
    decline_grounds: tuple[Ground, ...]
    referral: tuple[Ground, ...]
    channels: tuple[Channel, ...]
    categories: tuple[Category, ...]
    screening: ScreeningRule

    def time(self, amendments: Mapping[date, Amendment] | None = None) -> WorkTime:
        """The programme's time: its zone, its office hours, and the calendar with the region's amendments."""
        spans = tuple((span.opens, span.closes) for span in self.office_hours.spans)
        shares = (Fraction(str(share)) for share in (self.lights.yellow_office_share, self.lights.yellow_elapsed_share))
        thresholds = Thresholds(self.lights.yellow_working_days_before, *shares)
        return WorkTime(Calendar(self.zone, amendments or {}), OfficeHours(spans), thresholds)

    def limit(self, step: str, kind: str | None = None) -> RuleLimit:
        """The limit of a step for a kind; a kind without its own has that of `other`, then the step's general one."""
        rules = self.limits.get(Step(step), ())
        for wanted in (kind, OTHER_KIND, None):
            for rule in rules:
                if rule.kind == wanted:
                    return self._counted(rule)
        raise KeyError(f"{self.code} sets no limit for step {step!r}")

    def kind(self, code: str) -> Kind:
        return _by_code(self.kinds, code, "kind")

    def category(self, code: str) -> Category:
        return _by_code(self.categories, code, "category")

    def channel(self, code: str) -> Channel:
        return _by_code(self.channels, code, "channel")

    def ground(self, code: str) -> Ground:
        """A ground for declining or referring."""
        return _by_code(self.decline_grounds + self.referral, code, "ground")

    def review_ground(self, code: str) -> ReviewGround:
        return _by_code(self.review_grounds, code, "review ground")

    @property
    def second_handlings(self) -> int:
        return self.second_handling.times

    def _counted(self, rule: LimitRule) -> RuleLimit:
        if rule.unit is None:
            limit = Limit(self.at_once.amount, self.at_once.unit)
        else:
            limit = Limit(rule.amount or 0, rule.unit)
        return RuleLimit(limit, rule.clause, "law" if rule.is_law else "choice")


def _by_code(rules: tuple[C, ...], code: str, what: str) -> C:
    for rule in rules:
        if rule.code == code:
            return rule
    known = ", ".join(rule.code for rule in rules)
    raise KeyError(f"no {what} {code!r} in this rulebook; it has {known}")
