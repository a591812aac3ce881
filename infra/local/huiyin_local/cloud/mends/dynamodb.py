"""DynamoDB: a cancelled transaction leaves nothing behind, no stream records either, and costs what it touches."""

import copy
from types import SimpleNamespace
from typing import Any

import moto.dynamodb.models as models
from moto.dynamodb.models.table import StreamShard, Table

from huiyin_local.cloud.isolation import Patches
from huiyin_local.cloud.mends.lookups import Lookups, item_at, key_of
from huiyin_local.cloud.streams import Streams


def install(patches: Patches, streams: Streams) -> None:
    """Mend transactions, and give every stream record to `streams`."""
    patches.replace(models, "copy", SimpleNamespace(copy=copy.copy, deepcopy=_deepcopy_unless_table))
    patches.replace(StreamShard, "add", lambda shard, old, new: streams.record(shard, old, new))

    def transact(backend: Any, items: list[dict[str, Any]]) -> None:
        touched = [place for item in items if (place := _locate(backend, item))]
        before = [(place, copy.deepcopy(item_at(*place))) for place in touched]
        try:
            with streams.all_or_nothing():
                transact_as_shipped(backend, items)
        except BaseException:
            for place, item in before:
                _put_back(*place, item)
                lookups.note(*place)
            raise

    def update(backend: Any, *args: Any, **kwargs: Any) -> Any:
        with streams.all_or_nothing():
            return update_as_shipped(backend, *args, **kwargs)

    lookups = Lookups()
    lookups.install(patches)
    transact_as_shipped = patches.replace(models.DynamoDBBackend, "transact_write_items", transact)
    update_as_shipped = patches.replace(models.DynamoDBBackend, "update_item", update)


def _deepcopy_unless_table(value: Any, memo: dict[int, Any] | None = None) -> Any:
    # moto copies whole tables for each transaction, to roll back; we keep the touched items instead.
    return value if isinstance(value, Table) else copy.deepcopy(value, memo)


def _locate(backend: Any, item: dict[str, Any]) -> tuple[Table, Any, Any] | None:
    """The table and the key of an item that a transaction names."""
    ((kind, operation),) = list(item.items())[:1]
    table = backend.tables.get(operation.get("TableName"))
    key = operation.get("Item") if kind == "Put" else operation.get("Key")
    names = {table.hash_key_attr, table.range_key_attr} - {None} if table else set()
    if table is None or not key or not names <= key.keys():
        return None
    return (table, *key_of(table, key))


def _put_back(table: Table, hash_value: Any, range_value: Any, item: Any) -> None:
    container, key = (table.items[hash_value], range_value) if table.range_key_attr else (table.items, hash_value)
    if item is None:
        container.pop(key, None)
    else:
        container[key] = item
