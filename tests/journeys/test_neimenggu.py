"""内蒙古12345 as people live it: signed for within four working hours, straight to review, emergencies the same day."""

from collections.abc import Iterator

import pytest
from city import CHINA, City, Letter, opened

COMPLAINT = {
    "title": "投诉物业不修单元门",
    "body": "小区单元门坏了一个月，物业推诿不修，业主进出不便，请督促维修。",
    "kind": "complaint",
}
OUTAGE = {"title": "停电六小时", "body": "整条街从前半夜停电到现在，老人制氧机用不了。", "kind": None}
NOISE = {"title": "请管一管", "body": "我们这里每天半夜都很吵，睡不好觉，盼有人管一管。", "kind": "help"}
UNIT, POWER, NEXT_UNIT = "zhujian", "gongyong", "shichang"

REPLY = {
    "part_text": "物业已于当日更换单元门锁和闭门器，住户代表验收。",
    "part_contact": "当日上午电话联系诉求人，诉求人表示认可。",
}
RETURN = {"reason": "单元门锁属产品质量问题", "basis": "三定方案第四条", "suggestion": "市场监管局"}


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """From Monday at nine."""
    with opened("neimenggu-12345") as neimenggu:
        yield neimenggu


def _replied(city: City, letter: Letter, **parts: str) -> None:
    city.does("handler", letter, "SubmitReply", **REPLY | parts)
    city.does("centre", letter, "PassReply", confirm="yes")


def _signed(city: City) -> Letter:
    """Four working hours from Monday 11:00: one before noon, three after half past two."""
    letter = city.hand_in(**COMPLAINT)
    assert city.story(letter)[-1] == "OrderDispatched"
    assert "（投诉），请于3月2日 星期一 17:30 前签收" in city.latest_message("handler", letter, UNIT).text
    assert city.by_when(letter, "sign_for#1") == "03-02 17:30"
    assert city.by_when(letter, "reply#1") == "03-11 17:30"
    link = city.link("handler", letter)
    assert city.offers(link) == ["SignFor", "RequestReturn", "NameHandler"]
    assert city.post(link, {"command": "SubmitReply"} | REPLY).status == 409

    city.on("03-02 17:30")
    city.does("handler", letter, "SignFor", confirm="yes")
    assert city.ending(letter, "sign_for#1") == "met"
    return letter


def _completed(city: City, letter: Letter) -> None:
    """Nobody signs in the unit. What is vague is completed within the deadline, which is the same as before."""
    handling = city.link("handler", letter)
    city.does("handler", letter, "SubmitReply", **REPLY | {"part_text": "门锁已安排人处理好。"})
    assert city.stage(letter) == "reviewing"
    assert "请于3月11日 星期三 17:30 前审核" in city.latest_message("centre", letter).text
    assert city.is_shut(handling)
    assert city.messages_to("deputy", letter) == []
    for who in ("deputy", "head"):
        assert city.offers(city.link_for(letter, who, UNIT)) == []

    city.does("centre", letter, "SendBack", grounds=["vague", "incomplete"], reason="请写明更换了什么。")

    page = city.open(city.link("handler", letter))[1].words
    assert all(said in page for said in ("答复不具体", "答复不完整", "请写明更换了什么。"))
    assert city.by_when(letter, "reply#1") == "03-11 17:30"
    city.on("03-11 17:30")
    _replied(city, letter)
    assert city.ending(letter, "reply#1") == "met"


@pytest.mark.clause("NM-8", "NM-11c", "NM-11d", "NM-11g", "NM-15")
def test_a_complaint_from_its_letter_to_solved_and_satisfied(city: City) -> None:
    city.on("03-02 11:00")
    letter = _signed(city)
    city.on("03-10 15:00")
    link = city.link("handler", letter)
    assert city.post(link, {"command": "SubmitReply", "part_text": "已修好。"}).status == 422
    _completed(city, letter)

    assert "请于3月18日 星期三 24:00 前查看并评价" in city.latest_message("requester", letter).text
    page = city.open(city.link("requester", letter))[1]
    assert "您反映的事项解决了吗？您对办理满意吗？" in page.words
    assert REPLY["part_text"] in page.words
    assert REPLY["part_contact"] not in page.words
    rating = page.form("Rate").field("rating")
    assert [label.split(" ")[0] for label in rating.labels] == [
        "已解决，满意", "已解决，但不满意", "未解决，但满意", "未解决，不满意",
    ]  # fmt: skip
    city.does("requester", letter, "Rate", rating="unsolved_satisfied")

    assert city.stage(letter) == "archived"
    assert next(e["fact"] for e in city.events(letter) if e["type"] == "RequestRated") == {
        "rating": "unsolved_satisfied",
        "satisfied": True,
    }


