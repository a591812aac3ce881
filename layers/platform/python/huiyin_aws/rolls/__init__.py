"""The list of units and people as a file: given out, and taken in with a report by row; wrong anywhere, nothing is
written (SZ-A2.2, GX-12, GX-13, WB-6.3d).
"""

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from huiyin.rulebook import load, versions
from huiyin.units import Unit
from huiyin_aws import law, registry, staffing
from huiyin_aws.rolls import checking, columns, files
from huiyin_aws.rolls.checking import Problem, Row
from huiyin_aws.rolls.files import TYPES, Format, UnreadableListError

__all__ = ["TYPES", "Format", "Problem", "Report", "Result", "UnreadableListError", "give_out", "take_in"]

TRIES = 4


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row: `taken` (new), `changed`, `unchanged`, `removed` (of no row: who left); where nothing was
    written, `wrong` or `right`.
    """

    row: int
    unit: str
    person: str
    status: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """`written`: the list stands in the registry now. `header` holds what is wrong with the columns themselves."""

    written: bool
    results: tuple[Result, ...] = ()
    header: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """As JSON, without anybody's data: rows, codes, ids."""
        return {
            "written": self.written,
            "counts": self.counts,
            "header": [_problem_record(each) for each in self.header],
            "rows": [
                {"row": each.row, "unit": each.unit, "person": each.person, "status": each.status}
                | {"problems": [_problem_record(problem) for problem in each.problems]}
                for each in self.results
            ],
        }


def give_out(programme: str, form: Format) -> bytes:
    """All units that are not closed, with their people."""
    return files.write([columns.header(), *columns.rows_of(registry.units(programme))], form)


def take_in(programme: str, content: bytes, entry: staffing.Entry) -> Report:
    """Enter a list where nothing in it is wrong. It is complete for each unit in it: who is not there has left.

    Raises:
        UnreadableListError: it is no such file.
    """
    rows, header = checking.rows_in(files.read(content))
    if header or not rows:
        return Report(False, header=tuple(header) or (_EMPTY,))
    standing = _standing(programme, entry)
    units = checking.check(rows, standing)
    if any(row.problems for row in rows):
        results = tuple(_result(row, "wrong" if row.problems else "right") for row in rows)
        return Report(False, results, counts=_counts(results))
    results = tuple(_judged(row, standing.units.get(row.cells["unit"]), units[row.cells["unit"]]) for row in rows)
    results += tuple(_removed(standing.units, units))
    for unit in units.values():
        _enter(programme, unit, entry)
    return Report(True, results, counts=_counts(results))


def _enter(programme: str, unit: Unit, entry: staffing.Entry) -> None:
    """Whoever changes this unit meanwhile came before: the list is complete for it, and other units of it stand in the
    registry by now.
    """
    for _ in range(TRIES):
        with suppress(registry.UnitChangedError):
            staffing.change_unit(programme, unit.code, partial(staffing.laid_over, unit), entry)
            return
    staffing.change_unit(programme, unit.code, partial(staffing.laid_over, unit), entry)


_EMPTY = Problem("", "empty", "名单没有内容，请至少填一行", "the list is empty: give at least one row")


def _standing(programme: str, entry: staffing.Entry) -> checking.Standing:
    """A unit's fields serve the cases of every version; the posts, and how they change, are of that in force."""
    shelf = [load(programme, version) for version in versions(programme)]
    in_force = law.rulebook_in_force(programme, entry.now)
    fields = frozenset(category.code for rulebook in shelf for category in rulebook.categories)
    standing = {unit.code: unit for unit in registry.units(programme)}
    return checking.Standing(standing, fields, *in_force.posts(), in_force.registration)


def _judged(row: Row, before: Unit | None, after: Unit) -> Result:
    was = before.person(row.cells["person"]) if before else None
    if before is None or (row.cells["person"] and was is None):
        return _result(row, "taken")
    own = all(getattr(before, name) == getattr(after, name) for name in _OF_UNIT)
    same = own and was == after.person(row.cells["person"]) and before.vacant == after.vacant
    return _result(row, "unchanged" if same else "changed")


_OF_UNIT = ("zh", "en", "level", "parent", "group", "duties", "regions")


def _removed(before: Any, after: dict[str, Unit]) -> list[Result]:
    known = ((code, before[code].people if code in before else ()) for code in after)
    return [Result(0, code, p.id, "removed") for code, people in known for p in people if not after[code].person(p.id)]


def _result(row: Row, status: str) -> Result:
    return Result(row.number, row.cells["unit"], row.cells["person"], status, tuple(row.problems))


def _counts(results: tuple[Result, ...]) -> dict[str, int]:
    return {status: sum(each.status == status for each in results) for status in sorted({e.status for e in results})}


def _problem_record(problem: Problem) -> dict[str, str]:
    return {"column": problem.column, "code": problem.code, "zh": problem.zh, "en": problem.en}
