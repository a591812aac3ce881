"""The centre puts right at its desk, over HTTP: filing, a wrong unit, an improper return, requests on one matter."""

import pytest
from city import HOUSING, MARKET, PUZZLE, REPLY, City, Letter

YES = {"confirm": "yes"}
RETURN = {"reason": "不属于本单位职责。", "basis": "三定规定第三条。", "suggestion": "建议转市场监管局。"}


def done_at_desk(city: City, letter: Letter, command: str, **values: str) -> None:
    city.at_desk("centre").does(letter, command, **values)


def answered(city: City, letter: Letter) -> None:
    """From the unit's signature to the answer."""
    if city.due(letter, "sign_for#1").get("ending") is None:
        city.does("handler", letter, "SignFor", HOUSING, **YES)
    city.does("handler", letter, "SubmitReply", HOUSING, **REPLY)
    city.does("deputy", letter, "ApproveReply", HOUSING, **YES)
    city.does("centre", letter, "PassReply", **YES)


def triaged(city: City) -> Letter:
    letter = city.hand_in(**PUZZLE)
    assert city.stage(letter) == "triage"
    return letter


@pytest.fixture
def pair(city: City) -> tuple[Letter, Letter]:
    """A request that a unit is handling, and another on the same matter, joined to it."""
    lead, other = city.hand_in(), triaged(city)
    done_at_desk(city, other, "JoinTo", number=lead.number, reason="同一部电梯。", **YES)
    return lead, other


@pytest.mark.clause("SZ-A2.4.4c")
def test_a_corrected_kind_counts_from_the_order_on_and_the_unit_is_told(city: City) -> None:
    letter = city.hand_in()
    city.pass_time(hours=1)
    done_at_desk(city, letter, "Correct", kind="suggestion", reason="是建议，不是投诉。")
    assert city.by_when(letter, "reply#1") == "03-05 17:30"
    assert "建议" in city.latest_message("handler", letter).text
    history = city.open(city.link("handler", letter))[1].words
    assert "投诉改为建议" in history


def test_an_order_that_went_to_the_wrong_unit_is_taken_back(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter, HOUSING)
    done_at_desk(city, letter, "Recall", reason="应由市场监管局办理。")
    assert city.is_shut(link)
    assert "已由受理单位收回" in city.latest_message("handler", letter, HOUSING).text
    city.does("centre", letter, "Dispatch", unit=MARKET, **YES)
    assert city.stage(letter) == "handling"
    assert city.link("handler", letter, MARKET)


@pytest.mark.clause("SZ-A5.4.2.1")
def test_an_order_goes_a_second_time_to_the_unit_that_returned_what_was_its_own(city: City) -> None:
    letter = city.hand_in()
    city.does("handler", letter, "RequestReturn", **RETURN)
    city.does("centre", letter, "UpholdReturn", unit="", **YES)
    done_at_desk(city, letter, "DispatchAgain", unit=HOUSING, reason="电梯安全属该单位职责。", **YES)
    assert city.story(letter)[-2:] == ["ImproperReturn", "OrderDispatched"]
    assert "第1次不当退单" in city.messages_to("head", letter, HOUSING)[-1].text
    answered_again = [e for e in city.events(letter) if e["type"] == "ReturnRequested"]
    assert len(answered_again) == 1  # what was asked for stays on record


def test_an_overdue_is_ruled_not_to_count_and_nobody_is_urged_for_it(city: City) -> None:
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", **YES)
    city.pass_time(days=12)
    assert city.due(letter, "reply#1")["overdue"]
    done_at_desk(city, letter, "VoidOverdue", obligation="reply#1", reason="系统故障两日。", **YES)
    assert "已裁定不计" in city.latest_message("head", letter).text
    urged = city.story(letter).count("Urged")
    city.pass_time(days=5)
    assert city.story(letter).count("Urged") == urged
    assert city.due(letter, "reply#1")["voided"]


@pytest.mark.clause("SZ-A2.4.1b", "WB-6.1", "SZ-A2.4.4h")
def test_one_handling_answers_both_and_each_rates_on_their_own(city: City, pair: tuple[Letter, Letter]) -> None:
    lead, other = pair
    assert city.stage(other) == "joined"
    assert city.story(lead).count("JoinedNoted") == 1
    assert "合并办理" in city.latest_message("requester", other).text
    answered(city, lead)
    assert (city.stage(lead), city.stage(other)) == ("rating", "rating")
    assert city.track(other)["answer"] == city.track(lead)["answer"] == REPLY["part_text"]
    city.does("requester", other, "Rate", rating="poor", reason="仍未修好。")
    city.does("requester", lead, "Rate", rating="good")
    assert (city.stage(lead), city.stage(other)) == ("archived", "following_up")
    city.does("centre", other, "OrderSecondHandling", reason="请再核实。")
    assert "SignFor" in city.offers(city.link("handler", other, HOUSING))


