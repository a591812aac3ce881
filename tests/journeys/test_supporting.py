"""Units that support the one that leads, a wrong number, another handler, an emergency at night, as people live it."""

from collections.abc import Iterator

import pytest
from city import HOUSING, MARKET, PUZZLE, REPLY, City, Letter, opened

FIRE = {"title": "居民楼起火", "body": "三号楼五楼起火，浓烟很大，有人被困，快来救援。", "kind": "emergency"}
CARD = {"title": "预付卡退款难", "body": "美发店关门跑路，储值卡余额三千元不退，请帮忙追回。", "kind": "complaint"}
CARD_REPLY = {
    "part_text": "已责令发卡企业七日内退还余额，三千元已退至您的账户。",
    "part_unit": "预付卡管理中心，商务执法总队配合",
    "part_handler": "预付卡管理中心经办人，023-00000000",
    "part_investigation": "三月九日到店核查，查明发卡企业未备案。",
    "part_legal_basis": "《单用途商业预付卡管理办法（试行）》第三十六条",
}
STREETS = "chengguan"
LEAD, SUPPORT = "yufuka", "zhifa"


@pytest.fixture
def suzhou() -> Iterator[City]:
    with opened("suzhou-express") as city:
        yield city


@pytest.fixture
def chongqing() -> Iterator[City]:
    with opened("chongqing-commerce") as city:
        yield city


def _accepted(city: City, *supporting: str) -> Letter:
    """A request for help, with the unit that leads and those that support it."""
    letter = city.hand_in(**PUZZLE)
    city.does(
        "centre",
        letter,
        "Accept",
        kind="help",
        category="housing",
        unit=HOUSING,
        supporting=list(supporting),
        task="请核查夜间噪声来源。",
        confirm="yes",
    )
    city.does("handler", letter, "SignFor", of=HOUSING, confirm="yes")
    return letter


@pytest.mark.clause("SZ-A2.4.3b", "SZ-A2.4.4c", "SZ-A2.4.4e")
def test_who_supports_and_who_waits_for_more_time_hear_of_a_corrected_kind(suzhou: City) -> None:
    city = suzhou
    letter = _accepted(city, MARKET)
    city.does("handler", letter, "RequestExtension", of=HOUSING, days="2", reason="须待厂家到场。")
    city.at_desk("centre").does(letter, "Correct", kind="enquiry", reason="只是咨询。")
    by_when = "更正为咨询，请于3月2日 星期一 15:30 前提出协办意见"  # four office hours from the order
    assert by_when in city.latest_message("handler", letter, MARKET).text
    assert "原延期申请超过此类工单可延期的时间" in city.latest_message("handler", letter, HOUSING).text
    assert "GrantExtension" not in city.offers(city.link("deputy", letter, HOUSING))


