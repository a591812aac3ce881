"""The table of clauses (`huiyin clauses`): where each is implemented, which tests carry it, or what is still missing.

A checkout says so itself: its sources cite clauses, its tests are marked with them, and `later.csv` says what waits.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from huiyin import clauses
from huiyin.clauses import Clause
from huiyin_local.checkout import ROOT

CITATION = re.compile(r"\b(?:GX|NM|WB|CQ|SZ)-[0-9A](?:[0-9a-zA-Z.]*[0-9a-z])?")
MARK = "pytest.mark.clause"
SOURCES = ("layers", "functions", "statemachines", "infra")
SUFFIXES = frozenset({".py", ".yaml", ".j2"})
SAMPLES = "samples"  # letters and units that are made up: nothing is implemented there
ROOTS = ("layers/domain/python/", "layers/platform/python/", "infra/local/")  # packages are known without their place
WRITTEN = "tests/clauses.md"

COLUMNS: tuple[str, ...] = ("id", "article", "requirement", "state", "implemented in", "tests")
HEAD = f"""# The clauses, one a row

Made by `huiyin clauses --write` from `clauses.csv`, `later.csv` and what the project's files say; `make check` looks
whether it is up to date. *Works*: it is implemented in these files, and these tests carry its id (`@{MARK}`).
*Later*: something is missing, in the words beside it; files and tests hold what is there already. Packages are named
without their place: `huiyin` is in `layers/domain/python`, `huiyin_aws` in `layers/platform/python`, `huiyin_local` in
`infra/local`. Articles are those of the programme's regulation; A2-4(1) is article 4(1) of its annex 2.
"""

Places = Mapping[str, tuple[str, ...]]
"""Clause id → the files where it stands, sorted."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a checkout says about its clauses; `later` holds what is missing, by clause."""

    root: Path
    known: tuple[Clause, ...]
    later: Mapping[str, str]
    cited: Places
    marked: Places


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause as it stands; `missing` is None where it works."""

    clause: Clause
    cited: tuple[str, ...]
    marked: tuple[str, ...]
    missing: str | None

    @property
    def state(self) -> str:
        return "works" if self.missing is None else "later"


def of_this_checkout() -> Facts:
    """The facts about the project's own clauses."""
    return gather(ROOT, [clauses.clause(clause_id) for clause_id in clauses.ids()], clauses.later())


def gather(root: Path, known: Sequence[Clause], later: Mapping[str, str]) -> Facts:
    """The facts about `known` clauses in the checkout at `root`."""
    return Facts(root, tuple(known), later, _places(root, _citations(root)), _places(root, _marks(root)))


def entries(facts: Facts) -> tuple[Entry, ...]:
    """Every clause, in the order of clauses.csv."""
    return tuple(
        Entry(each, facts.cited.get(each.id, ()), facts.marked.get(each.id, ()), facts.later.get(each.id))
        for each in facts.known
    )


def faults(facts: Facts) -> tuple[str, ...]:
    """What is wrong with the clauses, one sentence each; none where all is well."""
    return (*_unknown_ids(facts), *(fault for entry in entries(facts) for fault in _faults_of(entry)))


def show(facts: Facts, console: Console) -> int:
    """Prints the table for people."""
    table = Table(show_lines=True, expand=True)
    table.add_column("Id", no_wrap=True)
    for heading, ratio in (("Asks", 8), ("State", 5), ("Where", 8), ("Tests", 6)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for entry in entries(facts):
        cells = (entry.clause.id, entry.clause.requirement, _state(entry), *_joined(entry, "\n"))
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
    console.print(Text(_totals(facts)))
    return 0


def write(facts: Facts, console: Console) -> int:
    """Writes the table as Markdown beside the tests."""
    (facts.root / WRITTEN).write_text(markdown(facts), encoding="utf-8")
    console.print(Text(f"{WRITTEN}: {_totals(facts)}"))
    return 0


def check(facts: Facts, console: Console) -> int:
    """Says every fault; 0 where there is none, else 1."""
    found = [*faults(facts), *_out_of_date(facts)]
    for fault in found:
        console.print(Text(fault), soft_wrap=True)
    console.print(Text(f"{len(found)} to mend." if found else _totals(facts)))
    return 1 if found else 0


def markdown(facts: Facts) -> str:
    """The table as Markdown: the same facts give the same text."""
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(_cells(entry) for entry in entries(facts))]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{HEAD}\n{_totals(facts)}\n\n{table}\n"


