"""A notice changes the calendar while orders are open, as happened on 27 January 2020: everybody's deadlines follow."""

from datetime import datetime
from typing import Any

import pytest
from city import HOUSING, City, Letter, local

NOTICE = {
    "programme": "suzhou-express",
    "days": [{"date": "2026-03-05", "working": False, "zh": "防汛停工", "en": "Closed for the flood"}],
}


def amend(city: City, **notice: Any) -> dict[str, Any]:
    """An operator enters a notice; the recount has its minute."""
    told: dict[str, Any] = city.cloud.invoke("AmendCalendar", NOTICE | notice)
    city.pass_time(minutes=2)
    return told


def ordered(city: City) -> Letter:
    letter = city.hand_in()
    city.does("handler", letter, "SignFor", confirm="yes")
    return letter


@pytest.mark.clause("SZ-A2.4.4c")
def test_open_orders_are_counted_again_their_handlers_told_and_a_withdrawal_undoes_it(city: City) -> None:
    letter, closed = ordered(city), city.hand_in(title="。", body="……", kind=None)
    assert local(city.due(letter, "reply#1")["due_at"]) == "03-11 17:30"
    ended = city.events(closed)

    assert amend(city)["edition"] == "1"

    assert city.story(letter)[-1] == "DeadlinesRecounted"
    assert local(city.due(letter, "reply#1")["due_at"]) == "03-12 17:30"
    assert "3月12日" in city.latest_message("handler", letter, HOUSING).text
    page = city.open(city.link("handler", letter))[1]
    assert "防汛停工" in page.words
    assert "日历调整" in page.words
    assert city.events(closed) == ended  # what is closed stays as it was

    assert amend(city)["edition"] == "1"  # the same notice again is none
    assert city.story(letter).count("DeadlinesRecounted") == 1

    amend(city, days=[], withdrawn=["2026-03-05"])
    assert local(city.due(letter, "reply#1")["due_at"]) == "03-11 17:30"
    assert city.story(letter).count("DeadlinesRecounted") == 2


def test_the_clock_wakes_by_the_new_calendar(city: City) -> None:
    """A make-up Saturday brings the deadline forward; the breach is recorded at the new instant."""
    letter = ordered(city)
    days = [{"date": "2026-03-07", "working": True, "zh": "调休上班", "en": "Make-up day"}]
    amend(city, days=days)
    assert local(city.due(letter, "reply#1")["due_at"]) == "03-10 17:30"

    city.wait_until(datetime.fromisoformat("2026-03-10T17:31+08:00"))

    overdue = next(event for event in city.events(letter) if event["type"] == "FellOverdue")
    assert local(overdue["at"]) == "03-10 17:30"
    amend(city, days=[], withdrawn=["2026-03-07"])
    assert "overdue" not in city.due(letter, "reply#1")  # the old count reaches again: nobody is late


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"days": [{"date": "1999-10-01", "working": False, "zh": "国庆", "en": "National Day"}]}, "begins in 2004"),
        ({"days": [{"date": "2026-03-05", "working": False}]}, "days.0.zh"),
        ({"programme": "atlantis"}, "there is no such programme"),
        ({"holidays": []}, "holidays"),
    ],
)
def test_a_notice_that_is_wrong_changes_nothing_and_says_where(city: City, wrong: dict[str, Any], says: str) -> None:
    before = city.kept()

    with pytest.raises(Exception, match=says):
        amend(city, **wrong)

    assert city.kept() == before


def test_a_year_that_is_settled_is_no_longer_provisional(city: City) -> None:
    """The first notice for a new year: its plain weekdays count for certain from then on."""
    city.wait_until(datetime.fromisoformat("2026-12-28T09:00+08:00"))
    letter = ordered(city)
    assert city.due(letter, "reply#1")["provisional"] is True

    days = [{"date": "2027-01-01", "working": False, "zh": "元旦", "en": "New Year's Day"}]
    amend(city, days=days, settled_years=[2027])

    assert "provisional" not in city.due(letter, "reply#1")
    assert local(city.due(letter, "reply#1")["due_at"]) == "01-07 17:30"
    assert city.story(letter)[-1] in ("DeadlinesRecounted", "WarningGiven")
