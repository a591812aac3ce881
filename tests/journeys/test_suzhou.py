"""宿事速办 as people live it: one request through the whole house, step by step, by messages and links only."""

from datetime import datetime

import pytest
from city import CHINA, HOUSING, MARKET, PUZZLE, REPLY, City, Letter, local

SECOND_REPLY = REPLY | {"part_text": "曳引机已更换，物业公司建立了每日巡检，楼栋长代表住户确认。"}


def _received_and_ordered(city: City) -> Letter:
    """The rules are sure of it, so it is a unit's order at once; its writer holds number and query code."""
    letter = city.hand_in()

    assert city.story(letter) == ["RequestReceived", "RequestScreened", "RequestAccepted", "OrderDispatched"]
    received = city.latest_message("requester", letter)
    assert letter.number in received.text
    assert letter.code in received.text
    assert "17:30 前签收" in city.latest_message("handler", letter, HOUSING).text
    assert city.messages_to("centre", letter) == []
    return letter


def _signed(city: City, letter: Letter) -> None:
    """The page shows the letter; the order is signed for before anything else."""
    link = city.link("handler", letter)
    status, page = city.open(link)
    assert status == 200
    assert "老人出行不便" in page.words
    assert letter.phone not in page.words
    assert city.offers(link) == ["SignFor", "RequestReturn", "NameHandler"]

    city.pass_time(minutes=40)
    city.does("handler", letter, "SignFor", confirm="yes")

    assert city.due(letter, "sign_for#1")["ending"] == "met"
    assert city.offers(link) == ["SubmitReply", "RecordContact", "RequestExtension", "RequestReturn", "NameHandler"]


def _extended(city: City, letter: Letter) -> None:
    """Asked in time, granted by the unit's leader; handler, centre and requester are told."""
    before = city.due(letter, "reply#1")["due_at"]
    city.does("handler", letter, "RequestExtension", days="2", reason="配件须从厂家调运", consent="yes")
    assert city.due(letter, "reply#1")["due_at"] == before
    assert "延期2个工作日" in city.latest_message("deputy", letter).text

    city.pass_time(hours=1)
    city.does("deputy", letter, "GrantExtension", confirm="yes")

    assert (local(before), local(city.due(letter, "reply#1")["due_at"])) == ("03-11 17:30", "03-13 17:30")
    for who in ("handler", "centre", "requester"):
        assert "3月13日" in city.latest_message(who, letter).text
    assert "无需操作" in city.latest_message("centre", letter).text


def _replied(city: City, letter: Letter, reply: dict[str, str], signatory: str = "deputy") -> None:
    """Handed in, signed off within the unit, before the centre for review; the requester hears nothing yet."""
    told = len(city.messages_to("requester", letter))
    city.does("handler", letter, "SubmitReply", **reply)
    page = city.open(city.link(signatory, letter))[1]
    assert reply["part_text"] in page.words
    city.pass_time(hours=1)
    city.does(signatory, letter, "ApproveReply", confirm="yes")

    assert city.stage(letter) == "reviewing"
    assert len(city.messages_to("requester", letter)) == told
    assert "answer" not in city.track(letter)


def _sent_back(city: City, letter: Letter) -> None:
    city.does("centre", letter, "SendBack", grounds=["vague", "no_contact"], reason="请写明停运的原因。")

    assert city.stage(letter) == "handling"
    assert "被退回" in city.latest_message("handler", letter).text
    page = city.open(city.link("handler", letter))[1]
    assert "请写明停运的原因。" in page.words
    assert "答复不具体" in page.words
    assert "ending" not in city.due(letter, "reply#1")


def _answered(city: City, letter: Letter, reply: dict[str, str]) -> None:
    """Once it passes, the requester gets a link, and reads what was written to them and nothing else."""
    city.does("centre", letter, "PassReply", confirm="yes")

    assert city.stage(letter) == "rating"
    page = city.open(city.link("requester", letter))[1]
    assert reply["part_text"] in page.words
    assert reply["part_handler"] not in page.words
    assert reply["part_contact"] not in page.words
    assert city.track(letter)["answer"] == reply["part_text"]


