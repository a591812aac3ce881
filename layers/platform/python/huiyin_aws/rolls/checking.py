"""A list looked at as a whole: each cell, each unit's rows together, the network, the fields, the posts.

GX-13: where a change of people is proved by a stamped scan, a list proves none: each unit's paper goes with its form. A
unit that has had no people is entered by any list, for there nothing has changed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from huiyin import units as network
from huiyin.rulebook.people import Registration
from huiyin.units import CENTRE, Unit, stands_in_for
from huiyin_aws.rolls.columns import BY_NAME, COLUMNS, OF_UNIT, Cells, listed, unit_of
from huiyin_aws.sending import takes_sms


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell: `expected` says what would be right, and what to do with it."""

    column: str
    code: str
    zh: str
    en: str


@dataclass(slots=True)
class Row:
    """A row of the file by its number there; row 1 is the header."""

    number: int
    cells: Cells
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the list is held against: the registry as it is, the fields, the posts of a unit and of the centre, and how
    a change of people is proved.
    """

    units: Mapping[str, Unit]
    fields: frozenset[str]
    posts_of_unit: frozenset[str]
    posts_of_centre: frozenset[str]
    registration: Registration


def rows_in(lines: Sequence[Sequence[str]]) -> tuple[list[Row], list[Problem]]:
    """The rows below the header, and what is wrong with the header itself."""
    named = [BY_NAME[name].code if name in BY_NAME else name for name in (lines[0] if lines else ())]
    while named and not named[-1]:
        named.pop()
    known = [each.code for each in COLUMNS]
    wrong = [_unknown_column(name) for name in named if name not in known]
    wrong += [
        Problem(BY_NAME[c].zh, "column_twice", "该列出现两次，请删去一列", "given twice: delete one")
        for c in known
        if named.count(c) > 1
    ]
    wrong += [
        Problem(BY_NAME[c].zh, "column_missing", "缺少该列，请补上", "missing: add it") for c in known if c not in named
    ]
    if wrong:
        return [], wrong
    found = []
    for number, line in enumerate(lines[1:], start=2):
        if any(line):
            padded = [*line, *[""] * len(named)]
            found.append(Row(number, dict(zip(named, padded, strict=False))))
    return found, []


def check(rows: Sequence[Row], standing: Standing) -> dict[str, Unit]:
    """Note on each row what is wrong with it; the units that the list makes, where nothing is."""
    for row in rows:
        row.problems += _cell_problems(row.cells)
        row.problems += _person_problems(row.cells)
    _note_repeated(rows)
    by_unit = _by_unit(rows)
    for of_unit in by_unit.values():
        _note_differing(of_unit)
        _note_unfitting(of_unit, standing)
    _note_held_elsewhere(rows, [unit for code, unit in standing.units.items() if code not in by_unit])
    if any(row.problems for row in rows):
        return {}
    units = {code: unit_of(row.cells for row in of_unit) for code, of_unit in by_unit.items()}
    for each in network.misplaced((dict(standing.units) | units).values()):
        rows_of = by_unit.get(each.unit)
        problem = Problem(each.field, each.code, each.zh, each.en)
        (rows_of or rows)[0].problems.append(problem if rows_of else _below(each.unit, problem))
    if standing.registration.proof == "scan":
        for code, unit in units.items():
            _note_unproved(by_unit[code], standing.units.get(code), unit, standing.registration.clause or "")
    return {} if any(row.problems for row in rows) else units


def _cell_problems(cells: Cells) -> Iterator[Problem]:
    for column in COLUMNS:
        if not column.fits(cells[column.code]):
            told = f"应为{column.expected_zh}，请改正", f"expected {column.expected_en}: correct it"
            yield Problem(column.code, "malformed", *told)


def _person_problems(cells: Cells) -> Iterator[Problem]:
    """Somebody has a title, a post and a way to be reached; a vacant post has none of what a person has."""
    if cells["person"]:
        for column in ("title", "role"):
            if not cells[column]:
                yield Problem(column, "missing", "不能为空，请填写", "empty: fill it in")
        if not cells["phone"] and not cells["email"]:
            told = "手机与邮箱至少填一项", "give a phone or an email: work reaches people by message"
            yield Problem("phone", "unreachable", *told)
        elif not cells["email"] and BY_NAME["phone"].fits(cells["phone"]) and not takes_sms(cells["phone"]):
            told = (
                "固定电话收不到短信，请填写手机号，或同时填写邮箱",
                "a landline takes no SMS: give a mobile, or an email",
            )
            yield Problem("phone", "unreachable", *told)
    elif any(cells[column] for column in ("title", "phone", "email")):
        yield Problem(
            "person", "missing", "填写了人员信息，请补上人员编号", "somebody is described here: give their id"
        )


def _note_repeated(rows: Sequence[Row]) -> None:
    times = Counter(row.cells["person"] for row in rows if row.cells["person"])
    for row in rows:
        if times[row.cells["person"]] > 1:
            told = "人员编号重复，每人一个编号、一行", "this id stands in several rows: each person has their own, once"
            row.problems.append(Problem("person", "repeated", *told))


def _note_held_elsewhere(rows: Sequence[Row], others: Iterable[Unit]) -> None:
    """An id is one unit's: those of units that the list does not mention are taken."""
    held = {person.id: unit.code for unit in others for person in unit.people}
    for row in rows:
        if code := held.get(row.cells["person"]):
            told = (
                f"该编号属于单位{code}的人员，请更换编号；调入本单位的，请将两个单位一并导入",
                f"this id is somebody's of unit {code}: choose another, or, for who moves, list both units",
            )
            row.problems.append(Problem("person", "id_elsewhere", *told))


