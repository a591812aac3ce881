"""Whoever is asked for more time says so within a working day, and is warned and urged like everybody else."""

from datetime import timedelta

import pytest

from builders import CENTRE, DEPUTY, HANDLER, UNIT, Walk, a_walk, extension_requested, replied, return_requested
from huiyin.case import commands as c
from huiyin.case.facts import Actor, FellOverdue
from huiyin.case.vocabulary import Ending, Role
from huiyin.notices import notices
from huiyin_aws.pages.dues import due_for
from page_builders import GUANGXI, ordered

CLOCK = Actor(Role.CLOCK)


def in_guangxi() -> Walk:
    walk = ordered(GUANGXI)
    return walk.does(c.RequestExtension(by=HANDLER, days=2, paper=walk.paper("extension"), proved=True))


def endings(walk: Walk) -> list[Ending | None]:
    return [owed.ending for owed in walk.case.obligations if owed.step == "decide_extension"]


@pytest.mark.clause("SZ-A2.4.4e", "GX-14c")
@pytest.mark.parametrize(
    ("asked", "who", "role"),
    [(lambda: extension_requested(a_walk()), UNIT, Role.DEPUTY), (in_guangxi, "centre", Role.CENTRE)],
    ids=["the unit's leader", "the centre"],
)
def test_whoever_decides_owes_it_within_a_working_day_and_hears_that_it_is_late(asked, who, role):
    walk = asked()
    owed = walk.case.owes("decide_extension")
    assert (owed.who, owed.amount, owed.unit, owed.rule) == (who, 1, "working_days", "choice")
    assert due_for(walk.case, role, walk.law.time, walk.now).step == "decide_extension"
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=2))
    late = next(e for e in walk.events if isinstance(e.fact, FellOverdue) and e.fact.step == "decide_extension")
    assert [(n.template, n.to, n.acts) for n in notices(late, walk.case)] == [("overdue", role, True)]


@pytest.mark.clause("SZ-A2.4.4e")
@pytest.mark.parametrize("decision", [c.GrantExtension(by=DEPUTY), c.RefuseExtension(by=DEPUTY, paper=None)])
def test_it_is_met_by_either_word(decision):
    assert endings(extension_requested(a_walk()).does(decision)) == [Ending.MET]


def test_it_is_owed_no_more_once_the_unit_replies_or_loses_the_order():
    assert endings(replied(extension_requested(a_walk()))) == [Ending.WITHDRAWN]
    walk = extension_requested(a_walk())
    assert endings(walk.does(c.Recall(by=CENTRE, paper=walk.paper("why")))) == [Ending.WITHDRAWN]
    walk = extension_requested(a_walk())
    walk.does(c.Correct(by=CENTRE, kind="emergency", paper=walk.paper("why")))
    assert endings(walk) == [Ending.WITHDRAWN]


def test_while_the_centre_rules_on_a_return_nobody_owes_it_and_after_a_refusal_afresh():
    walk = return_requested(extension_requested(a_walk()))
    assert endings(walk) == [Ending.WITHDRAWN]
    walk.does(c.RefuseReturn(by=CENTRE, paper=walk.paper("no")))
    assert endings(walk) == [Ending.WITHDRAWN, None]
    assert walk.case.owes("decide_extension").start == walk.now
