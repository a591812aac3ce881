"""The legal moves of a case, one literal table: stage × command → the roles that may ask for it.

`Receive` opens a case and `Attend` is the clock's in every open stage; both stand outside the table.
"""

from huiyin.case import commands as c
from huiyin.case.vocabulary import Role, Stage

_CENTRE = frozenset({Role.CENTRE})
_HANDLER = frozenset({Role.HANDLER})
_LEADERS = frozenset({Role.DEPUTY, Role.HEAD})
_MACHINE = frozenset({Role.MACHINE})
_REQUESTER = frozenset({Role.REQUESTER})

MOVES: dict[Stage, dict[type[c.Command], frozenset[Role]]] = {
    Stage.RECEIVED: {c.Screen: _MACHINE},
    Stage.TRIAGE: {c.Accept: _CENTRE, c.Decline: _CENTRE, c.Refer: _CENTRE, c.AnswerAtOnce: _CENTRE},
    Stage.DISPATCHING: {c.Dispatch: _CENTRE},
    Stage.HANDLING: {
        c.SignFor: _HANDLER,
        c.RequestReturn: _HANDLER,
        c.RequestExtension: _HANDLER,
        c.GrantExtension: _LEADERS,
        c.RefuseExtension: _LEADERS,
        c.SubmitReply: _HANDLER,
    },
    Stage.RULING_RETURN: {c.UpholdReturn: _CENTRE, c.RefuseReturn: _CENTRE},
    Stage.APPROVING: {c.ApproveReply: _LEADERS, c.RejectReply: _LEADERS},
    Stage.REVIEWING: {c.PassReply: _CENTRE, c.SendBack: _CENTRE},
    Stage.ANSWERING: {c.Answer: _MACHINE},
    Stage.RATING: {c.Rate: _REQUESTER},
    Stage.FOLLOWING_UP: {c.OrderSecondHandling: _CENTRE, c.Explain: _CENTRE},
    Stage.ARCHIVED: {},
    Stage.DECLINED: {},
    Stage.REFERRED: {},
}


def moves_of(stage: Stage, role: Role) -> tuple[str, ...]:
    """The names of the commands that this role may ask for in this stage, in the table's order."""
    return tuple(command.__name__ for command, roles in MOVES[stage].items() if role in roles)
