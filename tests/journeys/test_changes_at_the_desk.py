"""A unit's people enter at the desk who comes and goes, who is away, who has the night; the centre takes lists in."""

from datetime import datetime

import pytest
import yaml
from city import CHINA, HOUSING, MARKET, REPLY, City, Visitor
from desk_forms import PARTS, UNIT, enters, hidden, parcel

from huiyin.units import on_duty
from huiyin_aws import registry
from huiyin_local import samples
from huiyin_local.cloud.gateway import Response

PROGRAMME = "suzhou-express"


def words(city: City, answer: Response) -> str:
    return city.read(answer).words


@pytest.fixture(scope="module")
def head(city: City) -> Visitor:
    """The head of the unit, signed in once for all tests: nobody signs in without end."""
    return city.signs_in("head", HOUSING)


@pytest.fixture(scope="module")
def handler(city: City) -> Visitor:
    return city.signs_in("handler", HOUSING)


def afresh(city: City) -> None:
    """The sample registry again, with nobody away."""
    city.cloud.invoke("Register", yaml.safe_load(samples.registry(PROGRAMME).read_text(encoding="utf-8")))


@pytest.mark.clause("SZ-A5.4.1")
def test_a_change_that_is_entered_late_is_taken_and_says_so(city: City, head: Visitor) -> None:
    letter = city.hand_in()
    link = city.link("handler", letter, HOUSING)
    leaves = [p.id for p in registry.unit(PROGRAMME, HOUSING).people if p.role == "handler"]
    since = f"{city.now:%Y-%m-}{city.now.day - 1:02d}"

    for person in leaves:
        answer = enters(
            head,
            "NamePerson",
            role="handler",
            since=since,
            leaves=person,
            title="新任经办人" if person == leaves[0] else "",
            phone="13000000777" if person == leaves[0] else "",
            email="",
        )
        assert answer.status == 200, words(city, answer)

    told = words(city, answer)
    assert "Entered late" in told
    assert "SZ-A5.4.1" in told
    assert "13000000777" not in told
    change = registry.changes(PROGRAMME, HOUSING)[-1]
    assert (change.by, change.late, change.since.isoformat()) == ("zhujian-head", True, since)
    assert city.open(link)[0] == 410  # whoever left acts no more
    city.hand_in()
    assert ("13000000777",) in [message.to for message in city.cloud.messages]
    afresh(city)


def test_the_same_form_sent_twice_enters_once(city: City, head: Visitor) -> None:
    fields = {
        "csrf": hidden(head, UNIT, "csrf"),
        "edition": hidden(head, UNIT, "edition"),
        "command": "NamePerson",
        "role": "handler",
        "since": f"{city.now:%Y-%m-%d}",
        "title": "经办人丙",
        "phone": "13000000778",
    }
    answers = [head.post(UNIT, parcel(fields, {}), **PARTS).status for _ in range(2)]
    assert answers == [200, 200]
    people = registry.unit(PROGRAMME, HOUSING).people
    assert [p.title for p in people].count("经办人丙") == 1
    afresh(city)


def test_who_comes_gets_an_id_that_nobody_of_another_unit_has(city: City, head: Visitor) -> None:
    theirs = f"zhujian-handler-n{hidden(head, UNIT, 'edition')}"
    entries = city.registry()
    market = next(unit for unit in entries["units"] if unit["code"] == MARKET)
    market["people"].append({"id": theirs, "title": "某", "role": "handler", "phone": "13000000776"})
    city.cloud.invoke("Register", {"programme": PROGRAMME, "units": [market]})
    day = f"{city.now:%Y-%m-%d}"
    assert enters(head, "NamePerson", role="handler", since=day, title="经办人丁", phone="13000000775").status == 200
    assert [p.id for p in registry.unit(PROGRAMME, HOUSING).people if p.title == "经办人丁"] == [f"{theirs}-2"]
    afresh(city)


@pytest.mark.clause("GX-12", "GX-13")
def test_while_a_handler_is_away_the_stand_in_acts_and_afterwards_the_handler_again(city: City) -> None:
    deputy = city.signs_in("deputy", HOUSING)
    _are_away(city, deputy, "zhujian-handler", "zhujian-handler-2", stand_in="zhujian-head")

    letter = city.hand_in()
    assert city.messages_to("handler", letter, HOUSING) == []
    city.does("head", letter, "SignFor", HOUSING, confirm="yes")
    city.does(
        "head", letter, "RequestReturn", HOUSING, reason="不属本单位职责。", basis="三定方案", suggestion="市场监管局"
    )

    _are_back(deputy)
    city.does("centre", letter, "RefuseReturn", reason="属于住建部门职责。")
    assert city.messages_to("handler", letter, HOUSING)
    afresh(city)


