"""The console: a letter goes in, time goes on by buttons, every message is there with its link, cases have lights."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from werkzeug.test import Client

from huiyin_local.console import Console
from huiyin_local.console.views import linked
from huiyin_local.deployment import deploy, start

MONDAY_MORNING = datetime(2026, 3, 2, tzinfo=UTC)  # 08:00 in Suzhou
PROGRAMMES = ("suzhou-express", "neimenggu-12345")
LETTER = {
    "sender": "sz-0001",
    "title": "小区电梯坏了",
    "body": "电梯坏了半个月，物业一直不修，请尽快处理。",
    "kind": "complaint",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Client]:
    with start(MONDAY_MORNING, PROGRAMMES, seed=1) as cloud:
        yield Client(Console([deploy(cloud, code) for code in PROGRAMMES]))


def page(browser: Client) -> str:
    return browser.get("/_local/").text


def go(browser: Client, button: str) -> str:
    """What the clock shows after a button."""
    assert browser.post("/_local/clock", data={"go": button}).status_code == 303
    shown = re.search(r'class="now"><time>(.*?)</time>', page(browser))
    assert shown is not None
    return shown.group(1)


def test_the_front_door_leads_to_the_console(browser: Client) -> None:
    assert browser.get("/").headers["location"] == "/_local/"
    assert "3月2日 星期一" in page(browser)
    assert browser.get("/_local/style.css").mimetype == "text/css"


def test_a_letter_gets_its_number_a_case_with_a_light_and_a_message_with_a_link(browser: Client) -> None:
    answer = browser.post("/_local/letters", data=LETTER)
    assert answer.status_code == 303
    number = answer.headers["location"].partition("received=")[2]
    go(browser, "hour")  # whoever is told is told by now
    shown = page(browser)
    assert number in shown
    assert re.search(r'class="case (green|yellow|red)"', shown)
    link = re.search(r'href="(/act/[^"]+)"', shown)
    assert link is not None
    assert browser.get(link.group(1)).status_code == 200


def test_a_letter_that_the_api_refuses_is_kept_on_the_page_with_the_reason(browser: Client) -> None:
    answer = browser.post("/_local/letters", data=LETTER | {"title": "长" * 201})
    assert answer.status_code == 413
    assert "未能提交" in answer.text
    assert LETTER["body"] in answer.text


def test_time_goes_on_by_buttons_alone(browser: Client) -> None:
    assert go(browser, "morning") == "3月3日 星期二 08:30"
    assert go(browser, "hour") == "3月3日 星期二 09:30"
    page(browser)
    assert go(browser, "day") == "3月4日 星期三 09:30"
    assert browser.get("/_local/clock").status_code == 405
    assert browser.post("/_local/clock", data={"go": "back"}).status_code == 404


def test_the_next_event_is_one_that_can_be_seen(browser: Client) -> None:
    before = page(browser)
    go(browser, "event")
    assert page(browser) != before


def test_each_programme_has_its_own_page_and_all_of_them_one(browser: Client) -> None:
    numbers = {}
    for code in PROGRAMMES:
        answer = browser.post("/_local/letters", data=LETTER | {"programme": code})
        numbers[code] = answer.headers["location"].partition("received=")[2]
    assert {number[:2] for number in numbers.values()} == {"SZ", "NM"}
    go(browser, "hour")
    everything = page(browser)
    assert all(number in everything for number in numbers.values())
    theirs = browser.get("/_local/?programme=neimenggu-12345").text
    assert numbers["neimenggu-12345"] in theirs
    assert numbers["suzhou-express"] not in theirs
    assert re.search(r'aria-current="page">NM <span class="name">内蒙古', theirs)


def test_the_clock_leads_back_to_the_programme_that_was_looked_at(browser: Client) -> None:
    answer = browser.post("/_local/clock", data={"go": "hour", "programme": "neimenggu-12345"})
    assert answer.headers["location"] == "/_local/?programme=neimenggu-12345"


def test_links_lead_to_this_machine_and_nothing_else_is_markup() -> None:
    shown = linked("<b>请签收</b> http://localhost:8080/act/abc-DEF_1 http://evil.example/x")
    assert 'href="/act/abc-DEF_1"' in shown
    assert "&lt;b&gt;" in shown
    assert shown.count("href") == 1
