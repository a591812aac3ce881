"""The columns of a list of units: one row a person, the unit's own columns the same in each of its rows.

What the registry holds fits into them, by whichever way it was entered: so that what is given out can be taken in.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from huiyin.units import Person, Unit

_BETWEEN = re.compile(r"[、，,;；]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")

POSTS = ("centre", "checker", "leader", "chief", "regional", "handler", "deputy", "head")


@dataclass(frozen=True, slots=True)
class Column:
    """`code` in English files, `zh` in Chinese ones; `fits` says whether a cell is well-formed, the rest what is."""

    code: str
    zh: str
    fits: Callable[[str], bool]
    expected_zh: str
    expected_en: str
    of_unit: bool = True


def _like(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def _text(least: int, most: int) -> Callable[[str], bool]:
    return lambda text: least <= len(text) <= most and not _CONTROL.search(text)


_PHONE = r"(\+?[0-9][0-9 -]{2,19}(转[0-9]{1,6})?)?"
_EMAIL = r"([^@\s]{1,64}@[^@\s]{1,189})?"

COLUMNS = (
    Column("unit", "单位编码", _like(r"[a-z0-9_-]{1,40}"), "1至40位小写字母、数字、_或-", "1 to 40 of a-z, 0-9, _, -"),
    Column("name_zh", "单位名称", _text(1, 120), "1至120字的名称", "a name of 1 to 120 characters"),
    Column("name_en", "英文名称", _text(1, 200), "1至200字符的英文名称", "an English name of 1 to 200 characters"),
    Column("level", "层级", _like("[123]"), "1、2或3", "1, 2 or 3"),
    Column(
        "parent",
        "上级单位",
        _like(r"[a-z0-9_-]{0,40}"),
        "上级单位的编码，或空",
        "the code of the unit above, or nothing",
    ),
    Column(
        "class", "单位类别", _text(0, 40), "类别，如 county、department、utility", "a class such as county or utility"
    ),
    Column("duties", "职责领域", _text(0, 2000), "领域编码，以顿号分隔", "codes of fields, with 、 or ; between"),
    Column("regions", "管辖区域", _text(0, 2000), "区域名称，以顿号分隔", "names of regions, with 、 or ; between"),
    Column(
        "person",
        "人员编号",
        _like(r"[a-z0-9-]{0,60}"),
        "小写字母、数字或-，岗位空缺时留空",
        "a-z, 0-9, -; nothing where the post is vacant",
        False,
    ),
    Column("title", "职务", _text(0, 120), "120字以内的职务", "a title of up to 120 characters", False),
    Column("role", "岗位", lambda text: text in ("", *POSTS), "、".join(POSTS), ", ".join(POSTS), False),
    Column("phone", "手机", _like(_PHONE), "电话号码，如13000000001", "a telephone number such as 13000000001", False),
    Column("email", "邮箱", _like(_EMAIL), "邮箱地址", "an address such as a@example.org", False),
    Column("by", "通知方式", lambda text: text in ("", "sms", "email"), "sms 或 email", "sms or email", False),
)
BY_NAME: Mapping[str, Column] = {name: each for each in COLUMNS for name in (each.code, each.zh)}
OF_UNIT = tuple(each.code for each in COLUMNS if each.of_unit)

Cells = Mapping[str, str]


def header() -> list[str]:
    return [each.zh for each in COLUMNS]


def rows_of(units: Iterable[Unit]) -> Iterator[list[str]]:
    """Every unit that is not closed, a row for each of its people and each vacant post, one where it has neither."""
    for unit in units:
        if unit.is_closed:
            continue
        people = [_person_cells(person) for person in unit.people]
        for cells in [*people, *({"role": post} for post in unit.vacant)] or [{}]:
            whole = _unit_cells(unit) | cells
            yield [whole.get(each.code, "") for each in COLUMNS]


def unlistable(unit: Unit) -> tuple[str, ...]:
    """The columns that cannot hold what this unit says: too long, malformed, or parted otherwise when it is read."""
    rows = [dict(zip((each.code for each in COLUMNS), row, strict=True)) for row in rows_of([unit])]
    misfits = [each.code for each in COLUMNS if not all(each.fits(row[each.code]) for row in rows)]
    parted = [name for name in ("duties", "regions") if any(listed(row[name]) != getattr(unit, name) for row in rows)]
    return tuple(dict.fromkeys((*misfits, *parted)))


def unit_of(rows: Iterable[Cells]) -> Unit:
    """The unit that its rows make up; they have been looked at."""
    rows = tuple(rows)
    first = rows[0]
    return Unit(
        code=first["unit"],
        zh=first["name_zh"],
        en=first["name_en"],
        level=int(first["level"]),
        parent=first["parent"],
        group=first["class"],
        duties=listed(first["duties"]),
        regions=listed(first["regions"]),
        people=tuple(_person(cells) for cells in rows if cells["person"]),
        vacant=tuple(cells["role"] for cells in rows if cells["role"] and not cells["person"]),
    )


def listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for each in _BETWEEN.split(cell) if (part := each.strip())))


def _person(cells: Cells) -> Person:
    by = cells["by"] or "sms"
    return Person(cells["person"], cells["title"], cells["role"], cells["phone"], cells["email"], by)


def _unit_cells(unit: Unit) -> dict[str, str]:
    return {
        "unit": unit.code,
        "name_zh": unit.zh,
        "name_en": unit.en,
        "level": str(unit.level),
        "parent": unit.parent,
        "class": unit.group,
        "duties": "、".join(unit.duties),
        "regions": "、".join(unit.regions),
    }


def _person_cells(person: Person) -> dict[str, str]:
    return {
        "person": person.id,
        "title": person.title,
        "role": person.role,
        "phone": person.phone,
        "email": person.email,
        "by": person.by,
    }
