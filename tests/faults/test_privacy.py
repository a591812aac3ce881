"""No person's word or data leaves `Papers`, and no event is ever changed (design, Storage; issue 2, properties).

Letters, replies, reasons and comments hold marks that occur nowhere else. After the story, in which every kind of
write fails once, each place that keeps or shows something is searched for them.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError

from faults.ending import rows
from faults.story import TALES, Step, Story, Tale
from faults.telling import DAYS, town
from huiyin.case.evolve import replay
from huiyin.case.obligation import Obligation
from huiyin.case.record import case_from, event_from, from_record
from huiyin_local.cloud import LocalCloud
from huiyin_local.cloud.calls import Call

NAMES = ("欧阳标记", "Markus Merkmal")
PHONE, EMAIL = "13955667788", "markus.merkmal@geheim.example"
MARK = "独特标记MARK"
CODES = frozenset({"kind", "category", "unit", "confirm", "consent", "ground", "grounds", "days", "rating"})


def _marked(tale: Tale, number: int) -> Tale:
    contact = {"phone": PHONE} if number % 2 else {"email": EMAIL}
    person = {"name": NAMES[number % 2], **contact}
    words = {name: f"{tale.letter[name]}{MARK}" for name in ("title", "body")}
    letter = {**tale.letter, **(words if tale.ref != "blank" else {}), "requester": person}
    return replace(tale, letter=letter, steps=tuple(_marked_step(step) for step in tale.steps))


def _marked_step(step: Step) -> Step:
    values = {name: value if name in CODES else f"{value}{MARK}" for name, value in step.values.items()}
    return replace(step, values=values)


@dataclass
class Witness:
    """Hears all that goes past: calls, records, messages, failures; and lets each kind of write fail once."""

    cloud: LocalCloud
    heard: dict[str, list[str]] = field(default_factory=dict)
    writes: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: set[tuple[str, str]] = field(default_factory=set)
    function: str = ""

    def __post_init__(self) -> None:
        functions, deliveries = self.cloud.functions, self.cloud.deliveries
        functions.before_invoke.append(lambda call: setattr(self, "function", call.function.logical_id))
        self.cloud.calls.before.append(self._fail_once)
        self.cloud.calls.after.append(self._note)
        hand_over, invoke = deliveries.rearrange, functions.invoke

        def delivered(function: str, records: list[Any]) -> Any:
            self._hear(f"what {function} is sent", records)
            return hand_over(function, records)

        def invoked(name: str, payload: str) -> Any:
            outcome = invoke(name, payload)
            if outcome.failed:
                self._hear("errors that Lambda logs", outcome.payload)
            return outcome

        deliveries.rearrange, functions.invoke = delivered, invoked

    def _hear(self, where: str, what: Any) -> None:
        text = what if isinstance(what, str) else json.dumps(what, ensure_ascii=False, default=str)
        self.heard.setdefault(where, []).append(text)

    def _fail_once(self, call: Call) -> None:
        matter = (self.function, call.operation)
        writes = call.operation in ("PutItem", "UpdateItem", "TransactWriteItems", "PutEvents")
        if writes and self.function not in ("Register", "Notify", "Morning") and matter not in self.failures:
            self.failures.add(matter)
            details = {"Error": {"Code": "InternalServerError", "Message": "Internal server error"}}
            raise ClientError(details, call.operation)

    def _note(self, call: Call, answer: Any) -> None:
        if call.operation in ("PutEvents", "SendMessage", "StartExecution", "SendTaskSuccess"):
            self._hear(f"{call.service} {call.operation}", call.parameters)
        for key in _written(call):
            self.writes[key] += 1


def _written(call: Call) -> Iterator[tuple[str, str]]:
    """The keys of every item that a call writes, changes or deletes."""
    asked = call.parameters
    entries = [asked] if call.operation in ("PutItem", "UpdateItem", "DeleteItem") else []
    if call.operation == "TransactWriteItems":
        entries = [entry for item in asked["TransactItems"] for kind, entry in item.items() if kind != "ConditionCheck"]
    for entry in entries:
        key = entry.get("Item") or entry["Key"]
        yield key["pk"]["S"], key["sk"]["S"]


@contextmanager
def _log_lines() -> Iterator[list[str]]:
    """Every line that functions log, wherever the logger's own stream leads."""
    from huiyin_aws.observability import logger  # made by the first function that runs, in the cloud's environment

    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(logger.registered_formatter.format(record))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield lines
    finally:
        root.removeHandler(handler)


