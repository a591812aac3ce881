"""Changes of a unit's people: what was, what is, from which day on, who entered it, and whether that was in time.

GX-13 (within 3 working days), SZ-A5.4.1 (at once): as the rulebook's `registration` says. GX-12, WB-6.3d: the list
tells who was to answer for a unit's replies, and since when.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from huiyin.rulebook.people import Registration
from huiyin.units.people import Unit
from huiyin.worktime import Limit, WorkTime
from huiyin.worktime import Unit as CountedIn

_UNIT_POSTS = frozenset({"handler", "deputy", "head"})


@dataclass(frozen=True, slots=True)
class Post:
    """Who filled a post: the id, and the contact masked, so that the record holds nobody's number."""

    id: str
    role: str
    title: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the list that is only added to. `what` names what differs; people stand in it before and after."""

    unit: str
    edition: int
    at: datetime
    by: str
    what: tuple[str, ...]
    since: date
    before: tuple[Post, ...] = ()
    after: tuple[Post, ...] = ()
    named_before: str = ""
    proof: str = ""
    due_at: datetime | None = None
    clause: str = ""
    late: bool = False


def change_of(before: Unit | None, after: Unit) -> tuple[str, ...]:
    """What differs between two versions of a unit, in the registry's words; nothing where they say the same."""
    if before is None:
        return ("entered",)
    return tuple(
        what for what, fields in _WHAT.items() if any(getattr(before, name) != getattr(after, name) for name in fields)
    )


_WHAT: dict[str, tuple[str, ...]] = {
    "people": ("people", "vacant"),
    "names": ("zh", "en"),
    "network": ("level", "parent", "group"),
    "duties": ("duties", "regions"),
    "absences": ("absences",),
    "roster": ("roster",),
    "succeeded": ("succeeded_by",),
}


def posts(unit: Unit | None) -> tuple[Post, ...]:
    """A unit's people as the record keeps them."""
    people = unit.people if unit else ()
    return tuple(Post(p.id, p.role, p.title, masked(p.phone), masked(p.email)) for p in people)


def masked(contact: str) -> str:
    """Enough to see that a contact changed, not enough to use it."""
    name, at, host = contact.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    return f"{contact[:3]}****{contact[-4:]}" if len(contact) > 7 else "****" if contact else ""


def is_of_people(before: Unit | None, after: Unit) -> bool:
    """Somebody else fills a post than before: that is what is entered in time. A unit's first list is no change."""
    return before is not None and _filled(before) != _filled(after)


def changed_people(before: Unit | None, after: Unit) -> frozenset[str]:
    """Who comes, goes, or has another post, title or contact (GX-13); a unit's first people are no change."""
    if before is None or not before.people:
        return frozenset()
    was, now_is = ({p.id: (p.title, p.role, p.phone, p.email) for p in unit.people} for unit in (before, after))
    return frozenset(person for person in was | now_is if was.get(person) != now_is.get(person))


def entered_late(since: date, at: datetime, rule: Registration, work: WorkTime) -> tuple[datetime, bool]:
    """By when a change that holds from `since` is entered, and whether `at` is later. At once is: on that very day."""
    zone = work.calendar.zone
    begins = datetime.combine(since, time(), zone)
    if rule.within_working_days:
        due = work.deadline(begins, Limit(rule.within_working_days, CountedIn.working_days)).due_at
    else:
        due = datetime.combine(since + timedelta(days=1), time(), zone).astimezone(at.tzinfo)
    return due, at > due


def _filled(unit: Unit) -> frozenset[tuple[str, str]]:
    return frozenset((person.role, person.id) for person in unit.people if person.role in _UNIT_POSTS)
