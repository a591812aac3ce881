"""A rulebook that says something wrong is refused with the key, the place and what would be right."""

from importlib import resources
from typing import get_args

import pytest

from huiyin import clauses
from huiyin.case.vocabulary import Role
from huiyin.rulebook import check, codes, loading, versions
from huiyin.rulebook.limits import Recipient

SUZHOU = (resources.files("huiyin.rulebook") / "programmes" / "suzhou-express" / "1.yaml").read_text(encoding="utf-8")

OTHER_REPLY = "    - {kind: other, amount: 3, unit: working_days, basis: choice}\n"
URBAN = "    words_of: [urban_management]\n"
REVIEW = "  - {by: centre, zh: “宿事速办”工作平台, en: The platform, clause: SZ-A2.4.4g}\n"
ROUTE = "  - {code: direct, zh: 派发工单, en: A work order to a unit, clause: SZ-A2.4.3a}\n"
REPEATED = "    clause: SZ-A2.4.1b\n"
OFFICE = "office_hours:\n"
HOLIDAY = "regional_days:\n" + "  - {{date: {}, zh: 开渔节, en: Opening of the season, basis: choice}}\n" * 2
PLATFORM = "platform: {code: gx-12345, zh: 平台, en: Platform, basis: choice}\n"
LIMITS, HAND_OUT = "limits:\n", "  hand_out:\n    - {amount: 1, unit: working_days, basis: choice}\n"
RETURN = "  return:\n    - {amount: 1, unit: working_days, clause: SZ-A2.4.4b}\n"


def changed(old: str, new: str) -> str:
    assert old in SUZHOU
    return SUZHOU.replace(old, new, 1)


def test_what_ships_holds():
    assert codes()
    for folder in [resources.files("huiyin.rulebook") / "programmes" / code for code in codes()]:
        for version in versions(folder.name):
            assert check((folder / f"{version}.yaml").read_text(encoding="utf-8"), folder.name) == []


