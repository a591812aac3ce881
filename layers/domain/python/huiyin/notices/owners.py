"""Whose a step is, and in which unit that is: whoever owes it is warned of it, and urged."""

from huiyin.case.law import CENTRE
from huiyin.case.state import Case
from huiyin.case.vocabulary import UNIT_ROLES, Role, Stage

# Whoever owes a step is warned, and urged, in this role; what the machine owes concerns the centre. In a stage where
# one signs after the other it is whose turn it is.
OWED_BY = {"sign_for": Role.HANDLER, "return": Role.HANDLER, "reply": Role.HANDLER, "urge": Role.HANDLER}
OWED_BY |= {"support": Role.SUPPORTER, "promise": Role.HANDLER}
_BY_TURN = {Stage.APPROVING: ("reply", "urge"), Stage.CHECKING: ("check",), Stage.INSTRUCTING: ("instruct",)}
_BY_TURN |= {Stage.REVIEWING: ("review",), Stage.COORDINATING: ("coordinate",)}


def owner_of(step: str, case: Case) -> Role:
    """In which role whoever owes the step hears of it."""
    if step in _BY_TURN.get(case.stage, ()) and case.turn:
        return case.turn
    if step == "decide_extension":  # the leader of the unit, where the rulebook does not leave it to the centre
        return Role.DEPUTY if case.unit and case.owes(step, case.unit) else Role.CENTRE
    if step == "promise" and is_with_the_centre(case):
        return Role.CENTRE
    return OWED_BY.get(step, Role.CENTRE)


def is_with_the_centre(case: Case) -> bool:
    """GX-20b: what was promised is the centre's to see to, while no unit has it."""
    return case.owes("promise", CENTRE) is not None


def signing(turn: Role, case: Case) -> str:
    """SZ-A2.4.3c: the reply to an order that was handed on is signed in the unit above."""
    return case.handed_on_by if turn in UNIT_ROLES else ""


def where_it_is(role: Role, case: Case) -> str:
    """The unit in which this role has the case now: while it is signed, that of who signs it."""
    return signing(role, case) if case.stage is Stage.APPROVING and role is case.turn else ""


def is_to_decide(case: Case) -> bool:
    """While the centre rules on a return, nobody decides on an extension."""
    return bool(case.extension_asked) and case.stage is Stage.HANDLING
