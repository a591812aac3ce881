"""Inner Mongolia's rulebook says what the measure says, and marks what it does not say: nearly every number."""

from collections import Counter
from datetime import UTC, datetime

import pytest
import yaml

from huiyin.rulebook import load
from huiyin.screening import Letter, Verdict, screen
from huiyin.worktime import Limit, Unit
from huiyin_local import samples
from huiyin_local.letters import read

CODE = "neimenggu-12345"
RULES = load(CODE)

LIMITS = [
    # step, kind, amount, unit, clause (None: a deployment's choice)
    ("accept", None, 24, Unit.hours, None),
    ("accept", "complaint", 24, Unit.hours, None),
    ("accept", "emergency", 30, Unit.minutes, "NM-10"),
    ("sign_for", None, 4, Unit.working_hours, None),
    ("sign_for", "complaint", 4, Unit.working_hours, None),
    ("sign_for", "emergency", 30, Unit.minutes, None),
    ("return", None, 1, Unit.working_days, None),
    ("rule_return", None, 1, Unit.working_days, None),
    ("reply", "enquiry", 5, Unit.working_days, None),
    ("reply", "suggestion", 5, Unit.working_days, None),
    ("reply", "help", 5, Unit.working_days, None),
    ("reply", "complaint", 7, Unit.working_days, None),
    ("reply", "report", 7, Unit.working_days, None),
    ("reply", "emergency", 0, Unit.same_day, None),
    ("reply", "praise", 5, Unit.working_days, None),
    ("reply", "other", 5, Unit.working_days, None),
    ("review", None, 1, Unit.working_days, None),
    ("answer", None, 30, Unit.minutes, None),
    ("rate", None, 7, Unit.calendar_days, None),
    ("follow_up", None, 1, Unit.working_days, None),
]


@pytest.mark.clause("NM-10", "NM-11c")
@pytest.mark.parametrize(("step", "kind", "amount", "unit", "clause"), LIMITS)
def test_every_step_has_its_limit_and_only_at_once_is_the_measures(step, kind, amount, unit, clause):
    rule = RULES.limit(step, kind)

    assert rule.limit == Limit(amount, unit)
    assert (rule.clause, rule.basis) == (clause, "law" if clause else "choice")


def test_nobody_checks_an_acceptance_and_no_urging_has_a_limit_of_its_own():
    assert not RULES.is_limited("check")
    assert not RULES.is_limited("urge")


@pytest.mark.clause("NM-11f")
def test_an_extension_is_asked_of_the_centre_with_a_reason_before_the_deadline_itself():
    extension = RULES.extension

    assert (extension.longest_ratio, extension.asked_working_days_before) == (1, 0)
    assert (extension.decided_by, extension.told, extension.proof) == ("centre", None, "reason")
    assert extension.clause == "NM-11f"


@pytest.mark.clause("NM-11e")
def test_a_return_says_its_basis_and_silence_takes_nothing_on():
    returns = RULES.returns

    assert (returns.reason_required, returns.basis_required, returns.suggestion_required) == (True, True, True)
    assert returns.clause == "NM-11e"


@pytest.mark.clause("NM-11d")
@pytest.mark.parametrize("supervised", [False, True])
@pytest.mark.parametrize("major", [False, True])
def test_a_reply_goes_straight_to_the_centre_which_alone_reviews_it(supervised, major):
    assert RULES.approval_chain(supervised=supervised, major=major) == ()
    chain = RULES.review_chain(supervised=supervised, major=major)
    assert [(each.by, each.clause) for each in chain] == [("centre", "NM-11d")]


@pytest.mark.clause("NM-11c", "NM-11d", "NM-24")
def test_a_reply_tells_of_the_contact_and_is_sent_back_on_the_measures_grounds():
    assert [part.code for part in RULES.reply_parts if part.required] == ["text", "contact"]
    grounds = {ground.code: ground.clause for ground in RULES.review_grounds}
    assert grounds == {
        "irregular": "NM-11d", "vague": "NM-11d", "incomplete": "NM-11d", "no_contact": "NM-11c",
        "points_unanswered": None, "untrue": "NM-24",
    }  # fmt: skip


