"""A re-assignment revokes: whoever has the work no longer finds their link shut, and nothing told by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from city import HOUSING, MARKET, City, Letter

from huiyin.case.vocabulary import Role
from huiyin.notices import Notice
from huiyin_aws import law, notifying, registry, staffing, store


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
    from huiyin_aws import keys, links

    with city.cloud.world.turn():
        case, token = store.require(letter.number).case, keys.new_token()
        until = links.until(city.cloud.now)
        bound = links.Link(case.number, case.stage_no, "handler", person, HOUSING, until, "", "deputy")
        links.issue(token, bound)
    return f"/act/{token}"


@pytest.mark.clause("WB-6.3d", "CQ-14", "GX-13")
def test_while_the_handler_who_was_named_is_away_the_case_is_with_whom_they_left_in_their_place(city: City) -> None:
    letter = city.hand_in()
    deputy = next(p for p in city.deployment.book.values() if (p.unit, p.role) == (HOUSING, "deputy"))
    form = city.open(city.link("handler", letter))[1].form("NameHandler")
    assert form is not None
    (named,) = [value for value in form.field("person").options if value]
    city.does("handler", letter, "NameHandler", person=named)
    stand_in = _stand_in_link(city, letter, deputy.id)
    assert city.open(stand_in)[0] == 410  # it is the colleague's

    day = timedelta(days=1)
    away = registry.Absence(named, city.now - day, city.now + day, deputy.id)
    back = _rewrite(city, lambda unit: replace(unit, absences=(away,)))
    try:
        assert city.offers(stand_in)[0] == "SignFor"
        with city.cloud.world.turn():
            stored = store.require(letter.number)
            rules = law.of(stored.case.programme, stored.case.rulebook)
            told = notifying._recipient(stored, rules, Notice("sent_back", Role.HANDLER), city.now)
    finally:
        back()
    assert told is not None
    assert told.person == deputy.id


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_where_the_stand_in_is_whom_it_is_about_the_colleague_who_was_told_may_act(city: City) -> None:
    letter = city.hand_in()
    form = city.open(city.link("handler", letter))[1].form("NameHandler")
    assert form is not None
    (named,) = [value for value in form.field("person").options if value]
    city.does("handler", letter, "NameHandler", person=named)
    deputy = next(p.id for p in city.deployment.book.values() if (p.unit, p.role) == (HOUSING, "deputy"))

    day = timedelta(days=1)
    away = registry.Absence(named, city.now - day, city.now + day, deputy)
    back = _rewrite(city, lambda unit: replace(unit, absences=(away,)))
    try:
        about = {"accused_unit": "", "accused_person": deputy, "reason": "反映的是分管负责人。"}
        city.signs_in("centre").does(letter, "NameAccused", **about)
        told = city.latest_message("handler", letter, HOUSING)
        assert city.deployment.book[told.to[0]].id != named
        assert "SignFor" in city.offers(city.link("handler", letter, HOUSING))
    finally:
        back()
