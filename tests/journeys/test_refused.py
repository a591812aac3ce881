"""What a provider certainly did not send is tried again, and is not counted as perhaps sent."""

from collections import Counter

from botocore.exceptions import ClientError


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
