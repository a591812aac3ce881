"""Short codes instead of links: where an SMS may carry none, it names a fixed address and a code to enter there.

The code is bound to what it opens, a link's page or the desk, and ends with it. Whoever enters it also gives the last
four digits of the phone that it was sent to; five wrong ones lock it, and a new message brings a new code. Stored are
keyed hashes.
"""

import secrets
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from hmac import compare_digest
from typing import Any

from pynamodb.exceptions import UpdateError

from huiyin_aws import keys
from huiyin_aws.links import ExpiredLinkError, NoLinkError, UnknownLinkError
from huiyin_aws.settings import retention_seconds
from huiyin_aws.tables import Correspondence

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else: 32 signs, five bits each
LENGTH, GROUP = 8, 4
TRIES = 5
_LAST = 4


class LockedCodeError(NoLinkError):
    """Wrong digits were given too often."""

    kind = "locked"


def issue(opens: Mapping[str, Any], until: int, phone: str, *, once: bool = False) -> str:
    """A code for what it opens until then, written in groups; `phone` is the one that it is sent to."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    digits = _hash("digits", code + _digits(phone)[-_LAST:])
    record = {"opens": dict(opens), "until": until, "once": once, "digits": digits}
    expires = until + retention_seconds()
    Correspondence(_pk(code), "SHORT", record=record, status="open", times=0, expires=expires).save()
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def enter(typed: str, digits: str, now: datetime) -> dict[str, Any]:
    """What the code opens; one that is good once is used up.

    Raises:
        UnknownLinkError: there is no such code, or these are not the digits: which of the two is nobody's business.
        LockedCodeError, ExpiredLinkError
    """
    code = plain(typed)
    row = next(iter(Correspondence.query(_pk(code), Correspondence.sk == "SHORT", consistent_read=True)), None)
    if row is None:
        raise UnknownLinkError
    _count_try(row)
    if not compare_digest(row.record["digits"], _hash("digits", code + _digits(digits))):
        raise UnknownLinkError
    row.update(actions=[Correspondence.times.add(-1)])  # the right ones are entered as often as somebody likes
    if now.timestamp() > row.record["until"] or (row.record["once"] and not _used_up(row)):
        raise ExpiredLinkError
    opens: dict[str, Any] = row.record["opens"]
    return opens


def plain(typed: str) -> str:
    """A code as it is compared, however it was typed: small letters, blanks, a phone's wide signs."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c in ALPHABET)[:LENGTH]


def _count_try(row: Correspondence) -> None:
    """Counted before it is looked at: many at once are no more than five either.

    Raises:
        LockedCodeError: it was tried too often.
    """
    try:
        row.update(actions=[Correspondence.times.add(1)], condition=Correspondence.times < TRIES)
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            raise LockedCodeError from None
        raise


def _used_up(row: Correspondence) -> bool:
    """True where it was this entry that used it up."""
    try:
        row.update(actions=[Correspondence.status.set("used")], condition=Correspondence.status == "open")
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def _digits(typed: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", typed) if c.isascii() and c.isdigit())


def _hash(purpose: str, value: str) -> str:
    """Keyed: four digits, and forty bits, are soon tried out by whoever reads the table."""
    return urlsafe_b64encode(keys.derived(f"short {purpose}", value))[:43].decode()


def _pk(code: str) -> str:
    return f"SHORT#{_hash('code', code)}"
