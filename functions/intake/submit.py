"""POST /v1/{programme}/requests: a channel hands in a request and gets its number."""

from typing import Any
from urllib.parse import quote

from aws_lambda_powertools.event_handler import Response

from huiyin.case.refusal import Refusal
from huiyin_aws import clock, keys, law, registry, settings, signing
from huiyin_aws.http import ProblemError, answer, body, router
from huiyin_aws.observability import logger

app = router()


@app.post("/v1/<programme>/requests")
def submit(programme: str) -> Response:
    now = clock.now()
    _require_programme(programme)
    raw = body(app)
    signed = _verified(raw, now)
    from huiyin_aws.intake import receive  # pydantic is imported with these, after the signature has been checked
    from huiyin_aws.requests import read_request

    try:
        received = receive(read_request(raw), law.rulebook_in_force(programme, now), signed, now)
    except Refusal as refusal:
        raise ProblemError(400, "malformed", "Malformed request", refusal.en, clause=refusal.clause) from refusal
    logger.info("received", extra={"case": received.number, "channel": signed.channel, "new": received.new})
    told = {"number": received.number, "query_code": received.query_code, "received_at": received.received_at}
    return answer(201 if received.new else 200, told)


def _require_programme(programme: str) -> None:
    if programme not in settings.programmes():
        raise ProblemError(404, "unknown_programme", "Unknown programme", "this deployment runs no such programme")


def _verified(raw: bytes, now: Any) -> signing.Signed:
    event = app.current_event
    try:
        signed = signing.read(event.headers, event.http_method, event.path, _query(), raw)
        registry.channel(signed.channel)
        signing.verify(signed, keys.channel_key(signed.channel), now)
    except registry.UnknownChannelError:
        detail = "X-Huiyin-Key names no approved channel"
        raise ProblemError(401, "unknown_channel", "Unknown channel", detail) from None
    except signing.SignatureError as error:
        raise ProblemError(401, error.code, "Signature refused", error.detail) from None
    return signed


def _query() -> str:
    """The query as it was signed: percent-encoded again (RFC 3986), sorted, every value of a name."""
    values: dict[str, list[str]] = app.current_event.multi_value_query_string_parameters or {}
    return "&".join(sorted(f"{quote(name, '')}={quote(v, '')}" for name, found in values.items() for v in found))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
