"""Who sees what of a case."""

from datetime import timedelta

import pytest

from builders import CENTRE, MONDAY_MORNING, Walk, a_walk, extension_requested, replied, sent_back
from huiyin.case import commands as c
from huiyin.case.facts import Actor
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws.files import Filed
from huiyin_aws.inspection import Media
from huiyin_aws.pages.visibility import CaseView, may_see_file, papers, public_record, see
from huiyin_aws.pages.words import STAGES
from page_builders import EVERYBODY, standing_at

INTERNAL = ("工单", "督办", "签批", "退单", "催办", "派单", "承办", "不具体", "三定方案")
UNIT_ROLES = (Role.HANDLER, Role.DEPUTY, Role.HEAD)


def seen(walk: Walk, role: Role) -> CaseView:
    return see(walk.case, role, walk.texts, walk.rulebook, walk.now, events=walk.events)


@pytest.mark.parametrize("stage", Stage)
def test_a_requester_sees_no_internal_word_and_no_letter(stage):
    view = seen(standing_at(stage), Role.REQUESTER)
    assert not [word for word in INTERNAL if word in str(view)]
    assert (view.title, view.body, view.kind, view.unit) == ("", "", None, None)
    assert view.stage_code not in ("ruling_return", "approving", "reviewing", "dispatching", "triage")


@pytest.mark.parametrize("stage", Stage)
def test_a_requester_sees_the_answer_once_it_was_sent_and_only_its_text(stage):
    view = seen(standing_at(stage), Role.REQUESTER)
    answered = stage in (Stage.RATING, Stage.FOLLOWING_UP, Stage.KEEPING_PROMISE, Stage.ARCHIVED)
    assert [part.code for part in view.reply] == (["text"] if answered else [])


def test_a_requester_does_not_see_the_second_reply_before_it_is_sent():
    walk = a_walk(Stage.FOLLOWING_UP).does(c.OrderSecondHandling(by=CENTRE))
    assert seen(replied(walk, "second"), Role.REQUESTER).reply == ()


@pytest.mark.parametrize("role", [Role.CENTRE, *UNIT_ROLES])
def test_those_who_handle_a_case_see_the_letter_and_the_whole_reply(role):
    view = seen(a_walk(Stage.APPROVING), role)
    assert view.title == "小区电梯停运三天"
    assert [part.code for part in view.reply] == ["text", "legal_basis", "contact", "handler"]
    assert view.stage == STAGES[Stage.APPROVING]


def test_the_reason_and_the_grounds_of_a_sending_back_reach_the_unit():
    walk = sent_back(a_walk(Stage.REVIEWING))
    walk.texts["sent_back"] = {"reason": "请说明原因。", "grounds": ["vague"]}
    words = str(seen(walk, Role.HANDLER).matters)
    assert "请说明原因。" in words
    assert "答复不具体" in words


def test_a_return_shows_its_reason_and_its_basis_to_the_centre():
    words = str(seen(a_walk(Stage.RULING_RETURN), Role.CENTRE).matters)
    assert "不属于本单位职责" in words
    assert "三定方案第三条" in words


def test_an_extension_shows_its_days_and_its_reason_to_the_leader():
    words = str(seen(extension_requested(a_walk()), Role.DEPUTY).matters)
    assert "3 个工作日" in words
    assert "配件须从厂家调运" in words


def test_a_rating_reaches_the_unit_only_with_a_second_handling():
    walk = a_walk(Stage.FOLLOWING_UP)
    assert "电梯又停了" in str(seen(walk, Role.CENTRE).matters)
    assert "电梯又停了" not in str(seen(walk, Role.HANDLER))
    walk.does(c.OrderSecondHandling(by=CENTRE))
    assert "电梯又停了" in str(seen(walk, Role.HANDLER).matters)


@pytest.mark.clause("SZ-A2.4.1a")
def test_who_is_referred_is_told_why_and_where_to_go():
    walk = a_walk(Stage.REFERRED)
    ground = walk.rulebook.referral[0]
    words = str(seen(walk, Role.REQUESTER).matters)
    assert ground.zh in words
    assert ground.refer_to.zh in words
    assert "您反映的纠纷已在法院审理。" in words