@pytest.mark.clause("NM-11c")
def test_four_working_hours_run_on_over_the_night(city: City) -> None:
    city.on("03-12 15:30")
    letter = city.hand_in(**COMPLAINT)

    assert city.by_when(letter, "sign_for#1") == "03-13 10:30"
    city.on("03-13 10:30")
    assert city.track(letter)["light"] == "green"  # of the reply, which is what its writer waits for
    city.pass_time(seconds=1)
    assert "【超期】" in city.latest_message("handler", letter).text
    assert "已超过签收时限（3月13日 星期五 10:30）" in city.latest_message("head", letter, UNIT).text
    city.does("handler", letter, "SignFor", confirm="yes")
    assert city.ending(letter, "sign_for#1") == "late"


@pytest.mark.clause("NM-10")
def test_an_emergency_is_dispatched_at_once_and_answered_the_same_day(city: City) -> None:
    """On a Saturday before dawn, when units' telephones are silent for everything else."""
    city.on("03-14 05:10")
    letter = city.hand_in(**OUTAGE)
    assert city.stage(letter) == "triage"
    waiting = city.latest_message("centre", letter)
    assert waiting.at == city.cloud.now
    assert city.by_when(letter, "accept#1") == "03-14 05:40"
    page = city.open(city.link("centre", letter))[1]
    assert "可能是紧急情况，请先处置" in page.words
    accept = page.form("Accept")
    assert (accept.field("kind").proposed, accept.field("unit").proposed) == ("emergency", POWER)

    city.pass_time(minutes=30)
    city.does("centre", letter, "Accept", confirm="yes")

    assert city.ending(letter, "accept#1") == "met"
    order = city.latest_message("handler", letter, POWER)
    assert order.at == city.cloud.now
    assert "【突发】您单位有突发事件工单" in order.text
    assert city.by_when(letter, "reply#1") == "03-15 00:00"
    city.does("handler", letter, "SignFor", confirm="yes")
    assert "RequestExtension" not in city.offers(city.link("handler", letter))
    assert "3月14日 星期六 24:00" in city.open(city.link("handler", letter))[1].words
    city.on("03-14 23:59")
    _replied(city, letter, part_text="电缆已抢修，二十三时恢复供电。")
    assert city.ending(letter, "reply#1") == "met"
    assert city.stage(letter) == "rating"
    assert city.latest_message("requester", letter).at.astimezone(CHINA).day == 14


@pytest.mark.clause("NM-2")
def test_who_needs_the_fire_brigade_is_told_to_call_it(city: City) -> None:
    city.on("03-15 09:00")  # a Sunday
    letter = city.hand_in(title="草场着火了", body="村东草场着火了，火往林子里烧。", kind=None)
    page = city.open(city.link("centre", letter))[1]
    assert page.forms[0].command == "Refer"
    assert page.form("Refer").field("ground").proposed == "emergency_line"

    city.does("centre", letter, "Refer", explanation="请立即拨打119。")

    told = city.latest_message("requester", letter).text
    assert "请立即拨打紧急电话" in told
    assert "火警119" in told


@pytest.mark.clause("NM-11f")
def test_more_time_is_the_centres_to_give_and_is_asked_for_up_to_the_deadline(city: City) -> None:
    city.on("03-16 09:00")
    letter, late = city.hand_in(**COMPLAINT), city.hand_in(**COMPLAINT)
    for each in (letter, late):
        city.does("handler", each, "SignFor", confirm="yes")
    days = city.open(city.link("handler", letter))[1].form("RequestExtension").field("days")
    assert days.highest == 7
    assert city.by_when(letter, "reply#1") == "03-25 17:30"

    city.on("03-25 17:30")
    city.does("handler", letter, "RequestExtension", days="7", reason="门体须厂家定制")
    city.pass_time(seconds=1)

    link = city.link("handler", late)
    assert "RequestExtension" not in city.offers(link)
    assert city.post(link, {"command": "RequestExtension", "days": "1", "reason": "定制"}).status == 409
    assert city.offers(city.link_for(letter, "head", UNIT)) == []
    assert "门体须厂家定制" in city.open(city.link("centre", letter))[1].words
    city.does("centre", letter, "GrantExtension", confirm="yes")
    assert city.by_when(letter, "reply#1") == "04-03 17:30"
    assert "请于4月3日 星期五 17:30 前答复" in city.latest_message("handler", letter).text
    assert not city.due(letter, "reply#1").get("overdue")
    assert city.track(letter)["light"] == "green"
    assert city.track(late)["light"] == "red"


