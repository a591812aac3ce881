"""A sixth programme is a YAML file and nothing else: the same house runs it, from its letter to its archive."""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from city import City, Letter, local

from huiyin.rulebook import loading
from huiyin_local import deployment

MONDAY = datetime.fromisoformat("2026-03-02T09:00+08:00")
HARBOUR = "harbour-mailbox"


def _people(unit: str, *roles: str, phones: int) -> list[dict[str, str]]:
    return [
        {"id": f"{unit}-{role}", "title": role, "role": role, "phone": f"1300009{phones + place:04d}"}
        for place, role in enumerate(roles)
    ]


REGISTRY: dict[str, Any] = {
    "programme": HARBOUR,
    "units": [
        {
            "code": "centre",
            "zh": "海港办",
            "en": "Office",
            "people": _people("centre", "centre", "leader", "chief", phones=0),
        },
        {
            "code": "berths",
            "zh": "泊位科",
            "en": "Berths",
            "duties": ["berths"],
            "people": _people("berths", "handler", "deputy", "head", phones=10),
        },
    ],
    "channels": [{"id": "hb-web", "zh": "网页", "en": "Web page"}],
}


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All programmes that ship, and the sixth."""
    shutil.copytree(loading.SHELF, tmp_path, dirs_exist_ok=True)
    (tmp_path / HARBOUR).mkdir()
    shutil.copy(Path(__file__).parent / "sixth" / "harbour.yaml", tmp_path / HARBOUR / "1.yaml")
    monkeypatch.setattr(loading, "SHELF", tmp_path)
    return tmp_path


@pytest.fixture
def harbour(shelf: Path) -> Iterator[City]:
    with deployment.start(MONDAY, (HARBOUR,), seed=1) as cloud:
        yield City(deployment.enter(cloud, REGISTRY))


def _ordered(city: City, **letter: Any) -> Letter:
    """The rules are sure; a second person checks all the same, as this rulebook asks."""
    written = city.hand_in(
        **{"title": "码头泊位总被占", "body": "三号码头的泊位被占，投诉。", "kind": "complaint"} | letter
    )
    assert city.stage(written) == "checking"
    city.does("leader", written, "ConfirmOpinion", confirm="yes")
    return written


def test_a_letter_goes_its_way_by_a_rulebook_that_nobody_programmed(harbour: City) -> None:
    letter = _ordered(harbour)
    assert letter.number.startswith("HB20260302-")
    # Four working days; the sixth of March is the harbour's own holiday.
    assert local(harbour.due(letter, "reply#1")["due_at"]) == "03-09 17:00"

    harbour.does("handler", letter, "SubmitReply", part_text="泊位已清出，占用者已处罚，并设专人看管。")
    harbour.does("deputy", letter, "ApproveReply", confirm="yes")
    harbour.does("head", letter, "ApproveReply", confirm="yes")
    harbour.does("centre", letter, "PassReply", confirm="yes")
    harbour.does("requester", letter, "Rate", rating="yes")

    assert harbour.stage(letter) == "archived"
    assert harbour.story(letter) == [
        "RequestReceived", "RequestScreened", "OpinionGiven", "RequestAccepted", "OrderDispatched", "ReplySubmitted",
        "ReplyApproved", "ReplyApproved", "ReplyPassed", "RequesterAnswered", "RequestRated", "CaseArchived",
    ]  # fmt: skip


def test_an_open_case_keeps_its_version_and_a_new_one_gets_the_next(harbour: City, shelf: Path) -> None:
    old = _ordered(harbour)
    text = (shelf / HARBOUR / "1.yaml").read_text(encoding="utf-8")
    text = text.replace('version: "1"\n', 'version: "2"\n').replace(
        "amount: 4, unit: working_days", "amount: 2, unit: working_days"
    )
    (shelf / HARBOUR / "2.yaml").write_text(text, encoding="utf-8")

    new = _ordered(harbour)

    assert [json.loads(json.dumps(harbour.events(each)[0]["fact"]["rulebook"])) for each in (old, new)] == ["1", "2"]
    assert local(harbour.due(new, "reply#1")["due_at"]) == "03-04 17:00"
    assert local(harbour.due(old, "reply#1")["due_at"]) == "03-09 17:00"
    harbour.does("handler", old, "RequestExtension", days="8", reason="须等潮水")  # twice four, by version 1
    harbour.does("centre", old, "GrantExtension", confirm="yes")
    assert local(harbour.due(old, "reply#1")["due_at"]) == "03-19 17:00"
