"""What the rules propose, as the centre reads it; nobody else does."""

import pytest

from builders import Walk, a_letter, screened
from huiyin.case.vocabulary import Role
from huiyin.screening import Why
from huiyin_aws.pages.visibility import see
from huiyin_aws.pages.words import WHYS
from page_builders import rendered

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