def _note_unproved(rows: Sequence[Row], before: Unit | None, after: Unit, clause: str) -> None:
    changed = network.changed_people(before, after)
    for row in rows:
        if row.cells["person"] in changed:
            told = (
                f"人员信息变更须附加盖公章的扫描件（{clause}），请在该单位页面登记",
                f"a change of people takes a stamped scan ({clause}): enter it on the unit's page",
            )
            row.problems.append(Problem("person", "proof_missing", *told))
    for person in sorted(changed - {each.id for each in after.people}):
        told = (
            f"人员{person}不在名单中；离任须附加盖公章的扫描件（{clause}），请在该单位页面登记",
            f"{person} is not listed; leaving takes a stamped scan ({clause}): enter it on the unit's page",
        )
        rows[0].problems.append(Problem("person", "proof_missing", *told))


def _by_unit(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.cells["unit"], []).append(row)
    return found


def _note_differing(rows: Sequence[Row]) -> None:
    """A unit's own columns say the same in all its rows."""
    first = rows[0]
    for row in rows[1:]:
        for column in OF_UNIT:
            if row.cells[column] != first.cells[column]:
                told = f"与第{first.number}行同一单位的内容不一致", f"differs from row {first.number} of the same unit"
                row.problems.append(Problem(column, "differs", *told))


def _note_unfitting(rows: Sequence[Row], standing: Standing) -> None:
    first = rows[0]
    code = first.cells["unit"]
    before = standing.units.get(code)
    if before and before.is_closed:
        told = (
            f"该单位已并入{before.succeeded_by}，请删去",
            f"this unit was merged into {before.succeeded_by}: leave it out",
        )
        first.problems.append(Problem("unit", "closed", *told))
    if wrong := [each for each in listed(first.cells["duties"]) if each not in standing.fields]:
        known = "、".join(sorted(standing.fields))
        told = f"没有领域{'、'.join(wrong)}；可填：{known}", f"no field {', '.join(wrong)}; there are {known}"
        first.problems.append(Problem("duties", "unknown_field", *told))
    filled = {row.cells["role"] for row in rows if row.cells["person"]}
    vacant = {row.cells["role"] for row in rows if row.cells["role"] and not row.cells["person"]}
    needed = standing.posts_of_centre if code == CENTRE else standing.posts_of_unit
    for post in sorted((needed | vacant) - filled):
        if post not in vacant:
            told = (
                f"缺少岗位 {post} 的人员；空缺时请加一行，只填岗位",
                f"nobody is {post}: name somebody, or add a row with the post alone",
            )
            first.problems.append(Problem("role", "unfilled", *told))
        elif not filled & set(stands_in_for(post)):
            told = f"岗位 {post} 空缺且无人可代行", f"{post} is vacant, and nobody can stand in: name somebody"
            first.problems.append(Problem("role", "nobody_stands_in", *told))


def _below(unit: str, problem: Problem) -> Problem:
    """The list moves a unit away from above one that it does not mention."""
    told = f"单位{unit}将无法归属：{problem.zh}", f"unit {unit} would not fit any more: {problem.en}"
    return Problem(problem.column, problem.code, *told)


def _unknown_column(name: str) -> Problem:
    known = "、".join(each.zh for each in COLUMNS)
    return Problem(name[:40], "unknown_column", f"未知的列，应为：{known}", "unknown: the export shows which there are")
