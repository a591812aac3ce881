"""A reply before it leaves its unit: what says nothing comes back by its field, what is in doubt comes back once."""

from collections.abc import Iterator

import pytest
from city import HOUSING, REPLY, City, Letter, opened

EMPTY = "您好！您反映的问题已转有关部门处理，请耐心等待。感谢您的来信！"
UNSOLVED = "电梯须整机更换，维修资金尚未到位，目前暂时无法恢复运行。"
TOLD = "3月2日下午上门说明了资金申请的进度，并告知可先使用四号楼的电梯。"


@pytest.fixture
def city() -> Iterator[City]:
    with opened("suzhou-express") as city:
        yield city


@pytest.fixture
def letter(city: City) -> Letter:
    letter = city.hand_in()
    city.does("handler", letter, "SignFor")
    return letter


def _submitted(city: City, letter: Letter) -> bool:
    return "ReplySubmitted" in city.story(letter)


@pytest.mark.clause("SZ-A2.4.4f")
@pytest.mark.clause("SZ-A2.4.4g")
def test_an_empty_phrase_is_refused_beside_its_field(city: City, letter: Letter) -> None:
    answer = city.fill(city.link("handler", letter), "SubmitReply", **REPLY | {"part_text": EMPTY})
    assert answer.status == 422
    assert "只有套话或转办说明" in city.read(answer).words
    form = city.read(answer).form("SubmitReply")
    assert form is not None
    assert form.field("checked") is None
    assert form.field("part_text").proposed == EMPTY
    assert not _submitted(city, letter)
    # Nobody gets past it by ticking a box that is not there.
    assert (
        city.post(
            city.link("handler", letter),
            {"command": "SubmitReply", **REPLY, "part_text": EMPTY, "solved": "solved", "checked": "yes"},
        ).status
        == 422
    )
    assert not _submitted(city, letter)


@pytest.mark.clause("SZ-A2.4.4f")
def test_the_letter_itself_is_no_reply(city: City, letter: Letter) -> None:
    body = city.content()["body"]
    answer = city.fill(city.link("handler", letter), "SubmitReply", **REPLY | {"part_text": body})
    assert (answer.status, "这是来信的原文" in city.read(answer).words) == (422, True)


@pytest.mark.clause("SZ-A2.4.4f")
def test_a_doubt_comes_back_once_and_whoever_signs_and_reviews_reads_it(city: City, letter: Letter) -> None:
    link, doubtful = city.link("handler", letter), REPLY | {"part_handler": "物业科经办人"}
    answer = city.fill(link, "SubmitReply", **doubtful)
    assert (answer.status, _submitted(city, letter)) == (422, False)
    form = city.read(answer).form("SubmitReply")
    assert form is not None
    assert form.field("checked") is not None
    assert "没有联系电话" in city.read(answer).words
    assert city.post(link, {"command": "SubmitReply", **doubtful, "solved": "solved", "checked": "yes"}).status == 200
    submitted = next(event for event in city.events(letter) if event["type"] == "ReplySubmitted")
    assert submitted["fact"]["doubts"] == ["no_telephone:handler"]
    assert "没有联系电话" in city.open(city.link("deputy", letter))[1].words
    city.does("deputy", letter, "ApproveReply")
    assert "没有联系电话" in city.open(city.link("centre", letter))[1].words
    city.does("centre", letter, "PassReply")
    assert "没有联系电话" not in city.open(city.link("requester", letter))[1].words


@pytest.mark.clause("SZ-A2.4.4i")
@pytest.mark.clause("SZ-3.6")
def test_what_cannot_be_solved_now_is_explained_and_everybody_reads_it(city: City, letter: Letter) -> None:
    link = city.link("handler", letter)
    unsolved = REPLY | {"part_text": UNSOLVED, "solved": "not_now"}
    answer = city.fill(link, "SubmitReply", **unsolved)
    assert (answer.status, "请填写“向诉求人解释的情况”" in city.read(answer).words) == (422, True)
    city.does("handler", letter, "SubmitReply", **unsolved | {"part_explained": TOLD})
    page = city.open(city.link("deputy", letter, HOUSING))[1]
    assert TOLD in page.words
    assert "目前不能解决" in page.words
    city.does("deputy", letter, "ApproveReply")
    city.does("centre", letter, "PassReply")
    words = city.open(city.link("requester", letter))[1].words
    assert UNSOLVED in words
    assert "您反映的问题目前还不能解决，原因见答复" in words
    assert TOLD not in words
    assert "您反映的问题目前还不能解决" in city.look_up(letter)
    assert city.track(letter)["solved_en"] == "What you wrote about cannot be solved now; the answer says why"


@pytest.mark.clause("SZ-A2.4.4i")
def test_what_is_marked_as_solved_and_says_otherwise_is_in_doubt(city: City, letter: Letter) -> None:
    answer = city.fill(city.link("handler", letter), "SubmitReply", **REPLY | {"part_text": UNSOLVED})
    assert (answer.status, "选了“已解决”，文中却说尚未解决" in city.read(answer).words) == (422, True)


WORD, READ = "已到现场核实，整改属实。", "答复具体，请注意回访。"


@pytest.mark.clause("SZ-A2.4.4f")
def test_a_word_beside_a_signature_is_for_those_who_come_after_and_never_for_the_requester(
    city: City, letter: Letter
) -> None:
    city.does("handler", letter, "SubmitReply", **REPLY)
    city.does("deputy", letter, "ApproveReply", comment=WORD)
    assert WORD in city.open(city.link("centre", letter))[1].words
    city.does("centre", letter, "PassReply", comment=READ)
    seen = city.open(city.link("requester", letter))[1].words + city.look_up(letter) + str(city.track(letter))
    assert REPLY["part_text"] in seen
    assert not any(words in seen for words in (WORD, READ))


@pytest.mark.clause("SZ-A2.4.8")
def test_sent_back_twice_running_the_unit_is_charged_and_its_head_is_told(city: City, letter: Letter) -> None:
    for _ in range(2):
        city.does("handler", letter, "SubmitReply", **REPLY)
        city.does("deputy", letter, "ApproveReply")
        city.does("centre", letter, "SendBack", grounds=["vague"], reason="请写明检验的时间和机构。")
    assert city.story(letter)[-1] == "UnitCharged"
    assert "答复连续两次被退回" in city.latest_message("head", letter, HOUSING).text
