"""Notices: whom an event concerns, what they are told, and what they may do about it. Pure: no names, no addresses."""

from collections.abc import Callable

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role
from huiyin.notices import answers, lateness, orders, promises, righting
from huiyin.notices.notice import Notice
from huiyin.notices.righting import open_work

__all__ = ["Notice", "notices", "open_work", "tells"]


def notices(event: Event, case: Case) -> tuple[Notice, ...]:
    """The notices that an event calls for; `case` is the state with the event folded in (or a later one)."""
    told = _TOLD.get(type(event.fact))
    return told(event, case) if told else _FIXED.get(type(event.fact), ())


def tells(event: Event, case: Case) -> tuple[str, ...]:
    """The roles that an event tells, for the bus: a rule there sends such events to the notices' queue."""
    return tuple(dict.fromkeys(n.to.value for n in notices(event, case)))


_FIXED: dict[type, tuple[Notice, ...]] = {
    f.RequestReceived: (Notice("received", Role.REQUESTER, acts=False),),
    f.RequestScreened: (Notice("triage", Role.CENTRE),),
    f.OpinionRejected: (Notice("opinion_rejected", Role.CENTRE),),
    f.RequestJoined: (Notice("joined", Role.REQUESTER, acts=False),),
    f.RequestSplitOff: (Notice("triage", Role.CENTRE), Notice("split_off", Role.REQUESTER, acts=False)),
    f.RequestDeclined: (Notice("declined", Role.REQUESTER, acts=False),),
    f.RequestReferred: (Notice("referred", Role.REQUESTER, acts=False),),
    f.RequestForwarded: (Notice("forwarded", Role.REQUESTER, acts=False),),
    f.CallTransferred: (Notice("transferred", Role.REQUESTER, acts=False),),
    f.RequestSubmittedUpward: (Notice("submitted_upward", Role.REQUESTER, acts=False),),
    f.GivenBack: (Notice("dispatch", Role.CENTRE),),
    f.RequestCoordinated: (Notice("coordinated", Role.CENTRE, acts=False),),
    f.CoordinationDeclined: (Notice("coordination_declined", Role.CENTRE),),
    f.HandlerNamed: (Notice("handler_named", Role.HANDLER),),
    f.SupportDeclined: (Notice("support_declined", Role.CENTRE),),
    f.ReturnRequested: (Notice("rule_return", Role.CENTRE),),
    f.ExtensionRefused: (Notice("extension_refused", Role.HANDLER),),
    f.ReplyRejected: (Notice("reply_rejected", Role.HANDLER),),
    f.ReplySentBack: (Notice("sent_back", Role.HANDLER),),
    f.PromiseReported: (Notice("confirm_promise", Role.CENTRE),),
    f.RequesterExplained: (Notice("explained", Role.REQUESTER, acts=False),),
}

_TOLD: dict[type, Callable[[Event, Case], tuple[Notice, ...]]] = {
    f.RequestAccepted: orders.to_hand_out,
    f.InstructionGiven: orders.to_hand_out,
    f.OpinionGiven: orders.asked,
    f.InstructionAsked: orders.asked,
    f.CoordinationAsked: orders.asked,
    f.ExtensionRequested: orders.asked,
    f.OrderCarriedOver: orders.carried_over,
    f.OrderHandedOn: orders.handed_on,
    f.OrderDispatched: orders.dispatched,
    f.ReturnUpheld: orders.returned,
    f.ReturnRefused: orders.return_refused,
    f.SupportOrdered: orders.supported,
    f.ContributionGiven: orders.supported,
    f.SupportReleased: orders.supported,
    f.SupportMissed: orders.supported,
    f.ReplySubmitted: answers.signed,
    f.ReplyApproved: answers.signed,
    f.ReplyPassed: answers.passed,
    f.RequestCorrected: righting.corrected,
    f.AccusedNamed: righting.accused_named,
    f.OrderRecalled: righting.recalled,
    f.OverdueVoided: righting.voided,
    f.UnitCharged: righting.charged,
    f.ChargeWithdrawn: righting.charged,
    f.ImproperReturn: righting.improper,
    f.RequesterAnswered: answers.answered,
    f.RequestRated: answers.rated,
    f.SecondHandlingOrdered: answers.second_handling,
    f.PromiseFollowed: promises.followed,
    f.PromiseRejected: promises.rejected,
    f.PromiseConfirmed: promises.promise_settled,
    f.PromiseReleased: promises.promise_settled,
    f.ExtensionGranted: answers.extended,
    f.WarningGiven: lateness.of_time,
    f.FellOverdue: lateness.of_time,
    f.Urged: lateness.of_time,
    f.DeadlinesRecounted: lateness.recounted,
}
