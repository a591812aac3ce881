"""A report names a unit, a complaint an official: neither ever sees it, by no link and no second dispatch."""

import pytest
from city import HOUSING, MARKET, REPLY, City, Letter, Visitor

from huiyin_local.people import notes

REPORT = {"title": "举报违规审批", "body": "举报有关单位违规审批占道停车场，请查处。", "kind": "report"}
RUDE = {"title": "态度恶劣", "body": "前天去办理时，经办的人态度恶劣，投诉，请处理。", "kind": "complaint"}
BY_LAW = {"law_amount": "", "law_unit": "", "law": ""}


def _accept(city: City, letter: Letter, **values: str) -> None:
    fields = {"category": "housing", "confirm": "yes", "accused_unit": "", "accused_person": ""} | BY_LAW | values
    city.does("centre", letter, "Accept", **fields)


@pytest.mark.clause("GX-18b")
def test_the_unit_that_a_report_names_is_neither_offered_nor_given_the_order(city: City) -> None:
    letter = city.hand_in(**REPORT)
    link = city.link("centre", letter)
    both = {"kind": "report", "unit": HOUSING, "accused_unit": HOUSING, "confirm": "yes", "category": "housing"}
    refused = city.fill(link, "Accept", **BY_LAW, accused_person="", **both)
    assert refused.status == 409
    assert "不得将举报、控告转给被举报" in city.read(refused).words

    _accept(city, letter, kind="report", unit="", accused_unit=HOUSING)
    form = city.open(city.link("centre", letter))[1].form("Dispatch")
    units = form.field("unit") if form else None
    assert units is not None
    assert HOUSING not in units.options
    assert (
        city.post(city.link("centre", letter), {"command": "Dispatch", "unit": HOUSING, "confirm": "yes"}).status == 422
    )

    city.does("centre", letter, "Dispatch", unit=MARKET, confirm="yes")
    assert city.messages_to("handler", letter, HOUSING) == []
    assert len(city.messages_to("handler", letter, MARKET)) == 1


