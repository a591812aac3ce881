"""Prints a rulebook beside the clauses that it cites, or what is wrong with it (`huiyin rules show`, `rules check`)."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from huiyin import clauses
from huiyin.rulebook import Rule, Rulebook, UnknownProgrammeError, check, codes, load
from huiyin.rulebook.consistency import rules

CHOICE = "a choice"
LONGEST_LIST = 8  # a category has dozens of words; the YAML has them all


def check_file(path: Path, console: Console) -> int:
    """Says every problem of a rulebook file; 0 where there is none, 1 where there are, 2 where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        console.print(Text(f"{path} cannot be read: {_reason(error)}. Expected a YAML file in UTF-8."))
        return 2
    problems = check(text, path.name)
    for problem in problems:
        console.print(Text(str(problem)), soft_wrap=True)
    if problems:
        console.print(Text(f"{len(problems)} to mend in {path.name}."))
        return 1
    console.print(
        Text(f"{path.name} holds: every key is known, and every rule has its clause or is marked as a choice.")
    )
    return 0


def show(code: str, console: Console) -> int:
    """Prints a programme's rules, each beside its clause; 2 where there is no such programme."""
    try:
        rulebook = load(code)
    except UnknownProgrammeError:
        console.print(Text(f"There is no programme {code!r}; there are: {', '.join(codes())}."))
        return 2
    console.print(Text(f"{rulebook.names.zh} · {rulebook.names.en} ({rulebook.code}, version {rulebook.version})"))
    console.print(Text(f"{rulebook.centre.zh} · {rulebook.centre.en}; {rulebook.zone}"))
    console.print(_table(rulebook))
    return 0


def _table(rulebook: Rulebook) -> Table:
    table = Table(show_lines=True, expand=True)
    for heading, ratio in (("Rule", 3), ("Says", 6), ("Clause", 2), ("The clause asks", 6)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for path, rule in rules(rulebook):
        table.add_row(*(Text(cell) for cell in _row(path, rule)))
    return table


def _row(path: tuple[str | int, ...], rule: Rule) -> tuple[str, str, str, str]:
    where = ".".join(str(part) for part in path if not isinstance(part, int))
    says = "; ".join(_sayings(rule))
    if rule.clause is None:
        return where, says, CHOICE, ""
    return where, says, rule.clause, clauses.clause(rule.clause).requirement


def _sayings(rule: Rule) -> Iterator[str]:
    for field in fields(rule):
        value = getattr(rule, field.name)
        if field.name not in ("clause", "basis") and value not in (None, (), False):
            yield f"{field.name}: {_said(value)}"


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        rest = "" if len(value) <= LONGEST_LIST else f" … ({len(value)})"
        return ", ".join(_said(item) for item in value[:LONGEST_LIST]) + rest
    if hasattr(value, "zh"):
        return f"{value.zh} · {value.en}"
    if hasattr(value, "opens"):
        return f"{value.opens:%H:%M}–{value.closes:%H:%M}"
    return "yes" if value is True else str(value)


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or "unknown" if isinstance(error, OSError) else "it is not UTF-8"