def _handled_again(city: City, letter: Letter) -> None:
    """Not helped: the centre orders a second handling; supervised now, only the unit's head may sign it off."""
    city.does("requester", letter, "Rate", rating="poor", reason="电梯第二天又停了")
    assert city.stage(letter) == "following_up"
    assert "电梯第二天又停了" in city.open(city.link("centre", letter))[1].words

    city.does("centre", letter, "OrderSecondHandling", reason="情况属实，请更换部件并回访")

    assert "列入督办" in city.latest_message("handler", letter).text
    assert "ending" not in city.due(letter, "reply#2")
    city.does("handler", letter, "SubmitReply", **SECOND_REPLY)
    assert "待您审核" in city.latest_message("head", letter).text
    assert city.offers(city.link("head", letter)) == ["ApproveReply", "RejectReply"]


@pytest.mark.clause(
    "SZ-A2.4.1a", "SZ-A2.4.3b", "SZ-A2.4.4a", "SZ-A2.4.4e", "SZ-A2.4.4f", "SZ-A2.4.4g", "SZ-A2.4.4h", "SZ-A2.4.5"
)
def test_a_request_through_the_whole_house(city: City) -> None:
    letter = _received_and_ordered(city)
    _signed(city, letter)
    city.next_working_day()
    _extended(city, letter)
    city.next_working_day()
    _replied(city, letter, REPLY)
    _sent_back(city, letter)
    _replied(city, letter, REPLY)
    city.next_working_day()
    _answered(city, letter, REPLY)
    city.pass_time(days=2)
    _handled_again(city, letter)
    city.does("head", letter, "ApproveReply", confirm="yes")
    _answered(city, letter, SECOND_REPLY)
    city.does("requester", letter, "Rate", rating="good")

    assert city.stage(letter) == "archived"
    assert city.events(letter)[-1]["fact"]["outcome"] == "satisfied"
    assert {city.due(letter, o)["ending"] for o in ("reply#1", "reply#2", "review#1", "rate#2")} == {"met"}
    assert city.track(letter) == city.track(letter) | {"stage": "archived", "answer": SECOND_REPLY["part_text"]}


