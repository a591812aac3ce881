"""What time alone does to a case: warnings, breaches, deemed acceptance, default ratings, urging again.

Each is dated by its own instant, however late the clock wakes. SZ-A2.4.4b (deemed acceptance), SZ-3.5 (lights).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.facts import Actor
from huiyin.case.obligation import Obligation
from huiyin.case.vocabulary import Ending, Outcome, Role

CLOCK = Actor(Role.CLOCK)


def elapse(draft: Draft) -> None:
    """Record everything that fell due up to now, in the order of the instants (ties: as the obligations arose)."""
    while (case := draft.case).is_open and (at := case.falls_due_at) is not None and at <= draft.now:
        _record(draft, next(o for o in case.obligations if o.falls_due_at == at))


def _record(draft: Draft, owed: Obligation) -> None:
    if owed.step in _LAPSES:
        _LAPSES[owed.step](draft, owed)
    elif owed.overdue:
        _urge(draft, owed)
    elif not owed.warned and owed.warn_at < owed.due_at:
        fact = f.WarningGiven(owed.step, owed.who)
        draft.add(CLOCK, fact, replace(owed, warned=True), at=owed.warn_at)
    else:
        _fall_overdue(draft, owed)


def _fall_overdue(draft: Draft, owed: Obligation) -> None:
    """A breach counts at its own instant and is urged at once; then every working morning until it is done."""
    again = draft.law.time.working_morning_after(owed.due_at)
    overdue = replace(owed, warned=True, overdue=True, urge_at=again)
    draft.add(CLOCK, f.FellOverdue(owed.step, owed.who), overdue, at=owed.due_at)


def _urge(draft: Draft, owed: Obligation) -> None:
    """Urging is something that we do: mornings on which the clock stood still are not made up for."""
    at: datetime = owed.urge_at or draft.now
    urged = replace(owed, urged=owed.urged + 1, urge_at=draft.law.time.working_morning_after(draft.now))
    draft.add(CLOCK, f.Urged(owed.step, owed.who, urged.urged), urged, at=at)


def _deem_accepted(draft: Draft, owed: Obligation) -> None:
    """SZ-A2.4.4b: an order not returned within 1 working day counts as accepted."""
    draft.add(CLOCK, f.AcceptanceDeemed(), owed.ended(owed.due_at, Ending.LAPSED), at=owed.due_at)


def _rate_by_default(draft: Draft, owed: Obligation) -> None:
    """SZ-A5.4.2.5: no answer counts as satisfied."""
    draft.add(CLOCK, f.RatedByDefault(), owed.ended(owed.due_at, Ending.LAPSED), at=owed.due_at)
    draft.add(CLOCK, f.CaseArchived(Outcome.SATISFIED_BY_DEFAULT), at=owed.due_at)


_LAPSES: dict[str, Callable[[Draft, Obligation], None]] = {"return": _deem_accepted, "rate": _rate_by_default}
