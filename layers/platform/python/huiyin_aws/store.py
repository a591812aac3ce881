"""load → decide → append: the one manager through which every case is read and changed.

State, events, obligations, guards and papers change in one TransactWrite on condition of the version read; on a
conflict the case is loaded and decided again, a few times.
"""

import random
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from huiyin.case.commands import Command, FollowLead, JoinTo, Receive
from huiyin.case.deciding import decide
from huiyin.case.effects import Hanging
from huiyin.case.evolve import replay
from huiyin.case.facts import Accused, Event
from huiyin.case.law import CENTRE, MACHINE, REQUESTER, Law
from huiyin.case.obligation import SILENT, Obligation
from huiyin.case.record import (
    case_from,
    case_record,
    event_from,
    event_record,
    from_record,
    instant,
    parse_instant,
    to_record,
)
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage
from huiyin.rulebook import load as load_rulebook
from huiyin_aws import law
from huiyin_aws.settings import index_shards
from huiyin_aws.tables import HEAD, CaseDue, CaseEvent, CaseHead, CaseItem, Correspondence, PaperItem, connection

LONGEST_NUMBER = 100  # more than any; an address may hold what no key could, and DynamoDB refuses to look for that
ATTEMPTS = 5
PAUSE_SECONDS = 0.05


class ConflictError(RuntimeError):
    """Others kept changing the case, or a guard was there already: nothing was written."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A case as it was read: its state, the head that holds it (None before its first event)."""

    case: Case
    head: CaseHead | None = None

    @property
    def hanging(self) -> Hanging:
        if self.head is None:
            return Hanging()
        h = self.head
        clock_at = parse_instant(h.clock_at) if h.clock_at else None
        return Hanging(int(h.attempt), h.bell or "", int(h.bell_stage_no), int(h.arming), clock_at)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants of a case as it stands: commands, and items to write with their events (papers, guards)."""

    commands: Sequence[Command]
    items: Sequence[CaseItem | PaperItem | Correspondence] = ()
    spends_clock: bool = False  # the case's clock has woken: the relay arms the next one


def load(number: str) -> Stored:
    """The case and its obligations, read consistently and without its events."""
    if not 0 < len(number) <= LONGEST_NUMBER:
        return Stored(Case())
    head: CaseHead | None = None
    owed: list[Obligation] = []
    for item in CaseItem.query(number, CaseItem.sk < "EVENT#", consistent_read=True):
        if isinstance(item, CaseHead):
            head = item
        elif isinstance(item, CaseDue):
            owed.append(from_record(Obligation, item.record))
    if head is None:
        return Stored(Case())
    return Stored(case_from(head.state, tuple(sorted(owed, key=lambda o: (o.start, o.id)))), head)


def require(number: str) -> Stored:
    """The case of this number.

    Raises:
        Refusal: there is none.
    """
    stored = load(number)
    if stored.head is None:
        raise Refusal("unknown_case", "没有这一编号的诉求，请核对编号。", "no such case: check the number")
    return stored


def cases(numbers: Iterable[str]) -> Iterator[Case]:
    """Many cases at once, each without its obligations and as it stood a moment ago: for lists, not for decisions."""
    for head in CaseHead.batch_get([(number, HEAD) for number in numbers]):
        yield case_from(head.state, ())


def heads(numbers: Sequence[str]) -> dict[str, CaseHead]:
    """The heads of many cases, for lists: as they stood a moment ago, without their obligations."""
    found = CaseHead.batch_get([(number, HEAD) for number in numbers], consistent_read=False) if numbers else ()
    return {head.pk: head for head in found}


def events_of(number: str, after: int = 0) -> tuple[Event, ...]:
    """The events after this one, in order."""
    found = CaseItem.query(number, CaseItem.sk.between(_event_key(after + 1), "EVENT#~"), consistent_read=True)
    return tuple(event_from(item.record) for item in found if isinstance(item, CaseEvent))


def event_of(number: str, seq: int) -> Event | None:
    """One event of a case, or None where it has none of this number."""
    for item in CaseEvent.query(number, CaseEvent.sk == _event_key(seq), consistent_read=True):
        return event_from(item.record)
    return None


def change(number: str, wanted: Callable[[Stored], Change | None], now: datetime) -> tuple[Stored, tuple[Event, ...]]:
    """Load, decide, append; the case as it then stands with the new events (none where nothing was wanted).

    Raises:
        Refusal: the law refuses.
        ConflictError: a guard exists already, or the version kept moving.
    """
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(random.uniform(0, PAUSE_SECONDS * 2**attempt))  # DynamoDB refuses while another transaction runs
        stored = load(number)
        asked = wanted(stored)
        if asked is None:
            return stored, ()
        events = decide(stored.case, asked.commands, _law(stored.case, asked.commands, now), now)
        if not events and not asked.items and not asked.spends_clock:
            return stored, ()
        try:
            return Stored(_append(number, stored, events, asked, now), stored.head), events
        except TransactWriteError as error:
            if error.cause_response_code != "TransactionCanceledException":
                raise
            if _guard_stands(error, len(asked.items)):
                raise ConflictError(f"{number}: a guard exists already; nothing was written") from error
    raise ConflictError(f"{number}: changed by others {ATTEMPTS} times in a row; nothing was written, try again")


def _law(case: Case, commands: Sequence[Command], now: datetime) -> Law:
    """A case keeps the rulebook that it was received under; the calendar is read anew for every attempt."""
    if case.exists:
        return law.of_case(case, *_named_by(commands))
    receive = commands[0]
    assert isinstance(receive, Receive), "a case begins with its receipt"
    return law.now_in_force(receive.programme, now)


def _named_by(commands: Sequence[Command]) -> Iterator[Accused | None]:
    """Whom a decision may be about besides those who are on record."""
    for command in commands:
        yield getattr(command, "accused", None)
        if isinstance(command, JoinTo | FollowLead):
            yield command.lead.accused


def _append(number: str, stored: Stored, events: tuple[Event, ...], asked: Change, now: datetime) -> Case:
    case = replay(events, stored.case)
    changed = {o.id: o for o in case.open_obligations() if case.falls_to(o) != stored.case.falls_to(o)}
    changed |= {o.id: o for event in events for o in event.obligations}
    with TransactWrite(connection=connection()) as transaction:
        for item in asked.items:  # guards first: a cancellation names its cause by place
            transaction.save(item, condition=type(item).pk.does_not_exist())
        _write_head(transaction, number, stored, case, asked.spends_clock, now)
        for event in events:
            item = CaseEvent(number, _event_key(event.seq), record=event_record(event))
            transaction.save(item, condition=CaseEvent.pk.does_not_exist())
        for obligation in changed.values():
            transaction.save(_due_item(case, obligation))
    return case


def _write_head(
    transaction: TransactWrite,
    number: str,
    stored: Stored,
    case: Case,
    spends_clock: bool,
    now: datetime,
) -> None:
    values = _head_values(case, now)
    if stored.head is None:
        item = CaseHead(number, HEAD, **{k: v for k, v in values.items() if v is not None})
        transaction.save(item)
        return
    keep = stored.head.unrelayed_since  # the oldest waiting event, not the newest
    values["unrelayed_since"] = keep or values["unrelayed_since"]
    if spends_clock:
        values["clock_at"] = None
    actions = [_set_or_remove(CaseHead.get_attributes()[name], value) for name, value in values.items()]
    transaction.update(CaseHead(number, HEAD, version=stored.head.version), actions=actions)


def _head_values(case: Case, now: datetime) -> dict[str, Any]:
    attend_at = case.attend_at
    closed = case.closed_at
    return {
        "state": case_record(case),
        "stage": case.stage.value,
        "stage_no": case.stage_no,
        "seq": case.seq,
        "attend_shard": shard(case.number) if attend_at and case.is_open else None,
        "attend_at": instant(attend_at) if attend_at and case.is_open else None,
        "unrelayed_shard": shard(case.number),
        "unrelayed_since": instant(now),
        "requester": case.requester or None,
        "received_at": instant(case.received_at) if case.received_at else None,
        "closed_unit_month": _closed_unit_month(case, closed) if closed else None,
        "closed_at": instant(closed) if closed else None,
    } | _open_values(case)


def _open_values(case: Case) -> dict[str, str | None]:
    """By what an open case is listed: its unit, its stage, and what is due next of all that is owed in it."""
    names = ("open_unit", "open_stage", "next_due_at", "next_warn_at", "next_step", "next_who")
    if not case.is_open:
        return dict.fromkeys(names)
    owed = min(case.open_obligations(), key=_next)  # an open case always has one
    places = unit_key(case.programme, case.unit or CENTRE), stage_key(case.programme, case.stage)
    due = instant(owed.due_at), instant(owed.warn_at), owed.step, case.falls_to(owed)
    return dict(zip(names, (*places, *due), strict=True))


def _next(owed: Obligation) -> tuple[bool, datetime, str]:
    """What is handed in, or a window that only closes, comes after all that somebody still has to do."""
    return owed.handed_in_at is not None or owed.step in SILENT, owed.due_at, owed.id


def _closed_unit_month(case: Case, closed: datetime) -> str:
    """Whose a closed case was, and the month in which it closed by its city's clock."""
    local = closed.astimezone(ZoneInfo(load_rulebook(case.programme, case.rulebook).zone))
    return f"{unit_key(case.programme, case.unit or CENTRE)}#{local:%Y-%m}"


