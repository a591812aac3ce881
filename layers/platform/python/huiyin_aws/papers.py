"""Papers: people's words and data, kept apart under their own key. Events name a paper by id and salted hash."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from huiyin.case.facts import Paper
from huiyin_aws import keys
from huiyin_aws.tables import PaperItem

Body = Mapping[str, Any]
REQUESTER = "requester"


def draw_up(number: str, name: str, body: Body, paper_id: str = "") -> tuple[Paper, PaperItem]:
    """A new paper of a case, and the item to write together with the event that names it; of `paper_id`, where one is
    given, there is one paper however often it is drawn up.
    """
    salt = keys.new_salt()
    paper = Paper(id=paper_id or f"{name}-{salt[:8]}", digest=keys.salted(salt, _bytes(body)))
    return paper, PaperItem(number, f"PAPER#{paper.id}", body=dict(body), salt=salt)


def requester_item(number: str, person: Body) -> PaperItem:
    """Who wrote: name and contact. No event names it, so that it can be erased alone."""
    return PaperItem(number, f"PERSON#{REQUESTER}", body=dict(person), salt=keys.new_salt())


def read(number: str, papers: Iterable[Paper | None]) -> dict[str, dict[str, Any]]:
    """The bodies of these papers by id; an erased one is missing. One just written is there: the read is consistent."""
    wanted = [(number, f"PAPER#{paper.id}") for paper in papers if paper]
    found = PaperItem.batch_get(wanted, consistent_read=True) if wanted else ()
    return {item.sk.removeprefix("PAPER#"): item.body for item in found}


def read_many(wanted: Iterable[tuple[str, Paper]]) -> dict[str, dict[str, Any]]:
    """Papers of many cases, by their case's number, for lists: one a case, as it stood a moment ago."""
    keys_ = [(number, f"PAPER#{paper.id}") for number, paper in wanted]
    return {item.pk: item.body for item in PaperItem.batch_get(keys_)} if keys_ else {}


def requester(number: str) -> dict[str, Any] | None:
    """Name and contact of who wrote, or None where they were erased."""
    for item in PaperItem.query(number, PaperItem.sk == f"PERSON#{REQUESTER}", consistent_read=True):
        body: dict[str, Any] = item.body
        return body
    return None


def verifies(item: PaperItem, paper: Paper) -> bool:
    """The paper is the one that the event spoke of, unchanged."""
    return keys.salted(item.salt, _bytes(item.body)) == paper.digest


def _bytes(body: Body) -> bytes:
    return json.dumps(dict(body), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
