"""A second-level unit hands its order on to one of its own, over HTTP: who may, who then handles it, who signs."""

from collections.abc import Iterator

import pytest
from city import COMPLAINT, PUZZLE, REPLY, City, Letter, Visitor, opened

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


@pytest.mark.clause("SZ-A2.4.3c", "SZ-A2.4.4f")
def test_a_reply_that_awaits_the_second_levels_signature_is_listed_there_until_it_is_signed(city: City) -> None:
    letter = _ordered(city)
    city.does("handler", letter, "HandOn", of=ABOVE, unit=BELOW)
    city.does("handler", letter, "SignFor", of=BELOW, confirm="yes")
    above, below = city.at_desk("deputy", ABOVE), city.at_desk("handler", BELOW)
    assert (_lists(above, letter), _lists(below, letter)) == (set(), {"todo", "open", "tail", "words"})

    city.does("handler", letter, "SubmitReply", of=BELOW, **REPLY)
    everywhere = {"todo", "open", "tail", "words", "state"}
    assert (_lists(above, letter), _lists(below, letter)) == (everywhere, everywhere - {"todo"})

    above.does(letter, "RejectReply", reason="请补充处理经过。")
    assert (_lists(above, letter), "todo" in _lists(below, letter)) == (set(), True)
    city.does("handler", letter, "SubmitReply", of=BELOW, **REPLY)
    above.does(letter, "ApproveReply", confirm="yes")
    assert "todo" not in _lists(above, letter) | _lists(below, letter)


@pytest.mark.clause("SZ-A2.4.8", "SZ-A2.4.3c")
def test_a_reply_that_awaits_the_signature_of_whom_it_is_about_is_in_no_list_of_theirs(city: City) -> None:
    letter = _ordered(city)
    city.does("handler", letter, "HandOn", of=ABOVE, unit=BELOW)
    city.does("handler", letter, "SignFor", of=BELOW, confirm="yes")
    city.does("handler", letter, "SubmitReply", of=BELOW, **REPLY)
    city.at_desk("centre").does(
        letter, "NameAccused", accused_unit="", accused_person=f"{ABOVE}-deputy", reason="反映的是分管负责人。"
    )
    assert _lists(city.at_desk("deputy", ABOVE), letter) == set()
    assert "todo" in _lists(city.at_desk("head", ABOVE), letter)


def _lists(visitor: Visitor, letter: Letter) -> set[str]:
    """In which of this person's lists a letter stands."""
    pages = {
        "todo": visitor.queue(),
        "open": visitor.queue("?queue=open"),
        "tail": visitor.finds(number=letter.number[-6:]),
        "words": visitor.finds(words=PUZZLE["body"][:8]),
        "state": visitor.finds(state="approving"),
    }
    return {name for name, page in pages.items() if f"cases/{letter.number}" in page.text}


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
