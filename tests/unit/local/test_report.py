"""The figures of a run: what counts as stuck, what is written, what people read."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage
from huiyin.rulebook import codes
from huiyin_local.report import Kept, Report, print_reports

NOW = datetime(2026, 3, 2, tzinfo=UTC)
JSON_KEYS = {
    "programme",
    "letters",
    "received",
    "by_stage",
    "by_outcome",
    "overdue",
    "stuck",
    "obligations",
    "ratings",
    "events",
    "virtual_days",
    "wall_s",
    "usage",
}


def a_report(**more: Any) -> Report:
    values: dict[str, Any] = {
        "programme": "suzhou-express",
        "letters": 3,
        "received": 2,
        "by_stage": {"archived": 2},
        "by_outcome": {"satisfied": 1, "explained": 1},
        "overdue": 1,
        "stuck": 0,
        "obligations": {"reply": {"met": 1, "late": 1}},
        "ratings": {"good": 1, "default": 1},
        "events": 30,
        "virtual_days": 60,
        "wall_s": 1.5,
        "usage": {"lambda_invocations": 9, "usd_per_case": 0.0005},
    }
    return Report(**values | more)


def a_kept(stage: Stage, *, clock: bool = True, machine: bool = True, bell: bool = True) -> Kept:
    return Kept(Case(number="SZ1", seq=1, stage=stage), (), clock, machine, bell)


@pytest.mark.parametrize(
    ("kept", "stuck"),
    [
        (a_kept(Stage.HANDLING), False),
        (a_kept(Stage.HANDLING, clock=False), True),
        (a_kept(Stage.HANDLING, bell=False), True),
        (a_kept(Stage.RECEIVED, bell=False), False),  # a machine is at work; nobody waits for people
        (a_kept(Stage.ANSWERING, bell=False, machine=False), True),
        (a_kept(Stage.ARCHIVED, clock=False, machine=False, bell=False), False),
    ],
)
def test_a_case_is_stuck_when_it_is_open_and_nothing_can_move_it(kept: Kept, stuck: bool) -> None:
    assert kept.is_stuck is stuck


def test_the_json_holds_the_agreed_figures_with_sorted_keys() -> None:
    text = a_report(notes=("row 7: no sender",), stuck_cases=("SZ1",)).as_json()
    read = json.loads(text)
    assert set(read) == JSON_KEYS
    assert list(read) == sorted(read)
    assert "row 7" not in text


def test_people_read_the_figures_and_every_row_that_was_left_out() -> None:
    console = Console(record=True, width=100)
    print_reports([a_report(notes=("row 7: no sender",))], console)
    shown = console.export_text()
    for words in ("收到 received", "已归档 Archived", "解释说明 Explained", "答复 reply", "row 7: no sender"):
        assert words in shown


@pytest.mark.parametrize(
    ("report", "well"),
    [
        (a_report(), True),
        (a_report(notes=("row 7: no sender",)), True),
        (a_report(stuck=1), False),
        (a_report(failures={"Notify: KeyError": 2}), False),  # tried again with success, but something is wrong
    ],
)
def test_a_run_is_well_only_when_nothing_is_stuck_and_nothing_failed(report: Report, well: bool) -> None:
    assert report.is_well is well


def test_failed_invocations_are_shown_and_stay_out_of_the_json() -> None:
    console = Console(record=True, width=100)
    report = a_report(failures={"Notify: KeyError": 2})
    print_reports([report], console)
    assert "failed invocation: Notify: KeyError × 2" in console.export_text()
    assert set(json.loads(report.as_json())) == JSON_KEYS


def test_five_programmes_stand_side_by_side_on_a_terminal_of_120_columns() -> None:
    console = Console(record=True, width=120)
    print_reports([a_report(programme=code) for code in codes()], console)
    lines = console.export_text().splitlines()
    heads = [line for line in lines if "neimenggu-" in line]
    assert len(codes()) == 5
    assert all(part in heads[0] for part in ("chongqing-", "guangxi-", "suzhou-", "weibin-"))
    assert max(map(cell_len, lines)) <= 120
    (archived,) = [line for line in lines if "已归档 Archived" in line]
    assert re.findall(r"\d+", archived) == ["2"] * 5


def test_what_only_one_programme_has_leaves_no_noughts_in_the_others() -> None:
    console = Console(record=True, width=120)
    forwarded = a_report(programme="chongqing-commerce", by_outcome={"forwarded": 3})
    print_reports([forwarded, a_report()], console)
    (line,) = [line for line in console.export_text().splitlines() if "已转送 Forwarded" in line]
    assert re.findall(r"[\d·]+", line) == ["3", "·"]
