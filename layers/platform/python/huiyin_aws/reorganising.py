"""Units are merged, split or closed: the registry first, then every open case goes on in the unit that takes over.

SZ-A2.2, SZ-A5.4.6; GX-18b (what an accused unit goes into is kept from the matter as well). Each step leaves what it
finds done as it is, so an operator who is told that something is left, or whose call broke off, sends the same again.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from huiyin import units as network
from huiyin.case import commands as c
from huiyin.case.deciding.carrying import units_of
from huiyin.case.facts import Accused, Actor
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role, Stage
from huiyin.units import CENTRE, Unit
from huiyin_aws import clock, law, registry, staffing, store
from huiyin_aws.observability import logger
from huiyin_aws.tables import CaseRow

MOST = 200  # cases a call, well within the function's time

# Where a case has no unit yet, and one may be meant for it all the same.
_MEANT_FOR_ONE = frozenset(
    {Stage.CHECKING.value, Stage.INSTRUCTING.value, Stage.COORDINATING.value, Stage.DISPATCHING.value}
)


class NotReorganisedError(ValueError):
    """It cannot be done in this way; nothing was written."""


class Reorganisation(BaseModel):
    """`unit` goes into `into`. With `categories`, `regions` or `cases` (numbers) it is split: these alone go, and it
    stays; without any it is closed, and all that it had goes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    programme: str
    unit: str = Field(min_length=1)
    into: str = Field(min_length=1)
    categories: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()

    @property
    def is_split(self) -> bool:
        return bool(self.categories or self.regions or self.cases)


def reorganise(payload: dict[str, Any]) -> dict[str, Any]:
    """Do it, or go on with it. `left` are cases that accuse the unit they would go to: the centre decides on them.
    `kept` are those that accuse the unit that went, and that its successor had in hand: it has lost them where they are
    kept from it. `more` says that the same call has to be made again.

    Raises:
        NotReorganisedError: it names what is in the way.
        pydantic.ValidationError: the payload is malformed.
    """
    wanted = Reorganisation.model_validate(payload)
    _require_possible(wanted)
    _rearrange(wanted)
    carried: list[str] = []
    left: list[str] = []
    kept: list[str] = []
    for number in _cases(wanted):
        if len(carried) >= MOST:
            return {"carried": len(carried), "left": left, "kept": kept, "more": True}
        outcome = _carry(wanted, number)
        carried += [number] if outcome else []
        left += [number] if outcome is None and number not in left else []
        kept += [number] if outcome and _keep(wanted, number) else []
    for number in _about_somebody(wanted):
        if len(carried) + len(kept) >= MOST:
            return {"carried": len(carried), "left": left, "kept": kept, "more": True}
        kept += [number] if _keep(wanted, number) else []
    return {"carried": len(carried), "left": left, "kept": kept, "more": False}


def _require_possible(wanted: Reorganisation) -> None:
    known = {unit.code: unit for unit in registry.units(wanted.programme)}
    unit, into = known.get(wanted.unit), known.get(wanted.into)
    if unit is None or into is None or unit is into or CENTRE in (wanted.unit, wanted.into):
        raise NotReorganisedError("`unit` and `into` are two registered units, and none of them is the centre")
    if into.is_closed:
        raise NotReorganisedError(f"unit {into.code} is closed: name the unit that it went into, {into.succeeded_by}")
    if unit.succeeded_by not in ("", into.code):
        raise NotReorganisedError(f"unit {unit.code} went into {unit.succeeded_by} already")
    if wanted.is_split:
        return
    after = (
        known | {unit.code: replace(unit, succeeded_by=into.code)} | {u.code: u for u in _under(wanted, known.values())}
    )
    if wrong := network.misplaced(after.values()):
        raise NotReorganisedError("; ".join(f"unit {each.unit}, {each.field}: {each.en}" for each in wrong))


def _under(wanted: Reorganisation, units: Any) -> list[Unit]:
    """The units below the one that closes, as they stand below its successor."""
    return [replace(each, parent=wanted.into) for each in units if each.parent == wanted.unit]


