"""A promise in a Guangxi reply, over HTTP: kept in time, late, sent back, let go; the requester reads it all."""

from collections.abc import Iterator

import pytest
from city import City, Letter, opened

REPLY = {
    "part_text": "已列入五月路灯增设计划，人民路北段已先亮六盏。",
    "part_unit": "自治区住房和城乡建设厅",
    "part_handler": "城市管理处经办人",
    "part_contact": "办公电话0771-0000000",
    "part_publication": "同意公开",
    "solved": "partly",
    "part_explained": "3月2日电话说明其余路灯须等材料到货，来信人表示理解。",
    "part_promise": "人民路北段其余六盏路灯安装亮灯。",
    "promise_on": "2026-03-20",
}
KEPT = {"reason": "3月18日六盏路灯全部安装亮灯，社区到场验收。"}


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with opened("guangxi-mailbox") as city:
        yield city


def _followed(city: City, on: str) -> Letter:
    """Answered and rated; what was promised is still to be done."""
    letter = city.hand_in(
        title="增设路灯", body="小区门口道路没有路灯，物业说归市政，请增设路灯，方便居民出行。", kind="suggestion"
    )
    if "OrderDispatched" not in city.story(letter):
        city.does("centre", letter, "Accept", category="housing")
    city.does("handler", letter, "SubmitReply", **REPLY | {"promise_on": on})
    city.does("deputy", letter, "ApproveReply")
    city.does("centre", letter, "PassReply")
    city.does("requester", letter, "Rate", rating="5")
    assert city.stage(letter) == "keeping_promise"
    return letter


@pytest.mark.clause("GX-20b")
def test_promises_are_followed_to_their_end(city: City) -> None:
    kept, late, gone = _followed(city, "2026-03-20"), _followed(city, "2026-03-07"), _followed(city, "2026-03-20")

    # The requester reads what was promised, and by when: the close of that day, or of the next working day.
    seen = city.look_up(kept)
    assert REPLY["part_promise"] in seen
    assert "2026年3月20日前" in seen
    assert (city.by_when(kept, "promise#1"), city.by_when(late, "promise#1")) == ("03-20 17:30", "03-09 17:30")
    assert "3月20日 星期五 17:30" in city.latest_message("handler", kept).text

    # Kept in time, but not wholly: it runs on by the same day, and then it is.
    city.does("handler", kept, "ReportPromise", **KEPT)
    assert KEPT["reason"] in city.open(city.link("centre", kept))[1].words
    city.does("centre", kept, "RejectPromise", reason="现场只亮了四盏，请补装。")
    assert "请补装" in city.open(city.link("handler", kept))[1].words
    city.does("handler", kept, "ReportPromise", **KEPT)
    city.does("centre", kept, "ConfirmPromise")
    assert (city.stage(kept), city.ending(kept, "promise#1")) == ("archived", "met")
    assert "承诺已经落实" in city.latest_message("requester", kept).text

    # Let go: whoever wrote is told why, and reads nothing of what was said inside.
    city.fill(city.link_for(gone, "centre"), "ReleasePromise", explanation="道路改造方案调整，路灯随改造一并安装。")
    assert city.stage(gone) == "archived"
    assert "路灯随改造一并安装" in city.look_up(gone)
    assert KEPT["reason"] not in city.look_up(kept)
    assert "请补装" not in city.look_up(kept)

    # Late: warned, overdue, urged; the centre hears of it, and the report that comes then is late.
    city.on("03-10 09:00")
    assert {"WarningGiven", "FellOverdue"} <= set(city.story(late))
    assert "承诺应于" in city.latest_message("centre", late).text
    city.does("handler", late, "ReportPromise", **KEPT)
    city.does("centre", late, "ConfirmPromise")
    assert (city.stage(late), city.ending(late, "promise#1")) == ("archived", "late")


def _promised(city: City, on: str) -> Letter:
    letter = city.hand_in(title="增设路灯", body="城西道路没有路灯，居民出行不便，请增设路灯。", kind="suggestion")
    if "OrderDispatched" not in city.story(letter):
        city.does("centre", letter, "Accept", category="housing")
    city.does("handler", letter, "SubmitReply", **REPLY | {"promise_on": on})
    city.does("deputy", letter, "ApproveReply")
    return letter


@pytest.mark.clause("GX-20b", "SZ-A2.4.4e")
def test_what_is_promised_for_a_day_before_the_rating_ends_is_kept_by_that_day(city: City) -> None:
    city.on("03-11 09:00")
    kept = _promised(city, "2026-03-13")
    shares = city.hand_in(title="请关注", body="请关注一下。", kind=None)
    city.at_desk("centre").does(shares, "JoinTo", number=kept.number, reason="同一条路的路灯。", confirm="yes")
    city.does("centre", kept, "PassReply")
    assert (city.stage(kept), city.by_when(kept, "promise#1")) == ("rating", "03-13 17:30")
    assert "请于3月13日 星期五 17:30 前落实并报告" in city.latest_message("handler", kept).text
    for each in (kept, shares):
        assert REPLY["part_promise"] in city.look_up(each)

    rating = city.link("requester", kept)
    order = city.link("handler", kept)
    assert city.offers(order) == ["ReportPromise"]
    assert "3月13日 星期五 17:30" in city.open(order)[1].words
    city.fill(order, "ReportPromise", **KEPT)
    city.does("centre", kept, "ConfirmPromise")

    assert (city.stage(kept), city.ending(kept, "promise#1")) == ("rating", "met")
    for each in (kept, shares):
        assert f"您的诉求{each.number}答复中的承诺已经落实" in city.latest_message("requester", each).text
        assert each.code in city.latest_message("requester", each).text
    assert city.fill(rating, "Rate", rating="5").status == 200
    assert city.stage(kept) == "archived"


@pytest.mark.clause("GX-20b")
def test_a_promise_has_words_and_a_day_or_neither(city: City) -> None:
    letter = city.hand_in(title="增设路灯", body="城北道路没有路灯，小区居民出行不便，请增设路灯。", kind="suggestion")
    if "OrderDispatched" not in city.story(letter):
        city.does("centre", letter, "Accept", category="housing")
    link = city.link("handler", letter)
    for half in ({"promise_on": ""}, {"part_promise": ""}, {"promise_on": "2026-03-02"}, {"promise_on": "soon"}):
        assert city.fill(link, "SubmitReply", **REPLY | half).status == 422
    assert "ReplySubmitted" not in city.story(letter)
