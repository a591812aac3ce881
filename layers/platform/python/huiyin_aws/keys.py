"""Keyed hashes. One master secret; every key is derived from it by purpose, so none has to be stored."""

import hashlib
import hmac
import secrets
from base64 import b32encode, urlsafe_b64encode

from huiyin_aws.settings import setting

_MASTER: list[bytes] = []


def reset() -> None:
    _MASTER.clear()


def _master() -> bytes:
    if not _MASTER:
        from huiyin_aws.clients import client

        answer = client("secretsmanager").get_secret_value(SecretId=setting("MASTER_KEY_ARN"))
        _MASTER.append(answer["SecretString"].encode())
    return _MASTER[0]


def derived(purpose: str, subject: str) -> bytes:
    """32 bytes that only the holder of the master secret can tell: HMAC-SHA256 (RFC 2104)."""
    return hmac.new(_master(), f"{purpose}:{subject}".encode(), hashlib.sha256).digest()


def channel_key(channel: str) -> str:
    """The key that a channel signs with, in hex."""
    return derived("channel", channel).hex()


def requester_key(programme: str, contact: str) -> str:
    """The same requester is the same key, and nobody can tell who; 24 characters."""
    return urlsafe_b64encode(derived("requester", f"{programme}:{contact}"))[:24].decode()


def staff_key(programme: str, contact: str) -> str:
    """The same contact of somebody registered is the same key, and nobody can tell whose; 24 characters."""
    return urlsafe_b64encode(derived("staff", f"{programme}:{contact}"))[:24].decode()


def address_key(source: str) -> str:
    """Where somebody comes from, to count by and not to know; 24 characters."""
    return urlsafe_b64encode(derived("address", source))[:24].decode()


def content_digest(channel: str, content: bytes) -> str:
    """Tells whether a channel sent the same again, without keeping what it sent."""
    return urlsafe_b64encode(hmac.new(derived("content", channel), content, hashlib.sha256).digest())[:43].decode()


def query_code(number: str) -> str:
    """Eight characters without look-alikes (40 bits); with the number they look a case up."""
    return b32encode(derived("query", number))[:8].decode()


def new_token() -> str:
    """An opaque link token of 192 random bits."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is stored of a token; 256 bits of SHA-256 over 192 random bits need no salt."""
    return urlsafe_b64encode(hashlib.sha256(token.encode()).digest())[:43].decode()


def new_salt() -> str:
    return secrets.token_urlsafe(16)


def salted(salt: str, content: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(salt.encode() + b"." + content).digest())[:43].decode()
