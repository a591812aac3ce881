"""What goes wrong: each mishap is done to a cloud before the story is told in it."""

import json
import random
import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from huiyin_local.cloud import LocalCloud
from huiyin_local.cloud.calls import Call
from huiyin_local.cloud.functions import Outcome

HOUR = 3600
WRITES = frozenset(
    {
        *("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"),
        *("StartExecution", "SendTaskSuccess", "PutEvents", "SendMessage", "Publish", "SendEmail"),
    }
)
SENDINGS = frozenset({"Publish", "SendEmail"})
BEFORE, FIRST, LAST, SENT = "before its first write", "after its first write", "after its last write", "after sending"
PASSES = ""


class Died(BaseException):
    """The process is gone: no `except Exception` of the code that was running sees it."""


@dataclass
class Crashes:
    """One function dies again and again, in turn at each of the given points of its work; every other time it works.

    A record that it died over once is not killed again: five times would make a dead letter of it, and ring the alarm.
    """

    cloud: LocalCloud
    function: str
    points: Sequence[str]
    at_most: int = 1000
    count: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._turns = deque(point for each in self.points for point in (each, PASSES))
        self._running: dict[int, list[str]] = {}
        self._died_over: set[str] = set()
        self._invoke = self.cloud.functions.invoke
        self.cloud.functions.invoke = self._invoked
        self.cloud.calls.before.append(lambda call: self._at(BEFORE, call))
        self.cloud.calls.after.append(lambda call, _: self._wrote(call))

    def _invoked(self, name: str, payload: str) -> Outcome:
        if self.cloud.functions.get(name).logical_id != self.function or self.count.total() >= self.at_most:
            return self._invoke(name, payload)
        records = _records(payload)
        if records & self._died_over:
            return self._invoke(name, payload)
        here = threading.get_ident()
        self._running[here] = []
        try:
            outcome = self._invoke(name, payload)
            died = self._turns[0] == LAST and bool(self._running[here])
        except Died:
            died = True
        finally:
            del self._running[here]
        if died:
            self.count[self._turns[0]] += 1
            self._died_over |= records
        if died or self._turns[0] == PASSES:
            self._turns.rotate(-1)
        return Outcome(json.dumps({"errorType": "Runtime.ExitError"}), failed=True) if died else outcome

    def _at(self, point: str, call: Call) -> None:
        if threading.get_ident() in self._running and call.operation in WRITES and self._turns[0] == point:
            raise Died

    def _wrote(self, call: Call) -> None:
        written = self._running.get(threading.get_ident())
        if written is None or call.operation not in WRITES:
            return
        written.append(call.operation)
        self._at(FIRST, call)
        if call.operation in SENDINGS:
            self._at(SENT, call)


def _records(payload: str) -> set[str]:
    event = json.loads(payload)
    return {record.get("messageId") or record["eventID"] for record in event.get("Records", ())}


def records_twice(cloud: LocalCloud) -> None:
    _rearrange(cloud, "Relay", lambda records: [records, records])


def messages_twice(cloud: LocalCloud) -> None:
    """Each batch comes twice, backwards, the first time among messages that were delivered long ago."""
    old: deque[Any] = deque(maxlen=7)

    def mixed(records: list[Any]) -> list[list[Any]]:
        old.extend(records)
        return [list(old)[::-1], records[::-1]]

    _rearrange(cloud, "Notify", mixed)


def records_late_and_shuffled(cloud: LocalCloud) -> None:
    """Each record comes up to a minute late, so that they overtake each other."""
    chance, publish = random.Random(7), cloud.streams._publish

    def late(arn: str, record: Any) -> None:
        cloud.world.call_at(cloud.world.now + chance.randint(0, 60), lambda: publish(arn, record))

    cloud.streams._publish = late


def records_lost(cloud: LocalCloud) -> None:
    cloud.streams._publish = lambda arn, record: None


def tokens_twice(cloud: LocalCloud) -> None:
    """Each answer to a task token arrives twice; the caller hears of the second, which is too late."""
    again = threading.local()

    def first(call: Call) -> None:
        if call.operation == "SendTaskSuccess" and not getattr(again, "on", False):
            again.on = True
            try:
                cloud.client("stepfunctions").send_task_success(**call.parameters)
            except cloud.client("stepfunctions").exceptions.ClientError:
                pass  # the caller is told
            finally:
                again.on = False

    cloud.calls.before.append(first)


def schedules_twice(cloud: LocalCloud) -> None:
    invoke_later = cloud.functions.invoke_later

    def twice(name: str, payload: str) -> None:
        invoke_later(name, payload)
        invoke_later(name, payload)

    cloud.functions.invoke_later = twice


def machines_stopped(cloud: LocalCloud) -> None:
    """Every case's machine is stopped, again and again."""
    keep_stopping(cloud, "CASE_MACHINE_ARN", 47 * 60)


def clocks_stopped(cloud: LocalCloud) -> None:
    """Every clock is stopped, again and again, and the sweep that winds them dies where it can."""
    keep_stopping(cloud, "DEADLINE_MACHINE_ARN", 3 * HOUR)
    Crashes(cloud, "Reconcile", (BEFORE, FIRST, LAST))


def calls_slow(cloud: LocalCloud) -> None:
    """Every call takes up to four seconds to be answered, so that functions overlap wherever they can."""
    chance = random.Random(11)

    def dawdle(call: Call, answer: dict[str, Any]) -> None:
        if cloud.world.strand() is not None:
            cloud.world.sleep(chance.randint(0, 4))

    cloud.calls.after.append(dawdle)


def everything_twice(cloud: LocalCloud) -> None:
    for twice in (records_twice, messages_twice, tokens_twice, schedules_twice):
        twice(cloud)


def _rearrange(cloud: LocalCloud, function: str, way: Callable[[list[Any]], list[list[Any]]]) -> None:
    other = cloud.deliveries.rearrange
    cloud.deliveries.rearrange = lambda name, records: way(records) if name == function else other(name, records)


def keep_stopping(cloud: LocalCloud, machine: str, every: int) -> None:
    """Stop every execution of a machine (by the variable that names it), every so many seconds."""
    arn, client = cloud.functions.environment()[machine], cloud.client("stepfunctions")

    def stop() -> None:
        for execution in client.list_executions(stateMachineArn=arn, statusFilter="RUNNING")["executions"]:
            client.stop_execution(executionArn=execution["executionArn"])
        cloud.world.call_at(cloud.world.now + every, stop)

    cloud.world.call_at(cloud.world.now + every, stop)