def _set_or_remove(attribute: Any, value: Any) -> Action:
    return attribute.remove() if value is None else attribute.set(value)


def _due_item(case: Case, owed: Obligation) -> CaseDue:
    """Only what is a unit's or the centre's to do now stands in the index of open work, not what is under review."""
    item = CaseDue(case.number, f"DUE#{owed.id}", record=to_record(owed))
    owes_now = owed.is_open and not owed.is_window and owed.handed_in_at is None
    if owes_now and owed.who not in (MACHINE, REQUESTER):
        item.unit, item.due_at = unit_key(case.programme, case.falls_to(owed)), instant(owed.due_at)
        item.step, item.warn_at = owed.step, instant(owed.warn_at)
    return item


def _guard_stands(error: TransactWriteError, guards: int) -> bool:
    reasons: Iterable[Any] = error.cancellation_reasons
    return any(reason and reason.code == "ConditionalCheckFailed" for reason in list(reasons)[:guards])


def shard(number: str) -> str:
    """The shard of a case in the swept indexes: spread evenly, the same in every process."""
    return str(zlib.crc32(number.encode()) % index_shards())


def unit_key(programme: str, unit: str) -> str:
    """A unit in the indexes: codes are a programme's own, and every programme has a centre."""
    return f"{programme}#{unit}"


def stage_key(programme: str, stage: Stage) -> str:
    return f"{programme}#{stage.value}"


def _event_key(seq: int) -> str:
    return f"EVENT#{seq:06d}"
