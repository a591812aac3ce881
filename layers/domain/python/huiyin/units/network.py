"""The network as a whole: three levels, each unit under one of the level above (SZ-A2.2); whose duty a field is, and
where it is several units', whose place it is (SZ-A2.4.3c).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from huiyin.units.people import Unit

LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A unit that does not fit into the network: `code` for machines, `expected` in both languages for people."""

    unit: str
    field: str  # level | parent
    code: str
    zh: str
    en: str


def misplaced(units: Iterable[Unit]) -> tuple[Misplaced, ...]:
    """What is wrong with the levels and parents of these units, taken as the whole network."""
    known = {unit.code: unit for unit in units}
    found = (_misplaced(unit, known) for unit in known.values() if not unit.is_closed)
    return tuple(each for each in found if each)


def responsible(duties: Mapping[str, Sequence[str]], place: str = "") -> str:
    """The unit whose duty a field is, out of those that have it (code → the regions that are theirs).

    Where several have it, the one whose region the place lies in, the narrowest named (属地优先, SZ-A2.4.3c); "" where
    that is not one: the centre decides (SZ-A2.4.3b).
    """
    if len(duties) == 1:
        return next(iter(duties))
    lies_in = {unit: max((len(r) for r in regions if r and r in place), default=0) for unit, regions in duties.items()}
    narrowest = max(lies_in.values(), default=0)
    nearest = [unit for unit, length in lies_in.items() if length == narrowest > 0]
    return nearest[0] if len(nearest) == 1 else ""


def successors(units: Iterable[Unit], codes: Iterable[str]) -> frozenset[str]:
    """The units that closed ones among these went into, however often that happened in between."""
    went_into = {unit.code: unit.succeeded_by for unit in units if unit.is_closed}
    found: set[str] = set()
    for code in codes:
        while (code := went_into.get(code, "")) and code not in found:
            found.add(code)
    return frozenset(found)


def held_twice(units: Iterable[Unit]) -> Mapping[str, tuple[str, ...]]:
    """The ids that several people of these units have, each with their units: an id is one person's of one unit."""
    found: dict[str, tuple[str, ...]] = {}
    for unit in units:
        for person in unit.people:
            found[person.id] = (*found.get(person.id, ()), unit.code)
    return {person: codes for person, codes in found.items() if len(codes) > 1}


def _misplaced(unit: Unit, known: Mapping[str, Unit]) -> Misplaced | None:
    """Since every parent stands one level higher, nobody can be above themselves by any way round."""
    if unit.level not in LEVELS:
        return _wrong(unit, "level", "no_such_level", "层级只能为1、2、3", "the level is 1, 2 or 3")
    if not unit.parent:
        if unit.level == LEVELS[-1]:
            told = "三级单位须写明其上级二级单位", "a unit of level 3 names the unit of level 2 above it"
            return _wrong(unit, "parent", "no_parent", *told)
        return None
    above = known.get(unit.parent)
    if above is None or above.is_closed:
        told = "上级单位应为已登记的单位编码", "the parent is the code of a registered unit"
        return _wrong(unit, "parent", "unknown_parent", *told)
    if above.level != unit.level - 1:
        told = f"上级单位应为{unit.level - 1}级单位", f"the parent is a unit of level {unit.level - 1}"
        return _wrong(unit, "parent", "parent_not_one_above", *told)
    return None


def _wrong(unit: Unit, field: str, code: str, zh: str, en: str) -> Misplaced:
    return Misplaced(unit.code, field, code, zh, en)
