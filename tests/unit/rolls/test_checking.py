"""A list is looked at whole: each wrong cell is named by row and column, with what is expected."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.rulebook import load
from huiyin.units import Person, Unit
from huiyin_aws.rolls import checking, columns, files
from huiyin_aws.rolls.checking import Standing, check, rows_in

PEOPLE = {"ann": "handler", "dan": "deputy", "hal": "head"}
CENTRE = Unit("centre", "中心", "Centre", 1, people=(Person("cee", "值班员", "centre", "13000000009"),))
HOUSING = Unit(
    "housing",
    "住建局",
    "Housing",
    2,
    "centre",
    "department",
    ("housing",),
    people=tuple(Person(i, role, role, f"1300000000{n}") for n, (i, role) in enumerate(PEOPLE.items())),
)
POSTS = frozenset(PEOPLE.values())


def standing(*units: Unit, programme: str = "suzhou-express") -> Standing:
    fields, rule = frozenset({"housing", "health"}), load(programme).registration
    return Standing({u.code: u for u in units}, fields, POSTS, frozenset({"centre"}), rule)


def checked(*units: Unit, lines: list[list[str]] | None = None, held_against: Standing | None = None):
    rows, header = rows_in(lines or [columns.header(), *columns.rows_of(units)])
    assert header == []
    return check(rows, held_against or standing()), [(r.number, p.column, p.code) for r in rows for p in r.problems]


def test_a_list_that_is_right_makes_its_units():
    assert checked(CENTRE, HOUSING) == ({"centre": CENTRE, "housing": HOUSING}, [])
    by_mail = person(phone="0557-3021234", email="ann@example.org")
    assert checked(CENTRE, by_mail) == ({"centre": CENTRE, "housing": by_mail}, [])


def person(**changes: str) -> Unit:
    """Housing with its handler changed; she stands in row 3, below header and centre."""
    return replace(HOUSING, people=(replace(HOUSING.people[0], **changes), *HOUSING.people[1:]))


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (person(id="Ann!"), [(3, "person", "malformed")]),
        (person(title=""), [(3, "title", "missing")]),
        (person(role="boss"), [(3, "role", "malformed"), (3, "role", "unfilled")]),
        (person(phone=""), [(3, "phone", "unreachable")]),
        (person(phone="call me"), [(3, "phone", "malformed")]),
        (person(phone="0557-3021234"), [(3, "phone", "unreachable")]),
        (person(email="nowhere"), [(3, "email", "malformed")]),
        (person(by="pigeon"), [(3, "by", "malformed")]),
        (person(id="hal"), [(3, "person", "repeated"), (5, "person", "repeated")]),
        (replace(HOUSING, parent="nowhere"), [(3, "parent", "unknown_parent")]),
        (replace(HOUSING, level=3), [(3, "parent", "parent_not_one_above")]),
        (replace(HOUSING, parent="housing"), [(3, "parent", "parent_not_one_above")]),
        (replace(HOUSING, duties=("castles",)), [(3, "duties", "unknown_field")]),
        (replace(HOUSING, people=HOUSING.people[:2]), [(3, "role", "unfilled")]),
        (
            replace(HOUSING, people=HOUSING.people[:1], vacant=("deputy", "head")),
            [(3, "role", "nobody_stands_in"), (3, "role", "nobody_stands_in")],
        ),
        (replace(HOUSING, zh=""), [(n, "name_zh", "malformed") for n in (3, 4, 5)]),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(unit, expected):
    units, problems = checked(CENTRE, unit)
    assert (units, problems) == ({}, expected)


@pytest.mark.clause("GX-12")
def test_a_vacant_post_is_a_row_of_its_own_where_somebody_stands_in():
    vacancy = replace(HOUSING, people=HOUSING.people[:2], vacant=("head",))
    assert checked(CENTRE, vacancy) == ({"centre": CENTRE, "housing": vacancy}, [])


def test_a_units_rows_say_the_same_of_it():
    lines = [columns.header(), *columns.rows_of([CENTRE, HOUSING])]
    lines[3][1] = "住房局"
    assert checked(lines=lines) == ({}, [(4, "name_zh", "differs")])


def test_a_closed_unit_is_not_entered_again_and_one_below_keeps_its_place():
    closed = replace(HOUSING, succeeded_by="works", people=())
    assert checked(CENTRE, HOUSING, held_against=standing(closed))[1] == [(3, "unit", "closed")]
    below = Unit("repairs", "维修所", "Repairs", 3, "housing")
    moved = replace(HOUSING, level=1, parent="")
    problems = checked(CENTRE, moved, held_against=standing(below))[1]
    assert problems == [(2, "parent", "parent_not_one_above")]


def test_an_id_is_one_units_and_who_moves_is_listed_with_both():
    works = replace(HOUSING, code="works", duties=(), people=tuple(replace(p, id=f"w{p.id}") for p in HOUSING.people))
    taken = replace(works, people=(replace(works.people[0], id="ann"), *works.people[1:]))
    held_against = standing(CENTRE, HOUSING, works)
    assert checked(taken, held_against=held_against)[1] == [(2, "person", "id_elsewhere")]
    left = person(id="anna")
    assert checked(left, taken, held_against=held_against)[1] == []


@pytest.mark.clause("GX-13")
@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (person(id="new", title="新任经办人"), [(2, "person", "proof_missing")] * 2),  # one comes, one goes
        (person(phone="13000000099"), [(2, "person", "proof_missing")]),
        (replace(HOUSING, people=HOUSING.people[:2], vacant=("head",)), [(2, "person", "proof_missing")]),
        (person(by="email"), []),
        (replace(HOUSING, zh="住房局", duties=("health",)), []),
    ],
)
def test_a_list_changes_no_people_where_a_stamped_scan_proves_it(unit, expected):
    assert checked(unit, held_against=standing(CENTRE, HOUSING, programme="guangxi-mailbox"))[1] == expected
    assert checked(unit, held_against=standing(CENTRE, HOUSING))[1] == []


@pytest.mark.clause("GX-12", "GX-13")
def test_the_first_list_of_a_units_people_has_nothing_to_prove():
    for before in (standing(CENTRE), standing(CENTRE, replace(HOUSING, people=()))):
        held_against = replace(before, registration=load("guangxi-mailbox").registration)
        assert checked(HOUSING, held_against=held_against) == ({"housing": HOUSING}, [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda names: [*names, "备注"], "unknown_column"),
        (lambda names: [*names, names[0]], "column_twice"),
        (lambda names: names[:-1], "column_missing"),
        (lambda names: [], "column_missing"),
    ],
)
def test_columns_that_are_not_known_or_not_there_are_named(change, code):
    rows, header = rows_in([change(columns.header()), ["x"]])
    assert rows == []
    assert {problem.code for problem in header} == {code}


def test_columns_may_stand_in_any_order_and_be_named_in_english():
    codes = [each.code for each in columns.COLUMNS]
    lines = [list(reversed(line)) for line in ([codes, *columns.rows_of([CENTRE, HOUSING])])]
    assert checked(lines=lines) == ({"centre": CENTRE, "housing": HOUSING}, [])


words = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="、，,;；"), min_size=1, max_size=10)
signs = st.sampled_from(["=", "+", "-", "@", "'", ""])
titles = st.builds("{}{}".format, signs, words)
CONTACTS = [
    ("13000000001", ""),
    ("+8613000000001", "a@example.org"),
    ("010-12345", "a@example.org"),
    ("", "a@example.org"),
]


@st.composite
def units(draw: st.DrawFn) -> Unit:
    staff = tuple(
        Person(
            i,
            draw(titles),
            role,
            *draw(st.sampled_from(CONTACTS)),
            draw(st.sampled_from(["sms", "email"])),
        )
        for i, role in PEOPLE.items()
    )
    regions = tuple(dict.fromkeys(draw(st.lists(titles, max_size=3))))
    return replace(HOUSING, zh=draw(titles), en=draw(titles), people=staff, regions=regions, group=draw(titles))


@settings(max_examples=50, deadline=None)
@given(units(), st.sampled_from(["csv", "xlsx"]))
def test_what_is_given_out_comes_in_as_it_was(unit, form):
    lines = files.read(files.write([columns.header(), *columns.rows_of([CENTRE, unit])], form))
    assert checked(lines=lines) == ({"centre": CENTRE, "housing": unit}, [])


def test_a_row_for_everybody_and_none_for_what_is_closed():
    closed = replace(HOUSING, code="old", succeeded_by="housing")
    empty = Unit("bare", "空", "Bare", 2, "centre")
    assert len(list(columns.rows_of([CENTRE, HOUSING, closed, empty]))) == 1 + 3 + 1
    assert checking.rows_in([]) != ([], [])
