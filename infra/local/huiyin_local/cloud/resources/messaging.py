"""Queues and topics."""

import json
from typing import Any

from huiyin_local.cloud.stack import Made, Stack

from .workshop import Maker, Properties, Workshop

_QUEUE_ATTRIBUTES = (
    "DelaySeconds",
    "FifoQueue",
    "ContentBasedDeduplication",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "RedrivePolicy",
    "SqsManagedSseEnabled",
    "VisibilityTimeout",
)


def queue(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("QueueName") or stack.physical_name(logical_id)
    given = {key: _text(properties[key]) for key in _QUEUE_ATTRIBUTES if key in properties}
    url = shop.client("sqs").create_queue(QueueName=name, Attributes=given)["QueueUrl"]
    arn = shop.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return Made(url, {"Arn": arn, "QueueName": name, "QueueUrl": url})


def topic(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    name = properties.get("TopicName") or stack.physical_name(logical_id)
    arn = shop.client("sns").create_topic(Name=name)["TopicArn"]
    for each in properties.get("Subscription", []):
        shop.client("sns").subscribe(TopicArn=arn, Protocol=each["Protocol"], Endpoint=each["Endpoint"])
    return Made(arn, {"TopicArn": arn, "TopicName": name})


def subscription(shop: Workshop, stack: Stack, logical_id: str, properties: Properties) -> Made:
    asked = {"TopicArn": properties["TopicArn"], "Protocol": properties["Protocol"], "Endpoint": properties["Endpoint"]}
    arn = shop.client("sns").subscribe(**asked, ReturnSubscriptionArn=True)["SubscriptionArn"]
    return Made(arn, {"Arn": arn})


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, dict) else str(value)


MAKERS: dict[str, Maker] = {
    "AWS::SQS::Queue": queue,
    "AWS::SNS::Topic": topic,
    "AWS::SNS::Subscription": subscription,
}
