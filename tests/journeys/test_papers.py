"""Every text that an event names is the one that it spoke of; a changed one shows."""

from huiyin.case.facts import Paper
from huiyin_aws import papers
from huiyin_aws.tables import PaperItem


def test_what_events_name_verifies_and_a_change_after_the_fact_shows(city):
    letter = city.hand_in()
    (event,) = [e for e in city.events(letter) if e["type"] == "RequestReceived"]
    named = Paper(**event["fact"]["paper"])
    item = PaperItem.get(letter.number, f"PAPER#{named.id}")
    assert papers.verifies(item, named)
    item.body = item.body | {"body": "改过的内容"}
    assert not papers.verifies(item, named)
