"""渭滨区区长信箱 as people live it: leaders instruct and read, and nobody is asked for a rating."""

import json
from collections.abc import Iterator

import pytest
from city import City, Letter, opened

from huiyin_local.people import scanning

NIGHT_MARKET = {
    "title": "巷口的乱象没人管",
    "body": "夜市占道，油烟、噪音扰民，城管说归环保，环保说归城管，请定一个单位牵头。",
    "kind": "complaint",
}
LIFT = {
    "title": "咨询老楼加装电梯",
    "body": "请问我们家属院的老楼加装电梯有什么补贴，怎么申请？",
    "kind": "enquiry",
}
FLOOD = {"title": "山洪冲了进村路", "body": "山洪冲断了进村路，还在往下滚石头。", "kind": None}
UNIT, NEXT_UNIT, HOUSING = "chengguan", "huanjing", "zhujian"

PROPOSAL = "拟由城管执法局牵头，生态环境分局配合，限期整治。"
INSTRUCTION = "此事拖了三年，由生态环境分局牵头，周五前拿出办法。"
REPLY = {
    "part_text": "巷口夜市已整体迁入有油烟净化设施的集中经营点，二十二时后停业。",
    "part_handler": "大气科经办人，0917-0000000",
    "part_policy": "《陕西省大气污染防治条例》",
}


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """From Monday at nine."""
    with opened("weibin-mailbox") as weibin:
        yield weibin


def _to_send(city: City, link: str) -> str:
    """What a file may be sent for."""
    return city.open(f"{link}/files")[1].words


def _told(city: City, letter: Letter) -> str:
    """Everything that the requester was ever sent or may look up."""
    sent = " ".join(m.subject + m.text for m in city.messages_to("requester", letter))
    return sent + json.dumps(city.track(letter), ensure_ascii=False) + city.look_up(letter)


