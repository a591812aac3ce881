"""The registry: units, their people, the channels, and the counters of numbers."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from huiyin.case.vocabulary import Role
from huiyin_aws.tables import RegistryItem

CENTRE = "centre"
CHANNEL_ID = r"^[a-z0-9_-]{1,40}$"

# Who stands in where nobody is left for a role. For a checker nobody does: it has to be a second person (CQ-13).
_STANDS_IN = {
    Role.DEPUTY: (Role.HEAD,),
    Role.HEAD: (Role.DEPUTY,),
    Role.HANDLER: (Role.DEPUTY, Role.HEAD),
    Role.LEADER: (Role.CHIEF,),
    Role.CHIEF: (Role.LEADER,),
}

# Who acts where a matter is about everybody at that post.
_LEVEL_ABOVE = {Role.CENTRE: (Role.LEADER, Role.CHIEF), Role.CHECKER: (Role.LEADER, Role.CHIEF)}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts for a unit; `by` says whether work comes by sms or email."""

    id: str
    title: str
    role: str
    phone: str = ""
    email: str = ""
    by: str = "sms"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its people and the categories that it is responsible for."""

    code: str
    zh: str
    en: str
    level: int = 2
    parent: str = ""
    group: str = ""  # class of unit: county, department, utility; units are scored within their class
    duties: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    people: tuple[Person, ...] = field(default=())


class UnknownChannelError(LookupError):
    """No such channel is registered."""


def units(programme: str) -> tuple[Unit, ...]:
    """All units of a programme, by code."""
    found = RegistryItem.query(_units(programme), RegistryItem.sk.startswith("UNIT#"))
    return tuple(_unit(item.entry) for item in found)


def unit(programme: str, code: str) -> Unit | None:
    for item in RegistryItem.query(_units(programme), RegistryItem.sk == f"UNIT#{code}"):
        return _unit(item.entry)
    return None


def serves(programme: str, code: str, person: str) -> bool:
    """This person is registered for this unit now."""
    found = unit(programme, code)
    return found is not None and any(someone.id == person for someone in found.people)


def responsible(programme: str, category: str) -> str:
    """The unit whose duty a category is; "" where none is named, or more than one (the centre decides, SZ-A2.4.3b)."""
    found = [
        item.entry["unit"]
        for item in RegistryItem.query(f"DUTY#{programme}", RegistryItem.sk.startswith(f"{category}#"))
    ]
    return found[0] if len(found) == 1 else ""


def person_for(unit: Unit, role: Role, number: str, barred: Container[str] = ()) -> Person | None:
    """Who of a unit gets the work of a case in this role: shared out by number, the same every time.

    Whom the matter is about is `barred`, at this post and as a stand-in; where all are, the level above acts (GX-18b).
    """
    passed_over = any(p.role == role.value and p.id in barred for p in unit.people)
    above = _LEVEL_ABOVE.get(role, ()) if passed_over else ()
    for wanted in (role, *_STANDS_IN.get(role, ()), *above):
        fit = (p for p in unit.people if p.role == wanted.value and p.id not in barred)
        people = sorted(fit, key=lambda p: p.id)
        if people:
            return people[int(number[-6:]) % len(people)]
    return None


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


def save_unit(programme: str, entry: Unit) -> None:
    """Enter a unit, or what has become of it; a duty that it gave up is no longer found under it."""
    before = unit(programme, entry.code)
    for category in set(before.duties if before else ()) - set(entry.duties):
        RegistryItem(f"DUTY#{programme}", f"{category}#{entry.code}").delete()
    RegistryItem(_units(programme), f"UNIT#{entry.code}", entry=_plain(asdict(entry))).save()
    for category in entry.duties:
        RegistryItem(f"DUTY#{programme}", f"{category}#{entry.code}", entry={"unit": entry.code}).save()


def save_channel(entry: Mapping[str, Any]) -> None:
    RegistryItem("CHANNELS", f"CHANNEL#{entry['id']}", entry=dict(entry)).save()


def _units(programme: str) -> str:
    return f"UNITS#{programme}"


def _unit(entry: Mapping[str, Any]) -> Unit:
    people: Iterable[Mapping[str, Any]] = entry.get("people", ())
    lists = {name: tuple(entry[name]) for name in ("duties", "regions")}
    return Unit(**{**entry, **lists, "people": tuple(Person(**p) for p in people)})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value
