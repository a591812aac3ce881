"""A run from letters to report: everything ends, nothing fails unseen, and the same call gives the same figures."""

import json
from pathlib import Path

import pytest

from huiyin.rulebook import codes
from huiyin_local import samples
from huiyin_local.deployment import deploy, start
from huiyin_local.letters import read
from huiyin_local.progress import Progress
from huiyin_local.run import Feed, Order, parse_at, run, run_in

AT = parse_at("2026-03-02T08:00+08:00")
REAL_LETTERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "letters_with_replies.csv"
ENDS = {"archived", "declined", "referred"}


def figures(letters: Path, limit: int, programme: str = "suzhou-express"):
    order = Order(days=60, at=AT)
    with Progress(int(AT.timestamp()), order.days, "run") as progress:
        report = run(order, programme, letters, progress, limit)
    told = json.loads(report.as_json())
    del told["wall_s"]
    return report, told


def test_a_letter_that_cannot_be_read_is_told_by_its_row_and_the_rest_goes_on(tmp_path):
    letters = tmp_path / "letters.csv"
    letters.write_text(
        "id,sender,title,sent_at,body\n"
        "1,a,路灯不亮,2026-03-01 09:00:00,我们路口的路灯坏了一周，请尽快维修。\n"
        "2,b,停电,昨天,小区停电了。\n"
        f"3,c,{'长' * 201},2026-03-01 10:00:00,标题太长。\n",
        encoding="utf-8",
    )
    report, told = figures(letters, 10)
    assert told["received"] == 1
    assert told["stuck"] == 0
    assert any(note.startswith("row 3:") for note in report.notes)
    assert any(note.startswith("row 4:") and "413" in note for note in report.notes)
    assert not any("停电" in note or "长长" in note for note in report.notes)


@pytest.mark.clause("WB-6.1", "CQ-10")
@pytest.mark.parametrize("programme", codes())
def test_in_every_programme_letters_all_come_to_an_end(programme):
    report, told = figures(samples.letters(programme), 7, programme)
    assert report.is_well
    assert report.notes == ()
    assert told["received"] == 7
    assert told["stuck"] == 0
    assert set(told["by_stage"]) <= ENDS


def side_by_side(letters_each: int):
    """All programmes in one cloud, as in the demo: the figures of each."""
    order = Order(days=45, at=AT)
    with start(AT, codes(), seed=1) as cloud, Progress(int(AT.timestamp()), order.days, "run") as progress:
        feeds = [Feed(deploy(cloud, code), *read(samples.letters(code), letters_each)) for code in codes()]
        reports = run_in(order, feeds, progress)
    assert all(report.is_well for report in reports)
    return [json.loads(report.as_json()) | {"wall_s": None} for report in reports]


def test_all_programmes_side_by_side_have_each_their_own_figures_and_the_same_again():
    told = side_by_side(3)
    assert [each["programme"] for each in told] == list(codes())
    assert [each["received"] for each in told] == [3] * len(codes())
    assert all(sum(each["by_stage"].values()) == 3 for each in told)
    assert told == side_by_side(3)


def test_where_no_message_may_carry_a_link_all_comes_to_an_end_by_codes():
    order = Order(days=60, at=AT)
    with (
        start(AT, ("suzhou-express",), seed=1, sms_links=False) as cloud,
        Progress(int(AT.timestamp()), 60, "") as shown,
    ):
        feed = Feed(deploy(cloud, "suzhou-express"), *read(samples.letters("suzhou-express"), 5))
        (report,) = run_in(order, [feed], shown)
        assert not any("://" in message.text for message in cloud.messages if message.kind == "sms")
    assert report.is_well
    assert set(json.loads(report.as_json())["by_stage"]) <= ENDS


@pytest.mark.skipif(not REAL_LETTERS.is_file(), reason="the real letters (../shared/data) are not on this machine")
@pytest.mark.parametrize("programme", codes())
def test_real_letters_all_come_to_an_end(programme):
    report, told = figures(REAL_LETTERS, 6, programme)
    assert report.is_well
    assert told["received"] == 6
    assert set(told["by_stage"]) <= ENDS
