"""S3 as a browser meets it: forms posted under a signed policy, and files fetched by a signed address that expires.

What a policy or a signature does not allow is refused with S3's own codes. What is kept stands in the emulated bucket,
which tells the bus as S3 does.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode
from xml.sax.saxutils import escape

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request

from huiyin_aws.inspection import LARGEST

from .scheduler import World
from .stack import ACCOUNT, REGION

PREFIX = "/_s3"
# S3 stops reading where the policy's range ends. The form's own fields are small.
LONGEST_POST = LARGEST + 64 * 1024

_UNCOVERED = frozenset({"policy", "x-amz-signature", "file", "bucket"})
_SIGNED = "X-Amz-Signature"


@dataclass(frozen=True)
class Answered:
    """What S3 answers: a status, headers and bytes."""

    status: int
    headers: Headers
    body: bytes = b""


class S3Error(Exception):
    """A refusal in S3's words."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.status, self.code, self.message = status, code, message

    def answer(self) -> Answered:
        text = f"<Error><Code>{self.code}</Code><Message>{escape(self.message)}</Message></Error>"
        return Answered(self.status, Headers({"Content-Type": "application/xml"}), text.encode())


class Uploads:
    """The buckets of the cloud under `PREFIX`, at the address that signatures were made for."""

    def __init__(self, world: World) -> None:
        self._world = world

    def call(self, method: str, path: str, query: str, headers: Headers, body: bytes) -> Answered:
        bucket, _, key = unquote(path.removeprefix(PREFIX)).lstrip("/").partition("/")
        try:
            if method == "POST" and not key:
                return self._post(bucket, headers, body)
            if method == "GET" and key:
                return self._get(bucket, key, path, query)
        except S3Error as error:
            return error.answer()
        return S3Error(405, "MethodNotAllowed", "only signed forms and signed addresses lead here").answer()

    def _post(self, bucket: str, headers: Headers, body: bytes) -> Answered:
        sent = Request.from_values(method="POST", data=body, content_type=headers.get("Content-Type", ""))
        fields = {name.lower(): value for name, value in sent.form.items()}
        if "file" not in sent.files:
            raise S3Error(400, "InvalidArgument", "POST requires exactly one file upload per request.")
        content = sent.files["file"].read()
        policy = _policy(fields)
        self._require_covered(policy, fields | {"bucket": bucket}, len(content))
        etag = self._keep(bucket, fields["key"], content)
        place = fields.get("success_action_redirect")
        if not place:
            return Answered(204, Headers())
        told = urlencode({"bucket": bucket, "key": fields["key"], "etag": etag})
        return Answered(303, Headers({"Location": f"{place}{'&' if '?' in place else '?'}{told}"}))

    def _require_covered(self, policy: Mapping[str, Any], fields: Mapping[str, str], size: int) -> None:
        if self._now >= datetime.fromisoformat(policy["expiration"]):
            raise _not_allowed("Policy expired.")
        covered = set(_UNCOVERED)
        for condition in policy["conditions"]:
            kind, name, wanted = _condition(condition)
            if kind == "content-length-range":
                _require_size(size, int(name), int(wanted))
                continue
            held = fields.get(name)
            matches = held is not None and (held == wanted if kind == "eq" else held.startswith(wanted))
            if not matches:
                raise _not_allowed(f'Policy Condition failed: ["{kind}", "${name}", "{wanted}"]')
            covered.add(name)
        if extra := sorted(fields.keys() - covered):
            raise _not_allowed(f"Extra input fields: {', '.join(extra)}")

    def _keep(self, bucket: str, key: str, content: bytes) -> str:
        from moto.s3.models import s3_backends

        with self._world.turn():
            backend = s3_backends[ACCOUNT]["aws"]
            return str(backend.put_object(bucket, key, content, request_method="POST").etag)

    def _get(self, bucket: str, key: str, path: str, query: str) -> Answered:
        from moto.s3.models import s3_backends

        asked = dict(parse_qsl(query, keep_blank_values=True))
        self._require_signed(asked, path)
        kept = s3_backends[ACCOUNT]["aws"].get_object(bucket, key)
        if kept is None:
            raise S3Error(404, "NoSuchKey", "The specified key does not exist.")
        headers = Headers({"Content-Type": asked.get("response-content-type", "binary/octet-stream")})
        if "response-content-disposition" in asked:
            headers["Content-Disposition"] = asked["response-content-disposition"]
        return Answered(200, headers, kept.value)

    def _require_signed(self, asked: Mapping[str, str], path: str) -> None:
        if _SIGNED not in asked:
            raise S3Error(403, "AccessDenied", "Access Denied")
        signed = urlencode(sorted((k, v) for k, v in asked.items() if k != _SIGNED), quote_via=quote, safe="-_.~")
        lines = ("GET", path, signed, f"host:{_host()}", "", "host", "UNSIGNED-PAYLOAD")
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        date, scope = asked.get("X-Amz-Date", ""), asked.get("X-Amz-Credential", "").partition("/")[2]
        text = "\n".join(("AWS4-HMAC-SHA256", date, scope, digest))
        if not hmac.compare_digest(_signature(scope, text), asked[_SIGNED]):
            raise S3Error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match.")
        at = datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if self._now > at + timedelta(seconds=int(asked["X-Amz-Expires"])):
            raise S3Error(403, "AccessDenied", "Request has expired")

    @property
    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._world.now, UTC)


def too_large() -> Answered:
    return S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size").answer()


def _host() -> str:
    """What signatures name: the address that the functions were told."""
    from urllib.parse import urlsplit

    from huiyin_aws.settings import setting

    return urlsplit(setting("FILES_ENDPOINT")).netloc


def _policy(fields: Mapping[str, str]) -> dict[str, Any]:
    """The policy, if it is one that was signed with this account's key."""
    written, scope = fields.get("policy", ""), fields.get("x-amz-credential", "").partition("/")[2]
    if not written or not hmac.compare_digest(_signature(scope, written), fields.get("x-amz-signature", "")):
        raise S3Error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match.")
    try:
        policy: dict[str, Any] = json.loads(base64.b64decode(written))
    except (binascii.Error, ValueError) as error:
        raise S3Error(400, "InvalidPolicyDocument", "Invalid Policy: Invalid JSON.") from error
    return policy


def _signature(scope: str, text: str) -> str:
    """Signature version 4 over a text, for the scope `date/region/s3/aws4_request`."""
    key = f"AWS4{os.environ['AWS_SECRET_ACCESS_KEY']}".encode()
    date, _, rest = scope.partition("/")
    if rest != f"{REGION}/s3/aws4_request":
        raise S3Error(403, "AccessDenied", "the credential's scope is none of this region's")
    for part in (date, *rest.split("/")):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _condition(condition: dict[str, str] | list[Any]) -> tuple[str, str, str]:
    if isinstance(condition, dict):
        ((name, wanted),) = condition.items()
        return "eq", name.lower(), wanted
    kind, name, wanted = condition
    return kind, str(name).removeprefix("$").lower(), str(wanted)


def _require_size(size: int, least: int, most: int) -> None:
    if size < least:
        raise S3Error(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
    if size > most:
        raise S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")


def _not_allowed(why: str) -> S3Error:
    return S3Error(403, "AccessDenied", f"Invalid according to Policy: {why}")


def is_too_long(headers: Iterable[tuple[str, str]], body: bytes, longest: int) -> bool:
    """Told by what the sender says, before anything is read; and by what has come."""
    said = next((value for name, value in headers if name.lower() == "content-length"), "")
    return max(int(said) if said.isdigit() else 0, len(body)) > longest
