"""What the system sends to people: each SMS and mail, in order, with its virtual instant."""

import datetime as dt
import email
import email.policy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.ses.models import SESBackend

from .calls import Call, Calls
from .isolation import Patches
from .scheduler import World

_HOME = "+86"  # a telephone at home shows its own number without it


@dataclass(frozen=True)
class Message:
    """One SMS or mail."""

    at: dt.datetime
    kind: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str = ""


class Messages(list[Message]):
    """Every message sent, oldest first; listeners hear of each as it is sent."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self.listeners: list[Callable[[Message], None]] = []

    def install(self, patches: Patches, calls: Calls) -> None:
        """Listen to what SNS and SES are asked to send; every sender is verified here."""
        patches.replace(SESBackend, "_is_verified_address", lambda backend, source: True)
        # First of all listeners: a message whose answer a fault test loses has been sent all the same.
        calls.after.insert(0, self._heard)

    def _heard(self, call: Call, response: dict[str, Any]) -> None:
        asked = call.parameters
        match call.service, call.operation:
            case "sns", "Publish" if "PhoneNumber" in asked:
                self.note("sms", (asked["PhoneNumber"].removeprefix(_HOME),), "", asked["Message"])
            case "ses", "SendEmail":
                self._note_simple(asked["Destination"], asked["Message"])
            case "sesv2", "SendEmail" if "Simple" in asked["Content"]:
                self._note_simple(asked["Destination"], asked["Content"]["Simple"])
            case "sesv2", "SendEmail" if "Raw" in asked["Content"]:
                self._note_raw(_addresses(asked.get("Destination", {})), asked["Content"]["Raw"]["Data"])
            case "ses", "SendRawEmail":
                self._note_raw(tuple(asked.get("Destinations", ())), asked["RawMessage"]["Data"])

    def note(self, kind: str, to: tuple[str, ...], subject: str, text: str, html: str = "") -> None:
        """Add a message; gateways of our own (an SMS provider's HTTP API, say) may call this too."""
        message = Message(dt.datetime.fromtimestamp(self._world.now, dt.UTC), kind, to, subject, text, html)
        self.append(message)
        for listener in self.listeners:
            listener(message)

    def _note_simple(self, destination: dict[str, Any], message: dict[str, Any]) -> None:
        bodies = {kind: body["Data"] for kind, body in message["Body"].items()}
        subject = message["Subject"]["Data"]
        self.note("mail", _addresses(destination), subject, bodies.get("Text", ""), bodies.get("Html", ""))

    def _note_raw(self, destinations: tuple[str, ...], raw: bytes | str) -> None:
        data = raw.encode() if isinstance(raw, str) else raw
        mail = email.message_from_bytes(data, policy=email.policy.default)
        parts = {kind: mail.get_body((kind,)) for kind in ("plain", "html")}
        texts = {kind: part.get_content() if part else "" for kind, part in parts.items()}
        to = destinations or tuple(address.addr_spec for address in mail["to"].addresses)
        self.note("mail", to, str(mail["subject"] or ""), texts["plain"], texts["html"])


def _addresses(destination: dict[str, Any]) -> tuple[str, ...]:
    return tuple(address for addresses in destination.values() for address in addresses)
