"""DynamoDB streams: records reach functions in order, filtered and in batches, and are tried again when they fail."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from moto.dynamodb.models.table import StreamShard

from .deliveries import Deliveries, Record, failed_items
from .patterns import Filter
from .scheduler import World

LONGEST_BACKOFF_SECONDS = 60
RETENTION_SECONDS = 24 * 3600


@dataclass
class Mapping:
    """One event source mapping: a stream, the function that reads it, and how."""

    stream_arn: str
    function: str
    filter: Filter
    batch_size: int = 100
    reports_failures: bool = False
    bisects: bool = False
    retries: int = -1
    longest_age: int = -1
    on_failure: str | None = None
    waiting: deque[Record] = field(default_factory=deque)
    busy: bool = False


class Streams:
    """Every table's stream and who reads it."""

    def __init__(self, world: World, deliveries: Deliveries, send: Callable[[str, str], None]) -> None:
        self._world = world
        self._deliveries = deliveries
        self._send = send
        self._mappings: dict[str, list[Mapping]] = {}
        self._held: list[tuple[str, Record]] | None = None
        self._sequence = 0

    def add(self, mapping: Mapping) -> None:
        self._mappings.setdefault(mapping.stream_arn, []).append(mapping)

    def record(self, shard: StreamShard, old: Any, new: Any) -> None:
        """Note a change of an item; a write that changes nothing makes no record."""
        if old is not None and new is not None and old.attrs == new.attrs:
            return
        arn = f"{shard.table.table_arn}/stream/{shard.table.latest_stream_label}"
        self._sequence += 1
        record = _to_record(shard, old, new, self._sequence, self._world.now, arn)
        self._add(arn, record)

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Keep records back until the writes within have succeeded together; drop them if they fail."""
        outer, self._held = self._held, []
        try:
            yield
        except BaseException:
            self._held = outer
            raise
        held, self._held = self._held, outer
        for arn, record in held:
            self._add(arn, record)

    def _add(self, arn: str, record: Record) -> None:
        if self._held is None:
            self._publish(arn, record)
            return
        # moto makes a new item in two steps when an update creates it; the world sees one.
        if self._held and _creates_same_item(self._held[-1][1], record):
            self._held.pop()
        self._held.append((arn, record))

    def _publish(self, arn: str, record: Record) -> None:
        for mapping in self._mappings.get(arn, []):
            if mapping.filter.passes(record):
                mapping.waiting.append(record)
                self._wake(mapping)

    def _wake(self, mapping: Mapping) -> None:
        if not mapping.busy:
            mapping.busy = True
            self._world.spawn(lambda: self._drain(mapping))

    def _drain(self, mapping: Mapping) -> None:
        while mapping.waiting:
            size = min(len(mapping.waiting), mapping.batch_size)
            self._deliver(mapping, [mapping.waiting.popleft() for _ in range(size)])
        mapping.busy = False

    def _deliver(self, mapping: Mapping, batch: list[Record]) -> None:
        """Deliver a batch until it is done, has failed too often or is too old; later records wait meanwhile."""
        attempt = 0
        while batch:
            outcome = self._deliveries.hand_over(mapping.function, batch)
            names = [_sequence_number(record) for record in batch]
            failed = failed_items(outcome, mapping.reports_failures, names)
            if not failed:
                return
            first = min(names.index(name) for name in failed)
            if first:
                batch, attempt = batch[first:], 0
            elif outcome.failed and mapping.bisects and len(batch) > 1:
                middle = len(batch) // 2
                self._deliver(mapping, batch[:middle])
                batch = batch[middle:]
                continue
            if self._is_exhausted(mapping, batch, attempt):
                self._give_up(mapping, batch, attempt + 1)
                return
            self._world.sleep(min(2**attempt, LONGEST_BACKOFF_SECONDS))
            attempt += 1

    def _is_exhausted(self, mapping: Mapping, batch: list[Record], attempt: int) -> bool:
        age = self._world.now - batch[0]["dynamodb"]["ApproximateCreationDateTime"]
        longest = mapping.longest_age if mapping.longest_age > 0 else RETENTION_SECONDS
        return age >= longest or 0 <= mapping.retries <= attempt

    def _give_up(self, mapping: Mapping, batch: list[Record], attempts: int) -> None:
        if mapping.on_failure is None:
            return
        numbers = [_sequence_number(record) for record in batch]
        message = {
            "version": "1.0",
            "requestContext": {
                "functionArn": self._deliveries.functions.get(mapping.function).arn,
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": attempts,
            },
            "DDBStreamBatchInfo": {
                "shardId": "shardId-local",
                "startSequenceNumber": numbers[0],
                "endSequenceNumber": numbers[-1],
                "batchSize": len(batch),
                "streamArn": mapping.stream_arn,
            },
        }
        self._send(mapping.on_failure, json.dumps(message))


def _creates_same_item(before: Record, after: Record) -> bool:
    same = (
        before["eventSourceARN"] == after["eventSourceARN"] and before["dynamodb"]["Keys"] == after["dynamodb"]["Keys"]
    )
    return same and before["eventName"] == after["eventName"] == "INSERT"


def _sequence_number(record: Record) -> str:
    return record["dynamodb"]["SequenceNumber"]


def _to_record(shard: StreamShard, old: Any, new: Any, number: int, now: int, arn: str) -> Record:
    table, item = shard.table, old if old is not None else new
    assert table.stream_specification is not None, "only a table with a stream has a shard"
    view = table.stream_specification["StreamViewType"]
    keys = {table.hash_key_attr: item.hash_key.to_json()}
    if table.range_key_attr is not None:
        keys[table.range_key_attr] = item.range_key.to_json()
    change: Record = {
        "ApproximateCreationDateTime": now,
        "Keys": keys,
        "SequenceNumber": f"{number:021d}",
        "StreamViewType": view,
    }
    for image, source in (("NewImage", new), ("OldImage", old)):
        wanted = view == "NEW_AND_OLD_IMAGES" or view == ("NEW_IMAGE" if image == "NewImage" else "OLD_IMAGE")
        if wanted and source is not None:
            change[image] = source.to_json()["Attributes"]
    change["SizeBytes"] = len(json.dumps(change))
    return {
        "eventID": f"{number:032x}",
        "eventName": "INSERT" if old is None else "REMOVE" if new is None else "MODIFY",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": table.region_name,
        "dynamodb": change,
        "eventSourceARN": arn,
    }
