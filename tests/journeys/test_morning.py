"""Eight in the morning: what waited for the day goes out once, and each unit hears what it owes.

programmes.md, *Lights* and sending hours (a choice); design, *Flow* (notices: claim, send, mark).
"""

import re

import pytest
from city import CHINA, REPLY, City

from huiyin_local.cloud import Message
from huiyin_local.cloud.calls import Call
from huiyin_local.cloud.functions import FunctionError

EDUCATION = "jiaoti"
SCHOOL = {"title": "小学食堂饭菜差", "body": "投诉学校食堂，小学生吃不饱，家长多次向老师反映。", "kind": "complaint"}


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("07:59", "08:00"),
        ("08:00", "08:00"),
        ("19:59", "19:59"),
        ("20:00", "08:00 next day"),
        ("23:59", "08:00 next day"),
        ("00:00", "08:00"),
    ],
)
def test_a_requester_hears_within_the_sending_hours_and_once(city: City, at: str, told: str) -> None:
    hour, minute = map(int, at.split(":"))
    city.next_working_day(hour, minute)
    day = city.now.date()

    letter = city.hand_in()
    city.pass_time(hours=26)

    messages = city.messages_to("requester", letter)
    assert [m.text.count(letter.code) for m in messages] == [1]
    heard = messages[0].at.astimezone(CHINA)
    assert f"{heard:%H:%M}" + (" next day" if heard.date() > day else "") == told


def test_what_time_has_overtaken_by_the_morning_is_not_sent(city: City) -> None:
    """The extension that the deputy would decide is nothing to decide any more: the reply is there."""
    city.next_working_day(19)
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", confirm="yes")
    handler = city.link("handler", letter)
    city.pass_time(hours=2)
    city.fill(handler, "RequestExtension", days="1", reason="配件未到", consent="yes")
    city.pass_time(hours=1)
    city.fill(handler, "SubmitReply", **REPLY)
    assert city.messages_to("deputy", letter) == []

    city.pass_time(hours=11)

    told = [m.text for m in city.messages_to("deputy", letter)]
    assert len(told) == 1
    assert "的答复待您审核" in told[0]


@pytest.mark.clause("SZ-3.5")
def test_each_unit_hears_on_working_days_how_many_of_its_orders_stand_in_which_light(city: City) -> None:
    """Orders are counted, not the steps owed in each; what was handed in for review is not the unit's delay."""
    _next_wednesday(city)
    unsigned, handed_in = city.hand_in(**SCHOOL), city.hand_in(**SCHOOL)
    city.does("handler", handed_in, "SignFor", confirm="yes")
    city.does("handler", handed_in, "SubmitReply", **REPLY)
    city.does("deputy", handed_in, "ApproveReply", confirm="yes")
    city.next_working_day(16)
    fresh = city.hand_in(**SCHOOL)
    assert [city.stage(letter) for letter in (unsigned, handed_in, fresh)] == ["handling", "reviewing", "handling"]
    city.pass_time(days=4)

    heard = [
        (f"{m.at.astimezone(CHINA):%a %H:%M}", _counts(m)) for m in city.cloud.messages if _is_digest(m, EDUCATION)
    ]
    assert heard == [
        ("Thu 08:00", {"今日待办": 1, "已超时限": 1, "即将到期": 0, "其余": 0}),  # unsigned since Wednesday
        ("Fri 08:00", {"今日待办": 2, "已超时限": 1, "即将到期": 0, "其余": 1}),  # the other is signed for by noon
        ("Mon 08:00", {"今日待办": 2, "已超时限": 2, "即将到期": 0, "其余": 0}),
    ]


def test_a_unit_that_owes_nothing_hears_nothing(city: City) -> None:
    city.next_working_day(8, 1)

    assert not any(_is_digest(m, "gongdian") for m in city.cloud.messages)


def test_a_notice_of_which_nobody_knows_whether_it_went_out_is_shown_to_the_centre(city: City) -> None:
    """The sender dies after sending, before it can say so: not sent again, and the centre is told of the doubt."""
    city.next_working_day(9)
    lost: list[Call] = []
    city.cloud.calls.after.append(lambda call, answer: _die(lost, call))

    letter = city.hand_in()
    city.pass_time(hours=1)
    city.cloud.calls.after.pop()
    city.next_working_day(8, 1)

    told = [m.text for who in ("requester", "handler") for m in city.messages_to(who, letter)]
    assert len(lost) == 1
    assert sum(letter.code in text for text in told) == 1
    assert sum("有新工单" in text for text in told) == 1
    assert "另有1条通知可能没有送达" in [m for m in city.cloud.messages if _is_digest(m, "centre")][-1].text


def _next_wednesday(city: City) -> None:
    city.next_working_day()
    while city.now.strftime("%a") != "Wed":
        city.next_working_day()


def _is_digest(message: Message, unit: str) -> bool:
    return message.to[0].startswith(unit) and "今日待办" in message.subject


def _counts(message: Message) -> dict[str, int]:
    """The numbers of a digest by the words before them."""
    return {words: int(n) for words, n in re.findall(r"(今日待办|已超时限|即将到期|其余)(\d+)件", message.text)}


def _die(lost: list[Call], call: Call) -> None:
    """The first message to anybody is sent, and the sender dies before it can say so."""
    if (call.service, call.operation) == ("sns", "Publish") and not lost:
        lost.append(call)
        raise ConnectionError("the answer got lost")


def test_what_a_failed_morning_left_held_goes_out_with_the_next_sweep(city):
    city.next_working_day(21)
    letter = city.hand_in()
    assert not city.messages_to("handler", letter)

    def dies(invocation):
        if invocation.function.logical_id == "Morning":
            raise FunctionError("Runtime.ExitError")

    city.cloud.functions.before_invoke.append(dies)
    city.pass_time(hours=11, minutes=1)  # 08:01
    assert not city.messages_to("handler", letter)
    city.pass_time(hours=1)
    city.cloud.functions.before_invoke.remove(dies)
    assert len([m for m in city.messages_to("handler", letter) if "新工单" in m.text]) == 1
