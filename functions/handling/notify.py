"""The notices' queue: one message is one event of a case; it tells whom it concerns, each at most once."""

import json
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from huiyin_aws import clock, notifying

processor = BatchProcessor(event_type=EventType.SQS)


def _one(record: Any) -> None:
    detail = json.loads(record.body)["detail"]
    notifying.notify(detail["case"], int(detail["seq"]), clock.now())


def handler(event: dict[str, Any], context: Any) -> Any:
    return process_partial_response(event=event, record_handler=_one, processor=processor, context=context)
