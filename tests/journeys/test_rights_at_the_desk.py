"""What only the desk offers, over HTTP: a charge and its withdrawal, whom a matter turns out to be about, how a case is
filed, a promise let go; whoever it is not for neither finds it nor gets it done.
"""

import pytest
from city import HOUSING, MARKET, PUZZLE, REPLY, City, Letter

YES = {"confirm": "yes"}
FACTS = "9月回访查明，答复所称的检验没有做过。"
GOOD_FAITH = "出于公心、未谋私利，并已主动纠正。"
PROMISE = {"solved": "partly", "part_explained": "已上门说明须等配件。", "part_promise": "更换三号楼的曳引机。"}


def _answered(city: City, letter: Letter, **parts: str) -> None:
    city.does("handler", letter, "SignFor", HOUSING, **YES)
    city.does("handler", letter, "SubmitReply", HOUSING, **REPLY | parts)
    city.does("deputy", letter, "ApproveReply", HOUSING, **YES)
    city.does("centre", letter, "PassReply", **YES)


@pytest.mark.clause("SZ-A2.4.8")
def test_what_comes_out_after_the_end_is_charged_and_exempted_and_both_stay(city: City) -> None:
    letter = city.hand_in()
    _answered(city, letter)
    city.does("requester", letter, "Rate", rating="good")
    assert city.stage(letter) == "archived"
    centre = city.at_desk("centre")
    assert centre.offers(letter) == ["Charge"]
    form = centre.opens(letter).form("Charge")
    assert form is not None
    assert {"groundless_refusal", "overdue", "sent_back_twice", "false_report", "idle", "leak", "retaliation"} == {
        ground for ground in form.field("ground").options if ground
    }
    assert [unit for unit in form.field("unit").options if unit] == [HOUSING]  # who had no part in it, is not charged

    centre.does(letter, "Charge", ground="false_report", reason=FACTS, **YES)
    assert "虚报办理情况" in city.latest_message("head", letter, HOUSING).text
    assert centre.fills(letter, "Charge", ground="false_report", reason=FACTS, **YES).status == 409
    centre.does(letter, "WithdrawCharge", charge=f"false_report:{HOUSING}", reason=GOOD_FAITH, **YES)

    assert city.story(letter)[-2:] == ["UnitCharged", "ChargeWithdrawn"]
    assert "不予追究" in city.latest_message("head", letter, HOUSING).text
    told = centre.opens(letter).words
    assert all(said in told for said in ("记录在案", "不予追究", FACTS, GOOD_FAITH))
    assert "WithdrawCharge" not in centre.offers(letter)
    assert not any(said in city.look_up(letter) for said in (FACTS, GOOD_FAITH, "记录在案"))


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_once_it_turns_out_to_be_a_report_on_the_unit_it_has_neither_order_nor_sight_of_it(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter, HOUSING)
    centre, head = city.at_desk("centre"), city.at_desk("head", HOUSING)

    centre.does(letter, "NameAccused", accused_unit=HOUSING, reason="信中反映该局包庇物业。")
    assert city.stage(letter) == "handling"  # a complaint may be the unit's to handle
    assert head.get(f"/desk/cases/{letter.number}").status == 200
    centre.does(letter, "Correct", kind="report", reason="是举报，不是投诉。")

    assert city.stage(letter) == "dispatching"
    assert city.open(link)[0] == 410
    assert head.get(f"/desk/cases/{letter.number}").status == 404
    form = centre.opens(letter).form("Dispatch")
    assert form is not None
    assert HOUSING not in form.field("unit").options
    assert "DispatchAgain" not in centre.offers(letter)
    told = len(city.messages_to("handler", letter, HOUSING)) + len(city.messages_to("head", letter, HOUSING))
    centre.does(letter, "Dispatch", unit=MARKET, **YES)
    city.does("handler", letter, "SignFor", MARKET, **YES)
    assert len(city.messages_to("handler", letter, HOUSING)) + len(city.messages_to("head", letter, HOUSING)) == told


