"""A report names a unit, a complaint an official: neither ever sees it, by no link and no second dispatch."""

import pytest
from city import HOUSING, MARKET, REPLY, City, Letter

REPORT = {"title": "举报违规审批", "body": "举报有关单位违规审批占道停车场，请查处。", "kind": "report"}
RUDE = {"title": "态度恶劣", "body": "前天去办理时，经办的人态度恶劣，投诉，请处理。", "kind": "complaint"}
BY_LAW = {"law_amount": "", "law_unit": "", "law": ""}


def _accept(city: City, letter: Letter, **values: str) -> None:
    fields = {"category": "housing", "confirm": "yes", "accused_unit": "", "accused_person": ""} | BY_LAW | values
    city.does("centre", letter, "Accept", **fields)


@pytest.mark.clause("GX-18b")
def test_the_unit_that_a_report_names_is_neither_offered_nor_given_the_order(city: City) -> None:
    letter = city.hand_in(**REPORT)
    link = city.link("centre", letter)
    both = {"kind": "report", "unit": HOUSING, "accused_unit": HOUSING, "confirm": "yes", "category": "housing"}
    refused = city.fill(link, "Accept", **BY_LAW, accused_person="", **both)
    assert refused.status == 409
    assert "不得将举报、控告转给被举报" in city.read(refused).words

    _accept(city, letter, kind="report", unit="", accused_unit=HOUSING)
    form = city.open(city.link("centre", letter))[1].form("Dispatch")
    units = form.field("unit") if form else None
    assert units is not None
    assert HOUSING not in units.options
    assert (
        city.post(city.link("centre", letter), {"command": "Dispatch", "unit": HOUSING, "confirm": "yes"}).status == 422
    )

    city.does("centre", letter, "Dispatch", unit=MARKET, confirm="yes")
    assert city.messages_to("handler", letter, HOUSING) == []
    assert len(city.messages_to("handler", letter, MARKET)) == 1


@pytest.mark.clause("GX-18b")
def test_whom_a_complaint_is_about_gets_no_message_and_somebody_else_handles_it(city: City) -> None:
    letter = city.hand_in(**RUDE)
    handler = next(p for p in city.deployment.book.values() if p.unit == MARKET and p.role == "handler")
    _accept(city, letter, kind="complaint", category="market", unit=MARKET, accused_person=handler.id)

    assert city.messages_to("handler", letter, MARKET) == []
    city.does("deputy", letter, "SignFor", confirm="yes")  # stands in
    assert "被反映" not in city.open(city.link("deputy", letter))[1].words
    city.does("deputy", letter, "SubmitReply", **REPLY)
    assert city.stage(letter) == "approving"
