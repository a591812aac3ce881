"""A query looks only where it can find something: moto goes through, and sorts, the whole table for each.

It refuses a key that no item could have, as DynamoDB does and moto only when one is written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from moto.dynamodb.exceptions import HashKeyTooLong, RangeKeyTooLong
from moto.dynamodb.limits import HASH_KEY_MAX_LENGTH, RANGE_KEY_MAX_LENGTH
from moto.dynamodb.models import DynamoDBBackend, DynamoType
from moto.dynamodb.models.table import Table

from huiyin_local.cloud.isolation import Patches

_RANGES, _INDEX_NAME = 1, 6
"""Where moto passes the range keys and the index's name to a table's `query`, counted after the hash key."""

Key = tuple[Any, Any]  # of an item: hash and range


class Lookups:
    """Which items of each table have which value of an attribute that an index is hashed by; kept at every write."""

    def __init__(self) -> None:
        self._found: dict[Table, dict[tuple[str, Any], dict[Key, Any]]] = {}
        self._noted: dict[Table, dict[Key, list[tuple[str, Any]]]] = {}

    def install(self, patches: Patches) -> None:
        self._follow_writes(patches)
        wanted: dict[Table, Callable[[], list[Any]]] = {}

        def all_items(table: Table) -> list[Any]:
            if table not in wanted:
                return all_as_shipped(table)
            return sorted(wanted[table](), key=lambda i: (i.hash_key.value, i.range_key and i.range_key.value))

        def query(table: Table, hash_key: Any, *args: Any, **kwargs: Any) -> Any:
            conditions = {name: value.value for name, value in kwargs.get("hash_key_conditions") or ()}
            in_index = bool(args[_INDEX_NAME])
            _require_possible(conditions.values() if in_index else [hash_key.value], [r.value for r in args[_RANGES]])
            wanted[table] = lambda: self.in_index(table, conditions) if in_index else _in_partition(table, hash_key)
            try:
                return query_as_shipped(table, hash_key, *args, **kwargs)
            finally:
                del wanted[table]

        all_as_shipped = patches.replace(Table, "all_items", all_items)
        query_as_shipped = patches.replace(Table, "query", query)

    def note(self, table: Table, hash_value: Any, range_value: Any) -> None:
        """Look again at one item that may have changed, come or gone."""
        key = (hash_value, range_value)
        found, noted = self._found.setdefault(table, defaultdict(dict)), self._noted.setdefault(table, {})
        for place in noted.pop(key, ()):
            del found[place][key]
        item = item_at(table, hash_value, range_value)
        if item is None:
            return
        noted[key] = [(name, item.attrs[name].value) for name in _hashes(table) if name in item.attrs]
        for place in noted[key]:
            found[place][key] = item

    def in_index(self, table: Table, conditions: dict[str, Any]) -> list[Any]:
        """The items that an index's hash key conditions fit."""
        first, *others = conditions.items()
        items = self._found.get(table, {}).get(first, {}).values()
        return [i for i in items if all(name in i.attrs and i.attrs[name].value == value for name, value in others)]

    def _follow_writes(self, patches: Patches) -> None:
        def put(table: Table, attributes: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
            result = put_as_shipped(table, attributes, *args, **kwargs)
            self.note(table, *key_of(table, attributes))
            return result

        def delete(table: Table, hash_key: Any, range_key: Any) -> Any:
            result = delete_as_shipped(table, hash_key, range_key)
            self.note(table, hash_key, range_key)
            return result

        def update(backend: DynamoDBBackend, table_name: str, key: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
            try:
                return update_as_shipped(backend, table_name, key, *args, **kwargs)
            finally:
                table = backend.tables.get(table_name)
                if table is not None and table.hash_key_attr in key:
                    self.note(table, *key_of(table, key))

        put_as_shipped = patches.replace(Table, "put_item", put)
        delete_as_shipped = patches.replace(Table, "delete_item", delete)
        update_as_shipped = patches.replace(DynamoDBBackend, "update_item", update)


def key_of(table: Table, attributes: dict[str, Any]) -> Key:
    """The key of an item, out of its attributes as they are on the wire."""
    range_value = DynamoType(attributes[table.range_key_attr]) if table.range_key_attr else None
    return DynamoType(attributes[table.hash_key_attr]), range_value


def item_at(table: Table, hash_value: Any, range_value: Any) -> Any:
    """The item under a key, or None."""
    part: Any = table.items.get(hash_value)
    return part.get(range_value) if part is not None and table.range_key_attr else part


def _hashes(table: Table) -> set[str]:
    """The attributes that its indexes are hashed by."""
    schemas = (index.schema for index in (*table.global_indexes, *table.indexes))
    return {key["AttributeName"] for schema in schemas for key in schema if key["KeyType"] == "HASH"}


def _in_partition(table: Table, hash_key: Any) -> list[Any]:
    part: Any = table.items.get(hash_key)
    if part is None:
        return []
    return list(part.values()) if table.range_key_attr else [part]


def _require_possible(hashes: Iterable[Any], ranges: Iterable[Any]) -> None:
    if any(len(str(value).encode()) > HASH_KEY_MAX_LENGTH for value in hashes):
        raise HashKeyTooLong
    if any(len(str(value).encode()) > RANGE_KEY_MAX_LENGTH for value in ranges):
        raise RangeKeyTooLong
