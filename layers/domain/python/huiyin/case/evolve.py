"""evolve: fold a fact into the state of a case. It never judges; decide has done so already."""

from collections.abc import Iterable
from dataclasses import replace

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.folds import FOLDS
from huiyin.case.obligation import Obligation
from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage


def evolve(case: Case, event: Event) -> Case:
    """The state after one more event.

    Raises:
        ValueError: the event is not the next one (a gap or a repeat in its sequence).
    """
    if event.seq != case.seq + 1:
        raise ValueError(f"event {event.seq} cannot follow event {case.seq}: expected {case.seq + 1}")
    changes = FOLDS[type(event.fact)](case, event, event.fact)
    stage, turn = changes.get("stage", case.stage), changes.get("turn")
    if stage is not case.stage:
        changes["turn"] = turn
    # A stage is entered anew where the next of a chain takes over: the link of the one before has served its turn.
    entered = stage is not case.stage or not case.exists or (turn is not None and turn is not case.turn)
    entered = entered or _changes_hands(case, event.fact)
    return replace(
        case,
        seq=event.seq,
        stage_no=case.stage_no + (1 if entered else 0),
        obligations=_with(case.obligations, event.obligations),
        **changes,
    )


def replay(events: Iterable[Event], case: Case | None = None) -> Case:
    """The state that these events add up to."""
    state = case or Case()
    for event in events:
        state = evolve(state, event)
    return state


def _with(old: tuple[Obligation, ...], changed: tuple[Obligation, ...]) -> tuple[Obligation, ...]:
    """The obligations in the order in which they arose (ties by id), whichever way the case was read."""
    by_id = {o.id: o for o in old} | {o.id: o for o in changed}
    return tuple(sorted(by_id.values(), key=lambda o: (o.start, o.id)))


def _changes_hands(case: Case, fact: f.Fact) -> bool:
    """The order is with people of a unit that it leaves: their links end, as where a stage is entered anew."""
    theirs = isinstance(fact, f.OrderCarriedOver | f.OrderHandedOn) and fact.unit_from in (case.unit, case.acts)
    return theirs and case.stage in (Stage.HANDLING, Stage.APPROVING)
