"""A call by another system: which channel it is, by the signature that only the channel can make."""

from datetime import datetime
from urllib.parse import quote

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from huiyin_aws import keys, registry, settings, signing
from huiyin_aws.http import ProblemError


def require_programme(programme: str) -> None:
    if programme not in settings.programmes():
        raise ProblemError(404, "unknown_programme", "Unknown programme", "this deployment runs no such programme")


def verified(app: APIGatewayRestResolver, raw: bytes, now: datetime) -> signing.Signed:
    """What the channel signed.

    Raises:
        ProblemError: 401 where it is no approved channel's signature of this request.
    """
    event = app.current_event
    try:
        signed = signing.read(event.headers, event.http_method, event.path, _query(app), raw)
        registry.channel(signed.channel)
        signing.verify(signed, keys.channel_key(signed.channel), now)
    except registry.UnknownChannelError:
        detail = "X-Huiyin-Key names no approved channel"
        raise ProblemError(401, "unknown_channel", "Unknown channel", detail) from None
    except signing.SignatureError as error:
        raise ProblemError(401, error.code, "Signature refused", error.detail) from None
    return signed


def _query(app: APIGatewayRestResolver) -> str:
    """The query as it was signed: percent-encoded again (RFC 3986), sorted, every value of a name."""
    values: dict[str, list[str]] = app.current_event.multi_value_query_string_parameters or {}
    return "&".join(sorted(f"{quote(name, '')}={quote(v, '')}" for name, found in values.items() for v in found))
