"""The requester is answered and asked, and what was promised is followed."""

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.folds.fold import Changes, Fold
from huiyin.case.law import CENTRE
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage


def _closed(case: Case, event: Event, fact: f.CaseArchived) -> Changes:
    # A refused request ends where it was refused; only what was answered is archived as such.
    ending = {} if case.stage.is_end else {"stage": Stage.ARCHIVED}
    return {"outcome": fact.outcome, "closed_at": event.at} | ending


def _answered(case: Case, event: Event, fact: f.RequesterAnswered) -> Changes:
    answer = {"reply": fact.paper, "shared": None} if fact.paper else {}
    # GX-20b: an answer that is shared promises nothing in the place of what is still to be done in this very case.
    own = fact.paper is not None and case.owes("promise") is not None
    told = {"promised_on": case.promise_on, "promised_in": fact.paper or case.reply}
    return {"stage": Stage.RATING} | answer | (told if case.promise_on and not own else {})


def _keeps(case: Case) -> Role:
    """Whoever has the order keeps what was promised; while no unit has it, the centre."""
    owed = case.owes("promise")
    return Role.CENTRE if owed and owed.who == CENTRE else Role.HANDLER


def _promise_passes(case: Case, turn: Role) -> Changes:
    """Elsewhere than where nothing else is waited for, whose turn it is is that of the rating, or of the next reply."""
    return {"turn": turn} if case.stage is Stage.KEEPING_PROMISE else {}


def _rated(case: Case, event: Event, fact: f.RequestRated) -> Changes:
    return {"rating": fact.rating, "complaint": fact.paper, "stage": Stage.FOLLOWING_UP}


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


FOLDS: dict[type, Fold] = {
    f.RequesterAnswered: _answered,
    f.RequestRated: _rated,
    f.RatedByDefault: lambda c, e, x: {},
    f.SecondHandlingOrdered: _second_handling,
    f.RequesterExplained: lambda c, e, x: {"note": x.paper},
    f.CaseArchived: _closed,
    f.PromiseFollowed: lambda c, e, x: {
        "outcome": x.outcome,
        "promised_on": x.on,
        "promised_in": c.promised_in or c.reply,
        "turn": Role.CENTRE if c.owes("confirm_promise") else _keeps(c),
        "stage": Stage.KEEPING_PROMISE,
    },
    f.PromiseReported: lambda c, e, x: {"promise_word": x.paper} | _promise_passes(c, Role.CENTRE),
    f.PromiseConfirmed: lambda c, e, x: {},
    f.PromiseRejected: lambda c, e, x: {"promise_word": x.paper} | _promise_passes(c, _keeps(c)),
    f.PromiseReleased: lambda c, e, x: {"promise_word": x.paper},
}
