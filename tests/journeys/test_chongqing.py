"""重庆市商务委公开电子信箱 as people live it: a second person checks every opinion, five levels every reply."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from city import City, Letter, opened

from huiyin_aws import registry, staffing

CARD = {
    "title": "预付卡退款难",
    "body": "美发店关门跑路，储值卡余额三千元不退，请帮忙追回。",
    "kind": "complaint",
}
EXPORT = {
    "title": "咨询外贸补贴",
    "body": "请问进出口企业怎么申请海外仓补贴，需要什么材料？",
    "kind": "enquiry",
}
MARKET = {
    "title": "家门口的市场归谁管",
    "body": "农贸市场一半在九龙坡一半在高新区，物流车堵路，占道经营，两个区都说不归自己管。",
    "kind": "complaint",
}
UNIT, OTHER_UNIT = "yufuka", "zhifa"

REPLY = {
    "part_text": "已责令发卡企业七日内退还余额，三千元已退至您的账户。",
    "part_unit": "预付卡管理中心",
    "part_handler": "预付卡管理中心经办人，023-00000000",
    "part_investigation": "三月九日到店核查，查明发卡企业未备案。",
    "part_legal_basis": "《单用途商业预付卡管理办法（试行）》第三十六条",
    "part_contact": "三月十日电话告知来信人处理情况。",
}
REASON = {"reason": "请写明退款时间。"}
GROUNDS = {"grounds": ["off_point", "perfunctory"]}

# Each level of a major matter's reply: who, and how it goes on or back.
CHAIN = [
    ("head", "ApproveReply", "RejectReply", "处室负责人"),
    ("leader", "ApproveReply", "RejectReply", "分管委领导"),
    ("centre", "PassReply", "SendBack", "委办公室复核"),
    ("checker", "PassReply", "SendBack", "委办公室负责人"),
    ("leader", "PassReply", "SendBack", "分管委领导"),
    ("chief", "PassReply", "SendBack", "委主要领导"),
]
PEOPLE = {(who, UNIT) for who in ("handler", "deputy", "head")}
PEOPLE |= {(who, "centre") for who in ("centre", "checker", "leader", "chief")}


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """From Monday at nine."""
    with opened("chongqing-commerce") as chongqing:
        yield chongqing


def _place(who: str) -> tuple[str, str]:
    return (who, UNIT if who == "head" else "centre")


def _only(city: City, letter: Letter, *waited_for: tuple[str, str]) -> None:
    """Nobody but these has a form, whatever link they might hold for this stage."""
    able = {place for place in PEOPLE if city.offers(city.link_for(letter, *place))}
    assert able == set(waited_for)


def _up_to(city: City, letter: Letter, level: int) -> None:
    """The reply goes from hand to hand; each link serves its level alone."""
    city.does("handler", letter, "SubmitReply", **REPLY)
    for who, on, _, _ in CHAIN[:level]:
        link = city.link(who, letter)
        city.does(who, letter, on, confirm="yes")
        assert city.is_shut(link)


def _owed(city: City, letter: Letter) -> set[str]:
    """Every step that was ever owed."""
    return {owed["step"] for event in city.events(letter) for owed in event.get("obligations", ())}


def _checked(city: City) -> Letter:
    """What the rules are sure of is an opinion, too: the head of the office checks it, and nobody else may."""
    letter = city.hand_in(**CARD)
    assert city.story(letter) == ["RequestReceived", "RequestScreened", "OpinionGiven"]
    assert city.messages_to("centre", letter) == []
    assert "的受理意见待您审核，请于3月3日 星期二 17:30 前审核" in city.latest_message("checker", letter).text
    _only(city, letter, ("checker", "centre"))
    page = city.open(city.link("checker", letter))[1].words
    assert all(said in page for said in ("受理意见，待审核", "投诉", "单用途商业预付卡", "市商务委预付卡管理中心"))
    assert city.track(letter)["stage"] == "received"

    city.on("03-03 17:30")
    city.does("checker", letter, "ConfirmOpinion", confirm="yes")

    assert {city.ending(letter, o) for o in ("accept#1", "check#1")} == {"met"}
    assert "（投诉），请于3月17日 星期二 17:30 前答复" in city.latest_message("handler", letter, UNIT).text
    return letter


@pytest.mark.clause("CQ-8", "CQ-10", "CQ-12", "CQ-13", "CQ-14", "CQ-14b", "CQ-15", "CQ-18", "CQ-19b", "CQ-20", "CQ-29")
def test_a_complaint_goes_past_two_levels_of_its_unit_and_three_of_the_office(city: City) -> None:
    city.on("03-02 09:00")
    letter = _checked(city)
    city.on("03-16 10:00")
    for part in set(REPLY):
        lacking = city.fill(city.link("handler", letter), "SubmitReply", **REPLY | {part: " "})
        assert lacking.status == 422

    city.does("handler", letter, "SubmitReply", **REPLY)
    for place, (who, on, _, level) in enumerate(CHAIN[:-1]):
        due = "请于3月17日 星期二 17:30 前签批" if place < 2 else "请于3月18日 星期三 17:30 前审核"
        assert due in city.latest_message(who, letter).text
        assert f"本环节：{level}。" in city.open(city.link(who, letter))[1].words
        _only(city, letter, _place(who))
        assert "answer" not in city.track(letter)
        if place == 1:
            city.on("03-17 17:30")  # the unit hands in at the last minute
        city.does(who, letter, on, confirm="yes")

    assert city.stage(letter) == "archived"
    assert city.events(letter)[-1]["fact"]["outcome"] == "answered"
    assert {city.ending(letter, o) for o in ("reply#1", "review#1", "answer#1")} == {"met"}
    assert city.messages_to("chief", letter) == []
    assert city.track(letter)["answer"] == REPLY["part_text"]
    assert f"{letter.number}已办结" in city.latest_message("requester", letter).text
    shown = city.look_up(letter)
    assert not any(REPLY[part] in shown for part in REPLY if part != "part_text")


@pytest.mark.clause("CQ-15", "CQ-26")
def test_each_level_of_a_major_matter_sends_back_and_the_director_has_the_last_word(city: City) -> None:
    city.on("03-18 09:00")
    letter = city.hand_in(**MARKET)
    triage = city.link("centre", letter)
    filed = {"kind": "complaint", "category": "market_supply", "unit": UNIT, "confirm": "yes"}
    city.does("centre", letter, "Accept", major="yes", **filed)
    assert "重大事项" in city.open(city.link("checker", letter))[1].words
    city.does("checker", letter, "ConfirmOpinion", confirm="yes")
    assert city.is_shut(triage)

    for level, (who, _, back, _) in enumerate(CHAIN):
        _up_to(city, letter, level)
        _only(city, letter, _place(who))
        link = city.link(who, letter)
        city.does(who, letter, back, **REASON | (GROUNDS if back == "SendBack" else {}))
        assert city.stage(letter) == "handling"
        assert city.is_shut(link)
        page = city.open(city.link("handler", letter))[1].words
        assert REASON["reason"] in page
        assert ("答非所问" in page) == (back == "SendBack")
        assert city.by_when(letter, "reply#1") == "04-01 17:30"
    _up_to(city, letter, len(CHAIN))

    assert city.stage(letter) == "archived"
    assert city.ending(letter, "reply#1") == "met"
    assert city.track(letter)["answer"] == REPLY["part_text"]


@pytest.mark.clause("CQ-13", "CQ-18")
def test_an_opinion_that_is_rejected_is_given_again_within_the_same_day(city: City) -> None:
    city.on("03-19 09:00")
    letter, late = city.hand_in(**MARKET), city.hand_in(**MARKET)
    page = city.open(city.link("centre", letter))[1]
    assert page.form("Accept").field("unit").required
    for each in (letter, late):
        city.does("centre", each, "Accept", category="market_supply", unit=OTHER_UNIT, confirm="yes")
        assert "OrderDispatched" not in city.story(each)
    city.on("03-20 10:00")
    for each in (letter, late):
        city.does("checker", each, "RejectOpinion", reason="应由预付卡管理中心办理。")
        assert "未通过审核，请于3月20日 星期五 17:30 前重新提出" in city.latest_message("centre", each).text
        assert "应由预付卡管理中心办理。" in city.open(city.link("centre", each))[1].words
        assert city.messages_to("handler", each) == []

    city.on("03-20 17:30")
    city.does("centre", letter, "Accept", unit=UNIT, confirm="yes")
    city.pass_time(seconds=1)
    city.does("centre", late, "Accept", unit=UNIT, confirm="yes")
    city.on("03-23 09:00")  # the check has its own working day; the opinion is judged by when it was given
    for each in (letter, late):
        city.does("checker", each, "ConfirmOpinion", confirm="yes")

    assert [city.ending(each, "accept#1") for each in (letter, late)] == ["met", "late"]
    assert city.by_when(letter, "reply#1") == "04-07 17:30"  # ten days from Monday 23 March; 6 April is off


@pytest.mark.clause("CQ-13")
def test_nobody_checks_an_opinion_of_their_own(city: City) -> None:
    city.on("03-23 10:00")
    letter = city.hand_in(**MARKET)
    triage = city.link("centre", letter)
    city.does("centre", letter, "Accept", unit=UNIT, confirm="yes")
    giver = city.events(letter)[-1]["by"]["id"]

    assert city.is_shut(triage)
    assert city.post(triage, {"command": "ConfirmOpinion", "confirm": "yes"}).status == 410
    desk = city.link_for(letter, "centre", person=giver)
    assert city.post(desk, {"command": "ConfirmOpinion", "confirm": "yes"}).status == 409
    # Not even where the head of the office sat at the desk that day.
    both = city.link_for(letter, "checker", person=giver)
    refused = city.post(both, {"command": "ConfirmOpinion", "confirm": "yes"})
    assert refused.status == 409
    assert "受理意见须由提出人以外的人审核" in city.read(refused).words
    assert city.stage(letter) == "checking"


@pytest.mark.clause("CQ-12", "CQ-13")
def test_where_the_checker_left_it_to_who_gave_the_opinion_the_level_above_checks_it(city: City) -> None:
    letter = city.hand_in(**MARKET)
    giver = city.deployment.book[city.latest_message("centre", letter).to[0]].id
    programme, day = "chongqing-commerce", timedelta(days=1)
    entry = staffing.Entry(staffing.OPERATOR, city.cloud.now)

    def checkers_are(*away: registry.Absence) -> None:
        with city.cloud.world.turn():
            staffing.amend_unit(programme, "centre", lambda unit: replace(unit, absences=away), entry)

    checkers_are(registry.Absence("cq-office-head", city.now - day, city.now + day, giver))
    city.does("centre", letter, "Decline", ground="others_duty", explanation="农贸市场由属地区政府管理。")
    assert len(city.messages_to("centre", letter)) == 1

    city.does("leader", letter, "ConfirmOpinion", confirm="yes")

    assert city.stage(letter) == "declined"
    checkers_are()


@pytest.mark.clause("CQ-9", "CQ-12", "CQ-13")
@pytest.mark.parametrize(
    ("command", "said", "stage", "told"),
    [
        ("Forward", {"body": "九龙坡区人民政府"}, "forwarded", "已转交有责任的单位办理"),
        ("SubmitUpward", {}, "submitted_upward", "已呈报市政府公开信箱办公室统筹办理"),
        ("Decline", {"ground": "others_duty"}, "declined", "不属于市商务委职能职责范围"),
        ("Refer", {"ground": "litigation"}, "referred", "12368"),
    ],
)
def test_whatever_the_office_would_do_waits_for_the_second_person(
    city: City, command: str, said: dict[str, str], stage: str, told: str
) -> None:
    letter = city.hand_in(**MARKET)
    city.does("centre", letter, command, **said, explanation="农贸市场由属地区政府管理。")
    assert city.stage(letter) == "checking"
    assert len(city.messages_to("requester", letter)) == 1
    assert "农贸市场由属地区政府管理。" in city.open(city.link("checker", letter))[1].words

    city.does("checker", letter, "ConfirmOpinion", confirm="yes")

    assert told in city.latest_message("requester", letter).text
    track = city.track(letter)
    assert track["stage"] == stage
    assert "农贸市场由属地区政府管理。" in track["answer"]
    assert said.get("body", "") in track["answer"]
    assert city.messages_to("handler", letter) == []
    assert {city.ending(letter, o) for o in ("accept#1", "check#1")} == {"met"}


@pytest.mark.clause("CQ-12", "CQ-13")
def test_what_a_unit_returns_as_nobodys_here_is_forwarded_by_two(city: City) -> None:
    letter = city.hand_in(**EXPORT)
    city.does("checker", letter, "ConfirmOpinion", confirm="yes")
    city.does("handler", letter, "RequestReturn", reason="属海关职责", basis="三定方案第二条")
    city.does("centre", letter, "UpholdReturn", unit="", confirm="yes")
    dispatching = city.link("centre", letter)
    assert city.offers(dispatching)[0] == "Dispatch"
    city.fill(dispatching, "Forward", body="重庆海关", explanation="出口退运由海关办理。")
    assert city.stage(letter) == "checking"
    page = city.open(city.link("checker", letter))[1].words
    assert "属海关职责" in page
    assert "重庆海关" in page

    city.does("checker", letter, "ConfirmOpinion", confirm="yes")

    assert "已转交有责任的单位办理" in city.latest_message("requester", letter).text
    assert "重庆海关" in city.track(letter)["answer"]


@pytest.mark.clause("CQ-9", "CQ-13")
def test_even_a_blank_letter_is_declined_by_two(city: City) -> None:
    letter = city.hand_in(title=" ", body="……！！", kind=None)
    assert city.stage(letter) == "checking"

    city.does("checker", letter, "ConfirmOpinion", confirm="yes")

    assert city.stage(letter) == "declined"
    assert "重新提交" in city.latest_message("requester", letter).text


@pytest.mark.clause("CQ-17")
def test_a_letter_of_the_evening_is_opened_that_evening(city: City) -> None:
    city.on("03-23 23:50")
    letter = city.hand_in(**CARD)
    assert [event["at"] for event in city.events(letter)] == ["2026-03-23T15:50:00Z"] * 3
    assert city.story(letter) == ["RequestReceived", "RequestScreened", "OpinionGiven"]


@pytest.mark.clause("CQ-19a", "CQ-19c", "CQ-27")
def test_who_is_overdue_and_has_not_asked_for_time_is_urged_with_one_working_day(city: City) -> None:
    city.on("03-24 09:00")
    heeding, deaf, asking = (city.hand_in(**EXPORT) for _ in range(3))
    for each in (heeding, deaf, asking):
        city.does("checker", each, "ConfirmOpinion", confirm="yes")
        assert city.by_when(each, "reply#1") == "03-27 17:30"
    city.on("03-27 17:30")
    city.does("handler", asking, "RequestExtension", days="3", reason="须会同海关核实")
    city.pass_time(seconds=1)

    for each in (heeding, deaf):
        assert city.by_when(each, "urge#1") == "03-30 17:30"
        notice = city.latest_message("handler", each).text
        assert "已超过答复时限（3月27日 星期五 17:30），请于3月30日 星期一 17:30 前答复" in notice
    assert _owed(city, deaf) - _owed(city, asking) == {"urge"}
    city.does("centre", asking, "GrantExtension", confirm="yes")
    assert city.by_when(asking, "reply#1") == "04-01 17:30"
    assert city.track(asking)["light"] == "green"

    city.on("03-30 17:30")
    city.does("handler", heeding, "SubmitReply", **REPLY)
    for who, on, _, _ in CHAIN[:2]:
        city.does(who, heeding, on, confirm="yes")
    city.pass_time(seconds=1)

    assert city.ending(heeding, "urge#1") == "met"
    assert not city.due(heeding, "urge#1").get("overdue")
    assert city.due(deaf, "urge#1")["overdue"]
    told = " ".join(message.text for message in city.messages_to("head", deaf))
    assert "已超过答复催办时限（3月30日 星期一 17:30）" in told
    assert "经催办仍未按时答复" in told
    for who, on, _, _ in CHAIN[2:5]:
        city.does(who, heeding, on, confirm="yes")
    assert city.stage(heeding) == "archived"
    assert city.ending(heeding, "reply#1") == "late"


def _dispatched(city: City, **content: str) -> Letter:
    letter = city.hand_in(**content)
    city.does("checker", letter, "ConfirmOpinion", confirm="yes")
    return letter


@pytest.mark.clause("CQ-14", "CQ-19c")
def test_a_return_and_more_time_are_asked_for_upheld_and_refused(city: City) -> None:
    city.on("04-07 09:00")
    kept, given_on = _dispatched(city, **CARD), _dispatched(city, **CARD)
    due = city.by_when(kept, "reply#1")
    for each in (kept, given_on):
        city.does("handler", each, "RequestReturn", reason="已立案，由执法总队办理", basis="三定规定")
    city.does("centre", kept, "RefuseReturn", reason="退款仍由你中心协调。")
    city.does("centre", given_on, "UpholdReturn", unit=OTHER_UNIT, confirm="yes")

    assert city.by_when(kept, "reply#1") == due
    assert city.ending(given_on, "reply#1") == "withdrawn"
    assert city.offers(city.link("handler", given_on, OTHER_UNIT))[0] == "SubmitReply"
    city.does("handler", kept, "RequestExtension", UNIT, days="3", reason="等待企业答复")
    city.does("centre", kept, "RefuseExtension", reason="企业已书面答复。")
    assert city.by_when(kept, "reply#1") == due
    assert "企业已书面答复。" in city.open(city.link("handler", kept, UNIT))[1].words


@pytest.mark.clause("CQ-14", "CQ-14b")
def test_what_is_said_along_the_chain_is_read_by_those_who_come_after_and_a_promise_is_followed(city: City) -> None:
    city.on("04-08 09:00")
    letter = _dispatched(city, **CARD)
    link = city.link("handler", letter)
    city.does("handler", letter, "RecordContact", outcome="not_reached", told="两次无人接听。")
    empty = city.fill(link, "SubmitReply", **REPLY | {"part_text": "您反映的问题已转有关部门处理，请耐心等待。"})
    assert empty.status == 422
    promised = {"solved": "partly", "part_explained": "已电话说明分两期退还。", "part_promise": "四月底前退还余额。"}
    city.does("handler", letter, "SubmitReply", **REPLY | promised | {"promise_on": "2026-04-30"})
    said = []
    for who, on, _, _ in CHAIN[:-1]:
        assert all(comment in city.open(city.link(who, letter))[1].words for comment in said)
        said.append(f"第{len(said) + 1}级已阅。")
        city.does(who, letter, on, comment=said[-1])

    assert city.stage(letter) == "keeping_promise"
    assert not any(comment in city.look_up(letter) for comment in said)
    assert "四月底前退还余额。" in city.look_up(letter)
    city.does("handler", letter, "ReportPromise", reason="4月20日退还到账。")
    city.does("centre", letter, "ConfirmPromise", confirm="yes")
    assert (city.stage(letter), city.ending(letter, "promise#1")) == ("archived", "met")


@pytest.mark.clause("CQ-27", "CQ-30")
def test_an_urging_notice_in_vain_is_charged_by_itself_and_a_false_report_by_the_office(city: City) -> None:
    city.on("04-09 09:00")
    letter = _dispatched(city, **EXPORT)
    unit = city.deployment.book[city.latest_message("handler", letter).to[0]].unit
    city.on("04-14 17:30")
    city.pass_time(seconds=1)
    assert city.by_when(letter, "urge#1") == "04-15 17:30"
    city.on("04-15 17:30")
    city.pass_time(hours=1)
    assert city.story(letter).count("UnitCharged") == 1
    assert "经催办仍未按时答复" in " ".join(m.text for m in city.messages_to("head", letter, unit))

    centre = city.at_desk("centre")
    grounds = {g for g in centre.opens(letter).form("Charge").field("ground").options if g}
    assert {"falsifying", "inaction", "unlawful", "retaliation", "publication"} <= grounds
    centre.does(letter, "Charge", ground="falsifying", reason="所称电话联系并无记录。", confirm="yes")
    assert "弄虚作假" in city.latest_message("head", letter, unit).text
    centre.does(letter, "VoidOverdue", obligation="reply#1", reason="海关系统停机两日。", confirm="yes")
    assert city.due(letter, "reply#1")["voided"]
    told = centre.opens(letter).words
    assert all(said in told for said in ("海关系统停机两日。", "所称电话联系并无记录。"))
