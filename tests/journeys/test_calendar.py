"""A notice changes the calendar while orders are open, as happened on 27 January 2020: everybody's deadlines follow."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from city import HOUSING, City, Letter, local

from huiyin_aws import almanac, amending, store

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
        ({"settled_years": [2027, 1999]}, "settled_years.1"),
        ({"settled_years": [20270]}, "reaches to 2100"),
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


def test_a_settled_year_can_be_taken_back_and_is_a_guess_again(city: City) -> None:
    city.wait_until(datetime.fromisoformat("2027-12-28T09:00+08:00"))
    letter = ordered(city)
    amend(city, days=[], settled_years=[2027, 2028])
    assert "provisional" not in city.due(letter, "reply#1")

    amend(city, days=[], withdrawn_years=[2028])

    assert city.due(letter, "reply#1")["provisional"] is True


def recounts(city: City) -> list[str]:
    """How each recount ended, the latest first."""
    machines = city.cloud.client("stepfunctions")
    (arn,) = [m["stateMachineArn"] for m in machines.list_state_machines()["stateMachines"] if "Recount" in m["name"]]
    executions = machines.list_executions(stateMachineArn=arn)["executions"]
    return [each["status"] for each in sorted(executions, key=lambda each: each["startDate"], reverse=True)]


def test_a_case_that_cannot_be_counted_holds_up_no_other_and_the_machine_fails_at_the_end(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = [ordered(city) for _ in range(3)]
    broken_one, *others = letters
    before = {letter: city.due(letter, "reply#1")["due_at"] for letter in letters}
    first = datetime.fromisoformat(before[broken_one]).date() - timedelta(days=1)
    change, tried = store.change, []

    def change_but_one(number: str, *rest: Any) -> Any:
        if number == broken_one.number:
            tried.append(number)
            raise RuntimeError("its events do not replay")
        return change(number, *rest)

    days = [{"date": first.isoformat(), "working": False, "zh": "停工", "en": "Closed"}]
    with monkeypatch.context() as patch:
        patch.setattr(store, "change", change_but_one)
        amend(city, days=days)
        city.pass_time(hours=3)  # time enough for every retry

    assert [city.due(letter, "reply#1")["due_at"] > before[letter] for letter in others] == [True, True]
    assert city.due(broken_one, "reply#1")["due_at"] == before[broken_one]
    assert recounts(city)[0] == "FAILED"
    assert len(tried) == 3  # all are gone through again, twice

    amend(city, days=days)  # the same notice again counts once more what had failed
    assert recounts(city)[0] == "SUCCEEDED"
    assert city.due(broken_one, "reply#1")["due_at"] > before[broken_one]

    amend(city, days=[], withdrawn=[first.isoformat()])
    assert recounts(city)[0] == "SUCCEEDED"
    assert [city.due(letter, "reply#1")["due_at"] for letter in letters] == list(before.values())


def test_a_recount_that_could_not_be_started_is_started_the_night_after(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = ordered(city)
    before, begun = city.due(letter, "reply#1")["due_at"], len(recounts(city))
    first = datetime.fromisoformat(before).date() - timedelta(days=1)
    days = [{"date": first.isoformat(), "working": False, "zh": "停工", "en": "Closed"}]
    with monkeypatch.context() as patch:
        patch.setattr("huiyin_aws.workflow.start_recount", broken)
        with pytest.raises(Exception, match="not to be had"):
            amend(city, days=days)
    city.pass_time(minutes=2)
    assert city.due(letter, "reply#1")["due_at"] == before

    city.cloud.invoke("FollowCalendar", {})
    city.pass_time(minutes=2)

    assert city.due(letter, "reply#1")["due_at"] > before
    assert len(recounts(city)) == begun + 1
    city.cloud.invoke("FollowCalendar", {})
    assert len(recounts(city)) == begun + 1  # what has its recount gets no second one


def test_a_programme_whose_calendar_was_never_looked_at_starts_nothing(city: City) -> None:

    begun = len(recounts(city))
    with city.cloud.world.turn():
        assert almanac.read("weibin-mailbox") == almanac.Amended()
        assert amending.follow_publication("weibin-mailbox") is False
    assert len(recounts(city)) == begun


def broken(*_: Any) -> None:
    raise ConnectionError("Step Functions was not to be had")
