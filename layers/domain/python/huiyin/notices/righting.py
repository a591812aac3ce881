"""What was wrong is put right, and who takes over hears what there is to do."""

from collections.abc import Iterator
from dataclasses import replace

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.law import CENTRE
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin.notices.notice import Notice
from huiyin.notices.orders import EMERGENCY, EMERGENCY_OF_UNIT, support, support_over
from huiyin.notices.owners import OWED_BY, is_to_decide, where_it_is
from huiyin.notices.promises import PROMISE_ALONE, open_promise


def corrected(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever has the order, where it is of another kind now and waits for them, and every unit that supports them by
    another time; of what turns out to be an emergency all who hear of one.
    """
    fact, waits = event.fact, case.stage is Stage.HANDLING
    assert isinstance(fact, f.RequestCorrected)
    told: tuple[Notice, ...] = ()
    if waits and fact.kind != fact.was_kind:
        told = EMERGENCY if fact.emergency else (Notice("corrected", Role.HANDLER, acts=False),)
    elif fact.emergency:
        told = (*_URGENT_ELSEWHERE.get(case.stage, ()), *_to_sign(case))
    if fact.extension_dropped:
        told += (Notice("extension_dropped", Role.HANDLER, acts=waits),)
    return (*told, *_support_corrected(event, case))


# SZ-A2.4.4d, NM-10: the unit hears of it as well while the centre rules on its return, by no link: it can't act then.
_URGENT_ELSEWHERE = {
    Stage.RULING_RETURN: (
        Notice("rule_return", Role.CENTRE),
        Notice("emergency_lines", Role.CENTRE),
        *(replace(each, acts=False) for each in EMERGENCY_OF_UNIT),
    ),
    Stage.COORDINATING: (Notice("coordinate", Role.REGIONAL),),
}


def _to_sign(case: Case) -> tuple[Notice, ...]:
    """SZ-A2.4.4d: answered on the day; whoever has the reply before them hears that it can't wait, and the centre that
    the other lines are to be alerted.
    """
    turn, signs = case.turn, case.stage is Stage.APPROVING
    if turn is None or not (signs or case.stage is Stage.REVIEWING):
        return ()
    pressed = Notice("approve_emergency" if signs else "review_emergency", turn, unit=where_it_is(turn, case))
    return (pressed, Notice("emergency_lines", Role.CENTRE))


def _support_corrected(event: Event, case: Case) -> Iterator[Notice]:
    fact = event.fact
    assert isinstance(fact, f.RequestCorrected)
    if fact.emergency:
        for owed in case.open_obligations("support"):
            yield from support(owed.who, emergency=True)
        return
    moved = (o.who for o in event.obligations if o.step == "support" and o.is_open)
    yield from (Notice("support_corrected", Role.SUPPORTER, unit=who) for who in moved)


def recalled(event: Event, case: Case) -> tuple[Notice, ...]:
    """GX-18b: a unit that the matter is kept from hears nothing more of it."""
    fact = event.fact
    assert isinstance(fact, f.OrderRecalled)
    told = (Notice("dispatch", Role.CENTRE), *support_over(event))
    left = (Notice("recalled", Role.HANDLER, acts=False, unit=unit) for unit in (fact.unit, fact.above) if unit)
    return told if fact.barred else (*told, *left)


# Whose work a case is, stage by stage, where no chain says whose turn it is.
_AT_WORK = dict.fromkeys((Stage.TRIAGE, Stage.DISPATCHING, Stage.RULING_RETURN, Stage.FOLLOWING_UP), Role.CENTRE)
_AT_WORK |= {Stage.HANDLING: Role.HANDLER}

# Where a promise is kept beside what else the case waits for (GX-20b).
_PROMISE_BESIDE = PROMISE_ALONE | {Stage.JOINED}


def accused_named(event: Event, case: Case) -> tuple[Notice, ...]:
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
    # One notice to each: whoever has the case is told of that, and finds the promise there.
    beside = case.stage in _PROMISE_BESIDE
    promise = tuple(each for each in open_promise(case) if beside and each.to is not at_work)
    if at_work in (None, Role.PLATFORM):
        return promise
    deciding = (Notice("extension", decides),) if decides and is_to_decide(case) else ()
    supporting = (told for owed in case.open_obligations("support") for told in support(owed.who, emergency=False))
    return (Notice("taken_over", at_work, unit=where_it_is(at_work, case)), *deciding, *supporting, *promise)


def voided(event: Event, case: Case) -> tuple[Notice, ...]:
    """The head of the unit whose overdue it was; what the centre owed needs no message to itself."""
    fact = event.fact
    assert isinstance(fact, f.OverdueVoided)
    of_unit = fact.step in OWED_BY and fact.who != CENTRE
    return (Notice("overdue_voided", Role.HEAD, acts=False, unit=fact.who),) if of_unit else ()


def improper(event: Event, case: Case) -> tuple[Notice, ...]:
    assert isinstance(event.fact, f.ImproperReturn)
    return (Notice("improper_return", Role.HEAD, acts=False, unit=event.fact.unit),)


def charged(event: Event, case: Case) -> tuple[Notice, ...]:
    """The head of the unit that it is about, whoever has the order now."""
    fact = event.fact
    assert isinstance(fact, f.UnitCharged | f.ChargeWithdrawn)
    told = isinstance(fact, f.UnitCharged)
    return (Notice("charged" if told else "charge_withdrawn", Role.HEAD, acts=False, unit=fact.unit),)
