"""The short way to DynamoDB answers, refuses and keeps what the long way does."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, ParamValidationError
from moto import mock_aws

from huiyin_local.cloud.isolation import DUMMY_ENVIRONMENT, Patches, borrow_environment
from huiyin_local.cloud.mends import shortcut
from huiyin_local.cloud.stack import REGION

TABLE = "Letters"
ITEM = {
    "pk": {"S": "SZ1"},
    "sk": {"S": "CASE"},
    "seq": {"N": "3"},
    "salt": {"B": b"\x00\xff\n"},
    "open": {"BOOL": True},
    "unit": {"NULL": True},
    "parts": {"L": [{"S": "text"}, {"N": "1.50"}]},
    "state": {"M": {"stage": {"S": "处理中"}}},
    "tags": {"SS": ["a", "b"]},
}
KEY = {"pk": ITEM["pk"], "sk": ITEM["sk"]}
NOBODY = {"pk": {"S": "nobody"}, "sk": {"S": "-"}}
FRESH = {"ConditionExpression": "attribute_not_exists(pk)"}


def put(client: Any, **more: Any) -> Any:
    return client.put_item(TableName=TABLE, Item=ITEM, **more)


def count_up(client: Any, **more: Any) -> Any:
    return client.update_item(
        TableName=TABLE,
        Key=KEY,
        UpdateExpression="SET seq = seq + :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
        **more,
    )


def query(client: Any, **more: Any) -> Any:
    asked = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": KEY["pk"]}}
    return client.query(TableName=TABLE, **asked, **more)


def both(client: Any) -> Any:
    taken = {"Put": {"TableName": TABLE, "Item": ITEM | {"sk": {"S": "PAPER"}}}}
    refused = {"Put": {"TableName": TABLE, "Item": ITEM, **FRESH}}
    return client.transact_write_items(TransactItems=[taken, refused])


ASKED: dict[str, Callable[[Any], Any]] = {
    "put": put,
    "put, and what was there": lambda c: put(c, ReturnValues="ALL_OLD"),
    "put, refused": lambda c: put(c, **FRESH),
    "put, refused, with what is there": lambda c: put(c, **FRESH, ReturnValuesOnConditionCheckFailure="ALL_OLD"),
    "get": lambda c: c.get_item(TableName=TABLE, Key=KEY, ConsistentRead=True),
    "get nothing": lambda c: c.get_item(TableName=TABLE, Key=NOBODY),
    "update": lambda c: count_up(c, ReturnValues="ALL_NEW"),
    "update, refused": lambda c: count_up(c, ConditionExpression="attribute_not_exists(seq)"),
    "query": query,
    "query a page": lambda c: query(c, Limit=1),
    "query, counted": lambda c: query(c, Select="COUNT", ReturnConsumedCapacity="TOTAL"),
    "scan": lambda c: c.scan(TableName=TABLE),
    "delete": lambda c: c.delete_item(TableName=TABLE, Key=KEY, ReturnValues="ALL_OLD"),
    "a transaction, refused": both,
    "get of several": lambda c: c.transact_get_items(TransactItems=[{"Get": {"TableName": TABLE, "Key": KEY}}]),
    "no such table": lambda c: c.get_item(TableName="Elsewhere", Key=KEY),
    "a key that is none": lambda c: c.get_item(TableName=TABLE, Key={"pk": KEY["pk"]}),
    "an expression that is none": lambda c: c.update_item(TableName=TABLE, Key=KEY, UpdateExpression="SET SET"),
    "a parameter that is none": lambda c: c.get_item(TableName=TABLE, Kee=KEY),
    "describe": lambda c: c.describe_table(TableName=TABLE)["Table"]["KeySchema"],
}


@pytest.fixture
def patches() -> Iterator[Patches]:
    undone = Patches()
    borrow_environment(undone, DUMMY_ENVIRONMENT | {"AWS_DEFAULT_REGION": REGION})
    with mock_aws():
        yield undone
    undone.undo()


def a_table() -> Any:
    client = boto3.client("dynamodb", region_name=REGION)
    client.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
        BillingMode="PAY_PER_REQUEST",
    )
    put(client)
    put_paper = ITEM | {"sk": {"S": "EVENT#1"}}
    client.put_item(TableName=TABLE, Item=put_paper)
    return client


def answer(ask: Callable[[Any], Any], client: Any) -> Any:
    """What comes of it, and what is in the table then; request ids are never the same."""
    try:
        told = ask(client)
    except ClientError as error:
        told = {"refused": type(error).__name__} | error.response
    except ParamValidationError as error:
        told = str(error)
    if isinstance(told, dict):
        told = {name: value for name, value in told.items() if name != "ResponseMetadata"}
    return told, client.scan(TableName=TABLE)["Items"]


@pytest.mark.parametrize("what", ASKED)
def test_the_short_way_answers_as_the_long_one(patches: Patches, what: str) -> None:
    by_the_long_way = answer(ASKED[what], client := a_table())
    client.delete_table(TableName=TABLE)
    shortcut.install(patches)
    assert answer(ASKED[what], a_table()) == by_the_long_way


def test_other_services_go_the_long_way(patches: Patches) -> None:
    shortcut.install(patches)
    queue = boto3.client("sqs", region_name=REGION).create_queue(QueueName="notices")
    assert queue["QueueUrl"].endswith("/notices")
