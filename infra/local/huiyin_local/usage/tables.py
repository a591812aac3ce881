"""A look into the emulator's tables, for the meter: what an item is before and after a write, and what indexes hold."""

from collections.abc import Mapping
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType

from huiyin_local.usage.sizes import Wire, item_size, write_units


class Tables:
    """The tables of one region."""

    def __init__(self, region: str) -> None:
        self._backend = dynamodb_backends[DEFAULT_ACCOUNT_ID][region]

    def item(self, name: str, key: Wire) -> dict[str, Any] | None:
        """An item as it stands, whole."""
        table = self._backend.tables[name]
        sort = DynamoType(dict(key[table.range_key_attr])) if table.range_key_attr else None
        item = table.get_item(DynamoType(dict(key[table.hash_key_attr])), sort)
        return item.to_json()["Attributes"] if item else None

    def key(self, name: str, item: Wire) -> dict[str, Any]:
        """The key of a whole item."""
        table = self._backend.tables[name]
        return {a: dict(item[a]) for a in (table.hash_key_attr, table.range_key_attr) if a}

    def index_units(self, name: str, before: Wire | None, after: Wire | None) -> int:
        """What the table's indexes write for a change: nothing where their part of the item stays as it was.

        An index entry whose key changes is deleted and put, which is two writes.
        """
        table = self._backend.tables[name]
        own = [a for a in (table.hash_key_attr, table.range_key_attr) if a]
        return sum(_index_units(index, own, before, after) for index in table.global_indexes)


def _index_units(index: Any, own: list[str], before: Wire | None, after: Wire | None) -> int:
    key = [element["AttributeName"] for element in index.schema]
    old, new = _entry(index, key, own, before), _entry(index, key, own, after)
    if old == new:
        return 0
    if old and new and all(old[a] == new[a] for a in key):
        return write_units(max(item_size(old), item_size(new)))
    return sum(write_units(item_size(entry)) for entry in (old, new) if entry)


def _entry(index: Any, key: list[str], own: list[str], item: Wire | None) -> Mapping[str, Any] | None:
    """What of an item the index holds; nothing for an item without the index's keys."""
    if item is None or any(a not in item for a in key):
        return None
    projection = index.projection or {}
    if projection.get("ProjectionType", "ALL") == "ALL":
        return item
    kept = {*key, *own, *projection.get("NonKeyAttributes", ())}
    return {name: value for name, value in item.items() if name in kept}
