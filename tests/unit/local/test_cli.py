"""The command line: quick to help, clear about what was asked in a wrong way, exit codes that scripts can trust."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from huiyin.worktime import What
from huiyin_local.cli import main
from huiyin_local.due import due_report, print_due


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code and what was said on both outputs; argparse leaves by SystemExit."""
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = int(str(ended.code))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("run", "letters.csv", "--programme", "nowhere"),
            "there is no programme 'nowhere'; there are: ",
        ),
        (("run", "missing.csv", "--programme", "suzhou-express"), "there is no file missing.csv"),
        (("run", "x.csv", "--programme", "suzhou-express", "--limit", "0"), "expected a whole number of 1 or more"),
        (("run", "x.csv", "--programme", "suzhou-express", "--at", "2026-03-02T08:00"), "no instant with its offset"),
        (("due", "suzhou-express", "--step", "nap", "--at", "2026-03-02T08:00Z"), "sets no limit for step 'nap'"),
        (
            ("due", "suzhou-express", "--step", "reply", "--kind", "song", "--at", "2026-03-02T08:00Z"),
            "has no kind 'song'",
        ),
        (("rules", "show", "nowhere"), "no programme 'nowhere'; there are"),
        ((), "COMMAND"),
    ],
)
def test_what_is_asked_in_a_wrong_way_ends_with_2_and_says_what_is_right(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    code, out, error = asked(capsys, *arguments)
    assert code == 2
    assert says in out + error


def test_letters_that_are_no_letters_end_with_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "letters.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    code, _, error = asked(capsys, "run", str(file), "--programme", "suzhou-express")
    assert code == 2
    assert "the header has no column id" in error


@pytest.mark.clause("SZ-A2.4.4c")
def test_due_gives_the_deadline_and_its_days(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("due", "suzhou-express", "--step", "reply", "--kind", "complaint", "--at", "2026-03-02T10:00+08:00")
    code, out, _ = asked(capsys, *arguments, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["due_at"] == "2026-03-11T17:30:00+08:00"
    assert sum(day["counted"] for day in found["days"]) == 7


def test_due_shows_what_each_day_is(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("due", "suzhou-express", "--step", "reply", "--kind", "complaint", "--at", "2026-02-12T16:00+08:00")
    _, out, _ = asked(capsys, *arguments, "--json")
    what = {day["date"][5:]: day["what"] for day in json.loads(out)["days"]}
    assert (what["02-12"], what["02-13"], what["02-14"]) == ("day_zero", "working_day", "make_up_workday")
    assert what["02-17"] == "holiday"

    _, shown, _ = asked(capsys, *arguments)
    assert "调休上班 make-up day" in shown
    assert "起算日 day zero" in shown


@pytest.mark.parametrize("what", list(What))
def test_every_sort_of_day_has_words_on_the_screen(what: What) -> None:
    console = Console(record=True, width=120)
    report = due_report("suzhou-express", "reply", "help", datetime(2026, 3, 2, tzinfo=UTC))
    print_due(report | {"days": [{"date": "2026-03-02", "counted": True, "what": what.value, "why": "为何"}]}, console)
    (line,) = [line for line in console.export_text().splitlines() if "为何" in line]
    assert re.search(r"│ [一-鿿]+ [a-z -]+ ", line)


def test_help_loads_nothing_that_it_does_not_need() -> None:
    program = (
        "import sys; from huiyin_local import cli; print([m for m in ('boto3', 'moto', 'rich') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
