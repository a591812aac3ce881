"""The desk's door to a case: no link, no stage; whoever is signed in, in the role in which they may act on it now."""

from dataclasses import replace
from datetime import datetime

from huiyin.case.facts import Actor
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Role
from huiyin_aws import acting, law, looks, registry, store
from huiyin_aws.acting import Answer, Posted
from huiyin_aws.desk import standing
from huiyin_aws.desk.sessions import Member
from huiyin_aws.visiting import Visit


class NotTheirsError(LookupError):
    """No such case, or none of this person's: which of the two is nobody's business."""


def show(member: Member, number: str, now: datetime) -> Answer:
    return acting.show(arrive(member, number, now))


def act(member: Member, number: str, posted: Posted, now: datetime) -> Answer:
    return acting.act(lambda: arrive(member, number, now), posted)


def arrive(member: Member, number: str, now: datetime, way: str = "desk") -> Visit:
    """This person before the case as it stands; `way` is what for, as a look that is refused is kept.

    Raises:
        NotTheirsError: it is not theirs to see.
    """
    case = store.load(number).case
    if not case.exists or case.programme != member.programme:
        raise NotTheirsError(number)
    rules = law.of(case.programme, case.rulebook)
    kept = any(looks.refused(case, rules, by, way, now) for by in member.actors)
    if kept or not standing.is_theirs(member, case):
        raise NotTheirsError(number)
    visit = Visit(
        door=f"DESK#{number}#{member.person.id}",
        back=number,
        by=_acting(member, case),
        case=case,
        law=rules,
        now=now,
        hidden={"csrf": member.session.csrf},
        bar=member.bar("../"),
    )
    return visit if visit.role is Role.SUPPORTER else _where_they_act(visit, _stands_in(member, case, now))


def _acting(member: Member, case: Case) -> Actor:
    """People of a unit that only supports the lead unit see its task, and not what is the lead unit's own."""
    supports = not member.is_of_centre and member.unit.code not in (case.unit, case.handed_on_by)
    return replace(member.actor, role=Role.SUPPORTER) if supports else member.actor


def _where_they_act(visit: Visit, others: tuple[Role, ...]) -> Visit:
    """In their own role, or where that has nothing to do in the first that they stand in for and that has."""
    if visit.forms():
        return visit
    roles = (replace(visit, by=replace(visit.by, role=role)) for role in others)
    return next((each for each in roles if each.forms()), visit)


def _stands_in(member: Member, case: Case, now: datetime) -> tuple[Role, ...]:
    """The roles whose work on this case would reach this person: they stand in for whoever is away."""
    accused = case.accused.people if case.accused else ()
    here = CENTRE_ROLES if member.is_of_centre else UNIT_ROLES
    reached = ((role, registry.person_for(member.unit, role, case.number, accused, now)) for role in sorted(here))
    return tuple(role for role, person in reached if person and person.id == member.person.id and role != member.role)
