"""A step of the case's machine: the rules read the letter and propose; what they are sure of goes on to a unit.

Every letter is opened as it comes in, at any hour (CQ-17, NM-2).
"""

from typing import Any

from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.vocabulary import Role, Stage
from huiyin.rulebook import load
from huiyin.screening import Letter, Verdict, screen
from huiyin_aws import clock, earlier, papers, registry, store


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Input and output: {case, stage, attempt}."""
    stored, _ = store.change(event["case"], _screened, clock.now())
    return event | {"stage": stored.case.stage.value}


def _screened(stored: store.Stored) -> store.Change | None:
    case = stored.case
    if case.stage is not Stage.RECEIVED or case.request is None:
        return None
    # A letter that can't be found is an error: taken for a blank one it would be declined.
    letter = papers.read(case.number, [case.request])[case.request.id]
    rulebook = load(case.programme, case.rulebook)
    proposal = screen(Letter(letter["title"], letter["body"], case.kind or None), rulebook, earlier.cases(case))
    sure_of_unit = proposal.sure and proposal.verdict is Verdict.ACCEPT
    command = c.Screen(
        by=Actor(Role.MACHINE),
        verdict=proposal.verdict.value,
        kind=proposal.kind,
        category=proposal.category or "",
        ground=proposal.ground or "",
        clause=proposal.clause or "",
        unit=registry.responsible(case.programme, proposal.category) if sure_of_unit else "",
        why=proposal.why.value,
        earlier=proposal.earlier,
        others=proposal.others,
    )
    return store.Change([command])
