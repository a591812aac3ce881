"""Somebody leaves, or is away: whoever has their open work from then on hears of it, with a link of their own, once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from botocore.exceptions import ClientError
from city import COMPLAINT, HOUSING, MARKET, PROGRAMME, PUZZLE, REPLY, City, Letter, opened
from desk_forms import enters
from test_refused import Refusing

from huiyin_aws import registry, staffing, store, taking_over
from huiyin_local.cloud.calls import Call
from huiyin_local.cloud.messages import Message
from huiyin_local.people import notes

NEW, BETWEEN = "13000000555", "13000000444"
UNIT = f"/desk/registry/units/{MARKET}"
OTHER_UNIT = "chengguan"


@pytest.fixture
def city() -> Iterator[City]:
    """From Monday at nine; the sweep looks every hour."""
    with opened(PROGRAMME) as suzhou:
        yield suzhou


def ordered(city: City, **more: str | list[str]) -> Letter:
    letter = city.hand_in(**PUZZLE)
    city.does("centre", letter, "Accept", unit=MARKET, confirm="yes", **more)
    return letter


def succeeds(city: City, role: str, by: str = "head", unit: str = MARKET, phone: str = NEW) -> None:
    """At the desk, somebody new takes the post of whoever has it."""
    leaves = next(p.id for p in registry.unit(PROGRAMME, unit).people if p.role == role)
    entered = {"role": role, "since": f"{city.now:%Y-%m-%d}", "leaves": leaves, "title": "新任", "phone": phone}
    path = f"/desk/registry/units/{unit}"
    assert enters(city.at_desk(by, unit), "NamePerson", path=path, email="", **entered).status == 200


def is_away(city: City, person: str, since: str, until: str, stand_in: str = "") -> None:
    fields = {"person": person, "since": f"2026-{since}", "until": f"2026-{until}", "stand_in": stand_in}
    assert enters(city.at_desk("head", MARKET), "EnterAbsence", path=UNIT, **fields).status == 200


def told(city: City, letter: Letter, address: str) -> list[Message]:
    return [m for m in city.cloud.messages if m.to == (address,) and letter.number in m.text]


def takes_over(city: City, letter: Letter, address: str) -> int:
    """How often somebody was told that a case is theirs now."""
    return ["现由您办理" in m.text for m in told(city, letter, address)].count(True)


def path(message: Message) -> str:
    return notes.read(message.at, message.to[0], message.text).path


def address_of(person: str) -> str:
    """Where messages about work go."""
    found = registry.unit(PROGRAMME, MARKET).person(person)
    return found.phone if found.by == "sms" else found.email


@pytest.mark.clause("GX-13", "SZ-A2.4.4b", "SZ-A5.4.1")
def test_a_successor_hears_within_the_hour_of_what_is_open_and_by_when(city: City) -> None:
    city.on("03-03 10:00")
    letter = ordered(city)
    link = city.link("handler", letter, MARKET)
    succeeds(city, "handler")
    city.pass_time(hours=1)

    (message,) = told(city, letter, NEW)
    assert "现由您办理，请于3月3日 星期二 17:30 前签收" in message.text
    assert [city.open(each)[0] for each in (link, path(message))] == [410, 200]
    assert city.fill(path(message), "SignFor", confirm="yes").status == 200
    city.pass_time(hours=3)
    assert len(told(city, letter, NEW)) == 1


@pytest.mark.clause("GX-13", "SZ-A2.4.4f")
def test_a_new_deputy_hears_of_the_replies_that_wait_and_a_supporting_unit_of_its_task(city: City) -> None:
    letter = city.hand_in(**COMPLAINT)
    city.does("handler", letter, "SignFor", of=HOUSING, confirm="yes")
    city.does("handler", letter, "SubmitReply", of=HOUSING, **REPLY)
    succeeds(city, "deputy", unit=HOUSING)
    city.pass_time(hours=1)
    (message,) = told(city, letter, NEW)
    assert city.fill(path(message), "ApproveReply", confirm="yes").status == 200

    supported = city.hand_in(**PUZZLE)
    accepted = {"supporting": [MARKET], "task": "请核查噪声来源。", "confirm": "yes"}
    city.does("centre", supported, "Accept", unit=OTHER_UNIT, **accepted)
    succeeds(city, "handler")
    city.pass_time(hours=1)
    (message,) = told(city, supported, NEW)
    assert "需您单位协办" in message.text
    assert city.fill(path(message), "Contribute", contribution="已核查。").status == 200


@pytest.mark.clause("GX-12", "GX-13")
def test_who_stands_in_hears_when_an_absence_begins_and_who_was_away_when_it_ends(city: City) -> None:
    letter = ordered(city)
    city.does("handler", letter, "SignFor", of=MARKET, confirm="yes")
    mine, stand_in = address_of("shichang-handler"), address_of("shichang-deputy")
    before = len(told(city, letter, mine))
    is_away(city, "shichang-handler", "03-03T09:00", "03-04T09:00", "shichang-deputy")
    city.on("03-03 08:59")
    assert told(city, letter, stand_in) == []

    city.on("03-03 10:00")

    (message,) = told(city, letter, stand_in)
    assert "现由您办理" in message.text
    assert "SubmitReply" in city.offers(path(message))
    city.on("03-04 10:00")
    assert len(told(city, letter, stand_in)) == 1
    (again,) = told(city, letter, mine)[before:]
    assert "现由您办理" in again.text


def test_at_night_nobody_is_told_before_the_morning(city: City) -> None:
    letter = ordered(city)
    city.on("03-02 21:00")
    succeeds(city, "handler")
    city.on("03-03 07:59")
    assert told(city, letter, NEW) == []
    city.on("03-03 09:00")
    assert takes_over(city, letter, NEW) == 1


def test_of_two_changes_in_a_night_the_last_to_take_over_hears_once_and_the_one_between_not_at_all(city: City) -> None:
    letter = ordered(city)
    city.on("03-02 20:00")
    succeeds(city, "handler", phone=BETWEEN)
    city.pass_time(minutes=10)
    succeeds(city, "handler")
    city.on("03-03 10:00")
    assert [takes_over(city, letter, phone) for phone in (BETWEEN, NEW)] == [0, 1]
    assert not any("HANDOVERS" in key for key in city.kept())


def test_who_follows_in_the_night_hears_though_the_one_before_was_told_in_the_evening(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One case could not be read in the evening: the change is looked at once more, together with the next."""
    letters = [ordered(city) for _ in range(2)]
    load = store.load

    def failing(number: str) -> store.Stored:
        if number == letters[1].number:
            raise RuntimeError("no longer legible")
        return load(number)

    city.on("03-02 17:58")
    succeeds(city, "handler", phone=BETWEEN)
    with monkeypatch.context() as patch:
        patch.setattr(store, "load", failing)
        city.on("03-02 20:00")
    succeeds(city, "handler")
    city.on("03-03 10:00")
    heard = [[takes_over(city, letter, phone) for phone in (BETWEEN, NEW)] for letter in letters]
    assert heard == [[1, 1], [0, 1]]


