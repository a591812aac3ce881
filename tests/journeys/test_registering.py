"""Units and their duties change: what was given up is no longer theirs, and what is misspelt is refused whole."""

import pytest
import yaml

from huiyin_aws import registry
from huiyin_local import samples
from huiyin_local.cloud.cloud import InvocationFailedError

PROGRAMME = "suzhou-express"


def entered():
    return yaml.safe_load(samples.registry(PROGRAMME).read_text(encoding="utf-8"))


def unit_of(entries, code):
    return next(unit for unit in entries["units"] if unit["code"] == code)


def test_a_duty_handed_over_is_served_by_its_new_unit_alone(city):
    entries = entered()
    assert registry.responsible(PROGRAMME, "housing") == "zhujian"
    unit_of(entries, "zhujian")["duties"].remove("housing")
    unit_of(entries, "jiaotong")["duties"].append("housing")
    city.cloud.invoke("Register", entries)
    assert registry.responsible(PROGRAMME, "housing") == "jiaotong"
    letter = city.hand_in()
    assert city.messages_to("handler", letter, "jiaotong")
    city.cloud.invoke("Register", entered())
    assert registry.responsible(PROGRAMME, "housing") == "zhujian"


def test_a_duty_that_no_request_can_have_is_refused_and_nothing_is_entered(city):
    entries, before = entered(), city.kept()
    unit_of(entries, "zhujian")["duties"].append("houzing")
    with pytest.raises(InvocationFailedError, match="zhujian: houzing"):
        city.cloud.invoke("Register", entries)
    assert city.kept() == before


def test_an_id_that_is_somebodys_already_is_refused_and_nothing_is_entered(city):
    before = city.kept()
    for taken in ("jiaotong-handler", "zhujian-head"):
        entries = entered()
        unit_of(entries, "zhujian")["people"][0]["id"] = taken
        entries["units"] = [unit_of(entries, "zhujian")]
        with pytest.raises(InvocationFailedError, match=f"one unit; choose others for {taken}"):
            city.cloud.invoke("Register", entries)
    assert city.kept() == before


@pytest.mark.parametrize(
    ("changes", "column"),
    [({"zh": "局" * 121}, "name_zh"), ({"regions": ["城南、城北"]}, "regions")],
)
def test_what_no_list_could_give_out_and_take_in_again_is_refused(city, changes, column):
    entries, before = entered(), city.kept()
    unit_of(entries, "zhujian").update(changes)
    with pytest.raises(InvocationFailedError, match=f"zhujian: {column}"):
        city.cloud.invoke("Register", entries)
    assert city.kept() == before


def test_a_telephone_number_with_an_extension_is_registered_and_stands_in_the_list(city):
    entries = entered()
    person = unit_of(entries, "zhujian")["people"][0]
    person.update(phone="0557-3028001转8001", email="zhujian@example.gov.cn", by="email")
    unit_of(entries, "zhujian")["zh"] = "市住房和城乡建设局" + "某某街道办事处" * 9
    city.cloud.invoke("Register", entries)
    given = city.cloud.invoke("Exchange", {"programme": PROGRAMME, "give": "xlsx"})
    report = city.cloud.invoke("Exchange", {"programme": PROGRAMME, "content": given["content"]})
    assert set(report["counts"]) == {"unchanged"}
    city.cloud.invoke("Register", entered())


def test_a_link_ends_with_its_persons_service(city):
    letter = city.hand_in()
    link = city.link("handler", letter, "zhujian")
    assert city.open(link)[0] == 200
    entries = entered()
    for person in unit_of(entries, "zhujian")["people"]:
        if person["role"] == "handler":
            person["id"] += "-successor"
    city.cloud.invoke("Register", entries)
    status, page = city.open(link)
    assert status == 410
    assert page.forms == ()
    assert city.post(link, {"command": "SignFor", "confirm": "yes"}).status == 410
    city.cloud.invoke("Register", entered())
    assert city.open(link)[0] == 200


@pytest.mark.clause("SZ-A2.4.4f")
def test_a_unit_without_a_leader_to_sign_off_is_refused_without_naming_anybody(city):
    entries = entered()
    unit_of(entries, "zhujian")["people"] = [p for p in unit_of(entries, "zhujian")["people"] if p["role"] != "head"]
    with pytest.raises(InvocationFailedError, match="nobody as head") as refused:
        city.cloud.invoke("Register", entries)
    assert "13000000" not in str(refused.value)