@pytest.mark.clause("GX-12", "GX-13")
def test_at_the_desk_the_stand_in_is_offered_the_handlers_work_and_does_it(city: City) -> None:
    deputy = city.signs_in("deputy", HOUSING)
    assert "SignFor" not in deputy.offers(city.hand_in())  # the handlers are there
    _are_away(city, deputy, "zhujian-handler", "zhujian-handler-2", stand_in="zhujian-deputy")
    letter = city.hand_in()

    offered = deputy.offers(letter)
    assert offered[0] == "SignFor"
    assert set(city.offers(city.link("deputy", letter, HOUSING))) <= set(offered)
    deputy.does(letter, "SignFor", confirm="yes")
    deputy.does(letter, "RequestExtension", days="1", reason="配件须从外地调运。")
    assert {"GrantExtension", "SubmitReply"} <= set(deputy.offers(letter))  # what is theirs, and what they stand in for
    deputy.does(letter, "SubmitReply", **REPLY)

    assert city.stage(letter) == "approving"
    assert "ApproveReply" in deputy.offers(letter)
    _are_back(deputy)


@pytest.mark.clause("GX-12")
def test_at_the_desk_who_stands_in_for_the_named_handler_acts_and_nobody_else_of_the_leaders(city: City) -> None:
    deputy, head = city.signs_in("deputy", HOUSING), city.signs_in("head", HOUSING)
    letter = city.hand_in()
    page = city.open(city.link("handler", letter, HOUSING))[1].form("NameHandler")
    named = next(value for value in page.field("person").options if value)
    other = ({"zhujian-handler", "zhujian-handler-2"} - {named}).pop()
    city.does("handler", letter, "NameHandler", of=HOUSING, person=named)
    _are_away(city, deputy, other, stand_in="zhujian-deputy")
    assert "SignFor" not in deputy.offers(letter)  # whose it is by name is there

    _are_away(city, deputy, named, stand_in="zhujian-head")
    assert "SignFor" in head.offers(letter)
    assert "SignFor" not in deputy.offers(letter)
    _are_back(deputy)


def _are_away(city: City, visitor: Visitor, *people: str, stand_in: str) -> None:
    until = f"{city.now.year}-12-31T08:00"
    for person in people:
        since = f"{city.now:%Y-%m-%dT%H:%M}"
        entered = enters(visitor, "EnterAbsence", person=person, since=since, until=until, stand_in=stand_in)
        assert entered.status == 200, words(city, entered)


def _are_back(visitor: Visitor) -> None:
    for absence in registry.unit(PROGRAMME, HOUSING).absences:
        which = f"{absence.person}@{absence.since:%Y-%m-%dT%H:%M:%SZ}"
        assert enters(visitor, "EndAbsence", which=which).status == 200


@pytest.mark.clause("SZ-A2.4.4d")
def test_at_night_the_roster_says_who_answers(city: City, head: Visitor) -> None:
    day = f"{city.now:%Y-%m-%d}"
    assert (
        enters(
            head, "EnterDuty", person="zhujian-deputy", since=f"{day}T00:00", until=f"{city.now.year}-12-31T08:00"
        ).status
        == 200
    )
    noon, night = (datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=CHINA) for at in ("12:30", "22:00"))
    unit = registry.unit(PROGRAMME, HOUSING)
    found = [on_duty(unit, at, city.deployment.time) for at in (noon, night)]
    assert [person and person.role for person in found] == ["handler", "deputy"]
    assert "值班" in words(city, head.get(UNIT))
    afresh(city)


@pytest.mark.parametrize(
    ("command", "values", "told"),
    [
        ("NamePerson", {"role": "", "since": ""}, "请填写此项"),
        ("NamePerson", {"role": "handler", "since": "昨天", "title": "某"}, "请填写日期"),
        ("NamePerson", {"role": "handler", "since": "0001-01-01", "title": "某", "phone": "13000000779"}, "请填写日期"),
        ("NamePerson", {"role": "handler", "since": "2026-03-02", "title": "某"}, "手机与邮箱至少填一项"),
        (
            "NamePerson",
            {"role": "handler", "since": "2026-03-02", "title": "某", "phone": "0557-3021234"},
            "固定电话收不到短信",
        ),
        (
            "NamePerson",
            {"role": "centre", "since": "2026-03-02", "title": "某", "phone": "13000000779"},
            "请从所列选项中选择",
        ),
        ("EnterAbsence", {"person": "zhujian-head", "since": "now", "until": ""}, "请填写日期和时间"),
        (
            "EnterAbsence",
            {"person": "zhujian-head", "since": "0001-01-01T00:00", "until": "9999-12-31T23:59"},
            "请填写日期和时间",
        ),
        (
            "EnterDuty",
            {"person": "jiaotong-head", "since": "2026-03-02T08:00", "until": "2026-12-02T08:00"},
            "请从所列选项中选择",
        ),
    ],
)
def test_what_is_filled_in_wrongly_comes_back_with_what_to_do(
    city: City, head: Visitor, command: str, values: dict[str, str], told: str
) -> None:
    before = registry.unit(PROGRAMME, HOUSING)
    answer = enters(head, command, **values)
    assert answer.status == 422
    assert told in words(city, answer)
    assert registry.unit(PROGRAMME, HOUSING) == before


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"since": "2026-12-31", "title": "某", "phone": "13000000779"}, "变更尚未生效"),
        ({"since": "2026-03-02"}, "请填写新任人员"),
    ],
)
def test_what_the_rules_refuse_is_said_and_changes_nothing(
    city: City, head: Visitor, values: dict[str, str], told: str
) -> None:
    before = registry.unit(PROGRAMME, HOUSING)
    answer = enters(head, "NamePerson", role="handler", **values)
    assert answer.status == 409
    assert told in words(city, answer)
    assert registry.unit(PROGRAMME, HOUSING) == before


