"""Three levels, each unit under one of the level above; a field is its unit's, and of several the place decides."""

from dataclasses import replace

import pytest

from huiyin.units import Unit, misplaced, responsible, successors

CENTRE = Unit("centre", "中心", "Centre", level=1)
BUREAU = Unit("housing", "住建局", "Housing", level=2, parent="centre")
OFFICE = Unit("repairs", "维修所", "Repairs", level=3, parent="housing")


@pytest.mark.clause("SZ-A2.2")
def test_three_levels_each_under_the_one_above():
    assert misplaced([CENTRE, BUREAU, OFFICE]) == ()


@pytest.mark.clause("SZ-A2.2")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(OFFICE, level=4), "no_such_level"),
        (replace(OFFICE, parent=""), "no_parent"),
        (replace(OFFICE, parent="nowhere"), "unknown_parent"),
        (replace(OFFICE, parent="centre"), "parent_not_one_above"),
        (replace(OFFICE, parent="repairs"), "parent_not_one_above"),  # a circle of one
        (replace(BUREAU, parent="repairs"), "parent_not_one_above"),  # a circle of two
    ],
)
def test_whoever_does_not_fit_is_named_with_what_was_expected(wrong, code):
    found = misplaced({u.code: u for u in (CENTRE, BUREAU, OFFICE, wrong)}.values())
    assert [(each.unit, each.code) for each in found] == [(wrong.code, code)]
    assert all(each.zh and each.en for each in found)


def test_a_closed_unit_is_nobodys_parent():
    closed = replace(BUREAU, succeeded_by="works")
    assert [each.code for each in misplaced([CENTRE, closed, OFFICE])] == ["unknown_parent"]


@pytest.mark.clause("SZ-A2.4.3c", "SZ-A2.4.3b")
@pytest.mark.parametrize(
    ("duties", "place", "expected"),
    [
        ({"housing": ()}, "", "housing"),
        ({"housing": ()}, "萧县龙城镇", "housing"),
        ({"xiaoxian": ("萧县",), "dangshan": ("砀山县",)}, "萧县龙城镇", "xiaoxian"),
        ({"xiaoxian": ("萧县",), "longcheng": ("萧县龙城镇",)}, "萧县龙城镇健康路", "longcheng"),  # the nearest
        ({"xiaoxian": ("萧县",), "dangshan": ("砀山县",)}, "灵璧县", ""),
        ({"xiaoxian": ("萧县",), "dangshan": ("砀山县",)}, "", ""),
        ({"xiaoxian": ("萧县",), "too": ("萧县",)}, "萧县", ""),
        ({}, "萧县", ""),
    ],
)
def test_a_field_is_its_units_and_of_several_that_of_the_place(duties, place, expected):
    assert responsible(duties, place) == expected


@pytest.mark.clause("GX-18b")
def test_what_an_accused_unit_went_into_is_found_however_often_that_happened():
    units = [
        CENTRE,
        replace(BUREAU, succeeded_by="works"),
        Unit("works", "", "", succeeded_by="urban"),
        Unit("urban", "", ""),
    ]
    assert successors(units, ["housing", "centre"]) == {"works", "urban"}
    assert successors(units, ["urban"]) == frozenset()
