"""How large DynamoDB counts an item, and how many units that makes.

Names count as UTF-8, strings as UTF-8, numbers as half a byte a digit and one more, lists and maps as three bytes and
one for each element (Developer Guide, "DynamoDB item sizes and formats").
"""

from collections.abc import Mapping
from typing import Any

Wire = Mapping[str, Mapping[str, Any]]
"""An item as it goes over the wire: {"pk": {"S": "…"}, …}."""

WRITE_UNIT = 1024
READ_UNIT = 4096


def item_size(item: Wire | None) -> int:
    return sum(len(name.encode()) + _value_size(value) for name, value in (item or {}).items())


def write_units(size: int) -> int:
    """At least one, also for an item that is not there."""
    return max(1, -(-size // WRITE_UNIT))


def read_units(size: int, *, consistent: bool) -> float:
    """An eventually consistent read is half a unit for each 4 KB begun."""
    return max(1, -(-size // READ_UNIT)) * (1.0 if consistent else 0.5)


def _value_size(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    return _SIZES[kind](content)


def _number_size(digits: str) -> int:
    return (len(digits.lstrip("-").replace(".", "").strip("0")) + 1) // 2 + 1


def _bytes_size(content: bytes | str) -> int:
    return len(content) if isinstance(content, bytes) else len(content) * 3 // 4


_SIZES = {
    "S": lambda text: len(text.encode()),
    "N": _number_size,
    "B": _bytes_size,
    "BOOL": lambda _: 1,
    "NULL": lambda _: 1,
    "SS": lambda texts: sum(len(text.encode()) for text in texts),
    "NS": lambda numbers: sum(_number_size(number) for number in numbers),
    "BS": lambda contents: sum(_bytes_size(content) for content in contents),
    "L": lambda values: 3 + sum(1 + _value_size(value) for value in values),
    "M": lambda values: 3 + sum(1 + len(name.encode()) + _value_size(value) for name, value in values.items()),
}
