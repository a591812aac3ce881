"""The legal moves of a case, one literal table: stage × command → the roles that may ask for it.

`Receive` opens a case and `Attend` is the clock's in every open stage; both stand outside the table. What may be asked
in every open stage stands in `ANYWHERE`.
"""

from huiyin.case import commands as c
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Role, Stage

_CENTRE = frozenset({Role.CENTRE})
_CHECKERS = frozenset({Role.CHECKER, Role.LEADER})
_INSTRUCTING = frozenset({Role.LEADER, Role.CHIEF})
_REGIONAL = frozenset({Role.REGIONAL})
_HANDLER = frozenset({Role.HANDLER, Role.PLATFORM})  # a unit may work on the platform (GX-24)
_HANDING_OUT = frozenset({Role.CENTRE, Role.PLATFORM})  # the centre may where the platform is late
_PLATFORM = frozenset({Role.PLATFORM})
_SUPPORTER = frozenset({Role.SUPPORTER})
_DECIDING = frozenset({Role.DEPUTY, Role.HEAD, Role.CENTRE})  # the rulebook says who of them
_SIGNING = frozenset({Role.DEPUTY, Role.HEAD, Role.LEADER, Role.CHIEF})  # the rulebook's chain says in which order
_PASSING = frozenset({Role.CENTRE, Role.CHECKER, Role.LEADER, Role.CHIEF})
_MACHINE = frozenset({Role.MACHINE})
_REQUESTER = frozenset({Role.REQUESTER})
_INSIDE = UNIT_ROLES | CENTRE_ROLES

# What a unit is charged with, also once the case has ended (WB-6.3d, CQ-30).
_CHARGES: dict[type[c.Command], frozenset[Role]] = {c.Charge: _CENTRE, c.WithdrawCharge: _CENTRE}

# How the centre puts right what was wrong, wherever a case stands that people are at work on; and what is noted of
# others that are handled with it.
_LEADS: dict[type[c.Command], frozenset[Role]] = {c.NoteJoined: _MACHINE, c.NoteSplit: _MACHINE}
_VOIDED: dict[type[c.Command], frozenset[Role]] = {c.VoidOverdue: _CENTRE, **_CHARGES}
_OPEN = _VOIDED | _LEADS
_RIGHTS = {c.Correct: _CENTRE, c.NameAccused: _CENTRE} | _OPEN

# An emergency is passed on wherever its case stands before it is answered.
_ALERTED: dict[type[c.Command], frozenset[Role]] = {c.AlertLine: _CENTRE}
_OF_THE_UNIT = frozenset({Role.HANDLER, Role.DEPUTY, Role.HEAD})

# A supporting unit's time runs on while the centre rules on the lead unit's return.
_SUPPORT: dict[type[c.Command], frozenset[Role]] = {
    c.Contribute: _SUPPORTER,
    c.DeclineSupport: _SUPPORTER,
    c.ReleaseSupport: _CENTRE,
}

# How a request leaves the programme, or is answered without a unit: as it comes in, or once a unit has shown that it is
# nobody's here (SZ-A2.3, GX-8, NM-9, CQ-12, CQ-13).
_WITHOUT_A_UNIT: dict[type[c.Command], frozenset[Role]] = {
    c.Decline: _CENTRE,
    c.Refer: _CENTRE,
    c.Forward: _CENTRE,
    c.SubmitUpward: _CENTRE,
    c.AnswerAtOnce: _CENTRE,
}

# What the requester was promised is followed from the answer on, whatever else becomes of the case (GX-20b): by the
# centre alone while no unit has it.
_BY_THE_CENTRE: dict[type[c.Command], frozenset[Role]] = {
    c.ConfirmPromise: _CENTRE,
    c.RejectPromise: _CENTRE,
    c.ReleasePromise: _CENTRE,
}
_PROMISED: dict[type[c.Command], frozenset[Role]] = {c.ReportPromise: _HANDLER, **_BY_THE_CENTRE}