def _rearrange(wanted: Reorganisation) -> None:
    """The successor first, so that no field is nobody's for a moment; the former unit's people act no more."""
    entry = staffing.Entry(staffing.OPERATOR, clock.now())
    found = registry.unit(wanted.programme, wanted.unit)
    assert found is not None, "looked at a moment ago"
    duties = wanted.categories if wanted.is_split else found.duties
    regions = wanted.regions if wanted.is_split else found.regions
    given = tuple(each for each in duties if each in found.duties)
    placed = tuple(each for each in regions if each in found.regions)

    def successor(before: Unit) -> Unit:
        return replace(before, duties=_joined(before.duties, given), regions=_joined(before.regions, placed))

    def former(before: Unit) -> Unit:
        if wanted.is_split:
            return replace(before, duties=_without(before.duties, duties), regions=_without(before.regions, regions))
        gone = replace(before, duties=(), regions=(), people=(), vacant=(), absences=(), roster=())
        return replace(gone, succeeded_by=wanted.into)

    staffing.amend_unit(wanted.programme, wanted.into, successor, entry)
    if not wanted.is_split:
        for below in _under(wanted, registry.units(wanted.programme)):
            staffing.amend_unit(wanted.programme, below.code, lambda unit: replace(unit, parent=wanted.into), entry)
    staffing.amend_unit(wanted.programme, wanted.unit, former, entry)


def _cases(wanted: Reorganisation) -> Iterator[str]:
    """Open cases that the unit leads, those to which it owes its support, those that it is proposed for, those that it
    has handed on; each query is read whole, since they leave the indexes as we go.
    """
    yield from _in_hand(wanted.programme, wanted.unit)
    centre = store.unit_key(wanted.programme, CENTRE)
    yield from [row.pk for row in CaseRow.open_by_unit.query(centre) if row.stage in _MEANT_FOR_ONE]
    yield from _handed_on(wanted.programme, wanted.unit, wanted.into)


def _about_somebody(wanted: Reorganisation) -> Iterator[str]:
    """What the successor has in hand and is about somebody: few of many, so their heads are looked at first."""
    if not wanted.is_split:
        found = dict.fromkeys((*_in_hand(wanted.programme, wanted.into), *_handed_on(wanted.programme, wanted.into)))
        yield from [case.number for case in store.cases(found) if case.accused]


def _in_hand(programme: str, code: str) -> tuple[str, ...]:
    """What a unit leads, and what it owes its support to."""
    unit = store.unit_key(programme, code)
    rows = (*CaseRow.open_by_unit.query(unit), *CaseRow.unit_work.query(unit))
    return tuple(dict.fromkeys(row.pk for row in rows))


def _handed_on(programme: str, *above: str) -> tuple[str, ...]:
    """What the units below these ones have in hand: it may have been handed on to them."""
    below = [each.code for each in registry.units(programme) if each.parent in above]
    return tuple(row.pk for code in below for row in CaseRow.open_by_unit.query(store.unit_key(programme, code)))


def _carry(wanted: Reorganisation, number: str) -> bool | None:
    """True where the case went over, False where it had nothing to do with it, None where the centre has to decide."""
    for unit in _takers(wanted):
        try:
            return _carried(wanted, number, unit)
        except Refusal as refusal:
            logger.warning("not carried over", extra={"case": number, "unit": unit, "code": refusal.code})
    return None


def _carried(wanted: Reorganisation, number: str, unit: str) -> bool:
    def change(stored: store.Stored) -> store.Change | None:
        case = stored.case
        named = case.category in wanted.categories or case.place in wanted.regions or number in wanted.cases
        goes = named or not wanted.is_split
        if not case.is_open or wanted.unit not in units_of(case) or not goes:
            return None
        if unit in registry.heirs_of_accused(case, law.of_case(case)):
            raise Refusal("unit_accused", "该诉求涉及已并入该单位的单位。", f"a unit that it is about went into {unit}")
        operator = Actor(Role.MACHINE, staffing.OPERATOR)
        return store.Change([c.CarryOver(by=operator, unit_from=wanted.unit, unit=unit)])

    _, events = store.change(number, change, clock.now())
    return bool(events)


def _keep(wanted: Reorganisation, number: str) -> bool:
    """Whether the successor had a case in hand that is about a unit which went into it: it is about both now."""

    def change(stored: store.Stored) -> store.Change | None:
        case = stored.case
        about = case.accused.units if case.accused else ()
        if not about or not case.is_open or wanted.into in about or wanted.into not in units_of(case):
            return None
        if wanted.into not in network.successors(registry.units(wanted.programme), about):
            return None
        return store.Change(
            [c.KeepFrom(by=Actor(Role.MACHINE, staffing.OPERATOR), accused=Accused(units=(wanted.into,)))]
        )

    _, events = store.change(number, change, clock.now())
    return bool(events)


def _takers(wanted: Reorganisation) -> tuple[str, ...]:
    """The successor; where the matter is about it, the unit above, if that handles cases."""
    found = registry.unit(wanted.programme, wanted.into)
    above = registry.unit(wanted.programme, found.parent) if found and found.parent else None
    handles = above is not None and any(p.role == Role.HANDLER.value for p in above.people)
    return (wanted.into, above.code) if above and handles else (wanted.into,)


def _joined(has: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*has, *more)))


def _without(has: tuple[str, ...], gone: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in has if each not in gone)
