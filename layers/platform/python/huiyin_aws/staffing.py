"""Changing a unit: what was, what is, by when it was to be entered, written together (GX-13, SZ-A5.4.1).

The rulebook says how soon, and whether a stamped scan proves it. Who enters it late is not refused: it is recorded.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from huiyin.units import Change, Unit, change_of, changes, handovers
from huiyin_aws import handing_over, law, registry

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Entry:
    """Who enters a change, when, from which local day on it holds (today, where none is said), and what proves it."""

    by: str
    now: datetime
    since: date | None = None
    proof: str = ""


class UnknownUnitError(LookupError):
    """No such unit is registered."""


def change_unit(programme: str, code: str, wanted: Callable[[Unit | None], Unit], entry: Entry) -> Change | None:
    """Read a unit, make of it what is wanted, write both; None where that is nothing new.

    Raises:
        UnitChangedError: somebody else was quicker.
    """
    before = registry.entered(programme, code)
    after = wanted(before.unit)
    what = change_of(before.unit, after)
    if not what:
        return None
    change = _told(programme, before.unit, after, what, entry)
    due = handing_over.rows(programme, after.code, before.edition + 1, handovers(before.unit, after, entry.now))
    registry.write_unit(programme, before, after, change, due)
    return change


def amend_unit(programme: str, code: str, wanted: Callable[[Unit], Unit], entry: Entry) -> Change | None:
    """The same for a unit that is registered.

    Raises:
        UnitChangedError: somebody else was quicker.
        UnknownUnitError: it is not.
    """

    def known(before: Unit | None) -> Unit:
        if before is None:
            raise UnknownUnitError(code)
        return wanted(before)

    return change_unit(programme, code, known, entry)


def laid_over(entered: Unit, before: Unit | None) -> Unit:
    """A unit as entered anew; who is away and who has the night stays with it, as far as they still serve it."""
    if before is None:
        return entered
    absences = tuple(each for each in before.absences if entered.person(each.person))
    roster = tuple(each for each in before.roster if entered.person(each.person))
    return replace(entered, absences=absences, roster=roster, succeeded_by=before.succeeded_by)


def _told(programme: str, before: Unit | None, after: Unit, what: tuple[str, ...], entry: Entry) -> Change:
    """The entry in the list; a change of people is judged by the rulebook's time."""
    rules = law.now_in_force(programme, entry.now)
    since = entry.since or rules.time.local(entry.now).date()
    rule = rules.rulebook.registration
    due_at, late, clause = None, False, ""
    if changes.is_of_people(before, after):
        due_at, late = changes.entered_late(since, entry.now, rule, rules.time)
        clause = rule.clause or ""
    return Change(
        unit=after.code,
        edition=0,
        at=entry.now,
        by=entry.by,
        what=what,
        since=since,
        before=changes.posts(before),
        after=changes.posts(after),
        named_before=before.zh if before and before.zh != after.zh else "",
        proof=entry.proof,
        due_at=due_at,
        clause=clause,
        late=late,
    )
