"""Random people do random things, allowed and forbidden, to many cases at once: no forbidden move is taken, no case is
lost, and every one ends.

Whoever is registered anywhere, and every requester, comes with a link as they would get it for the stage in which the
case stands, or with an old one, and sends a form that the page offers, or any other. Afterwards honest people go on
with what is left, until every case is closed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from city import MONDAY, City, Letter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huiyin import rulebook
from huiyin.case.evolve import replay
from huiyin.case.facts import Event
from huiyin.case.moves import MOVES
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Role
from huiyin_local import deployment
from huiyin_local.people import sentences as say
from huiyin_local.people.addresses import Person
from huiyin_local.people.dice import Dice
from huiyin_local.people.forms import Page
from huiyin_local.people.sitting import Choice, Sitting
from huiyin_local.report import is_over
from huiyin_local.run import Feed, Order, Run

COMMANDS = sorted({command.__name__ for moves in MOVES.values() for command in moves})
OURS = frozenset({Role.MACHINE, Role.CLOCK})
PAUSES = (0, 0, 3, 45, 240, 1_440, 4 * 1_440)  # minutes
LETTERS = (
    {"title": "小区电梯停运三天", "body": "三号楼的电梯停运三天，投诉物业不维修，请尽快处理。", "kind": "complaint"},
    {"title": "请管一管", "body": "我们这里每天半夜都很吵，睡不好觉，盼有人管一管。", "kind": None},
    {"title": "咨询社保转移", "body": "请问社保关系转移需要带哪些材料？在哪里办理？", "kind": None},
    {"title": "举报收费不公", "body": "举报某单位工作人员乱收费，请查处。", "kind": None},
)


@dataclass(frozen=True)
class Step:
    """What one random person does: to which case, with whose link, an old one or not, which form, what they write."""

    case: int
    who: int
    old: bool
    foreign: bool
    offered: bool
    command: str
    chance: int
    pause: int


steps = st.builds(
    Step,
    case=st.integers(0, 3),
    who=st.integers(0, 10_000),
    old=st.sampled_from([False, False, False, True]),
    foreign=st.sampled_from([False, False, False, True]),
    offered=st.sampled_from([True, True, True, False]),
    command=st.sampled_from(COMMANDS),
    chance=st.integers(0, 10_000),
    pause=st.sampled_from(PAUSES),
)
letters = st.lists(
    st.tuples(st.sampled_from(rulebook.codes()), st.sampled_from(range(len(LETTERS)))), min_size=2, max_size=4
)


class Silence:
    """Nobody looks at the progress."""

    def at(self, now: int) -> None:
        pass


@dataclass(repr=False)
class Country:
    """All programmes in one cloud, and the honest people who finish what the others leave."""

    cities: Mapping[str, City]
    honest: Run
    links: list[tuple[str, str]] = field(default_factory=list)  # programme, path: all that were ever used

    @property
    def cloud(self) -> Any:
        return next(iter(self.cities.values())).cloud

    def everybody(self, programme: str) -> list[Person]:
        book = self.cities[programme].deployment.book.values()
        return sorted({p.id: p for p in book}.values(), key=lambda p: p.id)

    def events(self, number: str) -> tuple[Event, ...]:
        from huiyin_aws import store

        with self.cloud.world.turn():
            return store.events_of(number)


@pytest.fixture(scope="module")
def country() -> Iterator[Country]:
    codes = rulebook.codes()
    with deployment.start(MONDAY, codes, seed=1) as cloud:
        cities = {code: City(deployment.deploy(cloud, code)) for code in codes}
        honest = Run(Order(days=20_000, at=MONDAY), [Feed(city.deployment, ()) for city in cities.values()])
        yield Country(cities, honest)


@settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)  # a world in which time only goes on cannot be shrunk
@given(written=letters, doings=st.lists(steps, min_size=8, max_size=30))
def test_no_forbidden_move_is_taken_nothing_is_lost_and_every_case_ends(country, written, doings):
    begun = len(country.cloud.functions.failures)
    held = [(code, country.cities[code].hand_in(**LETTERS[n])) for code, n in written]
    for step in doings:
        code, letter = held[step.case % len(held)]
        _do(country, code, letter, step, [each.number for _, each in held])
        country.cities[code].pass_time(minutes=step.pause)
    country.honest.drive(Silence())
    assert is_over(country.cloud)
    for _, letter in held:
        case = replay(country.events(letter.number))
        assert case.number == letter.number
        assert case.outcome is not None, f"{letter.number} stands at {case.stage}"
        assert list(case.open_obligations()) == []
    assert country.cloud.functions.failures[begun:] == []


def _do(country: Country, code: str, letter: Letter, step: Step, numbers: list[str]) -> None:
    city = country.cities[code]
    person = _who(country, code, step)
    link = _link(country, city, code, letter, person, step)
    before = {number: country.events(number) for number in numbers}
    status, page = city.open(link)
    assert status in (200, 403, 404, 410, 429)
    assert {number: country.events(number) for number in numbers} == before, "a look changed something"
    offered = [form.command for form in page.forms]
    wanted = offered[step.chance % len(offered)] if step.offered and offered else step.command
    answer = city.post(link, _written(page, wanted, step))
    assert answer.status in (200, 303, 403, 404, 409, 410, 422, 429), (wanted, answer.text)
    taken = {number: _by_people(country.events(number)[len(known) :]) for number, known in before.items()}
    if wanted not in offered:
        assert not any(taken.values()), f"{wanted} was not offered to {person.role}, and was taken"
    for number, events in taken.items():
        for event in events:  # of one form: judged by the case as its writer found it
            _require_lawful(city, _until(country.events(number), events[0].seq), event)


def _who(country: Country, code: str, step: Step) -> Person:
    codes = sorted(country.cities)
    home = codes[(codes.index(code) + 1) % len(codes)] if step.foreign else code
    people = [*country.everybody(home), Person("", "requester")]
    return people[step.who % len(people)]


def _link(country: Country, city: City, code: str, letter: Letter, person: Person, step: Step) -> str:
    used = [path for programme, path in country.links if programme == code]
    if step.old and used:
        return used[step.chance % len(used)]
    link = city.link_for(letter, person.role, person.unit, person.id)
    country.links.append((code, link))
    return link


def _written(page: Page, command: str, step: Step) -> dict[str, Any]:
    """What an honest person would write in a form that the page offers; in any other, something plausible."""
    dice = Dice(step.chance, command)
    form = page.form(command)
    if form is None:
        return _ANYTHING | {"command": command}
    sitting = Sitting(page, dice)
    written = sitting.write(command, say.REFUSALS)
    filled = sitting.completed(Choice(command, {**written.values, **_ticked(form, dice)}))
    sent = {each.name: each.proposed for each in form.fields if each.proposed}
    ticks = {
        each.name: each.options[0] for each in form.fields if each.required and each.options and each.kind != "select"
    }
    return {**sent, **ticks, **filled.values, "command": command}


def _ticked(form: Any, dice: Dice) -> dict[str, str]:
    return {f.name: dice.pick(f.name, f.options) for f in form.fields if f.kind in ("radio", "checkbox") and f.options}


_ANYTHING = {
    "confirm": "yes",
    "reason": "理由充分，特此说明。",
    "text": "特此说明。",
    "explanation": "特此说明。",
    "unit": "zhujian",
    "kind": "complaint",
    "category": "housing",
    "ground": "blank",
    "grounds": "vague",
    "days": "1",
    "consent": "yes",
    "rating": "good",
    "basis": "依据职责分工。",
    "instruction": "请依法办理。",
    "proposal": "拟请承办单位办理。",
    "part_text": "已依法办理。",
    "body": "某单位",
}


def _by_people(events: tuple[Event, ...]) -> list[Event]:
    return [event for event in events if event.by.role not in OURS]


def _until(events: tuple[Event, ...], seq: int) -> Case:
    return replay(event for event in events if event.seq < seq)


def _require_lawful(city: City, before: Case, event: Event) -> None:
    """Told apart from decide: who may act at all on a case as it stood, whatever they did."""
    from huiyin.case.law import Law

    by, law = event.by, Law(city.deployment.rulebook, city.deployment.time)
    assert any(by.role in roles for roles in MOVES[before.stage].values()), (before.stage, by.role, event.name)
    assert not law.bars(before, by.unit, by.id), f"{event.name} by whom it is about"
    if by.role in UNIT_ROLES:
        assert by.unit == before.unit, f"{event.name} by {by.unit}, the order is with {before.unit}"
    if by.role in CENTRE_ROLES:
        assert by.unit == "centre"
    if by.role is Role.REQUESTER:
        assert by.unit == by.id == ""
