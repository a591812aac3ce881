"""The registry: units with their people and what became of them, the channels, and the counters of numbers.

A unit is one item: people, absences and roster are read together, and changed together with the entry that tells of it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.transactions import TransactWrite

from huiyin import units as network
from huiyin.case.law import Law
from huiyin.case.record import from_record, to_record
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role
from huiyin.units import CENTRE, Absence, Assigned, Change, DutySpan, Person, Unit, person_for
from huiyin_aws import identities
from huiyin_aws.tables import RegistryItem, connection

LONGEST_CODE = 40  # an address may hold what no key could, and DynamoDB refuses to look for that
CHANNEL_ID = r"^[a-z0-9_-]{1,40}$"

__all__ = ["CENTRE", "Absence", "Assigned", "Change", "DutySpan", "Person", "Unit", "person_for"]


class UnknownChannelError(LookupError):
    """No such channel is registered."""


class UnitChangedError(RuntimeError):
    """Somebody else changed the unit in the meantime: nothing was written, look again."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A unit as it was read for a change, with its edition; nothing yet where it is new."""

    unit: Unit | None = None
    edition: int = 0


def units(programme: str) -> tuple[Unit, ...]:
    """All units of a programme, by code; those that were closed, too, for what they did keeps their name."""
    found = RegistryItem.query(_units(programme), RegistryItem.sk.startswith("UNIT#"))
    return tuple(from_record(Unit, item.entry) for item in found)


def unit(programme: str, code: str) -> Unit | None:
    return entered(programme, code, consistent=False).unit


def centre(programme: str) -> Unit | None:
    """The programme's centre, read by its key alone: whoever applies the law may do that, and no more."""
    try:
        return from_record(Unit, RegistryItem.get(_units(programme), f"UNIT#{CENTRE}").entry)
    except DoesNotExist:
        return None


def entered(programme: str, code: str, *, consistent: bool = True) -> Entered:
    """A unit and its edition, to be changed."""
    if not 0 < len(code) <= LONGEST_CODE:
        return Entered()
    found = RegistryItem.query(_units(programme), RegistryItem.sk == f"UNIT#{code}", consistent_read=consistent)
    for item in found:
        return Entered(from_record(Unit, item.entry), int(item.edition or "0"))
    return Entered()


def assigned(
    case: Case, rules: Law, code: str, role: Role, now: datetime, find: network.Find | None = None
) -> Assigned | None:
    """Who gets the work of a case in this role for a unit (or the centre), or acts from the level above (GX-18b,
    CQ-13); `find` reads the units as they stood at another time.
    """

    def bars(unit: str, person: str) -> bool:
        return rules.unfit(case, role, unit, person)

    find = find or partial(unit, case.programme)
    return network.assigned(find, code, role, case.number, bars, now)


def barred(case: Case, rules: Law, unit: Unit, role: Role = Role.HANDLER) -> frozenset[str]:
    """Who of a unit gets no work of a case in this role: it is kept from them (GX-18b)."""
    return frozenset(person.id for person in unit.people if rules.unfit(case, role, unit.code, person.id))


def heirs_of_accused(case: Case, rules: Law, known: Iterable[Unit] = ()) -> frozenset[str]:
    """The units that one went into since from which the case is kept: they are who it was (GX-18b, SZ-A2.4.8)."""
    about = [code for code in case.accused.units if rules.bars(case, code)] if case.accused else []
    return network.successors(known or units(case.programme), about) if about else frozenset()


def responsible(programme: str, category: str, place: str = "") -> str:
    """The unit whose duty a category is, where several have it the one of the place (SZ-A2.4.3c); else ""."""
    rows = RegistryItem.query(f"DUTY#{programme}", RegistryItem.sk.startswith(f"{category}#"))
    return network.responsible({row.entry["unit"]: row.entry.get("regions", ()) for row in rows}, place)


