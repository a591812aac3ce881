"""主席信箱 and the 12345 platform: a letter goes there to be handed out, is followed, returned, prolonged and replied
to from there, and the writer hears of it through the mailbox.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from city import City, Letter, opened, path_of

from file_builders import a_picture
from huiyin_aws.tables import CaseDue
from huiyin_local.people import parcels
from huiyin_local.platform import Platform

LAMP = {
    "title": "建议增设路灯",
    "body": "人民路北段路灯太少，夜里看不清路，建议增设路灯，方便大家夜间行走。",
    "kind": "suggestion",
}
DRIVER = {"title": "投诉公交司机拒载", "body": "投诉五路公交司机态度恶劣，看见老人不停车。", "kind": "complaint"}
UNIT, NEXT_UNIT = "zhujian", "jiaotong"
PARTS = {
    "text": "已列入五月路灯增设计划，五月底前亮灯。",
    "unit": "自治区住房和城乡建设厅",
    "handler": "城市管理处经办人",
    "contact": "办公电话0771-0000000",
    "publication": "同意公开",
}
PAPER = "桂建函〔2026〕101号，2026年3月2日"


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """Monday at nine; the platform does only what the tests have it do."""
    with opened("guangxi-mailbox") as guangxi:
        guangxi.platform_at_work = False
        yield guangxi


def platform(city: City) -> Platform:
    assert city.deployment.platform is not None
    return city.deployment.platform


def look(city: City, path: str = "", query: str = "") -> dict[str, Any]:
    status, told = platform(city).ask("GET", path, None, city.cloud.now, query)
    assert status == 200, told
    return told


def call(city: City, letter: Letter, move: str, **body: Any) -> tuple[int, dict[str, Any]]:
    """A call a second after the last: each has a nonce of its own."""
    city.pass_time(seconds=1)
    answer = platform(city).ask("POST", f"/{letter.number}/{move}", body, city.cloud.now)
    city.cloud.world.settle()
    return answer


def done(city: City, letter: Letter, move: str, **body: Any) -> dict[str, Any]:
    status, told = call(city, letter, move, **body)
    assert status == 200, told
    return told


def refused(city: City, letter: Letter, move: str, **body: Any) -> tuple[int, str]:
    """The status and the code, and nothing was changed."""
    before = city.kept()
    status, told = call(city, letter, move, **body)
    assert city.kept() == before
    assert told["status"] == status
    assert told["detail"]
    return status, told["code"]


def scanned(city: City, letter: Letter, purpose: str) -> str:
    """The unit's stamped paper is sent, and found sound; its id."""
    form = done(city, letter, "file", label="加盖公章的说明", purpose=purpose)
    media_type, body = parcels.packed(form["fields"], a_picture())
    assert city.cloud.gateway.call("POST", path_of(form["url"]), {"content-type": media_type}, body).status == 303
    city.cloud.world.settle()
    (file,) = (each for each in look(city, f"/{letter.number}")["files"] if each["id"] == form["id"])
    assert (file["state"], file["purpose"]) == ("sound", purpose)
    return str(form["id"])


def waiting(city: City) -> list[str]:
    return [order["number"] for order in look(city)["orders"]]


