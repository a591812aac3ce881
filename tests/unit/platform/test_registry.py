"""Who of a unit gets the work, who stands in, and which posts a programme asks to be filled."""

import pytest

from huiyin.case.vocabulary import Role
from huiyin.rulebook import load
from huiyin_aws import registration
from huiyin_aws.registration import PostUnfilledError, Registration
from huiyin_aws.registry import Person, Unit, person_for

NUMBER = "CQ20260302-000001"


def staffed(*roles: str) -> Unit:
    return Unit("centre", "中心", "Centre", people=tuple(Person(f"the-{role}", role, role) for role in roles))


def entered(programme: str, *of_centre: str, of_unit: tuple[str, ...] = ("handler", "deputy", "head")) -> Registration:
    posts = {"centre": of_centre, "housing": of_unit}
    units = [
        {
            "code": code,
            "zh": code,
            "en": code,
            "people": [{"id": f"{code}-{role}", "title": role, "role": role, "phone": "13000000000"} for role in roles],
        }
        for code, roles in posts.items()
    ]
    return Registration.model_validate({"programme": programme, "units": units})


@pytest.mark.parametrize(
    ("wanted", "filled", "found"),
    [
        (Role.LEADER, ("centre", "leader", "chief"), "the-leader"),
        (Role.LEADER, ("centre", "chief"), "the-chief"),
        (Role.CHIEF, ("centre", "leader"), "the-leader"),
        (Role.DEPUTY, ("handler", "head"), "the-head"),
        (Role.HEAD, ("handler", "deputy"), "the-deputy"),
        (Role.HANDLER, ("deputy", "head"), "the-deputy"),
    ],
)
def test_a_post_that_nobody_fills_is_stood_in_for(wanted, filled, found):
    person = person_for(staffed(*filled), wanted, NUMBER)
    assert person is not None
    assert person.id == found


@pytest.mark.clause("CQ-13")
def test_nobody_stands_in_for_a_checker_because_it_has_to_be_a_second_person():
    assert person_for(staffed("centre", "leader", "chief"), Role.CHECKER, NUMBER) is None


@pytest.mark.clause("GX-18b")
@pytest.mark.parametrize(
    ("wanted", "barred", "found"),
    [
        (Role.HANDLER, {"the-handler"}, "the-deputy"),
        (Role.HANDLER, {"the-handler", "the-deputy"}, "the-head"),
        (Role.CENTRE, {"the-centre"}, "the-leader"),
        (Role.CHECKER, {"the-checker", "the-leader"}, "the-chief"),
        (Role.CHIEF, {"the-chief", "the-leader"}, None),
    ],
)
def test_whom_a_matter_is_about_is_passed_over_and_where_all_are_the_level_above_acts(wanted, barred, found):
    unit = staffed("handler", "deputy", "head", "centre", "checker", "leader", "chief")
    person = person_for(unit, wanted, NUMBER, barred)
    assert (person and person.id) == found


@pytest.mark.clause("CQ-13", "CQ-15", "WB-6.2b", "SZ-A2.4.4f")
@pytest.mark.parametrize(
    ("programme", "missing"),
    [("chongqing-commerce", "checker"), ("chongqing-commerce", "chief"), ("weibin-mailbox", "leader")],
)
def test_a_post_that_the_programmes_rulebook_asks_for_is_filled(programme, missing):
    _, of_centre = load(programme).posts()
    registration._require_known(entered(programme, *of_centre))
    with pytest.raises(PostUnfilledError, match=f"unit centre has nobody as {missing}"):
        registration._require_known(entered(programme, *of_centre - {missing}))


def test_a_programme_without_a_deputys_signature_asks_for_no_deputy():
    _, of_centre = load("weibin-mailbox").posts()
    registration._require_known(entered("weibin-mailbox", *of_centre, of_unit=("handler", "head")))
    with pytest.raises(PostUnfilledError, match="unit housing has nobody as deputy"):
        registration._require_known(entered("suzhou-express", "centre", of_unit=("handler", "head")))
