"""Another handler of the unit is named: the case keeps who, and it ends with the order."""

import pytest

from builders import CENTRE, DEPUTY, HANDLER, HEAD, OTHER_UNIT, UNIT, Walk, a_letter, a_walk, return_requested, screened
from huiyin.case import commands as c
from huiyin.case.deciding import decide
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role, Stage
from huiyin.notices import notices

COLLEAGUE = "housing-second-handler"


def refused(walk: Walk, command: c.Command) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decide(walk.case, command, walk.law, walk.now)
    return caught.value


@pytest.mark.clause("WB-6.3d", "CQ-14")
@pytest.mark.parametrize("by", [HANDLER, DEPUTY, HEAD])
def test_the_unit_hands_a_case_to_another_of_its_handlers(by):
    walk = a_walk().does(c.NameHandler(by=by, person=COLLEAGUE))

    assert walk.case.handler == COLLEAGUE
    assert walk.case.stage is Stage.HANDLING
    assert [(n.template, n.to) for n in notices(walk.events[-1], walk.case)] == [("handler_named", Role.HANDLER)]


def test_nobody_is_named_who_has_it_already():
    assert refused(a_walk(), c.NameHandler(by=HANDLER, person=HANDLER.id)).code == "handles_already"
    walk = a_walk().does(c.NameHandler(by=DEPUTY, person=COLLEAGUE))
    assert refused(walk, c.NameHandler(by=HEAD, person=COLLEAGUE)).code == "handles_already"


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_nobody_is_named_whom_the_matter_is_about():
    walk = screened(a_letter(Walk()))
    accused = Accused(people=(COLLEAGUE,))
    walk.does(c.Accept(by=CENTRE, kind="complaint", category="housing", unit=UNIT, accused=accused))

    assert refused(walk, c.NameHandler(by=DEPUTY, person=COLLEAGUE)).code == "person_accused"


def test_neither_the_centre_nor_another_unit_names_a_units_handler():
    for by in (CENTRE, Actor(Role.DEPUTY, "somebody", OTHER_UNIT)):
        assert refused(a_walk(), c.NameHandler(by=by, person=COLLEAGUE)).code == "not_yours"


def test_the_next_unit_begins_with_nobody_named():
    walk = return_requested(a_walk().does(c.NameHandler(by=HANDLER, person=COLLEAGUE)))

    walk.does(c.UpholdReturn(by=CENTRE), c.Dispatch(by=CENTRE, unit=OTHER_UNIT))

    assert walk.case.handler == ""