@pytest.mark.clause("GX-7", "GX-24")
def test_a_letter_is_handed_out_and_answered_through_the_platform(city: City) -> None:
    letter = city.hand_in(**LAMP)
    assert city.stage(letter) == "dispatching"
    assert city.messages_to("centre", letter) == []
    assert city.messages_to("handler", letter) == []
    (order,) = (each for each in look(city)["orders"] if each["number"] == letter.number)
    assert (order["title"], order["body"], order["kind"]) == (LAMP["title"], LAMP["body"], LAMP["kind"])
    assert (order["proposed_unit"], order["dues"][0]["due_at"]) == (UNIT, "2026-03-03T09:30:00Z")
    assert letter.phone not in json.dumps(order)
    assert "诉求人" not in json.dumps(order, ensure_ascii=False)

    told = done(city, letter, "dispatch", unit=UNIT)

    assert (told["stage"], told["unit"]) == ("handling", UNIT)
    assert letter.number not in waiting(city)
    assert [each["number"] for each in look(city, query=f"state=open&unit={UNIT}")["orders"]] == [letter.number]
    assert "请于3月5日 星期四 17:30 前答复" in city.latest_message("handler", letter, UNIT).text
    done(city, letter, "progress", text="已到现场勘查，正在设计。")
    assert "已到现场勘查，正在设计。" in city.open(city.link("handler", letter))[1].words

    status, lacks = call(city, letter, "reply", parts=PARTS | {"text": ""}, solved="solved")
    assert (status, [each["field"] for each in lacks["errors"]]) == (422, ["text"])

    told = done(city, letter, "reply", parts=PARTS, solved="solved")

    assert told["stage"] == "approving"
    assert told["reply"] == PARTS
    city.does("deputy", letter, "ApproveReply", confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")
    assert city.track(letter)["answer"] == PARTS["text"]
    assert look(city, f"/{letter.number}")["answer"] == PARTS["text"]
    city.does("requester", letter, "Rate", rating="5")
    rated = look(city, f"/{letter.number}")
    assert (rated["rating"]["stars"], rated["outcome"]) == (5, "satisfied")
    assert "12345政务服务便民热线平台" in city.open(city.link_for(letter, "centre"))[1].words
    by = [
        event["by"]["role"] for event in city.events(letter) if event["type"] in ("OrderDispatched", "ReplySubmitted")
    ]
    assert by == ["platform", "platform"]


@pytest.mark.clause("GX-7", "GX-18b")
def test_what_the_centre_takes_up_goes_to_the_platform_which_is_kept_from_the_accused(city: City) -> None:
    letter = city.hand_in(**DRIVER)
    accept = city.open(city.link("centre", letter))[1].form("Accept")
    assert accept.field("unit") is None  # the platform says whose it is
    city.does("centre", letter, "Accept", accused_unit=NEXT_UNIT, confirm="yes")
    assert letter.number in waiting(city)
    assert "被反映" not in json.dumps(look(city, f"/{letter.number}"), ensure_ascii=False)

    assert refused(city, letter, "dispatch", unit=NEXT_UNIT) == (409, "unit_accused")
    assert refused(city, letter, "dispatch", unit="nobody") == (422, "unknown_unit")
    assert refused(city, letter, "dispatch", unit="centre") == (422, "unknown_unit")

    assert done(city, letter, "dispatch", unit="jiaoyu")["unit"] == "jiaoyu"


@pytest.mark.clause("GX-7", "GX-18b")
@pytest.mark.parametrize(("accused", "proposed"), [("", NEXT_UNIT), (NEXT_UNIT, None)])
def test_no_unit_is_proposed_to_the_platform_to_which_the_order_may_not_go(
    city: City, accused: str, proposed: str | None
) -> None:
    letter = city.hand_in(**DRIVER)
    city.does("centre", letter, "Accept", category="transport", accused_unit=accused, confirm="yes")
    assert look(city, f"/{letter.number}").get("proposed_unit") == proposed


@pytest.mark.clause("GX-24", "GX-11")
def test_a_return_goes_to_the_centre_and_what_it_upholds_waits_for_the_platform_again(city: City) -> None:
    letter = city.hand_in(**LAMP)
    done(city, letter, "dispatch", unit=UNIT)
    reason = {"reason": "国道照明不属本单位职责", "basis": "三定方案第三条"}
    status, told = call(city, letter, "return", **reason)
    missing = [each["field"] for each in told["errors"]]
    assert (status, told["code"], missing) == (422, "incomplete", ["proof", "scans"])
    assert refused(city, letter, "return", **reason, proof=PAPER, scans=["0" * 32]) == (422, "incomplete")

    done(city, letter, "return", **reason, proof=PAPER, scans=[scanned(city, letter, "return")])

    assert reason["reason"] in city.open(city.link("centre", letter))[1].words
    city.does("centre", letter, "UpholdReturn", confirm="yes")
    assert letter.number in waiting(city)
    assert refused(city, letter, "dispatch", unit=UNIT) == (409, "unit_returned")
    assert done(city, letter, "dispatch", unit=NEXT_UNIT)["unit"] == NEXT_UNIT


@pytest.mark.clause("GX-24", "GX-14c")
def test_an_extension_is_asked_for_there_and_decided_by_the_centre(city: City) -> None:
    letter = city.hand_in(**LAMP)
    done(city, letter, "dispatch", unit=UNIT)
    proof = {"reason": "设备采购", "proof": PAPER, "scans": [scanned(city, letter, "extension")]}
    status, told = call(city, letter, "extension", days=9, **proof)
    assert (status, [each["field"] for each in told["errors"]]) == (422, ["days"])

    told = done(city, letter, "extension", days=2, **proof)

    assert any("设备采购" in line["text"] for matter in told["matters"] for line in matter["lines"])
    before = next(each["due_at"] for each in told["dues"] if each["step"] == "reply")
    city.does("centre", letter, "GrantExtension", confirm="yes")
    after = next(each["due_at"] for each in look(city, f"/{letter.number}")["dues"] if each["step"] == "reply")
    assert (before, after) == ("2026-03-05T09:30:00Z", "2026-03-09T09:30:00Z")


@pytest.mark.clause("GX-10", "GX-24")
def test_several_units_get_it_at_once_and_one_of_them_leads(city: City) -> None:
    letter = city.hand_in(**LAMP)
    lead = {"unit": UNIT, "task": "请说明国道段照明由谁负责"}
    assert refused(city, letter, "dispatch", **lead, supporting=["nobody"]) == (422, "unknown_unit")
    assert refused(city, letter, "dispatch", **lead, supporting=[UNIT]) == (409, "support_is_lead")

    told = done(city, letter, "dispatch", **lead, supporting=[NEXT_UNIT])

    assert told["unit"] == UNIT
    assert lead["task"] in json.dumps(told["matters"], ensure_ascii=False)
    assert city.messages_to("handler", letter, NEXT_UNIT)


@pytest.mark.clause("GX-24")
def test_what_no_unit_of_the_platforms_takes_is_the_centres_to_hand_out(city: City) -> None:
    letter = city.hand_in(**LAMP)
    done(city, letter, "give-back", reason="无法确定承办单位")
    assert letter.number not in waiting(city)
    assert refused(city, letter, "give-back", reason="再退一次") == (409, "given_back")
    assert "派单" in city.latest_message("centre", letter).text
    assert "无法确定承办单位" in city.open(city.link("centre", letter))[1].words

    city.does("centre", letter, "Dispatch", unit=UNIT, confirm="yes")

    assert city.stage(letter) == "handling"


@pytest.mark.clause("GX-7", "GX-14a", "GX-20a")
def test_where_the_platform_is_late_the_centre_is_told_and_may_hand_out_itself(city: City) -> None:
    letter = city.hand_in(**LAMP)
    city.wait_until(datetime.fromisoformat(city.due(letter, "hand_out#1")["due_at"]))
    assert "【提醒】" in city.latest_message("centre", letter).text
    city.pass_time(seconds=1)
    assert "【超期】" in city.latest_message("centre", letter).text
    page = city.open(city.link("centre", letter))[1]
    assert "该信件由12345政务服务便民热线平台分办" in page.words

    city.does("centre", letter, "Dispatch", unit=UNIT, confirm="yes")

    assert (city.ending(letter, "accept#1"), city.ending(letter, "hand_out#1")) == ("met", "late")
    assert refused(city, letter, "dispatch", unit=NEXT_UNIT) == (409, "not_now")


def test_the_same_call_is_done_once(city: City) -> None:
    letter = city.hand_in(**LAMP)
    now, body = city.cloud.now, {"reason": "无法确定承办单位"}
    first = platform(city).ask("POST", f"/{letter.number}/give-back", body, now)
    city.cloud.world.settle()
    before = city.kept()
    assert platform(city).ask("POST", f"/{letter.number}/give-back", body, now) == first
    assert city.kept() == before
    told = done(city, letter, "dispatch", unit=UNIT)
    before = city.kept()
    assert done(city, letter, "dispatch", unit=UNIT)["number"] == told["number"]  # by its state: it is there already
    assert city.kept() == before


def test_what_is_not_the_platforms_is_refused(city: City) -> None:
    letter = city.hand_in(**LAMP)
    other = city.hand_in(**DRIVER)  # still with the centre
    assert refused(city, letter, "reply", parts=PARTS, solved="solved") == (409, "not_now")
    assert refused(city, letter, "file", label="照片", purpose="reply") == (409, "not_now")
    assert refused(city, letter, "progress", text="在办") == (409, "not_now")
    assert refused(city, letter, "approve") == (404, "unknown_move")
    assert refused(city, other, "dispatch", unit=UNIT) == (404, "unknown_order")
    assert refused(city, replace(letter, number="GX20260302-999999"), "dispatch", unit=UNIT) == (404, "unknown_order")
    assert refused(city, letter, "dispatch", unit=UNIT, phone="13900000000") == (400, "malformed")
    assert refused(city, letter, "dispatch") == (400, "malformed")


@pytest.mark.parametrize("unit", ["atlantis", "x" * 3_000])
def test_a_unit_that_is_none_has_no_orders(city: City, unit: str) -> None:
    assert look(city, query=f"state=open&unit={unit}") == {"orders": []}


@pytest.mark.clause("GX-7")
def test_a_letter_waits_by_what_the_platform_owed_before_handing_out_was_a_step_of_its_own(city: City) -> None:
    letter = city.hand_in(**LAMP)
    hand_out, accept = (CaseDue.get(letter.number, f"DUE#{step}#1") for step in ("hand_out", "accept"))
    ended = ("ending", "ended_at", "handed_in_at")
    accept.record = {name: said for name, said in accept.record.items() if name not in ended} | {"who": "platform"}
    accept.unit, accept.due_at = hand_out.unit, hand_out.due_at
    accept.save()
    hand_out.delete()

    assert letter.number in waiting(city)
    assert done(city, letter, "dispatch", unit=UNIT)["stage"] == "handling"
    assert letter.number not in waiting(city)


@pytest.mark.parametrize("query", ["state=shut", "state=open", "state=waiting&unit=zhujian", "after=there"])
def test_a_question_that_is_none_is_refused(city: City, query: str) -> None:
    status, told = platform(city).ask("GET", "", None, city.cloud.now, query)
    assert (status, told["code"]) == (400, "malformed")


def test_nobody_else_is_the_platform(city: City) -> None:
    """Another channel of the mailbox, a wrong key, no API key, another programme."""
    letter = city.hand_in(**LAMP)
    its, path, body = platform(city).channel, f"platform/orders/{letter.number}/dispatch", {"unit": UNIT}
    before = city.kept()
    for channel, status, code in (
        (city.deployment.channel, 403, "not_the_platform"),
        (replace(its, key=bytes(32)), 401, "bad_signature"),
        (replace(its, id="nobody"), 401, "unknown_channel"),
        (replace(its, programme="suzhou-express"), 404, "unknown_programme"),
        (replace(its, api_key="none"), 403, "refused"),
    ):
        for method, where in (("POST", path), ("GET", "platform/orders"), ("GET", path.removesuffix("/dispatch"))):
            found, told = channel.call_signed(method, where, body if method == "POST" else None, city.cloud.now)
            assert (found, told.get("code")) == (status, code)
            assert LAMP["body"] not in json.dumps(told, ensure_ascii=False)
    assert city.kept() == before


def test_the_list_comes_in_pages(city: City) -> None:
    sent = {city.hand_in(**LAMP).number for _ in range(23)}
    first = look(city)
    assert len(first["orders"]) == 20
    then = look(city, query=f"after={first['next'].replace('#', '%23').replace(':', '%3A').replace('~', '~')}")
    numbers = [order["number"] for page in (first, then) for order in page["orders"]]
    assert len(numbers) == len(set(numbers))
    assert sent <= set(numbers)
    assert "next" not in then
