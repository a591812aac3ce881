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
    assert extension.written
    assert extension.explained_to_requester


@pytest.mark.clause("SZ-A2.4.4b", "SZ-A2.4.4f", "SZ-A2.4.5", "SZ-A5.4.2.5")
def test_who_signs_what_silence_means_and_how_often_a_case_is_done_again():
    rulebook = load("suzhou-express")

    assert rulebook.returns.deemed_accepted
    assert (rulebook.signoff.normal, rulebook.signoff.supervised) == ("deputy", "head")
    assert rulebook.rating.default == "satisfied"
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
        "blank", "repeated", "state_secret", "trade_secret", "privacy", "public_morals",
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
