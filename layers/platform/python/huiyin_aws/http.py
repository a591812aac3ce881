"""HTTP answers: problem details for machines (RFC 9457), pages for people, and the router that both share."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from huiyin_aws import clock, limits
from huiyin_aws.limits import Limit, TooOftenError
from huiyin_aws.observability import logger
from huiyin_aws.settings import setting

Form = dict[str, list[str]]

PROBLEMS = "https://huiyin.example/problems/"


class ProblemError(Exception):
    """A request that cannot be served: status, stable code, and a sentence that says what to do instead."""

    def __init__(self, status: int, code: str, title: str, detail: str, **more: Any) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code, self.title, self.detail, self.more = status, code, title, detail, more


def router() -> APIGatewayRestResolver:
    """A router that answers problems as problem details and tells nobody outside about faults."""
    app = APIGatewayRestResolver()

    @app.exception_handler(ProblemError)
    def _problem(error: ProblemError) -> Response:
        return problem(error)

    @app.exception_handler(TooOftenError)
    def _too_often(error: TooOftenError) -> Response:
        return too_often(error, for_people=not app.current_event.path.startswith("/v1/"))

    return app


def too_often(error: TooOftenError, *, for_people: bool) -> Response:
    """Come back later: as a page or as problem details, with the seconds in a header as well (RFC 6585)."""
    logger.info("too often", extra={"limit": error.limit.code})
    if for_people:
        from huiyin_aws.pages.page import too_often_page

        told = page(too_often_page(error.seconds), 429)
    else:
        detail = f"too many requests from here: try again in {error.seconds} seconds"
        told = problem(ProblemError(429, "too_often", "Too many requests", detail))
    told.headers["Retry-After"] = str(error.seconds)
    return told


def within_limits(app: APIGatewayRestResolver, next_middleware: NextMiddleware) -> Response:
    """Around every route of a router: whoever comes too often is turned away before anything is read, and what is not
    there (a link that nobody has, a wrong code) is counted as a guess.
    """
    return _within(app, next_middleware, ((limits.GUESS, limits.of_address(source(app))),))


def within_limits_of_number(app: APIGatewayRestResolver, next_middleware: NextMiddleware) -> Response:
    """The same where a channel's server asks for its people: a guess is one at the request that it asks for."""
    here = source(app)
    number = limits.of_number((app.current_event.path_parameters or {}).get("number", ""), here)
    guesses = (limits.GUESS, number), (limits.SERVER_GUESS, limits.of_address(here))
    return _within(app, next_middleware, guesses)


def _within(
    app: APIGatewayRestResolver, next_middleware: NextMiddleware, guesses: Sequence[tuple[Limit, str]]
) -> Response:
    now = clock.now()
    limits.count(limits.ADDRESS, limits.of_address(source(app)), now)
    for limit, subject in guesses:
        limits.require_room(limit, subject, now)
    if token := (app.current_event.path_parameters or {}).get("token"):
        limits.count(limits.LINK, limits.of_token(token), now)
    try:
        found: Response = next_middleware(app)
    except ProblemError as error:
        found = problem(error)
    for limit, subject in guesses if found.status_code == 404 else ():
        limits.count(limit, subject, now)
    return found


def source(app: APIGatewayRestResolver) -> str:
    """The address that the API saw, never one that a header claims."""
    return app.current_event.request_context.identity.source_ip or ""


def problem(error: ProblemError) -> Response:
    body = {
        "type": PROBLEMS + error.code,
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "code": error.code,
    }
    logger.info("refused", extra={"code": error.code, "status": error.status})
    return Response(error.status, "application/problem+json", json.dumps(body | error.more, ensure_ascii=False))


def answer(status: int, body: Mapping[str, Any]) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(status, "application/json", json.dumps(body, ensure_ascii=False), headers=headers)


def page(html: str, status: int = 200, sends_to: str = "") -> Response:
    from huiyin_aws.pages.page import headers

    return Response(status, "text/html; charset=utf-8", html, headers=headers(sends_to))


def elsewhere(address: str) -> Response:
    """Where to fetch what was asked for; an address that opens something is kept by nobody on the way."""
    headers = {"Location": address, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Response(303, "text/plain", "", headers=headers)


def here(app: APIGatewayRestResolver) -> str:
    """The absolute address of the route that was asked for, where people reach it."""
    event = app.current_event
    if pages := setting("PAGES_URL", ""):
        return pages.rstrip("/") + event.path
    context = event.raw_event["requestContext"]
    return f"https://{context['domainName']}{context['path']}"


def file(content: bytes, media_type: str, name: str, *, inline: bool = False) -> Response:
    """A file to keep or, `inline`, to look at; `name` is of our making: ASCII, and nobody's data."""
    how = "inline" if inline else "attachment"
    headers = {
        "Content-Disposition": f'{how}; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Referrer-Policy": "no-referrer",
    }
    return Response(200, media_type, content, headers=headers)


def body(app: APIGatewayRestResolver) -> bytes:
    """The bytes that were sent, whether the API took them for text or not."""
    event, sent = app.current_event, app.current_event.body or ""
    return base64.b64decode(sent) if event.is_base64_encoded else sent.encode()


def form(sent: bytes) -> Form:
    """The fields of a posted form; one with a hundred fields or more is nobody's of ours."""
    try:
        return parse_qs(sent.decode(errors="replace"), keep_blank_values=True, max_num_fields=100)
    except ValueError as error:
        raise ProblemError(
            400, "malformed", "Malformed form", "the form could not be read: open the link again"
        ) from error


def first(posted: Mapping[str, list[str]], name: str) -> str:
    """The value of a field, or ""."""
    return next(iter(posted.get(name, ())), "")


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a form with files holds: its fields, and the bytes of each file by the name of its field. What a file is
    called is nobody's business here.
    """

    fields: Form
    files: dict[str, bytes]


def parcel(app: APIGatewayRestResolver) -> Parcel:
    """The parts of a posted form that carries files; of any other its fields.

    Raises:
        ProblemError: it is no such form.
    """
    content_type, sent = app.current_event.headers.get("content-type") or "", body(app)
    if not content_type.startswith("multipart/form-data"):
        return Parcel(form(sent), {})
    from io import BytesIO

    from python_multipart import parse_form
    from python_multipart.exceptions import FormParserError

    fields: Form = {}
    files: dict[str, bytes] = {}

    def field(part: Any) -> None:
        fields.setdefault(_text(part.field_name), []).append(_text(part.value))

    def file(part: Any) -> None:
        part.file_object.seek(0)
        files[_text(part.field_name)] = part.file_object.read()

    try:
        parse_form({"Content-Type": content_type.encode()}, BytesIO(sent), field, file)
    except (FormParserError, ValueError, KeyError) as error:
        raise ProblemError(
            400, "malformed", "Malformed form", "the form could not be read: open the page again"
        ) from error
    return Parcel(fields, files)


def _text(part: bytes | None) -> str:
    return (part or b"").decode(errors="replace")
