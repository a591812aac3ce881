"""The same requester writes again on the same matter: seen by the rules, decided by a person."""

from typing import Any

import pytest
from botocore.exceptions import ClientError
from city import COMPLAINT, HOUSING, REPLY, City, Letter

from huiyin_local.cloud.calls import Call

REMINDER = COMPLAINT | {"title": "再次反映小区电梯停运", "body": COMPLAINT["body"] + "至今没有人来修。"}


def someone(city: City, phone: str) -> dict[str, str]:
    return {"name": "诉求人", "phone": phone}


def answered(city: City, **content: Any) -> Letter:
    """A letter that was handled, answered and rated, so that its case is closed."""
    letter = city.hand_in(**content)
    city.does("handler", letter, "SignFor", HOUSING, confirm="yes")
    city.does("handler", letter, "SubmitReply", HOUSING, **REPLY)
    city.does("deputy", letter, "ApproveReply", confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")
    city.does("requester", letter, "Rate", rating="good")
    assert city.stage(letter) == "archived"
    return letter


def proposed(city: City, letter: Letter) -> dict[str, Any]:
    """What the rules proposed for it."""
    return next(dict(event["fact"]) for event in city.events(letter) if event["type"] == "RequestScreened")


@pytest.mark.clause("SZ-A2.4.1b")
def test_a_matter_raised_again_after_its_answer_is_proposed_as_repeated_and_a_person_decides(city: City) -> None:
    writer = someone(city, "13700000001")
    first = answered(city, requester=writer)
    city.next_working_day()

    again = city.hand_in(requester=writer, **REMINDER)

    told = proposed(city, again)
    assert (told["why"], told["ground"], told["clause"]) == ("answered_before", "repeated", "SZ-A2.4.1b")
    assert told["earlier"] == first.number
    assert city.stage(again) == "triage"
    page = city.open(city.link("centre", again))[1]
    assert first.number in page.words
    assert "请核对有无新的事实或理由" in page.words
    assert first.number not in " ".join(m.text for m in city.messages_to("requester", again))

    city.does("centre", again, "Decline", ground="repeated", explanation="三月二日已答复，没有新的事实。")

    assert city.stage(again) == "declined"
    assert "不再重复受理" in city.latest_message("requester", again).text


def test_a_matter_that_is_still_in_hand_is_brought_before_the_centre_without_a_ground(city: City) -> None:
    writer = someone(city, "13700000002")
    first = city.hand_in(requester=writer)
    assert city.stage(first) == "handling"

    again = city.hand_in(requester=writer, **REMINDER)

    told = proposed(city, again)
    assert (told["why"], told["earlier"]) == ("still_in_hand", first.number)
    assert "ground" not in told or told["ground"] == ""
    assert city.stage(again) == "triage"


def test_another_requester_and_another_matter_go_their_way(city: City) -> None:
    writer = someone(city, "13700000003")
    city.hand_in(requester=writer)

    neighbour = city.hand_in(requester=someone(city, "13700000004"))
    garbage = city.hand_in(
        requester=writer, title="投诉小区物业乱收停车费", body="业主的车位每月多收五十元，物业没有公示，请查一查。"
    )

    for letter in (neighbour, garbage):
        assert proposed(city, letter)["why"] == "plain"
        assert "earlier" not in proposed(city, letter)


def test_a_letter_that_came_later_does_not_count_when_screening_is_tried_again(city: City) -> None:
    """The first one's screening fails until the second has come in; still it is the second that comes again."""
    writer = someone(city, "13700000005")
    hindered: list[str] = []

    def hinder(call: Call) -> None:
        if call.operation == "BatchGetItem" and not hindered:
            raise ClientError({"Error": {"Code": "InternalServerError", "Message": "later"}}, call.operation)

    city.cloud.calls.before.append(hinder)
    first = city.hand_in(requester=writer)
    assert city.stage(first) == "received"
    hindered.append("enough")
    second = city.hand_in(requester=writer, **REMINDER)
    city.pass_time(hours=1)
    city.cloud.calls.before.remove(hinder)

    assert city.stage(first) == "handling"
    assert proposed(city, first)["why"] == "plain"
    assert "earlier" not in proposed(city, first)
    assert proposed(city, second)["earlier"] == first.number
