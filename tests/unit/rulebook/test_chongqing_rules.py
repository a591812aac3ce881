"""Chongqing's rulebook says what the regulation says, and marks what it does not say; its samples fit it."""

from collections import Counter
from typing import Any

import pytest
import yaml

from huiyin.rulebook import Rulebook, load
from huiyin.screening import Letter, Verdict, screen
from huiyin.worktime import Limit, Unit
from huiyin_local import letters, samples

CODE = "chongqing-commerce"
LIMITS = [
    # step, kind, amount, clause (None: a deployment's choice); all in working days
    ("accept", None, 1, "CQ-18"),
    ("accept", "report", 1, "CQ-18"),
    ("check", None, 1, None),
    ("return", "complaint", 1, None),
    ("rule_return", None, 1, None),
    ("reply", "enquiry", 3, "CQ-19a"),
    ("reply", "suggestion", 10, "CQ-19b"),
    ("reply", "help", 10, "CQ-19b"),
    ("reply", "complaint", 10, "CQ-19b"),
    ("reply", "report", 10, "CQ-19b"),
    ("reply", "other", 10, "CQ-19b"),
    ("review", "complaint", 1, "CQ-20"),
    ("urge", "help", 1, "CQ-27"),
]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(CODE)


@pytest.fixture(scope="module")
def registry() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(samples.registry(CODE).read_text("utf-8"))
    return loaded


@pytest.mark.clause("CQ-18", "CQ-19a", "CQ-19b", "CQ-20", "CQ-27")
@pytest.mark.parametrize(("step", "kind", "amount", "clause"), LIMITS)
def test_every_step_has_the_limit_of_the_regulation(book, step, kind, amount, clause):
    rule = book.limit(step, kind)

    assert rule.limit == Limit(amount, Unit.working_days)
    assert (rule.clause, rule.basis) == (clause, "law" if clause else "choice")


@pytest.mark.parametrize("step", ["sign_for", "instruct", "rate", "follow_up"])
def test_nobody_signs_for_an_order_instructs_or_rates(book, step):
    assert not book.is_limited(step)
    assert (book.instruction, book.rating, book.second_handlings) == (None, None, 0)


@pytest.mark.clause("CQ-19c")
def test_an_extension_is_asked_in_time_with_the_reason_and_decided_by_the_office(book):
    extension = book.extension

    assert (extension.asked_working_days_before, extension.decided_by) == (0, "centre")
    assert (extension.proof, extension.longest_ratio) == ("reason", 1)


@pytest.mark.clause("CQ-12")
def test_a_letter_is_of_one_of_six_types_and_an_emergency_is_none_of_them(book):
    assert {kind.code: kind.zh for kind in book.kinds} == {
        "suggestion": "建议", "help": "求助", "complaint": "投诉", "report": "举报", "enquiry": "咨询", "other": "其他",
    }  # fmt: skip
    assert book.ground("emergency_line").urgent


@pytest.mark.clause("CQ-8")
@pytest.mark.parametrize("kind", ["help", "enquiry", "suggestion", "report", "complaint"])
def test_a_letter_within_the_commissions_duties_meets_no_ground_against_it(book, kind):
    said = screen(Letter("超市购物卡过期不能用", "卡里还有余额五百元，超市说过了有效期。", kind), book)

    assert (said.kind, said.category, said.ground) == (kind, "prepaid_cards", None)
    assert said.verdict is (Verdict.TRIAGE if kind == "report" else Verdict.ACCEPT)


@pytest.mark.clause("CQ-12", "CQ-13")
def test_the_office_accepts_its_head_checks_and_a_letter_leaves_by_one_of_three_routes(book):
    assert (book.acceptance.by, book.acceptance.checked_by) == ("centre", "checker")
    assert {route.code: route.zh for route in book.routes} == {"direct": "直办", "forward": "转阅", "upward": "呈办"}
    upward = book.route("upward")
    assert upward is not None
    assert upward.to is not None
    assert upward.to.zh == "市政府公开信箱办公室"
    assert book.several_bodies.route == "upward"


@pytest.mark.clause("CQ-14", "CQ-15")
@pytest.mark.parametrize(("major", "last"), [(False, "leader"), (True, "chief")])
@pytest.mark.parametrize("supervised", [False, True])
def test_division_head_and_deputy_director_sign_the_office_re_checks_and_the_director_decides_major_matters(
    book, supervised, major, last
):
    signs = [each.by for each in book.approval_chain(supervised=supervised, major=major)]
    passes = [each.by for each in book.review_chain(supervised=supervised, major=major)]

    assert signs == ["head", "leader"]
    assert passes[:3] == ["centre", "checker", "leader"]
    assert passes[-1] == last


@pytest.mark.clause("CQ-29", "CQ-14b")
def test_a_reply_holds_five_elements_and_how_the_writer_was_told(book):
    parts = [(part.code, part.zh, part.clause) for part in book.reply_parts if part.required]

    assert parts == [
        ("text", "处理结果", "CQ-29"),
        ("unit", "承办单位", "CQ-29"),
        ("handler", "经办人员", "CQ-29"),
        ("investigation", "调查经过", "CQ-29"),
        ("legal_basis", "政策依据", "CQ-29"),
        ("contact", "回复来信人情况", "CQ-14b"),
    ]


@pytest.mark.clause("CQ-26")
def test_a_reply_off_the_point_perfunctory_or_shifting_is_sent_back(book):
    by_law = {ground.code: ground.zh for ground in book.review_grounds if ground.clause == "CQ-26"}

    assert by_law == {"off_point": "答非所问", "perfunctory": "敷衍了事", "shifting": "推诿扯皮"}


