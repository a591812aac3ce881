"""Notices: whom an event concerns, what they are told, and what they may do about it. Pure: no names, no addresses."""

from dataclasses import dataclass

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role

# Whoever owes a step is warned, and urged, in this role; what the machine owes concerns the centre.
_OWED_BY = {"sign_for": Role.HANDLER, "reply": Role.HANDLER}


@dataclass(frozen=True, slots=True)
class Notice:
    """`template` names the words; `acts` says whether the message carries a link to act by."""

    template: str
    to: Role
    acts: bool = True


def notices(event: Event, case: Case) -> tuple[Notice, ...]:
    """The notices that an event calls for; `case` is the state with the event folded in (or a later one)."""
    fact = event.fact
    if isinstance(fact, f.WarningGiven | f.FellOverdue | f.Urged):
        return _of_time(fact, case)
    if isinstance(fact, f.RequestRated):
        return (Notice("follow_up", Role.CENTRE),) if fact.rating == "poor" and fact.paper else ()
    if isinstance(fact, f.ReplySubmitted):
        return (Notice("approve", Role.HEAD if case.supervised else Role.DEPUTY),)
    return _FIXED.get(type(fact), ())


URGINGS_A_WEEK = 5  # one every working morning

_FIXED: dict[type, tuple[Notice, ...]] = {
    f.RequestReceived: (Notice("received", Role.REQUESTER, acts=False),),
    f.RequestScreened: (Notice("triage", Role.CENTRE),),
    f.RequestAccepted: (Notice("dispatch", Role.CENTRE),),
    f.RequestDeclined: (Notice("declined", Role.REQUESTER, acts=False),),
    f.RequestReferred: (Notice("referred", Role.REQUESTER, acts=False),),
    f.OrderDispatched: (Notice("order", Role.HANDLER),),
    f.ReturnRequested: (Notice("rule_return", Role.CENTRE),),
    f.ReturnUpheld: (Notice("dispatch", Role.CENTRE),),
    f.ReturnRefused: (Notice("return_refused", Role.HANDLER),),
    f.ExtensionRequested: (Notice("extension", Role.DEPUTY),),
    f.ExtensionGranted: (
        Notice("extension_granted", Role.HANDLER),
        Notice("extension_filed", Role.CENTRE, acts=False),
        Notice("extension_explained", Role.REQUESTER, acts=False),
    ),
    f.ExtensionRefused: (Notice("extension_refused", Role.HANDLER),),
    f.ReplyRejected: (Notice("reply_rejected", Role.HANDLER),),
    f.ReplyApproved: (Notice("review", Role.CENTRE),),
    f.ReplySentBack: (Notice("sent_back", Role.HANDLER),),
    f.RequesterAnswered: (Notice("answered", Role.REQUESTER),),
    f.SecondHandlingOrdered: (Notice("second_handling", Role.HANDLER),),
    f.RequesterExplained: (Notice("explained", Role.REQUESTER, acts=False),),
}

_TEMPLATE = {f.WarningGiven: "warning", f.FellOverdue: "overdue", f.Urged: "urged"}


def _of_time(fact: f.WarningGiven | f.FellOverdue | f.Urged, case: Case) -> tuple[Notice, ...]:
    """A warning goes to whoever owes the step; a breach also goes one level up, and once a working week thereafter."""
    template = _TEMPLATE[type(fact)]
    owner = _OWED_BY.get(fact.step, Role.CENTRE)
    if owner is Role.HANDLER and case.stage.value == "approving":
        owner = Role.HEAD if case.supervised else Role.DEPUTY
    told: tuple[Notice, ...] = (Notice(template, owner),)
    weekly = isinstance(fact, f.Urged) and fact.times % URGINGS_A_WEEK == 0
    if owner is not Role.CENTRE and (isinstance(fact, f.FellOverdue) or weekly):
        told += (Notice(f"{template}_unit", Role.HEAD, acts=False),)
    return told


def tells(event: Event, case: Case) -> tuple[str, ...]:
    """The roles that an event tells, for the bus: a rule there sends such events to the notices' queue."""
    return tuple(dict.fromkeys(n.to.value for n in notices(event, case)))
