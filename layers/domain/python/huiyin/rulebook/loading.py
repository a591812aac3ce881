"""The programmes' rulebooks that ship with the package, read and checked once a process.

A rulebook is `programmes/<code>/<version>.yaml`; its words may stand in `vocabulary.yaml`, which all share. A version
stays where it is as long as a case stands under it.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path

from huiyin.rulebook.book import Rulebook
from huiyin.rulebook.problems import Problem

SHELF = Path(__file__).parent / "programmes"


class UnknownProgrammeError(KeyError):
    """No rulebook of that code, or of that version, ships."""

    def __str__(self) -> str:
        return str(self.args[0])


class RulebookError(ValueError):
    """A rulebook that does not hold what its schema asks for."""


def codes() -> tuple[str, ...]:
    """The codes of the programmes that ship."""
    return tuple(sorted(folder.name for folder in SHELF.iterdir() if folder.is_dir() and _files(folder)))


def versions(code: str) -> tuple[str, ...]:
    """The versions of a programme's rulebook, the oldest first.

    Raises:
        UnknownProgrammeError: there is no such programme.
    """
    if code not in codes():
        raise UnknownProgrammeError(f"no programme {code!r}; there are {', '.join(codes())}")
    return tuple(sorted(_files(SHELF / code), key=int))


def load(code: str, version: str = "") -> Rulebook:
    """A programme's rulebook in that version, or in the newest.

    Raises:
        UnknownProgrammeError: there is no such programme, or no such version of it.
        RulebookError: its text does not hold; every problem is said.
    """
    there = versions(code)
    if version and version not in there:
        raise UnknownProgrammeError(f"{code}: no rulebook version {version!r}; there are {', '.join(there)}")
    return _load(SHELF / code / f"{version or there[-1]}.yaml", code, version or there[-1])


def in_force(code: str, day: date) -> Rulebook:
    """The rulebook that a request received on this local day stands under: the newest that is in force by then."""
    books = [load(code, version) for version in versions(code)]
    return next((book for book in reversed(books) if book.in_force_from is None or book.in_force_from <= day), books[0])


def check(text: str, filename: str) -> list[Problem]:
    """All problems of a rulebook's text, in the order of its lines; none means that it can be used."""
    return _examine(text, filename, _prefixes())[1]


def _prefixes() -> Mapping[str, str]:
    """The prefix of each programme on the shelf, by its code; a rulebook that does not hold keeps none."""
    prefixes: dict[str, str] = {}
    for code in codes():
        with suppress(RulebookError):
            prefixes[code] = load(code).prefix
    return prefixes


def _files(folder: Path) -> list[str]:
    names = [entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return [name for name in names if name.isdigit()]


@lru_cache
def _load(file: Path, code: str, version: str) -> Rulebook:
    rulebook, problems = _examine(file.read_text(encoding="utf-8"), f"{code}/{file.name}", {})
    if rulebook is None or problems:
        raise RulebookError("\n".join(str(problem) for problem in problems))
    if (rulebook.code, rulebook.version) != (code, version):
        raise RulebookError(
            f"{code}/{file.name} says that it is {rulebook.code}, version {rulebook.version}; "
            "its folder is its code, its name its version: rename it, or mend its first lines"
        )
    return rulebook


def _examine(text: str, filename: str, prefixes: Mapping[str, str]) -> tuple[Rulebook | None, list[Problem]]:
    # Checking brings pydantic and yaml along; who only imports this package does not pay for them.
    from huiyin.rulebook.checking import examine

    return examine(text, filename, prefixes)
