"""Replies are signed, and requesters answered and asked: who hears of it."""

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.state import Case
from huiyin.case.vocabulary import Outcome, Role
from huiyin.notices.notice import Notice
from huiyin.notices.orders import support_over, to_hand_out
from huiyin.notices.owners import signing
from huiyin.notices.promises import open_promise, promise_to_keep, to_the_joined


def signed(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whose turn it is next: to sign for the unit, or to pass for the centre."""
    fact = event.fact
    assert isinstance(fact, f.ReplySubmitted | f.ReplyApproved)
    unit = "" if fact.review else signing(fact.turn, case)
    return (Notice("review" if fact.review else "approve", fact.turn, unit=unit), *support_over(event))


def passed(event: Event, case: Case) -> tuple[Notice, ...]:
    turn = event.fact.turn if isinstance(event.fact, f.ReplyPassed) else None
    return (Notice("review", turn),) if turn else ()


def answered(event: Event, case: Case) -> tuple[Notice, ...]:
    """Where nobody is asked for a rating, the answer has closed the case: nothing is left to act on, but a promise,
    which is told of as it is followed. Else it is told of with the answer (GX-20b).
    """
    if case.outcome is Outcome.ANSWERED:
        return (Notice("answered_finally", Role.REQUESTER, acts=False),)
    return (Notice("answered", Role.REQUESTER), *open_promise(case))


def rated(event: Event, case: Case) -> tuple[Notice, ...]:
    assert isinstance(event.fact, f.RequestRated)
    return () if event.fact.satisfied else (Notice("follow_up", Role.CENTRE), *promise_to_keep(case))


def second_handling(event: Event, case: Case) -> tuple[Notice, ...]:
    """The unit; where none has the order, whoever hands it out."""
    if any(owed.step == "reply" for owed in event.obligations):
        return (Notice("second_handling", Role.HANDLER),)
    return to_hand_out(event, case)


def extended(event: Event, case: Case) -> tuple[Notice, ...]:
    """The handler, the requesters, and the centre where somebody else decided. Those who share the answer have it by
    the time that the order is handled once more.
    """
    explained = Notice("extension_explained", Role.REQUESTER, acts=False)
    filed = () if event.by.role is Role.CENTRE else (Notice("extension_filed", Role.CENTRE, acts=False),)
    others = to_the_joined(explained, case) if case.handling == 1 else ()
    return (Notice("extension_granted", Role.HANDLER), explained, *filed, *others)
