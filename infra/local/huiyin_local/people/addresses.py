"""Whose telephone and mailbox is whose: the people of a registry, by address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a role; a requester's unit is empty."""

    id: str
    role: str
    unit: str = ""
    title: str = ""


def address_book(registry: Mapping[str, Any]) -> dict[str, Person]:
    """Each address of the registry with the person whom it reaches."""
    return {
        str(entry[key]): Person(
            str(entry.get("id") or entry.get("code")), str(entry["role"]), unit, str(entry.get("title", ""))
        )
        for unit, entry in _people(registry, "")
        for key in ("phone", "email", "mail")
        if entry.get(key)
    }


def _people(node: Any, unit: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(node, Mapping):
        if "role" in node:
            yield str(node.get("unit") or unit), node
            return
        inner = str(node.get("code") or unit)
        for value in node.values():
            yield from _people(value, inner)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for value in node:
            yield from _people(value, unit)
