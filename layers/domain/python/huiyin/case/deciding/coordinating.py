"""What crosses regions or levels: the regional centre names who leads and who supports, and sees to it (协调督办).

NM-11b (article 11(2)); GX-18b (never to the accused, by this way neither).
"""

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.intake import accept_first
from huiyin.case.deciding.ordering import order, require_lead
from huiyin.case.deciding.requiring import require_instructed
from huiyin.case.deciding.supporting import order_support
from huiyin.case.law import CENTRE, REGIONAL
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role


def ask_coordination(draft: Draft, command: c.AskCoordination) -> None:
    """The centre has disposed of the request; from now on its coordination is owed."""
    coordination = draft.law.rulebook.coordination
    if coordination is None:
        raise Refusal(
            "no_coordination",
            "本渠道不设上级协调环节，请直接派单。",
            "nobody coordinates for this programme: dispatch the request",
        )
    accept_first(draft, command)
    require_instructed(draft, draft.case.kind)
    asked = f.CoordinationAsked(command.paper, Role(coordination.by))
    draft.add(command.by, asked, *draft.dispatched(), draft.owe("coordinate", REGIONAL))


def coordinate(draft: Draft, command: c.Coordinate) -> None:
    """From here on the case runs as every other; those who support read the same paper as the lead unit."""
    require_lead(draft, command.unit, command.supporting)
    draft.add(command.by, f.RequestCoordinated(command.paper), draft.met("coordinate"))
    order(draft, command.by, command.unit)
    order_support(draft, command.by, command.supporting, command.paper)


def decline_coordination(draft: Draft, command: c.DeclineCoordination) -> None:
    """Back to the centre, which has a fresh limit to dispatch it itself."""
    fact = f.CoordinationDeclined(command.paper)
    draft.add(command.by, fact, draft.met("coordinate"), draft.owe("accept", CENTRE))
