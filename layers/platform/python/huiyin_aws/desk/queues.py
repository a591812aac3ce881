"""Queues: cases by what is due next, fifty a page, with their lights, and how many there are of each light.

Only the indexes' rows of one queue are read, in the order in which they are due; then their heads, since what is kept
from whoever looks is not even counted (GX-18b, SZ-A2.4.8); then the letters of those on the page. A case costs half a
read unit, a letter on the page half a one more.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from huiyin.case.law import LEADER, REGIONAL
from huiyin.case.record import parse_instant
from huiyin.case.vocabulary import Stage
from huiyin.worktime import light
from huiyin_aws import law, registry, store
from huiyin_aws.desk import standing
from huiyin_aws.desk.listing import Entry, Found, listed
from huiyin_aws.desk.sessions import Member
from huiyin_aws.tables import CaseRow

PAGE, BATCH = 50, 100
COUNTED = 1_000  # of a longer queue, those that are due first
_START = ("", "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which queue: what waits for this place (`todo`), or every open case, of one stage or unit where one is named."""

    code: str = "todo"
    stage: str = ""
    unit: str = ""
    after: tuple[str, str] = _START  # due instant and number of the last row of the page before


@dataclass(frozen=True, slots=True)
class Queue:
    """One page, what comes after it (None where nothing does), and the counts by light (of the first thousand)."""

    entries: tuple[Entry, ...]
    next: tuple[str, str] | None
    lights: Counter[str]
    is_cut: bool


def read(member: Member, wanted: Wanted, now: datetime) -> Queue:
    """A page of the queue that this person asks for, or of the one that is theirs where it is not for them."""
    counted = list(islice(_without_kept(member, _merged(member, wanted, _START)), COUNTED + 1))
    first: dict[str, Found] = {}
    for row in counted[:COUNTED]:
        first.setdefault(row.number, row)
    lights = Counter(light(now, parse_instant(r.warn_at), parse_instant(r.due_at)).value for r in first.values())
    later = wanted.after != _START
    rows = _without_kept(member, _merged(member, wanted, wanted.after)) if later else iter(counted)
    page = list(islice(rows, PAGE + 1))
    onward = (page[PAGE - 1].due_at, page[PAGE - 1].number) if len(page) > PAGE else None
    return Queue(listed(member, page[:PAGE], now), onward, lights, len(counted) > COUNTED)


def _without_kept(member: Member, rows: Iterator[Found]) -> Iterator[Found]:
    """Neither the counts nor the place at which a page ends may tell of a case that is kept from this person."""
    while batch := list(islice(rows, BATCH)):
        about_somebody = [case for case in store.cases(row.number for row in batch) if case.accused]
        laws = {case.rulebook: law.of(case.programme, case.rulebook) for case in about_somebody}
        kept = {c.number for c in about_somebody if standing.is_kept_from(member, c, law.about(laws[c.rulebook], c))}
        yield from (row for row in batch if row.number not in kept)


def rows(member: Member, wanted: Wanted) -> Iterator[Found]:
    """All rows of a queue, one case once."""
    return _merged(member, wanted, _START)


def _merged(member: Member, wanted: Wanted, after: tuple[str, str]) -> Iterator[Found]:
    """The rows of all parts of a queue, one case once, in the order in which they are due."""
    seen: set[str] = set()
    for row in heapq.merge(*_parts(member, wanted, after), key=lambda r: (r.due_at, r.number)):
        if (row.due_at, row.number) > after and row.number not in seen:
            seen.add(row.number)
            yield row


def _parts(member: Member, wanted: Wanted, after: tuple[str, str]) -> list[Iterator[Found]]:
    programme, since = member.programme, after[0]
    if wanted.code == "todo":
        places = (registry.CENTRE, LEADER, REGIONAL) if member.is_of_centre else (member.unit.code,)
        return [_in_order(_owed(store.unit_key(programme, place), since)) for place in places]
    if not member.is_of_centre or wanted.unit:
        key = store.unit_key(programme, wanted.unit if member.is_of_centre else member.unit.code)
        # What it leads, and what it supports: there it owes something, and leads nothing.
        return [_in_order(_of_unit(key, since, wanted.stage)), _in_order(() if wanted.stage else _owed(key, since))]
    stages = [stage for stage in Stage if not stage.is_end and wanted.stage in ("", stage.value)]
    return [_in_order(_of_stage(store.stage_key(programme, stage), since)) for stage in stages]


def _owed(key: str, since: str) -> Iterator[Found]:
    for row in CaseRow.unit_work.query(key, CaseRow.due_at >= since if since else None, page_size=PAGE * 2):
        yield Found(row.pk, str(row.due_at), str(row.warn_at), str(row.step), key.partition("#")[2])


def _of_unit(key: str, since: str, stage: str) -> Iterator[Found]:
    condition = CaseRow.next_due_at >= since if since else None
    for row in CaseRow.open_by_unit.query(key, condition, page_size=PAGE * 2):
        if stage in ("", row.stage):
            yield Found(row.pk, str(row.next_due_at), str(row.next_warn_at))


def _of_stage(key: str, since: str) -> Iterator[Found]:
    condition = CaseRow.next_due_at >= since if since else None
    for row in CaseRow.open_by_stage.query(key, condition, page_size=PAGE * 2):
        yield Found(row.pk, str(row.next_due_at), str(row.next_warn_at))


def _in_order(rows: Iterable[Found]) -> Iterator[Found]:
    """Of those due at one instant (the close of an office day, say) an index keeps no order: by number."""
    for _, together in groupby(rows, key=lambda row: row.due_at):
        yield from sorted(together, key=lambda row: row.number)
