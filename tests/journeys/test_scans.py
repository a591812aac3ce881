"""Guangxi's mailbox: a unit's change of people is proved by a stamped scan, and held to three working days."""

from collections.abc import Iterator

import pytest
from city import HOUSING, MARKET, City, Visitor, opened
from desk_forms import PARTS, UNIT, enters, parcel

from file_builders import a_pdf, a_phone_picture
from huiyin_aws import registry
from huiyin_local.cloud.gateway import Response

PROGRAMME = "guangxi-mailbox"


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with opened(PROGRAMME) as mailbox:
        yield mailbox


@pytest.fixture
def head(city: City) -> Visitor:
    city.pass_time(minutes=10)
    return city.signs_in("head", HOUSING)


@pytest.mark.clause("GX-13")
def test_a_change_comes_with_its_scan_and_in_three_working_days(city: City, head: Visitor) -> None:
    successor = {"role": "handler", "leaves": "gx-zhujian-handler", "title": "新任办理人", "phone": "13000000881"}

    without = enters(head, "NamePerson", since="2026-03-02", **successor)
    assert without.status == 409
    assert "扫描件" in city.read(without).words
    assert "GX-13" in city.read(without).words

    city.on("03-05 17:30")
    head = city.signs_in("head", HOUSING)
    in_time = enters(head, "NamePerson", since="2026-03-02", scan=a_phone_picture(), **successor)
    assert in_time.status == 200, city.read(in_time).words
    assert "Entered late" not in city.read(in_time).words
    change = registry.changes(PROGRAMME, HOUSING)[-1]
    assert (change.clause, change.late, change.by) == ("GX-13", False, "gx-zhujian-head")

    city.on("03-05 17:31")
    late = enters(
        head, "NamePerson", since="2026-03-02", scan=a_pdf(), role="handler", title="又一位", email="x@example.org"
    )
    assert late.status == 200, city.read(late).words
    assert "Entered late" in city.read(late).words

    scan = head.get(f"{UNIT}/scans/{change.proof}")
    assert (scan.status, scan.headers["content-type"]) == (200, "image/jpeg")
    assert b"GPS" not in scan.body
    others = city.signs_in("head", MARKET)
    assert others.get(f"{UNIT}/scans/{change.proof}").status == 404
    assert head.get(f"{UNIT}/scans/{'0' * 32}").status == 404


def test_a_scan_that_is_larger_than_any_function_takes_is_refused_in_words(city: City, head: Visitor) -> None:
    """By a page that names the limit, which stands beside the field as well."""
    assert "不超过4 MB" in city.read(head.get(UNIT)).words
    before = registry.unit(PROGRAMME, HOUSING)
    who = {"role": "deputy", "title": "某", "phone": "13000000883", "since": "2026-03-02"}

    for size, status, said in (
        (4_300_000, 409, "超过4MB"),
        (5_000_000, 413, "超过4 MB"),
        (11_000_000, 413, "超过4 MB"),
    ):
        answer = enters(head, "NamePerson", scan=bytes(size), **who)
        assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (status, "text/html")
        assert said in answer.text

    assert registry.unit(PROGRAMME, HOUSING) == before


@pytest.mark.parametrize("scan", [b"<html>", b"PK not", b"\xff\xd8\xff broken", b"%PDF-1.7 /JavaScript"])
def test_what_is_no_scan_is_refused_and_nothing_is_entered(city: City, head: Visitor, scan: bytes) -> None:
    before = registry.unit(PROGRAMME, HOUSING)
    answer = enters(head, "NamePerson", since="2026-03-02", role="deputy", title="某", phone="13000000882", scan=scan)
    assert answer.status == 409
    assert "JPG、PNG 或 PDF" in city.read(answer).words
    assert registry.unit(PROGRAMME, HOUSING) == before


@pytest.mark.clause("GX-13")
def test_a_list_replaces_nobody_whose_change_a_stamped_scan_proves(city: City) -> None:
    centre, before = city.signs_in("centre"), registry.units(PROGRAMME)
    given = centre.get("/desk/registry/list/csv").body.decode("utf-8-sig")

    answer = _taken_in(centre, given.replace("gx-zhujian-head,", "gx-zhujian-successor,"))
    assert answer.status == 422
    assert "GX-13" in city.read(answer).words
    assert registry.units(PROGRAMME) == before

    name = next(unit.en for unit in before if unit.code == HOUSING)
    assert _taken_in(centre, given.replace(name, f"{name} of Guangxi")).status == 200  # what is nobody's is taken


def _taken_in(centre: Visitor, content: str) -> Response:
    return centre.post("/desk/registry", parcel({"csrf": centre.csrf()}, {"list": content.encode()}), **PARTS)
