"""Nobody sees or does what is not theirs: every route, as everybody whose case it is not; and looking changes nothing.

The table has a row for every route of the API, and for every page of the desk: a route without a row fails.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from city import FORM, HOUSING, MARKET, City, Letter, Visitor

from huiyin_aws.desk import routes as desk_routes
from huiyin_local.cloud.gateway import Response

MARKER = "只有办理人可以读到的一句话"
LETTER = {"title": "小区电梯停运三天", "body": f"三号楼的电梯停运三天，投诉物业不维修。{MARKER}。", "kind": "complaint"}

# Each route of the API, by what guards it.
ROUTES = {
    "POST /v1/{programme}/requests": "channel",
    "GET /v1/{programme}/requests/{number}": "query code",
    "GET /v1/{programme}/platform/orders": "channel",
    "GET /v1/{programme}/platform/orders/{number}": "channel",
    "POST /v1/{programme}/platform/orders/{number}/{move}": "channel",
    "GET /track": "query code",
    "GET /act": "nothing of anybody's",
    "POST /act": "short code",
    "GET /act/{token}": "link",
    "POST /act/{token}": "link",
    "GET /act/{token}/contact": "link",
    "POST /act/{token}/contact": "link",
    "GET /act/{token}/files": "link",
    "POST /act/{token}/files": "link",
    "GET /act/{token}/files/{file}": "link",
    "GET /act/{token}/slip.pdf": "link",
    "GET /rate": "nothing of anybody's",
    "POST /rate": "short code",
    "GET /rate/{token}": "link",
    "POST /rate/{token}": "link",
    "GET /desk": "nothing of anybody's",
    "POST /desk": "nothing of anybody's",
    "GET /desk/sign-in/{token}": "link",
    "POST /desk/sign-in/{token}": "link",
    "GET /desk/{path+}": "session",
    "POST /desk/{path+}": "session",
}

REFUSED = {401, 403, 404, 410}


@dataclass(frozen=True)
class Matter:
    """A letter in its unit's hands, and what of it may stand in no answer to anybody else."""

    letter: Letter
    secrets: tuple[str, ...]

    def stays_untold(self, answer: Response) -> bool:
        text = answer.body.decode("utf-8", "replace")
        return not any(secret in text for secret in self.secrets)


@pytest.fixture(scope="module")
def matter(city: City) -> Matter:
    content = city.content(**LETTER)
    letter = city.hand_in(**LETTER, requester=content["requester"])
    return Matter(letter, (letter.number, MARKER, content["requester"]["name"], letter.phone, LETTER["title"]))


def test_every_route_of_the_api_has_a_row(city: City) -> None:
    routes = {f"{route.method} {route.resource}" for route in city.cloud.gateway.routes}
    assert routes == set(ROUTES)


def _strangers(city: City, matter: Matter) -> Iterator[tuple[str, str]]:
    """Links that are none to this case: of every role of another unit, of one who has left, of nobody at all."""
    for role in ("handler", "deputy", "head"):
        yield f"{role} of another unit", city.link_for(matter.letter, role, MARKET)
        yield f"{role}, no longer registered", city.link_for(matter.letter, role, HOUSING, "somebody-who-left")
    yield "a duty officer who has left", city.link_for(matter.letter, "centre", "centre", "somebody-who-left")
    yield "nobody", "/act/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    yield "nobody, with a trick", "/act/..%2F..%2Fdesk"


@pytest.mark.parametrize("route", [name for name, guard in ROUTES.items() if guard == "link" and "{token}" in name])
def test_by_a_link_that_is_not_to_this_case_nothing_is_told_and_nothing_changes(
    city: City, matter: Matter, route: str
) -> None:
    method, _, path = route.partition(" ")
    strangers = list(_strangers(city, matter))
    before = city.kept()
    for who, link in strangers:
        asked = path.replace("{token}", link.rpartition("/act/")[2]).replace("{file}", "none")
        answer = city.cloud.gateway.call(method, asked, FORM, b"command=SignFor&confirm=yes&code=123456")
        assert answer.status in REFUSED, f"{who}: {answer.status}"
        assert matter.stays_untold(answer), who
    city.cloud.world.settle()
    assert city.kept() == before


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/suzhou-express/requests"),
        ("GET", "/v1/suzhou-express/requests/{number}"),
        ("GET", "/v1/suzhou-express/requests/{number}?code=AAAAAAAA"),
        ("GET", "/v1/suzhou-express/platform/orders"),
        ("GET", "/v1/suzhou-express/platform/orders/{number}"),
        ("POST", "/v1/suzhou-express/platform/orders/{number}/reply"),
        ("GET", "/track?number={number}&code=AAAAAAAA"),
        ("POST", "/act?code=22222222&digits=0000"),
        ("POST", "/rate"),
        ("PUT", "/act/{number}"),
        ("HEAD", "/act/{number}"),
        ("DELETE", "/desk/cases/{number}"),
    ],
)
def test_without_key_code_or_signature_nothing_is_told(city: City, matter: Matter, method: str, path: str) -> None:
    before = city.kept()
    answer = city.cloud.gateway.call(method, path.format(number=matter.letter.number), FORM, b"{}")
    assert answer.status in REFUSED
    assert MARKER not in answer.text
    assert matter.letter.phone not in answer.text
    assert city.kept() == before


DESK = re.findall(r'@app\.(get|post)\("(/desk[^"]*)"\)', Path(desk_routes.__file__).read_text(encoding="utf-8"))


