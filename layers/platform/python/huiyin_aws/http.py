"""HTTP answers: problem details for machines (RFC 9457), pages for people, and the router that both share."""

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from huiyin_aws.observability import logger

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

    return app


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


def page(html: str, status: int = 200) -> Response:
    from huiyin_aws.pages.page import headers

    return Response(status, "text/html; charset=utf-8", html, headers=headers())


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


def form(sent: bytes) -> dict[str, list[str]]:
    """The fields of a posted form; one with a hundred fields or more is nobody's of ours."""
    try:
        return parse_qs(sent.decode(errors="replace"), keep_blank_values=True, max_num_fields=100)
    except ValueError as error:
        raise ProblemError(
            400, "malformed", "Malformed form", "the form could not be read: open the link again"
        ) from error
