"""How often: counted by window, for each link and each address, so that nobody can try tokens or codes until one fits.

A counter is one atomic addition to a row of its own, and never touches a case: whoever looks too often changes nothing.
An address is kept as a keyed hash only. What channels post have the API's usage plan instead.
"""

from dataclasses import dataclass
from datetime import datetime

from huiyin_aws import keys
from huiyin_aws.tables import Correspondence

MINUTE = 60
KEPT_SECONDS = 3_600  # a window that is over says nothing any more


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in a window of so many seconds; the windows of a limit follow one another."""

    code: str
    most: int
    seconds: int


# Somebody at work reads, is told what is missing and sends again; their mail scanner opens the link, too.
LINK = Limit("link", 60, MINUTE)
# A bureau's whole office sits behind one address.
ADDRESS = Limit("address", 120, MINUTE)
# A link or a code is mistyped a few times. Forty bits with four digits more, at this rate, outlast every case.
GUESS = Limit("guess", 20, 10 * MINUTE)
# Behind a channel's server stand all of its people: their wrong query codes are counted by number and server, so that
# none of them shuts out the others, nor anybody elsewhere; all of a server's together only against whoever tries many.
SERVER_GUESS = Limit("server_guess", 500, 10 * MINUTE)
# A code that did not arrive is asked for again; each is an SMS that somebody pays for.
CODE = Limit("code", 3, 10 * MINUTE)
# Signing in likewise, and a mailbox is not to be filled by strangers who know its address.
SIGN_IN = Limit("sign_in", 5, 10 * MINUTE)


class TooOftenError(RuntimeError):
    """Nothing was done; `seconds` is how long until the next window."""

    def __init__(self, limit: Limit, seconds: int) -> None:
        super().__init__(limit.code)
        self.limit, self.seconds = limit, seconds


def count(limit: Limit, subject: str, now: datetime) -> None:
    """One more; `subject` is a hash or a code, nothing that names anybody.

    Raises:
        TooOftenError: the window is full.
    """
    row, left = _row(limit, subject, now)
    expires = int(now.timestamp()) + left + KEPT_SECONDS
    row.update(actions=[Correspondence.times.add(1), Correspondence.expires.set(expires)])
    if row.times > limit.most:
        raise TooOftenError(limit, left)


def require_room(limit: Limit, subject: str, now: datetime) -> None:
    """Refuse where the window is full, without adding to it: a guess is counted once it has turned out to be one.

    Raises:
        TooOftenError: the window is full.
    """
    row, left = _row(limit, subject, now)
    for item in Correspondence.query(row.pk, Correspondence.sk == row.sk):
        if item.times >= limit.most:
            raise TooOftenError(limit, left)


def _row(limit: Limit, subject: str, now: datetime) -> tuple[Correspondence, int]:
    window, gone = divmod(int(now.timestamp()), limit.seconds)
    return Correspondence(f"LIMIT#{limit.code}#{subject}", f"WINDOW#{window}"), limit.seconds - gone


def of_address(source: str) -> str:
    """An address as it is counted by."""
    return keys.address_key(source)


def of_number(number: str, source: str) -> str:
    """What somebody at an address asks about one request, as it is counted by."""
    return keys.address_key(f"{number}@{source}")


def of_token(token: str) -> str:
    return keys.token_hash(token)
