"""Every clause that is cited where it is implemented is held by a test that is marked with its id, and exists."""

import ast
import re
from pathlib import Path

from huiyin.clauses import ids

ROOT = Path(__file__).resolve().parents[2]
CITATION = re.compile(r"\b(?:SZ|GX|NM|WB|CQ)-[0-9A][0-9a-zA-Z.]*[0-9a-z]")
SOURCES = ("layers", "functions", "statemachines", "infra")


def cited() -> dict[str, set[str]]:
    """Clause ids in the sources, with the files that cite them."""
    found: dict[str, set[str]] = {}
    for path in (p for folder in SOURCES for p in sorted((ROOT / folder).rglob("*"))):
        if path.suffix in {".py", ".yaml", ".j2"} and "samples" not in path.parts:
            for clause in CITATION.findall(path.read_text(encoding="utf-8")):
                found.setdefault(clause, set()).add(str(path.relative_to(ROOT)))
    return found


def marked() -> set[str]:
    """Clause ids in `@pytest.mark.clause(…)` of tests, and in `pytestmark`."""
    found: set[str] = set()
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.clause":
                found |= {a.value for a in node.args if isinstance(a, ast.Constant)}
    return found


def test_every_cited_clause_exists():
    known = set(ids())
    assert {clause: files for clause, files in cited().items() if clause not in known} == {}


def test_every_marked_clause_exists():
    assert marked() - set(ids()) == set()


def test_every_cited_clause_is_held_by_a_test():
    held = marked()
    assert {clause: files for clause, files in cited().items() if clause not in held} == {}
