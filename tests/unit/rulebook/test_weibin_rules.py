"""Weibin's rulebook says what the regulation says, and marks what it does not say; its samples fit it."""

import re
from collections import Counter
from typing import Any

import pytest
import yaml

from huiyin.rulebook import Rulebook, load
from huiyin.screening import Earlier, Letter, Verdict, Why, screen
from huiyin.worktime import Limit, Unit
from huiyin_local import letters, samples

CODE = "weibin-mailbox"
KINDS = ("emergency", "report", "complaint", "suggestion", "praise", "enquiry", "help", "other")
LIMITS = [
    # step, kind, amount, clause (None: a deployment's choice); all in working days
    ("accept", None, 1, None),
    ("accept", "emergency", 1, None),
    ("instruct", None, 1, None),
    ("return", "complaint", 1, None),
    ("rule_return", None, 1, None),
    *(("reply", kind, 3, "WB-6.3a") for kind in KINDS),
    ("review", None, 1, None),
]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(CODE)


@pytest.fixture(scope="module")
def registry() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(samples.registry(CODE).read_text("utf-8"))
    return loaded


# --- Time and people -------------------------------------------------------------------------------------------------


@pytest.mark.clause("WB-6.3a")
@pytest.mark.parametrize(("step", "kind", "amount", "clause"), LIMITS)
def test_three_working_days_are_the_law_for_every_kind_and_the_other_steps_are_choices(
    book, step, kind, amount, clause
):
    rule = book.limit(step, kind)

    assert rule.limit == Limit(amount, Unit.working_days)
    assert (rule.clause, rule.basis) == (clause, "law" if clause else "choice")


@pytest.mark.parametrize("step", ["check", "sign_for", "urge", "rate", "follow_up"])
def test_nobody_checks_an_acceptance_signs_for_an_order_or_rates(book, step):
    assert not book.is_limited(step)
    assert (book.acceptance.checked_by, book.rating, book.second_handlings) == (None, None, 0)


@pytest.mark.clause("WB-6.3b")
def test_an_extension_is_asked_of_the_centre_within_the_limit_with_the_reason(book):
    extension = book.extension

    assert (extension.asked_working_days_before, extension.decided_by) == (0, "centre")
    assert (extension.proof, extension.longest_ratio, extension.told) == ("reason", 1, None)
    assert extension.clause == "WB-6.3b"


def test_a_return_gives_its_reason_and_silence_takes_nothing_on(book):
    returns = book.returns

    assert (returns.reason_required, returns.basis_required) == (True, True)
    assert returns.clause is None


@pytest.mark.clause("WB-2", "WB-6.2c", "WB-6.3a")
@pytest.mark.parametrize("supervised", [False, True])
@pytest.mark.parametrize("major", [False, True])
def test_the_main_leader_signs_the_centre_reviews_and_a_leader_reads_every_result(book, supervised, major):
    signs = [(each.by, each.clause) for each in book.approval_chain(supervised=supervised, major=major)]
    passes = [(each.by, each.clause) for each in book.review_chain(supervised=supervised, major=major)]

    assert signs == [("head", "WB-6.3a")]
    assert passes == [("centre", "WB-2"), ("leader", "WB-6.2c")]


@pytest.mark.clause("WB-2", "WB-6.2b", "WB-6.3c")
def test_the_centre_accepts_and_hands_out_a_leader_instructs_and_one_unit_leads_several(book):
    assert (book.acceptance.by, book.acceptance.clause) == ("centre", "WB-2")
    assert [(route.code, route.clause) for route in book.routes] == [("answer", "WB-6.2a"), ("direct", "WB-2")]
    assert book.instruction is not None
    assert (book.instruction.by, book.instruction.clause) == ("leader", "WB-6.2b")
    assert (book.several_bodies.route, book.several_bodies.clause) == ("lead_unit", "WB-6.3c")


@pytest.mark.clause("WB-6.3a", "WB-6.3c", "WB-6.3d")
def test_a_reply_gives_the_result_and_names_the_handler_and_is_sent_back_where_it_does_not(book):
    required = {part.code: part.clause for part in book.reply_parts if part.required}
    by_law = {ground.code: ground.clause for ground in book.review_grounds if ground.clause}

    assert required == {"text": "WB-6.3a", "handler": "WB-6.3d"}
    assert by_law == {
        "not_signed_off": "WB-6.3a", "no_handler": "WB-6.3d", "faulty": "WB-6.3d", "not_collected": "WB-6.3c",
    }  # fmt: skip


def test_the_accused_person_is_barred_always_and_the_accused_unit_for_reports(book):
    assert (book.accused.person_barred, book.accused.unit_barred_for) == (True, ("report",))
    assert (book.registration.within_working_days, book.registration.clause) == (0, None)


# --- Kinds and scope -------------------------------------------------------------------------------------------------


