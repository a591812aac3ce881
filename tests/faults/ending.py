"""How a story ended: what is compared between a run in which something failed and one in which nothing did."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from faults.story import Story
from huiyin_local.people import notes

Item = dict[str, Any]
# What was tried again happens a little later; people's own instants are fixed.
DELAY = timedelta(minutes=15)


@dataclass(frozen=True)
class Ending:
    """One case at its end. `when` holds its instants, compared within `DELAY`; everything else is compared exactly."""

    stage: str
    outcome: str
    state: Item
    facts: tuple[str, ...]
    obligations: dict[str, Item]
    notices: dict[str, str]
    messages: Counter[str]
    when: dict[str, str]


def rows(cloud: Any, table: str) -> list[Item]:
    """Every item of a table (by its environment variable), plain: JSON attributes as what they hold."""
    found = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.functions.environment()[table])
    return [{name: _plain(value) for name, value in item.items()} for page in found for item in page["Items"]]


def ending(story: Story) -> dict[str, Ending]:
    """How each tale ended, by its reference."""
    cases, letters = rows(story.cloud, "CASES_TABLE"), rows(story.cloud, "CORRESPONDENCE_TABLE")
    by_number = {r["pk"]: r["number"] for r in cases if r["sk"] == "REF"}
    assert sorted(by_number.values()) == sorted(story.numbers.values()), "a letter was lost or doubled"
    return {ref: _ending(story, number, cases, letters) for ref, number in story.numbers.items()}


def _ending(story: Story, number: str, cases: list[Item], letters: list[Item]) -> Ending:
    mine = sorted((r for r in cases if r["pk"] == number), key=lambda r: r["sk"])
    head = next(r for r in mine if r["sk"] == "CASE")
    events = [r["record"] for r in mine if r["sk"].startswith("EVENT#")]
    owed = {r["sk"]: r["record"] for r in mine if r["sk"].startswith("DUE#")}
    assert head.get("unrelayed_since") is None, "events wait to take effect"
    notices = {
        r["pk"].split("#", 2)[2]: f"{r['record'].get('template')} {r['status']}"
        for r in letters
        if r["pk"].startswith(f"NOTICE#{number}#")
    }
    return Ending(
        head["stage"],
        head["state"].get("outcome", ""),
        _timeless(head["state"]),
        tuple(f"{e['type']} by {_role(e)} {_timeless(e['fact'])}" for e in events),
        {key: _timeless(record) for key, record in owed.items()},
        notices,
        Counter(_heard_by(story, number)),
        {f"event {e['seq']} {e['type']}": e["at"] for e in events}
        | {f"{key} {name}": record[name] for key, record in owed.items() for name in record if _is_when(record[name])},
    )


def later(one: dict[str, str], other: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Instants that are further apart than a retry explains."""
    assert one.keys() == other.keys()
    apart = {key: (one[key], other[key]) for key in one}
    return {
        k: (a, b) for k, (a, b) in apart.items() if abs(datetime.fromisoformat(a) - datetime.fromisoformat(b)) > DELAY
    }


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _heard_by(story: Story, number: str) -> list[str]:
    found = []
    for message in story.cloud.messages:
        note = notes.read(message.at, message.to[0], f"{message.subject}\n{message.text}")
        if note.number == number:
            person = story.town.book.get(note.to)
            found.append(f"{person.role} of {person.unit}" if person else "requester")
    return found


def _role(event: Item) -> str:
    by = event["by"]
    return f"{by['role']} of {by.get('unit', '')}"


def _timeless(record: Item) -> Item:
    """Without instants, random ids and the number: what is left must be the same in every run."""
    return {key: _without_chance(value) for key, value in record.items() if key not in _CHANCE and not _is_when(value)}


# The number moves on where one was drawn in vain (gaps are allowed), and with it who of a unit gets the case.
_CHANCE = frozenset({"number", "submitted_by"})


def _without_chance(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"id", "digest"}:
        return value["id"].split("-")[0]
    return value


def _is_when(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 20 and value.endswith("Z")


def _plain(value: Item) -> Any:
    ((kind, plain),) = value.items()
    if kind == "S" and plain[:1] in "{[":
        return json.loads(plain)
    return plain
