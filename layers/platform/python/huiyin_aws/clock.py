"""The one place where `now` is read; everything else is handed it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant: aware, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
