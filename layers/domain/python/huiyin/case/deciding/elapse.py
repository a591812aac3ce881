"""What time alone does to a case: warnings, breaches, deemed acceptance, default ratings, urging again.

Each is dated by its own instant, however late the clock wakes. SZ-A2.4.4b (deemed acceptance), SZ-3.5, GX-20a
(warning), CQ-27 (one working day to answer an urging), WB-6.4, NM-22 (urging). A calendar that has been amended comes
first: what was open under the old one is counted again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from huiyin.case import facts as f
from huiyin.case.deciding.charging import URGED_IN_VAIN, charge_by_itself
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.promising import archive
from huiyin.case.deciding.urging import asks_for_answer, is_with_the_unit
from huiyin.case.facts import Actor
from huiyin.case.obligation import Obligation
from huiyin.case.vocabulary import Ending, Outcome, Role, Stage

CLOCK = Actor(Role.CLOCK)


def recount(draft: Draft) -> None:
    """Count open obligations again where the calendar is another one than when they were counted."""
    law, case = draft.law, draft.case
    if not case.is_open:
        return
    pairs = [(owed, law.recounted(owed, draft.now)) for owed in case.open_obligations()]
    if reopened := _reopened_return(draft):
        pairs.append(reopened)
    changed = [(old, new) for old, new in pairs if new != old]
    if changed:
        moved = tuple(dict.fromkeys(old.step for old, new in changed if new.due_at != old.due_at))
        counted = {new.id: new for _, new in changed} | urged_no_more(draft, [new for _, new in pairs])
        draft.add(CLOCK, f.DeadlinesRecounted(law.edition, moved), *counted.values())


def _reopened_return(draft: Draft) -> tuple[Obligation, Obligation] | None:
    """Whether a unit may return its order does not rest on whether a clock had looked before the notice came."""
    case = draft.case
    lapsed = [o for o in case.obligations if o.step == "return" and o.who == case.unit and o.ending is Ending.LAPSED]
    if case.stage is not Stage.HANDLING or not lapsed:
        return None
    old = lapsed[-1]
    new = draft.law.recounted(replace(old, ending=None, ended_at=None), draft.now)
    return (old, new) if new.due_at > old.due_at and new.due_at >= draft.now else None


def urged_no_more(draft: Draft, counted: list[Obligation]) -> dict[str, Obligation]:
    """CQ-27: where the reply is overdue no longer, nor is its urging to be answered."""
    overdue = any(each.step == "reply" and each.overdue for each in counted)
    urging = () if overdue else draft.case.open_obligations("urge")
    return {each.id: each.ended(draft.now, Ending.WITHDRAWN) for each in urging}


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
        fall_overdue(draft, owed)


def fall_overdue(draft: Draft, owed: Obligation) -> None:
    """A breach counts at its own instant and is urged at once; then every working morning until it is done."""
    begins = max(owed.due_at, owed.resumed_at or owed.due_at)
    again = draft.law.time.working_morning_after(begins) if owed.step != "urge" else None
    overdue = replace(owed, warned=True, overdue=True, urge_at=again)
    urging = asks_for_answer(draft, owed) if is_with_the_unit(draft) else None
    draft.add(CLOCK, f.FellOverdue(owed.step, owed.who), overdue, urging, at=owed.due_at)
    if owed.step == "urge":  # CQ-27: the notice was in vain
        charge_by_itself(draft, URGED_IN_VAIN, owed.who, owed, at=owed.due_at)


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
        archive(draft, CLOCK, Outcome.SATISFIED_BY_DEFAULT, at=owed.due_at)
    else:
        archive(draft, CLOCK, Outcome.UNRATED, lapsed, at=owed.due_at)


_LAPSES: dict[str, Callable[[Draft, Obligation], None]] = {"return": _deem_accepted, "rate": _rate_by_default}
