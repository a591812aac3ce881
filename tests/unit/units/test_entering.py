"""What a unit enters of itself: people who come and go, absences, the roster; and what is refused, with what to do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from huiyin.case.refusal import Refusal
from huiyin.rulebook import load
from huiyin.units import Absence, DutySpan, Person, Unit
from huiyin.units.entering import away, back, has_duty, named, off_duty, require_entered_properly

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANN, DAN, HAL = (
    Person(i, i, role, "13000000001") for i, role in (("ann", "handler"), ("dan", "deputy"), ("hal", "head"))
)
NEW = Person("new", "新任经办人", "handler", "13000000002")
HOUSING = Unit("housing", "住建局", "Housing", people=(ANN, DAN, HAL))
TODAY = date(2026, 3, 2)


@pytest.mark.clause("GX-13", "WB-6.3d")
def test_a_successor_takes_the_post_of_whoever_leaves():
    absent = replace(HOUSING, absences=(Absence("ann", NOW, NOW + DAY),), roster=(DutySpan("ann", NOW, NOW + DAY),))
    unit = named(absent, "handler", NEW, leaves="ann")
    assert unit.people == (DAN, HAL, NEW)
    assert (unit.absences, unit.roster, unit.vacant) == ((), (), ())


@pytest.mark.clause("GX-12")
def test_a_post_may_stay_vacant_where_somebody_stands_in_until_it_is_filled():
    unit = named(HOUSING, "handler", None, leaves="ann")
    assert unit.vacant == ("handler",)
    assert named(unit, "handler", NEW).vacant == ()


@pytest.mark.parametrize(
    ("unit", "role", "person", "leaves", "code"),
    [
        (HOUSING, "handler", None, "", "nobody_named"),
        (HOUSING, "handler", NEW, "dan", "not_at_this_post"),
        (HOUSING, "handler", NEW, "nobody", "not_at_this_post"),
        (HOUSING, "handler", replace(NEW, id="hal"), "ann", "id_taken"),
        (replace(HOUSING, people=(ANN, HAL)), "head", None, "hal", "nobody_stands_in"),
    ],
)
def test_a_change_that_leaves_the_unit_unfit_is_refused(unit, role, person, leaves, code):
    with pytest.raises(Refusal, match=code) as refused:
        named(unit, role, person, leaves)
    assert refused.value.zh


def test_an_absence_ends_by_itself_or_when_somebody_is_back_before():
    unit = away(HOUSING, Absence("ann", NOW - DAY, NOW + DAY, "dan"), NOW)
    assert back(unit, "ann", NOW - DAY, NOW).absences == (Absence("ann", NOW - DAY, NOW, "dan"),)
    ahead = away(HOUSING, Absence("ann", NOW + DAY, NOW + 2 * DAY), NOW)
    assert back(ahead, "ann", NOW + DAY, NOW).absences == ()
    assert back(ahead, "ann", NOW, NOW) == ahead


@pytest.mark.parametrize(
    ("absence", "code"),
    [
        (Absence("nobody", NOW, NOW + DAY), "not_of_this_unit"),
        (Absence("ann", NOW, NOW), "times_out_of_order"),
        (Absence("ann", NOW - 2 * DAY, NOW), "times_out_of_order"),
        (Absence("ann", NOW, NOW + DAY, "ann"), "no_such_stand_in"),
        (Absence("ann", NOW, NOW + DAY, "nobody"), "no_such_stand_in"),
        (Absence("dan", NOW + DAY, NOW + 3 * DAY), "away_already"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(absence, code):
    unit = away(HOUSING, Absence("dan", NOW, NOW + 2 * DAY), NOW)
    with pytest.raises(Refusal, match=code):
        away(unit, absence, NOW)


def test_the_roster_is_kept_by_time_and_what_is_long_over_leaves_it():
    old, tonight, then = (DutySpan("hal", NOW + n * DAY, NOW + (n + 1) * DAY) for n in (-100, 0, 1))
    unit = has_duty(has_duty(replace(HOUSING, roster=(old,)), then, NOW), tonight, NOW)
    assert unit.roster == (tonight, then)
    assert has_duty(unit, then, NOW) == unit
    assert off_duty(unit, "hal", NOW + DAY, NOW).roster == (tonight,)


@pytest.mark.parametrize(
    ("programme", "since", "proof", "code"),
    [
        pytest.param("guangxi-mailbox", TODAY, "", "proof_missing", marks=pytest.mark.clause("GX-13")),
        ("guangxi-mailbox", TODAY, "scan-1", None),
        ("suzhou-express", TODAY, "", None),
        ("suzhou-express", TODAY + DAY, "", "not_yet"),
    ],
)
def test_a_change_is_proved_as_the_rulebook_says_and_entered_once_it_holds(programme, since, proof, code):
    rule = load(programme).registration
    if code is None:
        require_entered_properly(rule, since, TODAY, proof)
        return
    with pytest.raises(Refusal, match=code) as refused:
        require_entered_properly(rule, since, TODAY, proof)
    assert refused.value.clause == (rule.clause if code == "proof_missing" else "")
