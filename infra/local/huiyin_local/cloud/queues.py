"""SQS queues that functions read: polled when a message is there or comes back, redriven when it came too often."""

from dataclasses import dataclass
from typing import Any

from moto.sqs.models import Message, Queue, SQSBackend

from .deliveries import Deliveries, Record, failed_items
from .isolation import Patches
from .patterns import Filter
from .scheduler import World


@dataclass
class QueueMapping:
    """One event source mapping: a queue, the function that reads it, and how."""

    queue_arn: str
    function: str
    filter: Filter
    batch_size: int = 10
    reports_failures: bool = False


class Queues:
    """Who reads which queue."""

    def __init__(self, world: World, deliveries: Deliveries) -> None:
        self._world = world
        self._deliveries = deliveries
        self._mappings: dict[str, QueueMapping] = {}
        self._polling: set[str] = set()

    def install(self, patches: Patches) -> None:
        def add_message(queue: Queue, message: Message) -> None:
            add(queue, message)
            self._message_came(queue, message)

        add = patches.replace(Queue, "add_message", add_message)
        # moto calls a message invisible for one tick more than its timeout; the frozen clock would not tick.
        patches.replace(Message, "visible", property(lambda message: _now_ms(self._world) >= message.visible_at))

    def add(self, mapping: QueueMapping) -> None:
        self._mappings[mapping.queue_arn] = mapping

    def _message_came(self, queue: Queue, message: Message) -> None:
        if queue.queue_arn in self._mappings:
            self._poll_at(queue, max(self._world.now, int(message.delayed_until // 1000)))

    def _poll_at(self, queue: Queue, instant: int) -> None:
        if instant > self._world.now:
            self._world.call_at(instant, lambda: self._poll(queue))
        elif queue.queue_arn not in self._polling:
            self._polling.add(queue.queue_arn)
            self._world.spawn(lambda: self._poll(queue))

    def _poll(self, queue: Queue) -> None:
        self._polling.discard(queue.queue_arn)
        mapping = self._mappings[queue.queue_arn]
        backend: SQSBackend = _backend(queue)
        while messages := backend.receive_message(queue.name, mapping.batch_size, 0, _visibility_timeout(queue)):
            self._deliver(backend, queue, mapping, messages)

    def _deliver(self, backend: SQSBackend, queue: Queue, mapping: QueueMapping, messages: list[Message]) -> None:
        records = [_to_record(queue, message) for message in messages]
        passed = [record for record in records if mapping.filter.passes(record)]
        failed: set[str] = set()
        if passed:
            outcome = self._deliveries.hand_over(mapping.function, passed)
            failed = failed_items(outcome, mapping.reports_failures, [record["messageId"] for record in passed])
        for message in messages:
            if message.id not in failed and message.receipt_handle is not None:
                backend.delete_message(queue.name, message.receipt_handle)
        if failed:
            self._poll_at(queue, self._world.now + _visibility_timeout(queue))


def _backend(queue: Queue) -> SQSBackend:
    from moto.sqs.models import sqs_backends

    return sqs_backends[queue.account_id][queue.region]


def _visibility_timeout(queue: Queue) -> int:
    # moto sets a queue's attributes by name, where no type checker sees it.
    return int(queue.visibility_timeout)  # type: ignore[attr-defined]


def _now_ms(world: World) -> int:
    return world.now * 1000


def _to_record(queue: Queue, message: Message) -> Record:
    attributes: dict[str, Any] = {
        "ApproximateReceiveCount": str(message.approximate_receive_count),
        "SentTimestamp": str(message.sent_timestamp),
        "SenderId": "local",
        "ApproximateFirstReceiveTimestamp": str(message.approximate_first_receive_timestamp),
    }
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": attributes,
        "messageAttributes": {},
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue.queue_arn,
        "awsRegion": queue.region,
    }
