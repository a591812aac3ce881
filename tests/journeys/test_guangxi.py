"""主席信箱 as people live it, in the weeks around the region's own holiday 三月三, by messages and links only.

2026: 三月三 is Friday 17 and Monday 20 April. Each test goes on to its own morning.
"""

from collections.abc import Iterator
from datetime import datetime

import pytest
from city import City, Letter, opened

from huiyin_local.cloud.gateway import Response
from huiyin_local.people import parcels
from huiyin_local.people.scanning import a_scan

WEDNESDAY = datetime.fromisoformat("2026-04-08T08:30+08:00")

SUGGESTION = {
    "title": "建议增设路灯",
    "body": "人民路北段路灯太少，夜里看不清路，建议增设路灯，方便大家夜间行走。",
    "kind": "suggestion",
}
VAGUE = {"title": "请关注", "body": "请关注一下。", "kind": None}
UNIT, NEXT_UNIT = "zhujian", "jiaotong"

REPLY = {
    "part_text": "已列入五月路灯增设计划，人民路北段增设十二盏，五月底前亮灯。",
    "part_unit": "自治区住房和城乡建设厅",
    "part_handler": "城市管理处经办人",
    "part_contact": "办公电话0771-0000000",
    "part_publication": "同意公开",
}
PAPER = "桂建函〔2026〕101号，2026年4月9日"
RETURN = {
    "reason": "国道照明不属本单位职责",
    "basis": "三定方案第三条",
    "proof": PAPER,
    "suggestion": "交通运输厅",
}


def _scan(city: City, link: str, purpose: str) -> str:
    """The stamped paper, scanned and sent: what it is to be named by."""
    return city.attaches(link, f"{PAPER} {purpose}", purpose, a_scan(PAPER[-9:])).rpartition("/")[2]


def _fetched(city: City, link: str, purpose: str) -> Response:
    """Whoever decides opens the scan from the page."""
    page = city.cloud.gateway.call("GET", link).text
    href = next(href for said, href in parcels.links(page) if said == f"{PAPER} {purpose}")
    return city.cloud.gateway.call("GET", f"{link.rpartition('/')[0]}/{href}")


def _extends(city: City, letter: Letter, **asked: str) -> None:
    scan = _scan(city, city.link("handler", letter), "extension")
    city.does("handler", letter, "RequestExtension", proof=PAPER, scans=scan, **asked)


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with opened("guangxi-mailbox", WEDNESDAY) as guangxi:
        yield guangxi


@pytest.mark.clause("GX-2", "GX-3", "GX-4", "GX-14b")
@pytest.mark.parametrize(
    ("declared", "title", "body", "kind", "unit"),
    [
        (None, "请问公积金怎么办理", "请问购房后如何申请提取公积金，需要哪些手续？", "enquiry", "住建厅"),
        (None, "求助孩子转学", "孩子随父母回乡，学籍转不回来，希望学校帮忙解决。", "help", "教育厅"),
        (None, "投诉公交司机拒载", "投诉五路公交司机态度恶劣，看见老人不停车。", "complaint", "交通厅"),
        ("other", "芒果节", "今年芒果、荔枝丰收，想说说果农的心里话。", "other", "农业农村厅"),
    ],
)
def test_every_kind_that_is_accepted_has_three_working_days(
    city: City, declared: str | None, title: str, body: str, kind: str, unit: str
) -> None:
    city.on("04-08 08:30")
    letter = city.hand_in(kind=declared, title=title, body=body)
    if kind == "complaint":  # GX-18b: a person looks whom it accuses before any unit gets it
        city.does("centre", letter, "Accept", confirm="yes")

    accepted = next(event["fact"] for event in city.events(letter) if event["type"] == "RequestAccepted")
    assert accepted["kind"] == kind
    assert city.by_when(letter, "reply#1") == "04-13 17:30"
    assert unit in city.deployment.book[city.latest_message("handler", letter).to[0]].title