@pytest.mark.clause("GX-18b", "SZ-A2.4.8")
def test_whom_a_matter_is_about_does_not_hear_of_it_as_a_stand_in_or_successor(city: City) -> None:
    letter = ordered(city, accused_person="shichang-deputy")
    is_away(city, "shichang-handler", "03-02T08:00", "03-06T09:00", "shichang-deputy")
    city.pass_time(hours=1)
    assert told(city, letter, address_of("shichang-deputy")) == []
    (message,) = told(city, letter, address_of("shichang-head"))
    assert city.open(path(message))[0] == 200


def test_what_the_provider_refused_goes_out_on_the_next_try_and_the_rest_is_not_told_twice(city: City) -> None:
    letters, provider = [ordered(city) for _ in range(2)], Refusing()
    succeeds(city, "handler")
    city.cloud.calls.before.append(provider)
    city.pass_time(hours=3)
    city.cloud.calls.before.remove(provider)
    assert provider.refused == 1
    assert [takes_over(city, letter, NEW) for letter in letters] == [1, 1]


def test_what_was_refused_in_the_evening_waits_for_the_morning(city: City) -> None:
    def refuse(call: Call) -> None:
        if (call.service, call.operation) == ("sns", "Publish"):
            raise ClientError({"Error": {"Code": "Throttled", "Message": "slow down"}}, "Publish")

    letter = ordered(city)
    city.on("03-02 18:58")
    succeeds(city, "handler")
    city.cloud.calls.before.append(refuse)
    city.on("03-02 20:00")
    city.cloud.calls.before.remove(refuse)
    city.on("03-03 07:59")
    assert told(city, letter, NEW) == []
    assert any("HANDOVERS" in key for key in city.kept())
    city.on("03-03 09:00")
    assert takes_over(city, letter, NEW) == 1
    assert not any("HANDOVERS" in key for key in city.kept())


