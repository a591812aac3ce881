"""Checking a rulebook's text: every problem with its place, its value and what would be right."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from huiyin.rulebook import consistency
from huiyin.rulebook.book import Rulebook
from huiyin.rulebook.problems import Problem
from huiyin.rulebook.reading import Path, Plain, UnreadableError, read
from huiyin.rulebook.vocabulary import unknown_names, with_words
from huiyin.rulebook.wording import MISSING_KEY, UNKNOWN_KEY, closest, sentence

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def examine(text: str, filename: str, prefixes: Mapping[str, str]) -> tuple[Rulebook | None, list[Problem]]:
    """The rulebook that a text says, and what is wrong with it; no rulebook where its shape is wrong.

    `prefixes` are those that programmes have already, by the programme's code.
    """
    try:
        plain = read(text)
    except UnreadableError as error:
        return None, [Problem(filename, error.line, "", "", f"this is not YAML: {error}")]
    rulebook, complaints = _shape(with_words(plain.data))
    complaints += unknown_names(plain.data)
    if rulebook is not None:
        complaints += consistency.complaints(rulebook, prefixes)
    complaints += [(path, "this key stands twice here; keep one of them") for path in plain.repeated]
    problems = {_problem(plain, filename, path, message) for path, message in complaints}
    return rulebook, sorted(problems, key=lambda problem: (problem.line, problem.path, problem.message))


@lru_cache
def _schema() -> "TypeAdapter[Rulebook]":
    from pydantic import TypeAdapter

    return TypeAdapter(Rulebook)


def _shape(data: Any) -> tuple[Rulebook | None, list[tuple[Path, str]]]:
    from pydantic import ValidationError

    try:
        # As JSON: there a list is a tuple and a text a time or a code, and everything else is still strict.
        return _schema().validate_json(json.dumps(data)), []
    except ValidationError as error:
        return None, list(_complaints(error.errors(include_url=False)))


def _complaints(errors: Any) -> Iterator[tuple[Path, str]]:
    placed = [(tuple(part for part in error["loc"] if part != "[key]"), error) for error in errors]
    unknown = [path for path, error in placed if error["type"] == UNKNOWN_KEY]
    for path, error in placed:
        if error["type"] in MISSING_KEY and _is_misspelt(path, unknown):
            continue
        yield path, sentence(error, path, Rulebook)


def _is_misspelt(missing: Path, unknown: list[Path]) -> bool:
    """True where an unknown key beside the missing one is plainly the same word: one slip is one problem."""
    beside = [str(path[-1]) for path in unknown if path[:-1] == missing[:-1]]
    return closest(str(missing[-1]), beside) is not None


def _problem(plain: Plain, filename: str, path: Path, message: str) -> Problem:
    return Problem(filename, _line(plain, path), _dotted(path), _value(plain.data, path), message)


def _line(plain: Plain, path: Path) -> int:
    """The line of a value, or of the nearest thing around it that is there."""
    for length in range(len(path), -1, -1):
        if path[:length] in plain.lines:
            return plain.lines[path[:length]]
    return 1


def _dotted(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _value(data: Any, path: Path) -> str:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return json.dumps(data, ensure_ascii=False)
