"""Orders go out, come back, go on elsewhere, and have supporting units beside them: who hears of it."""

from dataclasses import replace

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.state import Case
from huiyin.case.vocabulary import Ending, Role, Stage
from huiyin.notices.notice import Notice
from huiyin.notices.owners import is_to_decide, where_it_is
from huiyin.notices.promises import PROMISE_ALONE, promise_to_keep

EMERGENCY_OF_UNIT = (
    Notice("emergency", Role.HANDLER),
    Notice("emergency", Role.HANDLER, on_duty=True),
    Notice("emergency_unit", Role.HEAD, acts=False),
)
EMERGENCY = (*EMERGENCY_OF_UNIT, Notice("emergency_lines", Role.CENTRE))


def dispatched(event: Event, case: Case) -> tuple[Notice, ...]:
    """SZ-A2.4.4d, NM-10: of an emergency the handler, whoever is on duty and the head hear at once, and the centre,
    which alerts the other lines.
    """
    assert isinstance(event.fact, f.OrderDispatched)
    return EMERGENCY if event.fact.emergency else (Notice("order", Role.HANDLER),)


def to_hand_out(event: Event, case: Case) -> tuple[Notice, ...]:
    """The centre, unless a platform has it, which asks by itself what there is to hand out (GX-7)."""
    assert isinstance(event.fact, f.RequestAccepted | f.InstructionGiven | f.ReturnUpheld | f.SecondHandlingOrdered)
    return () if event.fact.turn is Role.PLATFORM else (Notice("dispatch", Role.CENTRE),)


ASKED = {f.OpinionGiven: "check_opinion", f.InstructionAsked: "instruct", f.ExtensionRequested: "extension"}
ASKED |= {f.CoordinationAsked: "coordinate"}


def asked(event: Event, case: Case) -> tuple[Notice, ...]:
    """The one whose turn the fact says it is."""
    fact = event.fact
    assert isinstance(fact, f.OpinionGiven | f.InstructionAsked | f.CoordinationAsked | f.ExtensionRequested)
    return (Notice(ASKED[type(fact)], fact.turn),)


def support(unit: str, *, emergency: bool) -> tuple[Notice, ...]:
    """SZ-A2.4.4d: in an emergency whoever is on duty in a supporting unit hears as well."""
    told = Notice("support", Role.SUPPORTER, unit=unit)
    return (told, replace(told, on_duty=True)) if emergency else (told,)


def support_over(event: Event) -> tuple[Notice, ...]:
    """Every supporting unit whose task ends with what happened, undone and through no fault of its own."""
    over = (o for o in event.obligations if o.step == "support" and o.ending is Ending.WITHDRAWN)
    return tuple(Notice("support_over", Role.SUPPORTER, acts=False, unit=owed.who) for owed in over)


def supported(event: Event, case: Case) -> tuple[Notice, ...]:
    """Each unit hears of its own task; the lead unit of what it is to gather; the head of an idle unit that it was."""
    fact = event.fact
    if isinstance(fact, f.SupportOrdered):
        return support(fact.unit, emergency=fact.emergency)
    if isinstance(fact, f.SupportMissed):
        return (Notice("support_missed", Role.HEAD, acts=False, unit=fact.unit),)
    if isinstance(fact, f.SupportReleased):
        lead = (Notice("support_released", Role.HANDLER),) if case.stage is Stage.HANDLING else ()
        return (*support_over(event), *lead)
    # While the centre rules on a return, the lead unit has nothing to gather for.
    return (Notice("contribution", Role.HANDLER, acts=case.stage is Stage.HANDLING),)


def returned(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever hands it out next, those that need not see to it any more, and who had it coordinated (NM-11b)."""
    fact = event.fact
    assert isinstance(fact, f.ReturnUpheld)
    left = (Notice("return_upheld", Role.HANDLER, acts=False, unit=unit) for unit in (fact.unit, fact.above) if unit)
    region = (Notice("coordinated_returned", Role.REGIONAL, acts=False),) if case.coordination else ()
    return (*to_hand_out(event, case), *support_over(event), *left, *region)


def return_refused(event: Event, case: Case) -> tuple[Notice, ...]:
    """The handler, and whoever has an extension to decide on: their link was shut by the return."""
    assert isinstance(event.fact, f.ReturnRefused)
    deciding = (Notice("extension", event.fact.decides),) if event.fact.decides and is_to_decide(case) else ()
    return (Notice("return_refused", Role.HANDLER), *deciding)


def handed_on(event: Event, case: Case) -> tuple[Notice, ...]:
    """The unit below, of an emergency all there who hear of one; and whoever there has an extension to decide on."""
    assert isinstance(event.fact, f.OrderHandedOn)
    deciding = (Notice("extension", event.fact.decides),) if event.fact.decides else ()
    return (*(EMERGENCY_OF_UNIT if event.fact.emergency else (Notice("handed_on", Role.HANDLER),)), *deciding)


def carried_over(event: Event, case: Case) -> tuple[Notice, ...]:
    """The new unit, to go on where the former one stopped; and whoever lost the link by which they were to decide."""
    fact = event.fact
    assert isinstance(fact, f.OrderCarriedOver)
    signing: tuple[Notice, ...] = ()
    if case.stage is Stage.APPROVING and case.turn:
        signing = (Notice("approve", case.turn, unit=where_it_is(case.turn, case)),)
    if case.handed_on_by == fact.unit:
        return signing
    if case.unit != fact.unit:
        return support(fact.unit, emergency=False) if case.support_of(fact.unit) else ()
    if event.obligations and all(owed.step == "support" for owed in event.obligations):
        return ()  # what goes over was supporting the unit that leads already: nothing is new to it
    if case.stage in PROMISE_ALONE and (promise := promise_to_keep(case)):
        return promise
    if case.stage is Stage.HANDLING:
        deciding = (Notice("extension", fact.decides),) if fact.decides else ()
        return (Notice("carried_over", Role.HANDLER), *deciding)
    return (*signing, Notice("carried_over_filed", Role.HANDLER, acts=False))
