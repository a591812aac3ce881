"""What was wrong is put right; requests join, units change, charges are made."""

from dataclasses import replace

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.folds.fold import NO_REPLY_OF_ITS_OWN, Changes, Fold, about
from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage


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
    } | about(case, fact.accused)


def _split_off(case: Case, event: Event, fact: f.RequestSplitOff) -> Changes:
    return {"joined_to": "", "note": fact.paper, "stage": Stage.TRIAGE}


def _shared(case: Case, event: Event, fact: f.AnswerShared) -> Changes:
    shared: Changes = {"shared": fact.paper, "unit": fact.unit, "handed_on_by": fact.handed_on_by}
    shared |= {"note": None, "stage": Stage.ANSWERING}
    return shared | NO_REPLY_OF_ITS_OWN | {"promise_on": fact.promise_on} | about(case, fact.accused)


def _joined_noted(case: Case, event: Event, fact: f.JoinedNoted) -> Changes:
    return {"joined": (*case.joined, fact.number)} | about(case, fact.accused)


def _split_noted(case: Case, event: Event, fact: f.SplitNoted) -> Changes:
    return {"joined": tuple(number for number in case.joined if number != fact.number)}


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


FOLDS: dict[type, Fold] = {
    f.ImproperReturn: lambda c, e, x: {"improper_returns": (*c.improper_returns, x.unit), "note": x.paper},
    f.RequestCorrected: _corrected,
    f.AccusedNamed: lambda c, e, x: about(c, x.accused),
    f.OrderRecalled: _recalled,
    f.OverdueVoided: lambda c, e, x: {},
    f.OrderCarriedOver: _carried_over,
    f.RequestJoined: _joined,
    f.RequestSplitOff: _split_off,
    f.AnswerShared: _shared,
    f.JoinedNoted: _joined_noted,
    f.SplitNoted: _split_noted,
    f.UnitCharged: _charged,
    f.ChargeWithdrawn: _charge_withdrawn,
}
