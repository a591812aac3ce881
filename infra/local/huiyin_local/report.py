"""How a run ended: the auditor's look at the tables, in the figures of `run --json` and as a table for people."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huiyin.case.facts import Event
from huiyin.case.obligation import Obligation
from huiyin.case.record import case_from, event_from, from_record
from huiyin.case.state import Case
from huiyin.case.vocabulary import MACHINE_STAGES, Ending
from huiyin_local.usage import Meter, bill

if TYPE_CHECKING:
    from rich.console import Console

    from huiyin_local.cloud import LocalCloud
    from huiyin_local.cloud.functions import Invocation, Outcome


@dataclass(frozen=True, slots=True)
class Kept:
    """One case as the tables keep it, and whether anything outside still watches over it."""

    case: Case
    events: tuple[Event, ...]
    clock_runs: bool
    machine_runs: bool
    bell_hangs: bool

    @property
    def is_stuck(self) -> bool:
        """Open, and nothing will ever happen to it: no live clock, or it waits for people and nobody can ring."""
        if not self.case.is_open:
            return False
        waits_on = self.machine_runs if self.case.stage in MACHINE_STAGES else self.bell_hangs
        return not (self.clock_runs and waits_on)


@dataclass(slots=True)
class Report:
    """The figures of one run."""

    programme: str
    letters: int
    received: int
    by_stage: dict[str, int]
    by_outcome: dict[str, int]
    overdue: int  # cases in which something fell overdue
    stuck: int
    obligations: dict[str, dict[str, int]]
    ratings: dict[str, int]
    events: int
    virtual_days: int
    wall_s: float = 0.0
    usage: dict[str, float] = field(default_factory=dict)
    cost_by_service: dict[str, float] = field(default_factory=dict)
    stuck_cases: tuple[str, ...] = ()
    failures: dict[str, int] = field(default_factory=dict)  # invocations that failed, by function and error type
    notes: tuple[str, ...] = ()  # letters that could not be read or were refused, forms that were not taken

    @property
    def is_well(self) -> bool:
        """Whether every case can go on and no invocation failed, even if a later one made good for it."""
        return not self.stuck and not self.failures

    def as_json(self) -> str:
        """The figures alone, keys sorted."""
        figures = asdict(self)
        for beside in ("cost_by_service", "stuck_cases", "failures", "notes"):
            del figures[beside]
        return json.dumps(figures, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    def write(self, path: Path) -> None:
        path.write_text(self.as_json(), encoding="utf-8")


def kept_cases(cloud: "LocalCloud") -> list[Kept]:
    """Every case with its events and what watches over it, by number."""
    items: dict[str, list[dict[str, Any]]] = {}
    for item in _scan(cloud, cloud.functions.environment()["CASES_TABLE"]):
        items.setdefault(item["pk"], []).append(item)
    running = _running(cloud)
    return [
        _kept(cloud, found, running)
        for _, found in sorted(items.items())
        if any(item["sk"] == "CASE" for item in found)
    ]


def is_over(cloud: "LocalCloud") -> bool:
    """Whether nothing but the schedules will happen any more: every case closed, every execution ended."""
    return not _running(cloud) and not any(kept.case.is_open for kept in kept_cases(cloud))


def reports(cloud: "LocalCloud", meter: Meter, fed: Sequence[tuple[str, int]], days: float) -> list[Report]:
    """The figures of a run that has ended, for each programme with its letters; detach the meter before."""
    kept, costs = kept_cases(cloud), bill(meter)
    usage = _usage(meter, costs.per_case(len(kept)))
    cost_by_service = {service: usd / len(kept) for service, usd in costs.usd.items()} if kept else {}
    failures = _counted(_said(*failure) for failure in cloud.functions.failures)
    made = []
    for programme, letters in fed:
        theirs = [each for each in kept if each.case.programme == programme]
        one = _report(programme, letters, theirs, days)
        one.usage, one.cost_by_service, one.failures = usage, cost_by_service, failures
        made.append(one)
    return made


def _report(programme: str, letters: int, kept: list[Kept], days: float) -> Report:
    cases = [each.case for each in kept]
    events = [event for each in kept for event in each.events]
    stuck = tuple(each.case.number for each in kept if each.is_stuck)
    return Report(
        programme=programme,
        letters=letters,
        received=len(cases),
        by_stage=_counted(case.stage.value for case in cases),
        by_outcome=_counted(case.outcome.value for case in cases if case.outcome),
        overdue=sum(any(_overdue(each)) for each in kept),
        stuck=len(stuck),
        obligations=_obligations(owed for case in cases for owed in case.obligations),
        ratings=_ratings(events),
        events=len(events),
        virtual_days=round(days),
        stuck_cases=stuck,
    )


def _usage(meter: Meter, usd_per_case: float) -> dict[str, float]:
    return {
        "lambda_invocations": meter.lambda_invocations.total(),
        "sfn_transitions": meter.sfn_transitions,
        "ddb_read_units": meter.read_units,
        "ddb_write_units": meter.write_units,
        "events_put": meter.events_put,
        "messages": meter.messages,
        "usd_per_case": usd_per_case,
    }


def _overdue(kept: Kept) -> Iterator[bool]:
    """What fell overdue once, and was not ruled not to count."""
    voided = {owed.id for owed in kept.case.obligations if owed.voided}
    for event in kept.events:
        yield event.name == "FellOverdue" and not any(owed.id in voided for owed in event.obligations)


def _obligations(owed: Iterable[Obligation]) -> dict[str, dict[str, int]]:
    """By step, those that judge somebody: met and late. What a ruling has voided is not late."""
    counts: dict[str, dict[str, int]] = {}
    for each in owed:
        if each.ending in (Ending.MET, Ending.LATE):
            counts.setdefault(each.step, {"met": 0, "late": 0})["late" if each.counts_as_late else "met"] += 1
    return dict(sorted(counts.items()))


def _ratings(events: Iterable[Event]) -> dict[str, int]:
    names = (
        getattr(event.fact, "rating", "default") for event in events if event.name in ("RequestRated", "RatedByDefault")
    )
    return _counted(names)


def _said(invocation: "Invocation", outcome: "Outcome") -> str:
    """Function and error type; the message stays out, since it could hold anything."""
    return f"{invocation.function.logical_id}: {json.loads(outcome.payload)['errorType']}"


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _kept(cloud: "LocalCloud", items: list[dict[str, Any]], running: set[str]) -> Kept:
    head = next(item for item in items if item["sk"] == "CASE")
    owed = sorted(
        (from_record(Obligation, json.loads(i["record"])) for i in items if i["sk"].startswith("DUE#")),
        key=lambda o: (o.start, o.id),
    )
    events = sorted((i for i in items if i["sk"].startswith("EVENT#")), key=lambda i: str(i["sk"]))
    case = case_from(json.loads(head["state"]), tuple(owed))
    bell = str(head.get("bell") or "")
    return Kept(
        case,
        tuple(event_from(json.loads(item["record"])) for item in events),
        any(name.startswith(f"{case.number}-c") for name in running),
        any(name.startswith(f"{case.number}-m") for name in running),
        bool(bell) and int(head.get("bell_stage_no", 0)) == case.stage_no and cloud.tokens.is_live(bell),
    )


def _running(cloud: "LocalCloud") -> set[str]:
    """The names of all executions at work."""
    machines, names = cloud.client("stepfunctions"), set()
    for machine in machines.list_state_machines()["stateMachines"]:
        asked = {"stateMachineArn": machine["stateMachineArn"], "statusFilter": "RUNNING"}
        for page in machines.get_paginator("list_executions").paginate(**asked):
            names |= {execution["name"] for execution in page["executions"]}
    return names


def _scan(cloud: "LocalCloud", table: str) -> Iterator[dict[str, Any]]:
    """The table's items with plain values."""
    from boto3.dynamodb.types import TypeDeserializer

    plain = TypeDeserializer().deserialize
    for page in cloud.client("dynamodb").get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        for item in page["Items"]:
            yield {name: plain(value) for name, value in item.items()}


def print_reports(made: Sequence[Report], console: "Console") -> None:
    """The figures for people: a column for each programme."""
    from huiyin_local.report_table import tables

    for table in tables(made):
        console.print(table)
    for failure, times in made[0].failures.items():
        console.print(f"failed invocation: {failure} × {times}", style="bold red", highlight=False, markup=False)
    for report in made:
        for note in report.notes:
            console.print(f"{report.programme}: {note}", style="yellow", highlight=False, markup=False)
