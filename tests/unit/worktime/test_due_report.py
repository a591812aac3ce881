"""`huiyin due` says when, why and by which clause."""

import json
import shutil

import pytest
from rich.console import Console

from huiyin.rulebook import loading
from huiyin.worktime import NaiveInstantError
from huiyin_aws.amending import Notice
from huiyin_local.cli import main
from huiyin_local.due import due_report, print_due

NOTICE = {
    "programme": "suzhou-express",
    "days": [{"date": "2026-03-05", "working": False, "zh": "防汛停工", "en": "Closed for the flood"}],
}
DUE = ("due", "suzhou-express", "--step", "reply", "--kind", "complaint", "--at", "2026-02-26T11:00+08:00")


@pytest.mark.clause("SZ-A2.4.4c")
def test_a_report_names_the_clause_the_instants_and_each_day(at):
    report = due_report("suzhou-express", "reply", "complaint", at("2026-02-26 11:00"))

    assert list(report) == [
        "programme",
        "version",
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


def test_the_version_in_force_on_the_local_day_sets_the_limit(at, tmp_path, monkeypatch):
    shutil.copytree(loading.SHELF / "suzhou-express", tmp_path / "suzhou-express")
    text = (tmp_path / "suzhou-express/1.yaml").read_text(encoding="utf-8")
    text = text.replace('version: "1"\n', 'version: "2"\nin_force_from: "2026-07-01"\n')
    text = text.replace("{kind: complaint, amount: 7,", "{kind: complaint, amount: 5,")
    (tmp_path / "suzhou-express/2.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(loading, "SHELF", tmp_path)

    before = due_report("suzhou-express", "reply", "complaint", at("2026-06-30 23:59"))
    after = due_report("suzhou-express", "reply", "complaint", at("2026-07-01 00:00"))

    assert (before["version"], before["due_at"]) == ("1", "2026-07-09T17:30:00+08:00")
    assert (after["version"], after["due_at"]) == ("2", "2026-07-08T17:30:00+08:00")
    console = Console(width=120)
    with console.capture() as printed:
        print_due(after, console)
    assert "rulebook version 2" in printed.get()


@pytest.mark.clause("GX-8")
def test_what_is_guided_elsewhere_has_no_limit_and_says_where_to_go(capsys):
    asked = ("due", "guangxi-mailbox", "--kind", "report", "--at", "2026-03-02T09:00+08:00", "--step")

    assert main((*asked, "reply")) == 2
    said = capsys.readouterr().err
    for told in ("guided elsewhere", "12388", "GX-8"):
        assert told in said
    assert main((*asked, "accept")) == 0


def test_a_notice_shows_what_it_would_make_of_a_deadline(at, tmp_path, capsys):
    file = tmp_path / "notice.json"
    file.write_text(json.dumps(NOTICE), encoding="utf-8")

    assert main((*DUE, "--json", "--notice", str(file))) == 0
    report = json.loads(capsys.readouterr().out)

    assert report["due_at"] == "2026-03-09T17:30:00+08:00"
    (amended,) = [day for day in report["days"] if day["what"] == "amended"]
    assert amended["date"] == "2026-03-05"
    assert amended["counted"] is False
    assert "防汛停工 · Closed for the flood" in amended["why"]
    assert due_report("suzhou-express", "reply", "complaint", at("2026-02-26 11:00"), Notice(**NOTICE)) == report


def test_a_notice_that_settles_a_year_makes_its_deadlines_certain(at):
    settled = Notice(programme="suzhou-express", settled_years=(2027,))
    asked = ("suzhou-express", "reply", "complaint", at("2026-12-30 11:00"))
    assert due_report(*asked)["provisional"] is True
    assert due_report(*asked, settled)["provisional"] is False


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (json.dumps(NOTICE | {"settled_years": [1999]}), "settled_years.0"),
        (json.dumps(NOTICE | {"programme": "weibin-mailbox"}), "is a notice for weibin-mailbox, not for suzhou"),
        ("{", "Invalid JSON"),
        (None, "there is no file"),
    ],
)
def test_a_notice_that_is_none_ends_with_2(tmp_path, capsys, text, says):
    file = tmp_path / "notice.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")

    assert main((*DUE, "--notice", str(file))) == 2
    assert says in capsys.readouterr().err
