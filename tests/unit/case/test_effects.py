"""What must happen outside because a case changed."""

from dataclasses import replace
from datetime import timedelta

from builders import a_walk
from huiyin.case.effects import ArmClock, Hanging, Publish, RingBell, StartMachine, effects


def test_a_new_case_starts_its_machine_and_is_published():
    walk = a_walk("received")
    assert effects(walk.case, walk.events, Hanging()) == (StartMachine(1), Publish(walk.events))


def test_a_case_that_waits_for_people_has_a_clock():
    walk = a_walk("triage")
    assert effects(walk.case, (), Hanging(attempt=1)) == (ArmClock(1, walk.case.attend_at),)


def test_a_clock_that_was_spent_is_followed_by_the_next():
    walk = a_walk("handling")
    assert effects(walk.case, (), Hanging(attempt=1, arming=3)) == (ArmClock(4, walk.case.attend_at),)


def test_the_bell_rings_once_the_stage_for_which_it_hangs_has_passed():
    walk = a_walk("approving")
    at = walk.case.attend_at
    hanging = Hanging(attempt=1, bell="token", bell_stage_no=walk.case.stage_no, arming=1, clock_at=at)
    assert effects(walk.case, (), hanging) == ()
    assert effects(walk.case, (), replace(hanging, bell_stage_no=walk.case.stage_no - 1)) == (RingBell("token"),)


def test_only_an_earlier_instant_arms_another_clock():
    walk = a_walk("handling")
    at = walk.case.attend_at
    later = Hanging(attempt=1, arming=4, clock_at=at + timedelta(days=1))
    earlier = replace(later, clock_at=at - timedelta(days=1))
    assert effects(walk.case, (), later) == (ArmClock(5, at),)
    assert effects(walk.case, (), earlier) == ()


def test_a_finished_case_needs_no_machine_and_no_clock():
    walk = a_walk("archived")
    assert effects(walk.case, walk.events, Hanging()) == (Publish(walk.events),)


def test_nothing_new_and_nothing_hanging_wrong_calls_for_nothing():
    walk = a_walk("triage")
    assert effects(walk.case, (), Hanging(attempt=1, arming=1, clock_at=walk.case.attend_at)) == ()
