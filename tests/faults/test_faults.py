"""Whatever fails, wherever, the case ends as if nothing had failed (design, promises 1 and 2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from faults.ending import Ending, ending, later, rows
from faults.mishaps import (
    BEFORE,
    FIRST,
    LAST,
    SENT,
    Crashes,
    calls_slow,
    clocks_stopped,
    everything_twice,
    machines_stopped,
    messages_twice,
    records_late_and_shuffled,
    records_lost,
    records_twice,
    schedules_twice,
    tokens_twice,
)
from faults.story import MONDAY
from faults.telling import DAYS, HOURLY, told, town
from huiyin_local.cloud import LocalCloud

OFTEN, AS_DEPLOYED = "rate(20 minutes)", "rate(5 minutes)"

MISHAPS = [
    pytest.param(records_twice, HOURLY, id="every stream record twice"),
    pytest.param(records_late_and_shuffled, HOURLY, id="stream records late and out of order"),
    pytest.param(messages_twice, HOURLY, id="every queue message twice, backwards, among old ones"),
    pytest.param(tokens_twice, HOURLY, id="every task token answered twice"),
    pytest.param(schedules_twice, HOURLY, id="every schedule fired twice"),
    pytest.param(everything_twice, HOURLY, id="everything twice at once"),
    pytest.param(calls_slow, HOURLY, id="every call slow, so that all work overlaps"),
    pytest.param(machines_stopped, HOURLY, id="every case's machine stopped again and again"),
    pytest.param(clocks_stopped, OFTEN, id="every clock stopped again and again"),
    pytest.param(records_lost, AS_DEPLOYED, id="no stream record ever arrives"),
]

# Each dies in turn before its first write, after its first and after its last; every second time it works.
EVERYWHERE = (BEFORE, FIRST, LAST)
CRASHES = [
    pytest.param({"Submit": EVERYWHERE, "Act": EVERYWHERE, "Rate": EVERYWHERE}, id="submit, act, rate"),
    pytest.param({"Screen": EVERYWHERE, "Answer": EVERYWHERE, "AwaitDecision": EVERYWHERE}, id="steps of the machine"),
    # After its claim a notice is in doubt: that has a test of its own.
    pytest.param({"Attend": EVERYWHERE, "Notify": (BEFORE, LAST), "Morning": (FIRST,)}, id="attend, notify, morning"),
    pytest.param({"Relay": EVERYWHERE}, id="relay"),
]


def assert_same(ends: dict[str, Ending], undisturbed: dict[str, Ending]) -> None:
    assert ends.keys() == undisturbed.keys()
    for ref, end in ends.items():
        expected = undisturbed[ref]
        for aspect in ("stage", "outcome", "facts", "obligations", "state", "notices", "messages"):
            assert getattr(end, aspect) == getattr(expected, aspect), f"{ref}: {aspect}"
        assert later(end.when, expected.when) == {}, ref


def test_undisturbed_the_story_ends_in_every_way(undisturbed: dict[str, Ending]) -> None:
    assert {ref: end.outcome for ref, end in undisturbed.items()} == {
        "extension": "satisfied",
        "second_handling": "explained",
        "sent_back": "poor_without_reason",
        "return": "satisfied",
        "silence": "satisfied_by_default",
        "night": "declined",
        "blank": "declined",
    }
    assert all(notice.endswith(" sent") for end in undisturbed.values() for notice in end.notices.values())


@pytest.mark.parametrize(("disturb", "sweep"), MISHAPS)
def test_what_comes_twice_late_or_never_changes_no_ending(
    disturb: Callable[[LocalCloud], object], sweep: str, undisturbed: dict[str, Ending]
) -> None:
    ends = told(disturb, sweep)
    assert_same(ends, undisturbed)


def test_every_post_sent_twice_is_done_once(undisturbed: dict[str, Ending]) -> None:
    with town() as story:
        story.posts = 2
        story.tell(DAYS)
        assert story.troubles == []
        assert_same(ending(story), undisturbed)


@pytest.mark.parametrize("points", CRASHES)
def test_a_function_that_dies_anywhere_changes_no_ending(
    points: dict[str, tuple[str, ...]], undisturbed: dict[str, Ending]
) -> None:
    with town() as story:
        crashes = {name: Crashes(story.cloud, name, at) for name, at in points.items()}
        story.tell(DAYS)
        assert {name: set(done.count) for name, done in crashes.items()} == {n: set(at) for n, at in points.items()}
        assert_same(ending(story), undisturbed)


@pytest.mark.parametrize("point", [FIRST, SENT])
def test_a_notice_in_doubt_is_shown_and_never_sent_twice(point: str, undisturbed: dict[str, Ending]) -> None:
    with town() as story:
        crashes = Crashes(story.cloud, "Notify", [point], at_most=6)
        story.tell(21)
        ends = ending(story)
        in_doubt = [r for r in rows(story.cloud, "CORRESPONDENCE_TABLE") if r.get("uncertain_shard")]

    assert crashes.count[point] == 6
    assert len(in_doubt) == 6
    assert {row["status"] for row in in_doubt} == {"claimed"}
    assert all(end.outcome for end in ends.values())
    for ref, end in ends.items():
        told_once = {notice: status for notice, status in end.notices.items() if status.endswith(" sent")}
        sent = end.messages.total()
        in_doubt_here = len(end.notices) - len(told_once)
        assert len(told_once) <= sent <= len(told_once) + (in_doubt_here if point == SENT else 0), ref


def test_a_clock_that_nobody_could_note_down_is_not_taken_for_the_one_wanted() -> None:
    from huiyin_aws import workflow

    with town():
        tomorrow, today = MONDAY + timedelta(days=1), MONDAY + timedelta(hours=1)
        assert workflow.arm_clock("SZ20260302-000001", 1, tomorrow) == 1  # whoever armed it dies here
        assert workflow.arm_clock("SZ20260302-000001", 1, tomorrow) == 1  # and does it again
        assert workflow.arm_clock("SZ20260302-000001", 1, today) == 2  # meanwhile the case needs attention earlier
