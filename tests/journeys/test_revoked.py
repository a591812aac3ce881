"""A re-assignment revokes: whoever has the work no longer finds their link shut, and nothing told by it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from city import HOUSING, MARKET, City, Letter

from huiyin_aws import registry, staffing


def _rewrite(city: City, wanted: Callable[[registry.Unit], registry.Unit]) -> Callable[[], None]:
    """Change the registry, and give back how to change it again to what it was."""
    entry = staffing.Entry(staffing.OPERATOR, city.cloud.now)
    with city.cloud.world.turn():
        before = registry.unit("suzhou-express", HOUSING)
        assert before is not None
        staffing.change_unit("suzhou-express", HOUSING, lambda unit: wanted(before), entry)

    def back() -> None:
        with city.cloud.world.turn():
            staffing.change_unit("suzhou-express", HOUSING, lambda unit: before, entry)

    return back


def _promoted(unit: registry.Unit, who: str) -> registry.Unit:
    return replace(unit, people=tuple(replace(p, role="head") if p.id == who else p for p in unit.people))


def _gone(unit: registry.Unit, who: str) -> registry.Unit:
    return replace(unit, people=tuple(p for p in unit.people if p.id != who))


@pytest.mark.parametrize("change", [_promoted, _gone])
@pytest.mark.clause("GX-13")
def test_whoever_leaves_a_post_finds_the_link_of_that_post_shut(city: City, change: Callable) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter)
    assert city.open(link)[0] == 200

    who = city.deployment.book[city.latest_message("handler", letter).to[0]].id
    back = _rewrite(city, lambda unit: change(unit, who))
    try:
        answer = city.cloud.gateway.call("GET", link)
        posted = city.post(link, {"command": "SignFor", "confirm": "yes"})
    finally:
        back()

    assert (answer.status, posted.status) == (410, 410)
    assert "这个链接已停用" in city.read(answer).words
    assert letter.number not in answer.text + posted.text
    assert "OrderSignedFor" not in city.story(letter)
    assert city.open(link)[0] == 200  # nothing but the registry had changed


def test_a_link_opens_nothing_of_a_case_that_another_unit_has(city: City) -> None:
    letter = city.hand_in()

    for role in ("handler", "deputy", "head"):
        answer = city.cloud.gateway.call("GET", city.link_for(letter, role, MARKET))
        assert answer.status == 410, role
        assert letter.number not in answer.text
        assert "电梯" not in answer.text


def test_who_stands_in_keeps_the_link_until_they_leave_their_own_post(city: City) -> None:
    letter = city.hand_in()
    who = next(p.id for p in city.deployment.book.values() if (p.unit, p.role) == (HOUSING, "deputy"))
    link = _stand_in_link(city, letter, who)
    assert city.offers(link)[0] == "SignFor"

    back = _rewrite(city, lambda unit: _gone(unit, who))
    try:
        assert city.open(link)[0] == 410
    finally:
        back()


def _stand_in_link(city: City, letter: Letter, person: str) -> str:
    from huiyin_aws import keys, links, store

    with city.cloud.world.turn():
        case, token = store.require(letter.number).case, keys.new_token()
        until = links.until(city.cloud.now)
        bound = links.Link(case.number, case.stage_no, "handler", person, HOUSING, until, "", "deputy")
        links.issue(token, bound)
    return f"/act/{token}"