@pytest.mark.clause("WB-3", "WB-6.3c")
def test_the_kinds_are_those_of_the_scope_and_an_emergency_alone_is_major_by_itself(book):
    assert {kind.code: kind.clause for kind in book.kinds} == dict.fromkeys(KINDS, "WB-3") | {
        "emergency": "WB-6.3c", "praise": None,
    }  # fmt: skip
    assert [kind.code for kind in book.kinds if kind.major] == ["emergency"]
    assert [kind.code for kind in book.kinds if kind.guided_by] == []


@pytest.mark.clause("WB-6.2b", "WB-6.3c")
@pytest.mark.parametrize(
    ("title", "ground"),
    [
        ("山洪下来了，河堤垮了一段", None),
        ("山上滚石，客人被困在沟里", None),
        ("学校门口路面塌陷", None),
        ("楼上着火了", "emergency_line"),
        ("楼道煤气味很大", "emergency_line"),
    ],
)
def test_a_sudden_danger_is_seen_by_a_person_and_who_needs_rescue_is_told_whom_to_call(book, title, ground):
    proposal = screen(Letter(title, "请赶快派人来看看。"), book)

    assert (proposal.verdict, proposal.kind, proposal.ground) == (Verdict.TRIAGE, "emergency", ground)


@pytest.mark.clause("WB-4", "WB-5", "WB-6.1", "WB-6.2a")
def test_what_is_out_of_scope_has_its_ground_and_every_writer_can_be_told_of_it_in_two_languages(book):
    assert {ground.code: ground.clause for ground in book.decline_grounds} == {
        "blank": "WB-4", "unclear": "WB-4", "advertising": "WB-4", "abuse": "WB-4", "beyond_powers": "WB-4",
        "malicious_attack": "WB-5", "repeated": "WB-6.2a",
    }  # fmt: skip
    assert {ground.code: ground.clause for ground in book.referral} == dict.fromkeys(
        (
            "litigation", "procuratorate", "arbitration", "reconsideration", "disclosure", "discipline",
            "party_organs", "petition",
        ),
        "WB-4",
    ) | {"emergency_line": None}  # fmt: skip
    assert [ground.code for ground in book.decline_grounds + book.referral if ground.by_machine] == ["blank"]
    assert [ground.code for ground in book.decline_grounds + book.referral if ground.urgent] == ["emergency_line"]


@pytest.mark.clause("WB-4", "WB-6.1")
@pytest.mark.parametrize(
    ("ground", "numbers"),
    [
        ("litigation", ("12368", "12348")),
        ("procuratorate", ("12309",)),
        ("arbitration", ("12333",)),
        ("reconsideration", ("12348",)),
        ("discipline", ("12388",)),
        ("party_organs", ("12345",)),
        ("beyond_powers", ("12345",)),
        ("emergency_line", ("110", "119", "120", "122")),
    ],
)
def test_who_is_turned_away_is_told_whom_to_call_in_both_languages(book, ground, numbers):
    told = book.ground(ground).refer_to

    assert told is not None
    assert [number for number in numbers if number not in told.zh or number not in told.en] == []


@pytest.mark.clause("WB-4")
@pytest.mark.parametrize(
    ("title", "ground"),
    [
        ("法院判决以后没人执行", "litigation"),
        ("检察院不起诉", "procuratorate"),
        ("党组织关系转不回来", "party_organs"),
        ("信访事项已经终结", "petition"),
        ("高峰论坛邀请函", "advertising"),
        ("陈仓区的路坏了", "beyond_powers"),
        ("一群王八蛋", "abuse"),
    ],
)
def test_words_bring_what_may_be_out_of_scope_before_a_person(book, title, ground):
    proposal = screen(Letter(title, "情况就是这样，说给你们听。"), book)

    assert (proposal.verdict, proposal.ground, proposal.clause) == (Verdict.TRIAGE, ground, "WB-4")


@pytest.mark.clause("WB-5")
def test_a_malicious_attack_is_passed_to_the_police_and_mere_abuse_is_not(book):
    told = book.ground("malicious_attack").pass_to

    assert told is not None
    assert "公安" in told.zh
    assert "police" in told.en
    assert [ground.code for ground in book.decline_grounds + book.referral if ground.pass_to] == ["malicious_attack"]
    proposal = screen(Letter("给你们三天时间", "不还我摊位就同归于尽。"), book)
    assert (proposal.verdict, proposal.ground, proposal.sure) == (Verdict.TRIAGE, "malicious_attack", False)


@pytest.mark.clause("WB-6.2a")
def test_a_letter_on_what_was_answered_is_proposed_as_repeated_and_pointed_to_that_answer(book):
    first = Letter("家属院暖气不热", "我住最西头的单元，从腊月起暖气就不热，屋里只有十三度。")
    before = Earlier("WB20260224-000001", first, is_open=False)

    again = screen(Letter("再问家属院暖气不热", first.body), book, [before])

    assert (again.verdict, again.ground, again.earlier) == (Verdict.TRIAGE, "repeated", before.number)
    assert "请以该答复为准" in book.ground("repeated").zh


# --- To the public, supervision, reports, scores ---------------------------------------------------------------------


