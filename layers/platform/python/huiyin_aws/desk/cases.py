"""The desk's door to a case: no link, no stage; whoever is signed in, in the role in which they may act on it now."""

from dataclasses import replace
from datetime import datetime

from huiyin.case.facts import Actor
from huiyin.case.law import Law
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Role
from huiyin.units import Person, has_it_now
from huiyin_aws import acting, law, looks, registry, store
from huiyin_aws.acting import Answer, Posted
from huiyin_aws.desk import standing
from huiyin_aws.desk.sessions import Member
from huiyin_aws.pages import forms
from huiyin_aws.visiting import Visit


class NotTheirsError(LookupError):
    """No such case, or none of this person's: which of the two is nobody's business."""


def show(member: Member, number: str, now: datetime) -> Answer:
    return acting.show(arrive(member, number, now))


def act(member: Member, number: str, posted: Posted, now: datetime) -> Answer:
    command = next(iter(posted.get("command", ())), "")
    return acting.act(lambda: arrive(member, number, now, command=command), posted)


def arrive(member: Member, number: str, now: datetime, way: str = "desk", command: str = "") -> Visit:
    """This person before the case as it stands; `way` is what for, as a look that is refused is kept; `command` is what
    they would do.

    Raises:
        NotTheirsError: it is not theirs to see.
    """
    case = store.load(number).case
    if not case.exists or case.programme != member.programme:
        raise NotTheirsError(number)
    rules = law.of_case(case)
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
    if visit.role is Role.SUPPORTER:
        return visit
    stands_in = (replace(visit, by=replace(visit.by, role=role)) for role in _stands_in(member, case, rules, now))
    return _where_they_act((visit, *stands_in), command)


def _acting(member: Member, case: Case) -> Actor:
    """People of a unit that only supports the lead unit see its task, and not what is the lead unit's own."""
    supports = not member.is_of_centre and member.unit.code not in (case.unit, case.handed_on_by)
    return replace(member.actor, role=Role.SUPPORTER) if supports else member.actor


def _where_they_act(visits: tuple[Visit, ...], command: str) -> Visit:
    """In the first of their roles, their own before those that they stand in for, that offers this command, or else has
    work to do that somebody waits for; with what the others offer besides.
    """
    offered = [visit.forms() for visit in visits]
    commands = [{form.command for form in each} for each in offered]
    suited = (at for at, known in enumerate(commands) if (command in known if command else known - forms.ASIDE))
    at = next(suited, 0)
    besides = {form.command: form for each in reversed(offered) for form in each if form.command not in commands[at]}
    return replace(visits[at], besides=tuple(besides.values()))


def _stands_in(member: Member, case: Case, rules: Law, now: datetime) -> tuple[Role, ...]:
    """The roles whose work on this case would reach this person: they stand in for whoever is away."""
    here = CENTRE_ROLES if member.is_of_centre else UNIT_ROLES
    reached = ((role, _whose_it_is(member, role, case, rules, now)) for role in sorted(here))
    return tuple(role for role, person in reached if person and person.id == member.person.id and role != member.role)


def _whose_it_is(member: Member, role: Role, case: Case, rules: Law, now: datetime) -> Person | None:
    """Who of this person's unit has a role's work on the case now; a handler who was named goes before the number."""
    unit = member.unit
    barred = registry.barred(case, rules, unit, role)
    named = case.handler if role is Role.HANDLER and unit.code == case.unit else ""
    return has_it_now(unit, named, now, barred) or registry.person_for(unit, role, case.number, barred, now)
