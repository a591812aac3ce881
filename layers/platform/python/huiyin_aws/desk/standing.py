"""Whose cases are whose, at the desk: the one function that lists, search and pages ask before they show anything.

Who is of the centre's side sees the programme's cases; who is of a unit those that the unit leads or supports now.
From whom a case is kept, it is kept here as well (GX-18b, SZ-A2.4.8).
"""

from huiyin.case.law import Law
from huiyin.case.state import Case
from huiyin_aws.desk.sessions import Member


def is_theirs(member: Member, case: Case) -> bool:
    """The case is one of this person's programme and, for people of units, of their unit."""
    if not case.exists or case.programme != member.programme:
        return False
    return member.is_of_centre or member.unit.code in _units(case)


def is_kept_from(member: Member, case: Case, law: Law) -> bool:
    """It is about them, or about their unit, in whichever of their posts they sit: the person is the same."""
    return any(law.bars(case, by.unit, by.id) for by in member.actors)


def may_see(member: Member, case: Case, law: Law) -> bool:
    return is_theirs(member, case) and not is_kept_from(member, case, law)


def _units(case: Case) -> frozenset[str]:
    """The unit that leads, the one above that handed the order on, and those that still owe the case something."""
    return frozenset({case.unit, case.handed_on_by, *(owed.who for owed in case.open_obligations())}) - {""}