@pytest.mark.clause("CQ-9")
def test_what_is_out_of_scope_has_its_ground_and_every_referral_says_where_to_go(book):
    by_law = {ground.code for ground in book.decline_grounds + book.referral if ground.clause == "CQ-9"}

    assert by_law == {
        "others_duty", "party_organs", "discipline", "army", "litigation", "arbitration", "official_document",
        "abuse", "repeated", "blank", "unclear", "advertising",
    }  # fmt: skip
    assert [ground.code for ground in book.decline_grounds + book.referral if ground.by_machine] == ["blank"]


@pytest.mark.clause("CQ-9", "CQ-23")
@pytest.mark.parametrize(
    ("ground", "numbers"),
    [
        ("litigation", ("12368", "12309")),
        ("discipline", ("12388",)),
        ("arbitration", ("12333",)),
        ("others_duty", ("12345",)),
        ("state_security", ("12339", "110")),
        ("emergency_line", ("110", "119", "120", "122")),
    ],
)
def test_whoever_is_sent_elsewhere_is_told_the_number_to_call(book, ground, numbers):
    refer_to = book.ground(ground).refer_to

    assert [number for number in numbers if number not in refer_to.zh] == []


@pytest.mark.clause("CQ-23")
def test_state_security_is_passed_to_police_and_state_security_and_never_published(book):
    told = book.ground("state_security").pass_to

    assert "公安、国家安全机关" in told.zh
    assert [kept.code for kept in book.publication.kept_from_public if kept.clause == "CQ-23"] == ["state_security"]


@pytest.mark.clause("CQ-21", "CQ-22", "CQ-24")
def test_the_publication_mode_goes_by_the_chain_and_what_is_kept_or_masked_is_listed(book):
    publication = book.publication
    kept = Counter(each.clause for each in publication.kept_from_public)

    assert publication.default == "by_chain"
    assert [(mode.code, mode.zh) for mode in publication.modes] == [
        ("none", "不公开"), ("email", "邮件答复"), ("online", "网上发布"),
    ]  # fmt: skip
    assert (kept["CQ-22"], kept["CQ-24"]) == (8, 4)


@pytest.mark.clause("CQ-26", "CQ-27")
def test_the_office_urges_at_the_deadline_and_supervises_by_routine_alone(book):
    assert (book.urging.at, book.urging.clause) == ("deadline", "CQ-27")
    [routine] = book.supervision
    assert (routine.level, routine.points) == (0, 0)
    assert [form.zh for form in routine.forms] == ["催办通知", "退回重新办理"]


@pytest.mark.clause("CQ-6.3")
def test_the_upstream_mailboxes_get_a_report_a_month_and_a_summary_a_year(book):
    assert {report.code: report.period for report in book.bulletins} == {"monthly": "monthly", "yearly": "yearly"}


@pytest.mark.clause("CQ-25", "CQ-27", "CQ-28")
def test_the_year_is_assessed_with_deductions_for_what_the_regulation_names(book):
    score = book.score

    assert (score.method, score.period, score.clause) == ("deductions", "yearly", "CQ-25")
    assert {each.code: each.clause for each in score.each} == {
        "urged_in_vain": "CQ-27", "wrong_publication": "CQ-28",
    }  # fmt: skip
    assert all(each.points < 0 for each in score.each)


@pytest.mark.clause("CQ-2")
def test_three_upstream_mailboxes_feed_the_desk(book, registry):
    channels = {channel.code: channel.zh for channel in book.channels}

    assert list(channels.values()) == [
        "重庆市人民政府公开信箱", "重庆市市长公开电话（信箱）系统", "重庆市服务群众工作信息平台",
    ]  # fmt: skip
    assert {each["id"]: each["zh"] for each in registry["channels"] if each["approved"]} == channels


# --- The samples -----------------------------------------------------------------------------------------------------


def test_every_sample_letter_can_be_read():
    found, problems = letters.read(samples.letters(CODE))

    assert problems == []
    assert 36 <= len(found) <= 44
    assert {each.declared_kind for each in found} - {""} <= {kind.code for kind in load(CODE).kinds}


def test_the_sample_letters_bring_every_ground_that_has_words_before_the_office(book):
    found, _ = letters.read(samples.letters(CODE))
    said = [screen(Letter(each.title, each.body, each.declared_kind or None), book) for each in found]

    with_words = {ground.code for ground in book.decline_grounds + book.referral if ground.words}
    assert {each.ground for each in said} - {None} == with_words | {"blank", "unclear"}
    assert Counter(each.verdict for each in said)[Verdict.ACCEPT] >= 10


def test_nearly_every_category_is_the_duty_of_one_division_and_two_are_for_the_office(book, registry):
    duties = Counter(duty for unit in registry["units"] for duty in unit["duties"])

    assert set(duties.values()) == {1}
    assert {category.code for category in book.categories} - duties.keys() == {"government_service", "other"}


@pytest.mark.clause("CQ-13", "CQ-14", "CQ-15")
def test_every_post_that_signs_is_filled(book, registry):
    of_unit, of_centre = book.posts()

    for unit in registry["units"]:
        filled = {person["role"] for person in unit["people"]}
        assert (of_centre if unit["code"] == "centre" else of_unit | {"deputy"}) == filled, unit["code"]
    assert registry["units"][0]["code"] == "centre"


def test_people_are_known_by_their_post_and_reached_by_numbers_of_their_own(registry):
    people = [person for unit in registry["units"] for person in unit["people"]]

    for key in ("id", "title", "phone"):
        assert len({person[key] for person in people}) == len(people), key
    assert all(person["phone"].startswith("13000004") and len(person["phone"]) == 11 for person in people)
    assert all(person["email"] == f"{person['id']}@example.gov.cn" for person in people)
