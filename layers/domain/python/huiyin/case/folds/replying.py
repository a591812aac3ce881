"""A reply is submitted, signed and judged."""

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.folds.fold import Changes, Fold
from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage


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


FOLDS: dict[type, Fold] = {
    f.ReplySubmitted: _replied,
    f.ReplyRejected: lambda c, e, x: {"note": x.paper, "stage": Stage.HANDLING},
    f.ReplyApproved: _approved,
    f.ReplyPassed: _passed,
    f.ReplySentBack: lambda c, e, x: {"sent_back": c.sent_back + 1, "note": x.paper, "stage": Stage.HANDLING},
}
