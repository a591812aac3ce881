"""The handling slip by a link: whoever may open the page prints it, nobody else, and nothing is changed by that."""

import re
from io import BytesIO

import pytest
from city import COMPLAINT, City
from pypdf import PdfReader

from huiyin_local.cloud.gateway import Response


def _printed(city: City, link: str) -> Response:
    return city.cloud.gateway.call("GET", f"{link}/slip.pdf")


@pytest.mark.clause("CQ-13", "WB-6.2b")
def test_the_page_leads_to_the_slip_and_it_names_no_requester(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter)
    page = city.cloud.gateway.call("GET", link).text
    assert f'href="{link.rpartition("/")[2]}/slip.pdf"' in page
    before = city.kept()

    answer = _printed(city, link)

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{letter.number}.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    text = "".join("".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(answer.body)).pages)
    assert letter.number in text
    assert COMPLAINT["body"] in text
    assert letter.phone not in text
    assert not re.search(r"诉求人\d", text)
    assert city.kept() == before


def test_who_has_no_page_has_no_slip(city: City) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter)
    city.does("handler", letter, "RequestReturn", reason="不属我局职责", basis="三定方案")

    assert _printed(city, link).status == 410  # the case has moved on
    assert _printed(city, "/act/nobody").status == 404
    assert _printed(city, city.link_for(letter, "requester").replace("/rate/", "/act/")).status == 404
    stranger = city.link_for(letter, "handler", "zhujian", person="somebody-else")
    assert _printed(city, stranger).status == 410
