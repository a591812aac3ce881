"""A rulebook is printed beside its clauses, and a wrong one says what to mend."""

import io

import pytest
from rich.console import Console

from huiyin.rulebook.loading import SHELF
from huiyin_local.rules_report import CHOICE, check_file, show


@pytest.fixture
def console():
    return Console(file=io.StringIO(), width=160)


def printed(console):
    return console.file.getvalue()


@pytest.mark.clause("SZ-A2.4.4a")
def test_every_rule_stands_beside_its_clause_or_is_called_a_choice(console):
    assert show("suzhou-express", console) == 0

    assert "宿事速办" in printed(console)
    assert "SZ-A2.4.4a" in printed(console)
    assert "Sign for receipt" in printed(console)
    assert CHOICE in printed(console)


def test_an_unknown_programme_is_answered_with_those_there_are(console):
    assert show("suzhou", console) == 2

    assert "suzhou-express" in printed(console)


def test_a_rulebook_that_holds_says_so(console, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_bytes((SHELF / "suzhou-express" / "1.yaml").read_bytes())

    assert check_file(file, console) == 0
    assert "mine.yaml holds" in printed(console)


def test_a_rulebook_that_does_not_hold_says_each_place(console, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("code: x\nprefixx: [bold]\n", encoding="utf-8")

    assert check_file(file, console) == 1
    assert "mine.yaml:2: `prefixx`: the key `prefixx` is not known here; did you mean `prefix`?" in printed(console)


def test_a_file_that_cannot_be_read_says_why(console, tmp_path):
    (tmp_path / "latin.yaml").write_bytes(b"\xff\xfe")

    assert check_file(tmp_path / "none.yaml", console) == 2
    assert check_file(tmp_path / "latin.yaml", console) == 2
    assert "No such file" in printed(console)
    assert "not UTF-8" in printed(console)
