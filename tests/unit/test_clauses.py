"""Every clause of the regulations is implemented, cited and tested, or it is said what is missing."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console

from huiyin import clauses
from huiyin.clauses import Clause
from huiyin_local.clauses_report import (
    WRITTEN,
    Facts,
    check,
    entries,
    faults,
    gather,
    markdown,
    of_this_checkout,
    show,
    write,
)
from huiyin_local.cli import main

KNOWN = (
    Clause("GX-5", "000", "5", "flow", "Only approved entries may submit"),
    Clause("CQ-24", "003", "24", "rule", "Digits as *; a | b"),
)
CITED = {"layers/rules.py": '"""Entries (GX-5)."""'}
MARKED = {"tests/unit/test_entries.py": '@pytest.mark.clause("GX-5")\ndef test_entries(): ...'}
WAITING = {"CQ-24": "Nothing is masked."}


def a_checkout(
    root: Path, files: Mapping[str, str] = CITED | MARKED, later: Mapping[str, str] = WAITING, known=KNOWN
) -> Facts:
    """What is gathered from a made-up checkout; as it stands, nothing is wrong with it."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return gather(root, known, later)


@pytest.fixture
def console():
    return Console(file=io.StringIO(), width=160)


def printed(console: Console) -> str:
    return console.file.getvalue()


# --- This project ----------------------------------------------------------------------------------------------------


def test_nothing_is_wrong_with_the_clauses_of_this_project():
    assert faults(of_this_checkout()) == ()


def test_what_is_missing_is_said_in_a_sentence():
    assert [clause for clause, missing in clauses.later().items() if not missing.endswith(".")] == []


def test_the_command_prints_every_clause(capsys: pytest.CaptureFixture[str]):
    assert main(["clauses"]) == 0

    said = capsys.readouterr().out
    assert [clause_id for clause_id in clauses.ids() if clause_id not in said] == []


# --- What is wrong with a checkout -----------------------------------------------------------------------------------


def test_a_clause_that_is_cited_and_tested_works_and_one_that_waits_says_for_what(tmp_path):
    facts = a_checkout(tmp_path)

    assert faults(facts) == ()
    assert [(entry.clause.id, entry.state, entry.missing) for entry in entries(facts)] == [
        ("GX-5", "works", None),
        ("CQ-24", "later", "Nothing is masked."),
    ]


@pytest.mark.parametrize(
    ("files", "later", "says"),
    [
        ({"functions/act.py": "# GX-99"}, WAITING, "functions/act.py cites GX-99, which clauses.csv does not have."),
        (
            {"tests/test_x.py": 'pytestmark = pytest.mark.clause("GX-99")'},
            WAITING,
            "tests/test_x.py is marked with GX-99, which clauses.csv does not have.",
        ),
        ({}, {}, "CQ-24 is cited nowhere: cite it where it is implemented, or say in later.csv what is missing."),
        (
            {"infra/x.yaml": "# CQ-24", "statemachines/y.yaml": "# CQ-24"},
            {},
            "CQ-24 is cited in infra/x.yaml, statemachines/y.yaml, and no test carries it:"
            ' mark the one that holds it, @pytest.mark.clause("CQ-24").',
        ),
        (
            {"infra/x.yaml": "# CQ-24"},
            WAITING,
            "CQ-24 is cited in infra/x.yaml, and no test carries it:"
            ' mark the one that holds it, @pytest.mark.clause("CQ-24").',
        ),
        (
            {"tests/test_x.py": 'pytestmark = pytest.mark.clause("CQ-24")'},
            {},
            "CQ-24 is cited nowhere: cite it where it is implemented, or say in later.csv what is missing.",
        ),
        (
            {},
            {"CQ-24": ""},
            "later.csv names CQ-24 without words: say what is missing, or take the row out where it works.",
        ),
        ({}, WAITING | {"GX-99": "All of it."}, "later.csv names GX-99, which clauses.csv does not have."),
    ],
    ids=[
        "cited-unknown",
        "marked-unknown",
        "cited-nowhere",
        "works-without-a-test",
        "partly-there-without-a-test",
        "marked-but-not-cited",
        "later-without-words",
        "later-unknown",
    ],
)
def test_each_fault_is_found_and_is_one_sentence(tmp_path, files, later, says):
    assert faults(a_checkout(tmp_path, CITED | MARKED | files, later)) == (says,)


def test_sources_cite_but_samples_tests_and_tables_do_not(tmp_path):
    facts = a_checkout(
        tmp_path,
        {
            "layers/a.py": "# GX-5.",
            "infra/b.yaml": "GX-5–7",
            "layers/c.html.j2": "{# GX-5, CQ-24 #}",
            "infra/local/samples/d.yaml": "# CQ-24",
            "layers/clauses.csv": "CQ-24",
            "tests/test_e.py": "# CQ-24",
            "README.md": "CQ-24",
        },
    )

    assert facts.cited == {"GX-5": ("infra/b.yaml", "layers/a.py", "layers/c.html.j2"), "CQ-24": ("layers/c.html.j2",)}


def test_a_mark_counts_over_a_test_for_a_whole_file_and_beside_a_parameter(tmp_path):
    facts = a_checkout(
        tmp_path,
        {
            "tests/test_over.py": '@pytest.mark.clause("GX-5", "CQ-24")\ndef test_it(): ...',
            "tests/test_file.py": 'pytestmark = [pytest.mark.slow, pytest.mark.clause("GX-5")]',
            "tests/test_beside.py": 'CASES = [pytest.param(1, marks=pytest.mark.clause("GX-5"))]',
            "tests/test_words.py": '"""Not pytest.mark.clause("GX-5")."""',
        },
    )

    over, file, beside = "tests/test_over.py", "tests/test_file.py", "tests/test_beside.py"
    assert facts.marked == {"GX-5": (beside, file, over), "CQ-24": (over,)}


# --- The table -------------------------------------------------------------------------------------------------------


def test_the_table_has_a_row_a_clause_with_short_names_and_what_is_missing(tmp_path):
    files = MARKED | {"layers/domain/python/huiyin/entries.py": "# GX-5", "functions/intake/submit.py": "# GX-5"}
    table = markdown(a_checkout(tmp_path, files)).splitlines()

    assert "2 clauses: works 1, later 1." in table
    assert table[-2:] == [
        "| GX-5 | 5 | Only approved entries may submit | works | functions/intake/submit.py, huiyin/entries.py"
        " | unit/test\\_entries |",
        "| CQ-24 | 24 | Digits as \\*; a \\| b | later: Nothing is masked. |  |  |",
    ]


def test_people_are_shown_the_same(tmp_path, console):
    assert show(a_checkout(tmp_path), console) == 0

    for words in ("GX-5", "works", "layers/rules.py", "unit/test_entries", "later: Nothing is"):
        assert words in printed(console)


def test_a_table_that_is_not_there_or_out_of_date_is_a_fault_until_it_is_written_anew(tmp_path, console):
    facts = a_checkout(tmp_path)

    assert check(facts, console) == 1
    assert f"{WRITTEN} is out of date: write it anew with `huiyin clauses --write`.\n1 to mend." in printed(console)
    assert write(facts, console) == 0
    assert check(facts, console) == 0
    assert check(a_checkout(tmp_path, {"functions/more.py": "# GX-5"}), console) == 1


def test_checking_says_every_fault_and_ends_with_1(tmp_path, console):
    facts = a_checkout(tmp_path, later={})
    write(facts, console)

    assert check(facts, console) == 1
    assert "CQ-24 is cited nowhere" in printed(console)