def changes(programme: str, code: str) -> tuple[Change, ...]:
    """What has become of a unit, in order."""
    rows = RegistryItem.query(f"CHANGES#{programme}", RegistryItem.sk.startswith(f"{code}#"))
    return tuple(_change(row.entry) for row in rows)


def write_unit(
    programme: str, before: Entered, after: Unit, change: Change, handovers: Iterable[RegistryItem] = ()
) -> None:
    """The unit, its duties' rows, the entry that tells of the change and what is to be handed over by it: all of it, or
    nothing.

    Raises:
        UnitChangedError: it is another than the one that was read.
    """
    identities.note(programme, before.unit, after)  # before: nobody acts at a post that is not known to be theirs
    gone, given = _duty_rows(programme, before.unit, after)
    edition = before.edition + 1
    item = RegistryItem(_units(programme), f"UNIT#{after.code}", entry=to_record(after), edition=str(edition))
    told = RegistryItem(f"CHANGES#{programme}", f"{after.code}#{edition:06d}", entry=_change_record(change, edition))
    as_read = RegistryItem.edition == str(before.edition) if before.edition else RegistryItem.edition.does_not_exist()
    try:
        with TransactWrite(connection=connection()) as transaction:
            transaction.save(item, condition=as_read)
            transaction.save(told, condition=RegistryItem.pk.does_not_exist())
            for row in gone:
                transaction.delete(row)
            for row in (*given, *handovers):
                transaction.save(row)
    except TransactWriteError as error:
        if error.cause_response_code != "TransactionCanceledException":
            raise
        raise UnitChangedError(f"unit {after.code} was changed by somebody else; look again") from error


def channel(channel_id: str) -> Mapping[str, Any]:
    """The entry of an approved channel.

    Raises:
        UnknownChannelError: it is not registered.
    """
    if not re.fullmatch(CHANNEL_ID, channel_id):  # a key that no table could hold is no channel's
        raise UnknownChannelError(channel_id)
    for item in RegistryItem.query("CHANNELS", RegistryItem.sk == f"CHANNEL#{channel_id}"):
        entry: Mapping[str, Any] = item.entry
        if entry["approved"]:
            return entry
    raise UnknownChannelError(channel_id)


def next_number(prefix: str, zone: str, now: datetime) -> str:
    """The next number of the local day, such as SZ20261120-000042: never used again, gaps allowed (WB-6.1)."""
    day = f"{prefix}{now.astimezone(ZoneInfo(zone)):%Y%m%d}"
    counter = RegistryItem(f"COUNTER#{day}", "COUNTER")
    counter.update(actions=[RegistryItem.last.add(1)])
    return f"{day}-{int(counter.last):06d}"


def save_channel(entry: Mapping[str, Any]) -> None:
    RegistryItem("CHANNELS", f"CHANNEL#{entry['id']}", entry=dict(entry)).save()


def _units(programme: str) -> str:
    return f"UNITS#{programme}"


def _duty_rows(programme: str, before: Unit | None, after: Unit) -> tuple[list[RegistryItem], list[RegistryItem]]:
    """The rows by which a field finds its units: those to take away, those to write."""
    had, has = set(before.duties if before else ()), set(after.duties)
    moved = before is None or before.regions != after.regions
    gone = [RegistryItem(f"DUTY#{programme}", f"{each}#{after.code}") for each in sorted(had - has)]
    entry = {"unit": after.code, "regions": list(after.regions)}
    given = sorted(has if moved else has - had)
    return gone, [RegistryItem(f"DUTY#{programme}", f"{each}#{after.code}", entry=entry) for each in given]


def _change_record(change: Change, edition: int) -> dict[str, Any]:
    record: dict[str, Any] = to_record(replace(change, edition=edition))
    return record | {"since": change.since.isoformat()}


def _change(record: Mapping[str, Any]) -> Change:
    change = from_record(Change, record)
    return replace(change, since=date.fromisoformat(record["since"]))
