"""The REST API: requests become the events that API Gateway's proxy integration sends, answers become responses."""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request
from werkzeug.wrappers import Response as HttpResponse

from . import uploads
from .functions import Functions
from .scheduler import World
from .stack import ACCOUNT
from .template import TemplateError

_METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}
_ANY = "x-amazon-apigateway-any-method"
_FIRST_ADDRESS = IPv4Address("10.0.0.0")
_LONGEST_BODY = 10 * 1024 * 1024  # what API Gateway takes
_LONGEST_EVENT = 6 * 1024 * 1024  # what Lambda takes, with a binary body in base64
_WORDS = {"application/json": '{"message": $context.error.messageString}'}
_REFUSALS = {413: "REQUEST_TOO_LARGE"}
_FUNCTION = re.compile(r"functions/([^/]+)/invocations")


@dataclass(frozen=True)
class Response:
    """What the API answers."""

    status: int
    headers: Headers
    body: bytes

    def __iter__(self) -> Iterator[Any]:
        return iter((self.status, self.headers, self.body))

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Route:
    """One method on one path, and the function behind it."""

    method: str
    resource: str
    pattern: re.Pattern[str]
    function: str
    needs_key: bool


@dataclass
class Gateway:
    """Routes requests to functions; its keys are those of the usage plans."""

    world: World
    functions: Functions
    stage: str = "v"
    api_keys: dict[str, str] = field(default_factory=dict)
    binary_types: list[str] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    refusals: dict[str, Any] = field(default_factory=dict)
    visitors: int = 0
    buckets: uploads.Uploads = field(init=False)

    def __post_init__(self) -> None:
        self.buckets = uploads.Uploads(self.world)

    def serve(self, body: dict[str, Any], binary_types: list[str]) -> None:
        """Take over the routes of an API's OpenAPI description."""
        self.binary_types += [each.replace("~1", "/") for each in binary_types]
        self.refusals |= body.get("x-amazon-apigateway-gateway-responses", {})
        for resource, methods in body["paths"].items():
            for method, operation in methods.items():
                integration = (operation or {}).get("x-amazon-apigateway-integration", {})
                if integration.get("type") == "aws_proxy" and (method in _METHODS or method == _ANY):
                    self.routes.append(_route(method, resource, operation, integration))
        # A fixed path goes before one with parameters.
        self.routes.sort(key=lambda route: (route.resource.count("{"), route.resource))

    def call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        body: bytes | str = b"",
        source: str = "",
    ) -> Response:
        """Answer one request; everything that it sets off at once is done when this returns.

        Everybody comes from an address of their own, unless the caller says from where.
        """
        self.visitors += 0 if source else 1
        source = source or str(_FIRST_ADDRESS + self.visitors)
        given, raw = Headers(headers), body.encode("utf-8") if isinstance(body, str) else body
        url = urlsplit(path)
        if refusal := self._too_long(url.path, given, raw):
            return refusal
        if url.path.startswith(uploads.PREFIX + "/"):
            answered = self.buckets.call(method.upper(), url.path, url.query, given, raw)
            return Response(answered.status, answered.headers, answered.body)
        route, parameters = self._find(method.upper(), url.path)
        if route is None:
            return self._refusal(404, "Not Found", given)
        if route.needs_key and given.get("x-api-key") not in self.api_keys.values():
            return self._refusal(403, "Forbidden", given)
        event = self._event(route, method.upper(), url.path, url.query, parameters, given, raw, source)
        payload = json.dumps(event, ensure_ascii=False)
        if len(payload.encode()) > _LONGEST_EVENT:
            return self._refusal(413, "Request Too Long", given)
        with self.world.turn():
            outcome = self.functions.invoke(route.function, payload)
        answer = None if outcome.failed else _to_response(outcome.payload)
        return answer or self._refusal(502, "Internal server error", given)

    def app(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The same as a WSGI application."""
        request = Request(environ)
        query = request.query_string.decode("ascii")
        path = environ.get("RAW_URI") or environ.get("REQUEST_URI") or request.path
        path = urlsplit(path).path + (f"?{query}" if query else "")
        source = request.remote_addr or "127.0.0.1"
        headers = list(request.headers.items())
        answer = self._too_long(urlsplit(path).path, Headers(headers)) or self.call(
            request.method, path, headers, request.get_data(), source
        )
        return HttpResponse(answer.body, answer.status, answer.headers)(environ, start_response)

    def _too_long(self, path: str, headers: Headers, body: bytes = b"") -> Response | None:
        """What is longer than anybody takes is refused unread."""
        to_bucket = path.startswith(uploads.PREFIX + "/")
        longest = uploads.LONGEST_POST if to_bucket else _LONGEST_BODY
        if not uploads.is_too_long(headers.items(), body, longest):
            return None
        if to_bucket:
            refused = uploads.too_large()
            return Response(refused.status, refused.headers, refused.body)
        return self._refusal(413, "Request Too Long", headers)

    def _refusal(self, status: int, message: str, headers: Headers) -> Response:
        """What no function answers, in the template's words: those of the type that is asked for first, else JSON."""
        default = "DEFAULT_4XX" if status < 500 else "DEFAULT_5XX"
        worded = self.refusals.get(_REFUSALS.get(status, default)) or self.refusals.get(default) or {}
        words = _WORDS | worded.get("responseTemplates", {})
        asked = headers.get("Accept", "").split(",")[0].partition(";")[0].strip()
        media_type = asked if asked in words else "application/json"
        text = words[media_type].replace("$context.error.messageString", json.dumps(message))
        return Response(status, Headers({"Content-Type": media_type}), text.encode("utf-8"))

    def _find(self, method: str, path: str) -> tuple[Route | None, dict[str, str]]:
        for route in self.routes:
            match = route.pattern.fullmatch(path)
            if match and route.method in (method, "ANY"):
                return route, {name: unquote(value) for name, value in match.groupdict().items()}
        return None, {}

    def _event(
        self,
        route: Route,
        method: str,
        path: str,
        query: str,
        parameters: dict[str, str],
        headers: Headers,
        body: bytes,
        source: str,
    ) -> dict[str, Any]:
        pairs = parse_qsl(query, keep_blank_values=True)
        is_binary = self._is_binary(headers.get("Content-Type", ""))
        text = base64.b64encode(body).decode() if is_binary else body.decode("utf-8", "replace")
        return {
            "resource": route.resource,
            "path": path,
            "httpMethod": method,
            "headers": dict(headers.items()) or None,
            "multiValueHeaders": _multi(headers.items()),
            "queryStringParameters": dict(pairs) or None,
            "multiValueQueryStringParameters": _multi(pairs),
            "pathParameters": parameters or None,
            "stageVariables": None,
            "requestContext": {
                "accountId": ACCOUNT,
                "apiId": "local",
                "resourcePath": route.resource,
                "httpMethod": method,
                "path": f"/{self.stage}{path}",
                "protocol": "HTTP/1.1",
                "stage": self.stage,
                "requestId": f"local-{self.functions.counts.total() + 1}",
                "requestTimeEpoch": self.world.now * 1000,
                "identity": {
                    "sourceIp": source,
                    "userAgent": headers.get("User-Agent"),
                    "apiKey": headers.get("x-api-key") if route.needs_key else None,
                },
            },
            "body": text or None,
            "isBase64Encoded": bool(body) and is_binary,
        }

    def _is_binary(self, content_type: str) -> bool:
        kind = content_type.partition(";")[0].strip().lower()
        return any(each in ("*/*", kind) for each in self.binary_types)


def _route(method: str, resource: str, operation: dict[str, Any], integration: dict[str, Any]) -> Route:
    pattern = re.sub(r"\\\{(\w+)\\\+\\\}", r"(?P<\1>.+)", re.escape(resource))
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", pattern)
    needs_key = any("api_key" in each for each in operation.get("security", []))
    function = _FUNCTION.search(integration["uri"])
    if function is None:
        raise TemplateError(f"{method} {resource}: {integration['uri']!r} names no function to integrate with.")
    return Route("ANY" if method == _ANY else method.upper(), resource, re.compile(pattern), function[1], needs_key)


def _multi(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]] | None:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values or None


def _to_response(payload: str) -> Response | None:
    """What a function answered; None where it is no answer."""
    answer = json.loads(payload)
    if not isinstance(answer, dict) or "statusCode" not in answer:
        return None
    headers = Headers()
    for name, value in (answer.get("headers") or {}).items():
        headers[name] = str(value)
    for name, values in (answer.get("multiValueHeaders") or {}).items():
        headers.setlist(name, [str(value) for value in values])
    body = answer.get("body") or ""
    content = base64.b64decode(body) if answer.get("isBase64Encoded") else body.encode("utf-8")
    return Response(int(answer["statusCode"]), headers, content)
