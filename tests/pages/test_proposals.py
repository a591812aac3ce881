"""What the rules propose, as the centre reads it; nobody else does."""

import pytest

from builders import CENTRE, Walk, a_letter, screened
from huiyin.case import commands as c
from huiyin.case.vocabulary import CENTRE_ROLES, Role, Stage
from huiyin.screening import Why
from huiyin_aws.pages.visibility import see
from huiyin_aws.pages.words import WHYS
from page_builders import CHECKER, CHONGQING, GUANGXI, NEIMENGGU, WEIBIN, begun, rendered

EARLIER = "SZ20260105-000007"


def a_repeat(**proposal) -> Walk:
    return screened(a_letter(Walk()), why=Why.ANSWERED_BEFORE.value, earlier=EARLIER, **proposal)


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_words_in_both_languages(why):
    assert WHYS[why].zh
    assert WHYS[why].en


@pytest.mark.clause("SZ-A2.4.1b")
def test_a_repeat_shows_its_ground_its_clause_and_the_earlier_case():
    page = rendered(a_repeat(ground="repeated", clause="SZ-A2.4.1b"), Role.CENTRE)

    for told in (WHYS[Why.ANSWERED_BEFORE].zh, "不再重复受理", "SZ-A2.4.1b", EARLIER):
        assert told in page


@pytest.mark.clause("SZ-A2.4.3b")
def test_several_fields_are_named():
    page = rendered(screened(a_letter(Walk()), why="several_bodies", others=("education", "market")), Role.CENTRE)

    for told in (WHYS[Why.SEVERAL_BODIES].zh, "教育", "市场监管"):
        assert told in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CENTRE])
def test_nobody_but_the_centre_is_told_of_another_case(role):
    walk = a_repeat()

    assert EARLIER not in str(see(walk.case, role, walk.texts, walk.rulebook, walk.now, events=walk.events))


TO_THE_POLICE = [
    pytest.param(WEIBIN, "malicious_attack", "公安等有关机关", "another competent body", id=WEIBIN),
    pytest.param(NEIMENGGU, "abuse", "移交公安机关等有权处理的部门", "whatever body is competent", id=NEIMENGGU),
    pytest.param(CHONGQING, "state_security", "商公安、国家安全机关", "Police and state security", id=CHONGQING),
    pytest.param(GUANGXI, "abuse", "移交公安机关", "passed to the police", id=GUANGXI),
]


def told(walk: Walk, role: Role) -> str:
    return str(see(walk.case, role, walk.texts, walk.rulebook, walk.now, events=walk.events))


@pytest.mark.clause("WB-5", "NM-26", "CQ-23")
@pytest.mark.parametrize(("programme", "ground", "zh", "en"), TO_THE_POLICE)
def test_the_centre_reads_to_whom_it_passes_the_matter_itself_and_nobody_else_does(programme, ground, zh, en):
    walk = begun(programme, ground=ground, clause="")

    page = rendered(walk, Role.CENTRE)

    for words in ("另转", "Passed on to", zh, en):
        assert words in page
    for role in set(Role) - {Role.CENTRE}:
        assert zh not in told(walk, role)
        assert en not in told(walk, role)


@pytest.mark.clause("CQ-23")
def test_the_second_person_and_the_centre_afterwards_read_it_too_and_the_requester_never():
    walk = begun(CHONGQING)
    walk.does(c.Refer(by=CENTRE, ground="state_security", paper=walk.paper("why", explanation="请见说明。")))
    assert walk.case.stage is Stage.CHECKING
    assert "Police and state security" in rendered(walk, Role.CHECKER)
    assert "state security" not in told(walk, Role.REQUESTER)

    walk.does(c.ConfirmOpinion(by=CHECKER))

    assert walk.case.stage in (Stage.DECLINED, Stage.REFERRED)
    for role in Role:
        assert ("Police and state security" in told(walk, role)) is (role in CENTRE_ROLES)


def test_a_ground_that_is_passed_to_nobody_says_nothing_of_it():
    page = rendered(begun(WEIBIN, ground="abuse", clause="WB-4"), Role.CENTRE)
    assert "另转" not in page
