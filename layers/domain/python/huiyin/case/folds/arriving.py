"""A request arrives and is judged, instructed on and coordinated."""

from typing import Any

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.folds.fold import NO_REPLY_OF_ITS_OWN, Changes, Fold, about
from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage


def _received(case: Case, event: Event, fact: f.RequestReceived) -> Changes:
    return {
        "number": fact.number,
        "programme": fact.programme,
        "rulebook": fact.rulebook,
        "channel": fact.channel,
        "requester": fact.requester,
        "request": fact.paper,
        "kind": fact.kind,
        "received_at": event.at,
        "stage": Stage.RECEIVED,
    }


def _screened(case: Case, event: Event, fact: f.RequestScreened) -> Changes:
    return {
        "kind": fact.kind,
        "category": fact.category,
        "verdict": fact.verdict,
        "ground": fact.ground,
        "clause": fact.clause,
        "why": fact.why,
        "earlier": fact.earlier,
        "others": fact.others,
        "stage": Stage.TRIAGE,
    }


def _answered_at_once(case: Case, event: Event, fact: f.AnsweredAtOnce | f.SettledByCall) -> Changes:
    return {"reply": fact.paper, "stage": Stage.ANSWERING} | NO_REPLY_OF_ITS_OWN | about(case, fact.accused)


def _accepted(case: Case, event: Event, fact: f.RequestAccepted) -> Changes:
    return {
        "kind": fact.kind,
        "category": fact.category,
        "major": fact.major,
        "by_law": fact.by_law,
        "place": fact.place,
        "origin": fact.origin,
        "proposed_unit": fact.unit or case.proposed_unit,
        "turn": fact.turn,
        "opinion": None,
        "stage": Stage.DISPATCHING,
    } | about(case, fact.accused)


def _refused(case: Case, fact: Any) -> Changes:
    """Also where it ends here, the case is kept from whom it is about."""
    return {"note": fact.paper} | about(case, fact.accused)


def _opined(case: Case, event: Event, fact: f.OpinionGiven) -> Changes:
    return {
        "opinion": fact.opinion,
        "opinion_by": event.by.id,
        "opinion_from": fact.before,
        "turn": fact.turn,
        "note": None,
        "stage": Stage.CHECKING,
    } | about(case, fact.opinion.accused)  # kept from whoever checks the opinion, too


def _instruction_asked(case: Case, event: Event, fact: f.InstructionAsked) -> Changes:
    return {
        "proposed_unit": fact.unit,
        "turn": fact.turn,
        "note": fact.paper,
        "stage": Stage.INSTRUCTING,
    }


def _instructed(case: Case, event: Event, fact: f.InstructionGiven) -> Changes:
    # It stays with the case: whoever handles it, and the leader who reads the result, go by it.
    instructed: Changes = {"proposed_unit": fact.unit, "proposed_support": fact.supporting}
    instructed |= {"instruction": fact.paper, "note": None}
    return instructed | {"turn": fact.turn, "stage": Stage.DISPATCHING}


def _coordination_asked(case: Case, event: Event, fact: f.CoordinationAsked) -> Changes:
    return {"turn": fact.turn, "note": fact.paper, "returned": None, "stage": Stage.COORDINATING}


FOLDS: dict[type, Fold] = {
    f.RequestReceived: _received,
    f.RequestScreened: _screened,
    f.OpinionGiven: _opined,
    f.OpinionConfirmed: lambda c, e, x: {},
    f.OpinionRejected: lambda c, e, x: {"opinion": None, "note": x.paper, "stage": c.opinion_from},
    f.RequestAccepted: _accepted,
    f.RequestDeclined: lambda c, e, x: _refused(c, x) | {"ground": x.ground, "stage": Stage.DECLINED},
    f.RequestReferred: lambda c, e, x: _refused(c, x) | {"ground": x.ground, "stage": Stage.REFERRED},
    f.RequestForwarded: lambda c, e, x: _refused(c, x) | {"stage": Stage.REFERRED},
    f.RequestSubmittedUpward: lambda c, e, x: _refused(c, x) | {"stage": Stage.REFERRED},
    f.InstructionAsked: _instruction_asked,
    f.InstructionGiven: _instructed,
    f.CoordinationAsked: _coordination_asked,
    f.RequestCoordinated: lambda c, e, x: {"coordination": x.paper, "note": None, "stage": Stage.DISPATCHING},
    f.CoordinationDeclined: lambda c, e, x: {"note": x.paper, "stage": Stage.DISPATCHING},
    f.CallTransferred: lambda c, e, x: _refused(c, x) | {"stage": Stage.REFERRED},
    f.AnsweredAtOnce: _answered_at_once,
    f.SettledByCall: _answered_at_once,
}
