"""Which changes of a unit let its work fall to others, and from when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from huiyin.case.record import from_record, to_record
from huiyin.units import Absence, DutySpan, Handover, Person, Unit, as_one, handovers

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANN, DAN = Person("ann", "经办人", "handler", "13000000001"), Person("dan", "分管", "deputy", "13000000002")
UNIT = Unit("housing", "住建局", "Housing", people=(ANN, DAN))


def away(since: float, until: float) -> Absence:
    return Absence("ann", NOW + since * HOUR, NOW + until * HOUR, "dan")


def absent(*absences: Absence) -> Unit:
    return replace(UNIT, absences=absences)


@pytest.mark.clause("GX-13")
@pytest.mark.parametrize(
    ("before", "after", "hours"),
    [
        (UNIT, replace(UNIT, people=(DAN,)), [0]),
        (UNIT, replace(UNIT, people=(replace(ANN, role="head"), DAN)), [0]),
        (UNIT, replace(UNIT, people=(replace(ANN, phone="13000000009"), DAN)), []),
        (UNIT, replace(UNIT, zh="住建委"), []),
        (UNIT, replace(UNIT, roster=(DutySpan("dan", NOW, NOW + HOUR),)), []),
        (UNIT, absent(away(-1, 8)), [0, 8]),
        (UNIT, absent(away(2, 8)), [2, 8]),
        (absent(away(-1, 8)), absent(away(-1, 0)), [0]),  # back before their time
        (absent(away(2, 8)), UNIT, []),  # does not go at all
        (None, UNIT, []),
        (UNIT, replace(UNIT, people=(), succeeded_by="other"), []),
    ],
)
def test_people_who_come_and_go_hand_over_at_once_and_absences_by_the_clock(before, after, hours):
    found = handovers(before, after, NOW)
    assert [(each.at - NOW) / HOUR for each in found] == hours
    assert [each.by_clock for each in found] == [hour > 0 for hour in hours]


def test_how_it_stood_before_holds_ids_and_roles_and_nothing_by_which_anybody_is_reached():
    (handover,) = handovers(UNIT, replace(UNIT, people=(DAN,)), NOW)
    kept = to_record(handover)
    assert "1300000" not in str(kept)
    before, then = from_record(Handover, kept).before(replace(UNIT, people=(DAN,)))
    assert [(p.id, p.role) for p in before.people] == [("ann", "handler"), ("dan", "deputy")]
    assert then == NOW


def test_just_before_an_absence_begins_nobody_is_away():
    unit = absent(away(2, 8))
    begins, ends = handovers(UNIT, unit, NOW)
    for handover, gone in ((begins, False), (ends, True)):
        before, then = handover.before(unit)
        assert (before.absence_of("ann", then) is not None) == gone


@pytest.mark.clause("GX-13")
def test_several_handovers_of_a_night_are_one_from_what_was_before_the_first():
    gone, back = replace(UNIT, people=(DAN,)), replace(UNIT, people=(DAN, replace(ANN, id="eve")))
    (first,), (second,) = handovers(UNIT, gone, NOW), handovers(gone, back, NOW + HOUR)
    assert as_one([first, second]) == first
    assert as_one([second]) == second


@pytest.mark.clause("GX-12", "GX-13")
def test_before_an_absence_that_began_by_the_clock_the_unit_stood_as_the_next_change_found_it():
    unit = absent(away(2, 8))
    begins, _ = handovers(UNIT, unit, NOW)
    gone = replace(unit, people=(DAN,), absences=())
    (leaves,) = handovers(unit, gone, NOW + 3 * HOUR)
    before, then = from_record(Handover, to_record(as_one([begins, leaves]))).before(gone)
    assert [(p.id, p.role) for p in before.people] == [("ann", "handler"), ("dan", "deputy")]
    assert before.absence_of("ann", then) is None
    assert before.absence_of("ann", NOW + 2 * HOUR) is not None
