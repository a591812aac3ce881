"""What time alone does to a case: warnings, breaches, deemed acceptance, default ratings, urging again.

Each is dated by its own instant, however late the clock wakes. SZ-A2.4.4b (deemed acceptance), SZ-3.5, GX-20a
(warning), CQ-27 (one working day to answer an urging), WB-6.4, NM-22 (urging). A calendar that has been amended comes
first: what was open under the old one is counted again.
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


def recount(draft: Draft) -> None:
    """Count open obligations again where the calendar is another one than when they were counted."""
    law = draft.law
    pairs = [(owed, law.recounted(owed, draft.now)) for owed in draft.case.open_obligations()]
    changed = [(old, new) for old, new in pairs if new != old]
    if changed:
        moved = tuple(dict.fromkeys(old.step for old, new in changed if new.due_at != old.due_at))
        draft.add(CLOCK, f.DeadlinesRecounted(law.edition, moved), *(new for _, new in changed))


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
    again = draft.law.time.working_morning_after(owed.due_at) if owed.step != "urge" else None
    overdue = replace(owed, warned=True, overdue=True, urge_at=again)
    draft.add(CLOCK, f.FellOverdue(owed.step, owed.who), overdue, _urging_to_answer(draft, owed), at=owed.due_at)


def _urging_to_answer(draft: Draft, owed: Obligation) -> Obligation | None:
    """CQ-27: overdue with no extension asked, the unit has so long to answer the urging notice."""
    asks = owed.step == "reply" and draft.law.rulebook.is_limited("urge") and not draft.case.extension_asked
    return draft.owe("urge", owed.who, start=owed.due_at) if asks else None


def _urge(draft: Draft, owed: Obligation) -> None:
    """Urging is something that we do: mornings on which the clock stood still are not made up for."""
    at: datetime = owed.urge_at or draft.now
    urged = replace(owed, urged=owed.urged + 1, urge_at=draft.law.time.working_morning_after(draft.now))
    draft.add(CLOCK, f.Urged(owed.step, owed.who, urged.urged), urged, at=at)


def _deem_accepted(draft: Draft, owed: Obligation) -> None:
    """SZ-A2.4.4b: an order not returned within 1 working day counts as accepted."""
    draft.add(CLOCK, f.AcceptanceDeemed(), owed.ended(owed.due_at, Ending.LAPSED), at=owed.due_at)


def _rate_by_default(draft: Draft, owed: Obligation) -> None:
    """SZ-A5.4.2.5: no answer counts as satisfied; elsewhere it says nothing, and the case is left out of the mean."""
    rating = draft.law.rulebook.rating
    lapsed = owed.ended(owed.due_at, Ending.LAPSED)
    if rating and rating.silence.means == "satisfied":
        draft.add(CLOCK, f.RatedByDefault(), lapsed, at=owed.due_at)
        draft.add(CLOCK, f.CaseArchived(Outcome.SATISFIED_BY_DEFAULT), at=owed.due_at)
    else:
        draft.add(CLOCK, f.CaseArchived(Outcome.UNRATED), lapsed, at=owed.due_at)


_LAPSES: dict[str, Callable[[Draft, Obligation], None]] = {"return": _deem_accepted, "rate": _rate_by_default}
