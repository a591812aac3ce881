"""A change of people is entered by its rulebook's time; what was entered late says so, and old values stay."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from huiyin.rulebook import load
from huiyin.units import Person, Unit, change_of, entered_late
from huiyin.units.changes import is_of_people, masked, posts

ANN = Person("ann", "经办人甲", "handler", "13000000001", "ann@example.gov.cn")
BO = Person("bo", "经办人乙", "handler", "13000000002")
HAL = Person("hal", "负责人", "head", email="hal@example.gov.cn")
HOUSING = Unit("housing", "住建局", "Housing", people=(ANN, HAL))


def in_china(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}+08:00")


@pytest.mark.parametrize(
    ("programme", "since", "due"),
    [
        pytest.param("guangxi-mailbox", "2026-03-02", "2026-03-05T17:30", marks=pytest.mark.clause("GX-13")),
        pytest.param("guangxi-mailbox", "2026-03-06", "2026-03-11T17:30", marks=pytest.mark.clause("GX-13")),
        pytest.param("suzhou-express", "2026-03-02", "2026-03-03T00:00", marks=pytest.mark.clause("SZ-A5.4.1")),
        pytest.param("suzhou-express", "2026-03-07", "2026-03-08T00:00", marks=pytest.mark.clause("SZ-A5.4.1")),
    ],
)
def test_a_change_is_entered_within_its_rulebooks_time(programme, since, due):
    rulebook = load(programme)
    on_the_dot = in_china(due)
    for at, late in ((on_the_dot, False), (on_the_dot.replace(second=1), True)):
        found = entered_late(date.fromisoformat(since), at, rulebook.registration, rulebook.time())
        assert found == (on_the_dot, late)


def test_what_differs_is_named_and_the_same_again_is_no_change():
    assert change_of(None, HOUSING) == ("entered",)
    assert change_of(HOUSING, replace(HOUSING)) == ()
    renamed = replace(HOUSING, zh="住房局", people=(BO, HAL))
    assert change_of(HOUSING, renamed) == ("people", "names")


def test_only_somebody_else_at_a_post_is_held_to_the_time():
    assert is_of_people(HOUSING, replace(HOUSING, people=(BO, HAL)))
    assert not is_of_people(HOUSING, replace(HOUSING, people=(replace(ANN, phone="13000000009"), HAL)))
    assert not is_of_people(None, HOUSING)


def test_the_list_says_that_a_contact_changed_and_holds_none():
    assert [(p.phone, p.email) for p in posts(HOUSING)] == [
        ("130****0001", "a***@example.gov.cn"),
        ("", "h***@example.gov.cn"),
    ]
    assert [masked(each) for each in ("", "110", "05571234567")] == ["", "****", "055****4567"]