@dataclass(frozen=True)
class After:
    """What is left of the story: every place by name, with its texts; the writes; the tables."""

    places: dict[str, list[str]]
    writes: Counter[tuple[str, str]]
    cases: list[dict[str, Any]]
    papers: str


@pytest.fixture(scope="module")
def after() -> Iterator[After]:
    marked = tuple(_marked(tale, n) for n, tale in enumerate(TALES))
    with town(tales=marked, looks=True) as story, _log_lines() as lines:
        witness = Witness(story.cloud)
        _knock_wrongly(story)
        story.tell(DAYS)
        assert witness.failures >= {("Submit", "TransactWriteItems"), ("Act", "TransactWriteItems")}
        tables = {name: rows(story.cloud, f"{name.upper()}_TABLE") for name in ("Cases", "Registry", "Correspondence")}
        places = {f"table {name}": [json.dumps(r, ensure_ascii=False) for r in found] for name, found in tables.items()}
        places |= witness.heard | {
            "log": lines,
            "standard output with the metrics": list(story.cloud.log),
            "executions": list(_executions(story.cloud)),
        }
        papers = json.dumps(rows(story.cloud, "PAPERS_TABLE"), ensure_ascii=False)
        yield After(places, witness.writes, tables["Cases"], papers)


def _knock_wrongly(story: Story) -> None:
    """What is refused is not kept either."""
    long = {**TALES[0].letter, "title": MARK * 40, "requester": {"name": NAMES[0], "phone": PHONE}}
    assert story.hand_in("too-long", long).status == 413
    assert story.hand_in("unread", {"title": MARK, "body": MARK, "kind": MARK}).status == 400


def _executions(cloud: LocalCloud) -> Iterator[str]:
    client, environment = cloud.client("stepfunctions"), cloud.functions.environment()
    for machine in ("CASE_MACHINE_ARN", "DEADLINE_MACHINE_ARN"):
        for execution in client.list_executions(stateMachineArn=environment[machine])["executions"]:
            arn = execution["executionArn"]
            yield json.dumps(client.describe_execution(executionArn=arn), ensure_ascii=False, default=str)
            history = client.get_execution_history(executionArn=arn, maxResults=1000)["events"]
            yield json.dumps(history, ensure_ascii=False, default=str)


def _spellings(mark: str) -> set[str]:
    return {mark, json.dumps(mark)[1:-1], quote(mark), json.dumps(json.dumps(mark))[3:-3]}


@pytest.mark.parametrize("mark", [*NAMES, PHONE, EMAIL, MARK])
def test_what_people_write_and_who_they_are_stands_in_papers_alone(after: After, mark: str) -> None:
    assert mark in after.papers
    assert {"log", "executions", "what Notify is sent", "what Relay is sent", "events PutEvents"} <= after.places.keys()
    assert all(after.places.values())
    found = {
        place: text[:200]
        for place, texts in after.places.items()
        for text in texts
        if any(spelling in text for spelling in _spellings(mark))
    }
    assert found == {}


def test_no_event_is_ever_written_twice(after: After) -> None:
    stored = {(row["pk"], row["sk"]) for row in after.cases if row["sk"].startswith("EVENT#")}
    assert len(stored) > 50
    assert {key: after.writes[key] for key in stored} == dict.fromkeys(stored, 1)
    assert {key for key in after.writes if key[1].startswith("EVENT#")} == stored


def test_replaying_the_events_gives_the_stored_state(after: After) -> None:
    for head in (row for row in after.cases if row["sk"] == "CASE"):
        mine = sorted((r for r in after.cases if r["pk"] == head["pk"]), key=lambda r: r["sk"])
        owed = [from_record(Obligation, r["record"]) for r in mine if r["sk"].startswith("DUE#")]
        stored = case_from(head["state"], tuple(sorted(owed, key=lambda o: (o.start, o.id))))
        assert replay(event_from(r["record"]) for r in mine if r["sk"].startswith("EVENT#")) == stored
