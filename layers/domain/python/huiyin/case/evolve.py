"""evolve: fold a fact into the state of a case. It never judges; decide has done so already."""

from collections.abc import Callable, Iterable
from dataclasses import astuple, replace
from typing import Any

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.obligation import Obligation
from huiyin.case.state import Case
from huiyin.case.vocabulary import Contact, Role, Stage

Changes = dict[str, Any]


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


def _closed(case: Case, event: Event, fact: f.CaseArchived) -> Changes:
    # A refused request ends where it was refused; only what was answered is archived as such.
    ending = {} if case.stage.is_end else {"stage": Stage.ARCHIVED}
    return {"outcome": fact.outcome, "closed_at": event.at} | ending


def _returned_to_centre(case: Case, event: Event, fact: f.ReturnUpheld) -> Changes:
    return {
        "stage": Stage.DISPATCHING,
        "units_before": (*case.units_before, case.unit),
        "unit": "",
        "handed_on_by": "",
        "turn": fact.turn,
        "sent_back": 0,
        "declining": (),
        "note": None,
        "progress": None,
        "extension_paper": None,
        "extension_asked": 0,
        "extended_days": 0,
    }


def _about(case: Case, more: f.Accused | None) -> Changes:
    """Whom it is about, with those who were named before: whoever is left out of a later form is kept from it still.

    A handler who is among them has it no longer, so that others of the unit may (GX-18b, SZ-A2.4.8).
    """
    if more is None:
        return {}
    known = case.accused or f.Accused()
    units, people = ((*dict.fromkeys(old + new),) for old, new in zip(astuple(known), astuple(more), strict=True))
    return {"accused": f.Accused(units, people), "handler": "" if case.handler in people else case.handler}


def _recalled(case: Case, event: Event, fact: f.OrderRecalled) -> Changes:
    return {
        "stage": Stage.DISPATCHING,
        "unit": "",
        "handed_on_by": "",
        "declining": (),
        "note": None,  # whether there are words to read would tell the next unit whom the matter is about (GX-18b)
        "progress": None,
        "returned": None,
        "extension_paper": None,
        "extension_asked": 0,
        "extended_days": 0,
        "sent_back": 0,  # what was sent back to this unit is not the next one's
    }


def _corrected(case: Case, event: Event, fact: f.RequestCorrected) -> Changes:
    changes: Changes = {"kind": fact.kind, "category": fact.category, "place": fact.place, "major": fact.major}
    extended = [sum(owed.extensions) for owed in event.obligations if owed.step == "reply"]
    changes |= {"extended_days": extended[0]} if extended else {}
    return changes | ({"extension_asked": 0} if fact.extension_dropped else {})


def _joined(case: Case, event: Event, fact: f.RequestJoined) -> Changes:
    return {
        "joined_to": fact.lead,
        "note": fact.paper,
        "returned": None,
        "stage": Stage.JOINED,
    } | _about(case, fact.accused)


def _split_off(case: Case, event: Event, fact: f.RequestSplitOff) -> Changes:
    return {"joined_to": "", "note": fact.paper, "stage": Stage.TRIAGE}


def _shared(case: Case, event: Event, fact: f.AnswerShared) -> Changes:
    shared: Changes = {"shared": fact.paper, "unit": fact.unit, "handed_on_by": fact.handed_on_by}
    shared |= {"note": None, "stage": Stage.ANSWERING}
    return shared | _NO_REPLY_OF_ITS_OWN | {"promise_on": fact.promise_on} | _about(case, fact.accused)


# What a unit said in a reply before it lost the order is not said by the answer that the requester gets instead.
_NO_REPLY_OF_ITS_OWN: Changes = {"solved": None, "promise_on": None}


def _answered_at_once(case: Case, event: Event, fact: f.AnsweredAtOnce | f.SettledByCall) -> Changes:
    return {"reply": fact.paper, "stage": Stage.ANSWERING} | _NO_REPLY_OF_ITS_OWN | _about(case, fact.accused)


