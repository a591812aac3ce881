"""Suzhou's rulebook says what the regulation says, and marks what it does not say."""

from datetime import UTC, datetime

import pytest

from huiyin.rulebook import load
from huiyin.worktime import Limit, Unit

LIMITS = [
    # step, kind, amount, unit, clause (None: a deployment's choice)
    ("accept", "enquiry", 24, Unit.hours, "SZ-A2.4.3b"),
    ("accept", None, 24, Unit.hours, "SZ-A2.4.3b"),
    ("accept", "complaint", 30, Unit.minutes, "SZ-A2.4.3b"),
    ("accept", "report", 30, Unit.minutes, "SZ-A2.4.3b"),
    ("accept", "emergency", 30, Unit.minutes, "SZ-A2.4.4d"),
    ("sign_for", "complaint", 0, Unit.half_day_rule, "SZ-A2.4.4a"),
    ("sign_for", None, 0, Unit.half_day_rule, "SZ-A2.4.4a"),
    ("sign_for", "emergency", 30, Unit.minutes, "SZ-A2.4.4d"),
    ("return", "complaint", 1, Unit.working_days, "SZ-A2.4.4b"),
    ("rule_return", None, 1, Unit.working_days, None),
    ("reply", "enquiry", 1, Unit.working_days, "SZ-A2.4.4c"),
    ("reply", "urgent", 1, Unit.working_days, "SZ-A2.4.4c"),
    ("reply", "complex_enquiry", 3, Unit.working_days, "SZ-A2.4.4c"),
    ("reply", "suggestion", 3, Unit.working_days, "SZ-A2.4.4c"),
    ("reply", "complaint", 7, Unit.working_days, "SZ-A2.4.4c"),
    ("reply", "emergency", 0, Unit.same_day, "SZ-A2.4.4d"),
    ("reply", "report", 7, Unit.working_days, None),
    ("reply", "help", 3, Unit.working_days, None),
    ("reply", "praise", 3, Unit.working_days, None),
    ("reply", "other", 3, Unit.working_days, None),
    ("review", "complaint", 1, Unit.working_days, None),
    ("rate", None, 7, Unit.calendar_days, None),
    ("follow_up", None, 1, Unit.working_days, None),
]


@pytest.mark.clause("SZ-A2.4.3b", "SZ-A2.4.4a", "SZ-A2.4.4b", "SZ-A2.4.4c", "SZ-A2.4.4d")
@pytest.mark.parametrize(("step", "kind", "amount", "unit", "clause"), LIMITS)
def test_every_step_has_the_limit_of_the_regulation(step, kind, amount, unit, clause):
    rule = load("suzhou-express").limit(step, kind)

    assert rule.limit == Limit(amount, unit)
    assert (rule.clause, rule.basis) == (clause, "law" if clause else "choice")


def test_a_kind_that_the_rulebook_does_not_know_has_the_limit_of_other():
    rulebook = load("suzhou-express")

    assert rulebook.limit("reply", "petition") == rulebook.limit("reply", "other")


def test_a_step_without_a_limit_is_named():
    with pytest.raises(KeyError, match="suzhou-express sets no limit for step 'instruct'"):
        load("suzhou-express").limit("instruct")


@pytest.mark.clause("SZ-A2.4.4e")
def test_an_extension_is_filed_a_day_before_with_the_leaders_consent_and_is_no_longer_than_the_original():
    extension = load("suzhou-express").extension

    assert (extension.longest_ratio, extension.asked_working_days_before) == (1, 1)
    assert (extension.decided_by, extension.told) == ("leader", "centre")
    assert extension.proof == "written"
    assert extension.explained_to_requester


@pytest.mark.clause("SZ-A2.4.4b", "SZ-A2.4.4f", "SZ-A2.4.5", "SZ-A5.4.2.5")
def test_who_signs_what_silence_means_and_how_often_a_case_is_done_again():
    rulebook = load("suzhou-express")

    assert (rulebook.returns.reason_required, rulebook.returns.basis_required) == (True, True)
    signs = {s: [each.by for each in rulebook.approval_chain(supervised=s, major=False)] for s in (False, True)}
    assert signs == {False: ["deputy"], True: ["head"]}
    assert rulebook.rating is not None
    assert rulebook.rating.silence.means == "satisfied"
    assert rulebook.second_handling is not None
    assert (rulebook.second_handlings, rulebook.second_handling.supervised) == (1, True)


