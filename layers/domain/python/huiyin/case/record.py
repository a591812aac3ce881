"""Events, obligations and states as plain records (what JSON and DynamoDB hold), and back without loss."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from huiyin.case import facts
from huiyin.case.facts import Event, Fact
from huiyin.case.obligation import Obligation
from huiyin.case.state import Case

Record = dict[str, Any]
T = TypeVar("T")

FACTS: dict[str, type] = {fact.__name__: fact for fact in get_args(Fact)}


def instant(value: datetime) -> str:
    """ISO 8601 in UTC to the second: the order of the text is the order of time."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def to_record(value: Any) -> Any:
    """A frozen dataclass as a record; a field that holds its default is left out (records stay small)."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_record(v) for f in fields(value) if (v := getattr(value, f.name)) != _default(f)}
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [to_record(v) for v in value]
    return value


def from_record(cls: type[T], record: Mapping[str, Any]) -> T:
    """The dataclass `cls` that this record stands for."""
    hints = _hints(cls)  # type: ignore[arg-type]  # a type is hashable; mypy forgets it for type[T]
    return cls(**{name: _read(hints[name], value) for name, value in record.items()})


def event_record(event: Event) -> Record:
    """An event with its fact's name under `type` and the fact's own fields under `fact`."""
    record: Record = to_record(event)
    return record | {"type": event.name, "fact": to_record(event.fact)}


def event_from(record: Mapping[str, Any]) -> Event:
    fact: Any = from_record(FACTS[record["type"]], record["fact"])
    return Event(
        seq=int(record["seq"]),
        stage_no=int(record["stage_no"]),
        at=parse_instant(record["at"]),
        by=from_record(facts.Actor, record["by"]),
        fact=fact,
        obligations=tuple(from_record(Obligation, o) for o in record.get("obligations", ())),
    )


def case_record(case: Case) -> Record:
    """A state without its obligations, which are kept as items of their own."""
    record: Record = to_record(case)
    record.pop("obligations", None)
    return record


def case_from(record: Mapping[str, Any], obligations: tuple[Obligation, ...]) -> Case:
    state = from_record(Case, {k: v for k, v in record.items() if k != "obligations"} | {"obligations": ()})
    return Case(**{f.name: getattr(state, f.name) for f in fields(state)} | {"obligations": obligations})


def _default(f: "Field[Any]") -> Any:
    return MISSING if f.default is MISSING else f.default


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read(hint: Any, value: Any) -> Any:
    """A value as its type hint says: instants, enums, nested records and tuples come back as what they were."""
    if value is None:
        return None
    options = [t for t in get_args(hint) if t is not type(None)] if type(None) in get_args(hint) else [hint]
    target = options[0]
    if target is datetime:
        return parse_instant(value)
    if target is date:
        return date.fromisoformat(value)
    if isinstance(target, type) and issubclass(target, Enum):
        return target(value)
    if is_dataclass(target) and isinstance(target, type):
        return from_record(target, value)
    if getattr(target, "__origin__", None) is tuple:
        return tuple(_read(get_args(target)[0], v) for v in value)
    return int(value) if target is int else value
