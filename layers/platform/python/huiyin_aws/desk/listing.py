"""Cases as they stand in a list: number, letter's title, kind, unit, stage, what is due by when, light and marks.

What is kept from whoever looks stands in no list of theirs (GX-18b, SZ-A2.4.8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.case.law import Law
from huiyin.case.record import case_from, parse_instant
from huiyin.case.state import Case
from huiyin_aws import law, papers, registry, store
from huiyin_aws.desk import standing
from huiyin_aws.desk.sessions import Member
from huiyin_aws.pages import listed as words
from huiyin_aws.pages.listed import Entry
from huiyin_aws.pages.words import Words
from huiyin_aws.tables import CaseHead

__all__ = ["Entry", "Found", "listed"]


@dataclass(frozen=True, slots=True)
class Found:
    """A row of an index: which case, and what of it is due; `step` and `who` where the row is one obligation."""

    number: str
    due_at: str = ""
    warn_at: str = ""
    step: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A case of a list, with the law that it stands under."""

    found: Found
    head: CaseHead
    case: Case
    law: Law


def listed(member: Member, rows: Sequence[Found], now: datetime) -> tuple[Entry, ...]:
    """These cases in words, in this order; without those that are not this person's to see."""
    known = [each for each in _known(member.programme, rows) if not standing.is_kept_from(member, each.case, each.law)]
    texts = papers.read_many((k.case.number, k.case.request) for k in known if k.case.request)
    units = registry.units(member.programme)
    names = {unit.code: Words(unit.zh, unit.en) for unit in units}
    return tuple(
        words.entry(
            each.case,
            each.law,
            names,
            texts.get(each.case.number, {}),
            _due(each),
            now,
        )
        for each in known
        if not _comes_earlier(each)
    )


def known(member: Member, rows: Sequence[Found]) -> list[Known]:
    """The cases of these rows that are this person's to see."""
    found = _known(member.programme, rows)
    mine = member.unit.code
    return [
        each
        for each in found
        if not standing.is_kept_from(member, each.case, each.law)
        and (member.is_of_centre or mine in (each.case.unit, each.found.who))
    ]


def _known(programme: str, rows: Iterable[Found]) -> list[Known]:
    """The heads of these rows; a case that has closed since the index was read is left out by its own head."""
    rows = tuple(rows)
    heads = store.heads([row.number for row in rows])
    laws: dict[str, Law] = {}
    found = []
    for row in rows:
        head = heads.get(row.number)
        if head is None:
            continue
        case = case_from(head.state, ())
        rules = laws.get(case.rulebook) or laws.setdefault(case.rulebook, law.of(programme, case.rulebook))
        found.append(Known(row, head, case, law.about(rules, case)))
    return found


def _comes_earlier(each: Known) -> bool:
    """The place owes something in this case that is due before this: it stood further up, or on an earlier page."""
    head, row = each.head, each.found
    return bool(row.who) and head.next_who == row.who and str(head.next_due_at or row.due_at) < row.due_at


def _due(each: Known) -> words.Owed | None:
    head, row = each.head, each.found
    step, due_at, warn_at = (
        (row.step, row.due_at, row.warn_at) if row.step else (head.next_step, head.next_due_at, head.next_warn_at)
    )
    return words.Owed(step, parse_instant(due_at), parse_instant(warn_at)) if step and due_at and warn_at else None
