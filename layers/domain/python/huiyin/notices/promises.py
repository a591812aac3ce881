"""What was promised is followed (GX-20b), and whoever waits for the same answer hears the same."""

from dataclasses import replace

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin.notices.notice import Notice

PROMISE = Notice("promise", Role.HANDLER)

# Here the unit has nothing else to do than to keep what it has promised.
PROMISE_ALONE = frozenset({Stage.RATING, Stage.FOLLOWING_UP, Stage.KEEPING_PROMISE})


def promise_to_keep(case: Case) -> tuple[Notice, ...]:
    """The unit's, until it has reported."""
    return (PROMISE,) if case.owes("promise") and not case.owes("confirm_promise") else ()


def followed(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever has to act on the promise next gets a link that serves from here on."""
    return (Notice("confirm_promise", Role.CENTRE),) if case.owes("confirm_promise") else (PROMISE,)


def promise_settled(event: Event, case: Case) -> tuple[Notice, ...]:
    """The requester, and every other who was promised the same; the unit, of what it need not do any more."""
    kept = isinstance(event.fact, f.PromiseConfirmed)
    told = Notice("promise_kept" if kept else "promise_released", Role.REQUESTER, acts=False)
    unit = () if kept else (Notice("promise_let_go", Role.HANDLER, acts=False),)
    made = next((owed.start for owed in event.obligations if owed.step == "promise"), event.at)
    first = next((owed.start for owed in case.obligations if owed.step == "follow_up"), made)
    return (told, *unit, *(to_the_joined(told, case) if made <= first else ()))


def to_the_joined(notice: Notice, case: Case) -> tuple[Notice, ...]:
    """SZ-A2.4.4e, GX-20b: whoever waits for the same answer, or has it, is told the same."""
    return tuple(replace(notice, of=number) for number in case.joined)
