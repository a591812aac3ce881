"""Guangxi's rulebook says what the regulation says, and marks what it does not say; its samples fit it."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
import yaml

from huiyin.rulebook import load
from huiyin.screening import Earlier, Letter, Verdict, Why, screen
from huiyin.worktime import Limit, Unit
from huiyin_local import samples
from huiyin_local.letters import read

CODE = "guangxi-mailbox"
RULES = load(CODE)

LIMITS = [
    # step, kind, amount, unit, clause (None: a deployment's choice)
    ("accept", None, 1, Unit.working_days, "GX-14a"),
    ("accept", "complaint", 1, Unit.working_days, "GX-14a"),
    ("hand_out", None, 1, Unit.working_days, None),
    ("return", None, 1, Unit.working_days, None),
    ("rule_return", None, 1, Unit.working_days, None),
    ("reply", "enquiry", 3, Unit.working_days, "GX-14b"),
    ("reply", "suggestion", 3, Unit.working_days, "GX-14b"),
    ("reply", "help", 3, Unit.working_days, "GX-14b"),
    ("reply", "complaint", 3, Unit.working_days, "GX-14b"),
    ("reply", "other", 3, Unit.working_days, "GX-14b"),
    ("review", None, 1, Unit.working_days, None),
    ("answer", None, 30, Unit.minutes, None),
    ("rate", None, 15, Unit.calendar_days, None),
    ("follow_up", None, 1, Unit.working_days, None),
]


@pytest.mark.clause("GX-14a", "GX-14b")
@pytest.mark.parametrize(("step", "kind", "amount", "unit", "clause"), LIMITS)
def test_every_step_has_its_limit_one_day_to_dispatch_and_three_to_reply(step, kind, amount, unit, clause):
    rule = RULES.limit(step, kind)

    assert rule.limit == Limit(amount, unit)
    assert (rule.clause, rule.basis) == (clause, "law" if clause else "choice")


@pytest.mark.parametrize("step", ["sign_for", "check", "instruct", "urge"])
def test_nobody_signs_for_an_order_checks_an_acceptance_or_instructs(step):
    assert not RULES.is_limited(step)
    assert (RULES.instruction, RULES.acceptance.checked_by) == (None, None)


# --- The region's own holiday ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "off", "at_work"),
    [
        (2016, ["04-08", "04-11"], ["04-07", "04-12"]),
        (2017, ["03-30", "03-31", "04-01"], ["03-29", "04-05", "04-08"]),
        (2018, ["04-18", "04-19", "04-20"], ["04-15", "04-17", "04-23"]),
        (2020, [], ["03-26", "03-27"]),
        (2021, ["04-14", "04-15", "04-16"], ["04-13", "04-18"]),
        (2022, ["04-02", "04-06"], ["04-01", "04-07"]),
        (2023, ["04-21", "04-23"], ["04-20", "04-24"]),
        (2024, ["04-11", "04-12"], ["04-10", "04-15"]),
        (2025, ["03-31", "04-01"], ["03-28", "04-02"]),
        (2026, ["04-17", "04-20"], ["04-16", "04-21"]),
        (2028, ["03-28", "03-29"], ["03-27", "03-30"]),
    ],
)
def test_the_zhuang_festival_is_off_on_the_days_that_the_region_announced(year, off, at_work):
    calendar = RULES.time().calendar

    assert [day for day in off if calendar.is_workday(date.fromisoformat(f"{year}-{day}"))] == []
    assert [day for day in at_work if not calendar.is_workday(date.fromisoformat(f"{year}-{day}"))] == []


def test_every_day_of_the_festival_is_one_that_the_country_keeps_differently():
    national = load("weibin-mailbox").time().calendar

    assert [day.date for day in RULES.regional_days if national.is_workday(day.date) == day.working] == []
    assert {day.date.year for day in RULES.regional_days} == set(range(2014, 2031)) - {2020}
    assert all(day.basis == "choice" for day in RULES.regional_days)


@pytest.mark.clause("GX-14b")
def test_a_reply_over_the_festival_is_due_two_working_days_later_and_says_why():
    dispatched = datetime(2026, 4, 16, 2, 0, tzinfo=UTC)  # Thursday, 10:00 in Nanning
    limit = RULES.limit("reply", "complaint").limit

    deadline = RULES.time().deadline(dispatched, limit)

    assert deadline.due_at == datetime(2026, 4, 23, 9, 30, tzinfo=UTC)  # Thursday, 17:30; elsewhere it is Tuesday
    assert load("weibin-mailbox").time().deadline(dispatched, limit).due_at.day == 21


# --- People ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("GX-14c")
def test_an_extension_is_asked_of_the_centre_with_a_paper_that_the_leader_approved():
    extension = RULES.extension

    assert (extension.longest_ratio, extension.asked_working_days_before) == (1, 0)
    assert (extension.decided_by, extension.told, extension.proof) == ("centre", None, "scan")
    assert extension.clause == "GX-14c"


@pytest.mark.clause("GX-11")
def test_a_refusal_says_its_reason_and_basis_under_a_stamp_and_silence_takes_the_letter_on():
    returns = RULES.returns

    assert (returns.reason_required, returns.basis_required, returns.proof) == (True, True, "scan")
    assert returns.clause == "GX-11"


@pytest.mark.clause("GX-12", "GX-16")
@pytest.mark.parametrize("supervised", [False, True])
@pytest.mark.parametrize("major", [False, True])
def test_a_leader_of_the_unit_signs_every_reply_and_the_centre_reviews_it(supervised, major):
    approval = RULES.approval_chain(supervised=supervised, major=major)
    review = RULES.review_chain(supervised=supervised, major=major)

    assert [(each.by, each.basis) for each in approval] == [("deputy", "choice")]
    assert [(each.by, each.clause) for each in review] == [("centre", "GX-16")]
    assert RULES.posts() == (frozenset({"handler", "deputy", "head"}), frozenset({"centre"}))


@pytest.mark.clause("GX-15", "GX-16")
def test_a_reply_holds_what_the_regulation_lists_and_is_sent_back_on_its_grounds():
    assert [part.code for part in RULES.reply_parts if part.required and part.clause == "GX-15"] == [
        "text", "unit", "handler", "contact", "publication",
    ]  # fmt: skip
    assert [ground.zh for ground in RULES.review_grounds if ground.clause == "GX-16"] == [
        "敷衍推诿", "答非所问", "言论过激", "逻辑不通", "没有切实解决来信问题", "违反国家法律法规",
    ]  # fmt: skip
    assert RULES.review_ground("incomplete").clause == "GX-15"


@pytest.mark.clause("GX-19")
@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_a_requester_gives_one_to_five_stars_and_is_satisfied_from_three_up(stars):
    assert RULES.rating is not None
    rated = RULES.rating.choice(str(stars))

    assert (rated.stars, rated.satisfied) == (stars, stars >= 3)


def test_silence_means_nothing_and_who_is_dissatisfied_is_handled_again_once():
    assert RULES.rating is not None
    assert RULES.second_handling is not None
    assert (len(RULES.rating.choices), RULES.rating.silence.means) == (5, "nothing")
    assert (RULES.second_handlings, RULES.second_handling.supervised) == (1, False)


@pytest.mark.clause("GX-18b")
def test_an_accusation_never_reaches_the_person_or_the_unit_that_it_accuses_even_where_it_comes_as_a_complaint():
    assert (RULES.accused.person_barred, RULES.accused.unit_barred_for) == (True, ("complaint", "report"))
    assert RULES.accused.clause == "GX-18b"


@pytest.mark.clause("GX-13")
def test_a_change_of_handler_is_registered_within_three_working_days_with_a_stamped_scan():
    assert (RULES.registration.within_working_days, RULES.registration.proof) == (3, "scan")


# --- Scope -----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("GX-1", "GX-2", "GX-3", "GX-4", "GX-8")
def test_the_kinds_are_those_of_the_regulation_and_what_it_does_not_handle_is_guided():
    assert {kind.code: (kind.clause, kind.guided_by) for kind in RULES.kinds} == {
        "emergency": ("GX-8", "emergency_line"),
        "report": ("GX-8", "report"),
        "complaint": ("GX-3", None),
        "suggestion": ("GX-1", None),
        "enquiry": ("GX-2", None),
        "help": ("GX-2", None),
        "other": ("GX-4", None),
    }


@pytest.mark.clause("GX-8", "GX-9")
def test_every_matter_outside_the_scope_has_its_ground_and_only_the_empty_letter_is_the_machines():
    assert {ground.code: ground.clause for ground in RULES.referral} == dict.fromkeys(
        ("report", "discipline", "petition", "emergency_line", "major_urgent"), "GX-8"
    ) | dict.fromkeys(("litigation", "arbitration", "reconsideration", "disclosure"))
    assert {ground.code: ground.clause for ground in RULES.decline_grounds} == dict.fromkeys(
        ("blank", "repeated", "advertising", "abuse", "state_secret")
    ) | {"unclear": "GX-9"}
    assert [ground.code for ground in RULES.decline_grounds if ground.by_machine] == ["blank"]


@pytest.mark.clause("GX-8")
@pytest.mark.parametrize(
    ("ground", "numbers"),
    [
        ("report", ("12388", "110", "12315", "12366", "12350", "12333")),
        ("discipline", ("12388",)),
        ("emergency_line", ("110", "119", "120", "122", "12395", "12119")),
        ("major_urgent", ("110", "119", "120", "12345", "95598")),
        ("litigation", ("12368", "12348")),
        ("arbitration", ("12333",)),
        ("reconsideration", ("12348",)),
    ],
)
def test_who_is_guided_elsewhere_is_told_whom_to_call_in_both_languages(ground, numbers):
    told = RULES.ground(ground).refer_to

    assert told is not None
    assert [number for number in numbers if number not in told.zh or number not in told.en] == []


@pytest.mark.clause("GX-8")
@pytest.mark.parametrize(
    ("title", "kind", "ground"),
    [
        ("楼上起火了", "emergency", "emergency_line"),
        ("全镇停水三天", "emergency", "major_urgent"),
        ("山洪下来了，人员被困", "emergency", "major_urgent"),
        ("举报黑作坊", "report", "report"),
        ("反映领导受贿", "help", "discipline"),
        ("越级访也没有用", "other", "petition"),
    ],
)
def test_what_is_guided_elsewhere_comes_before_a_person_with_its_ground(title, kind, ground):
    proposal = screen(Letter(title, "详细情况和证据材料都可以当面提交给你们。"), RULES)

    assert (proposal.verdict, proposal.kind, proposal.ground) == (Verdict.TRIAGE, kind, ground)


@pytest.mark.clause("GX-9")
def test_a_letter_that_asks_for_nothing_is_explained_to_its_writer_and_goes_to_no_unit():
    proposal = screen(Letter("在吗", "早上好"), RULES)

    assert (proposal.verdict, proposal.ground, proposal.clause) == (Verdict.TRIAGE, "unclear", "GX-9")


def test_a_threat_is_passed_to_the_police():
    told = RULES.ground("abuse").pass_to

    assert told is not None
    assert "公安机关" in told.zh


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("咨询甘蔗良种补贴", "agriculture"),
        ("咨询互市的规定", "finance_commerce"),
        ("咨询三月三的活动", "culture_tourism"),
        ("咨询智桂通的用法", "government_service"),
        ("咨询骑楼的维修", "urban_management"),
        ("咨询电单车的规定", "public_security"),
    ],
)
def test_the_regions_own_words_find_their_field(title, category):
    assert screen(Letter(title, "请问。"), RULES).category == category


# --- Ways in and onwards ---------------------------------------------------------------------------------------------


@pytest.mark.clause("GX-6", "GX-7", "GX-10")
def test_the_centre_accepts_sends_through_the_12345_platform_and_names_a_lead_unit():
    assert (RULES.acceptance.by, RULES.acceptance.clause) == ("centre", "GX-6")
    assert [(route.code, route.clause) for route in RULES.routes] == [("answer", "GX-9"), ("direct", "GX-7")]
    assert (RULES.several_bodies.route, RULES.several_bodies.clause) == ("lead_unit", "GX-10")


@pytest.mark.clause("GX-10")
def test_a_letter_that_concerns_several_bodies_is_for_the_centre_to_give_to_one():
    letter = Letter("请求解决桉树林打农药，水源水质变差", "泉水一烧就起白沫，请派人来测一测。")

    proposal = screen(letter, RULES)

    assert (proposal.verdict, proposal.why, proposal.clause) == (Verdict.TRIAGE, Why.SEVERAL_BODIES, "GX-10")
    assert {proposal.category, *proposal.others} == {"agriculture", "environment"}


@pytest.mark.clause("GX-5", "GX-24")
def test_the_ways_in_are_approved_entries_and_the_12345_platform():
    assert {channel.code: channel.clause for channel in RULES.channels} == {
        "gx-portal": "GX-5", "gx-departments": "GX-5", "gx-cities": "GX-5", "gx-app": "GX-5", "gx-wechat": "GX-5",
        "gx-12345": "GX-24", "gx-telephone": None, "gx-email": None,
    }  # fmt: skip


# --- To the public, and over the units -------------------------------------------------------------------------------


@pytest.mark.clause("GX-17b", "GX-18a")
def test_a_letter_is_published_only_where_its_writer_and_the_unit_agree_and_what_leaks_nowhere_is_listed():
    publication = RULES.publication

    assert (publication.default, publication.consent_of) == ("with_consent", ("requester", "unit"))
    assert publication.clause == "GX-17b"
    assert {kept.code: kept.clause for kept in publication.kept_from_public} == dict.fromkeys(
        ("state_secret", "trade_secret", "citizen", "instruction"), "GX-18a"
    )


@pytest.mark.clause("GX-20a")
def test_a_unit_is_warned_when_four_fifths_of_its_office_time_have_gone():
    dispatched = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday, 10:00 in Nanning

    deadline = RULES.time().deadline(dispatched, RULES.limit("reply", "help").limit)

    assert deadline.due_at == datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    assert deadline.warn_at == datetime(2026, 3, 5, 2, 6, tzinfo=UTC)  # Thursday, 10:06: 19.6 of 24.5 hours


@pytest.mark.clause("GX-20b")
def test_the_centre_supervises_and_summons_whoever_is_late_or_breaks_a_promise():
    [routine] = RULES.supervision

    assert (routine.level, routine.points, routine.clause) == (0, 0, "GX-20b")
    assert [ground.code for ground in routine.grounds] == ["overdue", "promise_broken"]
    assert [form.zh for form in routine.forms] == ["督办", "约谈"]
    assert routine.talk_by is not None
    assert routine.by.zh == routine.talk_by.zh == RULES.centre.zh


@pytest.mark.clause("GX-21")
def test_all_units_get_a_bulletin_a_month_with_copies_to_two_offices():
    [bulletin] = RULES.bulletins

    assert (bulletin.period, bulletin.clause) == ("monthly", "GX-21")
    assert all(reader in bulletin.to.zh for reader in ("设区市", "部门", "政府办公厅", "绩效办"))


@pytest.mark.clause("GX-19")
def test_the_composite_grade_is_forty_of_the_centres_stars_and_sixty_of_the_requesters():
    score = RULES.score

    assert (score.method, score.period, score.each) == ("stars", "yearly", ())
    assert {part.code: part.share for part in score.parts} == {"handling": 40, "result": 60}


def test_only_the_centre_and_emergencies_are_told_at_night():
    hours = RULES.sending_hours

    assert hours.exempts("centre", "enquiry")
    assert hours.exempts("handler", "emergency")
    assert not hours.exempts("handler", "complaint")


# --- Samples ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def registry():
    return yaml.safe_load(samples.registry(CODE).read_text("utf-8"))


@pytest.fixture(scope="module")
def proposals():
    """What screening proposes for each sample letter, its writer's earlier ones being answered."""
    earlier = {}
    proposed = []
    for each in read(samples.letters(CODE))[0]:
        letter = Letter(each.title, each.body, each.declared_kind or None)
        before = [Earlier("GX20260224-000001", earlier[each.sender], is_open=False)] if each.sender in earlier else []
        proposed.append(screen(letter, RULES, before))
        earlier[each.sender] = letter
    return proposed


