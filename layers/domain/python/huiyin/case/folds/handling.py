"""An order goes out, comes back, and is handled."""

from typing import Any

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.folds.fold import Changes, Fold, charged_for_too
from huiyin.case.state import Case
from huiyin.case.vocabulary import Contact, Stage


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


def _dispatched(case: Case, event: Event, fact: f.OrderDispatched) -> Changes:
    anew: Changes = {"handler": "", "proposed_support": (), "signed": False, "returned": None}
    return anew | {"unit": fact.unit, "stage": Stage.HANDLING}


def _no_longer_declining(case: Case, event: Event, fact: Any) -> Changes:
    return {"declining": tuple(unit for unit in case.declining if unit != fact.unit)}


def _extended(case: Case, event: Event, fact: f.ExtensionGranted) -> Changes:
    return {"extension_asked": 0, "extended_days": case.extended_days + fact.days}


def _handed_on(case: Case, event: Event, fact: f.OrderHandedOn) -> Changes:
    declining = tuple(unit for unit in case.declining if unit != fact.unit)
    above = tuple(dict.fromkeys((*case.units_above, fact.unit_from)))
    handed_on: Changes = {"unit": fact.unit, "handed_on_by": fact.unit_from, "units_above": above}
    return handed_on | {"handler": "", "declining": declining}


FOLDS: dict[type, Fold] = {
    f.OrderDispatched: _dispatched,
    f.SupportOrdered: lambda c, e, x: {},
    f.ContributionGiven: _no_longer_declining,
    f.SupportDeclined: lambda c, e, x: {"declining": (*c.declining, x.unit)},
    f.SupportReleased: _no_longer_declining,
    f.SupportMissed: lambda c, e, x: _no_longer_declining(c, e, x) | charged_for_too(c, e, x.unit),
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
    f.FileAttached: lambda c, e, x: {},  # listed among the papers: a case knows its files by its events
}