def _answered(case: Case, event: Event, fact: f.RequesterAnswered) -> Changes:
    answer = {"reply": fact.paper, "shared": None} if fact.paper else {}
    promised = {"promised_on": case.promise_on, "promised_in": fact.paper or case.reply} if case.promise_on else {}
    return {"stage": Stage.RATING} | answer | promised


def _promise_passes(case: Case, turn: Role) -> Changes:
    """Elsewhere than where nothing else is waited for, whose turn it is is that of the rating, or of the next reply."""
    return {"turn": turn} if case.stage is Stage.KEEPING_PROMISE else {}


def _joined_noted(case: Case, event: Event, fact: f.JoinedNoted) -> Changes:
    return {"joined": (*case.joined, fact.number)} | _about(case, fact.accused)


def _split_noted(case: Case, event: Event, fact: f.SplitNoted) -> Changes:
    return {"joined": tuple(number for number in case.joined if number != fact.number)}


def _rated(case: Case, event: Event, fact: f.RequestRated) -> Changes:
    return {"rating": fact.rating, "complaint": fact.paper, "stage": Stage.FOLLOWING_UP}


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
    } | _about(case, fact.accused)


def _refused(case: Case, fact: Any) -> Changes:
    """Also where it ends here, the case is kept from whom it is about."""
    return {"note": fact.paper} | _about(case, fact.accused)


def _opined(case: Case, event: Event, fact: f.OpinionGiven) -> Changes:
    return {
        "opinion": fact.opinion,
        "opinion_by": event.by.id,
        "turn": fact.turn,
        "note": None,
        "stage": Stage.CHECKING,
    } | _about(case, fact.opinion.accused)  # kept from whoever checks the opinion, too


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


def _dispatched(case: Case, event: Event, fact: f.OrderDispatched) -> Changes:
    anew: Changes = {"handler": "", "proposed_support": (), "signed": False, "returned": None}
    return anew | {"unit": fact.unit, "stage": Stage.HANDLING}


def _no_longer_declining(case: Case, event: Event, fact: Any) -> Changes:
    return {"declining": tuple(unit for unit in case.declining if unit != fact.unit)}


def _second_handling(case: Case, event: Event, fact: f.SecondHandlingOrdered) -> Changes:
    return {
        "stage": Stage.HANDLING if case.unit else Stage.DISPATCHING,
        "turn": fact.turn,
        "handling": case.handling + 1,
        "supervised": case.supervised or fact.supervised,
        "note": fact.paper,
        "extension_asked": 0,
        "extended_days": 0,
        "sent_back": 0,
    }


def _replied(case: Case, event: Event, fact: f.ReplySubmitted) -> Changes:
    # Whoever replies needs no more time: an extension still asked for is dropped, so that another may be asked for.
    return {
        "reply": fact.paper,
        "solved": fact.solved,
        "promise_on": fact.promise_on,
        "submitted_by": event.by.id,
        "declining": (),  # nobody owes the lead unit anything once it has replied
        "extension_asked": 0,
        "turn": fact.turn,
        "stage": Stage.REVIEWING if fact.review else Stage.APPROVING,
    }


def _approved(case: Case, event: Event, fact: f.ReplyApproved) -> Changes:
    return {"turn": fact.turn, "stage": Stage.REVIEWING if fact.review else Stage.APPROVING}


def _passed(case: Case, event: Event, fact: f.ReplyPassed) -> Changes:
    return {"turn": fact.turn, "stage": Stage.REVIEWING if fact.turn else Stage.ANSWERING}


def _extended(case: Case, event: Event, fact: f.ExtensionGranted) -> Changes:
    return {"extension_asked": 0, "extended_days": case.extended_days + fact.days}