@pytest.mark.clause("NM-11g")
@pytest.mark.parametrize(
    ("choice", "solved", "satisfied"),
    [
        ("solved_satisfied", True, True),
        ("solved_dissatisfied", True, False),
        ("unsolved_satisfied", False, True),
        ("unsolved_dissatisfied", False, False),
    ],
)
def test_a_requester_says_whether_it_was_solved_and_whether_they_are_satisfied(choice, solved, satisfied):
    assert RULES.rating is not None
    rated = RULES.rating.choice(choice)
    assert (rated.solved, rated.satisfied) == (solved, satisfied)


@pytest.mark.clause("NM-11g")
def test_silence_means_nothing_and_who_is_dissatisfied_is_handled_again_once():
    assert RULES.rating is not None
    assert RULES.second_handling is not None
    assert len(RULES.rating.choices) == 4
    assert RULES.rating.silence.means == "nothing"
    assert (RULES.second_handlings, RULES.second_handling.supervised) == (1, False)


@pytest.mark.clause("NM-11a", "NM-11b")
def test_one_office_accepts_and_hands_out_or_has_it_coordinated_across_regions():
    assert RULES.coordination is not None
    assert (RULES.coordination.by, RULES.coordination.to.zh) == ("regional", "自治区12345热线")
    assert (RULES.limit("coordinate").limit.amount, RULES.limit("coordinate").basis) == (1, "choice")
    assert RULES.limit("coordinate", "emergency").limit == Limit(30, Unit.minutes)
    assert (RULES.acceptance.by, RULES.acceptance.checked_by) == ("centre", None)
    routes = [(route.code, route.clause) for route in RULES.routes]
    assert routes == [("answer", "NM-11b"), ("three_way", "NM-11b"), ("direct", "NM-11b")]
    assert RULES.several_bodies.route == "lead_unit"


def test_nobody_instructs_and_no_kind_is_major_by_itself():
    assert RULES.instruction is None
    assert [kind.code for kind in RULES.kinds if kind.major] == []
    assert RULES.posts() == (frozenset({"handler", "head"}), frozenset({"centre", "regional"}))


@pytest.mark.clause("NM-8", "NM-10")
def test_the_kinds_are_those_of_the_measure():
    known = {kind.code: kind.clause for kind in RULES.kinds}

    assert known == dict.fromkeys(("enquiry", "help", "complaint", "report", "suggestion"), "NM-8") | {
        "emergency": "NM-10", "praise": None, "other": None,
    }  # fmt: skip


@pytest.mark.clause("NM-10")
@pytest.mark.parametrize(
    "title",
    [
        "小区停水三天了", "整个嘎查停电", "暖气不热孩子都冻病了", "楼道里煤气味很大", "半夜供热中断", "大雪封路出不去",
        "黄河凌汛淹到院里了", "西边草原着火了", "牧民被困在雪里", "单位食堂集体中毒",
    ],
)  # fmt: skip
def test_water_power_gas_heating_and_disasters_are_emergencies_that_a_person_sees_at_once(title):
    proposal = screen(Letter(title, "求助，请尽快派人。"), RULES)

    assert (proposal.verdict, proposal.kind) == (Verdict.TRIAGE, "emergency")


@pytest.mark.parametrize(
    "title",
    ["咨询今年取暖费标准", "投诉暖气费乱收费", "建议增加充电桩停放处", "窗口工作人员服务不热情", "长期被困扰的噪声"],
)
def test_what_only_sounds_like_it_is_no_emergency(title):
    assert screen(Letter(title, "请问怎么办理。"), RULES).kind != "emergency"


@pytest.mark.clause("NM-2", "NM-8", "NM-9", "NM-26")
def test_every_matter_outside_the_scope_has_its_ground_with_its_clause():
    assert {ground.code: ground.clause for ground in RULES.referral} == dict.fromkeys(
        ("litigation", "arbitration", "discipline", "reconsideration", "disclosure", "petition"), "NM-9"
    ) | {"emergency_line": "NM-2"}
    assert {ground.code: ground.clause for ground in RULES.decline_grounds} == {
        "blank": None, "repeated": None, "unclear": None, "advertising": None, "not_public": "NM-8", "abuse": "NM-26",
        "state_secret": "NM-9", "trade_secret": "NM-9", "privacy": "NM-9", "public_morals": "NM-9",
    }  # fmt: skip
    assert [ground.code for ground in RULES.decline_grounds if ground.by_machine] == ["blank"]


