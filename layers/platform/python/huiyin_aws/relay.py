"""The relay: a case changed, so do what its events call for, then move the watermark.

A call means only "this case changed". The events are the outbox; `relayed_to` is how far they have taken effect. So
records may come twice, late or out of order, and the sweep may call the same function.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from huiyin.case.effects import ArmClock, FollowLead, NoteOnLead, Publish, RingBell, StartMachine, effects
from huiyin.case.facts import Event
from huiyin.case.record import instant
from huiyin.case.state import Case
from huiyin.notices import tells
from huiyin_aws import clock, store, workflow
from huiyin_aws.clients import client
from huiyin_aws.measures import count_events
from huiyin_aws.settings import setting
from huiyin_aws.tables import HEAD, CaseRow

SOURCE = "huiyin.case"
_BATCH = 10  # PutEvents takes ten entries a call
_TAKE_DOWN_BELL = CaseRow.bell.remove()


class TransientError(RuntimeError):
    """It did not work this time and nothing is lost: try again."""


def relay(number: str) -> None:
    """Bring the outside up to date with a case.

    Raises:
        TransientError: the case kept changing while we worked, or the bus did not take an event.
    """
    for _ in range(store.ATTEMPTS):
        stored = store.load(number)
        if stored.head is None:
            return
        events = store.events_of(number, after=int(stored.head.relayed_to))
        marks = _do(stored, events)
        if not marks and not events and not stored.head.unrelayed_since:
            return
        if _moved_watermark(stored, marks):
            return
    raise TransientError(f"{number} kept changing; the sweep will come back to it")


def _do(stored: store.Stored, events: tuple[Event, ...]) -> list[Action]:
    """Each effect in turn; what is to be noted down with the watermark."""
    case, hanging = stored.case, stored.hanging
    marks: list[Action] = []
    for effect in effects(case, events, hanging):
        if isinstance(effect, StartMachine):
            workflow.start_case(case.number, case.stage, effect.attempt)
            marks += [CaseRow.attempt.set(effect.attempt)]
        elif isinstance(effect, ArmClock):
            arming = workflow.arm_clock(case.number, effect.arming, effect.at)
            marks += [CaseRow.arming.set(arming), CaseRow.clock_at.set(instant(effect.at))]
        elif isinstance(effect, RingBell):
            if not workflow.ring(effect.token, case.number, case.stage, hanging.attempt):
                restart_machine(stored)
            marks += [_TAKE_DOWN_BELL]
        elif isinstance(effect, Publish):
            publish(case, effect.events)
        else:
            _between_cases(case, effect)
    return marks


def _between_cases(case: Case, effect: NoteOnLead | FollowLead) -> None:
    """Few cases are joined, and what they are decided by takes long to import."""
    from huiyin_aws import joining

    if isinstance(effect, NoteOnLead):
        joining.note_on_lead(case.number, effect.lead, split=effect.split, now=clock.now())
    else:
        joining.follow_lead(effect.number, clock.now())


def publish(case: Case, events: Sequence[Event]) -> None:
    """The events on the bus: ids, codes and whom they tell; never an obligation's owner by name, never a text."""
    entries = [
        {
            "Source": SOURCE,
            "DetailType": event.name,
            "Detail": json.dumps(_detail(case, event), sort_keys=True),
            "EventBusName": setting("CASE_BUS"),
        }
        for event in events
    ]
    for start in range(0, len(entries), _BATCH):
        answer = client("events").put_events(Entries=entries[start : start + _BATCH])
        if answer["FailedEntryCount"]:
            raise TransientError(f"{case.number}: the bus refused {answer['FailedEntryCount']} events")
    count_events(case.programme, Counter(event.name for event in events))


def _detail(case: Case, event: Event) -> dict[str, Any]:
    detail: dict[str, Any] = {
        "programme": case.programme,
        "case": case.number,
        "seq": event.seq,
        "type": event.name,
        "at": instant(event.at),
    }
    told = tells(event, case)
    return detail | ({"tells": list(told)} if told else {})


def _moved_watermark(stored: store.Stored, marks: list[Action]) -> bool:
    """Note the watermark and what now hangs on the case, unless the case has changed since it was read.

    A machine that was rung may have hung its next bell already: a bell is taken down only while it is the one we rang.
    """
    head = stored.head
    assert head is not None, "only a case that is there is relayed"
    done = [CaseRow.relayed_to.set(head.seq), CaseRow.unrelayed_shard.remove(), CaseRow.unrelayed_since.remove()]
    unchanged = CaseRow.version == head.version
    if _TAKE_DOWN_BELL in marks:
        unchanged &= CaseRow.bell == head.bell
    return _noted(head.pk, [*done, *marks], unchanged)


def _noted(number: str, actions: list[Action], condition: Condition) -> bool:
    try:
        CaseRow(number, HEAD).update(actions=actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def restart_machine(stored: store.Stored) -> bool:
    """Start the next attempt of a machine that has died under an open case; it goes on where the case stands.

    True where one was started. It is started before its attempt is noted: whoever dies in between leaves the old, dead
    attempt on the case, and the next caller starts the same one again. The old bell stays until the new machine hangs
    its own.
    """
    head, case = stored.head, stored.case
    if (
        head is None
        or not case.is_open
        or not head.attempt
        or workflow.case_machine_runs(case.number, int(head.attempt))
    ):
        return False
    attempt = int(head.attempt) + 1
    workflow.start_case(case.number, case.stage, attempt)
    return _noted(head.pk, [CaseRow.attempt.set(attempt)], CaseRow.attempt == head.attempt)


def restart_clock(stored: store.Stored, now: datetime) -> None:
    """Arm the case's clock anew for what is overdue of attention."""
    head, at = stored.head, stored.case.attend_at
    if head is None or at is None:
        return
    arming = workflow.arm_clock(head.pk, int(head.arming) + 1, max(at, now))
    CaseRow(head.pk, HEAD).update(actions=[CaseRow.arming.set(arming), CaseRow.clock_at.set(instant(at))])
