"""Emergencies at night, by the roster: whoever has the night hears at once, in the centre and in every unit at work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from city import HOUSING, MARKET, PROGRAMME, PUZZLE, City, Letter, opened

from huiyin_aws import registry, staffing
from huiyin_local.people import notes

FIRE = {"title": "居民楼起火", "body": "三号楼五楼起火，浓烟很大，有人被困，快来救援。", "kind": "emergency"}
ABOVE, BELOW = "gongyong", "gongshui"


@pytest.fixture
def city() -> Iterator[City]:
    """From Monday at nine."""
    with opened(PROGRAMME) as suzhou:
        yield suzhou


def has_the_night(city: City, unit: str, person: str) -> None:
    """The roster of the unit names this person from now to the morning."""
    night = registry.DutySpan(person, city.cloud.now, city.cloud.now + timedelta(hours=11))
    entry = staffing.Entry(staffing.OPERATOR, city.cloud.now)
    with city.cloud.world.turn():
        staffing.amend_unit(PROGRAMME, unit, lambda found: replace(found, roster=(night,)), entry)


def told(city: City, letter: Letter) -> dict[str, str]:
    """Who of the offices was told of a letter, each with the path behind the latest message."""
    found = (m for m in city.cloud.messages if letter.number in m.text and m.to[0] in city.deployment.book)
    return {city.deployment.book[m.to[0]].id: notes.read(m.at, m.to[0], m.text).path for m in found}


@pytest.mark.clause("SZ-A2.4.4d", "NM-10")
@pytest.mark.parametrize("who", ["centre-duty-1", "centre-duty-2"])
def test_the_centres_roster_says_whose_an_emergency_is_and_anything_else_goes_by_number(city: City, who: str) -> None:
    city.on("03-02 20:30")
    has_the_night(city, "centre", who)

    emergencies = [city.hand_in(**FIRE) for _ in range(2)]
    others = [city.hand_in(**PUZZLE) for _ in range(2)]

    assert [set(told(city, letter)) for letter in emergencies] == [{who}, {who}]
    assert {person for letter in others for person in told(city, letter)} == {"centre-duty-1", "centre-duty-2"}
    city.does("centre", emergencies[0], "Accept", kind="emergency", category="housing", unit=HOUSING, confirm="yes")
    assert {p for p in told(city, emergencies[0]) if p.startswith("centre")} == {who}  # who alerts the other lines
    city.on("03-03 10:00")
    by_day = [city.hand_in(**FIRE) for _ in range(2)]
    assert {person for letter in by_day for person in told(city, letter)} == {"centre-duty-1", "centre-duty-2"}


@pytest.mark.clause("SZ-A2.4.4d", "NM-10")
def test_whoever_is_on_duty_acts_on_an_emergency_that_was_handed_to_a_colleague_by_name(city: City) -> None:
    letter = city.hand_in()
    form = city.open(city.link("handler", letter, HOUSING))[1].form("NameHandler")
    assert form is not None
    named = next(each for each in form.field("person").options if each)
    city.does("handler", letter, "NameHandler", of=HOUSING, person=named)
    city.on("03-02 21:00")
    has_the_night(city, HOUSING, "zhujian-deputy")

    city.at_desk("centre").does(letter, "Correct", kind="emergency", reason="电梯困人，属突发事件。")

    links = told(city, letter)
    assert {"zhujian-deputy", named} <= set(links)
    assert [city.open(links[who])[0] for who in ("zhujian-deputy", named)] == [200, 200]
    assert city.fill(links["zhujian-deputy"], "SignFor", confirm="yes").status == 200


@pytest.mark.clause("SZ-A2.4.4d", "NM-10")
def test_an_emergency_that_goes_on_at_night_reaches_who_is_on_duty_below_and_in_a_supporting_unit(city: City) -> None:
    city.on("03-02 21:00")
    has_the_night(city, BELOW, "gongshui-deputy")
    has_the_night(city, MARKET, "shichang-deputy")
    letter = city.hand_in(**FIRE)
    accepted = {"kind": "emergency", "category": "utilities", "unit": ABOVE, "task": "请到场配合。", "confirm": "yes"}
    city.does("centre", letter, "Accept", supporting=[MARKET], **accepted)

    city.does("handler", letter, "HandOn", of=ABOVE, unit=BELOW)

    links = told(city, letter)
    assert {"gongshui-handler", "gongshui-deputy", "gongshui-head", "shichang-handler", "shichang-deputy"} <= set(links)
    assert city.fill(links["gongshui-deputy"], "SignFor", confirm="yes").status == 200
    assert city.fill(links["shichang-deputy"], "Contribute", contribution="已到场。").status == 200