def _replied(city: City, letter: Letter, **parts: str) -> None:
    """Written by the handler, signed by the deputy, passed by the centre."""
    city.does("handler", letter, "SubmitReply", **REPLY | parts)
    city.does("deputy", letter, "ApproveReply", confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")


def _ordered(city: City) -> Letter:
    """Nobody signs for an order here: it is replied to, or returned."""
    letter = city.hand_in(**SUGGESTION)
    assert city.story(letter) == ["RequestReceived", "RequestScreened", "RequestAccepted", "OrderDispatched"]
    assert letter.number.startswith("GX20260408-")
    received = city.latest_message("requester", letter).text
    assert received.startswith("【主席信箱】")
    assert letter.code in received
    assert "（建议），请于4月13日 星期一 17:30 前答复" in city.latest_message("handler", letter, UNIT).text
    assert city.by_when(letter, "reply#1") == "04-13 17:30"
    assert city.by_when(letter, "return#1") == "04-09 17:30"

    link = city.link("handler", letter)
    assert city.offers(link) == ["SubmitReply", "RecordContact", "RequestExtension", "RequestReturn", "NameHandler"]
    assert city.post(link, {"command": "SignFor", "confirm": "yes"}).status == 409
    return letter


def _sent_back_once(city: City, letter: Letter) -> None:
    """The deputy signs, then the centre reviews by the regulation's own grounds; each link serves its turn alone."""
    order = city.link("handler", letter)
    city.does("handler", letter, "SubmitReply", **REPLY | {"part_text": "情况属实，路灯会增设。"})
    assert "请于4月13日 星期一 17:30 前签批" in city.latest_message("deputy", letter).text
    signing = city.link("deputy", letter)
    city.does("deputy", letter, "ApproveReply", confirm="yes")

    assert "请于4月10日 星期五 17:30 前审核" in city.latest_message("centre", letter).text
    assert all(city.is_shut(link) for link in (order, signing))
    grounds = city.open(city.link("centre", letter))[1].form("SendBack").field("grounds").labels
    assert {"敷衍推诿", "答非所问", "言论过激", "逻辑不通", "没有切实解决来信问题", "违反国家法律法规"} < {
        label.split(" ")[0] for label in grounds
    }
    city.does("centre", letter, "SendBack", grounds=["perfunctory", "not_solved"], reason="请写明何时增设。")
    page = city.open(city.link("handler", letter))[1].words
    assert all(said in page for said in ("敷衍推诿", "没有切实解决来信问题", "请写明何时增设。"))
    assert city.ending(letter, "reply#1") == ""


def _starred(city: City, letter: Letter) -> None:
    """Only what was written to the writer reaches them, with one to five stars to give."""
    assert "请于4月24日 星期五 24:00 前查看并评价" in city.latest_message("requester", letter).text
    page = city.open(city.link("requester", letter))[1]
    assert REPLY["part_text"] in page.words
    assert "您给办理结果打几颗星？" in page.words
    assert not any(REPLY[part] in page.words for part in ("part_handler", "part_contact", "part_publication"))
    assert page.form("Rate").field("rating").options == ("5", "4", "3", "2", "1")
    city.does("requester", letter, "Rate", rating="5")


@pytest.mark.clause("GX-1", "GX-6", "GX-14a", "GX-14b", "GX-15", "GX-16", "GX-17a", "GX-18a", "GX-19")
def test_a_suggestion_from_its_letter_to_five_stars(city: City) -> None:
    city.on("04-08 09:00")
    letter = _ordered(city)
    assert city.track(letter)["stage"] == "handling"
    city.on("04-09 10:00")
    link = city.link("handler", letter)
    unnamed = city.post(link, {"command": "SubmitReply", **REPLY, "part_contact": " "})
    assert unnamed.status == 422
    assert "请填写“联系方式”" in city.read(unnamed).words

    _sent_back_once(city, letter)
    assert "answer" not in city.track(letter)
    _replied(city, letter)
    _starred(city, letter)

    assert city.stage(letter) == "archived"
    assert city.events(letter)[-1]["fact"]["outcome"] == "satisfied"
    assert {city.ending(letter, o) for o in ("accept#1", "reply#1", "review#2", "rate#1")} == {"met"}
    assert city.track(letter) == city.track(letter) | {"stage": "archived", "answer": REPLY["part_text"]}


@pytest.mark.clause("GX-14c")
def test_an_extension_names_its_paper_and_the_centre_decides(city: City) -> None:
    city.on("04-09 11:00")
    letter = city.hand_in(**SUGGESTION)
    link = city.link("handler", letter)
    asked = {"days": "2", "reason": "灯杆须招标采购"}
    unproved = city.post(link, {"command": "RequestExtension"} | asked)
    assert unproved.status == 422
    assert "请填写“延期书面材料（文号、日期）”" in city.read(unproved).words
    for scan in (
        {},
        {"scans": "0" * 32},
        {"scans": _scan(city, link, "return")},
    ):  # none, nobody's, one for another use
        unscanned = city.post(link, {"command": "RequestExtension", "proof": PAPER} | asked | scan)
        assert unscanned.status == 422
        assert "请至少选择一项“延期书面材料的扫描件”" in city.read(unscanned).words
    scanned = {"proof": PAPER, "scans": _scan(city, link, "extension")}
    assert city.post(link, {"command": "RequestExtension"} | asked | scanned | {"days": "4"}).status == 422

    city.on("04-14 17:30")  # the very end of its time
    _extends(city, letter, **asked)

    assert "申请延期2个工作日" in city.latest_message("centre", letter).text
    assert city.messages_to("deputy", letter) == []
    assert city.offers(city.link_for(letter, "deputy", UNIT)) == []
    page = city.open(city.link("centre", letter))[1].words
    assert PAPER in page
    assert asked["reason"] in page
    assert "见“附件” 1 个" in page
    assert _fetched(city, city.link("centre", letter), "extension").status == 303
    city.does("centre", letter, "GrantExtension", confirm="yes")
    # 15 and 16 April count; 三月三 is not reached.
    assert city.by_when(letter, "reply#1") == "04-16 17:30"
    assert "已同意延期2个工作日，请于4月16日 星期四 17:30 前答复" in city.latest_message("handler", letter).text
    assert "4月16日" in city.latest_message("requester", letter).text
    # One day of the original three is left to ask for, and 三月三 lies in it.
    _extends(city, letter, days="1", reason="供货推迟")
    city.does("centre", letter, "GrantExtension", confirm="yes")
    assert city.by_when(letter, "reply#1") == "04-21 17:30"
    assert "RequestExtension" not in city.offers(link)


@pytest.mark.clause("GX-11")
def test_a_unit_that_declines_names_its_stamped_paper(city: City) -> None:
    city.on("04-15 09:00")
    letter = city.hand_in(**SUGGESTION)
    link = city.link("handler", letter)
    assert city.post(link, {"command": "RequestReturn"} | RETURN | {"proof": ""}).status == 422
    unscanned = city.post(link, {"command": "RequestReturn"} | RETURN)
    assert unscanned.status == 422
    assert "请先在 本页“附件” 处上传" in city.read(unscanned).words

    city.does("handler", letter, "RequestReturn", **RETURN, scans=_scan(city, link, "return"))

    assert "请于4月16日 星期四 17:30 前审核" in city.latest_message("centre", letter).text
    assert city.is_shut(link)
    page = city.open(city.link("centre", letter))[1]
    assert all(said in page.words for said in RETURN.values())
    assert _fetched(city, city.link("centre", letter), "return").status == 303
    uphold = page.form("UpholdReturn").field("unit")
    assert UNIT not in uphold.options
    city.pass_time(hours=2)
    city.does("centre", letter, "UpholdReturn", unit=NEXT_UNIT, confirm="yes")
    assert city.ending(letter, "reply#1") == "withdrawn"
    assert city.offers(city.link("handler", letter, NEXT_UNIT)) == [
        "SubmitReply",
        "RecordContact",
        "RequestExtension",
        "RequestReturn",
    ]
    assert city.by_when(letter, "reply#2") == "04-22 17:30"


@pytest.mark.clause("GX-14b")
def test_the_regions_own_holiday_is_no_working_day(city: City) -> None:
    """16 April counts, then 三月三 and the weekend between its days, then 21 and 22."""
    city.on("04-15 14:30")
    letter = city.hand_in(**SUGGESTION)

    assert city.by_when(letter, "reply#1") == "04-22 17:30"
    assert "请于4月22日 星期三 17:30 前答复" in city.latest_message("handler", letter).text
    page = city.open(city.link("handler", letter))[1].words
    assert page.count("壮族三月三") == 2
    city.on("04-22 17:30")
    city.does("handler", letter, "SubmitReply", **REPLY)
    city.does("deputy", letter, "ApproveReply", confirm="yes")
    assert city.due(letter, "reply#1")["handed_in_at"] == city.due(letter, "reply#1")["due_at"]


@pytest.mark.clause("GX-8", "GX-18b")
@pytest.mark.parametrize(
    ("letter", "kind", "ground", "told"),
    [
        ({"title": "举报一家黑作坊", "body": "城北有人无证经营米粉，卫生极差。"}, "report", "report", "12388"),
        ({"title": "小区着火了", "body": "三楼着火，有人被困。"}, "emergency", "emergency_line", "火警119"),
        ({"title": "山洪冲了村道", "body": "山洪冲断村道，全村停电。"}, "other", "major_urgent", "12345（24小时"),
        ({"title": "上访多年无人理", "body": "我为宅基地的事上访多年，请求解决。"}, "help", "petition", "信访"),
    ],
)
def test_what_is_handled_elsewhere_is_guided_there_and_reaches_no_unit(
    city: City, letter: dict[str, str], kind: str, ground: str, told: str
) -> None:
    sent = city.hand_in(kind=None, **letter)
    assert city.stage(sent) == "triage"
    page = city.open(city.link("centre", sent))[1]
    assert page.forms[0].command == "Refer"
    assert page.form("Refer").field("ground").proposed == ground
    assert not {"report", "emergency"} & set(page.form("Accept").field("kind").options)
    if kind in ("report", "emergency"):
        accept = {"command": "Accept", "kind": kind, "category": "market", "unit": "shichang", "confirm": "yes"}
        assert city.post(city.link("centre", sent), accept).status == 422

    city.does("centre", sent, "Refer", ground=ground, explanation="请按指引反映。")

    assert city.stage(sent) == "referred"
    assert told in city.latest_message("requester", sent).text
    assert told in city.track(sent)["answer"]
    assert not any(city.messages_to(who, sent) for who in ("handler", "deputy", "head"))


@pytest.mark.clause("GX-9")
def test_an_unclear_letter_is_explained_and_answered_directly(city: City) -> None:
    city.on("04-24 09:00")
    letter = city.hand_in(**VAGUE)
    page = city.open(city.link("centre", letter))[1]
    assert page.form("Decline").field("ground").proposed == "unclear"

    city.does("centre", letter, "AnswerAtOnce", text="请补充时间、地点和诉求，我们再为您转办。")

    assert "OrderDispatched" not in city.story(letter)
    assert "请补充时间、地点和诉求" in city.open(city.link("requester", letter))[1].words
    assert city.messages_to("handler", letter) == []

    other = city.hand_in(**VAGUE)
    city.does("centre", other, "Decline", ground="unclear", explanation="请写明需要办理的事项。")
    assert city.stage(other) == "declined"
    assert "没有看到需要办理的具体诉求" in city.latest_message("requester", other).text
    assert "请写明需要办理的事项。" in city.track(other)["answer"]


@pytest.mark.clause("GX-14b", "GX-19", "GX-20a")
def test_dissatisfied_it_is_handled_again_and_then_silence_says_nothing(city: City) -> None:
    city.on("04-27 09:00")
    letter = city.hand_in(**SUGGESTION)
    city.on("04-30 09:54")  # four fifths of its office time are over, which is later than a working day before
    assert city.due(letter, "reply#1")["warn_at"] == "2026-04-30T01:54:00Z"
    assert "【提醒】" in city.latest_message("handler", letter).text
    _replied(city, letter)
    city.does("requester", letter, "Rate", rating="2", reason="只亮了六盏")
    assert "请于5月6日 星期三 17:30 前回访核实" in city.latest_message("centre", letter).text
    assert "只亮了六盏" in city.open(city.link("centre", letter))[1].words

    city.does("centre", letter, "OrderSecondHandling", reason="请核实余下六盏")

    assert city.by_when(letter, "reply#2") == "05-08 17:30"  # 6, 7 and 8 May: the first five days are off
    again = city.latest_message("handler", letter).text
    assert "须再次办理，请于5月8日 星期五 17:30 前答复" in again
    assert "督办" not in again
    _replied(city, letter, part_text="余下六盏已亮灯。")
    assert city.track(letter)["answer"] == "余下六盏已亮灯。"
    assert city.by_when(letter, "rate#2") == "05-16 00:00"
    city.on("05-16 00:00")
    assert city.stage(letter) == "rating"
    city.pass_time(seconds=1)
    assert city.stage(letter) == "archived"
    assert city.events(letter)[-1]["fact"]["outcome"] == "unrated"
    assert "RatedByDefault" not in city.story(letter)


@pytest.mark.clause("GX-11", "GX-14b")
def test_a_refusal_that_is_not_upheld_leaves_the_letter_and_its_time_and_one_that_is_late_is_none(city: City) -> None:
    city.on("05-18 09:00")
    letter, silent = city.hand_in(**SUGGESTION), city.hand_in(**SUGGESTION)
    due = city.by_when(letter, "reply#1")
    city.does("handler", letter, "RequestReturn", **RETURN, scans=_scan(city, city.link("handler", letter), "return"))
    city.does("centre", letter, "RefuseReturn", reason="人民路不是国道，路灯由住建部门管理。")

    assert city.by_when(letter, "reply#1") == due == "05-21 17:30"
    assert "仍由您单位办理" in city.latest_message("handler", letter, UNIT).text
    assert "人民路不是国道" in city.open(city.link("handler", letter))[1].words
    assert "RequestReturn" not in city.offers(city.link("handler", letter))
    city.on("05-19 17:30")
    assert "RequestReturn" in city.offers(city.link("handler", silent))
    city.pass_time(seconds=1)
    assert "RequestReturn" not in city.offers(city.link("handler", silent))
    assert city.post(city.link("handler", silent), {"command": "RequestReturn"} | RETURN).status == 409
    city.does("handler", silent, "SubmitReply", **REPLY)
    deemed = next(event for event in city.events(silent) if event["type"] == "AcceptanceDeemed")
    assert deemed["at"] == city.due(silent, "return#1")["due_at"]


@pytest.mark.clause("GX-14c")
def test_an_extension_that_is_refused_leaves_the_deadline_and_says_why(city: City) -> None:
    city.on("05-20 09:00")
    letter = city.hand_in(**SUGGESTION)
    due, told = city.by_when(letter, "reply#1"), len(city.messages_to("requester", letter))
    _extends(city, letter, days="2", reason="灯杆须招标采购")
    city.does("centre", letter, "RefuseExtension", reason="灯杆有现货，不必另行采购。")

    assert city.by_when(letter, "reply#1") == due == "05-25 17:30"
    assert "延期申请未获同意" in city.latest_message("handler", letter).text
    assert "灯杆有现货" in city.open(city.link("handler", letter))[1].words
    assert len(city.messages_to("requester", letter)) == told


@pytest.mark.clause("GX-12", "GX-15", "GX-16")
def test_sent_back_by_the_deputy_and_twice_by_the_centre_its_leaders_answer_for_it(city: City) -> None:
    city.on("05-25 09:00")
    letter = city.hand_in(**SUGGESTION)
    link = city.link("handler", letter)
    empty = city.post(link, {"command": "SubmitReply", "solved": "solved", **REPLY, "part_text": "感谢您的来信！"})
    assert empty.status == 422
    city.does("handler", letter, "SubmitReply", **REPLY)
    city.does("deputy", letter, "RejectReply", reason="十二盏还是十盏，请核实。")
    assert "十二盏还是十盏" in city.open(city.link("handler", letter))[1].words

    grounds = [["perfunctory", "off_the_point", "intemperate"], ["illogical", "not_solved", "unlawful"]]
    for each in grounds:
        city.does("handler", letter, "SubmitReply", **REPLY)
        city.does("deputy", letter, "ApproveReply", comment="已到现场核实。")
        assert "已到现场核实。" in city.open(city.link("centre", letter))[1].words
        city.does("centre", letter, "SendBack", grounds=each, reason="请按来信逐项写明。")

    assert city.story(letter)[-1] == "UnitCharged"
    assert "答复连续两次被退回" in city.latest_message("head", letter, UNIT).text
    city.at_desk("centre").does(letter, "Charge", ground="careless", reason="媒体两次报道。", confirm="yes")
    assert "回复不认真、不负责，造成严重影响" in city.latest_message("head", letter, UNIT).text
    _replied(city, letter)
    assert city.stage(letter) == "rating"
    assert not any(said in city.look_up(letter) for said in ("媒体两次报道", "记录在案", "已到现场核实"))


@pytest.mark.clause("GX-10")
def test_one_unit_leads_to_the_end_and_the_others_cooperate(city: City) -> None:
    """The road's unit is named at the centre's desk; the writer's number leads nowhere, which is on record, too."""
    city.on("06-01 09:00")
    letter = city.hand_in(**SUGGESTION)
    centre = city.at_desk("centre")
    centre.does(letter, "NameSupporting", supporting=[NEXT_UNIT], task="请说明人民路北段的道路归属。")
    city.does("handler", letter, "RecordContact", UNIT, outcome="wrong_number", told="对方称打错了。")
    link = city.link("handler", letter, UNIT)
    assert "SubmitReply" not in city.offers(link)
    assert city.offers(city.link("handler", letter, NEXT_UNIT)) == ["Contribute", "DeclineSupport"]

    city.does("handler", letter, "Contribute", NEXT_UNIT, contribution="道路已移交城市管理。")

    assert "道路已移交城市管理。" in city.open(link)[1].words
    city.does("handler", letter, "SubmitReply", UNIT, **REPLY)
    city.does("deputy", letter, "ApproveReply", UNIT, confirm="yes")
    page = city.open(city.link("centre", letter))[1].words
    assert all(said in page for said in ("道路已移交城市管理。", "对方称打错了。"))
    city.does("centre", letter, "PassReply", confirm="yes")
    assert "协办" not in city.look_up(letter)


def test_two_letters_on_one_matter_are_handled_once_and_each_writer_gives_their_own_stars(city: City) -> None:
    city.on("06-08 09:00")
    lead, other = city.hand_in(**SUGGESTION), city.hand_in(**VAGUE)
    centre = city.at_desk("centre")
    centre.does(other, "JoinTo", number=lead.number, reason="来电说明就是人民路的路灯。", confirm="yes")
    assert city.stage(other) == "joined"
    _replied(city, lead)

    assert city.track(other)["answer"] == city.track(lead)["answer"] == REPLY["part_text"]
    city.does("requester", lead, "Rate", rating="5")
    city.does("requester", other, "Rate", rating="1", reason="巷子里没有")
    assert (city.stage(lead), city.stage(other)) == ("archived", "following_up")
    assert lead.number not in city.look_up(other)