def test_the_sample_letters_can_be_read_and_declare_kinds_of_the_rulebook():
    letters, problems = read(samples.letters(CODE))

    assert problems == []
    assert 36 <= len(letters) <= 44
    assert {letter.declared_kind for letter in letters} == {kind.code for kind in RULES.kinds} | {""}


def test_the_sample_letters_touch_every_kind_and_every_ground(proposals):
    grounds = {ground.code for ground in RULES.referral + RULES.decline_grounds}

    assert {each.ground for each in proposals} - {None} == grounds
    assert {each.kind for each in proposals} == {kind.code for kind in RULES.kinds}
    assert sum(bool(each.others) for each in proposals) >= 2
    assert Counter(each.verdict for each in proposals)[Verdict.ACCEPT] >= 15


@pytest.mark.clause("GX-18b")
def test_no_complaint_leaves_before_a_person_saw_whom_it_accuses(proposals):
    assert {each.verdict for each in proposals if each.kind == "complaint"} == {Verdict.TRIAGE}


@pytest.mark.clause("GX-7", "GX-24")
def test_one_channel_is_the_platform_and_may_act_as_one(registry):
    assert (RULES.platform.code, RULES.platform.clause) == ("gx-12345", "GX-7")
    assert [channel["id"] for channel in registry["channels"] if channel.get("acts_as") == "platform"] == ["gx-12345"]


