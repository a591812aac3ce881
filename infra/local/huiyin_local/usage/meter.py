"""The usage meter: listens to every AWS call and every invocation of a run, and counts what AWS would charge for.

Approximations: an update is counted by the larger of the item before and after; a condition check in a transaction as a
write of its item; a query by the items that it gives back. Retried states are not counted again: undisturbed runs have
none. What AWS services call among themselves (KMS for an encrypted table, say) is not seen.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from huiyin_local.usage.sizes import Wire, item_size, read_units, write_units
from huiyin_local.usage.tables import Tables

if TYPE_CHECKING:
    from huiyin_local.cloud import LocalCloud
    from huiyin_local.cloud.calls import Call
    from huiyin_local.cloud.functions import Invocation

TRANSACTION = 2  # every read and write of a transaction counts twice


@dataclass(slots=True)
class _Write:
    """One item of a write: what it was, and what has been counted for it."""

    table: str
    key: Wire
    before: dict[str, Any] | None
    times: int
    counted: int = 0


@dataclass(slots=True)
class Meter:
    """Counts from `attach` on, until `detach`."""

    lambda_invocations: Counter[str] = field(default_factory=Counter)
    gigabyte_ms: float = 0.0
    read_units: float = 0.0
    write_units: int = 0
    requests: Counter[str] = field(default_factory=Counter)  # other services' calls, as service.Operation
    events_put: int = 0
    assumed_ms: dict[str, int] = field(default_factory=dict)
    _tables: Tables | None = None
    _cloud: "LocalCloud | None" = None
    _open: dict[int, list[_Write]] = field(default_factory=dict)
    _transitions_before: int = 0
    _transitions: int = 0

    def attach(self, cloud: "LocalCloud") -> None:
        self._cloud, self._tables = cloud, Tables(cloud.client("dynamodb").meta.region_name)
        self._transitions_before = cloud.transitions.total()
        cloud.calls.before.append(self._before)
        cloud.calls.after.append(self._after)
        cloud.functions.before_invoke.append(self._invoked)

    def detach(self) -> None:
        """Stop counting, for example before somebody looks at how the run ended."""
        if self._cloud is None:
            return
        self._transitions = self.sfn_transitions
        self._cloud.calls.before.remove(self._before)
        self._cloud.calls.after.remove(self._after)
        self._cloud.functions.before_invoke.remove(self._invoked)
        self._cloud = None

    @property
    def sfn_transitions(self) -> int:
        """Every state that an execution entered."""
        if self._cloud is None:
            return self._transitions
        return self._transitions + self._cloud.transitions.total() - self._transitions_before

    @property
    def messages(self) -> int:
        """SMS and mails."""
        return sum(n for call, n in self.requests.items() if call in _SENDING)

    def _invoked(self, invocation: "Invocation") -> None:
        function = invocation.function
        self.lambda_invocations[function.logical_id] += 1
        ms = self.assumed_ms.get(function.logical_id, self.assumed_ms.get("default", 0))
        self.gigabyte_ms += ms * function.memory / 1024

    def _before(self, call: "Call") -> None:
        """A write that a condition refuses is charged too, so it is counted before anybody knows."""
        if call.service != "dynamodb":
            return
        assert self._tables is not None, "attached"
        self._open.pop(id(call), None)  # left by a call that failed and whose place in memory this one has taken
        writes = []
        for table, key, put, times in _writes(call, self._tables):
            write = _Write(table, key, self._tables.item(table, key), times)
            self._count(write, write_units(max(item_size(write.before), item_size(put))))
            writes.append(write)
        if writes:
            self._open[id(call)] = writes

    def _after(self, call: "Call", response: dict[str, Any]) -> None:
        if call.service != "dynamodb":
            self.requests[f"{call.service}.{call.operation}"] += 1
            self.events_put += len(call.parameters.get("Entries", ())) if call.operation == "PutEvents" else 0
            return
        self.read_units += _read_units(call, response)
        assert self._tables is not None, "attached"
        for write in self._open.pop(id(call), ()):
            after = self._tables.item(write.table, write.key)
            self._count(write, write_units(max(item_size(write.before), item_size(after))))
            # Indexes follow by themselves, outside the transaction.
            self.write_units += self._tables.index_units(write.table, write.before, after)

    def _count(self, write: _Write, units: int) -> None:
        more = max(0, units * write.times - write.counted)
        write.counted += more
        self.write_units += more


_SENDING = frozenset({"sns.Publish", "ses.SendEmail", "ses.SendRawEmail", "sesv2.SendEmail"})
_KEYED = frozenset({"UpdateItem", "DeleteItem", "Update", "Delete", "ConditionCheck"})


def _writes(call: "Call", tables: Tables) -> Iterator[tuple[str, Wire, Wire | None, int]]:
    """Each item that a call writes: its table, its key, the new item where it is put whole, and how often it counts."""
    asked = call.parameters
    if call.operation == "PutItem":
        yield asked["TableName"], tables.key(asked["TableName"], asked["Item"]), asked["Item"], 1
    elif call.operation in _KEYED:
        yield asked["TableName"], asked["Key"], None, 1
    elif call.operation == "TransactWriteItems":
        for item in asked["TransactItems"]:
            ((kind, part),) = item.items()
            put = part.get("Item")
            key = tables.key(part["TableName"], put) if kind == "Put" else part["Key"]
            yield part["TableName"], key, put, TRANSACTION
    elif call.operation == "BatchWriteItem":
        for table, requests in asked["RequestItems"].items():
            for request in requests:
                put = request.get("PutRequest", {}).get("Item")
                yield table, tables.key(table, put) if put else request["DeleteRequest"]["Key"], put, 1


def _read_units(call: "Call", response: dict[str, Any]) -> float:
    consistent = bool(call.parameters.get("ConsistentRead"))
    if call.operation == "GetItem":
        return read_units(item_size(response.get("Item")), consistent=consistent)
    if call.operation in ("Query", "Scan"):
        return read_units(sum(item_size(item) for item in response.get("Items", ())), consistent=consistent)
    if call.operation == "TransactGetItems":
        found = response.get("Responses", ())
        return TRANSACTION * sum(read_units(item_size(each.get("Item")), consistent=True) for each in found)
    if call.operation == "BatchGetItem":
        return sum(
            read_units(item_size(item), consistent=bool(call.parameters["RequestItems"][table].get("ConsistentRead")))
            for table, items in response.get("Responses", {}).items()
            for item in items
        )
    return 0.0