def test_an_explanation_reaches_the_requester_and_not_the_unit():
    walk = a_walk(Stage.FOLLOWING_UP)
    walk.does(c.Explain(by=CENTRE, paper=walk.paper("explained", text="经核实，电梯已通过检验。")))
    assert "经核实" in str(seen(walk, Role.REQUESTER).matters)
    assert "经核实" not in str(seen(walk, Role.HANDLER).matters)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", EVERYBODY)
def test_only_the_papers_that_a_role_may_read_are_asked_for(stage, role):
    walk = standing_at(stage)
    wanted = {paper.id for paper in papers(walk.case, role, walk.rulebook)}
    some = {name: body for name, body in walk.texts.items() if name in wanted}
    partly = see(walk.case, role, some, walk.rulebook, walk.now)
    assert partly == see(walk.case, role, walk.texts, walk.rulebook, walk.now)
    if role is Role.REQUESTER:
        assert "request" not in wanted


def test_a_text_that_was_erased_leaves_the_rest_readable():
    walk = a_walk(Stage.APPROVING)
    view = see(walk.case, Role.DEPUTY, {}, walk.rulebook, walk.now)
    assert (view.title, view.reply) == ("", ())
    assert view.number == walk.case.number


@pytest.mark.parametrize(
    ("after", "light"), [(timedelta(0), "green"), (timedelta(days=9), "yellow"), (timedelta(days=20), "red")]
)
@pytest.mark.clause("SZ-3.5")
def test_a_deadline_shows_its_light(after, light):
    walk = a_walk()
    view = see(walk.case, Role.HANDLER, {}, walk.rulebook, walk.now + after)
    assert view.due.light == light


@pytest.mark.parametrize("kind", ["complaint", "report", "enquiry", "emergency", "other"])
@pytest.mark.parametrize(
    "stage", [s for s in Stage if not (s.is_end or s in (Stage.CHECKING, Stage.INSTRUCTING, Stage.COORDINATING))]
)
def test_every_deadline_says_why(stage, kind):
    view = seen(a_walk(stage, kind=kind), Role.CENTRE)
    assert "应在" in view.due.reason.zh
    assert "Counted from" in view.due.reason.en


def test_a_deadline_at_midnight_belongs_to_the_day_that_it_closes():
    view = seen(a_walk(Stage.HANDLING, kind="emergency"), Role.HANDLER)
    assert view.due.moment.by_zh == "3月2日 星期一 24:00 前"


def test_the_history_names_roles_and_units_and_never_a_person():
    walk = a_walk(Stage.ARCHIVED)
    steps = seen(walk, Role.CENTRE).history
    assert len(steps) == len(walk.events)
    assert not any(actor in str(steps) for actor in ("housing-handler", "centre-desk"))
    assert [step.clause for step in steps if step.what.zh == "签收工单"] == ["SZ-A2.4.4a"]


def test_the_public_record_says_where_a_request_stands():
    walk = a_walk(Stage.REVIEWING)
    assert public_record(seen(walk, Role.REQUESTER)) == {
        "number": "SZ20260302-000001",
        "stage": "handling",
        "stage_zh": "正在办理",
        "stage_en": "Being handled",
        "received_at": "2026-03-02T01:10:00Z",
        "due_at": "2026-03-11T09:30:00Z",
        "light": "green",
    }
    assert public_record(seen(a_walk(Stage.ARCHIVED), Role.REQUESTER))["answer"] == "电梯已于3月3日修复并通过检验。"


def test_whose_files_a_unit_sees():
    """The centre sees all; a unit its own, the centre's, and what a supporting unit sent for the reply; others none."""

    def sent(role: Role, unit: str, purpose: str = "other") -> Filed:
        return Filed("SZ1", "id", "说明", purpose, Actor(role, "p", unit), MONDAY_MORNING, Media.PDF, 9)

    ours, theirs = Actor(Role.DEPUTY, "d", "housing"), Actor(Role.SUPPORTER, "s", "health")
    centre, requester = Actor(Role.CENTRE, "c", "centre"), Actor(Role.REQUESTER)
    files = [
        sent(Role.HANDLER, "housing", "extension"),
        sent(Role.SUPPORTER, "health", "reply"),
        sent(Role.SUPPORTER, "health"),
        sent(Role.CENTRE, "centre"),
    ]
    assert [may_see_file(each, ours) for each in files] == [True, True, False, True]
    assert [may_see_file(each, theirs) for each in files] == [False, True, True, True]
    assert [may_see_file(each, centre) for each in files] == [True] * 4
    assert [may_see_file(each, requester) for each in files] == [False] * 4
