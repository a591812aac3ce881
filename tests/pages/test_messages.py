"""The words of messages: every notice has them, short, with what to do, by when, and the link last."""

import ast
import inspect
import re
from datetime import date

import pytest

from builders import CENTRE, HANDLER, Walk, a_walk, extension_requested
from huiyin import notices
from huiyin.case import commands as c
from huiyin.case.deciding.elapse import CLOCK
from huiyin.case.law import Law
from huiyin.case.vocabulary import Stage
from huiyin.notices import answers, lateness, orders, promises, righting
from huiyin.rulebook import codes, load
from huiyin.worktime import Amendment
from huiyin_aws.pages import messages
from huiyin_aws.pages.messages import digest, message
from page_builders import CHECKER, CHONGQING, GUANGXI, NEIMENGGU, SUZHOU, WEIBIN, answered, begun, lives, standing_at

LINK = "http://localhost:8080/act/TOKEN"
OF_NO_CASE = ("digest", "handed_over", "contact_code", "by_code", "sign_in")
TEMPLATES = [name for name in messages.templates() if not name.startswith(OF_NO_CASE)]
STAGE_OF = {
    "check_opinion": Stage.CHECKING,
    "opinion_rejected": Stage.TRIAGE,
    "instruct": Stage.INSTRUCTING,
    "coordinate": Stage.COORDINATING,
    "received": Stage.RECEIVED,
    "triage": Stage.TRIAGE,
    "dispatch": Stage.DISPATCHING,
    "coordination_declined": Stage.DISPATCHING,
    "declined": Stage.DECLINED,
    "referred": Stage.REFERRED,
    "rule_return": Stage.RULING_RETURN,
    "approve": Stage.APPROVING,
    "review": Stage.REVIEWING,
    "answered": Stage.RATING,
    "follow_up": Stage.FOLLOWING_UP,
    "promise": Stage.KEEPING_PROMISE,
    "promise_of_no_unit": Stage.KEEPING_PROMISE,
    "confirm_promise": Stage.KEEPING_PROMISE,
    "promise_rejected": Stage.KEEPING_PROMISE,
    "promise_broken": Stage.KEEPING_PROMISE,
}
ENDS = ("declined", "referred", "forwarded", "submitted_upward", "answered_finally", "explained")
ENDS += ("promise_kept", "promise_released")
ENDS += ("transferred",)
FOR_THE_FILE = ("received", "recounted", "carried_over_filed", "recalled", "improper_return", "overdue_voided")
FOR_THE_FILE += ("charged", "charge_withdrawn", "joined", "split_off")
FOR_THE_FILE += ("support_over", "support_missed")
FOR_THE_FILE += ("promise_let_go", "coordinated", "return_upheld", "coordinated_returned")
ACTING = [t for t in TEMPLATES if t not in (*FOR_THE_FILE, *ENDS)]
LONGEST_SMS = 140


def said(template: str, walk: Walk | None = None, **more):
    walk = walk or standing_at(STAGE_OF.get(template, Stage.HANDLING))
    return message(template, walk.case, walk.rulebook, now=walk.now, **more)


