"""Whose the work is while people are away, at night, and when a matter is about them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.case.vocabulary import Role
from huiyin.rulebook import load
from huiyin.units import Absence, DutySpan, Person, Unit, has_it_now, on_duty, person_for, rostered

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday, nine o'clock in China
DAY = timedelta(days=1)
FIRST, SECOND = "SZ20260302-000000", "SZ20260302-000001"
TIME = load("suzhou-express").time()


def people(**roles: str) -> tuple[Person, ...]:
    return tuple(Person(person_id, person_id, role, phone="13000000000") for person_id, role in roles.items())


def a_unit(*absences: Absence, roster: tuple[DutySpan, ...] = (), **roles: str) -> Unit:
    filled = roles or {"ann": "handler", "bo": "handler", "dan": "deputy", "hal": "head"}
    return Unit("housing", "住建局", "Housing", people=people(**filled), absences=absences, roster=roster)


def away(person: str, stand_in: str = "") -> Absence:
    return Absence(person, NOW - DAY, NOW + DAY, stand_in)


def chosen(unit: Unit, role: Role = Role.HANDLER, number: str = FIRST, barred: tuple[str, ...] = ()) -> str | None:
    person = person_for(unit, role, number, barred, NOW)
    return person and person.id


@pytest.mark.clause("GX-12", "GX-13")
@pytest.mark.parametrize(
    ("absences", "number", "expected"),
    [
        ([], FIRST, "ann"),
        ([], SECOND, "bo"),
        ([away("ann", "dan")], FIRST, "dan"),  # whom she names
        ([away("ann", "dan")], SECOND, "bo"),  # his own work stays his
        ([away("ann")], FIRST, "bo"),  # names nobody: another at the post
        ([away("ann", "dan"), away("dan")], FIRST, "bo"),  # the stand-in is away, too
        ([away("ann"), away("bo")], FIRST, "dan"),  # the post that stands in
        ([away("ann"), away("bo", "hal")], FIRST, "hal"),  # whom the other one names
        ([away("ann"), away("bo"), away("dan")], FIRST, "hal"),
        ([away(each) for each in ("ann", "bo", "dan", "hal")], FIRST, "ann"),  # it waits for the one whose it is
    ],
)
def test_while_somebody_is_away_their_stand_in_acts(absences, number, expected):
    assert chosen(a_unit(*absences), number=number) == expected


@pytest.mark.clause("WB-6.3d", "CQ-14")
@pytest.mark.parametrize(
    ("absences", "barred", "expected"),
    [
        ([], (), "bo"),
        ([], ("bo",), None),
        ([away("bo", "dan")], (), "dan"),
        ([away("bo", "dan")], ("dan",), None),
        ([away("bo")], (), None),  # it goes by number, as if nobody had been named
        ([away("ann")], (), "bo"),
    ],
)
def test_a_case_that_was_handed_to_somebody_by_name_is_theirs_or_their_stand_ins(absences, barred, expected):
    person = has_it_now(a_unit(*absences), "bo", NOW, barred)
    assert (person and person.id) == expected
    assert has_it_now(a_unit(), "gone", NOW) is None


def test_an_absence_covers_its_first_instant_and_not_its_last():
    unit = a_unit(Absence("ann", NOW, NOW + DAY, "dan"))
    found = [person_for(unit, Role.HANDLER, FIRST, (), NOW + step) for step in (-timedelta(seconds=1), 0 * DAY, DAY)]
    assert [person.id for person in found] == ["ann", "dan", "ann"]


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_a_stand_in_whom_the_matter_is_about_is_passed_over():
    assert chosen(a_unit(away("ann", "dan")), barred=("dan",)) == "bo"
    assert chosen(a_unit(away("ann", "dan"), away("bo")), barred=("dan",)) == "hal"


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-03-02T08:29", "nina"),  # before the office opens
        ("2026-03-02T08:30", "ann"),
        ("2026-03-02T13:00", "ann"),  # noon is no night
        ("2026-03-02T17:29", "ann"),
        ("2026-03-02T17:30", "nina"),
        ("2026-03-07T10:00", "nina"),  # a Saturday
        ("2026-02-28T10:00", "ann"),  # a Saturday worked for the Spring Festival
        ("2026-03-09T20:00", "ann"),  # the roster leaves this night open
    ],
)
def test_at_night_and_on_days_off_the_roster_says_who_answers(local, expected):
    roster = (DutySpan("nina", NOW - 7 * DAY, NOW + 6 * DAY),)
    unit = a_unit(roster=roster, ann="handler", hal="head", nina="deputy")
    person = on_duty(unit, datetime.fromisoformat(f"{local}+08:00"), TIME)
    assert person is not None
    assert person.id == expected


def test_a_duty_officer_who_is_away_or_accused_does_not_answer():
    night = datetime.fromisoformat("2026-03-02T22:00+08:00")
    roster = (DutySpan("nina", NOW, NOW + DAY), DutySpan("otto", NOW, NOW + DAY))
    unit = a_unit(away("nina"), roster=roster, ann="handler", nina="deputy", otto="head")
    assert on_duty(unit, night, TIME).id == "otto"
    assert on_duty(unit, night, TIME, barred=("otto",)).id == "ann"
    assert rostered(unit, night, TIME).id == "otto"
    assert rostered(unit, night, TIME, barred=("otto",)) is None
    assert rostered(unit, night + timedelta(hours=12), TIME) is None  # by day the roster says nothing


IDS = ("a", "b", "c", "d", "e")
POSTS = ("handler", "deputy", "head", "centre", "checker", "leader", "chief", "regional")


@st.composite
def networks(draw: st.DrawFn) -> Unit:
    staff = draw(st.dictionaries(st.sampled_from(IDS), st.sampled_from(POSTS), min_size=1))
    gone = draw(st.lists(st.builds(away, st.sampled_from(IDS), st.sampled_from(("", *IDS))), max_size=4))
    return a_unit(*gone, **staff)


roles = st.sampled_from([Role(post) for post in POSTS])
numbers = st.integers(0, 999_999).map(lambda place: f"SZ20260302-{place:06d}")
accused = st.frozensets(st.sampled_from(IDS), max_size=3)


@given(networks(), roles, numbers, accused)
def test_nobody_accused_gets_the_work_and_the_same_case_goes_to_the_same_person(unit, role, number, barred):
    person = person_for(unit, role, number, barred, NOW)
    assert person is None or person.id not in barred
    assert person_for(unit, role, number, barred, NOW) == person


@given(networks(), roles, numbers, accused)
def test_nobody_who_is_away_gets_the_work_while_somebody_there_fits(unit, role, number, barred):
    person = person_for(unit, role, number, barred, NOW)
    if person is None or unit.absence_of(person.id, NOW) is None:
        return
    there = [p for p in unit.people if unit.absence_of(p.id, NOW) is None]
    of_those = Unit("housing", "", "", people=tuple(there))
    assert person_for(of_those, role, number, barred, NOW) is None


@given(networks(), roles, numbers, accused)
def test_absences_change_who_acts_but_never_leave_work_to_nobody(unit, role, number, barred):
    at_their_posts = person_for(unit, role, number, barred)
    assert (person_for(unit, role, number, barred, NOW) is None) == (at_their_posts is None)
