"""The notices' queue, where one message is one event of a case and tells whom it concerns, each at most once; and the
queue of errands, which somebody at a page waits for.
"""

import json
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from huiyin_aws import clock, errands, notifying

processor = BatchProcessor(event_type=EventType.SQS)


def _one(record: Any) -> None:
    body = json.loads(record.body)
    if "errand" in body:
        errands.run(body, clock.now())
    else:
        notifying.notify(body["detail"]["case"], int(body["detail"]["seq"]), clock.now())


def handler(event: dict[str, Any], context: Any) -> Any:
    return process_partial_response(event=event, record_handler=_one, processor=processor, context=context)
