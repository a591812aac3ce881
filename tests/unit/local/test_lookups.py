"""A query of the emulated DynamoDB finds by index what a look through the whole table finds, whatever was written."""

import random
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends

from huiyin_local.cloud.isolation import DUMMY_ENVIRONMENT, Patches, borrow_environment
from huiyin_local.cloud.mends import dynamodb
from huiyin_local.cloud.stack import ACCOUNT, REGION
from huiyin_local.cloud.streams import Streams

TABLE, INDEX = "Cases", "unit-due"
KEYS = ("pk", "sk", "unit", "due")
UNITS = ("zhujian", "chengguan", "")  # the last: not in the index


@pytest.fixture
def client() -> Iterator[Any]:
    patches = Patches()
    borrow_environment(patches, DUMMY_ENVIRONMENT | {"AWS_DEFAULT_REGION": REGION})
    with mock_aws():
        dynamodb.install(patches, Streams(None, None, None))  # type: ignore[arg-type]  # nothing streams here
        made = boto3.client("dynamodb", region_name=REGION)
        made.create_table(
            TableName=TABLE,
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "unit", "due")
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": INDEX,
                    "KeySchema": [
                        {"AttributeName": "unit", "KeyType": "HASH"},
                        {"AttributeName": "due", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        yield made
    patches.undo()


def an_item(dice: random.Random) -> dict[str, Any]:
    item = {"pk": {"S": f"SZ{dice.randrange(4)}"}, "sk": {"S": f"DUE#{dice.randrange(3)}"}}
    unit = dice.choice(UNITS)
    return item | ({"unit": {"S": unit}, "due": {"S": f"2026-03-{dice.randrange(10, 30)}"}} if unit else {})


def write(client: Any, dice: random.Random) -> None:
    item = an_item(dice)
    key = {"pk": item["pk"], "sk": item["sk"]}
    fresh = {"ConditionExpression": "attribute_not_exists(pk)"} if dice.random() < 0.3 else {}
    put = {"Put": {"TableName": TABLE, "Item": item, **fresh}}
    other = an_item(dice)
    gone = {"Delete": {"TableName": TABLE, "Key": {"pk": other["pk"], "sk": other["sk"]}}}
    leave = {
        "TableName": TABLE,
        "Key": key,
        "UpdateExpression": "REMOVE #u",
        "ExpressionAttributeNames": {"#u": "unit"},
    }
    move = {
        "TableName": TABLE,
        "Key": key,
        "UpdateExpression": "SET #u = :u, due = :d",
        "ExpressionAttributeNames": {"#u": "unit"},
        "ExpressionAttributeValues": {":u": {"S": UNITS[0]}, ":d": {"S": "2026-04-01"}},
    }
    asked = dice.randrange(6)
    if asked == 0:
        client.put_item(TableName=TABLE, Item=item, **fresh)
    elif asked == 1:
        client.delete_item(TableName=TABLE, Key=key)
    elif asked == 2:
        client.update_item(**move)
    elif asked == 3:
        client.update_item(**leave, **({"ConditionExpression": "attribute_exists(pk)"} if fresh else {}))
    elif asked == 4:
        client.transact_write_items(TransactItems=[gone, put])
    else:
        client.batch_write_item(RequestItems={TABLE: [{"PutRequest": {"Item": item}}]})


def found(client: Any, unit: str) -> list[dict[str, Any]]:
    asked = {"KeyConditionExpression": "#u = :u", "ExpressionAttributeNames": {"#u": "unit"}}
    answer = client.query(TableName=TABLE, IndexName=INDEX, ExpressionAttributeValues={":u": {"S": unit}}, **asked)
    return list(answer["Items"])


@pytest.mark.parametrize("seed", range(6))
def test_an_index_holds_what_the_table_holds(client: Any, seed: int) -> None:
    dice = random.Random(seed)
    refused = 0
    for _ in range(120):
        try:
            write(client, dice)
        except ClientError:
            refused += 1
        for unit in UNITS[:2]:
            there = [item for item in client.scan(TableName=TABLE)["Items"] if item.get("unit", {}).get("S") == unit]
            assert sorted(map(str, found(client, unit))) == sorted(map(str, there))
    assert refused > 3


def test_a_query_of_an_index_comes_in_the_order_of_its_range(client: Any) -> None:
    dice = random.Random(1)
    while len(found(client, UNITS[0])) < 3:
        with suppress(ClientError):
            write(client, dice)
    days = [item["due"]["S"] for item in found(client, UNITS[0])]
    assert days == sorted(days)


def test_what_is_no_more_is_not_kept_alive(client: Any) -> None:
    """Each table's items are those of its last writes: nothing else holds on to an item that was deleted."""
    item = {"pk": {"S": "SZ9"}, "sk": {"S": "CASE"}, "unit": {"S": UNITS[0]}, "due": {"S": "2026-03-10"}}
    client.put_item(TableName=TABLE, Item=item)
    client.delete_item(TableName=TABLE, Key={"pk": item["pk"], "sk": item["sk"]})
    assert found(client, UNITS[0]) == []
    table = dynamodb_backends[ACCOUNT][REGION].tables[TABLE]
    assert not any(table.items.values())
