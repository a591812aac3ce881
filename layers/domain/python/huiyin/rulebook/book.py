"""A programme's rulebook, as the other rooms ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar

from huiyin.rulebook.basis import STRICT, NamedRule, Rule, Text
from huiyin.rulebook.emergencies import Emergency
from huiyin.rulebook.flow import Acceptance, Coordination, Instruction, Platform, Route, SeveralBodies, Slip
from huiyin.rulebook.limits import (
    AtOnce,
    Extension,
    Lights,
    LimitRule,
    OfficeTime,
    RegionalDay,
    RuleLimit,
    SendingHours,
    Step,
    Urging,
)
from huiyin.rulebook.oversight import Bulletin, Publication, Score, Supervision
from huiyin.rulebook.people import (
    Accused,
    Kind,
    Rating,
    Registration,
    ReplyPart,
    Returns,
    ReviewGround,
    SecondHandling,
    SendBack,
    Signature,
)
from huiyin.rulebook.replies import ChargeGround, Promises, ReplyCheck
from huiyin.rulebook.scope import Category, Channel, Ground, ScreeningRule
from huiyin.worktime import Amendment, Calendar, Limit, OfficeHours, WorkTime

UNIT_POSTS = frozenset({"handler", "deputy", "head"})
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
    in_force_from: date | None = None
    zone: str
    names: Text
    centre: Text
    office_hours: OfficeTime
    law_prevails: Rule | None = None
    regional_days: tuple[RegionalDay, ...] = ()
    at_once: AtOnce
    limits: Mapping[Step, tuple[LimitRule, ...]]
    lights: Lights
    sending_hours: SendingHours
    urging: Urging
    acceptance: Acceptance
    routes: tuple[Route, ...]
    several_bodies: SeveralBodies
    origins: tuple[NamedRule, ...] = ()
    instruction: Instruction | None = None
    coordination: Coordination | None = None
    slip: Slip | None = None
    platform: Platform | None = None
    extension: Extension
    returns: Returns
    contact: Rule | None = None  # every attempt to reach the requester is recorded
    support: Rule | None = None  # units may support the one that leads
    emergency: Emergency | None = None
    approval: tuple[Signature, ...] = ()
    review: tuple[Signature, ...]
    stamped_reply: Rule | None = None  # a reply comes with a scan of the paper that bears the unit's stamp
    send_back: SendBack
    rating: Rating | None = None
    second_handling: SecondHandling | None = None
    accused: Accused
    registration: Registration
    kinds: tuple[Kind, ...]
    reply_parts: tuple[ReplyPart, ...]
    reply_checks: tuple[ReplyCheck, ...] = ()
    unsolved: Rule | None = None  # what is not solved now is explained to the requester, whatever it stands on
    promises: Promises | None = None
    charges: tuple[ChargeGround, ...] = ()
    review_grounds: tuple[ReviewGround, ...]
    decline_grounds: tuple[Ground, ...]
    referral: tuple[Ground, ...]
    channels: tuple[Channel, ...]
    categories: tuple[Category, ...]
    screening: ScreeningRule
    publication: Publication
    supervision: tuple[Supervision, ...]
    bulletins: tuple[Bulletin, ...]
    score: Score

    def time(
        self, amendments: Mapping[date, Amendment] | None = None, settled_years: frozenset[int] = frozenset()
    ) -> WorkTime:
        """The programme's time: its zone, its office hours, and the calendar with the region's days and amendments."""
        own = {day.date: Amendment(day.working, f"{day.zh} · {day.en}") for day in self.regional_days}
        spans = tuple((span.opens, span.closes) for span in self.office_hours.spans)
        calendar = Calendar(self.zone, own | dict(amendments or {}), settled_years)
        return WorkTime(calendar, OfficeHours(spans), self.lights.thresholds())

    def limit(self, step: str, kind: str | None = None) -> RuleLimit:
        """The limit of a step for a kind; a kind without its own has that of `other`, then the step's general one."""
        rules = self.limits.get(Step(step), ())
        for wanted in (kind, OTHER_KIND, None):
            for rule in rules:
                if rule.kind == wanted:
                    return self._counted(rule)
        raise KeyError(f"{self.code} sets no limit for step {step!r}")

    def is_limited(self, step: str) -> bool:
        """True where the programme knows this step at all: no limit, no obligation."""
        return Step(step) in self.limits

    def approval_chain(self, *, supervised: bool, major: bool) -> tuple[Signature, ...]:
        """Who signs a unit's reply, in this order, before it goes to the centre."""
        return tuple(each for each in self.approval if each.is_asked(supervised=supervised, major=major))

    def review_chain(self, *, supervised: bool, major: bool) -> tuple[Signature, ...]:
        """Who passes it at the centre, in this order, before the requester is answered."""
        return tuple(each for each in self.review if each.is_asked(supervised=supervised, major=major))

    def is_emergency(self, kind: str) -> bool:
        """True where a request of this kind is told at once, at any hour."""
        return self.emergency is not None and kind in self.emergency.kinds

    def route(self, code: str) -> Route | None:
        """The route of that code, where the programme has it."""
        return next((route for route in self.routes if route.code == code), None)

    def posts(self) -> tuple[frozenset[str], frozenset[str]]:
        """The posts that must be filled: in every unit (its head is told of what is overdue), and at the centre."""
        unit, centre = {"handler", "head"}, {"centre"}
        for each in (*self.approval, *self.review):
            (unit if each.by in UNIT_POSTS else centre).add(each.by)
        if self.extension.decided_by == "leader":
            unit.add("deputy")
        centre |= {self.acceptance.checked_by} if self.acceptance.checked_by else set()
        centre |= {each.by for each in (self.instruction, self.coordination) if each}
        return frozenset(unit), frozenset(centre)

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
        return self.second_handling.times if self.second_handling else 0

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
