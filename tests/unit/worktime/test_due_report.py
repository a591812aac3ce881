"""`huiyin due` says when, why and by which clause."""

import json

import pytest
from rich.console import Console

from huiyin.worktime import NaiveInstantError
from huiyin_local.due import due_report, print_due


@pytest.mark.clause("SZ-A2.4.4c")
def test_a_report_names_the_clause_the_instants_and_each_day(at):
    report = due_report("suzhou-express", "reply", "complaint", at("2026-02-26 11:00"))

    assert list(report) == [
        "programme",
        "step",
        "kind",
        "start",
        "due_at",
        "warn_at",
        "clause",
        "basis",
        "provisional",
        "days",
    ]
    assert report["start"] == "2026-02-26T11:00:00+08:00"
    assert report["due_at"] == "2026-03-06T17:30:00+08:00"
    assert report["warn_at"] == "2026-03-05T17:30:00+08:00"
    assert (report["clause"], report["basis"], report["provisional"]) == ("SZ-A2.4.4c", "law", False)
    assert [day["date"][5:] for day in report["days"] if day["counted"]] == [
        "02-27",
        "02-28",
        "03-02",
        "03-03",
        "03-04",
        "03-05",
        "03-06",
    ]
    assert json.loads(json.dumps(report)) == report


@pytest.mark.clause("SZ-A2.4.4a")
def test_a_step_without_kinds_needs_none(at):
    report = due_report("suzhou-express", "sign_for", None, at("2026-03-06 15:00"))

    assert report["due_at"] == "2026-03-09T12:00:00+08:00"
    assert report["clause"] == "SZ-A2.4.4a"


@pytest.mark.clause("SZ-A2.4.3b")
def test_a_complaint_is_dispatched_at_once(at):
    assert due_report("suzhou-express", "accept", "complaint", at("2026-03-07 02:00"))["due_at"] == (
        "2026-03-07T02:30:00+08:00"
    )


def test_a_report_is_printed_for_people(at):
    console = Console(width=120)
    with console.capture() as printed:
        print_due(due_report("suzhou-express", "reply", "complaint", at("2026-12-30 11:00")), console)

    text = printed.get()
    assert "provisional" in text
    assert "2027-01-01 周五" in text
    assert "SZ-A2.4.4c" in text


def test_an_instant_without_an_offset_is_refused(at):
    with pytest.raises(NaiveInstantError):
        due_report("suzhou-express", "reply", "help", at("2026-03-02 08:00").replace(tzinfo=None))
