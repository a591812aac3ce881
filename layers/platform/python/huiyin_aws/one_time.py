"""One-time codes: six digits to a registered phone, good once, for ten minutes and five tries.

What is stored is a keyed hash, in a row that stands for what the code opens and for whom; a new code takes its place.
Each try is counted before it is looked at, so that many at once are no more than five either.
"""

import hmac
import secrets
import unicodedata
from base64 import urlsafe_b64encode
from datetime import datetime
from enum import StrEnum

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from huiyin_aws import keys
from huiyin_aws.tables import Correspondence

GOOD_FOR_SECONDS = 600
TRIES = 5
DIGITS = 6
_KEPT_SECONDS = 86_400


class Tried(StrEnum):
    """What became of a code that somebody typed."""

    GOOD = "good"
    WRONG = "wrong"
    OVER = "over"  # used, too old, tried too often, or none was asked for: only a new one helps


def issue(opens: str, now: datetime) -> str:
    """A new code for what it opens and for whom (`opens` says both); whatever was sent before is good no more."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    until = int(now.timestamp()) + GOOD_FOR_SECONDS
    record = {"hash": _hash(opens, code), "until": until}
    Correspondence(_pk(opens), "CODE", record=record, status="open", times=0, expires=until + _KEPT_SECONDS).save()
    return code


def use(opens: str, typed: str, now: datetime) -> Tried:
    """Try what somebody typed; the right one is used up."""
    row = Correspondence(_pk(opens), "CODE")
    untried = (Correspondence.status == "open") & (Correspondence.times < TRIES)
    if not _updated(row, [Correspondence.times.add(1)], untried) or now.timestamp() > row.record["until"]:
        return Tried.OVER
    if not hmac.compare_digest(row.record["hash"], _hash(opens, plain(typed))):
        return Tried.WRONG if row.times < TRIES else Tried.OVER
    is_first = _updated(row, [Correspondence.status.set("used")], Correspondence.status == "open")
    return Tried.GOOD if is_first else Tried.OVER


def plain(typed: str) -> str:
    """The digits of what was typed, however a phone's keyboard writes them."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed) if c.isascii() and c.isdigit())[: 2 * DIGITS]


def _updated(row: Correspondence, actions: list[Action], condition: Condition) -> bool:
    try:
        row.update(actions=actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def _hash(opens: str, code: str) -> str:
    """Keyed, since six digits alone are soon tried out by whoever reads the table."""
    return urlsafe_b64encode(keys.derived("one-time", f"{opens}:{code}"))[:43].decode()


def _pk(opens: str) -> str:
    return f"CODE#{opens}"