def _passed(city: City, letter: Letter) -> None:
    """The unit's main leader signs, the centre reviews, a leader of the district reads."""
    city.does("head", letter, "ApproveReply", confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")
    city.does("leader", letter, "PassReply", confirm="yes")


def _answered(city: City, letter: Letter, unit: str, **parts: str) -> None:
    city.does("handler", letter, "SubmitReply", unit, **REPLY | parts)
    _passed(city, letter)
    assert city.stage(letter) == "archived"


def _asked(city: City) -> Letter:
    """The handling slip with its proposal goes up at the last minute of the centre's working day."""
    letter = city.hand_in(**NIGHT_MARKET)
    assert city.stage(letter) == "triage"
    assert "请于3月3日 星期二 17:30 前受理并派单" in city.latest_message("centre", letter).text
    triage = city.link("centre", letter)
    assert "AskInstruction" in city.offers(triage)
    assert "可能涉及多个部门" in city.open(triage)[1].words
    assert city.fill(triage, "AskInstruction", unit=UNIT, proposal=" ").status == 422

    city.on("03-03 17:30")
    city.does(
        "centre", letter, "AskInstruction", kind="complaint", category="environment", unit=UNIT, proposal=PROPOSAL
    )

    assert city.ending(letter, "accept#1") == "met"
    assert city.stage(letter) == "instructing"
    assert city.is_shut(triage)
    assert "处理单和拟办意见呈您批示，请于3月4日 星期三 17:30 前批示" in city.latest_message("leader", letter).text
    return letter


def _instructed(city: City, letter: Letter) -> None:
    """The leader names another unit than proposed; the centre dispatches accordingly."""
    assert city.offers(city.link_for(letter, "centre")) == []
    leaders = city.link("leader", letter)
    page = city.open(leaders)[1]
    assert PROPOSAL in page.words
    assert page.form("Instruct").field("unit").proposed == UNIT

    city.does("leader", letter, "Instruct", instruction=INSTRUCTION, unit=NEXT_UNIT)

    assert city.ending(letter, "instruct#1") == "met"
    assert city.is_shut(leaders)
    assert "请于3月5日 星期四 17:30 前派单" in city.latest_message("centre", letter).text
    page = city.open(city.link("centre", letter))[1]
    assert INSTRUCTION in page.words
    assert page.form("Dispatch").field("unit").proposed == NEXT_UNIT
    city.does("centre", letter, "Dispatch", confirm="yes")
    assert city.messages_to("handler", letter, UNIT) == []
    assert "请于3月9日 星期一 17:30 前答复" in city.latest_message("handler", letter, NEXT_UNIT).text
    assert INSTRUCTION in city.open(city.link("handler", letter))[1].words


def _signed_and_read(city: City, letter: Letter) -> None:
    """One after the other; whoever's turn it is not has no form, and whoever's it was no longer has a page."""
    city.does("handler", letter, "SubmitReply", **REPLY)
    assert city.offers(city.link_for(letter, "deputy", NEXT_UNIT)) == []
    assert "请于3月9日 星期一 17:30 前签批" in city.latest_message("head", letter, NEXT_UNIT).text
    head = city.link("head", letter)
    city.does("head", letter, "ApproveReply", confirm="yes")

    assert "请于3月10日 星期二 17:30 前审核" in city.latest_message("centre", letter).text
    assert city.offers(city.link_for(letter, "leader")) == []
    centre = city.link("centre", letter)
    city.does("centre", letter, "PassReply", confirm="yes")

    assert city.is_shut(head)
    assert city.is_shut(centre)
    assert city.stage(letter) == "reviewing"
    assert "answer" not in city.track(letter)
    assert "请于3月10日 星期二 17:30 前审核" in city.latest_message("leader", letter).text
    page = city.open(city.link("leader", letter))[1]
    assert REPLY["part_text"] in page.words
    assert scanning.LABEL in page.words
    assert "本环节：区政府相关领导审阅。答复随即发给诉求人。" in page.words


@pytest.mark.clause("WB-2", "WB-6.1", "WB-6.2b", "WB-6.2c", "WB-6.3a", "WB-6.3d")
def test_a_matter_of_two_departments_is_instructed_on_and_read_by_a_leader(city: City) -> None:
    city.on("03-02 09:00")
    letter = _asked(city)
    city.on("03-04 10:00")
    _instructed(city, letter)
    city.on("03-09 17:30")
    unnamed = city.post(city.link("handler", letter), {"command": "SubmitReply", "part_text": REPLY["part_text"]})
    assert unnamed.status == 422
    assert "请填写“承办人”" in city.read(unnamed).words
    unstamped = city.post(city.link("handler", letter), {"command": "SubmitReply", "solved": "solved", **REPLY})
    assert unstamped.status == 422
    assert "请至少选择一项“加盖公章的答复扫描件”" in city.read(unstamped).words
    assert "加盖公章的答复扫描件" in _to_send(city, city.link("handler", letter))
    _signed_and_read(city, letter)
    city.does("leader", letter, "PassReply", confirm="yes")

    assert city.stage(letter) == "archived"
    assert city.events(letter)[-1]["fact"]["outcome"] == "answered"
    assert {city.ending(letter, o) for o in ("accept#1", "accept#2", "reply#1", "review#1", "answer#1")} == {"met"}
    closing = city.latest_message("requester", letter).text
    assert f"{letter.number}已办结，答复全文凭编号和查询码{letter.code}可在" in closing
    assert "/rate/" not in _told(city, letter)
    assert "rate#1" not in json.dumps(city.events(letter))
    assert REPLY["part_text"] in city.look_up(letter)


@pytest.mark.clause("WB-6.2b", "GX-18a")
def test_what_a_leader_wrote_never_reaches_the_requester(city: City) -> None:
    """Nor that anybody instructed, at whatever stage one looks; from dispatching too a leader may be asked."""
    city.on("03-11 09:00")
    letter = city.hand_in(**NIGHT_MARKET)
    city.does("centre", letter, "Accept", kind="complaint", category="environment", unit="", confirm="yes")
    assert city.offers(city.link("centre", letter))[:2] == ["Dispatch", "AskInstruction"]
    city.does("centre", letter, "AskInstruction", unit=UNIT, proposal=PROPOSAL)
    heard = [_told(city, letter)]
    for who, command, said in (
        ("leader", "Instruct", {"instruction": INSTRUCTION, "unit": NEXT_UNIT}),
        ("centre", "Dispatch", {"confirm": "yes"}),
        ("handler", "SubmitReply", REPLY),
        ("head", "ApproveReply", {"confirm": "yes"}),
        ("centre", "PassReply", {"confirm": "yes"}),
        ("leader", "SendBack", {"grounds": ["vague"], "reason": "迁到哪里没有写。"}),
        ("handler", "SubmitReply", REPLY),
        ("head", "RejectReply", {"reason": "缺少地址。"}),
        ("handler", "SubmitReply", REPLY | {"part_text": "已迁至清姜路集中经营点。"}),
        ("head", "ApproveReply", {"confirm": "yes"}),
        ("centre", "PassReply", {"confirm": "yes"}),
        ("leader", "PassReply", {"confirm": "yes"}),
    ):
        city.does(who, letter, command, **said)
        heard.append(_told(city, letter))

    inside = (INSTRUCTION, PROPOSAL, "批示", "领导", "迁到哪里没有写。", "缺少地址。", REPLY["part_handler"])
    assert [said for said in inside if any(said in each for each in heard)] == []
    assert "已迁至清姜路集中经营点。" in heard[-1]
    assert not any("已迁至清姜路集中经营点。" in each for each in heard[:-1])


@pytest.mark.clause("WB-6.3c")
def test_an_emergency_is_reported_to_a_leader_by_night(city: City) -> None:
    city.on("03-13 22:40")
    letter = city.hand_in(**FLOOD)
    assert city.latest_message("centre", letter).at == city.cloud.now
    link = city.link("centre", letter)
    page = city.open(link)[1]
    assert "可能是紧急情况，请先处置" in page.words
    assert "emergency" not in page.form("Accept").field("kind").options
    accept = {"command": "Accept", "kind": "emergency", "category": "transport", "unit": "jiaotong", "confirm": "yes"}
    assert city.post(link, accept).status == 422

    city.does("centre", letter, "AskInstruction", category="transport", unit="jiaotong", proposal="拟立即封路抢通。")
    assert city.latest_message("leader", letter).at == city.cloud.now
    city.does("leader", letter, "Instruct", instruction="立即封路，先救人。")
    city.does("centre", letter, "Dispatch", confirm="yes")

    order = city.latest_message("handler", letter, "jiaotong")
    assert order.at == city.cloud.now
    assert "（突发事件）" in order.text
    assert city.by_when(letter, "reply#1") == "03-18 17:30"  # a Friday night: 16, 17 and 18 March


@pytest.mark.clause("WB-6.2a")
def test_what_was_answered_before_the_centre_answers_directly(city: City) -> None:
    city.on("03-16 09:00")
    writer = {"name": "诉求人", "phone": "13700000009"}
    first = city.hand_in(requester=writer, **LIFT)
    assert city.stage(first) == "handling"
    assert city.by_when(first, "reply#1") == "03-19 17:30"
    _answered(city, first, HOUSING, part_text="每部补贴十五万元，向街道申请。")
    city.on("03-18 09:00")

    again = city.hand_in(requester=writer, **LIFT)

    page = city.open(city.link("centre", again))[1]
    assert first.number in page.words
    assert page.forms[0].command == "Decline"
    assert page.form("Decline").field("ground").proposed == "repeated"
    city.does("centre", again, "AnswerAtOnce", text="政策没有变化，仍是每部十五万元，向街道申请。")
    assert city.stage(again) == "archived"
    assert city.events(again)[-1]["fact"]["outcome"] == "answered"
    assert "OrderDispatched" not in city.story(again)
    assert "政策没有变化" in city.look_up(again)
    assert "已办结" in city.latest_message("requester", again).text


@pytest.mark.clause("WB-6.3b", "WB-6.4")
def test_more_time_is_asked_for_within_the_limit_or_the_unit_is_urged(city: City) -> None:
    city.on("03-23 09:00")
    letter, silent = city.hand_in(**LIFT), city.hand_in(**LIFT)
    city.on("03-26 17:30")
    city.does("handler", letter, "RequestExtension", days="3", reason="须会同财政局核定补贴")
    city.does("centre", letter, "GrantExtension", confirm="yes")
    assert city.by_when(letter, "reply#1") == "03-31 17:30"

    city.pass_time(seconds=1)

    assert "RequestExtension" not in city.offers(city.link("handler", silent))
    assert "已超过答复时限（3月26日 星期四 17:30），请立即答复" in city.latest_message("handler", silent).text
    assert "请督促办理人" in city.latest_message("head", silent, HOUSING).text
    city.on("03-30 08:30")
    urged = [m.text for m in city.messages_to("handler", silent) if "【催办】" in m.text]
    assert [text.count(f"第{n}次催办") for n, text in enumerate(urged, 1)] == [1, 1]  # Friday and Monday morning
    assert city.track(silent)["light"] == "red"
    _answered(city, silent, HOUSING)
    assert city.ending(silent, "reply#1") == "late"
    assert not [m for m in city.messages_to("handler", letter) if "【催办】" in m.text]


@pytest.mark.clause("WB-4", "WB-6.1")
def test_who_writes_to_the_wrong_house_is_told(city: City) -> None:
    city.on("03-31 10:00")
    letter = city.hand_in(title="陈仓区县道坑洼", body="陈仓区阳平的县道全是坑洼，请尽快修路。", kind="help")
    page = city.open(city.link("centre", letter))[1]
    assert page.forms[0].command == "Decline"
    assert page.form("Decline").field("ground").proposed == "beyond_powers"

    city.does("centre", letter, "Decline", explanation="该县道由陈仓区养护。")

    told = city.latest_message("requester", letter).text
    assert "不在渭滨区政府职权范围内" in told
    assert "12345" in told
    assert "该县道由陈仓区养护。" in city.look_up(letter)
    assert city.stage(letter) == "declined"


@pytest.mark.clause("WB-6.2b", "WB-6.3c", "WB-6.3d")
def test_a_leader_names_who_leads_and_who_supports_and_the_lead_unit_collects_and_replies(city: City) -> None:
    city.on("04-01 09:00")
    letter = city.hand_in(**NIGHT_MARKET)
    asked = {"kind": "complaint", "category": "environment", "unit": UNIT, "proposal": PROPOSAL}
    city.does("centre", letter, "AskInstruction", **asked)
    city.does("leader", letter, "Instruct", instruction=INSTRUCTION, unit=NEXT_UNIT, supporting=[UNIT])
    dispatch = city.open(city.link("centre", letter))[1].form("Dispatch")
    assert dispatch.field("unit").proposed == NEXT_UNIT
    assert UNIT in dispatch.field("supporting").proposed
    city.does("centre", letter, "Dispatch", supporting=[UNIT], confirm="yes")
    link = city.link("handler", letter, NEXT_UNIT)
    assert "SubmitReply" not in city.offers(link)
    assert INSTRUCTION in city.open(city.link("handler", letter, UNIT))[1].words

    city.does("handler", letter, "Contribute", UNIT, contribution="占道摊位已登记四十二户。")
    assert "占道摊位已登记四十二户。" in city.open(link)[1].words
    _answered(city, letter, NEXT_UNIT)

    # What comes out afterwards is charged to the unit, and its head is told.
    centre = city.at_desk("centre")
    centre.does(letter, "Charge", unit=NEXT_UNIT, ground="faulty_reply", reason="集中经营点尚未启用。", confirm="yes")
    assert "答复中存在问题" in city.latest_message("head", letter, NEXT_UNIT).text
    assert "集中经营点尚未启用。" in centre.opens(letter).words
    assert not any(said in _told(city, letter) for said in (INSTRUCTION, "四十二户", "答复中存在问题"))


@pytest.mark.clause("WB-6.3b", "WB-6.3d")
def test_a_return_and_more_time_are_refused_and_another_person_takes_it_over(city: City) -> None:
    city.on("04-08 09:00")
    letter = city.hand_in(**LIFT)
    due = city.by_when(letter, "reply#1")
    city.does("handler", letter, "RequestReturn", reason="补贴由财政局发放", basis="三定规定")
    city.does("centre", letter, "RefuseReturn", reason="受理申请的是住建局。")
    assert "受理申请的是住建局。" in city.open(city.link("handler", letter))[1].words
    city.does("handler", letter, "RequestExtension", days="2", reason="经办人休假")
    city.does("centre", letter, "RefuseExtension", reason="请另派人员。")
    assert city.by_when(letter, "reply#1") == due
    before, first = city.link("handler", letter), city.latest_message("handler", letter).to
    (other,) = [v for v in city.open(before)[1].form("NameHandler").field("person").options if v]
    city.does("handler", letter, "NameHandler", person=other)

    assert city.latest_message("handler", letter).to != first
    assert city.open(before)[0] == 410
    _answered(city, letter, HOUSING)
    assert city.ending(letter, "reply#1") == "met"


@pytest.mark.clause("WB-6.3a", "WB-6.2c")
def test_an_order_that_was_returned_rightly_goes_on_and_its_reply_is_sent_back_at_every_level(city: City) -> None:
    city.on("04-13 09:00")
    letter = city.hand_in(**LIFT)
    city.does("handler", letter, "RequestReturn", reason="属城市更新事项", basis="三定规定第五条")
    city.does("centre", letter, "UpholdReturn", unit=UNIT, confirm="yes")
    assert city.ending(letter, "reply#1") == "withdrawn"
    assert city.by_when(letter, "reply#2") == "04-16 17:30"

    empty = city.fill(city.link("handler", letter, UNIT), "SubmitReply", **REPLY | {"part_text": "感谢您的来信！"})
    assert empty.status == 422
    levels = [("head", "RejectReply", {}), ("centre", "SendBack", {"grounds": ["faulty"]})]
    levels.append(("leader", "SendBack", {"grounds": ["vague"]}))
    for place, (who, command, said) in enumerate(levels):
        city.does("handler", letter, "SubmitReply", UNIT, **REPLY)
        for passes, on in (("head", "ApproveReply"), ("centre", "PassReply"))[:place]:
            city.does(passes, letter, on, comment=f"{passes}已阅。")
        city.does(who, letter, command, reason=f"{who}：请补充。", **said)
        assert city.stage(letter) == "handling"
        assert f"{who}：请补充。" in city.open(city.link("handler", letter, UNIT))[1].words
    assert "UnitCharged" in city.story(letter)  # by the centre, then by the leader: twice running
    _answered(city, letter, UNIT)
    assert "已阅" not in _told(city, letter)