@pytest.mark.clause("NM-11e")
def test_a_return_has_a_reason_a_basis_and_a_suggestion(city: City) -> None:
    city.on("03-26 09:00")
    letter = city.hand_in(**COMPLAINT)
    link = city.link("handler", letter)
    for missing in RETURN:
        assert city.post(link, {"command": "RequestReturn"} | RETURN | {missing: ""}).status == 422
    city.on("03-27 17:30")
    city.does("handler", letter, "RequestReturn", **RETURN)

    assert all(said in city.open(city.link("centre", letter))[1].words for said in RETURN.values())
    city.does("centre", letter, "UpholdReturn", unit=NEXT_UNIT, confirm="yes")
    assert city.is_shut(link)
    assert city.offers(city.link("handler", letter, NEXT_UNIT)) == ["SignFor", "RequestReturn"]


@pytest.mark.clause("NM-11b", "NM-11g")
def test_not_solved_and_not_satisfied_the_unit_verifies_and_rectifies_once(city: City) -> None:
    city.on("03-31 09:00")
    letter = city.hand_in(**NOISE | {"kind": "enquiry"})
    city.does("centre", letter, "AnswerAtOnce", text="夜间施工须经许可，请拨打12345补充地点。")
    city.does("requester", letter, "Rate", rating="unsolved_dissatisfied", reason="没有说由谁管")
    assert city.offers(city.link("centre", letter)) == ["OrderSecondHandling", "Explain"]  # first by a unit
    ordered = city.hand_in(**COMPLAINT)
    city.does("handler", ordered, "SignFor", confirm="yes")
    _replied(city, ordered)
    city.does("requester", ordered, "Rate", rating="solved_dissatisfied", reason="拖了太久")
    assert city.stage(ordered) == "following_up"
    assert "请于4月1日 星期三 17:30 前回访核实" in city.latest_message("centre", ordered).text

    city.does("centre", ordered, "OrderSecondHandling", reason="请核实整改")

    assert city.by_when(ordered, "reply#2") == "04-10 17:30"  # Monday 6 April is off for 清明
    assert city.offers(city.link("handler", ordered)) == [
        "SubmitReply", "RecordContact", "RequestExtension", "NameHandler",
    ]  # fmt: skip
    _replied(city, ordered, part_text="物业已整改并致歉。")
    city.does("requester", ordered, "Rate", rating="solved_satisfied")
    assert city.stage(ordered) == "archived"
    assert {city.ending(ordered, o) for o in ("reply#1", "reply#2", "follow_up#1")} == {"met"}


def _sent_to_be_coordinated(city: City) -> Letter:
    letter = city.hand_in(**NOISE)
    at_the_centre = city.link("centre", letter)
    assert "AskCoordination" in city.offers(at_the_centre)
    assert not {"SubmitUpward", "Forward"} & set(city.offers(at_the_centre))  # nothing ends by going up
    city.does("centre", letter, "AskCoordination", reason="噪声来自两市交界。")
    assert city.is_shut(at_the_centre)
    assert (city.stage(letter), city.ending(letter, "accept#1")) == ("coordinating", "met")
    return letter