@pytest.mark.clause("SZ-A2.4.4f", "SZ-A2.4.4g")
def test_a_reply_has_the_parts_that_the_regulation_lists_and_is_sent_back_on_its_grounds():
    rulebook = load("suzhou-express")

    assert [part.code for part in rulebook.reply_parts if part.required] == [
        "text",
        "legal_basis",
        "contact",
        "handler",
    ]
    assert {"不规范", "不具体", "不完整"} <= {ground.zh.removeprefix("答复") for ground in rulebook.review_grounds}
    assert rulebook.review_ground("no_legal_basis").clause == "SZ-A2.4.4f"


@pytest.mark.clause("SZ-A2.3", "SZ-A2.4.1b", "SZ-A6.9")
def test_every_matter_outside_the_scope_has_its_ground_and_every_referral_says_where_to_go():
    rulebook = load("suzhou-express")

    assert {ground.code for ground in rulebook.referral} == {
        "litigation", "arbitration", "discipline", "reconsideration", "disclosure", "petition", "emergency_line",
    }  # fmt: skip
    assert {ground.code for ground in rulebook.decline_grounds} == {
        "blank", "repeated", "state_secret", "trade_secret", "privacy", "public_morals", "unclear", "advertising",
    }  # fmt: skip
    assert all(ground.refer_to for ground in rulebook.referral)
    emergency = rulebook.ground("emergency_line")
    assert emergency.refer_to is not None
    assert all(number in emergency.refer_to.zh for number in ("110", "119", "120", "122"))


def test_a_machine_alone_may_decline_only_the_blank_letter():
    rulebook = load("suzhou-express")

    by_machine = [ground.code for ground in rulebook.decline_grounds + rulebook.referral if ground.by_machine]
    assert by_machine == ["blank"]


@pytest.mark.clause("SZ-3.2")
def test_one_line_and_eight_ends_feed_the_platform():
    assert len(load("suzhou-express").channels) == 9


def test_only_the_centre_and_emergencies_are_told_at_night():
    hours = load("suzhou-express").sending_hours

    assert (hours.opens.hour, hours.closes.hour) == (8, 20)
    assert hours.exempts("centre", "enquiry")
    assert hours.exempts("handler", "emergency")
    assert not hours.exempts("handler", "complaint")


@pytest.mark.clause("SZ-A2.4.4c")
def test_the_programmes_time_counts_in_its_own_zone_and_office_hours():
    rulebook = load("suzhou-express")
    dispatched = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday, 10:00 in Suzhou

    deadline = rulebook.time().deadline(dispatched, rulebook.limit("reply", "enquiry").limit)

    assert deadline.due_at == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)  # Tuesday, 17:30


def test_a_code_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(KeyError, match="no kind 'petition' in this rulebook; it has emergency, report"):
        load("suzhou-express").kind("petition")


@pytest.mark.clause("SZ-A2.5a", "SZ-A2.5b")
def test_what_is_answered_is_public_unless_the_office_grants_an_exception_and_hides_the_handler():
    publication = load("suzhou-express").publication

    assert (publication.default, publication.exception_granted_by) == ("public", "centre")
    assert [kept.code for kept in publication.kept_from_public] == ["handler"]


@pytest.mark.clause("SZ-A3.2", "SZ-A3.3", "SZ-A3.4.1", "SZ-A3.4.2", "SZ-A3.4.3", "SZ-A3.7")
def test_routine_supervision_comes_before_three_levels_with_their_grounds_promises_and_points():
    levels = load("suzhou-express").supervision

    assert [(level.level, len(level.grounds), level.promise_by, level.points) for level in levels] == [
        (0, 8, None, 0),
        (1, 5, None, -1),
        (2, 5, "deputy", -2),
        (3, 4, "head", -3),
    ]
    assert [form.code for form in levels[0].forms] == [
        "telephone", "on_site", "reminder", "special", "meeting", "talk", "media", "delegates",
    ]  # fmt: skip


