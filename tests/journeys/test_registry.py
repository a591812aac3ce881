"""The registry while cases are open: lists of units that go out and come in, who is away, who has the night."""

from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any

import pytest
import yaml
from city import HOUSING, City

from huiyin_aws import registry, staffing
from huiyin_local import samples
from huiyin_local.cloud.calls import Call
from huiyin_local.cloud.cloud import InvocationFailedError

PROGRAMME = "suzhou-express"
PLANNING = "ziran"


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        ({"into": "atlantis"}, "two registered units"),
        ({"into": "centre"}, "none of them is the centre"),
        ({"into": HOUSING}, "two registered units"),
        ({"unit": "gongyong", "into": "gongshui"}, "expected|the parent is"),
    ],
)
def test_what_cannot_be_reorganised_is_refused_whole(city: City, payload: dict[str, str], told: str) -> None:
    before = city.kept()
    with pytest.raises(InvocationFailedError, match=told):
        city.cloud.invoke("Reorganise", {"programme": PROGRAMME, "unit": HOUSING, "into": PLANNING} | payload)
    assert city.kept() == before


def exchanged(city: City, **payload: Any) -> dict[str, Any]:
    answer: dict[str, Any] = city.cloud.invoke("Exchange", {"programme": PROGRAMME} | payload)
    return answer


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_that_was_given_out_changes_nothing_when_it_comes_in(city: City, form: str) -> None:
    before = city.kept()
    given = exchanged(city, give=form)
    report = exchanged(city, content=given["content"])
    assert report["written"]
    assert set(report["counts"]) == {"unchanged"}
    assert city.kept() == before


@pytest.mark.clause("GX-12", "WB-6.3d")
def test_a_list_with_wrong_rows_is_reported_row_by_row_and_nothing_is_written(city: City) -> None:
    before = city.kept()
    lines = b64decode(exchanged(city, give="csv")["content"]).decode("utf-8-sig").splitlines()
    handler = next(n for n, line in enumerate(lines) if "zhujian-handler," in line)
    lines[handler] = lines[handler].replace("13000000018", "ring me").replace(",handler,", ",hander,")
    lines[handler + 1] = lines[handler + 1].replace(",centre,", ",nowhere,", 1)
    report = exchanged(city, content=b64encode("\n".join(lines).encode("gb18030")).decode())
    assert not report["written"]
    wrong = {row["row"]: [p["column"] for p in row["problems"]] for row in report["rows"] if row["status"] == "wrong"}
    assert wrong == {handler + 1: ["role", "phone"], handler + 2: ["parent"]}
    assert all(p["zh"] and p["en"] for row in report["rows"] for p in row["problems"])
    assert city.kept() == before


def test_a_list_is_taken_in_whole_though_somebody_changes_a_unit_of_it_meanwhile(city: City) -> None:
    lines = b64decode(exchanged(city, give="csv")["content"]).decode("utf-8-sig")
    renewed = lines.replace("13000000020", "13000000921").replace("13000000019", "13000000922")

    def somebody_is_quicker(call: Call) -> None:
        if call.operation == "TransactWriteItems":
            city.cloud.calls.before.remove(somebody_is_quicker)
            entry = staffing.Entry("centre-duty-1", city.cloud.now)
            staffing.amend_unit(PROGRAMME, HOUSING, lambda unit: replace(unit, zh=f"{unit.zh}（筹）"), entry)

    city.cloud.calls.before.append(somebody_is_quicker)
    report = exchanged(city, content=b64encode(renewed.encode()).decode())

    assert report["written"]
    housing = registry.unit(PROGRAMME, HOUSING)
    assert {"13000000921", "13000000922"} <= {person.phone for person in housing.people}
    assert "（筹）" not in housing.zh
    assert somebody_is_quicker not in city.cloud.calls.before
    city.cloud.invoke("Register", yaml.safe_load(samples.registry(PROGRAMME).read_text(encoding="utf-8")))


def test_a_list_says_who_is_new_who_changed_and_who_left(city: City) -> None:
    lines = b64decode(exchanged(city, give="csv")["content"]).decode("utf-8-sig").splitlines()
    second = next(n for n, line in enumerate(lines) if "zhujian-handler-2" in line)
    lines[second] = lines[second].replace("zhujian-handler-2", "zhujian-handler-3")
    lines[second + 1] = lines[second + 1].replace("13000000020", "13000000920")
    report = exchanged(city, content=b64encode("\n".join(lines).encode()).decode())
    found = {(row["person"], row["status"]) for row in report["rows"] if row["status"] != "unchanged"}
    assert found == {
        ("zhujian-handler-3", "taken"),
        ("zhujian-deputy", "changed"),
        ("zhujian-handler-2", "removed"),
    }
    change = registry.changes(PROGRAMME, HOUSING)[-1]
    assert (change.by, change.what, change.clause, change.late) == ("operator", ("people",), "SZ-A5.4.1", False)
    assert "13000000920" not in str(change)
    city.cloud.invoke("Register", yaml.safe_load(samples.registry(PROGRAMME).read_text(encoding="utf-8")))
