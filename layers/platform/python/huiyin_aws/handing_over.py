"""Open work that falls to others: noted with the change of people that brings it about, queued when its time has come.

The note stands in the same transaction as the change, so that none is forgotten; the sweep finds it, also where an
absence begins or ends by the clock. `taking_over` then tells whoever has the work.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from huiyin.case.record import from_record, instant, to_record
from huiyin.units import Handover, as_one
from huiyin_aws import law
from huiyin_aws.clients import client
from huiyin_aws.settings import setting
from huiyin_aws.tables import RegistryItem

_ALL = "HANDOVERS"


def rows(programme: str, unit: str, edition: int, found: Iterable[Handover]) -> list[RegistryItem]:
    """What to write with this edition of a unit."""
    return [
        RegistryItem(_ALL, f"{instant(each.at)}#{programme}#{unit}#{edition}", entry=to_record(each)) for each in found
    ]


def due(now: datetime) -> dict[str, list[RegistryItem]]:
    """Those whose time has come, unit by unit, in the order in which they came about."""
    found: dict[str, list[RegistryItem]] = {}
    for row in RegistryItem.query(_ALL, RegistryItem.sk <= f"{instant(now)}~"):
        _, programme, unit, _ = row.sk.split("#")
        found.setdefault(f"{programme}#{unit}", []).append(row)
    return {unit: sorted(rows, key=_place) for unit, rows in found.items()}


def queue(rows: Sequence[RegistryItem], now: datetime) -> bool:
    """Have those of a unit told as one; outside the sending hours they wait. Queued first, then taken off the list:
    twice told is once told, lost is not.
    """
    key = rows[0].sk
    _, programme, unit, _ = key.split("#")
    if not is_time(programme, now):
        return False
    handover = to_record(as_one([from_record(Handover, row.entry) for row in rows]))
    body = {"errand": "handover", "key": key, "programme": programme, "unit": unit, "handover": handover}
    client("sqs").send_message(QueueUrl=setting("NOTICES_QUEUE"), MessageBody=json.dumps(body))
    for row in rows:
        row.delete()
    return True


def is_time(programme: str, now: datetime) -> bool:
    """The programme's sending hours run."""
    rulebook = law.rulebook_in_force(programme, now)
    return rulebook.sending_hours.run_at(now.astimezone(ZoneInfo(rulebook.zone)).time())


def put_back(key: str, handover: Mapping[str, Any]) -> None:
    """Have the sweep find it once more."""
    RegistryItem(_ALL, key, entry=dict(handover)).save()


def _place(row: RegistryItem) -> tuple[str, int]:
    """By instant; several of the same second by edition."""
    at, *_, edition = row.sk.split("#")
    return at, int(edition)
