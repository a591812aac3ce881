"""How a problem of a rulebook's shape is said: the key, what stands there, and what would be right."""

import json
import types
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, Union, get_args, get_origin, get_type_hints

from huiyin.rulebook.reading import Path

UNKNOWN_KEY = "unexpected_keyword_argument"
MISSING_KEY = frozenset({"missing", "missing_argument", "missing_keyword_only_argument"})

_EXPECTED = {
    "int_type": "a whole number without quotes",
    "int_from_float": "a whole number",
    "float_type": "a number without quotes",
    "string_type": "a text; put it in quotes if it looks like a number",
    "bool_type": "`true` or `false`",
    "tuple_type": "a list",
    "mapping_type": "keys with values",
    "dict_type": "keys with values",
    "dataclass_type": "keys with values",
    "time_parsing": 'a time of day such as "08:30"',
    "time_type": 'a time of day such as "08:30", in quotes',
}


def sentence(error: Any, path: Path, schema: type) -> str:
    """One sentence about one error, naming the key."""
    kind = error["type"]
    key = _named(path)
    if kind == UNKNOWN_KEY:
        return _unknown_key(str(key), _keys(schema, path[:-1]))
    if kind in MISSING_KEY:
        return f"the key `{key}` is missing here; add it"
    if kind in ("enum", "literal_error"):
        return _not_one_of(key, error["input"], error["ctx"]["expected"])
    if kind == "value_error":
        return f"`{key}` does not hold together: {error['ctx']['error']}"
    expected = _EXPECTED.get(kind, error["msg"])
    return f"`{key}` is {_shown(error['input'])}, and should be {expected}"


def _named(path: Path) -> str:
    """The last key of a path, with its place where it is an item of a list."""
    items = [part for part in path[::-1] if not isinstance(part, int)]
    if not items:
        return "the rulebook"
    return str(items[0]) + "".join(f"[{part}]" for part in path[len(path) - path[::-1].index(items[0]) :])


def meant(word: str, known: list[str]) -> str:
    """What a misspelt word probably was, as the end of a sentence."""
    near = closest(word, known)
    return f"did you mean `{near}`?" if near else f"it is one of {', '.join(known)}"


def closest(word: str, known: list[str]) -> str | None:
    return next(iter(get_close_matches(word, known, n=1)), None)


def _unknown_key(key: str, known: list[str]) -> str:
    return f"the key `{key}` is not known here; {meant(key, known)}" if known else f"the key `{key}` is not known here"


def _not_one_of(key: object, value: object, expected: str) -> str:
    known = [part.strip(" '\"") for part in expected.replace(" or ", ", ").split(",")]
    if key == value:
        return f"the key `{value}` is not known here; {meant(str(value), known)}"
    return f"`{key}` is {_shown(value)}; {meant(str(value), known)}"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _keys(schema: type, path: Path) -> list[str]:
    """The keys that the schema knows at a path."""
    here: Any = schema
    for part in path:
        here = _bare(here)
        arguments = get_args(here)
        if is_dataclass(here) and isinstance(here, type):
            here = get_type_hints(here).get(str(part))
        elif arguments:
            here = arguments[0] if isinstance(part, int) else arguments[-1]
    here = _bare(here)
    return [field.name for field in fields(here)] if is_dataclass(here) else []


def _bare(annotation: Any) -> Any:
    """`X` of `X | None`."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next(part for part in get_args(annotation) if part is not type(None))
    return annotation
