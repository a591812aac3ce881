"""What is late, or ends at another time than it was: who hears of it."""

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role
from huiyin.notices.notice import Notice
from huiyin.notices.owners import OWED_BY, owner_of, where_it_is

URGINGS_A_WEEK = 5  # one every working morning
_TEMPLATE = {f.WarningGiven: "warning", f.FellOverdue: "overdue", f.Urged: "urged"}


def of_time(event: Event, case: Case) -> tuple[Notice, ...]:
    """A warning goes to whoever owes the step; a breach also goes one level up, and once a working week thereafter."""
    fact = event.fact
    assert isinstance(fact, f.WarningGiven | f.FellOverdue | f.Urged)
    template, owner = _TEMPLATE[type(fact)], owner_of(fact.step, case)
    unit = fact.who if owner is Role.SUPPORTER else where_it_is(owner, case)
    told: tuple[Notice, ...] = (Notice(template, owner, unit=unit),)
    weekly = isinstance(fact, f.Urged) and fact.times % URGINGS_A_WEEK == 0
    if owner is Role.CENTRE:
        return told
    if fact.step in OWED_BY and (isinstance(fact, f.FellOverdue) or weekly):
        told += (Notice(f"{template}_unit", Role.HEAD, acts=False, unit=unit),)
        if case.handed_on_by and owner is not Role.SUPPORTER and unit != case.handed_on_by:
            told += (Notice(f"{template}_unit", Role.HEAD, acts=False, unit=case.handed_on_by),)
        if fact.step == "reply" and case.coordination:  # NM-11b: whoever has coordinated it sees to it (督办)
            told += (Notice(f"{template}_coordinated", Role.REGIONAL, acts=False),)
    if fact.step == "promise" and isinstance(fact, f.FellOverdue):  # GX-20b: the centre sees to it
        told += (Notice("promise_broken", Role.CENTRE),)
    return told


def recounted(event: Event, case: Case) -> tuple[Notice, ...]:
    """Whoever owes something whose end has moved, each once."""
    assert isinstance(event.fact, f.DeadlinesRecounted)
    owing = (owner_of(step, case) for step in event.fact.moved if step not in ("rate", "support"))
    owners = dict.fromkeys((owner, where_it_is(owner, case)) for owner in owing)
    if "support" in event.fact.moved:
        owners |= dict.fromkeys((Role.SUPPORTER, o.who) for o in event.obligations if o.step == "support" and o.is_open)
    return tuple(Notice("recounted", owner, acts=False, unit=unit) for owner, unit in owners)