@pytest.mark.clause("NM-2", "NM-9")
@pytest.mark.parametrize(
    ("ground", "numbers"),
    [
        ("emergency_line", ("110", "119", "120", "122")),
        ("litigation", ("12368",)),
        ("arbitration", ("12333",)),
        ("discipline", ("12388",)),
        ("reconsideration", ("12348",)),
        ("not_public", ("12348",)),
    ],
)
def test_who_is_turned_away_is_told_whom_to_call_in_both_languages(ground, numbers):
    told = RULES.ground(ground).refer_to

    assert told is not None
    assert all(number in told.zh and number in told.en for number in numbers)


@pytest.mark.clause("NM-2")
def test_only_the_emergency_lines_are_urgent_and_come_first():
    assert [ground.code for ground in RULES.referral if ground.urgent] == ["emergency_line"]
    assert screen(Letter("楼上着火了", "救命"), RULES).ground == "emergency_line"


@pytest.mark.clause("NM-26")
def test_abuse_of_the_line_is_passed_to_the_competent_body_and_only_a_person_finds_it():
    abuse = RULES.ground("abuse")

    assert abuse.pass_to is not None
    assert "公安" in abuse.pass_to.zh
    proposal = screen(Letter("狗官不要脸", "你们等着"), RULES)
    assert (proposal.verdict, proposal.ground, proposal.sure) == (Verdict.TRIAGE, "abuse", False)


@pytest.mark.clause("NM-5")
@pytest.mark.parametrize("title", ["投诉招标设隐性壁垒", "投诉政府拖欠工程款", "投诉惠企政策不兑现"])
def test_a_complaint_about_the_business_climate_has_a_field_of_its_own(title):
    proposal = screen(Letter(title, "我们是一家民营企业。"), RULES)

    assert (proposal.kind, proposal.category) == ("complaint", "business_climate")
    assert RULES.category("business_climate").clause == "NM-5"


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("咨询换热站和热力公司的电话", "utilities"),
        ("咨询草场禁牧的规定", "grassland"),
        ("咨询接羔棚圈补贴", "agriculture"),
        ("咨询那达慕门票", "culture_tourism"),
    ],
)
def test_the_regions_own_words_find_their_field(title, category):
    assert screen(Letter(title, "请问。"), RULES).category == category


@pytest.mark.clause("NM-11a", "NM-6.6")
def test_the_ways_in_are_those_of_the_measure_and_three_more():
    assert {channel.code: channel.clause for channel in RULES.channels} == {
        "nm-hotline": "NM-11a", "nm-portal": "NM-11a", "nm-app": "NM-11a", "nm-mini-program": "NM-11a",
        "nm-services-platform": "NM-6.6", "nm-regions": None, "nm-email": None,
    }  # fmt: skip


@pytest.mark.clause("NM-15")
def test_nothing_is_published_neither_what_was_said_nor_by_whom():
    publication = RULES.publication

    assert (publication.default, publication.clause) == ("never", "NM-15")
    assert [kept.code for kept in publication.kept_from_public] == ["contents", "requester"]


@pytest.mark.clause("NM-22", "NM-23", "NM-24")
def test_supervision_is_routine_formal_in_five_forms_or_naming_on_six_grounds():
    routine, formal, named = RULES.supervision

    assert [(each.level, each.clause) for each in RULES.supervision] == [(0, "NM-22"), (1, "NM-23"), (2, "NM-24")]
    assert [form.code for form in routine.forms] == ["urging", "order"]
    assert [form.code for form in formal.forms] == [
        "joint_meeting", "special_coordination", "radio_hotline", "media", "talk",
    ]  # fmt: skip
    assert [ground.code for ground in named.grounds] == [
        "shifting", "aggravating", "returned_often", "not_cooperating", "procedure_or_untrue", "other",
    ]  # fmt: skip


