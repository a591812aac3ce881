"""Who of a unit gets the work, who stands in, and which posts a programme asks to be filled."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from huiyin.case.vocabulary import Role
from huiyin.rulebook import load, loading
from huiyin_aws import clock, registration
from huiyin_aws.registration import PostUnfilledError, Registration, UnknownDutyError
from huiyin_aws.registry import Absence, Person, Unit, person_for

NUMBER = "CQ20260302-000001"
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


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


@pytest.mark.clause("CQ-13")
def test_where_no_checker_is_there_the_level_above_checks_and_nobody_whose_opinion_it_is():
    week = timedelta(days=7)
    away = Absence("the-checker", NOW - week, NOW + week, "the-centre")
    office = replace(staffed("centre", "checker", "leader", "chief"), absences=(away,))
    found = person_for(office, Role.CHECKER, NUMBER, {"the-centre"}, NOW)
    assert found is not None
    assert found.id == "the-leader"


@pytest.mark.clause("GX-18b")
@pytest.mark.parametrize(
    ("wanted", "barred", "found"),
    [
        (Role.HANDLER, {"the-handler"}, "the-deputy"),
        (Role.HANDLER, {"the-handler", "the-deputy"}, "the-head"),
        (Role.CENTRE, {"the-centre"}, "the-leader"),
        (Role.CHECKER, {"the-checker", "the-leader"}, "the-chief"),
        (Role.CHIEF, {"the-chief", "the-leader"}, None),
        (Role.CENTRE, {"the-handler"}, "the-centre"),
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


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Suzhou has a second rulebook from 2027 on: `housing` is called `homes`, and a leader passes replies too."""
    shutil.copytree(loading.SHELF / "suzhou-express", tmp_path / "suzhou-express")
    text = (tmp_path / "suzhou-express/1.yaml").read_text(encoding="utf-8")
    for old, new in (
        ('version: "1"', 'version: "2"\nin_force_from: "2027-01-01"'),
        ("  - code: housing\n", "  - code: homes\n"),
        ("send_back:", "  - {by: leader, zh: 分管领导, en: Deputy director, basis: choice}\nsend_back:"),
    ):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "suzhou-express/2.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(loading, "SHELF", tmp_path)


def on_duty(*duties: str, of_centre: tuple[str, ...] = ("centre",)) -> Registration:
    centre, unit = entered("suzhou-express", *of_centre).units
    return Registration(programme="suzhou-express", units=(centre, unit.model_copy(update={"duties": duties})))


@pytest.mark.usefixtures("two_versions")
def test_a_duty_may_be_a_category_of_any_version_whose_cases_may_come(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
    registration._require_known(on_duty("housing", "homes"))
    with pytest.raises(UnknownDutyError, match=r"no such categories \(housing: castles\)"):
        registration._require_known(on_duty("housing", "castles"))


@pytest.mark.usefixtures("two_versions")
def test_the_posts_are_those_of_the_version_in_force_on_the_local_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
    registration._require_known(on_duty())
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    with pytest.raises(PostUnfilledError, match="unit centre has nobody as leader"):
        registration._require_known(on_duty())
    registration._require_known(on_duty(of_centre=("centre", "leader")))