def _carried_over(case: Case, event: Event, fact: f.OrderCarriedOver) -> Changes:
    def now(unit: str) -> str:
        return fact.unit if unit == fact.unit_from else unit

    def all_now(units: tuple[str, ...], lead: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(now(each) for each in units if now(each) != lead))

    unit, proposed, opinion = now(case.unit), now(case.proposed_unit), case.opinion
    if opinion:
        lead = now(opinion.unit)
        opinion = replace(opinion, unit=lead, supporting=all_now(opinion.supporting, lead))
    return {
        "unit": unit,
        "handler": "" if unit != case.unit else case.handler,
        "handed_on_by": now(case.handed_on_by) if now(case.handed_on_by) != unit else "",
        # What was sent back to one unit is not held against the one that takes its place.
        "sent_back": 0 if fact.unit_from == case.answerable else case.sent_back,
        "proposed_unit": proposed,
        "proposed_support": all_now(case.proposed_support, proposed),
        "declining": all_now(case.declining, unit),
        "opinion": opinion,
    }


def _handed_on(case: Case, event: Event, fact: f.OrderHandedOn) -> Changes:
    declining = tuple(unit for unit in case.declining if unit != fact.unit)
    above = tuple(dict.fromkeys((*case.units_above, fact.unit_from)))
    handed_on: Changes = {"unit": fact.unit, "handed_on_by": fact.unit_from, "units_above": above}
    return handed_on | {"handler": "", "declining": declining}


def _charged(case: Case, event: Event, fact: f.UnitCharged) -> Changes:
    key = f"{fact.ground}:{fact.unit}"
    by_itself = (f"{key}:{fact.obligation}",) if fact.obligation else ()
    return {"charges": (*case.charges, key), "charged_by_itself": (*case.charged_by_itself, *by_itself)}


def _charge_withdrawn(case: Case, event: Event, fact: f.ChargeWithdrawn) -> Changes:
    key = f"{fact.ground}:{fact.unit}"
    return {
        "charges": tuple(each for each in case.charges if each != key),
        "charged_by_itself": tuple(each for each in case.charged_by_itself if not each.startswith(f"{key}:")),
    }


def _changes_hands(case: Case, fact: f.Fact) -> bool:
    """The order is with people of a unit that it leaves: their links end, as where a stage is entered anew."""
    theirs = isinstance(fact, f.OrderCarriedOver | f.OrderHandedOn) and fact.unit_from in (case.unit, case.acts)
    return theirs and case.stage in (Stage.HANDLING, Stage.APPROVING)


