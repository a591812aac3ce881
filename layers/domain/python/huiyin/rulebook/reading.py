"""Rulebook text into plain data, with the line of every value, so that a problem can say where it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """What a text says: its data, the line of each value, and the keys that it says twice."""

    data: Any
    lines: dict[Path, int]
    repeated: tuple[Path, ...]


class UnreadableError(Exception):
    """The text is not YAML."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read(text: str) -> Plain:
    """Parse YAML with the scalars of JSON only: `14:30`, `on` and `2026-03-02` stay what was written."""
    import yaml

    try:
        root = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableError(line, error.problem or "cannot be read") from error
    walk = _Walk()
    data = walk.plain(root, ()) if root is not None else None
    return Plain(data, walk.lines, tuple(walk.repeated))


def _loader() -> Any:
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    scalars = (
        ("bool", r"true|false", "tf"),
        ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
        ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
        ("null", r"null|~|", ["n", "~", ""]),
    )
    loader: Any = type("RulebookLoader", (base,), {"yaml_implicit_resolvers": {}})
    for name, pattern, first in scalars:
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"(?:{pattern})$"), list(first))
    return loader


_SCALARS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:bool": lambda text: text == "true",
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:null": lambda text: None,
}


@dataclass(slots=True)
class _Walk:
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[Path] = field(default_factory=list)

    def plain(self, node: Any, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if node.id == "scalar":
            return _SCALARS.get(node.tag, str)(node.value)
        if node.id == "sequence":
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: Any, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in data:
                self.repeated.append((*path, key))
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            data[key] = self.plain(value_node, (*path, key))
        return data
