"""Who has no mobile number: an SMS goes to no landline, a refused one goes to the mailbox, and the centre hears of whom
no message reaches.
"""

from dataclasses import replace

import pytest
from botocore.exceptions import ClientError
from city import HOUSING, MARKET, PROGRAMME, PUZZLE, City, Letter

from huiyin_aws import registry, staffing
from huiyin_local.cloud import Message
from huiyin_local.cloud.calls import Call

LANDLINE, MAILBOX = "0557-3021234", "wang@example.org"


def _told(city: City, letter: Letter) -> list[tuple[str, str]]:
    """How and where a message with the query code went."""
    return [(m.kind, m.to[0]) for m in city.cloud.messages if letter.code in m.text]


def _digest(city: City) -> Message:
    return [m for m in city.cloud.messages if m.to[0].startswith("centre") and "今日待办" in m.subject][-1]


class Refusing:
    """A provider that takes nothing for these numbers."""

    def __init__(self, *numbers: str) -> None:
        self.numbers, self.asked = numbers, 0

    def __call__(self, call: Call) -> None:
        if call.operation == "Publish" and call.parameters.get("PhoneNumber", "").removeprefix("+86") in self.numbers:
            self.asked += 1
            raise ClientError({"Error": {"Code": "InvalidParameter", "Message": "no"}}, "Publish")


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ({"phone": LANDLINE, "email": MAILBOX}, [("mail", MAILBOX)]),
        ({"phone": "13711110000", "email": MAILBOX}, [("sms", "13711110000")]),
        ({"phone": "+86 137 1111 0000"}, [("sms", "13711110000")]),
        ({"email": MAILBOX}, [("mail", MAILBOX)]),
        ({"phone": LANDLINE}, []),
    ],
)
def test_a_requester_hears_where_a_message_arrives(
    city: City, contact: dict[str, str], told: list[tuple[str, str]]
) -> None:
    city.next_working_day()
    assert _told(city, city.hand_in(requester={"name": "老王", **contact})) == told


def test_the_centre_is_told_whom_it_has_to_call_and_of_nobody_else(city: City) -> None:
    city.next_working_day()
    letter, reached = city.hand_in(requester={"name": "老王", "phone": LANDLINE}), city.hand_in()
    city.next_working_day(8, 1)

    told = _digest(city)
    assert "请打电话告知" in told.text
    assert letter.number in told.text
    assert reached.number not in told.text
    assert LANDLINE not in told.text
    assert not any("3021234" in line for line in city.cloud.log)


def test_a_refused_sms_goes_to_the_mailbox_once(city: City) -> None:
    city.next_working_day()
    provider = Refusing("13722220000")
    city.cloud.calls.before.append(provider)
    letter = city.hand_in(requester={"name": "老王", "phone": "13722220000", "email": MAILBOX})
    city.pass_time(hours=2)
    city.cloud.calls.before.remove(provider)

    assert provider.asked == 1
    assert _told(city, letter) == [("mail", MAILBOX)]
    city.next_working_day(8, 1)
    assert letter.number not in _digest(city).text


def test_whom_the_provider_refuses_and_who_has_no_other_address_is_named_until_they_are_told(city: City) -> None:
    city.next_working_day()
    provider = Refusing("13733330000")
    city.cloud.calls.before.append(provider)
    letter = city.hand_in(requester={"name": "老王", "phone": "13733330000"})
    city.next_working_day(8, 1)
    city.cloud.calls.before.remove(provider)
    assert letter.number in _digest(city).text

    body = f'{{"detail": {{"case": "{letter.number}", "seq": 1}}}}'
    sqs = city.cloud.client("sqs")
    queue = next(url for url in sqs.list_queues()["QueueUrls"] if "NoticesQueue" in url)
    sqs.send_message(QueueUrl=queue, MessageBody=body)
    city.settle()
    assert _told(city, letter) == [("sms", "13733330000")]
    city.next_working_day(8, 1)
    assert letter.number not in _digest(city).text


def test_an_officer_with_a_landline_gets_the_order_by_mail(city: City) -> None:
    """Entered before landlines were asked about: the order goes to the mailbox, whatever they would rather have."""
    city.next_working_day()

    def with_a_landline(unit: registry.Unit) -> registry.Unit:
        people = (replace(p, phone=LANDLINE) if p.role == "handler" else p for p in unit.people)
        return replace(unit, people=tuple(people))

    with city.cloud.world.turn():
        entry = staffing.Entry("operator", city.cloud.now)
        staffing.amend_unit(PROGRAMME, HOUSING, with_a_landline, entry)
    letter = city.hand_in()
    orders = [m for m in city.cloud.messages if letter.number in m.text and "新工单" in m.text]
    assert [(m.kind, m.to[0].partition("-")[0]) for m in orders] == [("mail", HOUSING)]


@pytest.mark.clause("GX-18b")
def test_what_is_kept_from_the_reader_of_a_digest_is_not_named_in_it(city: City) -> None:
    city.next_working_day()
    reader = city.deployment.book[_digest(city).to[0]].id
    letters = [city.hand_in(**PUZZLE, requester={"name": "老王", "phone": LANDLINE}) for _ in range(2)]
    about = {letters[0]: {"accused_person": reader}, letters[1]: {}}
    for letter in letters:
        city.does("centre", letter, "Accept", kind="help", category="market", unit=MARKET, **about[letter])
    city.next_working_day(8, 1)

    told = _digest(city)
    assert city.deployment.book[told.to[0]].id == reader
    assert [letter.number in told.text for letter in letters] == [False, True]
