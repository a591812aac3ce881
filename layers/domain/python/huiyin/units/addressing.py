"""Who of a unit gets the work: whose it is by number; while they are away, who stands in; at night, who is on duty.

GX-18b, SZ-A2.4.8 (never whom the matter is about, at whatever post); CQ-13 (a checker is a second person); SZ-A2.4.4d
(a sudden event waits for no morning).
"""

from collections.abc import Container, Iterator, Sequence
from datetime import datetime

from huiyin.case.vocabulary import Role
from huiyin.units.people import CENTRE, Person, Unit
from huiyin.worktime import WorkTime

# Who stands in where nobody is left for a role. For a checker nobody does: it has to be a second person (CQ-13).
_STANDS_IN = {
    Role.DEPUTY: (Role.HEAD,),
    Role.HEAD: (Role.DEPUTY,),
    Role.HANDLER: (Role.DEPUTY, Role.HEAD),
    Role.LEADER: (Role.CHIEF,),
    Role.CHIEF: (Role.LEADER,),
}

# Who acts where a matter is about everybody at that post; for a checker also where none is there.
_LEVEL_ABOVE = dict.fromkeys((Role.CENTRE, Role.CHECKER, Role.REGIONAL), (Role.LEADER, Role.CHIEF))

ANY_NUMBER = "000000"  # for work that belongs to no case


def person_for(
    unit: Unit, role: Role, number: str, barred: Container[str] = (), now: datetime | None = None
) -> Person | None:
    """Who gets the work of a case in this role: shared out by number, the same every time.

    Whom the matter is about is `barred`, at this post and as a stand-in; where all are, the level above acts (GX-18b).
    Somebody away at `now` is passed over for their named stand-in, then for others at the post, then for the posts that
    stand in. Where everybody is away, the work waits for the one whose it is. Without `now` nobody is taken for away.
    """
    share = int(number[-6:])
    posts = [people for people in _posts(unit, role, barred) if people]
    for people in posts:
        if someone := _present(unit, people, share, barred, now):
            return someone
    return posts[0][share % len(posts[0])] if posts else None


def on_duty(unit: Unit, now: datetime, time: WorkTime, barred: Container[str] = ()) -> Person | None:
    """Who answers for a unit at this instant: at night and on days off whom the roster names, else its handler.

    A night that the roster leaves open is the handler's, too.
    """
    role = Role.CENTRE if unit.code == CENTRE else Role.HANDLER
    return rostered(unit, now, time, barred) or person_for(unit, role, ANY_NUMBER, barred, now)


def rostered(unit: Unit, now: datetime, time: WorkTime, barred: Container[str] = ()) -> Person | None:
    """Whom the roster names for this night or day off; nobody while an office day runs, nor where it names nobody."""
    if _office_day_runs(now, time):
        return None
    for span in sorted(unit.roster, key=lambda s: (s.since, s.person)):
        someone = unit.person(span.person) if span.covers(now) and span.person not in barred else None
        if someone and not unit.absence_of(someone.id, now):
            return someone
    return None


def has_it_now(unit: Unit, named: str, now: datetime, barred: Container[str] = ()) -> Person | None:
    """Whom a case of the unit was handed to by name, or who stands in while they are away; None: it goes by number."""
    person = unit.person(named) if named not in barred else None
    if person and unit.absence_of(person.id, now):
        return _stand_in(unit, person, barred, now)
    return person


def stands_in_for(role: str) -> tuple[str, ...]:
    """The posts that stand in where this one is vacant."""
    return tuple(each.value for each in _STANDS_IN.get(Role(role), ()))


def _posts(unit: Unit, role: Role, barred: Container[str]) -> Iterator[Sequence[Person]]:
    """Those who may act, post by post: the role itself, those who stand in, the level above a post that is accused, and
    above a checker's, for whom nobody else stands in (CQ-13).
    """
    at_post = [p.id for p in unit.people if p.role == role.value]
    passed_over = any(person in barred for person in at_post)
    above = _LEVEL_ABOVE.get(role, ()) if passed_over or (at_post and role is Role.CHECKER) else ()
    for wanted in (role, *_STANDS_IN.get(role, ()), *above):
        fit = (p for p in unit.people if p.role == wanted.value and p.id not in barred)
        yield sorted(fit, key=lambda p: p.id)


def _present(
    unit: Unit, people: Sequence[Person], share: int, barred: Container[str], now: datetime | None
) -> Person | None:
    """Whose turn it is by number, else whom they name, else another at the post, else whom that one names."""
    if now is None:
        return people[share % len(people)]
    mine = people[share % len(people)]
    here = [p for p in people if unit.absence_of(p.id, now) is None]
    if mine in here:
        return mine
    named = [_stand_in(unit, p, barred, now) for p in (mine, *people)]
    if named[0]:
        return named[0]
    return here[share % len(here)] if here else next((p for p in named if p), None)


def _stand_in(unit: Unit, person: Person, barred: Container[str], now: datetime) -> Person | None:
    """Whom somebody away has named, where that one may act and is there."""
    away = unit.absence_of(person.id, now)
    named = unit.person(away.stand_in) if away else None
    fits = named and named.id not in barred and not unit.absence_of(named.id, now)
    return named if fits else None


def _office_day_runs(now: datetime, time: WorkTime) -> bool:
    """Between the first opening and the last close of a working day: noon is no night."""
    local = time.local(now)
    runs = time.hours.opens <= local.time() < time.hours.closes
    return runs and time.calendar.is_workday(local.date())