@pytest.mark.clause("NM-11b")
def test_what_crosses_regions_is_coordinated_by_the_regional_line_which_sees_to_it(city: City) -> None:
    city.on("04-13 09:00")
    letter = _sent_to_be_coordinated(city)
    assert "跨地区或者跨层级，提请协调，请于4月14日 星期二 17:30 前协调" in city.latest_message("regional", letter).text
    link = city.link("regional", letter)
    page = city.open(link)[1]
    assert all(said in page.words for said in ("噪声来自两市交界。", NOISE["body"]))
    assert "自治区12345热线" in city.open(city.link_for(letter, "centre"))[1].words  # whose turn it is
    assert city.offers(link) == ["Coordinate", "DeclineCoordination"]
    said = "由呼和浩特市牵头，包头市配合夜间联合检查。"
    shared = {"unit": "hohhot", "supporting": ["baotou"], "coordination": said, "confirm": "yes"}
    city.does("regional", letter, "Coordinate", **shared)

    assert (city.stage(letter), city.ending(letter, "coordinate#1")) == ("handling", "met")
    assert city.is_shut(link)
    assert "已由上级热线协调" in city.latest_message("centre", letter).text
    for unit, offered in (("hohhot", "SignFor"), ("baotou", "Contribute")):
        link = city.link("handler", letter, unit)
        assert offered in city.offers(link)
        assert said in city.open(link)[1].words
    for words in (city.look_up(letter), str(city.track(letter))):
        assert not [inside for inside in ("协调", "两市交界", "包头") if inside in words]

    city.does("handler", letter, "Contribute", of="baotou", contribution="我市一侧工地已停工。")
    city.does("handler", letter, "SignFor", of="hohhot", confirm="yes")
    before = len(city.messages_to("regional", letter))
    city.on("04-21 09:00")  # the reply was due on the evening before
    told = city.messages_to("regional", letter)[before:]
    assert len(told) == 1
    assert "由您协调督办的" in told[0].text
    city.does("handler", letter, "SubmitReply", of="hohhot", **REPLY | {"part_text": "两市已联合检查并责令停工。"})
    city.does("centre", letter, "PassReply", confirm="yes")
    city.does("requester", letter, "Rate", rating="solved_satisfied")
    assert (city.stage(letter), city.ending(letter, "reply#1")) == ("archived", "late")


@pytest.mark.clause("NM-11b")
def test_what_crosses_nothing_comes_back_to_the_centre_which_dispatches_it(city: City) -> None:
    city.on("04-22 09:00")
    letter = _sent_to_be_coordinated(city)
    officer = city.signs_in("regional")
    assert letter.number in officer.queue("?queue=open&stage=coordinating").text
    assert letter.number in officer.queue().text
    city.does("regional", letter, "DeclineCoordination", reason="工地只在一市。")
    assert city.stage(letter) == "dispatching"
    assert "无需协调，请于4月23日 星期四 09:00 前派单" in city.latest_message("centre", letter).text
    assert "工地只在一市。" in city.open(city.link("centre", letter))[1].words
    city.does("centre", letter, "Dispatch", unit="hohhot", confirm="yes")
    assert (city.stage(letter), city.ending(letter, "accept#2")) == ("handling", "met")


@pytest.mark.clause("NM-11b")
def test_what_a_three_way_call_settles_needs_no_order(city: City) -> None:
    city.on("05-11 09:00")
    letter = city.hand_in(**NOISE)
    link = city.link("centre", letter)
    said = {"body": "市供电公司", "text": "变压器今晚更换，噪声随之停止。"}
    assert city.post(link, {"command": "RecordThreeWayCall", **said}).status == 422  # consent is not said
    city.does("centre", letter, "RecordThreeWayCall", consent="yes", **said)

    assert "OrderDispatched" not in city.story(letter)
    assert city.track(letter)["answer"] == said["text"]
    city.does("requester", letter, "Rate", rating="solved_satisfied")
    assert city.stage(letter) == "archived"


