"""The centre puts right what was wrong: how a request is filed, whom it went to, an overdue that was nobody's fault.

GX-18b, SZ-A2.4.8 (under its right kind a matter is kept from whom it accuses, also where the unit has it already);
SZ-A2.4.4c, SZ-A2.4.4e (each kind has its own limit, and its own longest extension); SZ-A5.4.2.1 (a return that was
improper). The record keeps both: how it was, and how it was put right, with the reason.
"""

from dataclasses import replace

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.elapse import urged_no_more
from huiyin.case.deciding.handling import no_longer_decided
from huiyin.case.deciding.ordering import order
from huiyin.case.deciding.promising import handed_to
from huiyin.case.deciding.requiring import require_instructed, require_kind, require_not_guided
from huiyin.case.deciding.urging import spared_no_more
from huiyin.case.facts import Actor, Paper
from huiyin.case.law import CENTRE
from huiyin.case.obligation import Obligation
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Stage

# What a kind sets the limit of, as long as it is owed.
_BY_KIND = ("accept", "hand_out", "coordinate", "sign_for", "return", "rule_return", "reply", "support")

WITH_A_UNIT = frozenset({Stage.HANDLING, Stage.RULING_RETURN, Stage.APPROVING, Stage.REVIEWING})
_IN_A_CHAIN = frozenset({Stage.APPROVING, Stage.REVIEWING})


def correct(draft: Draft, command: c.Correct) -> None:
    """What is owed counts from its own start by the right kind; a unit that it is then kept from loses the order."""
    case = draft.case
    kind, category = command.kind or case.kind, command.category or case.category
    place = command.place or case.place
    if (kind, category, place) == (case.kind, case.category, case.place):
        raise Refusal(
            "nothing_to_correct",
            "类别、领域和地点均与现有登记一致，没有需要更正的内容。",
            "kind, field and place are what is on record already: change at least one of them",
        )
    if kind != case.kind:
        _require_possible(draft, kind)
    was = case.kind, case.category, case.place
    emergency = kind != case.kind and draft.law.rulebook.is_emergency(kind)
    too_long = case.extension_asked > max(draft.law.longest_extension(replace(case, kind=kind)), 0)
    fact = f.RequestCorrected(command.paper, kind, category, place, *was, _major(draft, kind), emergency, too_long)
    counted = _counted_by(draft, kind)
    draft.add(command.by, fact, *counted, *(_extension_dropped(draft, counted) if too_long else ()))
    if is_with_barred(draft):
        take_back(draft, command.by, command.paper, barred=True)
    release_barred(draft, command.by)


def _extension_dropped(draft: Draft, counted: tuple[Obligation, ...]) -> tuple[Obligation | None, ...]:
    """Nobody decides on it any more; a reply that is overdue as it is counted now is urged for (CQ-27)."""
    reply = next((owed for owed in counted if owed.step == "reply"), draft.case.owes("reply"))
    return *no_longer_decided(draft), spared_no_more(draft, reply)


def name_accused(draft: Draft, command: c.NameAccused) -> None:
    """GX-18b, SZ-A2.4.8: whom the matter is about may be found out late; a unit that it is then kept from loses the
    order, a person the work.
    """
    if _name(draft, command.by, command.accused, command.paper):
        return
    raise Refusal(
        "nobody_named",
        "请写明被反映的单位或人员；已登记的无需再次登记。",
        "name the unit or the person that it is about, other than those who are on record",
        draft.law.rulebook.accused.clause or "",
    )


def keep_from(draft: Draft, command: c.KeepFrom) -> None:
    """GX-18b, SZ-A2.2: a merger gives no matter to whom it is about, nor does another that is handled with it."""
    if not _name(draft, command.by, command.accused, None):
        raise Refusal(
            "nobody_named",
            "被反映的单位和人员均已登记，无需再次登记。",
            "whom it is about is on record already",
            draft.law.rulebook.accused.clause or "",
        )


def _name(draft: Draft, by: Actor, accused: f.Accused, paper: Paper | None) -> bool:
    """Whether anybody was named who was not on record."""
    before = draft.case.accused
    decides = draft.law.decides_on_extension if draft.case.extension_asked else None
    draft.add(by, f.AccusedNamed(accused, paper, decides))
    if draft.case.accused == (before or f.Accused()):
        return False
    if is_with_barred(draft):
        take_back(draft, by, paper, barred=True)
    release_barred(draft, by)
    return True


