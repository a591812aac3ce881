"""Versions of a rulebook lie side by side: each case can find its own, and a new one begins on its day."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from huiyin.rulebook import RulebookError, UnknownProgrammeError, codes, in_force, load, loading, versions

CODE = "suzhou-express"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf with Suzhou's rulebook alone, to which a test may add."""
    shutil.copytree(loading.SHELF / CODE, tmp_path / CODE)
    monkeypatch.setattr(loading, "SHELF", tmp_path)
    return tmp_path


def second(shelf: Path, begins: str = 'in_force_from: "2027-01-01"\n') -> None:
    text = (shelf / CODE / "1.yaml").read_text(encoding="utf-8")
    text = text.replace('version: "1"\n', f'version: "2"\n{begins}')
    text = text.replace("{kind: complaint, amount: 7,", "{kind: complaint, amount: 5,")
    (shelf / CODE / "2.yaml").write_text(text, encoding="utf-8")


def test_a_version_stays_where_it_is_beside_the_next(shelf):
    second(shelf)

    assert versions(CODE) == ("1", "2")
    assert [load(CODE, version).limit("reply", "complaint").limit.amount for version in ("1", "2")] == [7, 5]
    assert load(CODE).version == "2"


@pytest.mark.parametrize(("day", "version"), [("2026-12-31", "1"), ("2027-01-01", "2"), ("2030-05-01", "2")])
def test_a_request_stands_under_the_version_in_force_on_its_day(shelf, day, version):
    second(shelf)

    assert in_force(CODE, date.fromisoformat(day)).version == version


def test_a_version_without_a_day_is_in_force_at_once(shelf):
    second(shelf, begins="")

    assert in_force(CODE, date(2020, 1, 1)).version == "2"


def test_a_version_that_is_not_there_is_answered_with_those_that_are(shelf):
    with pytest.raises(UnknownProgrammeError, match="no rulebook version '3'; there are 1"):
        load(CODE, "3")
    with pytest.raises(UnknownProgrammeError, match="no programme 'atlantis'; there are suzhou-express"):
        load("atlantis")


def test_a_file_in_the_wrong_place_says_so(shelf):
    shutil.copy(shelf / CODE / "1.yaml", shelf / CODE / "2.yaml")

    with pytest.raises(RulebookError, match="says that it is suzhou-express, version 1"):
        load(CODE, "2")


def test_a_programme_is_there_as_soon_as_its_file_is(shelf):
    (shelf / "harbour-mailbox").mkdir()
    assert codes() == (CODE,)  # an empty folder is none

    shutil.copy(Path(__file__).parents[2] / "journeys" / "sixth" / "harbour.yaml", shelf / "harbour-mailbox" / "1.yaml")

    assert codes() == ("harbour-mailbox", CODE)
    assert load("harbour-mailbox").names.en == "Harbour mailbox"