MOVES: dict[Stage, dict[type[c.Command], frozenset[Role]]] = {
    Stage.RECEIVED: {c.Screen: _MACHINE},
    Stage.TRIAGE: {
        c.Accept: _CENTRE,
        c.AskInstruction: _CENTRE,
        c.AskCoordination: _CENTRE,
        **_WITHOUT_A_UNIT,
        c.RecordThreeWayCall: _CENTRE,
        c.TransferCall: _CENTRE,
        c.JoinTo: _CENTRE,
        **_BY_THE_CENTRE,
        c.NameAccused: _CENTRE,
        **_ALERTED,
        **_OPEN,
    },
    Stage.CHECKING: {
        c.ConfirmOpinion: _CHECKERS,
        c.RejectOpinion: _CHECKERS,
        **_BY_THE_CENTRE,
        c.NameAccused: _CENTRE,
        **_OPEN,
    },
    Stage.INSTRUCTING: {c.Instruct: _INSTRUCTING, **_BY_THE_CENTRE, **_RIGHTS},
    Stage.COORDINATING: {
        c.Coordinate: _REGIONAL,
        c.DeclineCoordination: _REGIONAL,
        **_BY_THE_CENTRE,
        **_ALERTED,
        **_RIGHTS,
    },
    Stage.DISPATCHING: {
        c.Dispatch: _HANDING_OUT,
        c.DispatchAgain: _CENTRE,
        c.GiveBack: _PLATFORM,
        c.AskInstruction: _CENTRE,
        c.AskCoordination: _CENTRE,
        c.JoinTo: _CENTRE,
        **_WITHOUT_A_UNIT,
        **_PROMISED,
        **_ALERTED,
        **_RIGHTS,
    },
    Stage.HANDLING: {
        c.SignFor: _HANDLER,
        c.RequestReturn: _HANDLER,
        c.RequestExtension: _HANDLER,
        c.GrantExtension: _DECIDING,
        c.RefuseExtension: _DECIDING,
        c.NameHandler: _OF_THE_UNIT,
        c.HandOn: _OF_THE_UNIT,
        c.RecordContact: _HANDLER,
        c.SubmitReply: _HANDLER,
        c.ReportProgress: _PLATFORM,
        c.NameSupporting: _CENTRE,
        **_SUPPORT,
        c.Recall: _CENTRE,
        **_PROMISED,
        **_ALERTED,
        **_RIGHTS,
    },
    Stage.RULING_RETURN: {
        c.UpholdReturn: _CENTRE,
        c.RefuseReturn: _CENTRE,
        **_SUPPORT,
        **_PROMISED,
        **_ALERTED,
        **_RIGHTS,
    },
    Stage.APPROVING: {c.ApproveReply: _SIGNING, c.RejectReply: _SIGNING, **_PROMISED, **_ALERTED, **_RIGHTS},
    Stage.REVIEWING: {c.PassReply: _PASSING, c.SendBack: _PASSING, **_PROMISED, **_ALERTED, **_RIGHTS},
    Stage.ANSWERING: {c.Answer: _MACHINE, **_OPEN},
    Stage.RATING: {c.Rate: _REQUESTER, **_PROMISED, **_RIGHTS},
    Stage.FOLLOWING_UP: {c.OrderSecondHandling: _CENTRE, c.Explain: _CENTRE, **_PROMISED, **_RIGHTS},
    Stage.JOINED: {
        c.SplitOff: _CENTRE,
        c.FollowLead: _MACHINE,
        **_BY_THE_CENTRE,
        c.NameAccused: _CENTRE,
        **_OPEN,
    },
    Stage.KEEPING_PROMISE: {
        **_PROMISED,
        c.NameAccused: _CENTRE,
        **_OPEN,
    },
    Stage.ARCHIVED: _VOIDED,
    Stage.DECLINED: _VOIDED,
    Stage.REFERRED: _VOIDED,
}

# Units are reorganised while their cases stand wherever they stand; whoever handles one may have to call its requester;
# and while a file is checked its case goes on.
ANYWHERE: dict[type[c.Command], frozenset[Role]] = {
    c.CarryOver: _MACHINE,
    c.KeepFrom: _MACHINE,
    c.RevealContact: _INSIDE,
    c.AttachFile: _INSIDE | _PLATFORM | _SUPPORTER,
}


def roles_for(stage: Stage, command: type[c.Command]) -> frozenset[Role] | None:
    """Who may ask for a command in this stage; None where nobody may."""
    return MOVES[stage].get(command) or (None if stage.is_end else ANYWHERE.get(command))


def moves_of(stage: Stage, role: Role) -> tuple[str, ...]:
    """The names of the commands that this role may ask for in this stage, in the table's order."""
    return tuple(command.__name__ for command, roles in MOVES[stage].items() if role in roles)
