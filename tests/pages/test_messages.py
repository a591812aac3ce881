"""The words of messages: every notice has them, short, with what to do, by when, and the link last."""

import ast
import inspect
import re

import pytest

from builders import Walk, a_walk, extension_requested
from huiyin import notices
from huiyin.case import commands as c
from huiyin.case.vocabulary import Stage
from huiyin_aws.pages import messages
from huiyin_aws.pages.messages import digest, message

LINK = "http://localhost:8080/act/TOKEN"
TEMPLATES = [name for name in messages.templates() if not name.startswith("digest")]
STAGE_OF = {
    "received": Stage.RECEIVED,
    "triage": Stage.TRIAGE,
    "dispatch": Stage.DISPATCHING,
    "declined": Stage.DECLINED,
    "referred": Stage.REFERRED,
    "rule_return": Stage.RULING_RETURN,
    "approve": Stage.APPROVING,
    "review": Stage.REVIEWING,
    "answered": Stage.RATING,
    "follow_up": Stage.FOLLOWING_UP,
}
ACTING = [t for t in TEMPLATES if t not in ("received", "declined", "referred", "explained")]


def said(template: str, walk: Walk | None = None, **more):
    walk = walk or a_walk(STAGE_OF.get(template, Stage.HANDLING))
    return message(template, walk.case, walk.rulebook, now=walk.now, **more)


def test_every_notice_has_words():
    """Whatever name the notices' source gives a template, there are words for it."""
    named = set()
    for call in ast.walk(ast.parse(inspect.getsource(notices))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Notice":
            named |= {call.args[0].value} if isinstance(call.args[0], ast.Constant) else set()
    times = ("warning", "overdue", "urged", "overdue_unit", "urged_unit")
    assert named | set(times) == set(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_message_says_whom_it_is_from_and_which_request(template):
    walk = a_walk(STAGE_OF.get(template, Stage.HANDLING))
    words = said(template, walk, link=LINK, query_code="7KQ2MX")
    assert words.sms.startswith("【宿事速办】")
    assert words.subject.startswith("【宿事速办】")
    assert walk.case.number in words.sms
    assert walk.case.number in words.subject
    assert words.sms.endswith(f" {LINK}")
    assert words.mail.endswith(f"\n\n{LINK}")
    assert "Suzhou Express: " in words.mail
    assert "{" not in words.sms + words.subject + words.mail


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_message_is_short_and_holds_no_word_of_the_letter(template):
    walk = a_walk(STAGE_OF.get(template, Stage.HANDLING))
    words = said(template, walk, link=LINK)
    assert len(words.sms) - len(LINK) <= 140
    assert not [text for body in walk.texts.values() for text in body.values() if text in words.sms + words.mail]


@pytest.mark.parametrize("template", ACTING)
def test_a_message_that_asks_for_something_says_by_when(template):
    assert re.search(r"\d+月\d+日 星期. \d\d:\d\d", said(template, with_everything_owed(template)).sms)


def with_everything_owed(template: str) -> Walk:
    if template == "order":
        walk = a_walk(Stage.DISPATCHING)
        return walk.does(c.Dispatch(by=c.Actor("centre"), unit="housing"))
    return a_walk(STAGE_OF.get(template, Stage.HANDLING))


def test_the_first_message_holds_number_and_query_code():
    words = said("received", query_code="7KQ2MX")
    assert "编号SZ20260302-000001，查询码7KQ2MX" in words.sms
    assert "http" not in words.sms


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.REFERRED])
def test_who_is_refused_is_told_why_and_where_to_go(stage):
    walk = a_walk(stage)
    ground = walk.rulebook.ground(walk.case.ground)
    words = said(stage.value, walk)
    assert ground.zh in words.sms
    if ground.refer_to:
        assert ground.refer_to.zh in words.sms
        assert ground.refer_to.en in words.mail


def test_an_extension_names_its_days():
    walk = extension_requested(a_walk(), days=1)
    words = said("extension", walk, event=walk.events[-1])
    assert "申请延期1个工作日" in words.sms
    assert "by 1 working day is" in words.mail


def test_a_warning_names_the_step_and_the_instant_of_its_event():
    walk = a_walk(Stage.DISPATCHING)
    walk.does(c.Dispatch(by=c.Actor("centre"), unit="housing"))
    walk.does(c.Attend(by=c.Actor("clock")), after=walk.case.owes("sign_for").due_at - walk.now)
    warned = next(event for event in walk.events if event.name == "WarningGiven" and event.fact.step == "sign_for")
    assert "即将到期，请于3月2日 星期一 17:30 前签收。" in said("warning", walk, event=warned).sms


def test_a_digest_counts_by_light_and_tells_of_uncertain_notices():
    rulebook = a_walk().rulebook
    words = digest(rulebook, {"red": 1, "green": 3}, 0, a_walk().now)
    assert "今日待办4件：已超时限1件，即将到期0件，其余3件" in words.sms
    assert "没有送达" not in words.sms
    assert "2条通知可能没有送达" in digest(rulebook, {"red": 1}, 2, a_walk().now).sms
