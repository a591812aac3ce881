"""Letters files: what can be read is read in order, what cannot is named by row; each is fed at its own time of day."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from huiyin_local.letters import Letter, UnreadableLettersError, read, spread

ZONE = "Asia/Shanghai"
MONDAY_MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=ZoneInfo(ZONE))
HEADER = "id,sender,title,sent_at,body\n"
REAL_LETTERS = Path(__file__).resolve().parents[4] / "shared" / "data"


def a_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "letters.csv"
    path.write_bytes(text.encode(encoding))
    return path


def a_letter(row: int, sent_at: str) -> Letter:
    return Letter(row, f"L{row}", "sz-1", "路灯", datetime.fromisoformat(sent_at), "路灯不亮。")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2019-01-08 10:05:12", "2019-01-08T10:05:12"),
        ("2019/1/8 10:05", "2019-01-08T10:05:00"),
        ("2019/1/8 9:05:07", "2019-01-08T09:05:07"),
        ("2019-01-08T10:05", "2019-01-08T10:05:00"),
        ("2019-01-08 10:05:12.0", "2019-01-08T10:05:12"),
        ("  2019-01-08 10:05:12 ", "2019-01-08T10:05:12"),
    ],
)
def test_the_dates_that_mailboxes_and_spreadsheets_write_are_read(tmp_path: Path, written: str, read_as: str) -> None:
    letters, problems = read(a_file(tmp_path, f"{HEADER}1,a,t,{written},b\n"))
    assert problems == []
    assert letters[0].sent_at == datetime.fromisoformat(read_as)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",a,t,2019-01-08 10:05:12,b", "no id"),
        ("1, ,t,2019-01-08 10:05:12,b", "no sender"),
        ("1,a,t,,b", "sent_at is no date"),
        ("1,a,t,2019-02-30 10:05:12,b", "sent_at is no date"),
        ("1,a,t,2019-01-08 25:05:12,b", "sent_at is no date"),
        ("1,a,t,2019/1-8 10:05,b", "sent_at is no date"),
        ("1,a,t,昨天,b", "sent_at is no date"),
        ("1,a,t,2019-01-08 10:05:12", "ends before column body"),
        ("1,a,t,2019-01-08 10:05:12,b,c", "more fields than the header"),
        ("ok,a,t,2019-01-08 10:05:12,b", "the id is that of row 2"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path, row: str, why: str) -> None:
    good = "ok,a,t,2019-01-08 10:05:12,b\n"
    letters, problems = read(a_file(tmp_path, HEADER + good + row + "\n" + good.replace("ok", "ok2")))
    assert [letter.id for letter in letters] == ["ok", "ok2"]
    assert [problem.row for problem in problems] == [3]
    assert why in problems[0].why


def test_a_problem_never_tells_what_the_row_says(tmp_path: Path) -> None:
    _, problems = read(
        a_file(tmp_path, HEADER + "秘密,秘密,秘密,秘密,秘密\n,秘密,秘密,秘密,秘密\n秘密,秘密,秘密,秘密\n")
    )
    assert [problem.row for problem in problems] == [2, 3, 4]
    assert "秘密" not in repr(problems)


def test_a_row_is_counted_as_a_spreadsheet_counts_it_whatever_lines_a_body_has(tmp_path: Path) -> None:
    letters, problems = read(a_file(tmp_path, HEADER + '1,a,t,2019-01-08 10:05:12,"一\n二\n\n三"\n2,a,t,bad,b\n'))
    assert letters[0].row == 2
    assert letters[0].body == "一\n二\n\n三"
    assert problems[0].row == 3


def test_a_file_without_the_columns_gets_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadableLettersError, match="no column sent_at, body; expected id, sender, title, sent_at, body"
    ):
        read(a_file(tmp_path, "id,sender,title\n1,a,t\n"))


@pytest.mark.parametrize(("text", "encoding"), [("", "utf-8"), (HEADER + "1,甲,题,x,文\n", "gb18030")])
def test_a_file_that_is_no_letters_file_gets_one_clear_error(tmp_path: Path, text: str, encoding: str) -> None:
    with pytest.raises(UnreadableLettersError, match=r"letters\.csv"):
        read(a_file(tmp_path, text, encoding))


def test_a_byte_order_mark_and_windows_lines_do_not_matter(tmp_path: Path) -> None:
    text = (HEADER + "1,a,t,2019-01-08 10:05:12,b\n").replace("\n", "\r\n")
    letters, problems = read(a_file(tmp_path, text, "utf-8-sig"))
    assert ([letter.id for letter in letters], problems) == (["1"], [])


def test_an_oversized_body_is_read_for_the_api_to_refuse(tmp_path: Path) -> None:
    letters, _ = read(a_file(tmp_path, f"{HEADER}1,a,t,2019-01-08 10:05:12,{'长' * 200_000}\n"))
    assert len(letters[0].body) == 200_000


def test_letters_are_sorted_by_date_then_row_before_the_limit_is_taken(tmp_path: Path) -> None:
    rows = "late,a,t,2019-01-09 00:00:00,b\ntie1,a,t,2019-01-08 10:00:00,b\ntie2,a,t,2019/1/8 10:00,b\n"
    letters, _ = read(a_file(tmp_path, HEADER + rows), limit=2)
    assert [letter.id for letter in letters] == ["tie1", "tie2"]


def test_columns_of_no_use_are_ignored_and_an_unknown_mood_is_none(tmp_path: Path) -> None:
    text = "up,body,sent_at,title,sender,id,rating_mood\n9,b,2019-01-08 10:05:12,t,a,1,furious\n"
    letters, _ = read(a_file(tmp_path, text))
    assert (letters[0].id, letters[0].body, letters[0].rating_mood, letters[0].declared_kind) == ("1", "b", "", "")


def test_letters_are_fed_at_their_own_time_of_day_over_the_first_third_of_the_days() -> None:
    letters = [a_letter(row, f"2019-01-0{row} 09:30:15") for row in range(1, 7)]
    fed = spread(letters, MONDAY_MORNING, days=9, zone=ZONE)
    assert [instant.astimezone(ZoneInfo(ZONE)).isoformat() for instant, _ in fed] == [
        f"2026-03-0{day}T09:30:15+08:00" for day in (2, 2, 3, 3, 4, 4)
    ]
    assert {instant.tzinfo for instant, _ in fed} == {UTC}


def test_nothing_is_fed_before_the_run_begins() -> None:
    fed = spread([a_letter(1, "2019-01-08 07:59:59"), a_letter(2, "2019-01-09 08:00:00")], MONDAY_MORNING, 30, ZONE)
    assert fed[0][0] == datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
    assert fed[1][0] == datetime(2026, 3, 7, 0, 0, tzinfo=UTC)


def test_letters_of_one_instant_keep_their_order() -> None:
    letters = [
        a_letter(1, "2019-01-01 18:00:00"),
        a_letter(2, "2019-01-02 09:00:00"),
        a_letter(3, "2019-01-03 18:00:00"),
    ]
    assert [letter.row for _, letter in spread(letters, MONDAY_MORNING, 1, ZONE)] == [2, 1, 3]


def test_no_letters_are_spread_over_nothing() -> None:
    assert spread([], MONDAY_MORNING, 60, ZONE) == []


@pytest.mark.skipif(not REAL_LETTERS.is_dir(), reason="the real letters (../shared/data) are not on this machine")
@pytest.mark.parametrize(
    ("name", "count"), [("letters_with_replies", 1408), ("letters_stream", 2163), ("letters_labelled_raw", 688)]
)
def test_every_real_letter_is_read(name: str, count: int) -> None:
    letters, problems = read(REAL_LETTERS / f"{name}.csv")
    assert (len(letters), problems) == (count, [])
    fed = spread(letters[:100], MONDAY_MORNING, 60, ZONE)
    assert [instant for instant, _ in fed] == sorted(instant for instant, _ in fed)


@pytest.mark.skipif(not REAL_LETTERS.is_dir(), reason="the real letters (../shared/data) are not on this machine")
def test_a_real_file_of_another_shape_gets_one_clear_error() -> None:
    with pytest.raises(UnreadableLettersError, match="no column id, sender, title, sent_at, body"):
        read(REAL_LETTERS / "letters_labelled_segmented.csv")
