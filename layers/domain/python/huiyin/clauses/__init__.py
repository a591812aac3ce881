"""The regulations' clauses, one a row, as the rules cite them; and which of them still wait for something."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a regulation, and what it asks for."""

    id: str
    source: str
    article: str
    kind: str
    requirement: str


class UnknownClauseError(KeyError):
    """No regulation has that clause."""

    def __str__(self) -> str:
        return str(self.args[0])


def clause(clause_id: str) -> Clause:
    """The clause of that id."""
    try:
        return _clauses()[clause_id]
    except KeyError:
        raise UnknownClauseError(f"no clause {clause_id!r}; clauses.csv lists those there are") from None


def ids() -> tuple[str, ...]:
    """Every clause's id, in the order of the regulations."""
    return tuple(_clauses())


@lru_cache
def later() -> Mapping[str, str]:
    """What is not there yet, in one sentence, by the id of the clause that asks for it. All other clauses work."""
    return MappingProxyType({row["id"]: (row["missing"] or "").strip() for row in _rows("later.csv")})


@lru_cache
def _clauses() -> Mapping[str, Clause]:
    return MappingProxyType({row["id"]: Clause(**row) for row in _rows("clauses.csv")})


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    return csv.DictReader((resources.files(__package__) / name).read_text(encoding="utf-8").splitlines())