@pytest.mark.clause("SZ-A3.6", "SZ-A4.7", "SZ-A5.5", "SZ-A6.5", "SZ-A6.6", "SZ-A6.7", "SZ-A6.8")
def test_every_report_has_its_rhythm_and_its_readers():
    reports = {report.code: (report.period, report.due.zh) for report in load("suzhou-express").bulletins}

    assert reports == {
        "daily": ("daily", "次日上午"),
        "weekly": ("weekly", "次周周二上午"),
        "monthly": ("monthly", "次月第一周"),
        "special": ("on_occasion", "根据实际情况"),
        "supervision": ("monthly", "每月"),
        "consultation": ("monthly", "每月下旬"),
        "monthly_assessment": ("monthly", "每月"),
        "quarterly_assessment": ("quarterly", "每季度"),
    }


@pytest.mark.clause(
    "SZ-A5.3", "SZ-A5.4.1", "SZ-A5.4.2.1", "SZ-A5.4.2.2", "SZ-A5.4.2.3", "SZ-A5.4.2.4", "SZ-A5.4.2.5", "SZ-A5.4.2.6",
    "SZ-A5.4.3", "SZ-A5.4.4", "SZ-A5.4.5", "SZ-A5.4.6", "SZ-A5.4.7",
)  # fmt: skip
def test_the_score_is_eighty_for_daily_work_twenty_for_key_work_and_five_either_way():
    score = load("suzhou-express").score
    points = {part.code: part.points for part in score.parts}

    assert {each.part for each in score.each} == points.keys()

    assert (points.pop("key_work"), points.pop("extra")) == (20, 5)
    assert sum(each for each in points.values() if each) == 80


VALUES = [
    # part, what each of its happenings brings, and the most that it can come to
    ("leadership", {(-1, 3), (-3, 3), (-1, 2)}, "SZ-A5.4.1"),
    ("acceptance", {(-0.5, 2), (-1, 3), (-3, 3)}, "SZ-A5.4.2.1"),
    ("on_time", {(-0.5, 5)}, "SZ-A5.4.2.2"),
    ("speed", {(-0.5, 6), (-1, 6)}, "SZ-A5.4.2.3"),
    ("reply", {(-0.5, 6), (-1, 6), (-0.5, 3), (-0.5, 1)}, "SZ-A5.4.2.4"),
    ("satisfaction", {(-0.5, 10)}, "SZ-A5.4.2.5"),
    ("secrecy", {(-1, 4)}, "SZ-A5.4.2.6"),
    ("consultation", {(-0.5, 1), (-0.5, 3), (-0.5, 2)}, "SZ-A5.4.4"),
    ("knowledge", {(-1, 4), (-0.5, 3), (-1, 3)}, "SZ-A5.4.5"),
    ("key_work", {(-5, 5), (-2, 2), (-0.5, 2), (-1, 4), (-2, 4)}, "SZ-A5.4.6"),
    ("extra", {(1, 2), (0.5, 2), (0.5, 1), (-1, 5)}, "SZ-A5.4.7"),
]


@pytest.mark.clause("SZ-A5.4.1", "SZ-A5.4.2.1", "SZ-A5.4.2.3", "SZ-A5.4.4", "SZ-A5.4.5", "SZ-A5.4.6", "SZ-A5.4.7")
@pytest.mark.parametrize(("part", "values", "clause"), VALUES)
def test_every_part_of_the_score_has_the_values_of_the_regulation(part, values, clause):
    each = [each for each in load("suzhou-express").score.each if each.part == part]

    assert {(one.points, one.most) for one in each} == values
    assert {one.clause for one in each} - {None} == {clause}
    assert [one.code for one in each if one.clause is None] == (["media_no_action"] if part == "extra" else [])


@pytest.mark.clause("SZ-A2.2", "SZ-A2.4.3a", "SZ-A2.4.3b")
def test_the_office_accepts_dispatches_directly_and_names_a_lead_unit_where_several_are_concerned():
    rulebook = load("suzhou-express")

    assert (rulebook.acceptance.by, rulebook.acceptance.checked_by) == ("centre", None)
    assert [route.code for route in rulebook.routes] == ["answer", "three_way", "transfer", "direct"]
    assert rulebook.several_bodies.route == "lead_unit"
    assert rulebook.registration.within_working_days == 0
