"""A rulebook is printed as people read it, beside its clauses, and a wrong one says what to mend."""

import io

import pytest
from rich.console import Console

from huiyin.rulebook import codes, load
from huiyin.rulebook.consistency import rules
from huiyin.rulebook.loading import SHELF
from huiyin_local.rules_report import CHOICE, check_file, show
from huiyin_local.rules_report.limits import GUIDED, limits_by_kind, steps_by_kind
from huiyin_local.rules_report.printing import SECTIONS


@pytest.fixture
def console():
    return Console(file=io.StringIO(), width=160)


def printed(console):
    return console.file.getvalue()


@pytest.mark.parametrize("code", codes())
def test_every_rule_stands_under_a_heading_beside_its_clause_or_is_called_a_choice(console, code):
    assert show(code, console) == 0

    book = load(code)
    told = {id(row.rule) for section in SECTIONS for row in section.rows(book)}
    told |= {id(rule) for row in limits_by_kind(book) for _, rule in row.limits}
    by_kind = steps_by_kind(book)
    untold = [path for path, rule in rules(book) if id(rule) not in told and path[:1] != ("limits",)]
    assert untold == []
    assert {path[1] for path, rule in rules(book) if path[0] == "limits" and id(rule) not in told} <= set(by_kind)
    assert book.names.zh in printed(console)
    assert CHOICE in printed(console)
    for clause in {rule.clause for _, rule in rules(book) if rule.clause}:
        assert clause in printed(console)


@pytest.mark.clause("SZ-A2.4.4c", "SZ-A2.4.4d")
def test_limits_are_a_table_of_kind_and_step_with_the_one_that_applies():
    book = load("suzhou-express")
    place = steps_by_kind(book).index("reply")
    limits = {row.kind.en: row.limits[place] for row in limits_by_kind(book)}

    assert limits["Complaint"][0].zh == "7个工作日"
    assert limits["Complaint"][1].clause == "SZ-A2.4.4c"
    assert limits["Enquiry"][0].en == "1 working day"
    assert limits["Sudden event"][0].en == "the same day"
    assert limits["Sudden event"][1].clause == "SZ-A2.4.4d"
    assert GUIDED not in [says for says, _ in limits.values()]


def test_a_version_is_shown_by_its_name_and_another_is_answered_with_those_there_are(console):
    assert show("suzhou-express", console, "1") == 0
    assert "version 1" in printed(console)

    assert show("suzhou-express", console, "99") == 2
    assert "no rulebook version '99'; there are 1" in printed(console)


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
