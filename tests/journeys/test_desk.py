"""The desk: who signs in sees every case that is theirs, does there what a link would let them do, and nothing else."""

import pytest
from city import HOUSING, MARKET, PUZZLE, REPLY, City, Visitor

from huiyin_aws import looks

REASON = {"reason": "情况如此，请核实。"}


def test_a_case_lives_its_whole_life_at_the_desk(city: City) -> None:
    letter = city.hand_in(**PUZZLE)
    centre = city.signs_in("centre")
    handler, deputy = city.signs_in("handler", HOUSING), city.signs_in("deputy", HOUSING)

    centre.does(letter, "Accept", kind="help", category="housing", unit="", confirm="yes")
    centre.does(letter, "Dispatch", unit=HOUSING, confirm="yes")
    handler.does(letter, "SignFor", confirm="yes")
    handler.does(letter, "RequestExtension", days="1", consent="yes", **REASON)
    deputy.does(letter, "GrantExtension", confirm="yes")
    handler.does(letter, "SubmitReply", **REPLY)
    deputy.does(letter, "ApproveReply", confirm="yes")
    centre.does(letter, "SendBack", grounds=["vague"], **REASON)
    handler.does(letter, "SubmitReply", **REPLY)
    deputy.does(letter, "ApproveReply", confirm="yes")
    centre.does(letter, "PassReply", confirm="yes")
    city.does("requester", letter, "Rate", rating="poor", **REASON)
    centre.does(letter, "Explain", text="已按规定办理，说明如下。")

    assert city.stage(letter) == "archived"
    told = centre.opens(letter).words
    for step in ("受理", "派单至", "签收工单", "申请延期", "同意延期", "签批答复", "答复退回重办", "归档"):
        assert step in told
    slip = centre.get(f"/desk/cases/{letter.number}/slip.pdf")
    assert (slip.status, slip.headers["content-type"], slip.body[:5]) == (200, "application/pdf", b"%PDF-")


def test_whoever_is_asked_answers_the_same_and_only_the_registered_get_a_link(city: City) -> None:
    before = len(city.cloud.messages)
    errands = [city.cloud.functions.counts["Notify"]]

    known = city.asks_to_sign_in("centre-duty-1@example.gov.cn")
    assert len(city.cloud.messages) == before + 1
    errands.append(city.cloud.functions.counts["Notify"])
    unknown = [city.asks_to_sign_in(address) for address in ("nobody@example.org", "")]
    errands.append(city.cloud.functions.counts["Notify"])

    assert {(each.status, each.text) for each in unknown} == {(known.status, known.text)}
    assert len(city.cloud.messages) == before + 1
    assert (errands[1] - errands[0], errands[2] - errands[1]) == (1, 2), "as much is done, so that it takes as long"


def test_a_link_is_good_once_and_opening_it_uses_nothing_up(city: City) -> None:
    address = "centre-duty-2@example.gov.cn"
    city.asks_to_sign_in(address)
    link, scanner, person = city.sign_in_link(address), Visitor(city), Visitor(city)
    for _ in range(5):
        assert scanner.get(link).status == 200
    assert scanner.cookies == {}

    assert person.post(link).status == 303
    assert person.get("/desk/posts").status == 200
    assert Visitor(city).post(link).status == 410
    assert Visitor(city).get(link).status == 410


def test_pressing_the_button_twice_leads_to_the_queues_and_begins_one_session(city: City) -> None:
    address = city.mailbox("head", HOUSING)
    city.asks_to_sign_in(address)
    link, person, other = city.sign_in_link(address), Visitor(city), city.signs_in("deputy", MARKET)
    begun = person.post(link)
    sessions = [key for key in city.kept() if "SESSION#" in key]

    again = [person.post(link), person.get(link)]

    assert [(each.status, each.headers["Location"]) for each in again] == [(303, "../queues")] * 2
    assert not any("set-cookie" in each.headers for each in again)
    assert begun.status == 303
    assert person.queue().status == 200
    assert [key for key in city.kept() if "SESSION#" in key] == sessions
    assert [other.post(link).status, other.get(link).status, Visitor(city).post(link).status] == [410] * 3
    person.post("/desk/sign-out", {"csrf": person.csrf()})
    assert person.post(link).status == 410


def test_a_link_is_good_for_ten_minutes(city: City) -> None:
    address = city.mailbox("head", HOUSING)
    city.asks_to_sign_in(address)
    link = city.sign_in_link(address)
    city.pass_time(minutes=10)
    assert Visitor(city).get(link).status == 200
    city.pass_time(seconds=1)
    assert Visitor(city).get(link).status == 410
    assert Visitor(city).post(link).status == 410


def test_a_session_lasts_eight_hours_and_ends_by_signing_out(city: City) -> None:
    early, late = city.signs_in("centre"), city.signs_in("handler", HOUSING)
    cookies = dict(early.cookies)
    assert early.post("/desk/sign-out", {"csrf": early.csrf()}).status == 200
    early.cookies = cookies
    assert early.get("/desk/posts").status == 401

    city.pass_time(hours=8, seconds=-1)
    assert late.get("/desk/posts").status == 200
    city.pass_time(seconds=1)
    assert late.get("/desk/posts").status == 401


