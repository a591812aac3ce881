"""A channel as it hands in requests: it signs what it sends, keeps its own reference, and tries again when told to."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin_local.letters import Letter
from huiyin_local.people import Call

CONTACT_PREFIX = "139"


@dataclass(frozen=True, slots=True)
class Channel:
    """One registered channel with its signing key and the gateway's key of its usage plan."""

    id: str
    key: bytes
    api_key: str
    programme: str
    call: Call

    def hand_in(self, letter: Letter, now: datetime, kinds: frozenset[str]) -> tuple[int, dict[str, Any]]:
        """Send one letter; gives the status and what was answered."""
        body = json.dumps(_content(letter, kinds, now), ensure_ascii=False, sort_keys=True).encode()
        path = f"/v1/{self.programme}/requests"
        headers = {"content-type": "application/json; charset=utf-8", "x-api-key": self.api_key}
        status, answer = self.call("POST", path, headers | self._signed("POST", path, body, now, letter.id), body)
        return status, _as_json(answer)

    def call_signed(
        self, method: str, path: str, body: Any, now: datetime, query: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """Any other call under the programme; the same again at the same instant has the same nonce."""
        sent = b"" if body is None else json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        path = f"/v1/{self.programme}/{path}"
        reference = f"{method} {path}?{query} {hashlib.sha256(sent).hexdigest()}"
        headers = {"content-type": "application/json; charset=utf-8", "x-api-key": self.api_key}
        signed = self._signed(method, path, sent, now, reference, query)
        status, answer = self.call(method, f"{path}?{query}" if query else path, headers | signed, sent)
        return status, _as_json(answer)

    def _signed(
        self, method: str, path: str, body: bytes, now: datetime, reference: str, query: str = ""
    ) -> dict[str, str]:
        timestamp = str(int(now.timestamp()))
        nonce = hashlib.sha256(f"{self.id}|{reference}|{timestamp}".encode()).hexdigest()[:32]
        lines = (method, path, query, timestamp, nonce, hashlib.sha256(body).hexdigest())
        signature = hmac.new(self.key, "\n".join(lines).encode(), hashlib.sha256).hexdigest()
        return {
            "X-Huiyin-Key": self.id,
            "X-Huiyin-Timestamp": timestamp,
            "X-Huiyin-Nonce": nonce,
            "X-Huiyin-Signature": signature,
        }


def phone_of(sender: str) -> str:
    """A telephone number for a sender, the same every time; it belongs to nobody."""
    digits = int.from_bytes(hashlib.sha256(sender.encode()).digest()[:6], "big") % 10**8
    return f"{CONTACT_PREFIX}{digits:08d}"


def _content(letter: Letter, kinds: frozenset[str], now: datetime) -> dict[str, Any]:
    content: dict[str, Any] = {
        "channel_ref": letter.id,
        "title": letter.title,
        "body": letter.body,
        "requester": {"name": letter.sender, "phone": phone_of(letter.sender)},
        "sent_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return content | ({"kind": letter.declared_kind} if letter.declared_kind in kinds else {})


def _as_json(answer: bytes) -> dict[str, Any]:
    try:
        read = json.loads(answer)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
