"""Notices: whom an event concerns, what they are told, and what they may do about it. Pure: no names, no addresses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.state import Case
from huiyin.case.vocabulary import UNIT_ROLES, Ending, Outcome, Role, Stage

# Whoever owes a step is warned, and urged, in this role; what the machine owes concerns the centre. In a stage where
# one signs after the other it is whose turn it is.
_OWED_BY = {"sign_for": Role.HANDLER, "return": Role.HANDLER, "reply": Role.HANDLER, "urge": Role.HANDLER}
_OWED_BY |= {"support": Role.SUPPORTER}
_BY_TURN = {Stage.APPROVING: ("reply", "urge"), Stage.CHECKING: ("check",), Stage.INSTRUCTING: ("instruct",)}
_BY_TURN |= {Stage.REVIEWING: ("review",), Stage.COORDINATING: ("coordinate",)}
_OWED_BY |= {"promise": Role.HANDLER}


@dataclass(frozen=True, slots=True)
class Notice:
    """`template` names the words; `acts` says whether the message carries a link to act by; `unit` whose person it is
    for, where that is not the unit that has the order. `on_duty`: whoever is on duty there now, besides the handler.
    `of`: the number of the request that was joined to this one, where it is that one's requester who is told.
    """

    template: str
    to: Role
    acts: bool = True
    unit: str = ""
    on_duty: bool = False
    of: str = ""


def notices(event: Event, case: Case) -> tuple[Notice, ...]:
    """The notices that an event calls for; `case` is the state with the event folded in (or a later one)."""
    told = _TOLD.get(type(event.fact))
    return told(event, case) if told else _FIXED.get(type(event.fact), ())


def tells(event: Event, case: Case) -> tuple[str, ...]:
    """The roles that an event tells, for the bus: a rule there sends such events to the notices' queue."""
    return tuple(dict.fromkeys(n.to.value for n in notices(event, case)))


URGINGS_A_WEEK = 5  # one every working morning

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
    f.PromiseRejected: (Notice("promise_rejected", Role.HANDLER),),
    f.RequesterExplained: (Notice("explained", Role.REQUESTER, acts=False),),
}

_TEMPLATE = {f.WarningGiven: "warning", f.FellOverdue: "overdue", f.Urged: "urged"}