def test_the_cookie_is_for_this_host_alone_and_for_no_script(city: City) -> None:
    address = city.mailbox("deputy", MARKET)
    city.asks_to_sign_in(address)

    answer = Visitor(city).post(city.sign_in_link(address))

    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert name.startswith("__Host-huiyin-desk=")
    assert attributes == ["Path=/", "Max-Age=28800", "HttpOnly", "Secure", "SameSite=Lax"]
    assert name.partition("=")[2] not in str(city.kept())


@pytest.mark.parametrize("csrf", ["", "x" * 32])
def test_a_form_without_the_token_of_its_session_does_nothing(city: City, csrf: str) -> None:
    letter = city.hand_in(**PUZZLE)
    centre, other = city.signs_in("centre"), city.signs_in("handler", HOUSING)
    form = {"command": "Decline", "ground": "repeated", "explanation": "已答复", "seq": "9"}
    before = city.kept()

    for token in (csrf, other.csrf()):
        answer = centre.post(f"/desk/cases/{letter.number}", form | {"csrf": token})
        assert answer.status == 403
    assert city.story(letter)[-1] == "RequestScreened"
    assert city.kept() == before


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}]
)
def test_a_form_of_another_site_does_nothing(city: City, headers: dict[str, str]) -> None:
    letter = city.hand_in()
    handler = city.signs_in("handler", HOUSING)
    form = handler.opens(letter).form("SignFor")
    assert form is not None

    assert handler.post(f"/desk/cases/{letter.number}", form.filled({"confirm": "yes"}), **headers).status == 403
    assert "OrderSignedFor" not in city.story(letter)


def test_another_units_case_is_not_there(city: City) -> None:
    city.pass_time(minutes=10)
    letter = city.hand_in()
    stranger, handler = city.signs_in("handler", MARKET), city.signs_in("handler", HOUSING)
    none = stranger.get("/desk/cases/SZ20200101-000001")

    answer = stranger.get(f"/desk/cases/{letter.number}")

    assert (answer.status, answer.text) == (404, none.text)
    assert handler.get(f"/desk/cases/{letter.number}").status == 200
    form = {"command": "SignFor", "confirm": "yes", "csrf": stranger.csrf(), "seq": "9"}
    assert stranger.post(f"/desk/cases/{letter.number}", form).status == 404
    assert "OrderSignedFor" not in city.story(letter)


@pytest.mark.clause("GX-18b")
def test_whom_a_report_is_about_does_not_find_it_at_the_desk(city: City) -> None:
    letter = city.hand_in(title="举报违规审批", body="举报有关单位违规审批占道停车场，请查处。", kind="report")
    by_law = {"law_amount": "", "law_unit": "", "law": ""}
    fields = {"kind": "report", "category": "housing", "unit": MARKET, "accused_unit": HOUSING, "accused_person": ""}
    city.pass_time(minutes=10)
    centre, accused = city.signs_in("centre"), city.signs_in("head", HOUSING)

    centre.does(letter, "Accept", confirm="yes", **by_law, **fields)

    assert accused.get(f"/desk/cases/{letter.number}").status == 404
    with city.cloud.world.turn():
        assert [(look["way"], look["unit"]) for look in looks.of(letter.number)] == [("desk", HOUSING)]
    city.pass_time(minutes=10)
    assert city.signs_in("handler", MARKET).get(f"/desk/cases/{letter.number}").status == 200


def test_two_at_the_desk_are_told_of_each_other(city: City) -> None:
    letter = city.hand_in(**PUZZLE)
    city.pass_time(minutes=10)
    first, second = city.signs_in("centre"), city.signs_in("centre", which=1)
    form = second.opens(letter).form("Decline")
    assert form is not None
    first.does(letter, "Accept", kind="help", category="housing", unit=HOUSING, confirm="yes")
    before = city.kept()

    answer = second.post(f"/desk/cases/{letter.number}", form.filled({"explanation": "请补充地点。"}))

    assert answer.status == 409
    told = answer.text.partition('id="overtaken-heading"')[2].partition("</section>")[0]
    assert "受理" in told
    assert "请补充地点。" in told  # a case with a unit can't be declined any more: the words are there to be kept
    assert city.kept() == before


def test_who_has_left_the_registry_is_signed_out(city: City) -> None:
    city.pass_time(minutes=10)
    visitor = city.signs_in("head", MARKET)
    assert visitor.get("/desk/posts").status == 200
    registry = city.registry()
    unit = next(unit for unit in registry["units"] if unit["code"] == MARKET)
    everybody = unit["people"]

    unit["people"] = [p | ({"id": "shichang-new-head"} if p["role"] == "head" else {}) for p in everybody]
    city.cloud.invoke("Register", registry)
    assert visitor.get("/desk/posts").status == 401

    unit["people"] = everybody
    city.cloud.invoke("Register", registry)