@pytest.mark.clause("GX-18b")
def test_whose_name_comes_up_while_they_handle_it_hands_over_to_somebody_else(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter, HOUSING)
    accused = city.deployment.book[city.latest_message("handler", letter, HOUSING).to[0]]

    city.at_desk("centre").does(letter, "NameAccused", accused_person=accused.id, reason="来电说经办人推诿。")

    status, page = city.open(link)
    assert (status, page.forms) == (410, ())
    taken = [m for m in city.cloud.messages if letter.number in m.text][-1]
    other = city.deployment.book[taken.to[0]]
    assert (other.unit, other.id == accused.id) == (HOUSING, False)
    assert "SignFor" in city.offers(city.link(other.role, letter, HOUSING))


def test_what_a_case_is_filed_under_is_put_right_and_the_history_shows_both(city: City) -> None:
    letter = city.hand_in(**PUZZLE)
    city.does("centre", letter, "Accept", kind="help", category="housing", unit=HOUSING, **YES)
    centre = city.at_desk("centre")
    form = centre.opens(letter).form("Correct")
    assert form is not None
    place = next(place for place in form.field("place").options if place)

    centre.does(letter, "Correct", kind="enquiry", category="market", place=place, reason="问的是许可。")

    fact = city.events(letter)[-1]["fact"]
    assert (fact["kind"], fact["category"], fact["place"]) == ("enquiry", "market", place)
    told = centre.opens(letter).words
    assert "求助改为咨询" in told
    assert "问的是许可。" in told
    same = centre.fills(letter, "Correct", kind="enquiry", category="market", place=place, reason="问的是许可。")
    assert same.status == 409


@pytest.mark.clause("GX-20b")
def test_a_promise_that_cannot_be_kept_is_let_go_and_its_requester_told_why(city: City) -> None:
    letter = city.hand_in()
    _answered(city, letter, **PROMISE, promise_on=f"{city.now.year}-12-30")
    city.does("requester", letter, "Rate", rating="good")
    assert city.stage(letter) == "keeping_promise"

    city.at_desk("centre").does(letter, "ReleasePromise", explanation="业主大会决定整梯更换。", **YES)

    assert city.stage(letter) == "archived"
    assert "业主大会决定整梯更换。" in city.look_up(letter)


@pytest.mark.parametrize("who", ["handler", "head"])
@pytest.mark.parametrize("command", ["Correct", "NameAccused", "Recall", "Charge", "NameSupporting", "VoidOverdue"])
def test_what_is_the_centres_no_unit_does(city: City, who: str, command: str) -> None:
    letter = city.hand_in()
    visitor = city.at_desk(who, HOUSING)
    assert command not in visitor.offers(letter)
    before = city.kept()
    fields = {"command": command, "kind": "help", "unit": HOUSING, "ground": "idle", "accused_unit": MARKET}
    fields |= {"supporting": MARKET, "obligation": "reply#1", "reason": "……", "confirm": "yes", "csrf": visitor.csrf()}
    assert visitor.post(f"/desk/cases/{letter.number}", fields).status in (409, 422)
    assert city.kept() == before


def test_a_link_of_the_centres_does_not_do_what_only_the_desk_offers(city: City) -> None:
    letter = city.hand_in(**PUZZLE)
    link = city.link("centre", letter)
    assert not {"JoinTo", "NameAccused"} & set(city.offers(link))
    assert {"JoinTo", "NameAccused"} <= set(city.at_desk("centre").offers(letter))


def test_a_form_sent_twice_is_done_once(city: City) -> None:
    letter = city.hand_in()
    centre = city.at_desk("centre")
    form = centre.opens(letter).form("Recall")
    assert form is not None
    sent = form.filled({"reason": "应由市场监管局办理。"})
    answers = [centre.post(f"/desk/cases/{letter.number}", sent).status for _ in range(2)]
    assert answers == [200, 200]
    assert city.story(letter).count("OrderRecalled") == 1
