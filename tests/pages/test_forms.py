"""What is offered, and what is read from what comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import CENTRE, HANDLER, OTHER_UNIT, UNIT, Walk, a_letter, a_paper, a_walk, accepted, dispatched, screened
from huiyin.case import commands as c
from huiyin.case.facts import Accused, LegalLimit
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws.pages.forms import LONGEST_TEXT, FormInvalid, Option, forms_for, read_form
from huiyin_aws.pages.forms.fields import listed
from huiyin_aws.pages.words import Words
from page_builders import AUnit, standing_at

UNITS = (
    AUnit("centre", "中心", "Centre"),
    AUnit(UNIT, "住建局", "Housing", ("housing",)),
    AUnit(OTHER_UNIT, "城管局", "City"),
)


def offered(walk: Walk, role: Role, after: timedelta = timedelta()) -> list[str]:
    return [form.command for form in forms_for(walk.case, role, walk.rulebook, UNITS, walk.now + after)]


def forms(stage: Stage, role: Role):
    walk = a_walk(stage)
    return forms_for(walk.case, role, walk.rulebook, UNITS, walk.now)


def unsigned() -> Walk:
    return dispatched(accepted(screened(a_letter(Walk()))))


@pytest.mark.clause("SZ-A2.4.4a")
def test_an_order_is_signed_for_before_it_is_answered():
    assert offered(unsigned(), Role.HANDLER) == ["SignFor", "RequestReturn"]
    assert offered(a_walk(), Role.HANDLER) == ["SubmitReply", "RecordContact", "RequestExtension", "RequestReturn"]


@pytest.mark.clause("SZ-A2.4.4b")
def test_a_return_is_offered_while_its_window_is_open():
    walk = a_walk()
    window = walk.case.owes("return").due_at - walk.now
    assert "RequestReturn" in offered(walk, Role.HANDLER, window)
    assert "RequestReturn" not in offered(walk, Role.HANDLER, window + timedelta(seconds=1))


@pytest.mark.clause("SZ-A2.4.4e")
def test_an_extension_is_offered_until_one_working_day_before_the_deadline():
    walk = a_walk()
    latest = walk.law.time.latest_extension_request(walk.case.owes("reply").due_at) - walk.now
    assert "RequestExtension" in offered(walk, Role.HANDLER, latest)
    assert "RequestExtension" not in offered(walk, Role.HANDLER, latest + timedelta(seconds=1))


@pytest.mark.clause("SZ-A2.4.4f")
def test_a_supervised_reply_is_offered_to_the_head_alone():
    walk = a_walk(Stage.APPROVING)
    assert offered(walk, Role.DEPUTY) == ["ApproveReply", "RejectReply"]
    walk.case = replace(walk.case, supervised=True)
    assert offered(walk, Role.DEPUTY) == []
    assert offered(walk, Role.HEAD) == ["ApproveReply", "RejectReply"]


def test_dispatching_comes_first_and_what_ends_a_request_without_a_unit_after_it():
    assert offered(a_walk(Stage.DISPATCHING), Role.CENTRE) == ["Dispatch", "Decline", "Refer", "AnswerAtOnce"]


@pytest.mark.clause("SZ-A2.4.5")
def test_a_second_handling_is_offered_once():
    walk = a_walk(Stage.FOLLOWING_UP)
    assert offered(walk, Role.CENTRE) == ["OrderSecondHandling", "Explain"]
    walk.case = replace(walk.case, handling=2)
    assert offered(walk, Role.CENTRE) == ["Explain"]


def test_what_the_rules_propose_comes_first():
    walk = screened(a_letter(Walk()), verdict="triage", ground=Walk().rulebook.referral[0].code)
    assert offered(walk, Role.CENTRE)[0] == "Refer"


def test_the_responsible_unit_is_proposed_and_the_centre_is_no_choice():
    unit = next(f for f in forms(Stage.DISPATCHING, Role.CENTRE)[0].fields if f.name == "unit")
    assert unit.values == (UNIT, OTHER_UNIT)
    assert unit.proposed == UNIT


@pytest.mark.clause("SZ-A2.4.4b")
def test_an_order_does_not_go_back_to_the_unit_that_returns_it():
    unit = forms(Stage.RULING_RETURN, Role.CENTRE)[0].fields[0]
    assert unit.values == (OTHER_UNIT,)
    assert unit.proposed == ""


def test_nobody_is_offered_what_is_another_roles():
    for stage in Stage:
        assert offered(standing_at(stage), Role.MACHINE) == []
    assert offered(a_walk(Stage.REVIEWING), Role.HANDLER) == []


TOO_LONG = "长" * (LONGEST_TEXT + 1)
GOOD_REPLY = {
    "part_text": ["已修复"],
    "part_legal_basis": ["条例第二十七条"],
    "part_contact": ["已电话告知"],
    "part_handler": ["经办人"],
    "solved": ["solved"],
}

ACCEPT = {"command": ["Accept"], "kind": ["complaint"], "category": ["housing"], "unit": [UNIT], "confirm": ["yes"]}

INVALID = [
    # stage, role, command, posted, the fields that are wrong
    (Stage.HANDLING, Role.HANDLER, "SubmitReply", {}, list(GOOD_REPLY)),
    (Stage.HANDLING, Role.HANDLER, "SubmitReply", GOOD_REPLY | {"part_text": [" \r\n\x00 "]}, ["part_text"]),
    (Stage.HANDLING, Role.HANDLER, "SubmitReply", GOOD_REPLY | {"part_text": [TOO_LONG]}, ["part_text"]),
    (Stage.HANDLING, Role.HANDLER, "RequestReturn", {"reason": ["不属本单位"]}, ["basis"]),
    *[
        (
            Stage.HANDLING,
            Role.HANDLER,
            "RequestExtension",
            {"days": [days], "reason": ["缺配件"], "consent": ["yes"]},
            ["days"],
        )
        for days in ("", "0", "8", "-1", "1.5", "1e1", "七", "9" * 30)
    ],
    (Stage.HANDLING, Role.HANDLER, "RequestExtension", {"days": ["2"], "reason": ["缺配件"]}, ["consent"]),
    (Stage.DISPATCHING, Role.CENTRE, "Dispatch", {"unit": ["nowhere"], "confirm": ["yes"]}, ["unit"]),
    (Stage.DISPATCHING, Role.CENTRE, "Dispatch", {"unit": [""], "confirm": ["yes"]}, ["unit"]),
    (Stage.DISPATCHING, Role.CENTRE, "Dispatch", {"unit": [UNIT], "confirm": ["on"]}, ["confirm"]),
    (
        Stage.TRIAGE,
        Role.CENTRE,
        "Accept",
        {"kind": ["x"], "unit": ["centre"], "confirm": ["yes"]},
        ["kind", "category", "unit"],
    ),
    (Stage.TRIAGE, Role.CENTRE, "Accept", ACCEPT | {"law_amount": ["0"]}, ["law_amount"]),
    (Stage.TRIAGE, Role.CENTRE, "Accept", ACCEPT | {"law_amount": ["30"]}, ["law_unit", "law"]),
    (Stage.REVIEWING, Role.CENTRE, "SendBack", {"grounds": [], "reason": ["不具体"]}, ["grounds"]),
    (Stage.REVIEWING, Role.CENTRE, "SendBack", {"grounds": ["vague", "x"], "reason": ["不具体"]}, ["grounds"]),
    (Stage.RATING, Role.REQUESTER, "Rate", {"reason": ["不满意"]}, ["rating"]),
    (Stage.RATING, Role.REQUESTER, "Rate", {"rating": ["bad"]}, ["rating"]),
]


@pytest.mark.parametrize(("stage", "role", "command", "posted", "wrong"), INVALID)
def test_what_is_missing_or_out_of_bounds_is_said_field_by_field(stage, role, command, posted, wrong):
    with pytest.raises(FormInvalid) as invalid:
        read_form({"command": [command], **posted}, forms(stage, role))
    assert list(invalid.value.errors) == wrong
    assert all(words.zh and words.en for words in invalid.value.errors.values())
    assert invalid.value.values["command"] == [command]
    assert not {"confirm", "consent"} & set(invalid.value.values)


@pytest.mark.parametrize("command", ["", "Answer", "Screen", "SignFor", "ApproveReply", "__class__"])
def test_a_command_that_is_not_offered_is_refused(command):
    with pytest.raises(Refusal) as refusal:
        read_form({"command": [command], "confirm": ["yes"]}, forms(Stage.HANDLING, Role.HANDLER))
    assert refusal.value.code == "not_now"


@pytest.mark.parametrize("unit", [UNIT, ""])
def test_acceptance_is_one_command_and_the_order_goes_out_with_it(unit):
    intent = read_form({**ACCEPT, "unit": [unit]}, forms(Stage.TRIAGE, Role.CENTRE))
    assert intent.papers == ()
    assert intent.commands(CENTRE, {}) == (c.Accept(by=CENTRE, kind="complaint", category="housing", unit=unit),)


def accused_of(written):
    intent = read_form(ACCEPT | {"accused_unit": [written]}, forms(Stage.TRIAGE, Role.CENTRE))
    (accept,) = intent.commands(CENTRE, {})
    return accept.accused


@pytest.mark.clause("GX-18b")
@pytest.mark.parametrize("written", [OTHER_UNIT, "城管局", "城管局 City", " 城管局 City "])
def test_one_of_a_long_list_is_named_by_its_code_or_by_what_it_is_called(written):
    assert accused_of(written) == Accused(units=(OTHER_UNIT,))


@pytest.mark.parametrize("written", ["城管", "City", "x" * 9000, "centre"])
def test_what_is_on_no_list_names_nobody(written):
    with pytest.raises(FormInvalid) as invalid:
        accused_of(written)
    assert list(invalid.value.errors) == ["accused_unit"]
    assert accused_of("") is None


def test_what_two_of_a_list_are_called_alike_is_told_apart_by_their_codes():
    choices = (Option("a", Words("张处长", "Z")), Option("b", Words("张处长", "Z")), Option("c", Words("李处长", "L")))
    assert [each.words.zh for each in listed("who", "谁", "Who", choices).options] == ["张处长 a", "张处长 b", "李处长"]


BY_LAW = {"law_amount": ["60"], "law_unit": ["calendar_days"], "law": ["《行政复议法》第六十二条"]}


@pytest.mark.clause("SZ-A2.4.4c")
def test_a_limit_set_by_law_goes_with_the_acceptance_and_its_law_is_kept():
    intent = read_form(ACCEPT | BY_LAW, forms(Stage.TRIAGE, Role.CENTRE))
    assert intent.papers == (("law", {"law": BY_LAW["law"][0]}),)
    (accept,) = intent.commands(CENTRE, {"law": a_paper("law")})
    assert accept.by_law == LegalLimit(60, "calendar_days", a_paper("law"))
    assert a_walk(Stage.TRIAGE).does(accept).case.owes("reply").amount == 60


@pytest.mark.parametrize("missing", BY_LAW)
def test_a_limit_set_by_law_is_told_whole_or_not_at_all(missing):
    with pytest.raises(FormInvalid) as invalid:
        read_form(ACCEPT | BY_LAW | {missing: [""]}, forms(Stage.TRIAGE, Role.CENTRE))
    assert list(invalid.value.errors) == [missing]


def test_a_return_upheld_with_a_unit_goes_to_that_unit_at_once():
    posted = {"command": ["UpholdReturn"], "unit": [OTHER_UNIT], "confirm": ["yes"]}
    intent = read_form(posted, forms(Stage.RULING_RETURN, Role.CENTRE))
    uphold, dispatch = intent.commands(HANDLER, {})
    assert isinstance(uphold, c.UpholdReturn)
    assert dispatch == c.Dispatch(by=HANDLER, unit=OTHER_UNIT)


def test_a_replys_texts_are_kept_as_one_paper_and_its_parts_named():
    posted = {"command": ["SubmitReply"], **GOOD_REPLY, "part_text": ["  第一行\r\n第二行\x07 "]}
    intent = read_form(posted, forms(Stage.HANDLING, Role.HANDLER))
    ((name, body),) = intent.papers
    assert body["text"] == "第一行\n第二行"
    (submit,) = intent.commands(HANDLER, {name: a_paper("kept")})
    assert submit.parts == ("text", "legal_basis", "contact", "handler")
    assert submit.paper == a_paper("kept")


@pytest.mark.parametrize(("reason", "papers"), [("", 0), ("  ", 0), ("电梯又停了", 1)])
def test_a_rating_has_a_paper_only_where_a_reason_is_given(reason, papers):
    posted = {"command": ["Rate"], "rating": ["poor"], "reason": [reason]}
    intent = read_form(posted, forms(Stage.RATING, Role.REQUESTER))
    assert len(intent.papers) == papers
    (rate,) = intent.commands(HANDLER, {name: a_paper(name) for name, _ in intent.papers})
    assert bool(rate.paper) == bool(papers)


def test_the_grounds_of_a_sending_back_are_kept_with_its_reason():
    posted = {"command": ["SendBack"], "grounds": ["incomplete", "vague"], "reason": ["请补充"]}
    intent = read_form(posted, forms(Stage.REVIEWING, Role.CENTRE))
    assert intent.papers == (("reason", {"grounds": ["vague", "incomplete"], "reason": "请补充"}),)
