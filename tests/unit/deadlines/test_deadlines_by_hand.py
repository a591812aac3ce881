"""When a step is due, warned of, extended to: tables worked out by hand from the regulations and the official calendar.

`deadlines.csv`, `warnings.csv` and `extensions.csv` lie beside. Check a row that fails against the regulation first.
"""

import csv
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar
import pytest

from huiyin import rulebook

pytestmark = [
    pytest.mark.clause("GX-14a", "GX-14b", "GX-14c", "GX-20a"),
    pytest.mark.clause("NM-10", "NM-11c", "NM-11f"),
    pytest.mark.clause("WB-6.3a", "WB-6.3b"),
    pytest.mark.clause("CQ-18", "CQ-19a", "CQ-19b", "CQ-19c", "CQ-20", "CQ-27"),
    pytest.mark.clause("SZ-3.5", "SZ-A2.4.3b", "SZ-A2.4.4a", "SZ-A2.4.4b", "SZ-A2.4.4c", "SZ-A2.4.4d", "SZ-A2.4.4e"),
]

PLAIN = {"enquiry", "suggestion", "help", "complaint", "praise", "other"}
KINDS = {
    "guangxi-mailbox": PLAIN,
    "neimenggu-12345": PLAIN | {"report", "emergency"},
    "weibin-mailbox": PLAIN | {"report", "emergency"},
    "chongqing-commerce": PLAIN | {"report"},
    "suzhou-express": PLAIN | {"report", "emergency", "complex_enquiry", "urgent"},
}
STEPS = {
    "guangxi-mailbox": {"accept", "hand_out", "return", "rule_return", "reply", "review", "rate"},
    "neimenggu-12345": {"accept", "sign_for", "return", "rule_return", "reply", "review", "rate"},
    "weibin-mailbox": {"accept", "instruct", "return", "rule_return", "reply", "review"},
    "chongqing-commerce": {"accept", "check", "return", "rule_return", "reply", "review", "urge"},
    "suzhou-express": {"accept", "sign_for", "return", "rule_return", "reply", "review", "rate"},
}


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this file, column by column as text."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


DEADLINES, EXTENSIONS, WARNINGS = table("deadlines.csv"), table("extensions.csv"), table("warnings.csv")


def cases(rows: list[dict[str, str]]) -> list:
    """One test a row, named programme-step-kind-at and marked with the row's clause."""
    named = []
    for row in rows:
        clause = row.get("clause", "choice")
        marks = () if clause == "choice" else pytest.mark.clause(clause)
        name = "-".join((row["programme"], row.get("step", "reply"), row["kind"], row["at"]))
        named.append(pytest.param(row, marks=marks, id=name))
    return named


@cache
def book(code: str):
    return rulebook.load(code)


def counted(row: dict[str, str]):
    """The rule and the deadline that the programme's rulebook gives for the row."""
    law = book(row["programme"])
    rule = law.limit(row.get("step", "reply"), row["kind"] or None)
    return rule, law.time().deadline(instant(row["at"]), rule.limit)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("row", cases(DEADLINES))
def test_a_step_is_due_as_counted_by_hand(row):
    rule, deadline = counted(row)
    assert deadline.start == instant(row["at"])
    assert deadline.due_at == instant(row["due"])
    assert deadline.provisional == (row["provisional"] == "yes")
    assert rule.clause == (None if row["clause"] == "choice" else row["clause"])


@pytest.mark.parametrize("row", cases(WARNINGS))
def test_the_light_turns_yellow_as_counted_by_hand(row):
    _, deadline = counted(row)
    assert (deadline.due_at, deadline.warn_at) == (instant(row["due"]), instant(row["warn"]))


@pytest.mark.parametrize("row", cases(EXTENSIONS))
def test_an_extension_runs_as_counted_by_hand(row):
    law, (_, before) = book(row["programme"]), counted(row)
    after = law.time().extended(before.start, before.due_at, int(row["days"]))
    assert (before.due_at, after.due_at) == (instant(row["due_before"]), instant(row["due_after"]))


@pytest.mark.parametrize("row", cases(EXTENSIONS))
def test_an_extension_may_be_asked_for_until_the_instant_counted_by_hand(row):
    law, (_, before) = book(row["programme"]), counted(row)
    latest = law.time().latest_extension_request(before.due_at, law.extension.asked_working_days_before)
    assert latest == instant(row["latest_ask"])


def test_the_table_covers_every_programme_step_and_kind():
    def told(column: str, programme: str, step: str | None = None) -> set[str]:
        return {r[column] for r in DEADLINES if r["programme"] == programme and step in (None, r["step"])}

    assert {r["programme"] for r in DEADLINES} == set(KINDS)
    assert {programme: told("step", programme) for programme in STEPS} == STEPS
    assert {programme: told("kind", programme, "reply") for programme in KINDS} == KINDS


@pytest.mark.parametrize("name", ["deadlines.csv", "warnings.csv", "extensions.csv"])
def test_no_row_stands_twice(name):
    keys = [tuple(row.get(column) for column in ("programme", "step", "kind", "at", "days")) for row in table(name)]
    assert len(keys) == len(set(keys))


def off(day: datetime) -> bool:
    """Whether the published calendar has the day off; a year that it does not cover has only its weekends off."""
    try:
        return chinese_calendar.is_holiday(day)
    except NotImplementedError:
        return weekend(day)


def weekend(day: datetime) -> bool:
    return day.weekday() >= 5


# Each sort of moment that gives deadlines trouble, and how many rows must begin in it, at least.
MOMENTS = {
    "any": (120, lambda at: True),
    "at night": (10, lambda at: at.hour < 8),
    "in the noon break": (10, lambda at: (12, 0) <= (at.hour, at.minute) < (14, 30)),
    "after close": (20, lambda at: (at.hour, at.minute) >= (17, 30)),
    "on a weekend": (15, lambda at: weekend(at) and off(at)),
    "on a make-up day": (8, lambda at: weekend(at) and not off(at)),
    "on a holiday in the week": (10, lambda at: not weekend(at) and off(at)),
    "on the eve of days off": (20, lambda at: not off(at) and off(at + timedelta(days=1))),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_table_covers_every_sort_of_moment(moment):
    least, holds = MOMENTS[moment]
    assert sum(holds(instant(row["at"])) for row in DEADLINES) >= least


def test_the_table_covers_the_holiday_of_guangxi_alone():
    spans = ("2024-04-11", "2024-04-12"), ("2025-03-31", "2025-04-01"), ("2026-04-20", "2026-04-21")
    for first, last in spans:
        around = [row for row in DEADLINES if row["at"][:10] <= last and row["due"][:10] > first]
        assert {row["programme"] for row in around} >= {"guangxi-mailbox"}, first
        assert sum(row["programme"] == "guangxi-mailbox" for row in around) >= 4, first
    assert any(row["programme"] != "guangxi-mailbox" and row["at"][:10] == "2024-04-10" for row in DEADLINES)


def test_only_days_of_an_unpublished_year_are_provisional():
    provisional = [row for row in DEADLINES if row["provisional"] == "yes"]
    assert len(provisional) >= 10
    assert {row["due"][:4] for row in provisional} == {"2027"}
