"""Search: by number (or its end), unit, state, month of closing, and words of the letter; nothing that is not theirs.

No index holds people's words. They are looked for in the letters of the cases that the other filters select, in
batches, up to a cap; the page says how many it looked through.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage
from huiyin_aws import law, looks, papers, registry, store
from huiyin_aws.desk import queues, standing
from huiyin_aws.desk.listing import Entry, Found, Known, known, listed
from huiyin_aws.desk.sessions import Member
from huiyin_aws.tables import CaseRow

BATCH = 50
SHOWN = 50
LOOKED_THROUGH = 500  # cases; of a batch of fifty the heads take 25 read units, the letters some more
CLOSED = "closed"
_NUMBER = re.compile(r"[A-Z]+\d{8}-\d{6}")
_OF_A_DAY = re.compile(r"\d{8}-\d{6}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; `state` is "" (open), a stage, or `closed`, then in this `month` (2026-03)."""

    number: str = ""
    words: str = ""
    unit: str = ""
    state: str = ""
    month: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.number or self.words or self.unit or self.state)

    def is_of_state(self, case: Case) -> bool:
        if self.state == CLOSED:
            return not case.is_open
        return case.is_open and self.state in ("", case.stage.value)

    def is_in(self, letter: dict[str, str]) -> bool:
        """Every word is in the title or the body."""
        text = f"{letter.get('title', '')}\n{letter.get('body', '')}".casefold()
        return all(word in text for word in self.words.casefold().split())


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, among how many; `is_cut` where there may be more."""

    entries: tuple[Entry, ...]
    looked_through: int
    is_cut: bool


def find(member: Member, asked: Asked, now: datetime) -> Result:
    if number := _whole(member, asked.number, now):
        theirs = [Found(number)] if _is_theirs(member, number, now) else []
        return Result(listed(member, theirs, now), len(theirs), False)
    tail = asked.number.strip()
    rows = (row for row in _candidates(member, asked, now) if row.number.endswith(tail))
    found: list[Found] = []
    looked = 0
    while batch := list(islice(rows, BATCH)):
        cases = [each for each in known(member, batch) if asked.is_of_state(each.case)]
        looked += len(cases)
        found += _with_words(asked, cases)
        if len(found) > SHOWN or looked >= LOOKED_THROUGH:
            break
    is_cut = len(found) > SHOWN or next(rows, None) is not None
    return Result(listed(member, found[:SHOWN], now), looked, is_cut)


def _with_words(asked: Asked, cases: Sequence[Known]) -> list[Found]:
    if not asked.words:
        return [each.found for each in cases]
    letters = papers.read_many((each.case.number, each.case.request) for each in cases if each.case.request)
    return [each.found for each in cases if asked.is_in(letters.get(each.case.number, {}))]


def _whole(member: Member, number: str, now: datetime) -> str:
    """The number, where it was written whole, with the programme's letters or without; else ""."""
    written = number.strip().upper()
    if _OF_A_DAY.fullmatch(written):
        return law.now_in_force(member.programme, now).rulebook.prefix + written
    return written if _NUMBER.fullmatch(written) else ""


def _is_theirs(member: Member, number: str, now: datetime) -> bool:
    case = store.load(number).case
    if not case.exists or case.programme != member.programme:
        return False
    rules = law.of_case(case)
    kept = any(looks.refused(case, rules, by, "search", now) for by in member.actors)
    return not kept and standing.is_theirs(member, case)


def _candidates(member: Member, asked: Asked, now: datetime) -> Iterator[Found]:
    """The rows of the narrowest index that holds all that is asked for."""
    if asked.state != CLOSED:
        # A unit's own index holds what it leads; what it supports or signs has its state looked at, case by case.
        stage = asked.state if member.is_of_centre and asked.state in set(Stage) else ""
        yield from queues.rows(member, queues.Wanted("open", stage, asked.unit))
        return
    month = asked.month or f"{law.now_in_force(member.programme, now).time.local(now):%Y-%m}"
    for unit in _units(member, asked.unit):
        for row in CaseRow.closed_month.query(f"{store.unit_key(member.programme, unit)}#{month}"):
            yield Found(row.pk)


def _units(member: Member, unit: str) -> Sequence[str]:
    if not member.is_of_centre:
        return (member.unit.code,)
    return (unit,) if unit else tuple(each.code for each in registry.units(member.programme))