def _signed(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whose turn it is next: to sign for the unit, or to pass for the centre."""
    fact = event.fact
    assert isinstance(fact, f.ReplySubmitted | f.ReplyApproved)
    unit = "" if fact.review else _signing(fact.turn, case)
    return (Notice("review" if fact.review else "approve", fact.turn, unit=unit), *_support_over(event))


def _signing(turn: Role, case: Case) -> str:
    """SZ-A2.4.3c: the reply to an order that was handed on is signed in the unit above."""
    return case.handed_on_by if turn in UNIT_ROLES else ""


def _where_it_is(role: Role, case: Case) -> str:
    """The unit in which this role has the case now: while it is signed, that of who signs it."""
    return _signing(role, case) if case.stage is Stage.APPROVING and role is case.turn else ""


def _dispatched(event: Event, case: Case) -> tuple[Notice, ...]:
    """SZ-A2.4.4d, NM-10: of an emergency the handler, whoever is on duty and the head hear at once, and the centre,
    which alerts the other lines.
    """
    assert isinstance(event.fact, f.OrderDispatched)
    return _EMERGENCY if event.fact.emergency else (Notice("order", Role.HANDLER),)


_EMERGENCY_OF_UNIT = (
    Notice("emergency", Role.HANDLER),
    Notice("emergency", Role.HANDLER, on_duty=True),
    Notice("emergency_unit", Role.HEAD, acts=False),
)
_EMERGENCY = (*_EMERGENCY_OF_UNIT, Notice("emergency_lines", Role.CENTRE))


def _support(unit: str, *, emergency: bool) -> tuple[Notice, ...]:
    """SZ-A2.4.4d: in an emergency whoever is on duty in a supporting unit hears as well."""
    told = Notice("support", Role.SUPPORTER, unit=unit)
    return (told, replace(told, on_duty=True)) if emergency else (told,)


def _support_over(event: Event) -> tuple[Notice, ...]:
    """Every supporting unit whose task ends with what happened, undone and through no fault of its own."""
    over = (o for o in event.obligations if o.step == "support" and o.ending is Ending.WITHDRAWN)
    return tuple(Notice("support_over", Role.SUPPORTER, acts=False, unit=owed.who) for owed in over)


def _returned(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever hands it out next, those that need not see to it any more, and who had it coordinated (NM-11b)."""
    fact = event.fact
    assert isinstance(fact, f.ReturnUpheld)
    left = (Notice("return_upheld", Role.HANDLER, acts=False, unit=unit) for unit in (fact.unit, fact.above) if unit)
    region = (Notice("coordinated_returned", Role.REGIONAL, acts=False),) if case.coordination else ()
    return (*_to_hand_out(event, case), *_support_over(event), *left, *region)


def _is_to_decide(case: Case) -> bool:
    """While the centre rules on a return, nobody decides on an extension."""
    return bool(case.extension_asked) and case.stage is Stage.HANDLING


def _return_refused(event: Event, case: Case) -> tuple[Notice, ...]:
    """The handler, and whoever has an extension to decide on: their link was shut by the return."""
    assert isinstance(event.fact, f.ReturnRefused)
    deciding = (Notice("extension", event.fact.decides),) if event.fact.decides and _is_to_decide(case) else ()
    return (Notice("return_refused", Role.HANDLER), *deciding)


def _supported(event: Event, case: Case) -> tuple[Notice, ...]:
    """Each unit hears of its own task; the lead unit of what it is to gather; the head of an idle unit that it was."""
    fact = event.fact
    if isinstance(fact, f.SupportOrdered):
        return _support(fact.unit, emergency=fact.emergency)
    if isinstance(fact, f.SupportMissed):
        return (Notice("support_missed", Role.HEAD, acts=False, unit=fact.unit),)
    if isinstance(fact, f.SupportReleased):
        lead = (Notice("support_released", Role.HANDLER),) if case.stage is Stage.HANDLING else ()
        return (*_support_over(event), *lead)
    # While the centre rules on a return, the lead unit has nothing to gather for.
    return (Notice("contribution", Role.HANDLER, acts=case.stage is Stage.HANDLING),)


def _passed(event: Event, case: Case) -> tuple[Notice, ...]:
    turn = event.fact.turn if isinstance(event.fact, f.ReplyPassed) else None
    return (Notice("review", turn),) if turn else ()


def _carried_over(event: Event, case: Case) -> tuple[Notice, ...]:
    """The new unit, to go on where the former one stopped; and whoever lost the link by which they were to decide."""
    fact = event.fact
    assert isinstance(fact, f.OrderCarriedOver)
    signing: tuple[Notice, ...] = ()
    if case.stage is Stage.APPROVING and case.turn:
        signing = (Notice("approve", case.turn, unit=_where_it_is(case.turn, case)),)
    if case.handed_on_by == fact.unit:
        return signing
    if case.unit != fact.unit:
        return _support(fact.unit, emergency=False) if case.support_of(fact.unit) else ()
    if event.obligations and all(owed.step == "support" for owed in event.obligations):
        return ()  # what goes over was supporting the unit that leads already: nothing is new to it
    if case.stage in _PROMISE_ALONE and (promise := _promise_to_keep(case)):
        return promise
    if case.stage is Stage.HANDLING:
        deciding = (Notice("extension", fact.decides),) if fact.decides else ()
        return (Notice("carried_over", Role.HANDLER), *deciding)
    return (*signing, Notice("carried_over_filed", Role.HANDLER, acts=False))


def _handed_on(event: Event, case: Case) -> tuple[Notice, ...]:
    """The unit below, of an emergency all there who hear of one; and whoever there has an extension to decide on."""
    assert isinstance(event.fact, f.OrderHandedOn)
    deciding = (Notice("extension", event.fact.decides),) if event.fact.decides else ()
    return (*(_EMERGENCY_OF_UNIT if event.fact.emergency else (Notice("handed_on", Role.HANDLER),)), *deciding)


def _to_hand_out(event: Event, case: Case) -> tuple[Notice, ...]:
    """The centre, unless a platform has it, which asks by itself what there is to hand out (GX-7)."""
    assert isinstance(event.fact, f.RequestAccepted | f.InstructionGiven | f.ReturnUpheld | f.SecondHandlingOrdered)
    return () if event.fact.turn is Role.PLATFORM else (Notice("dispatch", Role.CENTRE),)


_ASKED = {f.OpinionGiven: "check_opinion", f.InstructionAsked: "instruct", f.ExtensionRequested: "extension"}
_ASKED |= {f.CoordinationAsked: "coordinate"}


def _asked(event: Event, case: Case) -> tuple[Notice, ...]:
    """The one whose turn the fact says it is."""
    fact = event.fact
    assert isinstance(fact, f.OpinionGiven | f.InstructionAsked | f.CoordinationAsked | f.ExtensionRequested)
    return (Notice(_ASKED[type(fact)], fact.turn),)


def _answered(event: Event, case: Case) -> tuple[Notice, ...]:
    """Where nobody is asked for a rating, the answer has closed the case: nothing is left to act on, but a promise,
    which is told of as it is followed. Else it is told of with the answer (GX-20b).
    """
    if case.outcome is Outcome.ANSWERED:
        return (Notice("answered_finally", Role.REQUESTER, acts=False),)
    promised = any(owed.step == "promise" and owed.is_open for owed in event.obligations)
    return (Notice("answered", Role.REQUESTER), *((_PROMISE,) if promised else ()))


_PROMISE = Notice("promise", Role.HANDLER)

# Here the unit has nothing else to do than to keep what it has promised.
_PROMISE_ALONE = frozenset({Stage.RATING, Stage.FOLLOWING_UP, Stage.KEEPING_PROMISE})


def _second_handling(event: Event, case: Case) -> tuple[Notice, ...]:
    """The unit; where none has the order, whoever hands it out."""
    if any(owed.step == "reply" for owed in event.obligations):
        return (Notice("second_handling", Role.HANDLER),)
    return _to_hand_out(event, case)


def _promise_to_keep(case: Case) -> tuple[Notice, ...]:
    """The unit's, until it has reported."""
    return (_PROMISE,) if case.owes("promise") and not case.owes("confirm_promise") else ()


def _followed(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever has to act on the promise next gets a link that serves from here on."""
    return (Notice("confirm_promise", Role.CENTRE),) if case.owes("confirm_promise") else (_PROMISE,)


def _promise_settled(event: Event, case: Case) -> tuple[Notice, ...]:
    """The requester, and every other who was promised the same; the unit, of what it need not do any more."""
    kept = isinstance(event.fact, f.PromiseConfirmed)
    told = Notice("promise_kept" if kept else "promise_released", Role.REQUESTER, acts=False)
    unit = () if kept else (Notice("promise_let_go", Role.HANDLER, acts=False),)
    made = next((owed.start for owed in event.obligations if owed.step == "promise"), event.at)
    first = next((owed.start for owed in case.obligations if owed.step == "follow_up"), made)
    return (told, *unit, *(_to_the_joined(told, case) if made <= first else ()))


def _to_the_joined(notice: Notice, case: Case) -> tuple[Notice, ...]:
    """SZ-A2.4.4e, GX-20b: whoever waits for the same answer, or has it, is told the same."""
    return tuple(replace(notice, of=number) for number in case.joined)


def _corrected(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever has the order, where it is of another kind now and waits for them, and every unit that supports them by
    another time; of what turns out to be an emergency all who hear of one.
    """
    fact, waits = event.fact, case.stage is Stage.HANDLING
    assert isinstance(fact, f.RequestCorrected)
    told: tuple[Notice, ...] = ()
    if waits and fact.kind != fact.was_kind:
        told = _EMERGENCY if fact.emergency else (Notice("corrected", Role.HANDLER, acts=False),)
    elif fact.emergency:
        told = _URGENT_ELSEWHERE.get(case.stage, ())
    if fact.extension_dropped:
        told += (Notice("extension_dropped", Role.HANDLER, acts=waits),)
    return (*told, *_support_corrected(event, case))


# SZ-A2.4.4d, NM-10: the unit hears of it as well while the centre rules on its return, by no link: it can't act then.
_URGENT_ELSEWHERE = {
    Stage.RULING_RETURN: (
        Notice("rule_return", Role.CENTRE),
        Notice("emergency_lines", Role.CENTRE),
        *(replace(each, acts=False) for each in _EMERGENCY_OF_UNIT),
    ),
    Stage.COORDINATING: (Notice("coordinate", Role.REGIONAL),),
}


def _support_corrected(event: Event, case: Case) -> Iterator[Notice]:
    fact = event.fact
    assert isinstance(fact, f.RequestCorrected)
    if fact.emergency:
        for owed in case.open_obligations("support"):
            yield from _support(owed.who, emergency=True)
        return
    moved = (o.who for o in event.obligations if o.step == "support" and o.is_open)
    yield from (Notice("support_corrected", Role.SUPPORTER, unit=who) for who in moved)


def _recalled(event: Event, case: Case) -> tuple[Notice, ...]:
    """GX-18b: a unit that the matter is kept from hears nothing more of it."""
    fact = event.fact
    assert isinstance(fact, f.OrderRecalled)
    told = (Notice("dispatch", Role.CENTRE), *_support_over(event))
    left = (Notice("recalled", Role.HANDLER, acts=False, unit=unit) for unit in (fact.unit, fact.above) if unit)
    return told if fact.barred else (*told, *left)


# Whose work a case is, stage by stage, where no chain says whose turn it is.
_AT_WORK = dict.fromkeys((Stage.TRIAGE, Stage.DISPATCHING, Stage.RULING_RETURN, Stage.FOLLOWING_UP), Role.CENTRE)
_AT_WORK |= {Stage.HANDLING: Role.HANDLER}


def _named(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever has the work now, an extension to decide on, or a supporting task: it may have been somebody's from whom
    it is kept, and whose link is shut.
    """
    assert isinstance(event.fact, f.AccusedNamed)
    return open_work(case, event.fact.decides) if event.fact.accused.people else ()


def open_work(case: Case, decides: Role | None) -> tuple[Notice, ...]:
    """What there is to do in a case now, as whoever takes it over is told of it; `decides` on an extension, if one is
    asked for. A platform asks by itself.
    """
    at_work = case.turn or _AT_WORK.get(case.stage)
    if at_work in (None, Role.PLATFORM):
        return ()
    deciding = (Notice("extension", decides),) if decides and _is_to_decide(case) else ()
    supporting = (told for owed in case.open_obligations("support") for told in _support(owed.who, emergency=False))
    return (Notice("taken_over", at_work, unit=_where_it_is(at_work, case)), *deciding, *supporting)


def _voided(event: Event, case: Case) -> tuple[Notice, ...]:
    """The head of the unit whose overdue it was; what the centre owed needs no message to itself."""
    fact = event.fact
    assert isinstance(fact, f.OverdueVoided)
    of_unit = fact.step in _OWED_BY
    return (Notice("overdue_voided", Role.HEAD, acts=False, unit=fact.who),) if of_unit else ()


def _improper(event: Event, case: Case) -> tuple[Notice, ...]:
    assert isinstance(event.fact, f.ImproperReturn)
    return (Notice("improper_return", Role.HEAD, acts=False, unit=event.fact.unit),)


def _charged(event: Event, case: Case) -> tuple[Notice, ...]:
    """The head of the unit that it is about, whoever has the order now."""
    fact = event.fact
    assert isinstance(fact, f.UnitCharged | f.ChargeWithdrawn)
    told = isinstance(fact, f.UnitCharged)
    return (Notice("charged" if told else "charge_withdrawn", Role.HEAD, acts=False, unit=fact.unit),)


def _rated(event: Event, case: Case) -> tuple[Notice, ...]:
    assert isinstance(event.fact, f.RequestRated)
    return () if event.fact.satisfied else (Notice("follow_up", Role.CENTRE), *_promise_to_keep(case))


def _extended(event: Event, case: Case) -> tuple[Notice, ...]:
    """The handler, the requesters, and the centre where somebody else decided. Those who share the answer have it by
    the time that the order is handled once more.
    """
    explained = Notice("extension_explained", Role.REQUESTER, acts=False)
    filed = () if event.by.role is Role.CENTRE else (Notice("extension_filed", Role.CENTRE, acts=False),)
    others = _to_the_joined(explained, case) if case.handling == 1 else ()
    return (Notice("extension_granted", Role.HANDLER), explained, *filed, *others)


def _of_time(event: Event, case: Case) -> tuple[Notice, ...]:
    """A warning goes to whoever owes the step; a breach also goes one level up, and once a working week thereafter."""
    fact = event.fact
    assert isinstance(fact, f.WarningGiven | f.FellOverdue | f.Urged)
    template, owner = _TEMPLATE[type(fact)], _owner(fact.step, case)
    unit = fact.who if owner is Role.SUPPORTER else _where_it_is(owner, case)
    told: tuple[Notice, ...] = (Notice(template, owner, unit=unit),)
    weekly = isinstance(fact, f.Urged) and fact.times % URGINGS_A_WEEK == 0
    if fact.step in _OWED_BY and (isinstance(fact, f.FellOverdue) or weekly):
        told += (Notice(f"{template}_unit", Role.HEAD, acts=False, unit=unit),)
        if case.handed_on_by and owner is not Role.SUPPORTER and unit != case.handed_on_by:
            told += (Notice(f"{template}_unit", Role.HEAD, acts=False, unit=case.handed_on_by),)
        if fact.step == "reply" and case.coordination:  # NM-11b: whoever has coordinated it sees to it (督办)
            told += (Notice(f"{template}_coordinated", Role.REGIONAL, acts=False),)
    if fact.step == "promise" and isinstance(fact, f.FellOverdue):  # GX-20b: the centre sees to it
        told += (Notice("promise_broken", Role.CENTRE),)
    return told


def _recounted(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever owes something whose end has moved, each once."""
    assert isinstance(event.fact, f.DeadlinesRecounted)
    owing = (_owner(step, case) for step in event.fact.moved if step not in ("rate", "support"))
    owners = dict.fromkeys((owner, _where_it_is(owner, case)) for owner in owing)
    if "support" in event.fact.moved:
        owners |= dict.fromkeys((Role.SUPPORTER, o.who) for o in event.obligations if o.step == "support" and o.is_open)
    return tuple(Notice("recounted", owner, acts=False, unit=unit) for owner, unit in owners)


def _owner(step: str, case: Case) -> Role:
    if step in _BY_TURN.get(case.stage, ()) and case.turn:
        return case.turn
    return _OWED_BY.get(step, Role.CENTRE)


_TOLD: dict[type, Callable[[Event, Case], tuple[Notice, ...]]] = {
    f.RequestAccepted: _to_hand_out,
    f.InstructionGiven: _to_hand_out,
    f.OpinionGiven: _asked,
    f.InstructionAsked: _asked,
    f.CoordinationAsked: _asked,
    f.ExtensionRequested: _asked,
    f.OrderCarriedOver: _carried_over,
    f.OrderHandedOn: _handed_on,
    f.OrderDispatched: _dispatched,
    f.ReturnUpheld: _returned,
    f.ReturnRefused: _return_refused,
    f.SupportOrdered: _supported,
    f.ContributionGiven: _supported,
    f.SupportReleased: _supported,
    f.SupportMissed: _supported,
    f.ReplySubmitted: _signed,
    f.ReplyApproved: _signed,
    f.ReplyPassed: _passed,
    f.RequestCorrected: _corrected,
    f.AccusedNamed: _named,
    f.OrderRecalled: _recalled,
    f.OverdueVoided: _voided,
    f.UnitCharged: _charged,
    f.ChargeWithdrawn: _charged,
    f.ImproperReturn: _improper,
    f.RequesterAnswered: _answered,
    f.RequestRated: _rated,
    f.SecondHandlingOrdered: _second_handling,
    f.PromiseFollowed: _followed,
    f.PromiseConfirmed: _promise_settled,
    f.PromiseReleased: _promise_settled,
    f.ExtensionGranted: _extended,
    f.WarningGiven: _of_time,
    f.FellOverdue: _of_time,
    f.Urged: _of_time,
    f.DeadlinesRecounted: _recounted,
}