def _desk_paths(letter: Letter) -> Iterator[tuple[str, str]]:
    """Every page of the desk, asked about this case where it is about one."""
    for method, path in DESK:
        if path != "/desk" and "<token>" not in path:
            yield method.upper(), re.sub(r"<number>", letter.number, path).replace("<file_id>", "none")


def test_without_a_session_the_desk_shows_nothing(city: City, matter: Matter) -> None:
    before = city.kept()
    paths = list(_desk_paths(matter.letter))
    assert len(paths) > 5
    for method, path in paths:
        answer = city.cloud.gateway.call(method, path, FORM | {"cookie": "__Host-huiyin-desk=forged"}, b"csrf=forged")
        assert answer.status in REFUSED, path
        assert matter.stays_untold(answer), path
    assert city.kept() == before


ODD = ("x" * 3_000, "x" * 1_100, "%E5%9B%9E" * 700, "%00", "%FF%FE", "..%2F..%2Fdesk", "sz20260302-000001", "%0d%0aX:1")


@pytest.mark.parametrize("role", ["centre", "handler"])
def test_an_address_of_the_desk_that_nothing_could_have_is_one_that_is_not_there(city: City, role: str) -> None:
    city.pass_time(minutes=10)
    somebody = city.signs_in(role, "centre" if role == "centre" else HOUSING)
    before = city.kept()
    paths = ("cases/{0}", "cases/{0}/slip.pdf", "cases/{0}/contact", "cases/{0}/files", "cases/{0}/files/{0}")
    for odd in ODD:
        for path in (*paths, "registry/units/{0}", "registry/units/zhujian/scans/{0}", "registry/list/{0}"):
            assert somebody.get(f"/desk/{path.format(odd)}").status == 404, path
        for path in (
            "queues?unit={0}",
            "queues?due={0}&number={0}",
            "search?number={0}",
            "search?month={0}&state=closed",
        ):
            assert somebody.get(f"/desk/{path.format(odd)}").status == 200, path
    assert city.kept() == before


@pytest.mark.parametrize("role", ["handler", "deputy", "head"])
def test_at_the_desk_of_another_unit_the_case_does_not_exist(city: City, matter: Matter, role: str) -> None:
    somebody = city.signs_in(role, MARKET)
    forged = {"csrf": somebody.csrf(), "command": "SignFor", "confirm": "yes"}
    before = city.kept()
    for method, path in _desk_paths(matter.letter):
        if "cases/" not in path:
            continue
        answer = somebody.get(path) if method == "GET" else somebody.post(path, forged)
        assert answer.status == 404, path
        assert all(secret not in answer.text for secret in matter.secrets[1:]), path
    assert matter.stays_untold(somebody.queue())
    assert city.kept() == before


def test_a_form_of_another_site_is_not_taken_at_the_desk(city: City, matter: Matter) -> None:
    """CSRF: no token, another session's token, or a page of another origin that has the cookie sent along."""
    handler, other = city.signs_in("handler", HOUSING), city.signs_in("deputy", HOUSING)
    own, others = handler.csrf(), other.csrf()
    before = city.kept()
    fields = {"command": "SignFor", "confirm": "yes"}
    for method, path in _desk_paths(matter.letter):
        if method != "POST":
            continue
        for token, headers in (("", {}), (others, {}), (own, {"origin": "https://elsewhere.example"})):
            answer = handler.post(path, fields | {"csrf": token}, **headers)
            assert answer.status == 403, f"{path} with {token!r}, {headers}"
        crossed = handler.post(path, fields | {"csrf": own}, **{"sec-fetch-site": "cross-site"})
        assert crossed.status == 403, path
    assert city.kept() == before
    assert handler.get("/desk/posts").status == 200  # still signed in


def test_five_looks_a_head_and_a_scanners_click_change_nothing(city: City, matter: Matter) -> None:
    visitor = city.signs_in("handler", HOUSING)
    pages = {
        city.link("handler", matter.letter): city.cloud.gateway.call,
        city.link_for(matter.letter, "requester"): city.cloud.gateway.call,
        f"/desk/cases/{matter.letter.number}": lambda method, path: visitor.get(path),
    }
    before, heard = city.kept(), len(city.cloud.messages)
    for page, call in pages.items():
        for _ in range(5):
            call("GET", page)
        city.cloud.gateway.call("HEAD", page)
        for address in _clicked(call("GET", page).text, page):
            call("GET", address)
    city.cloud.world.settle()
    assert city.kept() == before
    assert len(city.cloud.messages) == heard


def _clicked(html: str, page: str) -> Iterator[str]:
    """Where every link and every form of a page lead, for who follows them all."""
    from urllib.parse import urljoin, urlsplit

    for tag in BeautifulSoup(html, "html.parser").find_all(["a", "form"]):
        address = urlsplit(urljoin(page, str(tag.get("href") or tag.get("action") or "")))
        if not address.netloc:
            yield address.path + (f"?{address.query}" if address.query else "")


def test_every_page_forbids_scripts_frames_and_copies(city: City, matter: Matter) -> None:
    visitor = Visitor(city)
    asked = [city.link("handler", matter.letter), "/act", "/rate", "/desk", "/track", "/act/none", "/desk/cases/none"]
    for path in asked:
        headers = visitor.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "script-src" not in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Cache-Control"] == "no-store", path
        assert headers["Referrer-Policy"] in ("no-referrer", "same-origin"), path
