"""What is kept from somebody is kept from the person: at another post, under a new id, in the unit that took theirs in.

GX-18b, SZ-A2.4.8; CQ-13 (who checks an opinion is somebody else).
"""

from collections.abc import Iterator
from typing import Any

import pytest
from city import HOUSING, MARKET, PROGRAMME, City, Letter, Visitor, opened
from desk_forms import enters
from test_accused import RUDE, _accept

from huiyin_aws import identities, registry
from huiyin_aws.tables import RegistryItem

ACCUSED, DEPUTY = "shichang-handler", "shichang-deputy"
PHONE, MAIL = "13000000999", "somebody-new@example.gov.cn"


@pytest.fixture
def town() -> Iterator[City]:
    """A city of its own: whoever was once known by two ids is the same for good."""
    with opened(PROGRAMME) as city:
        yield city


def registered(town: City, **people: dict[str, str]) -> None:
    """The city's list, with these contacts."""
    entries = town.registry()
    for person in (person for unit in entries["units"] for person in unit["people"]):
        person |= people.get(person["id"].replace("-", "_"), {})
    town.cloud.invoke("Register", entries)


def contacts(town: City, who: str) -> dict[str, str]:
    people = (person for unit in town.registry()["units"] for person in unit["people"])
    return next({"phone": p["phone"], "email": p["email"]} for p in people if p["id"] == who)


def complaint(town: City) -> Letter:
    """About the market bureau's handler."""
    letter = town.hand_in(**RUDE)
    _accept(town, letter, kind="complaint", category="market", unit=MARKET, accused_person=ACCUSED)
    return letter


def told(town: City, letter: Letter, *addresses: str) -> list[Any]:
    return [m for m in town.cloud.messages if letter.number in m.text + m.subject and m.to[0] in addresses]


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_who_signs_for_the_unit_as_well_gets_nothing_at_that_post_either(town: City) -> None:
    theirs = contacts(town, ACCUSED)
    registered(town, shichang_deputy={"phone": theirs["phone"], "by": "sms"})
    letter = complaint(town)

    assert told(town, letter, *theirs.values()) == []
    assert town.open(town.link_for(letter, "deputy", MARKET, DEPUTY))[0] == 410
    assert "SignFor" in town.offers(town.link("head", letter, MARKET))


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
@pytest.mark.parametrize("kept", ["phone", "email"])
def test_who_leaves_and_comes_back_is_the_same_person(town: City, kept: str) -> None:
    theirs = contacts(town, ACCUSED)
    letter = complaint(town)
    head = town.signs_in("head", MARKET)
    comes = {"phone": PHONE, "email": MAIL} | {kept: theirs[kept]}
    path, since = f"/desk/registry/units/{MARKET}", f"{town.now:%Y-%m-%d}"
    for who, values in ((ACCUSED, {}), ("", comes)):
        values = {"title": "", "phone": "", "email": "", "leaves": who} | values | ({} if who else {"title": "经办人"})
        assert enters(head, "NamePerson", path=path, role="handler", since=since, **values).status == 200

    unit = registry.unit(PROGRAMME, MARKET)
    back = next(person for person in unit.people if person.role == "handler") if unit else None
    assert back is not None
    assert back.id != ACCUSED
    town.asks_to_sign_in(comes["email"])
    visitor = Visitor(town)
    visitor.post(town.sign_in_link(comes["email"]))
    assert visitor.get(f"/desk/cases/{letter.number}").status == 404
    assert letter.number not in visitor.queue("?queue=open").text
    assert f"cases/{letter.number}" not in visitor.finds(number=letter.number).text
    assert town.open(town.link_for(letter, "handler", MARKET, back.id))[0] == 410
    town.pass_time(days=9)  # what is late is told to whoever has it
    assert told(town, letter, *comes.values()) == []
    assert told(town, letter, town.mailbox("deputy", MARKET))


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_who_is_entered_anew_after_a_merger_is_the_same_person(town: City) -> None:
    theirs = contacts(town, ACCUSED)
    letter = complaint(town)
    town.cloud.invoke("Reorganise", {"programme": PROGRAMME, "unit": MARKET, "into": HOUSING})
    registered_at = next(u for u in town.registry()["units"] if u["code"] == HOUSING)
    for person in registered_at["people"]:
        if person["id"] == "zhujian-handler":
            person |= {"id": "zhujian-new", "phone": theirs["phone"], "email": MAIL}
    town.cloud.invoke("Register", {"programme": PROGRAMME, "units": [registered_at]})

    assert town.open(town.link_for(letter, "handler", HOUSING, "zhujian-new"))[0] == 410
    with town.cloud.world.turn():
        assert identities.of(PROGRAMME, [ACCUSED]) == {ACCUSED: {ACCUSED, "zhujian-new"}}


