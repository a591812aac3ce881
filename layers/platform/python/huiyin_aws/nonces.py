"""Nonces: what a channel signed is taken once, and answered again as it was the first time."""

from datetime import datetime, timedelta

from huiyin_aws import keys
from huiyin_aws.http import ProblemError
from huiyin_aws.signing import WINDOW_SECONDS, Signed
from huiyin_aws.tables import Correspondence


def was_taken(signed: Signed) -> bool:
    """True where these very bytes were taken before under this nonce.

    Raises:
        ProblemError: 409 where the nonce signed something else.
    """
    for item in Correspondence.query(_pk(signed), consistent_read=True):
        if item.record["digest"] != _digest(signed):
            raise ProblemError(
                409,
                "nonce_reused",
                "Nonce reused",
                "this nonce signed another request: make a new one for every request",
            )
        return True
    return False


def item(signed: Signed, now: datetime) -> Correspondence:
    """To be written together with what it stands for; kept until its timestamp is out of the window."""
    expires = int((now + timedelta(seconds=2 * WINDOW_SECONDS)).timestamp())
    return Correspondence(_pk(signed), "NONCE", record={"digest": _digest(signed)}, expires=expires)


def _digest(signed: Signed) -> str:
    return keys.content_digest(signed.channel, signed.text)


def _pk(signed: Signed) -> str:
    return f"NONCE#{signed.channel}#{signed.nonce}"