def test_who_was_joined_sees_how_it_goes_and_nothing_of_the_other(city: City, pair: tuple[Letter, Letter]) -> None:
    lead, other = pair
    seen = city.look_up(other)
    assert "与同一事项的诉求合并办理" in seen
    assert city.track(other)["stage"] == "handling"
    assert lead.number not in seen + str(city.track(other))
    handler = city.open(city.link("handler", lead))[1].words
    assert PUZZLE["body"] not in handler
    assert other.number not in city.look_up(lead)


def test_split_off_it_is_judged_on_its_own(city: City, pair: tuple[Letter, Letter]) -> None:
    lead, other = pair
    done_at_desk(city, other, "SplitOff", reason="不是同一部电梯。")
    assert city.stage(other) == "triage"
    assert city.story(lead)[-1] == "SplitNoted"
    city.does("centre", other, "Accept", kind="help", category="housing", unit=HOUSING, **YES)
    answered(city, lead)
    assert city.stage(other) == "handling"


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
@pytest.mark.parametrize("named_in", ["lead", "other"])
def test_who_is_named_late_in_one_is_kept_from_both(city: City, pair: tuple[Letter, Letter], named_in: str) -> None:
    lead, other = pair
    accused = next(p.id for p in city.deployment.book.values() if (p.unit, p.role) == ("centre", "centre"))
    about = {"accused_unit": "", "accused_person": accused, "reason": "来电说值班员推诿。"}
    done_at_desk(city, lead if named_in == "lead" else other, "NameAccused", **about)

    for letter in pair:
        assert city.story(letter).count("AccusedNamed") == 1
        assert city.open(city.link_for(letter, "centre", "centre", accused))[0] == 410
    assert city.stage(other) == "joined"


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_who_is_named_once_both_are_answered_is_kept_from_both(city: City, pair: tuple[Letter, Letter]) -> None:
    lead, other = pair
    answered(city, lead)
    accused = next(p.id for p in city.deployment.book.values() if (p.unit, p.role) == (HOUSING, "handler"))
    about = {"accused_unit": "", "accused_person": accused, "reason": "来电说经办人推诿。"}
    done_at_desk(city, lead, "NameAccused", **about)
    city.does("requester", other, "Rate", rating="poor", reason="仍未修好。")
    city.does("centre", other, "OrderSecondHandling", reason="请再核实。")
    assert city.open(city.link_for(other, "handler", HOUSING, accused))[0] == 410


def test_where_the_other_ends_without_an_answer_it_goes_back_to_the_centre(city: City) -> None:
    lead, other = triaged(city), triaged(city)
    done_at_desk(city, other, "JoinTo", number=lead.number, reason="同一噪声。", **YES)
    city.does("centre", lead, "Decline", ground="privacy", explanation="涉及他人隐私。")
    assert (city.stage(lead), city.stage(other)) == ("declined", "triage")
    assert "Accept" in city.offers(city.link("centre", other))


@pytest.mark.parametrize("number", ["SZ20260302-999999", "../../CASE", "", "WB20260302-000001"])
def test_a_number_that_is_no_case_is_refused_and_nothing_happens(city: City, number: str) -> None:
    letter = triaged(city)
    answer = city.at_desk("centre").fills(letter, "JoinTo", number=number, reason="同一事项。", **YES)
    assert answer.status == (409 if number else 422)
    assert city.stage(letter) == "triage"


@pytest.mark.clause("SZ-A2.4.3a")
def test_a_call_that_was_transferred_tells_the_requester_to_whom(city: City) -> None:
    letter = triaged(city)
    link = city.link("centre", letter)
    said = {"body": "宿州市供电公司", "explanation": "用电问题由供电公司当场解答。"}
    unasked = city.post(link, {"command": "TransferCall", **said})
    assert unasked.status == 422  # nobody has said that the requester consents
    city.does("centre", letter, "TransferCall", consent="yes", **said)
    assert city.track(letter)["stage"] == "transferred"
    assert "宿州市供电公司" in city.look_up(letter)


@pytest.mark.clause("SZ-A2.4.3a", "NM-11b")
def test_what_a_three_way_call_settled_is_the_answer(city: City) -> None:
    letter = triaged(city)
    said = {"body": "宿州市供电公司", "text": "今晚恢复供电。", "consent": "yes"}
    city.does("centre", letter, "RecordThreeWayCall", **said)
    assert city.track(letter)["answer"] == "今晚恢复供电。"
    assert city.stage(letter) == "rating"
