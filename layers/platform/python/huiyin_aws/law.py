"""The law of a programme as the domain wants it: a rulebook version, and time by the calendar as amended today."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from huiyin.case.facts import Accused
from huiyin.case.law import Law
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin.rulebook import Rulebook, in_force, load
from huiyin.units import person_for
from huiyin_aws import almanac, identities, registry
from huiyin_aws.almanac import Amended


def of(programme: str, version: str) -> Law:
    """The law that cases of this programme and rulebook version stand under.

    The amendments are read each time: a process that lives for hours would else count by yesterday's calendar.

    Raises:
        UnknownProgrammeError: there is no such programme, or this package does not hold that version.
    """
    return _law(programme, version, almanac.read(programme))


def of_case(case: Case, *others: Accused | None) -> Law:
    """The law that a case stands under, with all ids of whom it (or what `others` say) is about, since it is kept from
    the person (GX-18b, SZ-A2.4.8), and of who gave the opinion that somebody else checks (CQ-13).
    """
    return about(of(case.programme, case.rulebook), case, *others)


def about(rules: Law, case: Case, *others: Accused | None) -> Law:
    """The same where the law was read already: who looks through many cases reads it once."""
    named = {person for each in (case.accused, *others) if each for person in each.people}
    if named:
        rules = replace(rules, same=identities.of(case.programme, named))
    return _checked_by_another(rules, case) if case.stage is Stage.CHECKING and case.opinion_by else rules


def _checked_by_another(rules: Law, case: Case) -> Law:
    """With all ids of whoever gave the opinion; where that leaves nobody to check it, an id alone tells who somebody is
    (CQ-13).
    """
    same = identities.of(case.programme, [case.opinion_by])
    if len(same[case.opinion_by]) == 1:
        return rules
    wider, centre = replace(rules, same={**rules.same, **same}), registry.centre(case.programme)
    if centre is None:
        return wider
    barred = registry.barred(case, wider, centre, Role.CHECKER)
    return wider if person_for(centre, Role.CHECKER, case.number, barred) else rules


def now_in_force(programme: str, now: datetime) -> Law:
    """The law that a request received now stands under, for as long as it lives."""
    return of(programme, rulebook_in_force(programme, now).version)


def rulebook_in_force(programme: str, now: datetime) -> Rulebook:
    """The rulebook of the local day."""
    return in_force(programme, now.astimezone(ZoneInfo(load(programme).zone)).date())


@lru_cache(maxsize=32)
def _law(programme: str, version: str, amended: Amended) -> Law:
    rulebook = load(programme, version)
    time = rulebook.time(amended.amendments, amended.settled_years)
    return Law(rulebook, time, amended.edition)
