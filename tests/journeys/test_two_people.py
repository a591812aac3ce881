"""Two people on one case: the second is told who did what and when, nothing of theirs is decided, nothing is lost."""

from datetime import datetime
from typing import Any

from city import FORM, HOUSING, REPLY, City, Letter

from huiyin_local.cloud.gateway import Response
from huiyin_local.people.forms import Form

ASK = {"days": "2", "reason": "配件须从外地调运。", "consent": "yes"}


def _opened(city: City, link: str, command: str) -> Form:
    """A form as somebody has it before them, at their desk or on their phone."""
    form = city.open(link)[1].form(command)
    assert form is not None
    return form


def _send(city: City, link: str, form: Form, **values: Any) -> Response:
    answer = city.cloud.gateway.call("POST", link, FORM, form.filled(values))
    city.cloud.world.settle()
    return answer


def _asked_for_more_time(city: City) -> Letter:
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", confirm="yes")
    city.does("handler", letter, "RequestExtension", **ASK)
    return letter


def test_the_second_is_told_what_the_first_did_and_finds_their_own_words_in_the_form(city: City) -> None:
    letter = _asked_for_more_time(city)
    deputy, head = city.link("deputy", letter), city.link_for(letter, "head", HOUSING)
    form = _opened(city, deputy, "RefuseExtension")
    city.pass_time(minutes=5)
    assert city.fill(head, "RefuseExtension", reason="理由不足。").status == 200
    city.does("handler", letter, "RequestExtension", **ASK)
    before = city.kept()

    answer = _send(city, deputy, form, reason="本周须办结。")

    assert answer.status == 409
    assert city.kept() == before
    told = answer.text.partition('id="overtaken-heading"')[2].partition("</section>")[0]
    assert "主要负责人" in told
    assert "不同意延期" in told
    assert "星期一 09:05" in told
    assert "本周须办结。" in answer.text

    again = city.read(answer).form("RefuseExtension")
    reason = again.field("reason") if again else None
    assert again is not None
    assert reason is not None
    assert reason.proposed == "本周须办结。"
    assert _send(city, deputy, again).status == 200
    assert city.story(letter).count("ExtensionRefused") == 2


def test_who_comes_after_the_stage_has_ended_is_told_who_ended_it(city: City) -> None:
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", confirm="yes")
    city.does("handler", letter, "SubmitReply", **REPLY)
    deputy, head = city.link("deputy", letter), city.link_for(letter, "head", HOUSING)
    form = _opened(city, deputy, "RejectReply")
    assert city.fill(head, "ApproveReply", confirm="yes").status == 200
    before = city.kept()

    answer = _send(city, deputy, form, reason="请补充检验日期。")

    assert answer.status == 409
    assert "签批答复" in answer.text
    assert "请补充检验日期。" in answer.text
    assert "办理过程" not in answer.text  # the case itself is no longer behind this link
    assert city.kept() == before


def test_the_clock_overtakes_nobody(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter)
    form = _opened(city, link, "SignFor")
    city.wait_until(datetime.fromisoformat(city.due(letter, "sign_for#1")["warn_at"]))
    assert "WarningGiven" in city.story(letter)

    assert _send(city, link, form, confirm="yes").status == 200


def test_what_one_has_done_oneself_since_overtakes_nobody(city: City) -> None:
    """Two pages of one link: the second form is judged by the law alone, and the same form twice by its receipt."""
    letter = city.hand_in()
    link = city.link("handler", letter)
    first, second = _opened(city, link, "SignFor"), _opened(city, link, "RequestReturn")
    assert _send(city, link, first, confirm="yes").status == 200

    answer = _send(city, link, second, reason="不属本单位职责。", basis="三定方案", suggestion="")
    assert answer.status == 200
    assert city.stage(letter) == "ruling_return"
    assert _send(city, link, first, confirm="yes").status == 200
