"""What was promised is followed (GX-20b), and whoever waits for the same answer hears the same."""

from dataclasses import replace

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.law import CENTRE
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin.notices.notice import Notice
from huiyin.notices.owners import is_with_the_centre

PROMISE = Notice("promise", Role.HANDLER)
_OF_NO_UNIT = Notice("promise_of_no_unit", Role.CENTRE)
_TO_CONFIRM = Notice("confirm_promise", Role.CENTRE)

# Here the unit has nothing else to do than to keep what it has promised.
PROMISE_ALONE = frozenset({Stage.RATING, Stage.FOLLOWING_UP, Stage.KEEPING_PROMISE})


def promise_to_keep(case: Case) -> tuple[Notice, ...]:
    """The unit's, until it has reported."""
    return tuple(each for each in open_promise(case) if each is PROMISE)


def open_promise(case: Case) -> tuple[Notice, ...]:
    """What there is to do about a promise now: the unit's until it has reported, and then the centre's, which sees to
    it itself while no unit has it.
    """
    if case.owes("promise") is None:
        return ()
    if case.owes("confirm_promise"):
        return (_TO_CONFIRM,)
    return (_OF_NO_UNIT,) if is_with_the_centre(case) else (PROMISE,)


def followed(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever has to act on the promise next gets a link that serves from here on; settled since, nobody has."""
    return open_promise(case)


def rejected(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever keeps it goes on; the centre, where the unit that reported it has the order no longer."""
    return (_OF_NO_UNIT,) if is_with_the_centre(case) else (Notice("promise_rejected", Role.HANDLER),)


def promise_settled(event: Event, case: Case) -> tuple[Notice, ...]:
    """The requester, and every other who was promised the same; the unit, of what it need not do any more."""
    kept = isinstance(event.fact, f.PromiseConfirmed)
    told = Notice("promise_kept" if kept else "promise_released", Role.REQUESTER, acts=False)
    promise = next((owed for owed in event.obligations if owed.step == "promise"), None)
    theirs = not kept and not (promise and promise.who == CENTRE)
    unit = (Notice("promise_let_go", Role.HANDLER, acts=False),) if theirs else ()
    made = promise.start if promise else event.at
    first = next((owed.start for owed in case.obligations if owed.step == "follow_up"), made)
    return (told, *unit, *(to_the_joined(told, case) if made <= first else ()))


def to_the_joined(notice: Notice, case: Case) -> tuple[Notice, ...]:
    """SZ-A2.4.4e, GX-20b: whoever waits for the same answer, or has it, is told the same."""
    return tuple(replace(notice, of=number) for number in case.joined)