def test_every_notice_has_words():
    """Whatever name the notices' source gives a template, there are words for it."""
    named = set()
    for module in (notices, answers, lateness, orders, promises, righting):
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Notice":
                named |= {each.value for each in ast.walk(call.args[0]) if isinstance(each, ast.Constant)}
    times = ("warning", *(f"{late}{whose}" for late in ("overdue", "urged") for whose in ("", "_unit", "_coordinated")))
    assert named - {"_unit", "_coordinated"} | set(orders.ASKED.values()) | set(times) == set(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_message_says_whom_it_is_from_and_which_request(template):
    walk = standing_at(STAGE_OF.get(template, Stage.HANDLING))
    words = said(template, walk, link=LINK, query_code="7KQ2MX")
    head, programme = f"【{walk.rulebook.names.zh}】", walk.rulebook.names.en
    assert words.sms.startswith(head)
    assert words.subject.startswith(head)
    assert walk.case.number in words.sms
    assert walk.case.number in words.subject
    assert words.sms.endswith(f" {LINK}")
    assert words.mail.endswith(f"\n\n{LINK}")
    assert f"{programme}: " in words.mail
    assert "{" not in words.sms + words.subject + words.mail


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_message_is_short_and_holds_no_word_of_the_letter(template):
    walk = standing_at(STAGE_OF.get(template, Stage.HANDLING))
    words = said(template, walk, link=LINK)
    assert len(words.sms) - len(LINK) <= LONGEST_SMS
    assert not [text for body in walk.texts.values() for text in body.values() if text in words.sms + words.mail]


@pytest.mark.parametrize("template", ACTING)
def test_a_message_that_asks_for_something_says_by_when(template):
    assert re.search(r"\d+月\d+日 星期. \d\d:\d\d", said(template, with_everything_owed(template)).sms)


def with_everything_owed(template: str) -> Walk:
    if template == "order":
        walk = a_walk(Stage.DISPATCHING)
        return walk.does(c.Dispatch(by=CENTRE, unit="housing"))
    if template.startswith("support"):
        return a_walk().does(c.NameSupporting(by=CENTRE, supporting=("transport",)))
    walk = standing_at(STAGE_OF.get(template, Stage.HANDLING))
    if template == "confirm_promise":
        walk.does(c.ReportPromise(by=HANDLER, paper=walk.paper("kept", reason="已加装监控。")))
    return walk


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
    walk.does(c.Dispatch(by=CENTRE, unit="housing"))
    walk.does(c.Attend(by=CLOCK), after=walk.case.owes("sign_for").due_at - walk.now)
    warned = next(event for event in walk.events if event.name == "WarningGiven" and event.fact.step == "sign_for")
    assert "即将到期，请于3月2日 星期一 17:30 前签收。" in said("warning", walk, event=warned).sms


def test_a_digest_counts_by_light_and_tells_of_uncertain_notices():
    rulebook = a_walk().rulebook
    words = digest(rulebook, {"red": 1, "green": 3}, 0, a_walk().now)
    assert "今日待办4件：已超时限1件，即将到期0件，其余3件" in words.sms
    assert "没有送达" not in words.sms
    assert "2条通知可能没有送达" in digest(rulebook, {"red": 1}, 2, a_walk().now).sms


def test_a_digest_names_the_cases_of_which_somebody_has_to_be_called():
    rulebook, now = a_walk().rulebook, a_walk().now
    assert "打电话" not in digest(rulebook, {"red": 1}, 2, now).sms
    few = digest(rulebook, {"red": 1}, 0, now, ("SZ20260302-000001", "SZ20260302-000002"))
    assert "另有2件诉求" in few.sms
    assert "请打电话告知：SZ20260302-000001、SZ20260302-000002。" in few.sms
    many = digest(rulebook, {}, 0, now, [f"SZ20260302-{n:06d}" for n in range(1, 31)])
    assert "另有30件诉求" in many.sms
    assert "SZ20260302-000020等。" in many.sms
    assert "SZ20260302-000021" not in many.mail


# --- The five programmes ---------------------------------------------------------------------------------------------


def told_in(programme: str):
    """Every notice of every situation of this programme, with the case and the event that it tells of."""
    seen = set()
    for walk in lives(programme):
        for event in walk.events:
            for notice in notices.notices(event, walk.case):
                if (notice.template, walk.case.stage, walk.case.ground) not in seen:
                    seen.add((notice.template, walk.case.stage, walk.case.ground))
                    yield notice, walk, event


@pytest.mark.parametrize("programme", codes())
def test_every_notice_of_a_programme_speaks_for_that_programme(programme):
    others = [load(code).names for code in codes() if code != programme]
    for notice, walk, event in told_in(programme):
        words = message(notice.template, walk.case, walk.rulebook, event=event, now=walk.now, query_code="7KQ2MX")
        assert words.sms.startswith(f"【{walk.rulebook.names.zh}】")
        assert not [name for name in others if name.zh in words.mail or name.en in words.mail]
        assert not re.search(r"[{}]|，，|。。|（）", words.sms)


@pytest.mark.clause("GX-18a")
@pytest.mark.parametrize("programme", codes())
def test_no_message_holds_what_anybody_wrote_in_a_form(programme):
    for notice, walk, event in told_in(programme):
        words = message(notice.template, walk.case, walk.rulebook, event=event, now=walk.now)
        assert "写明的内容" not in words.sms + words.mail + words.subject


SIGNED_FOR = {SUZHOU: "签收", NEIMENGGU: "签收", GUANGXI: "答复", WEIBIN: "答复", CHONGQING: "答复"}


@pytest.mark.parametrize("programme", SIGNED_FOR)
def test_an_order_is_to_be_signed_for_only_where_the_programme_has_that(programme):
    walk = begun(programme).does(c.Accept(by=CENTRE, kind="suggestion", unit="housing"))
    walk = walk.does(c.ConfirmOpinion(by=CHECKER)) if walk.case.stage is Stage.CHECKING else walk
    assert said("order", walk, event=walk.events[-1]).sms.endswith(f"前{SIGNED_FOR[programme]}。")


@pytest.mark.clause("SZ-A5.4.2.5")
@pytest.mark.parametrize(("programme", "counts"), [(SUZHOU, True), (GUANGXI, False), (NEIMENGGU, False)])
def test_what_silence_means_is_said_where_it_means_something(programme, counts):
    assert ("逾期未评价视为满意" in said("answered", answered(programme)).sms) is counts


@pytest.mark.parametrize("programme", [WEIBIN, CHONGQING])
def test_who_is_asked_for_no_rating_is_told_where_to_read_the_answer(programme):
    words = said("answered_finally", answered(programme), track="https://example.org/track", query_code="7KQ2MX")
    assert "查询码7KQ2MX可在 https://example.org/track 查看" in words.sms
    assert "评价" not in words.sms


@pytest.mark.clause("CQ-13")
def test_a_request_that_went_upward_names_the_body_that_the_rulebook_names():
    words = said("submitted_upward", begun(CHONGQING))
    assert "已呈报市政府公开信箱办公室统筹办理" in words.sms
    assert "passed on to Open mailbox office of the municipal government" in words.mail


def test_an_amended_calendar_tells_the_new_end_of_what_it_moved():
    walk = a_walk(Stage.HANDLING)
    amended = {date(2026, 3, 5): Amendment(False, "放假 · off")}
    walk.law = Law(walk.rulebook, walk.rulebook.time(amended), "1")
    walk.does(c.Attend(by=CLOCK))
    words = said("recounted", walk, event=walk.events[-1])
    assert "时限已重新计算：答复3月12日 星期四 17:30前。" in words.sms
    assert "reply by 17:30 on Thursday 12 March." in words.mail


@pytest.mark.parametrize(
    ("stage", "step"),
    [
        (Stage.TRIAGE, "受理并派单"),
        (Stage.DISPATCHING, "受理并派单"),
        (Stage.HANDLING, "答复"),
        (Stage.RULING_RETURN, "审核退单"),
        (Stage.APPROVING, "答复"),
        (Stage.REVIEWING, "审核答复"),
        (Stage.FOLLOWING_UP, "回访"),
    ],
)
def test_whoever_takes_over_hears_what_is_to_be_done_at_this_stage_and_by_when(stage, step):
    walk = a_walk(stage)
    words = message("taken_over", walk.case, walk.rulebook, now=walk.now, time=walk.law.time)
    assert re.search(rf"请于\S+ \S+ \d\d:\d\d 前{step}。", words.sms), words.sms


@pytest.mark.parametrize(
    ("more", "zh", "en"), [(False, "现有25件诉求", "over 25 requests"), (True, "25件以上", "more than 25")]
)
def test_whoever_takes_over_many_hears_how_many_and_where_they_stand(more, zh, en):
    words = messages.handed_over(load(SUZHOU), 25, more, "http://localhost:8080/desk")
    assert zh in words.sms
    assert en in words.mail
    assert words.sms.endswith("/desk")
    assert len(words.sms) <= LONGEST_SMS