@pytest.mark.clause("NM-5", "NM-11b", "NM-11g", "NM-22")
def test_what_is_supervised_as_a_routine_stands_on_its_clauses():
    grounds = {ground.code: ground.clause for ground in RULES.supervision[0].grounds}

    assert grounds == {
        "overdue": "NM-22", "dissatisfied": "NM-11g", "business_climate": "NM-5", "across_regions": "NM-11b",
        "other": None,
    }  # fmt: skip


@pytest.mark.clause("NM-19")
def test_a_bulletin_is_made_every_month():
    assert [(each.code, each.period, each.clause) for each in RULES.bulletins] == [("monthly", "monthly", "NM-19")]


@pytest.mark.clause("NM-18")
def test_the_score_is_three_rates_that_make_a_hundred_and_points_either_way():
    score = RULES.score

    assert (score.method, score.period, score.clause) == ("rates", "monthly", "NM-18")
    shares = {part.code: part.share for part in score.parts if part.share}
    assert shares == {"response": 30, "resolution": 35, "satisfaction": 35}
    assert {each.part for each in score.each} == {"extra"}
    assert {each.code: each.points for each in score.each} == {
        "named": -1, "supervised": -0.5, "typical_case": 0.5, "lasting_remedy": 1,
    }  # fmt: skip


def test_the_accused_person_is_barred_always_and_the_accused_unit_for_reports():
    assert (RULES.accused.person_barred, RULES.accused.unit_barred_for) == (True, ("report",))


def test_only_the_centre_and_emergencies_are_told_at_night():
    hours = RULES.sending_hours

    assert hours.exempts("centre", "enquiry")
    assert hours.exempts("handler", "emergency")
    assert not hours.exempts("handler", "complaint")


@pytest.mark.clause("NM-11c")
def test_the_programmes_time_counts_in_its_own_zone_and_office_hours():
    dispatched = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # Monday, 11:00 in Hohhot

    deadline = RULES.time().deadline(dispatched, RULES.limit("sign_for").limit)

    assert deadline.due_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)  # an hour before noon and three after the break


# --- Samples ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def registry():
    return yaml.safe_load(samples.registry(CODE).read_text("utf-8"))


def test_the_sample_letters_can_be_read_and_declare_kinds_of_the_rulebook():
    letters, problems = read(samples.letters(CODE))

    assert problems == []
    assert 36 <= len(letters) <= 44
    assert {letter.declared_kind for letter in letters} - {""} <= {kind.code for kind in RULES.kinds}


def test_the_sample_letters_touch_every_ground_that_words_can_tell_and_every_kind():
    proposals = [
        screen(Letter(each.title, each.body, each.declared_kind or None), RULES)
        for each in read(samples.letters(CODE))[0]
    ]

    told = {ground.code for ground in RULES.referral + RULES.decline_grounds if ground.words}
    assert told | {"blank"} <= {proposal.ground for proposal in proposals}
    assert {kind.code for kind in RULES.kinds} <= {proposal.kind for proposal in proposals}


def test_every_duty_is_a_category_of_one_unit_and_what_is_left_is_for_the_centre(registry):
    duties = Counter(duty for unit in registry["units"] for duty in unit["duties"])

    assert set(duties.values()) == {1}
    categories = {category.code for category in RULES.categories}
    assert categories - set(duties) == {"culture_tourism", "finance_commerce", "other"}
    assert set(duties) <= categories


def test_every_post_is_filled_and_every_number_is_somebodys_own(registry):
    units, people = registry["units"], [person for unit in registry["units"] for person in unit["people"]]

    assert units[0]["code"] == "centre"
    assert Counter(person["role"] for person in units[0]["people"]) == {"centre": 2, "regional": 2}
    assert all({person["role"] for person in unit["people"]} == {"handler", "deputy", "head"} for unit in units[1:])
    for key in ("id", "title", "phone", "email"):
        assert len({person[key] for person in people}) == len(people), key
    assert all(person["phone"].startswith("13000002") and len(person["phone"]) == 11 for person in people)


def test_the_sample_channels_are_the_rulebooks(registry):
    named = {channel["id"]: channel["zh"] for channel in registry["channels"]}

    assert named == {channel.code: channel.zh for channel in RULES.channels}