@pytest.mark.clause("WB-2", "WB-6.2c")
def test_the_centre_answers_online_and_hides_who_wrote_and_who_handled(book):
    publication = book.publication

    assert (publication.default, publication.clause) == ("online_answer", "WB-2")
    assert [kept.code for kept in publication.kept_from_public] == ["requester", "handler"]


@pytest.mark.clause("WB-6.4", "WB-7")
def test_the_centre_urges_at_the_deadline_and_the_district_office_supervises_or_criticises(book):
    assert (book.urging.at, book.urging.clause) == ("deadline", "WB-6.4")
    urging, supervision = book.supervision
    assert (urging.level, urging.clause, supervision.level, supervision.clause) == (0, "WB-6.4", 1, "WB-7")
    assert [ground.zh for ground in urging.grounds] == ["超过反馈时限且未说明办理情况"]
    assert supervision.by.zh == "区政府办公室"
    assert [ground.code for ground in supervision.grounds] == ["late_answer", "weak_work"]
    assert [form.zh for form in supervision.forms] == ["督办", "通报批评"]


@pytest.mark.clause("WB-7")
def test_a_bulletin_is_made_every_quarter_and_the_year_is_assessed_by_three_factors(book):
    score = book.score

    assert [(each.code, each.period, each.clause) for each in book.bulletins] == [("quarterly", "quarterly", "WB-7")]
    assert (score.method, score.period, score.clause) == ("factors", "yearly", "WB-7")
    assert {part.code: part.share for part in score.parts} == {"on_time": 40, "quality": 40, "repeats": 20}
    assert {part.clause for part in score.parts} == {"WB-7"}


# --- The samples -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found() -> list[letters.Letter]:
    read, problems = letters.read(samples.letters(CODE))
    assert problems == []
    return read


def proposed(each: letters.Letter, book: Rulebook, *earlier: Earlier):
    return screen(Letter(each.title, each.body, each.declared_kind or None), book, earlier)


def test_the_sample_letters_declare_kinds_of_the_rulebook_and_hold_nobodys_data(book, found):
    assert 36 <= len(found) <= 44
    assert {each.declared_kind for each in found} - {""} <= {kind.code for kind in book.kinds}
    assert {each.rating_mood for each in found} == {"", *letters.MOODS}
    for each in found:
        assert not re.search(r"\d{7,}|\d{3,4}-\d{7,8}|@", re.sub(r"\s", "", each.title + each.body)), each.id
        assert re.fullmatch(r"wb-\d{4}", each.sender), each.id


def test_the_sample_letters_touch_every_ground_that_words_can_tell_every_kind_and_most_fields(book, found):
    said = [proposed(each, book) for each in found]

    told = {ground.code for ground in book.referral + book.decline_grounds if ground.words}
    assert {each.ground for each in said} - {None} == told | {"blank", "unclear"}
    assert {each.kind for each in said} == set(KINDS)
    assert {each.category for each in said} >= {category.code for category in book.categories} - {"public_security"}
    assert Counter(each.verdict for each in said)[Verdict.ACCEPT] >= 10
    assert Why.SEVERAL_BODIES in {each.why for each in said}


@pytest.mark.clause("WB-6.2a")
def test_one_sample_writer_asks_again_about_what_was_answered(book, found):
    [again] = [sender for sender, count in Counter(each.sender for each in found).items() if count > 1]
    first, last = (each for each in found if each.sender == again)
    before = Earlier("WB20260224-000001", Letter(first.title, first.body), is_open=False)

    assert proposed(last, book, before).ground == "repeated"


def test_nearly_every_category_is_the_duty_of_one_unit_and_three_are_for_the_centre(book, registry):
    duties = Counter(duty for unit in registry["units"] for duty in unit["duties"])

    assert set(duties.values()) == {1}
    categories = {category.code for category in book.categories}
    assert set(duties) <= categories
    assert categories - set(duties) == {"finance_commerce", "government_service", "other"}


@pytest.mark.clause("WB-2", "WB-6.2b", "WB-6.3a")
def test_every_post_that_handles_instructs_and_signs_is_filled(book, registry):
    of_unit, of_centre = book.posts()
    centre, *units = registry["units"]

    assert (of_unit, of_centre) == ({"handler", "head"}, {"centre", "leader"})
    assert centre["code"] == "centre"
    assert Counter(person["role"] for person in centre["people"]) == {"centre": 2, "leader": 1}
    assert all({person["role"] for person in unit["people"]} == of_unit | {"deputy"} for unit in units)


def test_people_are_known_by_their_post_and_reached_by_numbers_of_their_own(registry):
    people = [person for unit in registry["units"] for person in unit["people"]]

    for key in ("id", "title", "phone"):
        assert len({person[key] for person in people}) == len(people), key
    assert all(re.fullmatch(r"13000003\d{3}", person["phone"]) for person in people)
    assert all(person["email"] == f"{person['id']}@example.gov.cn" for person in people)


def test_the_sample_channels_are_the_rulebooks(book, registry):
    named = {channel["id"]: channel["zh"] for channel in registry["channels"] if channel["approved"]}

    assert named == {channel.code: channel.zh for channel in book.channels}
