"""A requester looks up a request with its number and its query code, on the page that the message names."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup


def looked_up(city, **asked):
    answer = city.cloud.gateway.call("GET", f"/track?{urlencode(asked)}" if asked else "/track")
    return answer.status, BeautifulSoup(answer.text, "html.parser")


def test_the_message_says_where_and_the_page_asks_for_number_and_code(city):
    letter = city.hand_in()
    assert "/track" in city.messages_to("requester", letter)[0].text
    status, page = looked_up(city)
    assert status == 200
    assert [field["name"] for field in page.find_all("input")] == ["number", "code"]
    assert all(page.find("label", attrs={"for": field["id"]}) for field in page.find_all("input"))


@pytest.mark.clause("SZ-3.3")
def test_number_and_code_show_where_the_request_stands(city):
    letter = city.hand_in()
    status, page = looked_up(city, number=f" {letter.number.lower()} ", code=letter.code.lower())
    assert status == 200
    assert letter.number in page.get_text()
    assert len(page.find_all("h1")) == 1
    assert "住房" not in page.get_text()  # whose desk it lies on is an inside matter


def test_a_wrong_code_and_a_wrong_number_get_the_same_page_with_what_was_typed(city):
    letter, other = city.hand_in(), city.hand_in()
    for number, code in ((letter.number, other.code), (letter.number, ""), ("SZ20260302-999999", letter.code)):
        status, page = looked_up(city, number=number, code=code)
        assert status == 404
        assert page.find(attrs={"role": "alert"})
        assert page.find(id="number")["value"] == number
        assert not page.find(id="code").get("value")


def test_what_is_typed_is_never_taken_for_markup(city):
    status, page = looked_up(city, number="<script>alert(1)</script>", code="x")
    assert status == 404
    assert page.find("script") is None