def test_no_contact_stands_beside_the_ids(town: City) -> None:
    rows = [str(item) for item in town.kept().values() if item["pk"]["S"].startswith(("CONTACTS#", "PEOPLE#"))]
    people = [person for unit in town.registry()["units"] for person in unit["people"]]
    assert rows
    assert not any(p[each] and p[each] in row for p in people for each in ("phone", "email") for row in rows)


def same_as(town: City, person: str) -> frozenset[str]:
    with town.cloud.world.turn():
        return identities.of(PROGRAMME, [person])[person]


COMMERCE = "chongqing-commerce"
LANDLINE, MAILBOX = "0512-65123456", "office@example.gov.cn"


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
@pytest.mark.parametrize("shared", [{"phone": LANDLINE}, {"email": MAILBOX}])
def test_an_office_that_shares_a_landline_or_a_mailbox_is_no_single_person(town: City, shared: dict[str, str]) -> None:
    registered(town, shichang_handler={"by": "email"} | shared, shichang_deputy={"by": "email"} | shared)

    assert same_as(town, ACCUSED) == {ACCUSED}
    letter = complaint(town)
    assert town.open(town.link_for(letter, "deputy", MARKET, DEPUTY))[0] == 200


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_a_mailbox_that_several_had_at_once_joins_nobody_later_either(town: City) -> None:
    registered(town, shichang_handler={"email": MAILBOX})
    registered(town, shichang_handler={"email": MAILBOX}, shichang_deputy={"email": MAILBOX})
    registered(town, shichang_head={"email": MAILBOX})
    assert [same_as(town, each) for each in (ACCUSED, DEPUTY)] == [{ACCUSED}, {DEPUTY}]


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_whose_mailbox_and_mobile_are_one_at_two_posts_is_one_person_also_once_the_mobile_is_another(
    town: City,
) -> None:
    theirs = contacts(town, ACCUSED)
    registered(town, shichang_deputy=theirs)
    registered(town, shichang_head={"email": theirs["email"]}, shichang_handler={"email": ""}, shichang_deputy={})
    assert same_as(town, ACCUSED) == {ACCUSED, DEPUTY, "shichang-head"}


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
@pytest.mark.parametrize("leaves", [False, True])
def test_who_was_registered_before_contacts_were_noted_is_known_by_the_next_list_or_change(
    town: City, leaves: bool
) -> None:
    with town.cloud.world.turn():
        for row in (row for pk in ("CONTACTS", "PEOPLE") for row in RegistryItem.query(f"{pk}#{PROGRAMME}")):
            row.delete()
    theirs = contacts(town, ACCUSED)
    if leaves:  # whoever has the phone from now on comes with the same change
        registered(town, shichang_handler={"phone": PHONE}, shichang_deputy={"phone": theirs["phone"]})
    else:
        registered(town)
        registered(town, shichang_handler={"phone": PHONE})
        registered(town, shichang_handler={"phone": PHONE}, shichang_deputy={"phone": theirs["phone"]})
    assert same_as(town, ACCUSED) == {ACCUSED, DEPUTY}


@pytest.mark.clause("CQ-13")
def test_where_all_of_the_office_are_taken_for_one_an_opinion_is_checked_by_another_id() -> None:
    """One duty phone was entered for everybody: their ids alone tell them apart, and nothing waits for ever."""
    with opened(COMMERCE) as office:
        entered = next(unit for unit in office.registry()["units"] if unit["code"] == "centre")
        for person in entered["people"]:
            person |= {"phone": "13000004999", "by": "email"}
        office.cloud.invoke("Register", {"programme": COMMERCE, "units": [entered]})
        letter = office.hand_in(
            title="建议增加便民早市", body="建议在小区附近增加便民早市，方便居民买菜。", kind="suggestion"
        )
        office.does("centre", letter, "Accept", unit="yufuka", kind="suggestion", confirm="yes")
        giver = office.latest_message("centre", letter).to[0]

        assert office.stage(letter) == "checking"
        assert office.latest_message("checker", letter).to[0] != giver
        office.does("checker", letter, "ConfirmOpinion", confirm="yes")
        assert office.stage(letter) == "handling"