@pytest.mark.clause("NM-11b", "NM-11c", "NM-24", "NM-25")
def test_who_does_not_cooperate_is_named_for_it_and_exempted_where_it_was_in_good_faith(city: City) -> None:
    city.on("05-12 09:00")
    letter = city.hand_in(**NOISE)
    named = {"supporting": ["huanjing", NEXT_UNIT], "task": "请测夜间噪声。"}
    city.does("centre", letter, "Accept", kind="help", category="housing", unit=UNIT, confirm="yes", **named)
    city.does("handler", letter, "SignFor", UNIT, confirm="yes")
    city.does("handler", letter, "RecordContact", UNIT, outcome="reached", told="诉求人说每晚十一点最吵。")
    city.does("handler", letter, "Contribute", NEXT_UNIT, contribution="烧烤店已限时经营。")
    assert "SubmitReply" not in city.offers(city.link("handler", letter, UNIT))

    city.on("05-15 17:31")  # the other has let its three working days pass
    city.does("handler", letter, "SubmitReply", UNIT, **REPLY)

    assert {"SupportMissed", "UnitCharged"} <= set(city.story(letter))
    assert "配合单位不予配合" in city.latest_message("head", letter, "huanjing").text
    centre = city.at_desk("centre")
    centre.does(letter, "Charge", unit=UNIT, ground="shifting", reason="三次来电均称归环保。", confirm="yes")
    assert "推诿扯皮、拖延" in city.latest_message("head", letter, UNIT).text
    why = "监测车故障，已于次日主动补测，未谋私利。"
    centre.does(letter, "WithdrawCharge", charge="uncooperative:huanjing", reason=why, confirm="yes")
    assert "不予追究" in city.latest_message("head", letter, "huanjing").text
    assert all(said in centre.opens(letter).words for said in (why, "三次来电均称归环保。", "配合单位不予配合"))
    page = city.open(city.link_for(letter, "handler", UNIT))[1].words
    assert not any(said in page for said in (why, "三次来电均称归环保。"))


@pytest.mark.clause("NM-11e")
def test_a_return_is_refused_or_comes_too_late_and_the_unit_handles_it(city: City) -> None:
    city.on("05-18 09:00")
    letter, late = city.hand_in(**COMPLAINT), city.hand_in(**COMPLAINT)
    due = city.by_when(letter, "reply#1")
    city.does("handler", letter, "RequestReturn", **RETURN)
    city.does("centre", letter, "RefuseReturn", reason="单元门是共用部位，由住建部门督促。")

    assert city.by_when(letter, "reply#1") == due
    assert "单元门是共用部位" in city.open(city.link("handler", letter))[1].words
    assert city.offers(city.link("handler", letter)) == ["SignFor", "NameHandler"]
    city.on("05-19 17:30")
    city.pass_time(seconds=1)
    assert city.post(city.link("handler", late), {"command": "RequestReturn"} | RETURN).status == 409
    city.does("handler", late, "SignFor", confirm="yes")
    deemed = next(event for event in city.events(late) if event["type"] == "AcceptanceDeemed")
    assert deemed["at"] == city.due(late, "return#1")["due_at"]


@pytest.mark.clause("NM-11f", "NM-11d")
def test_more_time_is_refused_and_a_reply_of_empty_phrases_does_not_leave_the_unit(city: City) -> None:
    city.on("05-20 09:00")
    letter = city.hand_in(**COMPLAINT)
    due = city.by_when(letter, "reply#1")
    city.does("handler", letter, "SignFor", confirm="yes")
    city.does("handler", letter, "RequestExtension", days="3", reason="经办人出差")
    city.does("centre", letter, "RefuseExtension", reason="出差不是客观原因，请另派人员。")
    assert city.by_when(letter, "reply#1") == due
    assert "请另派人员" in city.open(city.link("handler", letter))[1].words

    empty = REPLY | {"part_text": "您反映的问题已转有关部门处理，请耐心等待。"}
    answer = city.fill(city.link("handler", letter), "SubmitReply", **empty)
    assert (answer.status, city.stage(letter)) == (422, "handling")
    assert "只有套话或转办说明" in city.read(answer).words
    _replied(city, letter)


@pytest.mark.clause("NM-10")
def test_the_lines_that_an_emergency_needs_are_alerted_and_on_record(city: City) -> None:
    city.on("05-23 02:00")  # a Saturday
    letter = city.hand_in(**OUTAGE)
    city.does("centre", letter, "AlertLine", line="power", alerted="02:04 已通知95598，抢修队出发。")
    city.does("centre", letter, "Accept", confirm="yes")
    city.does("centre", letter, "AlertLine", line="ambulance", alerted="02:09 已通知120备氧气。")

    assert [e["fact"]["line"] for e in city.events(letter) if e["type"] == "LineAlerted"] == ["power", "ambulance"]
    assert city.latest_message("head", letter, POWER).at.astimezone(CHINA).hour == 2
    page = city.open(city.link("handler", letter, POWER))[1].words
    assert "抢修队出发" in page
    assert "抢修队出发" not in city.look_up(letter)