@pytest.mark.clause("SZ-A2.4.4f")
@pytest.mark.parametrize(
    ("command", "values"),
    [
        ("NamePerson", {"role": "head", "since": "2026-03-02", "title": "某", "phone": "13000000779"}),
        ("NamePerson", {"role": "handler", "since": "2026-03-02", "leaves": "zhujian-head"}),
        (
            "EnterAbsence",
            {
                "person": "zhujian-head",
                "since": "2026-03-02T09:00",
                "until": "2026-12-31T08:00",
                "stand_in": "zhujian-handler",
            },
        ),
    ],
)
def test_who_writes_a_units_replies_does_not_name_who_signs_them(
    city: City, handler: Visitor, command: str, values: dict[str, str]
) -> None:
    before = registry.unit(PROGRAMME, HOUSING)
    answer = enters(handler, command, **values)
    assert answer.status == 422
    assert "请从所列选项中选择" in words(city, answer)
    assert registry.unit(PROGRAMME, HOUSING) == before


@pytest.mark.clause("SZ-A2.4.4f")
def test_who_writes_a_units_replies_does_not_call_back_who_signs_them(
    city: City, head: Visitor, handler: Visitor
) -> None:
    _are_away(city, head, "zhujian-deputy", "zhujian-handler", stand_in="zhujian-head")
    absences = registry.unit(PROGRAMME, HOUSING).absences
    which = {each.person: f"{each.person}@{each.since:%Y-%m-%dT%H:%M:%SZ}" for each in absences}
    assert which["zhujian-handler"] in handler.get(UNIT).text
    assert which["zhujian-deputy"] not in handler.get(UNIT).text

    answer = enters(handler, "EndAbsence", which=which["zhujian-deputy"])
    assert answer.status == 422
    assert "请从所列选项中选择" in words(city, answer)
    assert registry.unit(PROGRAMME, HOUSING).absences == absences
    _are_back(head)


def test_nobody_sees_or_changes_another_unit_and_looking_changes_nothing(city: City, head: Visitor) -> None:
    centre = city.signs_in("centre")
    before = {k: v for k, v in city.kept().items() if "UNIT" in k or "CHANGES" in k}
    other = f"/desk/registry/units/{MARKET}"
    assert [head.get(other).status, head.get("/desk/registry/list/csv").status] == [404, 404]
    fields = {"csrf": head.csrf(), "command": "EnterDuty", "person": "shichang-head"}
    assert head.post(other, parcel(fields, {}), **PARTS).status == 404
    assert head.post("/desk/registry", parcel(fields, {"list": b"x"}), **PARTS).status == 404
    assert head.post(UNIT, parcel(fields | {"csrf": "x" * 32}, {}), **PARTS).status == 403
    assert Visitor(city).get(UNIT).status == 401
    assert centre.get(other).status == 200
    assert {k: v for k, v in city.kept().items() if "UNIT" in k or "CHANGES" in k} == before


@pytest.mark.clause("SZ-A2.2")
def test_a_unit_sees_the_units_below_it_and_enters_nothing_for_them(city: City) -> None:
    head = city.signs_in("head", "gongyong")
    below = "/desk/registry/units/gongshui"
    listed = words(city, head.get("/desk/registry"))
    assert "市供水公司" in listed
    assert "市公安局" not in listed
    assert "供水公司经办人" in words(city, head.get(below))
    fields = {"csrf": head.csrf(), "edition": "1", "command": "EnterDuty", "person": "gongshui-head"}
    assert head.post(below, parcel(fields, {}), **PARTS).status == 404


def test_the_centre_takes_the_list_out_and_in_and_is_told_row_by_row(city: City) -> None:
    centre = city.signs_in("centre")
    for form in ("csv", "xlsx"):
        given = centre.get(f"/desk/registry/list/{form}")
        assert given.headers["content-disposition"] == f'attachment; filename="units.{form}"'
        answer = centre.post("/desk/registry", parcel({"csrf": centre.csrf()}, {"list": given.body}), **PARTS)
        assert answer.status == 200
        assert "名册已写入" in words(city, answer)
    wrong = centre.get("/desk/registry/list/csv").body.replace(b"13000000018", b"<script>1</script>")
    answer = centre.post("/desk/registry", parcel({"csrf": centre.csrf()}, {"list": wrong}), **PARTS)
    assert answer.status == 422
    assert "没有写入任何内容" in words(city, answer)
    assert "<script>" not in answer.text
    unreadable = centre.post("/desk/registry", parcel({"csrf": centre.csrf()}, {"list": b"\xff\x00"}), **PARTS)
    assert unreadable.status == 422