def test_who_takes_over_more_than_can_be_told_one_by_one_hears_how_many(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_over, "ONE_BY_ONE", 2)
    monkeypatch.setattr(taking_over, "MOST_CASES", 3)
    letters = [ordered(city) for _ in range(4)]
    succeeds(city, "handler")
    city.pass_time(hours=1)
    assert [told(city, letter, NEW) for letter in letters] == [[]] * 4
    (message,) = (m for m in city.cloud.messages if m.to == (NEW,))
    assert "现有3件以上诉求改由您办理" in message.text
    assert message.text.endswith("/desk")


def test_a_change_that_gives_nobody_elses_work_away_tells_nobody(city: City) -> None:
    letter = ordered(city)
    told_before = len(city.cloud.messages)
    added = {"role": "deputy", "since": f"{city.now:%Y-%m-%d}", "title": "分管二", "phone": NEW}
    assert enters(city.at_desk("head", MARKET), "NamePerson", path=UNIT, email="", **added).status == 200
    city.pass_time(hours=2)
    assert [m.text for m in city.cloud.messages[told_before:] if letter.number in m.text] == []


def test_a_case_that_cannot_be_read_keeps_nobody_from_hearing_of_the_others(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = ordered(city), ordered(city)
    load = store.load

    def failing(number: str) -> store.Stored:
        if number == broken.number:
            raise RuntimeError("no longer legible")
        return load(number)

    with monkeypatch.context() as patch:
        patch.setattr(store, "load", failing)
        succeeds(city, "handler")
        city.pass_time(hours=1)
    assert len(told(city, sound, NEW)) == 1
    assert told(city, broken, NEW) == []
    city.pass_time(hours=1)  # it is tried again
    assert [len(told(city, letter, NEW)) for letter in (sound, broken)] == [1, 1]


def test_the_digest_names_a_case_and_no_person_where_nobody_can_be_told_how_many_they_take_over(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_over, "ONE_BY_ONE", 1)
    letters = [ordered(city) for _ in range(2)]
    succeeds(city, "handler")
    successor = next(p.id for p in registry.unit(PROGRAMME, MARKET).people if p.role == "handler")

    def by_landline(unit: registry.Unit) -> registry.Unit:
        people = (replace(p, phone="0557-3021234", email="") if p.id == successor else p for p in unit.people)
        return replace(unit, people=tuple(people))

    with city.cloud.world.turn():
        staffing.amend_unit(PROGRAMME, MARKET, by_landline, staffing.Entry("operator", city.cloud.now))
    city.on("03-03 08:01")

    digest = next(m for m in city.cloud.messages if m.to[0].startswith("centre") and "请打电话告知" in m.text)
    assert any(letter.number in digest.text for letter in letters)
    assert successor not in digest.text


@pytest.mark.clause("GX-13", "GX-20b")
def test_a_successor_hears_of_what_is_promised_while_the_requester_has_yet_to_rate(city: City) -> None:
    letter = ordered(city)
    city.does("handler", letter, "SignFor", of=MARKET, confirm="yes")
    promise = {"part_promise": "三月底前复查一次。", "promise_on": "2026-03-31"}
    city.does("handler", letter, "SubmitReply", of=MARKET, **REPLY | promise)
    city.does("deputy", letter, "ApproveReply", of=MARKET)
    city.does("centre", letter, "PassReply")
    assert city.stage(letter) == "rating"
    succeeds(city, "handler")
    city.pass_time(hours=1)

    (message,) = told(city, letter, NEW)
    assert "的答复作出了承诺，请于3月31日 星期二 17:30 前落实并报告" in message.text
    assert city.offers(path(message)) == ["ReportPromise"]