def _cells(entry: Entry) -> tuple[str, ...]:
    """A row of the Markdown table."""
    clause = entry.clause
    cells = (clause.id, clause.article, clause.requirement, _state(entry), *_joined(entry, ", "))
    return tuple(re.sub(r"([|*_<])", r"\\\1", cell) for cell in cells)


def _places(root: Path, found: Iterable[tuple[str, Path]]) -> Places:
    files: dict[str, set[str]] = {}
    for clause, path in found:
        files.setdefault(clause, set()).add(path.relative_to(root).as_posix())
    return {clause: tuple(sorted(places)) for clause, places in files.items()}


def _citations(root: Path) -> Iterator[tuple[str, Path]]:
    for path in (path for folder in SOURCES for path in (root / folder).rglob("*")):
        if path.suffix in SUFFIXES and SAMPLES not in path.relative_to(root).parts:
            for clause in CITATION.findall(path.read_text(encoding="utf-8")):
                yield clause, path


def _marks(root: Path) -> Iterator[tuple[str, Path]]:
    """Ids written in a mark: over a test, in `pytestmark`, or beside a parameter."""
    for path in (root / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == MARK:
                yield from ((str(arg.value), path) for arg in node.args if isinstance(arg, ast.Constant))


def _unknown_ids(facts: Facts) -> Iterator[str]:
    known = {each.id for each in facts.known}
    for places, does in ((facts.cited, "cites"), (facts.marked, "is marked with")):
        for clause in sorted(places.keys() - known):
            for path in places[clause]:
                yield f"{path} {does} {clause}, which clauses.csv does not have."
    for clause in facts.later:
        if clause not in known:
            yield f"later.csv names {clause}, which clauses.csv does not have."


def _faults_of(entry: Entry) -> Iterator[str]:
    clause = entry.clause.id
    if entry.missing is None and not entry.cited:
        yield f"{clause} is cited nowhere: cite it where it is implemented, or say in later.csv what is missing."
    if entry.cited and not entry.marked:
        where = ", ".join(entry.cited)
        yield f'{clause} is cited in {where}, and no test carries it: mark the one that holds it, @{MARK}("{clause}").'
    if entry.missing is not None and not entry.missing:
        yield f"later.csv names {clause} without words: say what is missing, or take the row out where it works."


def _out_of_date(facts: Facts) -> Iterator[str]:
    path = facts.root / WRITTEN
    if not path.is_file() or path.read_text(encoding="utf-8") != markdown(facts):
        yield f"{WRITTEN} is out of date: write it anew with `huiyin clauses --write`."


def _state(entry: Entry) -> str:
    return entry.state if entry.missing is None else f"{entry.state}: {entry.missing}"


def _joined(entry: Entry, between: str) -> tuple[str, str]:
    """Where it is cited and which tests carry it, in short names."""
    tests = (path.removeprefix("tests/").removesuffix(".py") for path in entry.marked)
    return between.join(_short(path) for path in entry.cited), between.join(tests)


def _short(path: str) -> str:
    place = next((place for place in ROOTS if path.startswith(place)), "")
    return path.removeprefix(place)


def _totals(facts: Facts) -> str:
    states = [entry.state for entry in entries(facts)]
    return f"{len(states)} clauses: works {states.count('works')}, later {states.count('later')}."
