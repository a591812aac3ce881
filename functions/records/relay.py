"""The stream of the `Cases` table: a record means only that this case changed."""

from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from huiyin_aws.relay import relay

processor = BatchProcessor(event_type=EventType.DynamoDBStreams)


def _one(record: Any) -> None:
    relay(record.dynamodb.keys["pk"])


def handler(event: dict[str, Any], context: Any) -> Any:
    return process_partial_response(event=event, record_handler=_one, processor=processor, context=context)
