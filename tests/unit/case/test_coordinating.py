"""What crosses regions or levels: the regional centre names who leads and who supports, and sees to the reply."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import CENTRE, HANDLER, UNIT, Walk, a_law, a_letter, screened
from huiyin.case import commands as c
from huiyin.case.facts import (
    Accused,
    Actor,
    FellOverdue,
    RequestAccepted,
    RequestCorrected,
    ReturnUpheld,
    SupportOrdered,
    Urged,
)
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Role, Stage
from huiyin.notices import notices
from huiyin.rulebook import codes

REGIONAL = Actor(Role.REGIONAL, "regional-officer", "centre")
CLOCK = Actor(Role.CLOCK)


def begun(programme: str = "neimenggu-12345") -> Walk:
    law = a_law(programme)
    return screened(a_letter(Walk(law), "help", f"{law.rulebook.prefix}20260302-000001"), "help")


def asking(walk: Walk, **how) -> c.AskCoordination:
    paper = walk.paper("asked", reason="噪声来自两市交界")
    return c.AskCoordination(by=CENTRE, paper=paper, kind="help", category="housing", **how)


def asked(**how) -> Walk:
    walk = begun()
    return walk.does(asking(walk, **how))


def coordinated(walk: Walk, *supporting: str) -> Walk:
    paper = walk.paper("coordination", coordination="由住建厅牵头")
    return walk.does(c.Coordinate(by=REGIONAL, paper=paper, unit=UNIT, supporting=supporting))


def told(walk: Walk, kind: type) -> list[tuple[str, Role, bool]]:
    event = next(e for e in reversed(walk.events) if isinstance(e.fact, kind))
    return [(n.template, n.to, n.acts) for n in notices(event, walk.case)]


@pytest.mark.clause("NM-11b")
@pytest.mark.parametrize("code", codes())
def test_only_a_programme_whose_regulation_has_it_asks_the_level_above(code):
    walk = begun(code)
    if code == "neimenggu-12345":
        assert walk.does(asking(walk)).case.stage is Stage.COORDINATING
    else:
        with pytest.raises(Refusal, match="no_coordination"):
            walk.does(asking(walk))


@pytest.mark.clause("NM-11b")
def test_asked_from_triage_the_request_is_accepted_and_the_level_above_has_a_working_day():
    walk = asked(place="呼和浩特市", accused=Accused(people=("somebody",)))
    assert RequestAccepted in {type(e.fact) for e in walk.events}
    case = walk.case
    assert (case.kind, case.category, case.place, case.turn) == ("help", "housing", "呼和浩特市", Role.REGIONAL)
    assert case.accused == Accused(people=("somebody",))
    assert next(o.ending for o in case.obligations if o.id == "accept#1") is Ending.MET
    owed = case.owes("coordinate")
    assert (owed.who, owed.amount, owed.unit) == ("regional", 1, "working_days")
    assert told(walk, type(walk.events[-1].fact)) == [("coordinate", Role.REGIONAL, True)]


@pytest.mark.clause("NM-10")
def test_an_emergency_is_asked_about_at_once_and_coordinated_at_once():
    walk = begun()
    received, arrived = walk.now, walk.case.owes("accept")
    paper = walk.paper("asked", reason="两市交界")
    walk.does(c.AskCoordination(by=CENTRE, paper=paper, kind="emergency"), after=timedelta(hours=2))

    judged = next(o for o in walk.case.obligations if o.id == "accept#1")
    assert (judged.ending, judged.due_at) == (Ending.LATE, arrived.start + timedelta(minutes=30))
    assert [e.fact.step for e in walk.events if isinstance(e.fact, FellOverdue)] == ["accept"]
    assert walk.case.owes("coordinate").due_at == walk.now + timedelta(minutes=30)
    assert walk.now - received == timedelta(hours=2)


@pytest.mark.clause("NM-10")
def test_what_turns_out_to_be_an_emergency_while_it_is_coordinated_is_urgent_there():
    walk = asked()
    walk.does(c.Correct(by=CENTRE, paper=walk.paper("why"), kind="emergency"))
    assert told(walk, RequestCorrected) == [("coordinate", Role.REGIONAL, True)]
    assert walk.case.owes("coordinate").due_at <= walk.now + timedelta(minutes=30)


@pytest.mark.clause("NM-11b")
def test_it_names_who_leads_and_who_supports_and_both_read_what_it_wrote():
    walk = coordinated(asked(), "transport", "health")
    case = walk.case
    assert (case.stage, case.unit, case.coordination.id) == (Stage.HANDLING, UNIT, "coordination")
    assert next(o.ending for o in case.obligations if o.id == "coordinate#1") is Ending.MET
    assert [o.who for o in case.open_obligations("support")] == ["transport", "health"]
    tasks = [e.fact.paper for e in walk.events if isinstance(e.fact, SupportOrdered)]
    assert tasks == [case.coordination, case.coordination]
    assert {o.step for o in case.open_obligations()} == {"sign_for", "return", "reply", "support"}


@pytest.mark.clause("NM-11b")
def test_what_crosses_nothing_goes_back_to_the_centre_with_a_fresh_limit():
    walk = asked()
    walk.does(c.DeclineCoordination(by=REGIONAL, paper=walk.paper("declined", reason="属一市职责")))
    assert (walk.case.stage, walk.case.turn, walk.case.note.id) == (Stage.DISPATCHING, None, "declined")
    owed = walk.case.owes("accept")
    assert (owed.who, owed.start) == ("centre", walk.now)
    assert told(walk, type(walk.events[-1].fact)) == [("coordination_declined", Role.CENTRE, True)]
    assert walk.does(c.Dispatch(by=CENTRE, unit=UNIT)).case.stage is Stage.HANDLING
    assert walk.case.coordination is None


@pytest.mark.clause("NM-11b")
def test_also_what_a_unit_has_returned_can_be_coordinated_and_not_back_to_that_unit():
    walk = begun()
    walk.does(c.Accept(by=CENTRE, kind="help", unit=UNIT)).does(c.SignFor(by=HANDLER))
    walk.does(c.RequestReturn(by=HANDLER, paper=walk.paper("return", reason="跨市"))).does(c.UpholdReturn(by=CENTRE))
    walk.does(asking(walk))
    assert walk.case.stage is Stage.COORDINATING
    with pytest.raises(Refusal, match="unit_returned"):
        coordinated(walk)


@pytest.mark.clause("NM-11b")
def test_whoever_has_coordinated_it_hears_that_the_unit_they_named_has_returned_it():
    walk = coordinated(asked()).does(c.RequestReturn(by=HANDLER, paper=begun().paper("return", reason="跨市")))
    walk.does(c.UpholdReturn(by=CENTRE))
    assert ("coordinated_returned", Role.REGIONAL, False) in told(walk, ReturnUpheld)


@pytest.mark.clause("NM-11b")
@pytest.mark.parametrize(("days", "template", "fact"), [(20, "overdue", FellOverdue), (40, "urged", Urged)])
def test_whoever_has_coordinated_it_is_told_when_its_reply_is_late(days, template, fact):
    walk = coordinated(asked()).does(c.SignFor(by=HANDLER))
    step = 1 if fact is FellOverdue else 0
    for _ in range(days):
        walk.does(c.Attend(by=CLOCK), after=timedelta(days=1))
    events = [e for e in walk.events if isinstance(e.fact, fact) and e.fact.step == "reply"]
    told_of = [(n.template, n.to) for e in events for n in notices(e, walk.case) if n.to is Role.REGIONAL]
    assert (f"{template}_coordinated", Role.REGIONAL) in told_of
    assert len(told_of) < len(events) + step  # urged every day, and told of once a week


def test_nobody_is_told_so_of_what_was_not_coordinated():
    walk = begun().does(c.Accept(by=CENTRE, kind="help", unit=UNIT)).does(c.SignFor(by=HANDLER))
    walk.does(c.Attend(by=CLOCK), after=timedelta(days=20))
    assert all(n.to is not Role.REGIONAL for e in walk.events for n in notices(e, walk.case))


@pytest.mark.clause("NM-11b")
def test_who_is_late_to_coordinate_is_told_and_urged():
    walk = asked().does(c.Attend(by=CLOCK), after=timedelta(days=3))
    assert told(walk, FellOverdue) == [("overdue", Role.REGIONAL, True)]
    ending = coordinated(walk).case.obligations
    assert next(o.ending for o in ending if o.id == "coordinate#1") is Ending.LATE


@pytest.mark.clause("GX-18b", "NM-11b")
def test_neither_the_accused_coordinates_nor_the_accused_unit_leads_or_supports():
    walk = asked(accused=Accused(people=(REGIONAL.id,)))
    with pytest.raises(Refusal, match="accused"):
        coordinated(walk)
    walk = asked()
    walk.case = replace(walk.case, kind="report", accused=Accused(units=(UNIT,)))
    with pytest.raises(Refusal, match="unit_accused"):
        coordinated(walk)
    walk.case = replace(walk.case, accused=Accused(units=("transport",)))
    with pytest.raises(Refusal, match="unit_accused"):
        coordinated(walk, "transport")


@pytest.mark.parametrize("role", [Role.CENTRE, Role.HANDLER, Role.HEAD, Role.LEADER])
def test_nobody_else_coordinates(role):
    walk = asked()
    with pytest.raises(Refusal, match="not_yours"):
        walk.does(c.Coordinate(by=Actor(role, "somebody"), paper=walk.paper("no"), unit=UNIT))
