"""Units are merged, split and closed while their cases are open: each goes on in the unit that takes over."""

from typing import Any

import pytest
import yaml
from city import HOUSING, MARKET, REPLY, City, Letter, opened

from huiyin_aws import registry
from huiyin_local import samples
from huiyin_local.cloud.cloud import InvocationFailedError

PROGRAMME = "suzhou-express"
PLANNING = "ziran"


@pytest.fixture
def town():
    """A city of its own: what is reorganised stays so."""
    with opened(PROGRAMME) as city:
        yield city


def reorganised(city: City, **payload: Any) -> dict[str, Any]:
    with_programme = {"programme": PROGRAMME, "unit": HOUSING, "into": PLANNING} | payload
    done: dict[str, Any] = city.cloud.invoke("Reorganise", with_programme)
    city.cloud.world.settle()
    return done


def owners(city: City, letter: Letter) -> set[str]:
    """Who owes what is open."""
    rows = (i for i in city.kept().values() if i["pk"]["S"] == letter.number and i["sk"]["S"].startswith("DUE#"))
    return {row["unit"]["S"].partition("#")[2] for row in rows if "unit" in row}


@pytest.mark.clause("SZ-A2.2")
def test_a_merged_units_open_cases_go_on_in_the_other_by_the_same_limits(town: City) -> None:
    fresh, signing, judged = (town.hand_in() for _ in range(3))
    for letter in (signing, judged):
        town.does("handler", letter, "SignFor", confirm="yes")
        town.does("handler", letter, "SubmitReply", **REPLY)
    town.does("deputy", judged, "ApproveReply", confirm="yes")
    links = [town.link("handler", fresh), town.link("deputy", signing)]
    due = town.by_when(fresh, "reply#1")

    assert reorganised(town) == {"carried": 3, "left": [], "kept": [], "more": False}

    assert [town.open(link)[0] for link in links] == [410, 410]
    assert (town.by_when(fresh, "reply#1"), owners(town, fresh)) == (due, {PLANNING})
    assert "机构调整" in town.latest_message("handler", fresh, PLANNING).text
    town.does("handler", fresh, "SignFor", PLANNING, confirm="yes")
    town.does("deputy", signing, "ApproveReply", PLANNING, confirm="yes")
    town.does("centre", judged, "PassReply", confirm="yes")
    assert town.stage(judged) == "rating"

    page = town.open(town.link("centre", signing))[1].words
    assert "由市住房和城乡建设局移交市自然资源和规划局" in page

    before = town.kept()
    assert reorganised(town) == {"carried": 0, "left": [], "kept": [], "more": False}  # twice does no harm
    assert town.kept() == before


@pytest.mark.clause("SZ-A2.2")
def test_after_a_merger_the_fields_and_the_units_below_are_the_successors(town: City) -> None:
    reorganised(town)
    assert town.messages_to("handler", town.hand_in(), PLANNING)
    housing = registry.unit(PROGRAMME, HOUSING)
    assert housing is not None
    assert (housing.succeeded_by, housing.people, housing.duties) == (PLANNING, (), ())
    told = registry.changes(PROGRAMME, HOUSING)[-1]
    assert {p.role for p in told.before} == {"handler", "deputy", "head"}
    assert "succeeded" in told.what
    with pytest.raises(InvocationFailedError, match=f"closed, and merged into others: {HOUSING}"):
        town.cloud.invoke("Register", yaml.safe_load(samples.registry(PROGRAMME).read_text(encoding="utf-8")))


def test_of_a_split_unit_only_what_was_named_goes(town: City) -> None:
    stays, goes = town.hand_in(), town.hand_in()
    assert reorganised(town, cases=[goes.number])["carried"] == 1
    assert (owners(town, stays), owners(town, goes)) == ({HOUSING}, {PLANNING})
    assert registry.responsible(PROGRAMME, "housing") == HOUSING
    assert reorganised(town, categories=["housing"])["carried"] == 1
    assert owners(town, stays) == {PLANNING}
    assert registry.responsible(PROGRAMME, "housing") == PLANNING
    assert town.open(town.link("handler", stays, HOUSING))[0] == 410


@pytest.mark.clause("GX-18b")
def test_the_unit_that_an_accused_one_went_into_is_not_offered_its_report(town: City) -> None:
    letter = town.hand_in(title="举报违规审批", body="举报有关单位违规审批占道停车场，请查处。", kind="report")
    values = {"kind": "report", "category": "housing", "unit": "", "accused_unit": HOUSING, "accused_person": ""}
    town.does("centre", letter, "Accept", confirm="yes", **values)

    def offered() -> set[str]:
        form = town.open(town.link("centre", letter))[1].form("Dispatch")
        field = form.field("unit") if form else None
        return {*field.options} if field else set()

    assert PLANNING in offered()
    assert HOUSING not in offered()
    reorganised(town)
    assert not {PLANNING, HOUSING} & offered()
    refused = town.post(town.link("centre", letter), {"command": "Dispatch", "unit": PLANNING, "confirm": "yes"})
    assert refused.status == 422

    # Nor is it carried over to that unit from another one.
    town.does("centre", letter, "Dispatch", unit=MARKET, confirm="yes")
    assert reorganised(town, unit=MARKET) == {"carried": 0, "left": [letter.number], "kept": [], "more": False}
    assert owners(town, letter) == {MARKET}


@pytest.mark.clause("GX-18b")
@pytest.mark.clause("SZ-A2.4.8")
def test_a_report_is_taken_from_the_unit_that_the_accused_one_goes_into(town: City) -> None:
    about, other = town.hand_in(title="举报违规审批", kind="report"), town.hand_in(title="举报乱停车", kind="report")
    values = {"kind": "report", "category": "housing", "unit": PLANNING}
    town.does("centre", about, "Accept", confirm="yes", accused_unit=HOUSING, accused_person="", **values)
    town.does("centre", other, "Accept", confirm="yes", accused_unit=MARKET, accused_person="", **values)
    assert owners(town, about) == owners(town, other) == {PLANNING}
    link = town.link("handler", about, PLANNING)

    assert reorganised(town) == {"carried": 0, "left": [], "kept": [about.number], "more": False}
    assert (town.stage(about), town.stage(other)) == ("dispatching", "handling")
    assert (owners(town, about), owners(town, other)) == ({"centre"}, {PLANNING})
    assert town.open(link)[0] == 410
    page = town.open(town.link("centre", about))[1]
    assert "登记被反映的对象" in page.words
    form = page.form("Dispatch")
    assert form is not None
    assert not {PLANNING, HOUSING} & {*(form.field("unit") or {}).options}
    assert reorganised(town)["kept"] == []  # once


@pytest.mark.clause("GX-18b")
def test_a_complaint_that_goes_over_with_the_unit_that_it_is_about_is_kept_from_it_once_it_is_a_report(
    town: City,
) -> None:
    letter = town.hand_in()
    town.does("handler", letter, "SignFor", confirm="yes")
    reason = {"reason": "信件反映的是该单位的收费。"}
    town.at_desk("centre").does(letter, "NameAccused", accused_unit=HOUSING, **reason)
    assert reorganised(town) == {"carried": 1, "left": [], "kept": [letter.number], "more": False}
    assert town.stage(letter) == "handling"
    town.at_desk("centre").does(letter, "Correct", kind="report", **reason)
    assert town.stage(letter) == "dispatching"
