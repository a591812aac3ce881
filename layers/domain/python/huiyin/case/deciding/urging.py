"""The urging notice that asks for an answer (CQ-27), and what is taken up again after it lay with somebody else."""

from dataclasses import replace

from huiyin.case.deciding.draft import Draft
from huiyin.case.obligation import Obligation
from huiyin.case.vocabulary import Stage

# Here the order is with its unit; while the centre rules or reviews, the unit could not answer anything.
_WITH_THE_UNIT = frozenset({Stage.HANDLING, Stage.APPROVING})


def asks_for_answer(draft: Draft, reply: Obligation) -> Obligation | None:
    """CQ-27: overdue with no extension asked, the unit has so long to answer the notice, from when that can be sent."""
    return None if draft.case.extension_asked else _urging(draft, reply)


def spared_no_more(draft: Draft, reply: Obligation | None) -> Obligation | None:
    """CQ-27: what fell overdue while an extension was asked for is urged for from when that is refused, or dropped."""
    if reply is None or not reply.overdue or not is_with_the_unit(draft):
        return None
    return _urging(draft, reply)


def is_with_the_unit(draft: Draft) -> bool:
    return draft.case.stage in _WITH_THE_UNIT


def answered(draft: Draft) -> tuple[Obligation, ...]:
    """Whatever urging was to be answered, is."""
    return tuple(owed.met(draft.now) for owed in draft.case.open_obligations("urge"))


def _urging(draft: Draft, reply: Obligation) -> Obligation | None:
    known = draft.law.rulebook.is_limited("urge") and reply.step == "reply"
    if not known or reply.voided or draft.case.owes("urge"):
        return None
    return draft.owe("urge", reply.who)


def resumed(draft: Draft, owed: Obligation) -> Obligation:
    """What was handed in and comes back runs on; mornings on which it lay elsewhere are not urged for afterwards."""
    again = draft.law.time.working_morning_after(draft.now) if owed.overdue and not owed.voided else owed.urge_at
    return replace(owed, handed_in_at=None, resumed_at=draft.now, urge_at=again)