_FOLDS: dict[type, Callable[[Case, Event, Any], Changes]] = {
    f.RequestReceived: _received,
    f.RequestScreened: _screened,
    f.OpinionGiven: _opined,
    f.OpinionConfirmed: lambda c, e, x: {},
    f.OpinionRejected: lambda c, e, x: {"opinion": None, "note": x.paper, "stage": Stage.TRIAGE},
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
    f.OrderDispatched: _dispatched,
    f.SupportOrdered: lambda c, e, x: {},
    f.ContributionGiven: _no_longer_declining,
    f.SupportDeclined: lambda c, e, x: {"declining": (*c.declining, x.unit)},
    f.SupportReleased: _no_longer_declining,
    f.SupportMissed: _no_longer_declining,
    f.ImproperReturn: lambda c, e, x: {"improper_returns": (*c.improper_returns, x.unit), "note": x.paper},
    f.RequestCorrected: _corrected,
    f.AccusedNamed: lambda c, e, x: _about(c, x.accused),
    f.OrderRecalled: _recalled,
    f.OverdueVoided: lambda c, e, x: {},
    f.OrderCarriedOver: _carried_over,
    f.OrderHandedOn: _handed_on,
    f.GivenBack: lambda c, e, x: {"turn": None, "note": x.paper},
    f.ProgressReported: lambda c, e, x: {"progress": x.paper},
    f.OrderSignedFor: lambda c, e, x: {"signed": True},
    f.ReturnRequested: lambda c, e, x: {"returned": x.paper, "stage": Stage.RULING_RETURN},
    f.ReturnUpheld: _returned_to_centre,
    f.ReturnRefused: lambda c, e, x: {"returned": None, "note": x.paper, "stage": Stage.HANDLING},
    f.AcceptanceDeemed: lambda c, e, x: {},
    f.ExtensionRequested: lambda c, e, x: {"extension_asked": x.days, "extension_paper": x.paper},
    f.ExtensionGranted: _extended,
    f.ExtensionRefused: lambda c, e, x: {"extension_asked": 0, "note": x.paper},
    f.ContactRevealed: lambda c, e, x: {},
    f.HandlerNamed: lambda c, e, x: {"handler": x.person},
    f.LineAlerted: lambda c, e, x: {},
    f.ContactRecorded: lambda c, e, x: {"wrong_number": x.outcome is Contact.WRONG_NUMBER},
    f.ReplySubmitted: _replied,
    f.ReplyRejected: lambda c, e, x: {"note": x.paper, "stage": Stage.HANDLING},
    f.ReplyApproved: _approved,
    f.ReplyPassed: _passed,
    f.ReplySentBack: lambda c, e, x: {"sent_back": c.sent_back + 1, "note": x.paper, "stage": Stage.HANDLING},
    f.FileAttached: lambda c, e, x: {},  # listed among the papers: a case knows its files by its events
    f.RequestJoined: _joined,
    f.RequestSplitOff: _split_off,
    f.AnswerShared: _shared,
    f.JoinedNoted: _joined_noted,
    f.SplitNoted: _split_noted,
    f.RequesterAnswered: _answered,
    f.RequestRated: _rated,
    f.RatedByDefault: lambda c, e, x: {},
    f.SecondHandlingOrdered: _second_handling,
    f.RequesterExplained: lambda c, e, x: {"note": x.paper},
    f.CaseArchived: _closed,
    f.PromiseFollowed: lambda c, e, x: {
        "outcome": x.outcome,
        "turn": Role.CENTRE if c.owes("confirm_promise") else Role.HANDLER,
        "stage": Stage.KEEPING_PROMISE,
    },
    f.PromiseReported: lambda c, e, x: {"promise_word": x.paper} | _promise_passes(c, Role.CENTRE),
    f.PromiseConfirmed: lambda c, e, x: {},
    f.PromiseRejected: lambda c, e, x: {"promise_word": x.paper} | _promise_passes(c, Role.HANDLER),
    f.PromiseReleased: lambda c, e, x: {"promise_word": x.paper},
    f.UnitCharged: _charged,
    f.ChargeWithdrawn: _charge_withdrawn,
    f.WarningGiven: lambda c, e, x: {},
    f.FellOverdue: lambda c, e, x: {},
    f.Urged: lambda c, e, x: {},
    f.DeadlinesRecounted: lambda c, e, x: {},
}


def _with(old: tuple[Obligation, ...], changed: tuple[Obligation, ...]) -> tuple[Obligation, ...]:
    """The obligations in the order in which they arose (ties by id), whichever way the case was read."""
    by_id = {o.id: o for o in old} | {o.id: o for o in changed}
    return tuple(sorted(by_id.values(), key=lambda o: (o.start, o.id)))


def evolve(case: Case, event: Event) -> Case:
    """The state after one more event.

    Raises:
        ValueError: the event is not the next one (a gap or a repeat in its sequence).
    """
    if event.seq != case.seq + 1:
        raise ValueError(f"event {event.seq} cannot follow event {case.seq}: expected {case.seq + 1}")
    changes = _FOLDS[type(event.fact)](case, event, event.fact)
    stage, turn = changes.get("stage", case.stage), changes.get("turn")
    if stage is not case.stage:
        changes["turn"] = turn
    # A stage is entered anew where the next of a chain takes over: the link of the one before has served its turn.
    entered = stage is not case.stage or not case.exists or (turn is not None and turn is not case.turn)
    entered = entered or _changes_hands(case, event.fact)
    return replace(
        case,
        seq=event.seq,
        stage_no=case.stage_no + (1 if entered else 0),
        obligations=_with(case.obligations, event.obligations),
        **changes,
    )


def replay(events: Iterable[Event], case: Case | None = None) -> Case:
    """The state that these events add up to."""
    state = case or Case()
    for event in events:
        state = evolve(state, event)
    return state
