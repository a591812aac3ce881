"""What the pages of the five programmes do differently, and what all of them keep to."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from builders import CENTRE, DEPUTY, HANDLER, UNIT, Walk, a_law, a_paper, a_walk, extension_requested
from huiyin.case import commands as c
from huiyin.case.facts import LegalLimit
from huiyin.case.vocabulary import CENTRE_ROLES, Outcome, Role, Stage
from huiyin.rulebook import codes
from huiyin.worktime import Amendment
from huiyin_aws.pages import page
from huiyin_aws.pages.forms import Form, FormInvalid, read_form
from huiyin_aws.pages.visibility import CaseView, public_record, see
from page_builders import (
    CHECKER,
    CHONGQING,
    EVERYBODY,
    GUANGXI,
    NEIMENGGU,
    SUZHOU,
    UNITS,
    WEIBIN,
    answered,
    begun,
    filled,
    handed_in,
    instructed,
    instruction_asked,
    lives,
    offers,
    opinion_given,
    ordered,
    passed_on,
    rendered,
    sent_in,
    under,
)

INTERNAL = ("工单", "督办", "签批", "退单", "催办", "派单", "承办", "批示", "拟办", "受理意见", "呈批")


def offered(walk: Walk, role: Role) -> list[str]:
    return [form.command for form in offers(walk, role)]


def form(walk: Walk, role: Role, command: str) -> Form:
    return next(each for each in offers(walk, role) if each.command == command)


def field(walk: Walk, role: Role, command: str, name: str):
    return next((each for each in form(walk, role, command).fields if each.name == name), None)


def seen(walk: Walk, role: Role) -> CaseView:
    return see(walk.case, role, walk.texts, walk.rulebook, walk.now, events=walk.events, units=UNITS)


def said(walk: Walk, role: Role) -> str:
    return BeautifulSoup(rendered(walk, role), "html.parser").get_text(" ", strip=True)


# --- The centre judges -----------------------------------------------------------------------------------------------


@pytest.mark.clause("GX-8")
def test_a_kind_that_is_guided_elsewhere_is_none_to_accept_under():
    walk = begun(GUANGXI, "report")
    kind = field(walk, Role.CENTRE, "Accept", "kind")
    assert not {"report", "emergency"} & set(kind.values)
    assert "complaint" in kind.values
    assert kind.proposed == ""


@pytest.mark.clause("CQ-13")
def test_an_opinion_that_is_checked_names_its_unit_and_says_that_it_is_checked():
    walk = begun(CHONGQING)
    assert field(walk, Role.CENTRE, "Accept", "unit").required
    posted = filled(form(walk, Role.CENTRE, "Accept")) | {"unit": [""]}
    with pytest.raises(FormInvalid):
        read_form(posted, offers(walk, Role.CENTRE))
    for each in offers(walk, Role.CENTRE):
        assert "先经受理审核人审核" in each.explains.zh
    assert not field(begun(SUZHOU), Role.CENTRE, "Accept", "unit").required


@pytest.mark.clause("CQ-12", "CQ-13")
def test_only_a_programme_with_the_route_offers_it():
    for code in codes():
        walk = begun(code)
        routes = {route.code for route in walk.rulebook.routes}
        assert ("Forward" in offered(walk, Role.CENTRE)) == ("forward" in routes)
        assert ("SubmitUpward" in offered(walk, Role.CENTRE)) == ("upward" in routes)
    assert {"Forward", "SubmitUpward"} <= set(offered(begun(CHONGQING), Role.CENTRE))
    assert not {"Forward", "SubmitUpward"} & set(offered(begun(SUZHOU), Role.CENTRE))


@pytest.mark.clause("CQ-12")
def test_whom_a_request_was_forwarded_to_is_told_to_the_requester():
    walk = begun(CHONGQING)
    posted = filled(form(walk, Role.CENTRE, "Forward")) | {
        "body": ["市市场监管局"],
        "explanation": ["该事项由其办理。"],
    }
    walk = sent_in(walk, Role.CENTRE, posted).does(c.ConfirmOpinion(by=CHECKER))

    view = seen(walk, Role.REQUESTER)
    assert (view.stage_code, view.stage.zh) == ("forwarded", "已转交有责任的单位")
    assert "市市场监管局" in public_record(view)["answer"]
    assert "该事项由其办理。" in public_record(view)["answer"]


@pytest.mark.clause("CQ-13")
def test_the_level_above_is_the_rulebooks_where_it_names_one_and_else_asked_for():
    walk = begun(CHONGQING)
    assert field(walk, Role.CENTRE, "SubmitUpward", "body") is None
    walk = sent_in(walk, Role.CENTRE, filled(form(walk, Role.CENTRE, "SubmitUpward")))
    view = seen(walk.does(c.ConfirmOpinion(by=CHECKER)), Role.REQUESTER)
    assert view.stage_code == "submitted_upward"
    assert "市政府公开信箱办公室" in str(view.matters)

    routes = tuple(replace(route, to=None) for route in walk.rulebook.routes)
    unnamed = under(replace(walk.rulebook, routes=routes))
    assert field(unnamed, Role.CENTRE, "SubmitUpward", "body").required


@pytest.mark.clause("CQ-13")
def test_what_concerns_several_bodies_is_proposed_to_go_upward_where_the_rulebook_says_so():
    assert offered(begun(CHONGQING, why="several_bodies"), Role.CENTRE)[0] == "SubmitUpward"
    assert offered(begun(SUZHOU, why="several_bodies"), Role.CENTRE)[0] == "Accept"


@pytest.mark.clause("CQ-15")
def test_major_is_asked_where_more_people_sign_for_it():
    for code in codes():
        assert (field(begun(code), Role.CENTRE, "Accept", "major") is not None) == (code == CHONGQING)
    walk = begun(CHONGQING)
    for ticked in ([], ["yes"]):
        posted = filled(form(walk, Role.CENTRE, "Accept")) | {"major": ticked}
        assert sent_in(walk, Role.CENTRE, posted).case.opinion.major is bool(ticked)


@pytest.mark.clause("SZ-A2.4.4c")
def test_a_limit_set_by_law_is_asked_only_where_it_prevails():
    assert field(begun(SUZHOU), Role.CENTRE, "Accept", "law_amount")
    without = replace(a_law(SUZHOU).rulebook, law_prevails=None)
    assert field(under(without), Role.CENTRE, "Accept", "law_amount") is None


# --- A second person checks ------------------------------------------------------------------------------------------


@pytest.mark.clause("CQ-13")
def test_who_checks_reads_the_whole_opinion_and_agrees_or_sends_it_back():
    law = LegalLimit(60, "calendar_days", Walk().paper("law"))
    walk = opinion_given(major=True, by_law=law)
    walk.texts["law"] = {"law": "《拍卖法》第六十条"}

    assert offered(walk, Role.CHECKER) == ["ConfirmOpinion", "RejectOpinion"]
    words = said(walk, Role.CHECKER)
    for told in (
        "拟 To do 受理",
        "建议 Suggestion",
        "零售",
        "市住房城乡建设局",
        "重大事项",
        "60 日",
        "《拍卖法》第六十条",
    ):
        assert told in words


@pytest.mark.clause("CQ-13")
@pytest.mark.parametrize("command", ["Decline", "Refer", "Forward"])
def test_grounds_and_words_of_an_opinion_are_checked_too(command):
    walk = begun(CHONGQING)
    walk = sent_in(walk, Role.CENTRE, filled(form(walk, Role.CENTRE, command)))
    words = said(walk, Role.CHECKER)
    assert "写明的内容" in words
    if walk.case.opinion.ground:
        assert walk.rulebook.ground(walk.case.opinion.ground).zh in words


@pytest.mark.clause("CQ-13")
def test_whose_turn_it_is_not_finds_no_form_and_is_told_who_acts():
    walk = opinion_given()
    for role in set(EVERYBODY) - {Role.CHECKER}:
        assert offered(walk, role) == []
    assert "现在由受理审核人办理。" in said(walk, Role.CENTRE)


@pytest.mark.clause("CQ-13")
def test_the_centre_reads_why_its_opinion_came_back():
    walk = opinion_given()
    walk.does(c.RejectOpinion(by=CHECKER, paper=walk.paper("why", reason="应转市场秩序处")))
    assert "应转市场秩序处" in said(walk, Role.CENTRE)
    assert "Accept" in offered(walk, Role.CENTRE)


def test_after_an_opinion_the_page_does_not_say_that_it_has_taken_effect():
    words = page.done_page("Accept", seen(opinion_given(), Role.CENTRE))
    assert "已提出受理意见" in words
    assert "等候：受理审核人。" in words
    assert "已受理" in page.done_page("Accept", seen(ordered(SUZHOU), Role.CENTRE))


# --- A leader instructs ----------------------------------------------------------------------------------------------


@pytest.mark.clause("WB-6.2b")
def test_a_leader_is_asked_only_where_the_programme_has_instructions_and_first_for_what_is_major():
    for code in codes():
        walk = begun(code)
        assert ("AskInstruction" in offered(walk, Role.CENTRE)) == (walk.rulebook.instruction is not None)
    assert offered(begun(WEIBIN, why="major"), Role.CENTRE)[0] == "AskInstruction"


@pytest.mark.clause("WB-6.2b")
def test_the_slip_goes_up_with_kind_unit_and_proposal_and_the_leader_reads_them():
    walk = begun(WEIBIN)
    names = [each.name for each in form(walk, Role.CENTRE, "AskInstruction").fields]
    by_law, accused = ["law_amount", "law_unit", "law"], ["accused_unit", "accused_person"]
    assert names == ["kind", "category", "unit", *by_law, *accused, "proposal"]
    walk = instruction_asked()
    assert offered(walk, Role.LEADER) == ["Instruct"]
    assert offered(walk, Role.CENTRE) == offered(walk, Role.CHIEF) == []
    assert field(walk, Role.LEADER, "Instruct", "unit").proposed == UNIT
    assert "拟由住建局牵头办理" in said(walk, Role.LEADER)


@pytest.mark.clause("WB-6.2b")
def test_after_the_instruction_the_centre_dispatches_to_the_unit_that_the_leader_named():
    walk = instructed()
    assert offered(walk, Role.CENTRE)[:2] == ["Dispatch", "AskInstruction"]
    assert field(walk, Role.CENTRE, "Dispatch", "unit").proposed == UNIT
    assert [each.name for each in form(walk, Role.CENTRE, "AskInstruction").fields] == ["unit", "proposal"]
    assert "请住建局三日内办结" in said(walk, Role.CENTRE)
    assert "请住建局三日内办结" in said(walk.does(c.Dispatch(by=CENTRE, unit=UNIT)), Role.HANDLER)


@pytest.mark.clause("GX-18a", "NM-15")
def test_no_requester_reads_an_instruction_or_a_proposal_at_any_stage():
    walk = instructed().does(c.Dispatch(by=CENTRE, unit=UNIT))
    along = [instruction_asked(), instructed(), replace(walk)]
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    walk.does(c.SubmitReply(by=HANDLER, paper=walk.paper("reply", text="已办结。"), parts=parts, stamped=True))
    along += [replace(walk), replace(passed_on(walk, Stage.ANSWERING))]
    for each in along:
        view = seen(each, Role.REQUESTER)
        for words in (str(view), str(public_record(view)), said(each, Role.REQUESTER), page.track_page(view)):
            assert not [secret for secret in ("三日内", "牵头", "批示", "instruct") if secret in words]


# --- The unit, and who decides ---------------------------------------------------------------------------------------


@pytest.mark.clause("GX-11")
def test_a_refusal_names_its_stamped_paper_and_is_proved_by_it():
    walk = ordered(GUANGXI)
    posted = filled(form(walk, Role.HANDLER, "RequestReturn"))
    with pytest.raises(FormInvalid) as invalid:
        read_form(posted | {"proof": [" "]}, offers(walk, Role.HANDLER))
    assert list(invalid.value.errors) == ["proof"]
    for unproved in ([], ["scan-extension"]):
        with pytest.raises(FormInvalid) as invalid:
            read_form(posted | {"scans": unproved}, offers(walk, Role.HANDLER))
        assert list(invalid.value.errors) == ["scans"]

    walk = sent_in(walk, Role.HANDLER, posted | {"proof": ["桂建函〔2026〕12号，3月2日"]})
    assert walk.case.stage is Stage.RULING_RETURN
    assert "桂建函〔2026〕12号，3月2日" in said(walk, Role.CENTRE)
    assert field(a_walk(), Role.HANDLER, "RequestReturn", "proof") is None


@pytest.mark.clause("GX-14c")
def test_an_extension_names_the_paper_that_the_leader_approved():
    walk = ordered(GUANGXI)
    (command,) = read_form(filled(form(walk, Role.HANDLER, "RequestExtension")), offers(walk, Role.HANDLER)).commands(
        HANDLER, {"reason": a_paper("reason")}
    )
    assert command.proved
    assert field(a_walk(), Role.HANDLER, "RequestExtension", "proof") is None


@pytest.mark.clause("GX-14c", "NM-11f", "WB-6.3b", "CQ-19c", "SZ-A2.4.4e")
@pytest.mark.parametrize(
    ("programme", "decides", "others"),
    [
        (SUZHOU, Role.DEPUTY, Role.CENTRE),
        *[(code, Role.CENTRE, Role.DEPUTY) for code in (GUANGXI, NEIMENGGU, WEIBIN, CHONGQING)],
    ],
)
def test_an_extension_is_decided_by_whom_the_rulebook_says(programme, decides, others):
    walk = ordered(programme)
    walk = sent_in(walk, Role.HANDLER, filled(form(walk, Role.HANDLER, "RequestExtension")))
    assert offered(walk, decides) == ["GrantExtension", "RefuseExtension"]
    assert offered(walk, others) == []
    assert "写明的内容" in said(walk, decides)
    after = sent_in(walk, decides, filled(form(walk, decides, "GrantExtension")))
    assert after.case.owes("reply").extensions
    assert offered(after, decides) == []
    assert "现在由市住房城乡建设局办理人办理。" in said(after, decides)


@pytest.mark.clause("GX-14b", "WB-6.3a", "CQ-14")
@pytest.mark.parametrize("programme", [GUANGXI, WEIBIN, CHONGQING])
def test_where_nobody_signs_for_an_order_it_can_be_answered_at_once(programme):
    assert offered(ordered(programme), Role.HANDLER) == [
        "SubmitReply",
        "RecordContact",
        "RequestExtension",
        "RequestReturn",
        "NameHandler",
    ]
    assert "签收" not in form(begun(programme), Role.CENTRE, "Accept").explains.zh


# --- Chains ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("programme", "first"),
    [
        pytest.param(SUZHOU, "分管负责同志", marks=pytest.mark.clause("SZ-A2.4.4f")),
        pytest.param(WEIBIN, "单位主要领导", marks=pytest.mark.clause("WB-6.3a")),
        pytest.param(CHONGQING, "处室负责人", marks=pytest.mark.clause("CQ-14")),
        pytest.param(NEIMENGGU, "12345热线工作机构", marks=pytest.mark.clause("NM-11d")),
    ],
)
def test_the_handler_is_told_who_reads_the_reply_first(programme, first):
    assert f"之后送：{first}。" in form(ordered(programme), Role.HANDLER, "SubmitReply").explains.zh


@pytest.mark.clause("CQ-14", "CQ-15")
def test_each_level_is_told_which_it_is_and_which_comes_next():
    walk, told = handed_in(CHONGQING, major=True), []
    while walk.case.turn:
        role = walk.case.turn
        assert [each for each in EVERYBODY if offered(walk, each)] == [role]
        move = form(walk, role, offered(walk, role)[0])
        told.append((role, re.sub("。.*?：", "→", move.explains.zh.removeprefix("本环节："))))
        walk = sent_in(walk, role, filled(move))
    assert told == [
        (Role.HEAD, "处室负责人→分管委领导。"),
        (Role.LEADER, "分管委领导→委办公室复核。"),
        (Role.CENTRE, "委办公室复核→委办公室负责人。"),
        (Role.CHECKER, "委办公室负责人→分管委领导。"),
        (Role.LEADER, "分管委领导→委主要领导。"),
        (Role.CHIEF, "委主要领导。答复随即发给诉求人。"),
    ]


@pytest.mark.clause("WB-6.2c")
def test_the_leader_who_reads_every_result_is_told_that_it_is_reading():
    walk = passed_on(handed_in(WEIBIN), Role.LEADER)
    assert (walk.case.stage, offered(walk, Role.LEADER)) == (Stage.REVIEWING, ["PassReply", "SendBack"])
    move = form(walk, Role.LEADER, "PassReply")
    assert "审阅" in move.heading.zh
    assert "本环节：区政府相关领导审阅。答复随即发给诉求人。" in move.explains.zh
    assert "已按来信办理。" in said(walk, Role.LEADER)


def test_a_head_may_sign_for_the_deputy_and_is_told_for_which_level():
    walk = a_walk(Stage.APPROVING)
    assert offered(walk, Role.HEAD) == offered(walk, Role.DEPUTY) == ["ApproveReply", "RejectReply"]
    assert "本环节：分管负责同志" in form(walk, Role.HEAD, "ApproveReply").explains.zh


# --- Ratings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("programme", "question", "answers"),
    [
        pytest.param(SUZHOU, "您对答复满意吗？", ["good", "poor"], marks=pytest.mark.clause("SZ-A2.4.6")),
        pytest.param(GUANGXI, "打几颗星", ["5", "4", "3", "2", "1"], marks=pytest.mark.clause("GX-19")),
        pytest.param(
            NEIMENGGU,
            "解决了吗",
            ["solved_satisfied", "solved_dissatisfied", "unsolved_satisfied", "unsolved_dissatisfied"],
            marks=pytest.mark.clause("NM-11g"),
        ),
    ],
)
def test_the_requester_is_asked_what_the_rulebook_asks(programme, question, answers):
    walk = answered(programme)
    asked = field(walk, Role.REQUESTER, "Rate", "rating")
    assert question in asked.label.zh
    assert list(asked.values) == answers
    poor = sent_in(walk, Role.REQUESTER, {"command": ["Rate"], "rating": [answers[-1]], "reason": ["还没有修好"]})
    words = said(poor, Role.CENTRE)
    assert "还没有修好" in words
    assert walk.rulebook.rating.choice(answers[-1]).zh in words


@pytest.mark.clause("SZ-3.5b", "SZ-A5.4.2.5")
def test_who_gave_no_reason_reads_the_explanation_too():
    walk = sent_in(answered(SUZHOU), Role.REQUESTER, {"command": ["Rate"], "rating": ["poor"]})
    walk = sent_in(walk, Role.CENTRE, filled(form(walk, Role.CENTRE, "Explain")) | {"text": ["已电话回访。"]})
    assert walk.case.outcome is Outcome.POOR_WITHOUT_REASON
    assert "已电话回访。" in str(seen(walk, Role.REQUESTER).matters)


@pytest.mark.clause("NM-11g", "SZ-A2.4.5")
@pytest.mark.parametrize(("programme", "supervised"), [(SUZHOU, True), (NEIMENGGU, False)])
def test_a_second_handling_is_called_supervised_only_where_it_is(programme, supervised):
    rating = {SUZHOU: "poor", NEIMENGGU: "unsolved_dissatisfied"}[programme]
    walk = sent_in(answered(programme), Role.REQUESTER, {"command": ["Rate"], "rating": [rating]})
    assert ("督办" in form(walk, Role.CENTRE, "OrderSecondHandling").explains.zh) is supervised


# --- Who sees what, in every situation -------------------------------------------------------------------------------


@pytest.mark.clause("GX-17a", "GX-18a", "SZ-3.3")
@pytest.mark.parametrize("programme", codes())
def test_a_requester_sees_where_it_stands_in_words_and_nothing_from_inside(programme):
    for walk in lives(programme):
        view = seen(walk, Role.REQUESTER)
        assert not [word for word in INTERNAL if word in str((view.stage, view.due, view.history))]
        assert (view.dues, view.proposal, view.acts_now, view.kind, view.unit) == ((), None, None, None, None)
        assert public_record(view)["stage"] == view.stage_code


@pytest.mark.clause("CQ-13", "WB-6.2b")
@pytest.mark.parametrize("programme", codes())
def test_those_who_check_instruct_and_lead_see_a_case_as_the_centre_does(programme):
    for walk in lives(programme):
        views = {replace(seen(walk, role), role=Role.CENTRE, proposal=None) for role in CENTRE_ROLES}
        assert len(views) == 1


# --- Deadlines, day by day -------------------------------------------------------------------------------------------


@pytest.mark.clause("SZ-3.5")
@pytest.mark.parametrize("programme", codes())
def test_staff_read_of_every_open_obligation_how_its_end_was_counted(programme):
    for walk in lives(programme):
        dues = seen(walk, Role.HANDLER).dues
        assert {due.step for due in dues} == {owed.step for owed in walk.case.open_obligations()}
        for due in dues:
            assert due.days[-1].day.iso in (f"{walk.law.time.local(due.at):%Y-%m-%d}", _day_before(walk, due.at))
            assert all(each.why.zh and each.why.en for each in due.days)
            assert not [each for each in due.days if re.search("[\u4e00-\u9fff]", each.why.en)]


def _day_before(walk: Walk, at: datetime) -> str:
    """A limit that ends at midnight belongs to the day that it closes."""
    return f"{walk.law.time.local(at - timedelta(seconds=1)):%Y-%m-%d}"


def test_the_days_stand_behind_a_heading_each_with_what_it_is():
    walk = a_walk(Stage.HANDLING, at=datetime(2026, 4, 29, 1, 0, tzinfo=UTC))
    soup = BeautifulSoup(rendered(walk, Role.HANDLER), "html.parser")
    counted = next(each for each in soup.select("details") if "时限的计算：答复" in each.summary.get_text())
    days = {day.select_one("time")["datetime"]: day.get_text(" ", strip=True) for day in counted.select(".days li")}
    assert "day zero" in days["2026-04-29"]
    assert "不计" in days["2026-05-01"]
    assert "劳动节" in days["2026-05-01"]
    assert "第7个工作日" in days["2026-05-12"]
    assert "2026-05-13" not in days
    assert not BeautifulSoup(rendered(walk, Role.REQUESTER), "html.parser").select(".days")


def test_an_extension_adds_its_days_and_a_year_without_a_calendar_is_marked():
    walk = extension_requested(a_walk(Stage.HANDLING), days=2).does(c.GrantExtension(by=DEPUTY))
    due = next(each for each in seen(walk, Role.HEAD).dues if each.step == "reply")
    assert due.moment.zh == "3月13日 星期五 17:30"
    assert "第1次延期" in due.days[-1].why.zh
    assert "已延期2个工作日" in due.reason.zh
    assert not due.provisional

    far = a_walk(Stage.HANDLING, at=datetime(2060, 3, 2, 1, 0, tzinfo=UTC))
    assert next(each for each in seen(far, Role.HEAD).dues if each.step == "reply").provisional
    assert "暂定" in said(far, Role.HEAD)


_OFF = Amendment(False, "放假 · off")

# --- What has happened -----------------------------------------------------------------------------------------------


def steps(walk: Walk) -> list[tuple[str, str, str]]:
    return [(step.what.zh, step.who.zh, step.clause) for step in seen(walk, Role.CENTRE).history]


@pytest.mark.clause("CQ-12", "CQ-13", "CQ-14", "CQ-15")
def test_the_history_names_each_level_and_the_clause_behind_it():
    assert steps(answered(CHONGQING))[2:] == [
        ("提出受理意见：受理", "市商务委办公室", "CQ-13"),
        ("受理", "受理审核人", "CQ-13"),
        ("派单至市住房城乡建设局", "受理审核人", "CQ-12"),
        ("提交答复", "市住房城乡建设局办理人", ""),
        ("签批答复", "市住房城乡建设局主要负责人", "CQ-14"),
        ("签批答复", "分管委领导", "CQ-14"),
        ("答复审核通过", "市商务委办公室", "CQ-15"),
        ("答复审核通过", "委办公室负责人", "CQ-15"),
        ("答复审核通过", "分管委领导", "CQ-15"),
        ("已答复诉求人", "系统", ""),
        ("归档：已答复", "系统", ""),
    ]


@pytest.mark.clause("WB-6.2b", "WB-6.2c")
def test_the_history_tells_of_an_instruction_and_of_the_leaders_reading():
    assert ("呈请领导批示", "渭滨区数字化信息服务中心", "WB-6.2b") in steps(instructed())
    assert ("领导已批示", "分管领导", "WB-6.2b") in steps(instructed())
    assert ("答复审核通过", "区政府相关领导审阅", "WB-6.2c") in steps(answered(WEIBIN))


@pytest.mark.clause("SZ-A5.4.2.5")
def test_the_history_cites_what_silence_means():
    walk = answered(SUZHOU).does(c.Attend(by=EVERYBODY[Role.MACHINE]), after=timedelta(days=9))
    assert ("未评价，视为满意", "系统", "SZ-A5.4.2.5") in steps(walk)
    assert ("归档：默认满意", "系统", "") in steps(walk)


def test_the_history_tells_what_an_amended_calendar_moved():
    walk = a_walk(Stage.HANDLING)
    walk.law = replace(walk.law, time=walk.rulebook.time({date(2026, 3, 5): _OFF}), edition="1")
    walk.does(c.Attend(by=EVERYBODY[Role.MACHINE]))
    assert ("日历调整，重新计算时限：答复", "系统", "SZ-A2.4.4c") in steps(walk)


@pytest.mark.parametrize("programme", codes())
def test_the_history_has_words_for_every_step_and_names_nobody(programme):
    people = {actor.id for actor in EVERYBODY.values() if actor.id}
    for walk in lives(programme):
        history = seen(walk, Role.CENTRE).history
        assert len(history) == len(walk.events)
        assert not [step for step in history if re.search("[{}]", step.what.zh + step.what.en)]
        assert not [person for person in people if person in str(history)]