def recall(draft: Draft, command: c.Recall) -> None:
    """The unit was the wrong one, and owes nothing more; it may get another order of the case, as any unit."""
    take_back(draft, command.by, command.paper)


def take_back(draft: Draft, by: Actor, paper: Paper | None, *, barred: bool = False) -> None:
    """The order leaves the unit, and all that was owed about it; the centre dispatches within a fresh limit."""
    about_it = (owed for owed in draft.case.open_obligations() if owed.step not in ("promise", "confirm_promise"))
    gone = [*(owed.ended(draft.now, Ending.WITHDRAWN) for owed in about_it), *handed_to(draft, CENTRE)]
    fact = f.OrderRecalled(draft.case.unit, paper, barred, draft.case.handed_on_by)
    draft.add(by, fact, *gone, draft.owe("accept", CENTRE))


def is_with_barred(draft: Draft) -> bool:
    """The unit that has the order, or the one above that handed it on and signs the reply, is one it is kept from."""
    case = draft.case
    units = (unit for unit in (case.unit, case.handed_on_by) if unit)
    return case.stage in WITH_A_UNIT and any(draft.law.bars(case, unit) for unit in units)


def release_barred(draft: Draft, by: Actor) -> None:
    """A supporting unit that the matter is kept from by now owes nothing about it any more."""
    for owed in tuple(draft.case.open_obligations("support")):
        if draft.law.bars(draft.case, owed.who):
            draft.add(by, f.SupportReleased(owed.who), owed.ended(draft.now, Ending.WITHDRAWN))


def dispatch_again(draft: Draft, command: c.DispatchAgain) -> None:
    """SZ-A5.4.2.1: the order was the unit's own, and it gets the same one again; each time is on record."""
    case = draft.case
    if command.unit not in case.units_before:
        raise Refusal(
            "never_returned",
            f"{command.unit} 未退回过该工单，请按一般派单办理。",
            f"unit {command.unit} has not returned this order: dispatch it as usual",
            draft.law.rulebook.returns.clause or "",
        )
    require_instructed(draft, case.kind)
    times = case.improper_returns.count(command.unit) + 1
    draft.add(command.by, f.ImproperReturn(command.unit, times, command.paper))
    order(draft, command.by, command.unit, again=True)


def void_overdue(draft: Draft, command: c.VoidOverdue) -> None:
    """It stays on record as late; no light, urging or count takes it as that any more."""
    owed = next((each for each in draft.case.obligations if each.id == command.obligation), None)
    if owed is None or not owed.counts_as_late:
        raise Refusal(
            "nothing_overdue",
            "该事项没有逾期记录，或者已裁定不计逾期。",
            f"{command.obligation} is not late, or a ruling has voided that already: choose one that is",
        )
    urging = draft.case.open_obligations("urge") if owed.is_open and owed.step == "reply" else ()
    gone = [each.ended(draft.now, Ending.WITHDRAWN) for each in urging]
    fact = f.OverdueVoided(owed.id, owed.step, owed.who, command.paper)
    draft.add(command.by, fact, draft.law.voided(owed, draft.now), *gone)


def _require_possible(draft: Draft, kind: str) -> None:
    """WB-6.3c: what is major waits for a leader; a unit that has it already does not go on with it meanwhile."""
    require_kind(draft.law, kind)
    require_not_guided(draft.law, kind)
    if draft.case.stage not in (Stage.DISPATCHING, Stage.INSTRUCTING, Stage.COORDINATING):
        require_instructed(draft, kind)


def _major(draft: Draft, kind: str) -> bool:
    """Major by its kind, or because the centre said so; a chain of signatures that has begun gets no shorter."""
    case, book = draft.case, draft.law.rulebook
    said_so = case.major and (case.stage in _IN_A_CHAIN or not book.kind(case.kind).major)
    return said_so or book.kind(kind).major


def _counted_by(draft: Draft, kind: str) -> tuple[Obligation, ...]:
    """What is owed by the limit of a kind, and the urgings that are owed no more where that is overdue no longer."""
    case = draft.case
    if kind == case.kind:
        return ()
    owed = [(each, draft.law.under_kind(case, each, kind, draft.now)) for each in case.open_obligations(*_BY_KIND)]
    changed = {new.id: new for old, new in owed if new != old}
    return tuple((changed | urged_no_more(draft, [new for _, new in owed])).values())
