"""What somebody has begun to write is there when they come back: theirs alone, no decision, gone once it is sent."""

import json
from urllib.parse import urlencode

import pytest
from city import FORM, HOUSING, REPLY, City, Letter

DRAFT = {"command": "SubmitReply", "save": "draft", "part_text": "初稿：电梯已报修", "part_contact": ""}


def _signed(city: City) -> tuple[Letter, str]:
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", confirm="yes")
    return letter, city.link("handler", letter)


def _kept(city: City, letter: Letter) -> list[str]:
    return [i["sk"]["S"] for i in city._scan("Papers") if i["pk"]["S"] == letter.number and "DRAFT#" in i["sk"]["S"]]


def _proposed(city: City, link: str, name: str, command: str = "SubmitReply") -> str:
    form = city.open(link)[1].form(command)
    field = form.field(name) if form else None
    assert field is not None
    return field.proposed


def test_a_draft_is_there_again_and_decides_nothing(city: City) -> None:
    letter, link = _signed(city)
    story = city.story(letter)

    saved = city.post(link, DRAFT)

    assert saved.status == 200
    assert "草稿保存于" in city.read(saved).words
    assert city.story(letter) == story
    city.pass_time(hours=3)
    assert _proposed(city, link, "part_text") == DRAFT["part_text"]
    assert "09:00" in city.open(link)[1].words.partition("草稿保存于")[2][:30]
    # A later message's link, of the same stage, is the same person's way to the same draft.
    who = city.deployment.book[city.latest_message("handler", letter).to[0]].id
    assert _proposed(city, city.link_for(letter, "handler", HOUSING, who), "part_text") == DRAFT["part_text"]


def test_saving_again_takes_the_place_of_what_was_saved(city: City) -> None:
    letter, link = _signed(city)
    for text in ("初稿", "二稿", "二稿"):
        assert city.post(link, DRAFT | {"part_text": text}).status == 200
    assert _proposed(city, link, "part_text") == "二稿"
    assert len(_kept(city, letter)) == 1


def test_nobody_else_sees_a_draft(city: City) -> None:
    letter, link = _signed(city)
    city.post(link, DRAFT)

    for role, unit in (("deputy", HOUSING), ("head", HOUSING), ("centre", "centre"), ("requester", "")):
        answer = city.cloud.gateway.call("GET", city.link_for(letter, role, unit))
        assert "初稿" not in answer.text, role
    assert "初稿" not in json.dumps(city.track(letter), ensure_ascii=False)
    others = [p.id for p in city.deployment.book.values() if p.role == "handler" and p.unit == HOUSING]
    mine = city.deployment.book[city.latest_message("handler", letter).to[0]].id
    for other in set(others) - {mine}:
        assert "初稿" not in city.open(city.link_for(letter, "handler", HOUSING, other))[1].words


def test_a_draft_goes_when_its_form_is_decided_and_everybodys_with_the_stage(city: City) -> None:
    letter, link = _signed(city)
    city.post(link, {"command": "RequestExtension", "save": "draft", "days": "9", "reason": "配件未到"})
    city.post(link, DRAFT)
    assert len(_kept(city, letter)) == 2

    city.does("handler", letter, "RequestExtension", days="1", reason="配件未到", consent="yes")
    assert [sk.rpartition("#")[2] for sk in _kept(city, letter)] == ["SubmitReply"]

    city.does("deputy", letter, "GrantExtension", confirm="yes")
    city.does("handler", letter, "SubmitReply", **REPLY)
    assert _kept(city, letter) == []


def test_what_was_begun_in_an_earlier_stage_is_not_gone_on_with_in_a_later_one(city: City) -> None:
    letter, _ = _signed(city)
    city.does("handler", letter, "SubmitReply", **REPLY)
    deputy = city.link("deputy", letter)
    city.post(deputy, {"command": "RejectReply", "save": "draft", "reason": "请补充"})
    assert _proposed(city, deputy, "reason", "RejectReply") == "请补充"
    city.does("deputy", letter, "ApproveReply", confirm="yes")

    assert _kept(city, letter) == []
    assert city.post(deputy, {"command": "RejectReply", "save": "draft", "reason": "又写"}).status == 410
    assert _kept(city, letter) == []


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        (DRAFT | {"part_text": "长" * 5_001}, 422),
        (DRAFT | {"command": "PassReply"}, 409),
        (DRAFT | {"command": "SignFor"}, 409),
        (DRAFT | {"command": "NoSuchForm"}, 409),
    ],
)
def test_what_is_no_draft_is_not_kept(city: City, posted: dict[str, str], status: int) -> None:
    _, link = _signed(city)
    before = city.kept()
    assert city.cloud.gateway.call("POST", link, FORM, urlencode(posted)).status == status
    assert city.kept() == before


def test_words_in_a_draft_are_shown_as_written_and_nowhere_else(city: City) -> None:
    _, link = _signed(city)
    written = '"><script>alert(1)</script>\n第二行'
    saved = city.post(link, DRAFT | {"part_text": written})
    assert "<script>alert" not in saved.text
    assert _proposed(city, link, "part_text") == written
    assert "初稿" not in "".join(city.cloud.log)
