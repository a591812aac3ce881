"""DynamoDB: a cancelled transaction leaves nothing behind, no stream records either, and costs what it touches."""

import copy
from types import SimpleNamespace
from typing import Any

import moto.dynamodb.models as models
from moto.dynamodb.models.table import StreamShard, Table

from huiyin_local.cloud.isolation import Patches
from huiyin_local.cloud.streams import Streams


def install(patches: Patches, streams: Streams) -> None:
    """Mend transactions, and give every stream record to `streams`."""
    patches.replace(models, "copy", SimpleNamespace(copy=copy.copy, deepcopy=_deepcopy_unless_table))
    patches.replace(StreamShard, "add", lambda shard, old, new: streams.record(shard, old, new))

    def transact(backend: Any, items: list[dict[str, Any]]) -> None:
        touched = [_locate(backend, item) for item in items]
        before = [(place, copy.deepcopy(place[0].get(place[1]))) for place in touched if place]
        try:
            with streams.all_or_nothing():
                transact_as_shipped(backend, items)
        except BaseException:
            for (container, key), item in before:
                _put_back(container, key, item)
            raise

    def update(backend: Any, *args: Any, **kwargs: Any) -> Any:
        with streams.all_or_nothing():
            return update_as_shipped(backend, *args, **kwargs)

    transact_as_shipped = patches.replace(models.DynamoDBBackend, "transact_write_items", transact)
    update_as_shipped = patches.replace(models.DynamoDBBackend, "update_item", update)


def _deepcopy_unless_table(value: Any, memo: dict[int, Any] | None = None) -> Any:
    # moto copies whole tables for each transaction, to roll back; we keep the touched items instead.
    return value if isinstance(value, Table) else copy.deepcopy(value, memo)


def _locate(backend: Any, item: dict[str, Any]) -> tuple[dict[Any, Any], Any] | None:
    """The dictionary and the key under which moto keeps an item that a transaction names."""
    ((kind, operation),) = list(item.items())[:1]
    table = backend.tables.get(operation.get("TableName"))
    key = operation.get("Item") if kind == "Put" else operation.get("Key")
    if table is None or not key or table.hash_key_attr not in key:
        return None
    hash_value = models.DynamoType(key[table.hash_key_attr])
    if table.range_key_attr is None:
        return table.items, hash_value
    if table.range_key_attr not in key:
        return None
    return table.items[hash_value], models.DynamoType(key[table.range_key_attr])


def _put_back(container: dict[Any, Any], key: Any, item: Any) -> None:
    if item is None:
        container.pop(key, None)
    else:
        container[key] = item