WRONG = [
    # what is written, instead of what, where the problem is, what the sentence says
    ("decided_by: leader", "decidedby: leader", "extension.decidedby", "did you mean `decided_by`?"),
    ("kind: urgent, amount: 1", "kind: urgent, amuont: 1", "limits.reply[1].amuont", "did you mean `amount`?"),
    ("  sign_for:\n", "  signfor:\n", "limits.signfor", "did you mean `sign_for`?"),
    ("unit: half_day_rule", "unit: half_day", "limits.sign_for[0].unit", "did you mean `half_day_rule`?"),
    ("amount: 24, ", 'amount: "24", ', "limits.accept[0].amount", 'is "24", and should be a whole number'),
    ("amount: 24, ", "amount: 1.5, ", "limits.accept[0].amount", "should be a whole number"),
    ("amount: 24, ", "amount: -1, ", "limits.accept[0]", "cannot be counted"),
    ("amount: 24, unit: hours, ", "", "limits.accept[0]", "either `amount` and `unit`, or `at_once: true`"),
    ("basis_required: true, ", "", "returns.basis_required", "the key `basis_required` is missing"),
    ("basis_required: true, ", "basis_required: yes, ", "returns.basis_required", "should be `true` or `false`"),
    ('opens: "08:30"', 'opens: "half past eight"', "office_hours.spans[0].opens", 'a time of day such as "08:30"'),
    ('opens: "08:30"', 'opens: "13:30"', "office_hours.spans[0]", "`closes` comes after `opens`"),
    ("words_of: [housing]", "words: [12345]", "categories[0].words[0]", "put it in quotes"),
    ("words_of: [housing]", "words_of: [housnig]", "categories[0].words_of[0]", "did you mean `housing`?"),
    ("told: centre", "told: center", "extension.told", "did you mean `centre`?"),
    ("clause: SZ-A2.4.4a", "clause: SZ-A2.4.4z", "limits.sign_for[0].clause", "there is no clause `SZ-A2.4.4z`"),
    ("clause: SZ-A2.4.4a", "basis: choice, clause: SZ-A2.4.4a", "limits.sign_for[0]", "exactly one of"),
    (", clause: SZ-A2.4.4a", "", "limits.sign_for[0]", "exactly one of"),
    ("kind: praise, amount", "kind: prase, amount", "limits.reply[8].kind", "did you mean `praise`?"),
    ("kind: praise, amount", "kind: help, amount", "limits.reply[8]", "has two limits for kind `help`"),
    (OTHER_REPLY, "", "limits.reply", "leaves kinds without a limit"),
    (RETURN, "", "limits", "the step `return` has no limit"),
    ("{code: mayor_mailbox", "{code: hotline", "channels[1].code", "the code `hotline` stands twice"),
    (URBAN, URBAN + "    words: [物业]\n", "categories[1].words", "the word `物业` already routes to `housing`"),
    ("by_machine: true", "by_machine: true\n    words: [骂]", "decline_grounds[0]", "a person decides on words"),
    (REPEATED, "    by_machine: true\n" + REPEATED, "decline_grounds[1].by_machine", "a person decides on `repeated`"),
    ("same_matter_from: 0.5", "same_matter_from: 0.0", "screening.same_matter_from", "more than 0 and at most 1"),
    ("    urgent: true\n", "    by_machine: true\n", "referral[6].by_machine", "a referral is decided by a person"),
    ("{zh: 宿事速办, en: Suzhou Express}", '{zh: 宿事速办, en: ""}', "names", "must both say something"),
    ("prefix: SZ\n", "prefix: SZ\nprefix: SZ\n", "prefix", "stands twice"),
    (REVIEW, REVIEW + REVIEW.replace("centre", "leader") + REVIEW, "review[2].by", "the chain runs in a circle"),
    (REVIEW, REVIEW.replace("centre", "leader"), "review", "a review begins with `by: centre`"),
    (REVIEW, REVIEW + REVIEW.replace("centre", "head"), "review[1].by", "`head` is a post of the unit"),
    ("by: deputy, when", "by: checker, when", "approval[0].by", "`checker` is a post of the centre"),
    ("{by: centre, clause: SZ-A2.2}", "{by: centre, checked_by: checker, clause: SZ-A2.2}", "limits", "step `check`"),
    ("satisfied: false", "satisfied: true", "rating.choices", "must be able to say satisfied, and not"),
    ("code: poor,", "code: good,", "rating.choices[1].code", "stands twice"),
    (
        "law_prevails:",
        "coordination: {by: regional, to: {zh: 上级热线, en: The line above}, basis: choice}\nlaw_prevails:",
        "limits",
        "step `coordinate`",
    ),
    ("route: lead_unit", "route: upward", "several_bodies.route", "`routes` has no `upward`"),
    ("code: direct", "code: forward", "routes", "the route `direct` is missing"),
    ("code: repeated", "code: again", "decline_grounds", "the ground `repeated` is missing"),
    ("  - code: report\n", "  - guided_by: fire\n    code: report\n", "kinds[1].guided_by", "no ground `fire`"),
    ("zone: Asia/Shanghai", "zone: Asia/Suzhou", "zone", "there is no time zone 'Asia/Suzhou'"),
    ("yellow_office_share: 0.8", "yellow_office_share: 1.2", "lights", "shares above 0 and up to 1"),
    ("yellow_elapsed_share: 0.5", "yellow_elapsed_share: 0.0", "lights", "shares above 0 and up to 1"),
    ("yellow_working_days_before: 1", "yellow_working_days_before: -1", "lights", "0 days or more"),
    (OFFICE, HOLIDAY.format("2003-12-31", "2027-03-06") + OFFICE, "regional_days[0]", "begins with 2004"),
    (OFFICE, HOLIDAY.format("2027-03-06", "2027-03-06") + OFFICE, "regional_days[1].date", "2027-03-06 stands twice"),
    ("target_working_days: 1", "target_working_days: 0", "send_back", "`target_working_days` is 1 or more"),
    ("longest_ratio: 1", "longest_ratio: -1", "extension", "`longest_ratio` is 0 (no extension) or more"),
    ("asked_working_days_before: 1", "asked_working_days_before: -1", "extension", "0 (up to the deadline) or more"),
    ("times: 1, ", "times: 0, ", "second_handling", "leave `second_handling` out"),
    ("within_working_days: 0", "within_working_days: -1", "registration", "0 (at once) or more"),
    ('closes: "20:00"', 'closes: "08:00"', "sending_hours", "`closes` comes after `opens`"),
    ("unit: minutes", "unit: working_hours", "at_once", "`unit: minutes` or `hours`"),
    (URBAN, URBAN + '    words: [""]\n', "categories[1].words", "a word is empty"),
    ("words_of: [state_secret]", 'words_of: [state_secret]\n    words: [" "]', "decline_grounds[2].words", "is empty"),
    ("exempt_roles: [centre]", "exempt_roles: [center]", "sending_hours.exempt_roles[0]", "did you mean `centre`?"),
    ("part: speed", "part: sped", "score.each[10].part", "did you mean `speed`?"),
    (LIMITS, PLATFORM + LIMITS + HAND_OUT, "platform.code", "`channels` has no `gx-12345`"),
    (LIMITS, PLATFORM.replace("gx-12345", "hotline") + LIMITS, "limits", "asks for the step `hand_out`"),
    ("prefix: SZ", 'prefix: ""', "prefix", "two capital letters"),
    ("prefix: SZ", "prefix: Sz", "prefix", "two capital letters"),
    ("prefix: SZ", "prefix: GX", "prefix", "the prefix `GX` is that of `guangxi-mailbox`"),
    ("clause: SZ-A2.4.4a", "clause: GX-11", "limits.sign_for[0].clause", "`GX-11` is of another regulation"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "path", "says"), WRONG)
