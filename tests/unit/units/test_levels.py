"""When a matter is about everybody who could act, it goes to the level above, and on from there."""

import pytest

from huiyin.case.vocabulary import Role
from huiyin.units import Person, Unit, assigned

NUMBER = "SZ20260302-000000"


def _unit(code: str, *roles: str, parent: str = "", level: int = 2) -> Unit:
    people = tuple(Person(f"{code}-{role}", role, role, phone="1") for role in roles)
    return Unit(code, code, code, level, parent, people=people)


TOWN = _unit("town", "handler", "deputy", "head", parent="county", level=3)
COUNTY = _unit("county", "handler", "deputy", "head", parent="city")
CITY = _unit("city", "handler", "head", level=1)
CENTRE = _unit("centre", "centre", "leader", "chief")
NETWORK = {unit.code: unit for unit in (TOWN, COUNTY, CITY, CENTRE)}
OF_TOWN = {"town-handler", "town-deputy", "town-head"}
OF_COUNTY = {"county-deputy", "county-head"}


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
@pytest.mark.parametrize(
    ("role", "barred", "found"),
    [
        (Role.HANDLER, set(), ("town-handler", "town")),
        (Role.HANDLER, {"town-handler"}, ("town-deputy", "town")),
        (Role.HANDLER, {"town-handler", "town-deputy"}, ("town-head", "town")),
        (Role.HANDLER, OF_TOWN, ("county-deputy", "county")),
        (Role.DEPUTY, OF_TOWN, ("county-deputy", "county")),
        (Role.HEAD, OF_TOWN, ("county-deputy", "county")),
        (Role.HANDLER, OF_TOWN | {"county-deputy"}, ("county-head", "county")),
        (Role.HANDLER, OF_TOWN | OF_COUNTY, ("city-head", "city")),
        (Role.HANDLER, OF_TOWN | OF_COUNTY | {"city-head"}, ("centre-leader", "centre")),
        (Role.HANDLER, OF_TOWN | OF_COUNTY | {"city-head", "centre-leader"}, ("centre-chief", "centre")),
        (
            Role.HANDLER,
            OF_TOWN | OF_COUNTY | {"city-head", "centre-leader", "centre-chief"},
            ("centre-centre", "centre"),
        ),
        (
            Role.HANDLER,
            OF_TOWN | OF_COUNTY | {"city-head", "centre-leader", "centre-chief", "centre-centre"},
            None,
        ),
    ],
)
def test_where_all_candidates_are_barred_the_level_above_acts(role, barred, found):
    someone = assigned(NETWORK.get, "town", role, NUMBER, lambda unit, person: person in barred)
    assert (someone and (someone.person.id, someone.home)) == found


@pytest.mark.clause("GX-18b")
def test_a_unit_that_is_barred_itself_is_passed_over_with_all_its_people():
    """A town's people are named, and so is the county above it."""
    someone = assigned(NETWORK.get, "town", Role.HANDLER, NUMBER, lambda unit, p: unit == "county" or p in OF_TOWN)
    assert someone is not None
    assert (someone.person.id, someone.home) == ("city-head", "city")


@pytest.mark.parametrize("code", ["", "nowhere"])
def test_where_no_unit_has_the_case_nobody_is_told_instead(code):
    assert assigned(NETWORK.get, code, Role.HANDLER, NUMBER, lambda unit, person: False) is None


def test_nobody_is_above_the_centre():
    everybody = {p.id for p in CENTRE.people}
    assert assigned(NETWORK.get, "centre", Role.CENTRE, NUMBER, lambda unit, person: person in everybody) is None