@pytest.mark.clause("GX-18b")
def test_whom_a_complaint_is_about_gets_no_message_and_somebody_else_handles_it(city: City) -> None:
    letter = city.hand_in(**RUDE)
    handler = next(p for p in city.deployment.book.values() if p.unit == MARKET and p.role == "handler")
    _accept(city, letter, kind="complaint", category="market", unit=MARKET, accused_person=handler.id)

    assert city.messages_to("handler", letter, MARKET) == []
    city.does("deputy", letter, "SignFor", confirm="yes")  # stands in
    assert "被反映" not in city.open(city.link("deputy", letter))[1].words
    city.does("deputy", letter, "SubmitReply", **REPLY)
    assert city.stage(letter) == "approving"


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_every_look_at_a_barred_case_is_refused_and_on_record_once_a_day(city: City) -> None:
    from huiyin_aws import looks

    letter = city.hand_in(**RUDE)
    handler = next(p for p in city.deployment.book.values() if p.unit == MARKET and p.role == "handler")
    _accept(city, letter, kind="complaint", category="market", unit=MARKET, accused_person=handler.id)
    link = city.link_for(letter, "handler", MARKET)
    before = city.kept()

    answers = [city.cloud.gateway.call("GET", link) for _ in range(3)]
    answers.append(city.post(link, {"command": "SignFor", "confirm": "yes"}))
    answers.append(city.cloud.gateway.call("GET", f"{link}/slip.pdf"))

    assert {answer.status for answer in answers} == {410}
    assert not any(letter.number in answer.text or RUDE["title"] in answer.text for answer in answers)
    with city.cloud.world.turn():
        found = looks.of(letter.number)
    assert [(look["person"], look["way"], look["role"]) for look in found] == [
        (handler.id, "link", "handler"),
        (handler.id, "slip", "handler"),
    ]
    assert not any(key in "".join(map(str, found)) for key in (RUDE["title"], letter.phone))
    now = city.kept()
    assert all("LOOK#" in key for key in now if now[key] != before.get(key))

    city.pass_time(days=1)
    city.cloud.gateway.call("GET", link)
    with city.cloud.world.turn():
        assert len(looks.of(letter.number)) == 3


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_what_is_kept_from_somebody_is_not_even_counted_in_their_queue(city: City) -> None:
    letter = city.hand_in(**RUDE)
    city.pass_time(minutes=10)
    accused, other = city.signs_in("handler", MARKET), city.signs_in("deputy", MARKET)
    person = city.deployment.book[city.mailbox("handler", MARKET)]
    queues = ("", "?queue=open")
    before = [accused.queue(queue).text for queue in queues]

    _accept(city, letter, kind="complaint", category="market", unit=MARKET, accused_person=person.id)

    assert [accused.queue(queue).text for queue in queues] == before
    assert all(letter.number in other.queue(queue).text for queue in queues)


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_who_has_two_posts_is_kept_from_a_case_in_both(city: City) -> None:
    """A duty officer of the centre who is a unit's handler as well: at the centre's desk it is the same person."""
    entries, letter = city.registry(), city.hand_in(**RUDE)
    people = {person["id"]: person for unit in entries["units"] for person in unit["people"]}
    accused = next(p for p in city.deployment.book.values() if p.unit == MARKET and p.role == "handler")
    people["centre-duty-2"]["email"] = people[accused.id]["email"]
    city.cloud.invoke("Register", entries)
    city.pass_time(minutes=10)
    city.asks_to_sign_in(people[accused.id]["email"])
    both = Visitor(city)
    both.post(city.sign_in_link(people[accused.id]["email"]))
    assert both.get(f"/desk/cases/{letter.number}").status == 200  # for nobody knows yet

    _accept(city, letter, kind="complaint", category="market", unit=MARKET, accused_person=accused.id)

    for post in ("0", "1"):
        assert both.post("/desk/posts", {"csrf": both.csrf(), "at": post}).status == 303
        assert both.get(f"/desk/cases/{letter.number}").status == 404
        assert letter.number not in both.queue("?queue=open").text
        assert f"cases/{letter.number}" not in both.finds(number=letter.number).text
    city.cloud.invoke("Register", city.registry())


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_when_everybody_in_the_unit_is_named_the_level_above_handles_and_signs(city: City) -> None:
    """A complaint about the whole of a bureau's desk: its people neither read, handle nor sign it."""
    from huiyin.case.facts import Accused
    from huiyin_aws import registry

    letter = city.hand_in(**RUDE)
    with city.cloud.world.turn():
        unit = registry.unit("suzhou-express", MARKET)
    assert unit is not None
    people = tuple(person.id for person in unit.people)
    _name(city, letter, Accused(people=people))
    everywhere = city.messages_to("handler", letter) + city.messages_to("deputy", letter)

    assert everywhere == []
    taken = [m for m in city.cloud.messages if letter.number in m.text and "新工单" in m.text]
    above = city.deployment.book[taken[-1].to[0]]
    assert above.unit != MARKET
    link = notes.read(taken[-1].at, taken[-1].to[0], taken[-1].text).path
    assert city.fill(link, "SignFor", confirm="yes").status == 200
    assert city.fill(link, "SubmitReply", **REPLY).status == 200
    assert city.stage(letter) == "approving"
    assert city.messages_to("deputy", letter, MARKET) == []


def _name(city: City, letter: Letter, accused: object) -> None:
    """The centre accepts it for the market bureau, with everybody of the bureau named."""
    from huiyin.case import commands as c
    from huiyin.case.facts import Actor
    from huiyin.case.vocabulary import Role
    from huiyin_aws import store

    accept = c.Accept(
        by=Actor(Role.CENTRE, "centre-1"), kind="complaint", category="market", unit=MARKET, accused=accused
    )
    with city.cloud.world.turn():
        store.change(letter.number, lambda stored: store.Change([accept]), city.cloud.now)
    city.cloud.world.settle()
