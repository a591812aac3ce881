"""Reads letters from a CSV file and says when each is to be fed into a run."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

COLUMNS = ("id", "sender", "title", "sent_at", "body")
MOODS = ("satisfied", "dissatisfied", "poor_without_reason", "silent")
LONGEST_FIELD = 10_000_000  # csv stops the whole file at 131,072; an oversized letter is the API's to refuse, alone

# What mailboxes export (2019-01-08 10:05:12), what a spreadsheet makes of it (2019/1/8 10:05), and ISO 8601.
_SENT_AT = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?", re.ASCII)


class UnreadableLettersError(ValueError):
    """The file as a whole cannot be read as letters."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it stands in the file; `row` counts as a spreadsheet does, so the first letter is row 2."""

    row: int
    id: str
    sender: str
    title: str
    sent_at: datetime  # wall time where the programme is: the files name no zone
    body: str
    declared_kind: str = ""
    rating_mood: str = ""  # how its writer will rate, where the file says so


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row could not be read; never with anything that the row says."""

    row: int
    why: str


def read(path: Path, limit: int | None = None) -> tuple[list[Letter], list[Problem]]:
    """The letters in order of (sent_at, row), the first `limit` of them, and every row that could not be read."""
    letters: list[Letter] = []
    problems: list[Problem] = []
    row_of_id: dict[str, int] = {}
    for row, record in _records(path):
        letter = _letter(row, record)
        if isinstance(letter, Letter) and row_of_id.setdefault(letter.id, row) != row:
            letter = Problem(row, f"the id is that of row {row_of_id[letter.id]}; every letter needs an id of its own")
        if isinstance(letter, Problem):
            problems.append(letter)
        else:
            letters.append(letter)
    letters.sort(key=lambda letter: (letter.sent_at, letter.row))
    return letters[:limit], problems


def spread(letters: Sequence[Letter], start: datetime, days: int, zone: str) -> list[tuple[datetime, Letter]]:
    """Each letter with its instant (UTC): at its own local time of day, evenly over the first third of the days.

    A day of the run begins at the time of day of `start`; a letter written earlier in the day than that comes on the
    morning after, so that nothing is fed before the run begins.
    """
    local = ZoneInfo(zone)
    begin = start.astimezone(local)
    third = max(1, days // 3)
    fed = []
    for place, letter in enumerate(letters):
        of_day = letter.sent_at.time().replace(microsecond=0)
        day = place * third // len(letters) + (1 if of_day < begin.time() else 0)
        fed.append((_at(begin, day, of_day, local), letter))
    fed.sort(key=lambda item: item[0])  # stable: letters of one instant keep their order
    return fed


def _at(begin: datetime, day: int, of_day: time, local: ZoneInfo) -> datetime:
    return datetime.combine(begin.date() + timedelta(days=day), of_day, local).astimezone(UTC)


def _records(path: Path) -> Iterator[tuple[int, dict[str | None, str | list[str] | None]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(LONGEST_FIELD)
            reader = csv.DictReader(file)
            _require_columns(path, reader.fieldnames or ())
            yield from enumerate(reader, start=2)
    except UnicodeDecodeError as error:
        raise UnreadableLettersError(f"{path.name}: not UTF-8 text; save it as CSV UTF-8 and try again") from error
    except csv.Error as error:
        raise UnreadableLettersError(f"{path.name}: not a CSV file near line {reader.line_num}: {error}") from error


def _require_columns(path: Path, found: Sequence[str]) -> None:
    missing = [column for column in COLUMNS if column not in found]
    if missing:
        raise UnreadableLettersError(
            f"{path.name}: the header has no column {', '.join(missing)}; "
            f"expected {', '.join(COLUMNS)} (more are ignored)"
        )


def _letter(row: int, record: dict[str | None, str | list[str] | None]) -> Letter | Problem:
    if None in record:
        return Problem(row, "more fields than the header has columns; is a quotation mark missing?")
    # DictReader fills a short row with None.
    cut = next((column for column in COLUMNS if record[column] is None), None)
    if cut:
        return Problem(row, f"the row ends before column {cut}")
    text = {column: str(value or "") for column, value in record.items() if column is not None}
    for column in ("id", "sender"):
        if not text[column].strip():
            return Problem(row, f"no {column}")
    sent_at = _wall_time(text["sent_at"].strip())
    if sent_at is None:
        return Problem(row, "sent_at is no date and time; expected for example 2026-03-02 09:15:00 or 2026/3/2 9:15")
    mood = text.get("rating_mood", "").strip()
    return Letter(
        row=row,
        id=text["id"].strip(),
        sender=text["sender"].strip(),
        title=text["title"].strip(),
        sent_at=sent_at,
        body=text["body"].strip(),
        declared_kind=text.get("declared_kind", "").strip(),
        rating_mood=mood if mood in MOODS else "",
    )


def _wall_time(written: str) -> datetime | None:
    found = _SENT_AT.fullmatch(written)
    if not found:
        return None
    year, _, month, day, hour, minute, second = found.groups(default="0")
    try:
        return datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second:0>2}")
    except ValueError:  # the 30th of February, 25 o'clock
        return None