def test_every_duty_is_a_category_of_one_unit_and_three_fields_are_for_the_centre(registry):
    duties = Counter(duty for unit in registry["units"] for duty in unit["duties"])

    assert set(duties.values()) == {1}
    categories = {category.code for category in RULES.categories}
    assert set(duties) <= categories
    assert categories - set(duties) == {"finance_commerce", "government_service", "other"}


@pytest.mark.clause("GX-12", "GX-13")
def test_every_unit_has_its_handler_and_both_leaders_and_everybody_a_number_of_their_own(registry):
    units, people = registry["units"], [person for unit in registry["units"] for person in unit["people"]]

    assert units[0]["code"] == "centre"
    assert Counter(person["role"] for person in units[0]["people"]) == {"centre": 2}
    assert all({person["role"] for person in unit["people"]} == {"handler", "deputy", "head"} for unit in units[1:])
    for key in ("id", "title", "phone", "email"):
        assert len({person[key] for person in people}) == len(people), key
    assert all(person["phone"].startswith("13000001") and len(person["phone"]) == 11 for person in people)


def test_the_sample_channels_are_the_rulebooks(registry):
    named = {channel["id"]: channel["zh"] for channel in registry["channels"]}

    assert named == {channel.code: channel.zh for channel in RULES.channels}
