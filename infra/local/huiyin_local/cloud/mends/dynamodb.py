"""DynamoDB: a cancelled transaction leaves nothing behind, no stream records either, and costs what it touches."""

import copy
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import moto.dynamodb.models as models
from moto.dynamodb.models.table import StreamShard, Table

from huiyin_local.cloud.isolation import Patches
from huiyin_local.cloud.streams import Streams

_INDEX_NAME = 6
"""Where moto passes the index's name to a table's `query`, counted after the hash key."""


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

    _look_only_where_it_can_be(patches)
    transact_as_shipped = patches.replace(models.DynamoDBBackend, "transact_write_items", transact)
    update_as_shipped = patches.replace(models.DynamoDBBackend, "update_item", update)


def _look_only_where_it_can_be(patches: Patches) -> None:
    # moto sorts the whole table for each query; a query's hash key says which few items it can find.
    wanted: dict[Table, Callable[[], list[Any]]] = {}

    def all_items(table: Table) -> list[Any]:
        if table not in wanted:
            return all_as_shipped(table)
        return sorted(wanted[table](), key=lambda item: (item.hash_key.value, item.range_key and item.range_key.value))

    def query(table: Table, hash_key: Any, *args: Any, **kwargs: Any) -> Any:
        conditions = {name: value.value for name, value in kwargs.get("hash_key_conditions") or ()}
        index_name = args[_INDEX_NAME]
        wanted[table] = lambda: _in_index(table, conditions) if index_name else _in_partition(table, hash_key)
        try:
            return query_as_shipped(table, hash_key, *args, **kwargs)
        finally:
            del wanted[table]

    all_as_shipped = patches.replace(Table, "all_items", all_items)
    query_as_shipped = patches.replace(Table, "query", query)


def _in_partition(table: Table, hash_key: Any) -> list[Any]:
    part = table.items.get(hash_key)
    if part is None:
        return []
    return list(part.values()) if table.range_key_attr else [part]


def _in_index(table: Table, conditions: dict[str, Any]) -> list[Any]:
    """The items that an index's hash key conditions fit; most items of a sparse index's table have no such key."""
    wanted = list(conditions.items())
    return [item for item in _all_of(table) if _fits(item.attrs, wanted)]


def _all_of(table: Table) -> Iterator[Any]:
    for part in table.items.values():
        yield from part.values() if table.range_key_attr else (part,)


def _fits(attributes: dict[str, Any], wanted: list[tuple[str, Any]]) -> bool:
    for name, value in wanted:
        found = attributes.get(name)
        if found is None or found.value != value:
            return False
    return True


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
