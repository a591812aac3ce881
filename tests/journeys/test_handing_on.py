"""A second-level unit hands its order on to one of its own, over HTTP: who may, who then handles it, who signs."""

from collections.abc import Iterator

import pytest
from city import COMPLAINT, PUZZLE, REPLY, City, Letter, opened

ABOVE, BELOW = "gongyong", "gongshui"


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """From Monday at nine."""
    with opened("suzhou-express") as suzhou:
        yield suzhou


def _ordered(city: City) -> Letter:
    letter = city.hand_in(**PUZZLE)
    city.does("centre", letter, "Accept", unit=ABOVE, confirm="yes")
    return letter


@pytest.mark.clause("SZ-A2.4.3c", "SZ-A2.2")
def test_the_third_level_handles_it_and_the_second_signs_the_reply(city: City) -> None:
    letter = _ordered(city)
    before = city.link("handler", letter, ABOVE)
    by_when = city.by_when(letter, "reply#1")
    offered = city.open(before)[1].form("HandOn").field("unit").options
    assert BELOW in offered
    assert not {ABOVE, "zhujian", "ludeng"} & set(offered)  # its own alone
    assert city.post(before, {"command": "HandOn", "unit": "zhujian"}).status == 422

    city.does("handler", letter, "HandOn", of=ABOVE, unit=BELOW)

    assert city.open(before)[0] == 410
    assert city.by_when(letter, "reply#1") == by_when
    assert "上级单位转来工单" in city.latest_message("handler", letter, BELOW).text
    below = city.link("handler", letter, BELOW)
    assert "HandOn" not in city.offers(below)
    assert "转市供水公司办理" in city.open(below)[1].words
    city.does("handler", letter, "SignFor", of=BELOW, confirm="yes")
    city.does("handler", letter, "SubmitReply", of=BELOW, **REPLY)

    assert city.messages_to("deputy", letter, BELOW) == []
    deputy = city.signs_in("deputy", ABOVE)
    assert "ApproveReply" in deputy.offers(letter)
    assert city.signs_in("deputy", BELOW).offers(letter) == []
    city.does("deputy", letter, "ApproveReply", of=ABOVE, confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")
    assert city.stage(letter) == "rating"
    assert "供水公司" not in city.look_up(letter)


@pytest.mark.clause("SZ-A2.4.3c")
def test_who_has_handed_it_on_sees_it_at_the_desk_and_leaves_it_to_the_unit_below(city: City) -> None:
    letter = _ordered(city)
    handler = city.signs_in("handler", ABOVE)
    handler.does(letter, "HandOn", unit=BELOW)
    assert handler.offers(letter) == []
    assert PUZZLE["body"] in handler.opens(letter).words
    assert "SignFor" in city.signs_in("handler", BELOW).offers(letter)


def test_who_has_no_unit_below_is_not_offered_to_hand_on(city: City) -> None:
    letter = city.hand_in(**COMPLAINT)
    assert "HandOn" not in city.offers(city.link("handler", letter))
