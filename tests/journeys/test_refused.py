"""What a provider certainly did not send is tried again, and is not counted as perhaps sent."""

from collections import Counter

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from city import HOUSING


class Refusing:
    """A provider that says no to the first SMS, and yes from then on."""

    def __init__(self):
        self.refused = 0

    def __call__(self, call):
        if (call.service, call.operation) == ("sns", "Publish") and not self.refused:
            self.refused += 1
            raise ClientError({"Error": {"Code": "Throttled", "Message": "slow down"}}, "Publish")


def test_a_message_that_the_provider_refused_goes_out_on_the_next_try_once(city):
    provider = Refusing()
    city.cloud.calls.before.append(provider)
    letter = city.hand_in()
    city.pass_time(hours=2)
    city.cloud.calls.before.remove(provider)
    assert provider.refused == 1
    told = Counter(m.text.split("http")[0] for m in city.messages_to("requester", letter))
    assert list(told.values()) == [1]
    orders = [m for m in city.messages_to("handler", letter) if "新工单" in m.text]
    assert len(orders) == 1
    notices = [item for key, item in city.kept().items() if key.find("NOTICE#") >= 0 and letter.number in key]
    assert {item["status"]["S"] for item in notices} == {"sent"}


def test_a_message_refused_in_the_evening_goes_out_in_the_morning(city):
    """Tried again after the sending hours have closed, it waits for the next ones."""
    city.next_working_day(19, 58)
    provider = Refusing()
    city.cloud.calls.before.append(provider)
    letter = city.hand_in()
    city.pass_time(hours=1)
    assert provider.refused == 1
    city.next_working_day(9)
    city.cloud.calls.before.remove(provider)
    told = [
        m.text.split("http")[0] for m in city.messages_to("requester", letter) + city.messages_to("handler", letter)
    ]
    assert any(letter.code in text for text in told)
    assert any("新工单" in text for text in told)
    assert len(told) == len(set(told))


def _of_emergency(city, letter):
    """Who heard of the emergency, by post, each as often as they heard."""
    book = city.deployment.book
    told = [m for m in city.cloud.messages if letter.number in m.text + m.subject and m.to[0] in book]
    return Counter(book[m.to[0]].role for m in told if "【突发】" in m.text)


@pytest.mark.clause("SZ-A2.4.4d")
def test_whom_the_provider_refuses_for_good_silences_nobody_else(city):
    """A gas leak: the handler's number and mailbox are refused; who is on duty, the head and the centre hear, once."""
    city.next_working_day(9)
    handlers = [address for address, p in city.deployment.book.items() if (p.unit, p.role) == (HOUSING, "handler")]

    def says_no(call):
        at = call.parameters
        address = at.get("PhoneNumber") or next(iter(at.get("Destination", {}).get("ToAddresses", [""])), "")
        if call.operation in ("Publish", "SendEmail") and address.removeprefix("+86") in handlers:
            raise ClientError({"Error": {"Code": "InvalidParameter", "Message": address}}, call.operation)

    city.cloud.calls.before.append(says_no)
    letter = city.hand_in(title="小区天然气泄漏", body="三号楼天然气泄漏，气味很大，请立即处理。", kind="emergency")
    city.does("centre", letter, "Accept", kind="emergency", category="housing", unit=HOUSING, confirm="yes")
    at_once = _of_emergency(city, letter)
    city.pass_time(hours=3)
    city.cloud.calls.before.remove(says_no)

    assert at_once["head"] == at_once["centre"] == 1
    assert _of_emergency(city, letter) == at_once
    assert not any(handler in line for handler in handlers for line in city.cloud.log)


def _out(call):
    """Nothing leaves this machine."""
    if call.operation in ("Publish", "SendEmail"):
        raise EndpointConnectionError(endpoint_url=f"https://{call.service}.example")


def _statuses(city, letter):
    return {i["status"]["S"] for key, i in city.kept().items() if "NOTICE#" in key and letter.number in key}


def test_after_an_outage_of_five_minutes_everybody_is_told_a_quarter_of_an_hour_later(city):
    city.next_working_day(9)
    city.cloud.calls.before.append(_out)
    letter = city.hand_in()
    city.pass_time(minutes=5)
    city.cloud.calls.before.remove(_out)
    assert not city.messages_to("requester", letter)
    city.pass_time(minutes=10)

    assert [m.text.count(letter.code) for m in city.messages_to("requester", letter)] == [1]
    assert len([m for m in city.messages_to("handler", letter) if "新工单" in m.text]) == 1
    assert _statuses(city, letter) == {"sent"}


def test_after_an_outage_of_hours_what_was_refused_is_put_back_from_the_dead_letters(city):
    """As infra/README.md says: an alarm rings, and an operator moves them back; who was told hears nothing twice."""
    city.next_working_day(9)
    city.cloud.calls.before.append(_out)
    letter = city.hand_in()
    city.pass_time(hours=3)
    city.cloud.calls.before.remove(_out)
    assert not city.messages_to("requester", letter)

    sqs = city.cloud.client("sqs")
    queues = sqs.list_queues()["QueueUrls"]
    dead, alive = (next(url for url in queues if name in url) for name in ("NoticesDeadLetters", "NoticesQueue"))
    while messages := sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            for _ in range(2):
                sqs.send_message(QueueUrl=alive, MessageBody=message["Body"])
            sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
    city.settle()

    assert [m.text.count(letter.code) for m in city.messages_to("requester", letter)] == [1]
    assert len([m for m in city.messages_to("handler", letter) if "新工单" in m.text]) == 1


def test_one_held_notice_that_cannot_be_queued_holds_up_no_other(city):
    city.next_working_day(21)
    first, second = city.hand_in(), city.hand_in()
    refused = []

    def busy(call):
        if call.operation == "SendMessage" and first.number in call.parameters["MessageBody"] and len(refused) < 2:
            refused.append(call)
            raise ClientError({"Error": {"Code": "RequestThrottled", "Message": "slow down"}}, "SendMessage")

    city.cloud.calls.before.append(busy)
    city.pass_time(hours=11, minutes=1)
    assert refused
    assert any(second.code in m.text for m in city.messages_to("requester", second))
    city.pass_time(hours=1)
    city.cloud.calls.before.remove(busy)
    assert [m.text.count(first.code) for m in city.messages_to("requester", first)] == [1]