@pytest.mark.clause("SZ-A2.4.3b", "SZ-A2.4.8", "GX-10", "NM-11b")
def test_the_lead_unit_gathers_and_who_is_late_is_on_record(suzhou: City) -> None:
    city = suzhou
    letter = _accepted(city, MARKET, STREETS)
    for unit in (MARKET, STREETS):
        assert (
            "需您单位协办，请于3月4日 星期三 17:30 前提出协办意见" in city.latest_message("handler", letter, unit).text
        )

    # Each sees the request, who leads, its own task, and one thing to do.
    link = city.link("handler", letter, MARKET)
    status, page = city.open(link)
    assert status == 200
    assert all(said in page.words for said in ("半夜都很吵", "市住房和城乡建设局", "请核查夜间噪声来源"))
    assert city.offers(link) == ["Contribute", "DeclineSupport"]
    assert city.post(link, {"command": "SignFor", "confirm": "yes"}).status == 409
    assert city.post(link, {"command": "SubmitReply", **REPLY}).status == 409

    # The lead's page says who is missing, and by when; it can't reply yet.
    lead = city.link("handler", letter, HOUSING)
    assert "SubmitReply" not in city.offers(lead)
    assert "尚未提出意见" in city.open(lead)[1].words
    assert "3月4日 星期三 17:30 前" in city.open(lead)[1].words

    city.does("handler", letter, "Contribute", of=MARKET, contribution="夜间噪声来自烧烤店排风机，已责令整改。")
    assert city.is_shut(link)
    assert "烧烤店排风机" in city.open(lead)[1].words
    assert "烧烤店排风机" not in city.open(city.link("handler", letter, STREETS))[1].words
    assert "SubmitReply" not in city.offers(lead)

    city.on("03-04 17:31")
    assert "提出协办意见时限" in city.latest_message("handler", letter, STREETS).text
    city.does("handler", letter, "SubmitReply", of=HOUSING, **REPLY)

    support = [city.due(letter, f"support#{n}") for n in (1, 2)]
    assert {owed["who"]: owed["ending"] for owed in support} == {MARKET: "met", STREETS: "late"}
    assert city.story(letter)[-3:] == ["SupportMissed", "UnitCharged", "ReplySubmitted"]
    missed = next(event["fact"] for event in city.events(letter) if event["type"] == "SupportMissed")
    assert missed["unit"] == STREETS
    city.does("deputy", letter, "ApproveReply", confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")
    assert "协办" not in city.look_up(letter)


@pytest.mark.clause("SZ-A2.4.3b")
def test_at_the_desk_the_centre_names_more_units_and_these_see_their_task_alone(suzhou: City) -> None:
    city = suzhou
    letter = _accepted(city)
    handler = city.link("handler", letter, HOUSING)
    city.fill(handler, "RecordContact", outcome="reached", told="诉求人说每晚十一点最吵。")
    centre = city.signs_in("centre")
    assert "NameSupporting" in centre.offers(letter)

    assert centre.fills(letter, "NameSupporting", supporting=[MARKET]).status == 200

    market = city.signs_in("handler", MARKET)
    assert market.offers(letter) == ["Contribute", "DeclineSupport"]
    assert "半夜都很吵" in market.opens(letter).words
    assert "每晚十一点最吵" not in market.opens(letter).words
    assert market.fills(letter, "Contribute", contribution="已责令商户整改。").status == 200
    assert market.get(f"/desk/cases/{letter.number}").status == 404
    assert "已责令商户整改" in city.open(handler)[1].words


def test_a_unit_that_says_it_is_not_its_duty_is_released_by_the_centre(suzhou: City) -> None:
    city = suzhou
    letter = _accepted(city, MARKET)
    city.does("handler", letter, "DeclineSupport", of=MARKET, reason="不属于市场监管职责。")
    assert "一个协办单位提出不属于其职责" in city.latest_message("centre", letter).text
    assert "不属于市场监管职责" in city.open(city.link("centre", letter))[1].words

    city.does("centre", letter, "ReleaseSupport", confirm="yes")

    assert "协办任务已结束" in city.latest_message("handler", letter, MARKET).text
    assert city.is_shut(city.link("handler", letter, MARKET))
    assert "SubmitReply" in city.offers(city.link("handler", letter, HOUSING))


@pytest.mark.clause("CQ-14", "CQ-14b")
def test_a_wrong_number_is_answered_from_the_letter_with_what_the_supporting_body_found(chongqing: City) -> None:
    city = chongqing
    letter = city.hand_in(**CARD)
    city.does("checker", letter, "RejectOpinion", reason="请执法总队配合。")
    city.does("centre", letter, "Accept", unit=LEAD, supporting=[SUPPORT], confirm="yes")
    assert city.messages_to("handler", letter, SUPPORT) == []
    city.does("checker", letter, "ConfirmOpinion", confirm="yes")
    assert "需您单位协办" in city.latest_message("handler", letter, SUPPORT).text
    city.does("handler", letter, "Contribute", of=SUPPORT, contribution="已对该店立案调查。")

    lead = city.link("handler", letter, LEAD)
    assert city.fill(lead, "SubmitReply", **CARD_REPLY).status == 422
    called = {"outcome": "wrong_number", "told": "三月二日致电，对方称打错了。"}
    first = city.open(lead)[1].form("RecordContact").filled(called)
    for _ in range(2):  # a double click is one contact
        city.cloud.gateway.call("POST", lead, {"content-type": "application/x-www-form-urlencoded"}, first)
        city.cloud.world.settle()
    assert city.story(letter).count("ContactRecorded") == 1
    assert "对方称打错了" in city.open(lead)[1].words

    city.does("handler", letter, "SubmitReply", of=LEAD, **CARD_REPLY)

    assert city.stage(letter) == "approving"
    assert "已对该店立案调查" in city.open(city.link("head", letter, LEAD))[1].words


@pytest.mark.clause("WB-6.3d", "CQ-14")
def test_another_handler_gets_a_link_and_the_former_ones_works_no_longer(suzhou: City) -> None:
    city = suzhou
    letter = _accepted(city)
    before, first = city.link("handler", letter, HOUSING), city.latest_message("handler", letter, HOUSING).to
    form = city.open(before)[1].form("NameHandler")
    assert form is not None
    (other,) = [value for value in form.field("person").options if value]

    city.does("handler", letter, "NameHandler", of=HOUSING, person=other)

    told = city.latest_message("handler", letter, HOUSING)
    assert told.to != first
    assert "现交由您办理，请于3月5日 星期四 17:30 前答复" in told.text
    status, page = city.open(before)
    assert (status, page.forms) == (410, ())
    assert "办理人已有变更" in page.words
    city.does("handler", letter, "SubmitReply", of=HOUSING, **REPLY)
    city.does("deputy", letter, "RejectReply", reason="请写明整改时间。")
    assert city.latest_message("handler", letter, HOUSING).to == told.to


@pytest.mark.clause("SZ-A2.4.4d", "SZ-A6.9")
def test_an_emergency_at_night_reaches_everybody_at_once_and_the_lines_are_alerted(suzhou: City) -> None:
    city = suzhou
    city.on("03-02 23:10")
    letter = city.hand_in(**FIRE)
    triage = city.link("centre", letter)
    assert "AlertLine" in city.offers(triage)
    assert city.fill(triage, "AlertLine", line="fire", alerted="23:12 已通知119，消防车出动。").status == 200
    city.does("centre", letter, "Accept", kind="emergency", category="housing", unit=HOUSING, confirm="yes")

    assert f"{city.now:%m-%d %H}" == "03-02 23"
    for who in ("handler", "head"):
        assert "突发事件工单" in city.latest_message(who, letter, HOUSING).text
        assert "12345" in city.latest_message(who, letter, HOUSING).text
    assert "请立即通知110、119、120、122" in city.latest_message("centre", letter).text

    city.does("centre", letter, "AlertLine", line="ambulance", alerted="23:15 已通知120。")

    assert city.story(letter).count("LineAlerted") == 2
    assert "消防车出动" in city.open(city.link("handler", letter, HOUSING))[1].words
    assert "消防车出动" not in city.look_up(letter)


@pytest.mark.clause("SZ-A2.4.3b")
def test_what_a_supporting_unit_has_begun_to_write_outlasts_the_lead_units_moves(suzhou: City) -> None:
    city = suzhou
    letter = _accepted(city, MARKET)
    support = city.link("handler", letter, MARKET)
    begun = "检验员已到场三次，下面是详细情况。"
    assert city.post(support, {"command": "Contribute", "save": "draft", "contribution": begun}).status == 200

    why = "不属于我局职责，依据三定方案。"
    city.does("handler", letter, "RequestReturn", of=HOUSING, reason=why, basis=why, suggestion=why)
    assert city.stage(letter) == "ruling_return"

    form = city.open(support)[1].form("Contribute")
    assert form is not None
    assert form.field("contribution").proposed == begun
    city.does("handler", letter, "Contribute", of=MARKET, contribution=begun)
    assert not [row for row in city._scan("Papers") if "DRAFT#" in row["sk"]["S"]]
