"""Act links: an opaque token, stored as a hash, bound to one case, one entry of a stage, one person; it expires.

Opening a link changes nothing. What was done by it is a receipt, written with the events, so that the same POST again
answers as the first did.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from huiyin.case.facts import Actor
from huiyin.case.law import Law
from huiyin.case.state import Case
from huiyin.case.vocabulary import UNIT_ROLES, Role
from huiyin.units import has_it_now
from huiyin_aws import keys, registry
from huiyin_aws.settings import retention_seconds
from huiyin_aws.tables import Correspondence

LIFETIME_SECONDS = 60 * 86_400


@dataclass(frozen=True, slots=True)
class Link:
    """Who may act on which entry of which stage, until when (epoch seconds)."""

    case: str
    stage_no: int
    role: str
    person: str
    unit: str
    until: int
    home: str = ""  # the unit that the person is registered in, where that is not the one they act for
    post: str = ""  # what they are registered as, be it another role than the one they stand in for
    duty: bool = False  # they are told besides whoever has the case, as the one who is on duty

    @property
    def actor(self) -> Actor:
        return Actor(Role(self.role), self.person, self.unit)


class NoLinkError(LookupError):
    """Nothing can be done by this link; `kind` names the page that says why."""

    kind = "unknown"


class UnknownLinkError(NoLinkError):
    """No such link: mistyped, or erased long ago."""


class ExpiredLinkError(NoLinkError):
    """The link was good once; its time is over."""

    kind = "expired"


class RevokedLinkError(NoLinkError):
    """Whom it was for no longer serves that unit."""

    kind = "revoked"


def issue(token: str, link: Link) -> None:
    """Store what a new token may do; only the token's hash is kept."""
    Correspondence(door(token), "LINK", record=asdict(link), expires=link.until + retention_seconds()).save()


def open_link(token: str, now: datetime) -> Link:
    """What this token may do.

    Raises:
        UnknownLinkError, ExpiredLinkError
    """
    for item in Correspondence.query(door(token), Correspondence.sk == "LINK", consistent_read=True):
        record: dict[str, Any] = item.record
        link = Link(**record)
        if now.timestamp() > link.until:
            raise ExpiredLinkError
        return link
    raise UnknownLinkError


def until(now: datetime) -> int:
    return int(now.timestamp()) + LIFETIME_SECONDS


def form_digest(posted: Mapping[str, Sequence[str]]) -> str:
    """The same form filled in the same way has the same digest, whatever the order of its fields, in any session."""
    lines = sorted(f"{name}={value}" for name, values in posted.items() if name != "csrf" for value in values)
    return hashlib.sha256("\x00".join(lines).encode()).hexdigest()[:32]


def receipt(door: str, digest: str) -> dict[str, Any] | None:
    """What the same POST through this door did when it was last taken, or None."""
    receipts = Correspondence.sk.startswith(f"RECEIPT#{digest}#")
    found = list(Correspondence.query(door, receipts, consistent_read=True))
    record: dict[str, Any] | None = found[-1].record if found else None
    return record


def receipt_item(door: str, digest: str, seq: int, done: Mapping[str, Any], now: datetime) -> Correspondence:
    """The receipt to write together with what it attests; `seq` is the last event that its writer had seen."""
    expires = int(now.timestamp()) + retention_seconds()
    return Correspondence(door, f"RECEIPT#{digest}#{seq:06d}", record=dict(done), expires=expires)


def is_revoked(link: Link, case: Case, rules: Law, now: datetime) -> bool:
    """Whom it was for no longer has the case's work: another post, or none; the order is another unit's by now.

    Whoever stands in, or acts from the level above, keeps the link for as long as they are what they were; whoever is
    told as the one on duty, also where the case is a named colleague's (SZ-A2.4.4d).
    """
    if link.role == Role.REQUESTER:
        return False
    unit = registry.unit(case.programme, link.home or link.unit)
    person = unit.person(link.person) if unit else None
    if person is None or (link.post and person.role != link.post):
        return True
    named = case.handler if link.role == Role.HANDLER and link.unit == case.unit and not link.duty else ""
    if named and link.person != named:
        # Handed to a colleague, who is there; while they are away, it waits for nobody.
        has_it = has_it_now(unit, named, now, registry.barred(case, rules, unit)) if unit else None
        return has_it not in (None, person)
    here = link.stage_no == case.stage_no  # else the page says that the case has moved on
    return here and link.role in UNIT_ROLES and link.unit != case.acts


def door(token: str) -> str:
    """The partition that holds a link, and the receipts of what was done by it."""
    return f"LINK#{keys.token_hash(token)}"