def test_a_problem_names_its_place_and_what_would_be_right(old, new, path, says):
    problems = check(changed(old, new), "mine.yaml")

    assert [problem.path for problem in problems] == [path]
    assert says in problems[0].message
    assert str(problems[0]).startswith(f"mine.yaml:{problems[0].line}: `{path}`: ")


def test_a_problem_carries_its_line_and_its_value():
    text = changed("decided_by: leader", "decided_by: laeder")

    (problem,) = check(text, "mine.yaml")

    assert text.splitlines()[problem.line - 1].strip() == "decided_by: laeder"
    assert problem.value == '"laeder"'


def test_all_problems_are_told_at_once_in_the_order_of_the_lines():
    text = changed("version: ", "verison: ").replace("decided_by: leader", "decided_by: boss")

    problems = check(text, "mine.yaml")

    assert [problem.path for problem in problems] == ["verison", "extension.decided_by"]


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list", "a: [1,", "a: b: c", "\tx: 1"])
def test_a_text_that_is_no_rulebook_at_all_is_a_problem_and_no_crash(text):
    assert check(text, "mine.yaml")


def test_times_and_words_that_yaml_likes_to_change_stay_what_was_written():
    assert check(changed('opens: "14:30"', "opens: 14:30"), "mine.yaml") == []


def test_a_clause_of_every_rule_can_be_read():
    assert clauses.clause("SZ-A2.4.4a").requirement.startswith("Sign for receipt")
    with pytest.raises(clauses.UnknownClauseError, match="no clause 'SZ-0'"):
        clauses.clause("SZ-0")


def test_who_may_be_told_at_any_hour_are_the_people_among_a_cases_roles():
    assert set(get_args(Recipient)) == {role.value for role in Role} - {"machine", "clock", "platform"}


def test_a_rulebook_that_does_not_hold_keeps_no_prefix_from_another(tmp_path, monkeypatch):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "1.yaml").write_text("prefix: SZ\n", encoding="utf-8")
    monkeypatch.setattr(loading, "SHELF", tmp_path)

    assert check(SUZHOU, "mine.yaml") == []
