"""The meter counts as AWS bills, and the prices are all in one file with their source."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from moto import mock_aws

from huiyin_local.cloud.calls import Calls
from huiyin_local.cloud.isolation import Patches
from huiyin_local.usage import Meter, bill
from huiyin_local.usage.prices import assumed_ms, prices
from huiyin_local.usage.sizes import item_size, read_units, write_units

REGION = "ap-southeast-1"


class Bench:
    """A table under a meter."""

    def __init__(self, patches: Patches) -> None:
        calls = Calls()
        calls.install(patches)
        self.client = boto3.client("dynamodb", REGION, aws_access_key_id="local", aws_secret_access_key="local")
        keys = ("pk", "sk", "shard", "due")
        self.client.create_table(
            TableName="cases",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "attention",
                    "KeySchema": [
                        {"AttributeName": "shard", "KeyType": "HASH"},
                        {"AttributeName": "due", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "KEYS_ONLY"},
                }
            ],
        )
        functions = SimpleNamespace(before_invoke=[])
        cloud: Any = SimpleNamespace(
            calls=calls, functions=functions, transitions=SimpleNamespace(total=lambda: 0), client=lambda _: self.client
        )
        self.cloud = cloud
        self.meter = Meter(assumed_ms={"default": 100, "Act": 200})
        self.meter.attach(cloud)

    def put(self, **more: str) -> None:
        self.client.put_item(TableName="cases", Item=an_item(**more))

    def counted(self) -> tuple[int, float]:
        """Units written and read since asked last."""
        found = (self.meter.write_units, self.meter.read_units)
        self.meter.write_units, self.meter.read_units = 0, 0.0
        return found


def an_item(size: int = 0, **more: str) -> dict[str, Any]:
    item = {"pk": {"S": "SZ1"}, "sk": {"S": "CASE"}} | {name: {"S": value} for name, value in more.items()}
    return item | ({"text": {"S": "x" * size}} if size else {})


KEY = {"pk": {"S": "SZ1"}, "sk": {"S": "CASE"}}


@pytest.fixture
def bench() -> Iterator[Bench]:
    patches = Patches()
    with mock_aws():
        yield Bench(patches)
        patches.undo()


@pytest.mark.parametrize(
    ("item", "size"),
    [
        ({"a": {"S": "abc"}}, 4),
        ({"名": {"S": "宿州"}}, 9),  # UTF-8
        ({"n": {"N": "12345"}}, 5),
        ({"n": {"N": "100"}}, 3),  # zeros at the end are not kept
        ({"f": {"BOOL": True}, "z": {"NULL": True}}, 4),
        ({"l": {"L": [{"S": "ab"}, {"N": "7"}]}}, 10),
        ({"m": {"M": {"k": {"S": "v"}}}}, 7),
        ({"s": {"SS": ["a", "bc"]}}, 4),
        (None, 0),
    ],
)
def test_an_item_is_as_large_as_dynamodb_counts_it(item: dict[str, Any] | None, size: int) -> None:
    assert item_size(item) == size


@pytest.mark.parametrize(("size", "units"), [(0, 1), (1, 1), (1024, 1), (1025, 2), (3000, 3)])
def test_a_write_is_a_unit_for_each_kilobyte_begun(size: int, units: int) -> None:
    assert write_units(size) == units


@pytest.mark.parametrize(
    ("size", "consistent", "units"),
    [(0, True, 1), (4096, True, 1), (4097, True, 2), (100, False, 0.5), (9000, False, 1.5)],
)
def test_an_eventual_read_is_half_a_unit_for_each_four_kilobytes_begun(
    size: int, consistent: bool, units: float
) -> None:
    assert read_units(size, consistent=consistent) == units


def test_a_put_counts_the_larger_of_the_old_item_and_the_new(bench: Bench) -> None:
    bench.client.put_item(TableName="cases", Item=an_item(2500))
    assert bench.counted() == (3, 0)
    bench.client.put_item(TableName="cases", Item=an_item(10))
    assert bench.counted() == (3, 0)


def test_an_update_counts_the_whole_item(bench: Bench) -> None:
    bench.client.put_item(TableName="cases", Item=an_item(2500))
    bench.counted()
    bench.client.update_item(
        TableName="cases", Key=KEY, UpdateExpression="SET v = :v", ExpressionAttributeValues={":v": {"N": "1"}}
    )
    assert bench.counted() == (3, 0)


def test_a_write_that_its_condition_refuses_is_charged(bench: Bench) -> None:
    bench.put()
    bench.counted()
    with pytest.raises(bench.client.exceptions.ConditionalCheckFailedException):
        bench.client.put_item(TableName="cases", Item=an_item(), ConditionExpression="attribute_not_exists(pk)")
    assert bench.counted() == (1, 0)


def test_a_transaction_counts_twice(bench: Bench) -> None:
    other = {"pk": {"S": "SZ1"}, "sk": {"S": "EVENT#000001"}, "text": {"S": "x" * 1500}}
    bench.client.transact_write_items(
        TransactItems=[{"Put": {"TableName": "cases", "Item": item}} for item in (an_item(), other)]
    )
    assert bench.counted() == (2 * (1 + 2), 0)


@pytest.mark.parametrize(
    ("before", "after", "index_units"),
    [
        ({}, {"shard": "0", "due": "1"}, 1),  # enters the index
        ({"shard": "0", "due": "1"}, {"shard": "0", "due": "2"}, 2),  # moves: deleted and put
        ({"shard": "0", "due": "1"}, {"shard": "0", "due": "1", "text": "new"}, 0),  # the index holds keys only
        ({"shard": "0", "due": "1"}, {}, 1),  # leaves it
        ({}, {"text": "new"}, 0),
    ],
)
def test_an_index_counts_where_its_part_changes(
    bench: Bench, before: dict[str, str], after: dict[str, str], index_units: int
) -> None:
    bench.put(**before)
    bench.counted()
    bench.put(**after)
    assert bench.counted() == (1 + index_units, 0)


def test_reads_count_by_size_and_consistency(bench: Bench) -> None:
    bench.client.put_item(TableName="cases", Item=an_item(5000))
    bench.counted()
    bench.client.get_item(TableName="cases", Key=KEY)
    bench.client.get_item(TableName="cases", Key=KEY, ConsistentRead=True)
    asked = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "SZ1"}}}
    bench.client.query(TableName="cases", ConsistentRead=True, **asked)
    bench.client.query(TableName="cases", **asked | {"ExpressionAttributeValues": {":p": {"S": "none"}}})
    assert bench.counted() == (0, 1 + 2 + 2 + 0.5)


def test_nothing_counts_once_the_meter_is_off(bench: Bench) -> None:
    bench.meter.detach()
    bench.put()
    assert bench.counted() == (0, 0)


def test_an_invocation_costs_its_memory_for_the_time_that_is_assumed(bench: Bench) -> None:
    for name, memory in (("Act", 512), ("Relay", 256)):
        invocation = SimpleNamespace(function=SimpleNamespace(logical_id=name, memory=memory))
        bench.cloud.functions.before_invoke[0](invocation)
    assert bench.meter.lambda_invocations == {"Act": 1, "Relay": 1}
    assert bench.meter.gigabyte_ms == 200 * 0.5 + 100 * 0.25


def test_the_bill_leaves_out_messages() -> None:
    silent, telling = Meter(), Meter()
    telling.requests["sns.Publish"] = 1000
    assert telling.messages == 1000
    assert bill(telling).total == bill(silent).total == 0


def test_a_million_of_each_costs_its_list_price() -> None:
    meter = Meter(write_units=10**6, read_units=1e6, events_put=10**6)
    costs = bill(meter).usd
    assert costs["dynamodb"] == pytest.approx(0.625 + 0.125)
    assert costs["events"] == pytest.approx(1)
    assert bill(meter).per_case(1000) == pytest.approx(0.00175)


def test_every_price_has_its_source_and_date() -> None:
    for price in prices()["prices"].values():
        assert price["usd"] > 0
        assert price["per"] >= 1
        assert urlsplit(price["source"]).hostname == "aws.amazon.com"
        assert price["as_of"]
    assert assumed_ms()["default"] > 0
