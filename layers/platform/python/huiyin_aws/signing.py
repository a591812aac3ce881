"""A channel's signature: HMAC-SHA256 over method, path, query, time, nonce and body; a window of five minutes.

Checked in the function, because an authorizer never sees the body.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

WINDOW_SECONDS = 300
_NONCE = re.compile(r"[A-Za-z0-9_-]{8,64}")
_HEADERS = ("x-huiyin-key", "x-huiyin-timestamp", "x-huiyin-nonce", "x-huiyin-signature")


class SignatureError(Exception):
    """`code`: signature_missing, clock_skew, bad_nonce, bad_signature."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Signed:
    """What a channel signed; `text` is what the HMAC covers."""

    channel: str
    timestamp: str
    nonce: str
    signature: str
    text: bytes


def read(headers: Mapping[str, str], method: str, path: str, query: str, body: bytes) -> Signed:
    """The signature of a request; `path` without the API's stage, percent-encoded, in ASCII.

    Raises:
        SignatureError: a header is missing or cannot be what it should be.
    """
    given = {name.lower(): value for name, value in headers.items()}
    missing = [name for name in _HEADERS if not given.get(name)]
    if missing:
        raise SignatureError("signature_missing", f"missing headers: {', '.join(missing)}")
    channel, timestamp, nonce, signature = (given[name] for name in _HEADERS)
    if not _NONCE.fullmatch(nonce):
        raise SignatureError("bad_nonce", "X-Huiyin-Nonce must be 8 to 64 of A-Z a-z 0-9 _ -, new for every request")
    digest = hashlib.sha256(body).hexdigest()
    text = "\n".join([method.upper(), path, query, timestamp, nonce, digest]).encode("utf-8")
    return Signed(channel, timestamp, nonce, signature, text)


def verify(signed: Signed, key: str, now: datetime) -> None:
    """Raises SignatureError unless the channel's key made this signature within the window around `now`."""
    try:
        skew = abs(int(signed.timestamp) - int(now.timestamp()))
    except ValueError:
        raise SignatureError("clock_skew", "X-Huiyin-Timestamp must be whole seconds since 1970 (UTC)") from None
    if skew > WINDOW_SECONDS:
        raise SignatureError(
            "clock_skew", f"X-Huiyin-Timestamp is {skew} s off: set the clock, {WINDOW_SECONDS} s are allowed"
        )
    expected = sign(signed.text, key)
    if not hmac.compare_digest(expected.encode(), signed.signature.encode()):
        raise SignatureError("bad_signature", "the signature is not that of this request under this channel's key")


def sign(text: bytes, key: str) -> str:
    """The signature, in hex; `key` in hex."""
    return hmac.new(bytes.fromhex(key), text, hashlib.sha256).hexdigest()
