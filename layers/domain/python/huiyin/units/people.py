"""Units and whom they name: handler, deputy, head (GX-12, GX-13, WB-6.3d); who is away, and who has the night."""

from dataclasses import dataclass
from datetime import datetime

CENTRE = "centre"  # the code of the centre, which every programme has


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts for a unit; `by` says whether work comes by sms or email."""

    id: str
    title: str
    role: str
    phone: str = ""
    email: str = ""
    by: str = "sms"


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away, from `since` up to (and without) `until`; `stand_in` is the person of the unit who acts."""

    person: str
    since: datetime
    until: datetime
    stand_in: str = ""

    def covers(self, now: datetime) -> bool:
        return self.since <= now < self.until


@dataclass(frozen=True, slots=True)
class DutySpan:
    """A line of the roster for nights and days off: who answers, from `since` up to (and without) `until`."""

    person: str
    since: datetime
    until: datetime

    def covers(self, now: datetime) -> bool:
        return self.since <= now < self.until


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its people and the categories that it is responsible for.

    `vacant` names the posts that nobody fills for now; `succeeded_by` is the unit that a closed one was merged into.
    """

    code: str
    zh: str
    en: str
    level: int = 2
    parent: str = ""
    group: str = ""  # class of unit: county, department, utility; units are scored within their class
    duties: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    vacant: tuple[str, ...] = ()
    absences: tuple[Absence, ...] = ()
    roster: tuple[DutySpan, ...] = ()
    succeeded_by: str = ""

    @property
    def is_closed(self) -> bool:
        return bool(self.succeeded_by)

    def person(self, person_id: str) -> Person | None:
        return next((person for person in self.people if person.id == person_id), None)

    def absence_of(self, person_id: str, now: datetime) -> Absence | None:
        return next((each for each in self.absences if each.person == person_id and each.covers(now)), None)
