"""With the requester's consent, a three-way call or a transfer, where the programme has them."""

import pytest

from builders import CENTRE, MACHINE, Walk, a_law, a_letter, a_paper, a_walk, screened
from huiyin.case import commands as c
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Outcome, Stage
from huiyin.rulebook import codes

PAPER = a_paper("call")
HAVE = {"suzhou-express": {"three_way", "transfer"}, "neimenggu-12345": {"three_way"}}


@pytest.mark.clause("SZ-A2.4.3a", "NM-11b")
@pytest.mark.parametrize("code", codes())
def test_a_programme_has_the_calls_that_its_regulation_names(code):
    for route, command in {"three_way": c.RecordThreeWayCall, "transfer": c.TransferCall}.items():
        law = a_law(code)
        walk = screened(a_letter(Walk(law), "help", f"{law.rulebook.prefix}20260302-000001"), "help")
        if route in HAVE.get(code, ()):
            walk.does(command(by=CENTRE, paper=PAPER))
            assert walk.case.stage is not Stage.TRIAGE
        else:
            with pytest.raises(Refusal, match="no_such_route"):
                walk.does(command(by=CENTRE, paper=PAPER))


@pytest.mark.clause("SZ-A2.4.3a", "NM-11b")
def test_what_a_three_way_call_settled_is_answered_and_rated_as_any():
    walk = a_walk("triage").does(c.RecordThreeWayCall(by=CENTRE, paper=PAPER))
    assert (walk.case.stage, walk.case.reply) == (Stage.ANSWERING, PAPER)
    assert next(o.ending for o in walk.case.obligations if o.id == "accept#1") is Ending.MET
    assert walk.does(c.Answer(by=MACHINE)).case.stage is Stage.RATING


@pytest.mark.clause("SZ-A2.4.3a")
def test_a_call_that_was_transferred_ends_with_who_took_it():
    walk = a_walk("triage").does(c.TransferCall(by=CENTRE, paper=PAPER))
    assert (walk.case.stage, walk.case.outcome, walk.case.note) == (Stage.REFERRED, Outcome.TRANSFERRED, PAPER)
    assert not list(walk.case.open_obligations())
