"""Prints a rulebook beside the clauses that it cites, or what is wrong with it (`huiyin rules show`, `rules check`)."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from huiyin.rulebook import UnknownProgrammeError, check, load
from huiyin_local.rules_report.printing import CHOICE, print_rulebook

__all__ = ["CHOICE", "check_file", "show"]


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


def show(code: str, console: Console, version: str = "") -> int:
    """Prints a programme's rules, each beside its clause; 2 where there is no such programme or version."""
    try:
        print_rulebook(load(code, version), console)
    except UnknownProgrammeError as error:
        console.print(Text(f"{error}."), soft_wrap=True)
        return 2
    return 0


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or "unknown" if isinstance(error, OSError) else "it is not UTF-8"