@pytest.mark.clause("SZ-A2.4.6")
def test_poor_again_after_a_second_handling_is_explained_and_archived(city: City) -> None:
    letter = _to_rating(city)
    city.does("requester", letter, "Rate", rating="poor", reason="没修好")
    city.does("centre", letter, "OrderSecondHandling", reason="请再次办理")
    city.does("handler", letter, "SubmitReply", **SECOND_REPLY)
    city.does("head", letter, "ApproveReply", confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")
    city.does("requester", letter, "Rate", rating="poor", reason="还是没修好")

    assert city.offers(city.link("centre", letter)) == ["Explain"]
    city.does("centre", letter, "Explain", text="更换整梯须业主大会表决，社区将协助组织。")

    assert city.stage(letter) == "archived"
    assert letter.code in city.latest_message("requester", letter).text
    assert "更换整梯须业主大会表决" in city.track(letter)["answer"]


@pytest.mark.clause("SZ-A2.4.3b", "SZ-A2.4.4b")
def test_what_the_rules_do_not_know_the_centre_decides_and_a_wrong_unit_may_return(city: City) -> None:
    city.next_working_day()
    letter = city.hand_in(**PUZZLE)
    assert city.stage(letter) == "triage"
    assert city.offers(city.link("centre", letter)) == [
        "Accept",
        "Decline",
        "Refer",
        "AnswerAtOnce",
        "RecordThreeWayCall",
        "TransferCall",
    ]

    city.does("centre", letter, "Accept", kind="complaint", category="housing", unit=HOUSING, confirm="yes")
    reason = {"reason": "餐饮噪声不属本单位职责", "basis": "三定方案第三条", "suggestion": "市场监管局"}
    city.does("handler", letter, "RequestReturn", HOUSING, **reason)
    ruling = city.open(city.link("centre", letter))[1]
    assert reason["basis"] in ruling.words
    uphold = ruling.form("UpholdReturn")
    assert uphold is not None
    assert HOUSING not in uphold.field("unit").options
    city.pass_time(hours=2)
    city.does("centre", letter, "UpholdReturn", unit=MARKET, confirm="yes")

    assert city.due(letter, "reply#1")["ending"] == "withdrawn"
    assert city.due(letter, "reply#2")["start"] == city.events(letter)[-1]["at"]
    assert "退单已获同意" in city.latest_message("handler", letter, HOUSING).text
    city.does("handler", letter, "SignFor", MARKET, confirm="yes")
    assert city.open(city.link("handler", letter, HOUSING))[0] == 410
    assert city.stage(letter) == "handling"


@pytest.mark.clause("SZ-A2.4.4b")
def test_a_refused_return_leaves_the_deadline_as_it_was(city: City) -> None:
    city.next_working_day()
    letter = city.hand_in()
    due = city.due(letter, "reply#1")["due_at"]
    city.does("handler", letter, "RequestReturn", reason="人手不足", basis="无")
    city.pass_time(hours=3)

    city.does("centre", letter, "RefuseReturn", reason="属于本单位职责")

    assert city.due(letter, "reply#1")["due_at"] == due
    assert "仍由您单位办理" in city.latest_message("handler", letter).text
    assert "RequestReturn" not in city.offers(city.link("handler", letter))


@pytest.mark.clause("SZ-A2.4.4b")
def test_a_return_that_is_asked_for_too_late_finds_the_order_accepted(city: City) -> None:
    city.next_working_day()
    letter = city.hand_in()
    link = city.link("handler", letter)
    city.next_working_day(17, 30)
    assert "RequestReturn" in city.offers(link)

    city.pass_time(seconds=1)

    assert "RequestReturn" not in city.offers(link)
    late = city.post(link, {"command": "RequestReturn", "reason": "不属本单位职责", "basis": "三定方案"})
    assert late.status == 409
    city.pass_time(hours=1)
    city.does("handler", letter, "SignFor", confirm="yes")
    deemed = next(event for event in city.events(letter) if event["type"] == "AcceptanceDeemed")
    assert deemed["at"] == city.due(letter, "return#1")["due_at"]


@pytest.mark.clause("SZ-A2.3", "SZ-A2.4.1a")
def test_who_is_referred_elsewhere_is_told_where_to_go(city: City) -> None:
    city.next_working_day()
    letter = city.hand_in(title="对法院判决不服", body="一审判决不公，二审还没有开庭，请政府管一管。", kind="help")
    refer = city.open(city.link("centre", letter))[1].form("Refer")
    assert refer is not None
    assert refer.field("ground").proposed == "litigation"

    city.does("centre", letter, "Refer", ground="litigation", explanation="您的案件正在审理，请向法院反映。")

    assert city.stage(letter) == "referred"
    assert "12368" in city.latest_message("requester", letter).text
    assert "12368" in city.track(letter)["answer"]
    assert "您的案件正在审理" in city.track(letter)["answer"]


@pytest.mark.clause("SZ-A2.4.1b")
def test_who_is_declined_is_told_why(city: City) -> None:
    letter = city.hand_in(**PUZZLE)

    city.does("centre", letter, "Decline", ground="repeated", explanation="去年十月已书面答复您。")

    assert city.stage(letter) == "declined"
    assert "不再重复受理" in city.latest_message("requester", letter).text
    assert "去年十月已书面答复您。" in city.track(letter)["answer"]


@pytest.mark.clause("SZ-A2.4.1a")
def test_a_blank_letter_is_declined_by_the_rules_with_a_way_on(city: City) -> None:
    letter = city.hand_in(title=" ", body="……！！", kind=None)

    assert city.stage(letter) == "declined"
    assert city.messages_to("centre", letter) == []
    assert "重新提交" in city.latest_message("requester", letter).text


@pytest.mark.clause("SZ-A2.4.3a")
def test_what_is_known_is_answered_at_once(city: City) -> None:
    letter = city.hand_in(**PUZZLE | {"kind": "enquiry"})

    city.does("centre", letter, "AnswerAtOnce", text="夜间施工须经许可，投诉电话12345。")

    assert city.stage(letter) == "rating"
    assert "夜间施工须经许可" in city.open(city.link("requester", letter))[1].words
    assert city.track(letter)["answer"] == "夜间施工须经许可，投诉电话12345。"

    # It helped nobody: a unit handles it now (SZ-A2.4.5).
    city.does("requester", letter, "Rate", rating="poor", reason="昨夜仍在施工")
    city.does("centre", letter, "OrderSecondHandling", reason="请到现场核实。")
    assert "待派单" in city.latest_message("centre", letter).text
    city.does("centre", letter, "Dispatch", unit=HOUSING, confirm="yes")
    assert city.stage(letter) == "handling"
    assert "昨夜仍在施工" in city.open(city.link("handler", letter, HOUSING))[1].words


@pytest.mark.clause("SZ-A5.4.2.5")
def test_silence_for_seven_days_counts_as_satisfied(city: City) -> None:
    letter = _to_rating(city)
    due = city.due(letter, "rate#1")["due_at"]

    city.wait_until(datetime.fromisoformat(due))
    assert city.stage(letter) == "rating"
    city.pass_time(seconds=1)

    assert city.stage(letter) == "archived"
    assert city.events(letter)[-1]["fact"]["outcome"] == "satisfied_by_default"
    assert (datetime.fromisoformat(due) - datetime.fromisoformat(city.due(letter, "rate#1")["start"])).days >= 7


@pytest.mark.clause("SZ-A5.4.2.5", "SZ-3.5b")
def test_poor_without_a_reason_is_followed_up_before_the_case_is_closed(city: City) -> None:
    letter = _to_rating(city)

    city.does("requester", letter, "Rate", rating="poor")
    city.does("centre", letter, "Explain", text="已电话回访，您未说明不满意的原因；如有新情况请再来信。")

    assert city.stage(letter) == "archived"
    assert city.events(letter)[-1]["fact"]["outcome"] == "poor_without_reason"


@pytest.mark.clause("SZ-3.5")
def test_an_order_goes_from_green_to_yellow_to_red_and_is_urged_every_working_morning(city: City) -> None:
    city.next_working_day()
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", confirm="yes")
    reply = city.due(letter, "reply#1")
    warn, due = (datetime.fromisoformat(reply[name]) for name in ("warn_at", "due_at"))

    lights = {}
    for name, at in (("warned", warn), ("due", due)):
        city.wait_until(at)
        lights[f"before {name}"] = city.track(letter)["light"]
        city.pass_time(seconds=1)
        lights[f"after {name}"] = city.track(letter)["light"]
    for _ in range(3):
        city.next_working_day()

    assert lights["before due"] == "yellow"
    assert lights["after warned"] == "yellow"
    assert lights["after due"] == "red"
    urged = [m.at.astimezone(CHINA) for m in city.messages_to("handler", letter) if "【催办】" in m.text]
    assert [f"{at:%H:%M}" for at in urged] == ["08:30"] * 3
    assert all(city.deployment.time.calendar.is_workday(at.date()) for at in urged)
    assert ["已超过答复时限" in m.text for m in city.messages_to("head", letter)] == [True]


@pytest.mark.clause("SZ-A2.4.4d")
def test_at_night_units_sleep_until_eight_and_the_centre_does_not(city: City) -> None:
    city.next_working_day(2)
    order, puzzle = city.hand_in(), city.hand_in(**PUZZLE)
    danger = city.hand_in(title="小区天然气泄漏", body="楼道里天然气泄漏，气味很重。", kind=None)

    assert city.messages_to("handler", order) == []
    assert city.messages_to("requester", order) == []
    assert [m.at for m in city.messages_to("centre", puzzle)] == [city.cloud.now]
    assert [m.at for m in city.messages_to("centre", danger)] == [city.cloud.now]
    city.does("centre", danger, "Accept", kind="emergency", category="utilities", unit="gongyong", confirm="yes")
    assert city.latest_message("handler", danger).at == city.cloud.now

    city.pass_time(hours=6)

    told = {f"{m.at.astimezone(CHINA):%H:%M}" for who in ("handler", "requester") for m in city.messages_to(who, order)}
    assert told == {"08:00"}


def _to_rating(city: City) -> Letter:
    """A letter of the next working morning, answered the same day."""
    city.next_working_day()
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", confirm="yes")
    city.does("handler", letter, "SubmitReply", **REPLY)
    city.does("deputy", letter, "ApproveReply", confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")
    return letter


@pytest.mark.clause("SZ-A2.4.4e")
def test_an_extension_without_the_leaders_consent_leaves_the_deadline(city: City) -> None:
    city.next_working_day()
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", confirm="yes")
    due, told = city.due(letter, "reply#1")["due_at"], len(city.messages_to("requester", letter))
    link = city.link("handler", letter)
    assert city.post(link, {"command": "RequestExtension", "days": "2", "reason": "等配件"}).status == 422
    city.does("handler", letter, "RequestExtension", days="2", reason="等配件", consent="yes")
    city.does("deputy", letter, "RefuseExtension", reason="维保单位有备件。")

    assert city.due(letter, "reply#1")["due_at"] == due
    assert "维保单位有备件。" in city.open(city.link("handler", letter))[1].words
    assert len(city.messages_to("requester", letter)) == told


@pytest.mark.clause("SZ-A2.4.4f", "SZ-A2.4.5")
def test_under_supervision_the_head_sends_back_and_the_deputys_signature_is_not_enough(city: City) -> None:
    letter = _to_rating(city)
    city.does("requester", letter, "Rate", rating="poor", reason="又停了")
    city.does("centre", letter, "OrderSecondHandling", reason="请再次办理")
    city.does("handler", letter, "SubmitReply", **SECOND_REPLY)
    deputy = city.link_for(letter, "deputy", HOUSING)
    assert city.offers(deputy) == []
    assert city.post(deputy, {"command": "ApproveReply", "confirm": "yes"}).status in (409, 410)
    city.does("head", letter, "RejectReply", reason="请附检验报告编号。")
    assert "请附检验报告编号。" in city.open(city.link("handler", letter))[1].words
    city.does("handler", letter, "SubmitReply", **SECOND_REPLY)
    city.does("head", letter, "ApproveReply", comment="已现场查看。")
    assert "已现场查看。" in city.open(city.link("centre", letter))[1].words


@pytest.mark.clause("SZ-A2.4.4d")
def test_a_sudden_event_is_answered_the_same_day(city: City) -> None:
    city.next_working_day(14)
    day = f"{city.now:%m-%d}"
    letter = city.hand_in(title="小区天然气泄漏", body="楼道里天然气泄漏，气味很重。", kind=None)
    city.does("centre", letter, "AlertLine", line="fire", alerted="14:02 已通知119。")
    city.does("centre", letter, "Accept", kind="emergency", category="utilities", unit="gongyong", confirm="yes")
    city.does("handler", letter, "SignFor", confirm="yes")
    assert "RequestExtension" not in city.offers(city.link("handler", letter))
    city.on(f"{day} 23:30")
    city.does("handler", letter, "SubmitReply", **REPLY | {"part_text": "阀门已更换，检测无泄漏，恢复供气。"})
    city.does("deputy", letter, "ApproveReply", confirm="yes")
    city.does("centre", letter, "PassReply", confirm="yes")
    assert city.ending(letter, "reply#1") == "met"
    assert city.stage(letter) == "rating"
