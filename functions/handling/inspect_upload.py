"""The uploads' queue: one message is one object that a browser put into quarantine; it is looked into."""

import json
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from huiyin_aws import clock, inspecting

processor = BatchProcessor(event_type=EventType.SQS)


def _one(record: Any) -> None:
    told = json.loads(record.body)["detail"]["object"]
    again = record.attributes.approximate_receive_count != "1"
    inspecting.inspect(inspecting.Delivery(told["key"], told["etag"], again), clock.now())


def handler(event: dict[str, Any], context: Any) -> Any:
    return process_partial_response(event=event, record_handler=_one, processor=processor, context=context)
