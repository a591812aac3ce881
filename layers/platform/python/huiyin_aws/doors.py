"""A door: the routes behind which a link opens. GET shows and changes nothing, POST decides; neither too often.

Whatever else hangs on a link (`<route>/contact`, `<route>/slip.pdf`, `<route>/files/<id>`) asks `by_link.arrive(token,
now)` first.
"""

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from huiyin_aws import attaching, by_link, clock, keys, links, revealing, short_codes
from huiyin_aws.http import body, elsewhere, file, first, form, here, page, router, within_limits
from huiyin_aws.pages.page import link_page, short_code_page
from huiyin_aws.visiting import Visit


def door(route: str) -> APIGatewayRestResolver:
    """A router for the links under `route`, such as `/act/<token>`."""
    app = router()
    app.use([within_limits])
    _codes(app, route.rpartition("/")[0])
    _files(app, route)

    @app.get(route)
    def show(token: str) -> Response:
        status, html = by_link.show(token, clock.now())
        return page(html, status)

    @app.post(route)
    def act(token: str) -> Response:
        status, html = by_link.act(token, form(body(app)), clock.now())
        return page(html, status)

    @app.get(f"{route}/contact")
    def ask_for_contact(token: str) -> Response:
        return _behind(token, "contact", lambda visit: _page(revealing.show(visit)))

    @app.post(f"{route}/contact")
    def show_contact(token: str) -> Response:
        posted = form(body(app))
        return _behind(token, "contact", lambda visit: _page(revealing.act(visit, posted)))

    @app.get(f"{route}/slip.pdf")
    def print_slip(token: str) -> Response:
        return _behind(token, "slip", slip_of)

    return app


def _codes(app: APIGatewayRestResolver, at: str) -> None:
    """Where a short code is entered instead of a link."""

    @app.get(at)
    def ask_for_code() -> Response:
        return page(short_code_page())

    @app.post(at)
    def enter_code() -> Response:
        return _entered(form(body(app)), at)


def _files(app: APIGatewayRestResolver, route: str) -> None:
    """What is sent with a case, and fetched."""

    @app.get(f"{route}/files")
    def show_files(token: str) -> Response:
        return _behind(token, "files", lambda visit: _sending((*attaching.show(visit), "")))

    @app.post(f"{route}/files")
    def expect_file(token: str) -> Response:
        posted, then = form(body(app)), here(app)
        return _behind(token, "files", lambda visit: _sending(attaching.expect(visit, posted, then)))

    @app.get(f"{route}/files/<file_id>")
    def hand_out_file(token: str, file_id: str) -> Response:
        return _behind(token, "files", lambda visit: file_of(visit, file_id))


def _entered(posted: Mapping[str, list[str]], at: str) -> Response:
    """On to the page that a code opens, relative to this one: the API may stand under a stage."""
    try:
        opens = short_codes.enter(first(posted, "code"), first(posted, "digits"), clock.now())
    except links.UnknownLinkError:
        return page(short_code_page(missed=True), 404)
    except links.NoLinkError as error:
        status, html = by_link.no_door(error)
        return page(html, status)
    onward = elsewhere(_way(opens, at))
    onward.body = onward.headers["Location"]  # for who does not follow by themselves (RFC 9110)
    return onward


def _way(opens: Mapping[str, Any], at: str) -> str:
    """The link is made now, since none is kept."""
    if "sign_in" in opens:
        from huiyin_aws.desk import signing_in  # few enter the desk by this door

        return f"desk/sign-in/{signing_in.issue(**opens['sign_in'])}"
    token = keys.new_token()
    links.issue(token, links.Link(**opens["link"]))
    return f"{at.removeprefix('/')}/{token}"


def _behind(token: str, way: str, answer: Callable[[Visit], Response]) -> Response:
    """What the route answers to whoever comes by this link."""
    try:
        visit = by_link.arrive(token, clock.now(), way)
    except links.NoLinkError as error:
        status, html = by_link.no_door(error)
        return page(html, status)
    return answer(visit)


def _page(answer: tuple[int, str]) -> Response:
    status, html = answer
    return page(html, status)


def _sending(answer: tuple[int, str, str]) -> Response:
    status, html, sends_to = answer
    return page(html, status, sends_to)


def file_of(visit: Visit, file_id: str) -> Response:
    """A file of the case, by whichever door somebody came; one that is not for them is one that does not exist."""
    address = attaching.hand_out(visit, file_id)
    return elsewhere(address) if address else page(link_page("unknown"), 404)


def slip_of(visit: Visit) -> Response:
    """The handling slip, by whichever door somebody came; a number is nobody's data, and names the file."""
    if not visit.is_open_in(visit.case):
        return page(link_page("moved_on"), 410)
    content = visit.slip()
    if content is None:
        return page(link_page("unknown"), 404)
    return file(content, "application/pdf", f"{visit.case.number}.pdf", inline=True)
