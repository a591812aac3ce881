"""Instants as the rules take them: aware, in UTC, whole seconds."""

from datetime import UTC, datetime


class NaiveInstantError(ValueError):
    """An instant without an offset: nobody can say when it was."""

    def __init__(self, instant: datetime) -> None:
        super().__init__(
            f"the instant {instant.isoformat()} has no offset from UTC; expected one such as "
            f"2026-03-02T08:00:00+08:00 or 2026-03-02T00:00:00Z. Add the offset and ask again"
        )


def as_utc(instant: datetime) -> datetime:
    """The same instant in UTC, its fraction of a second dropped; a naive one is refused."""
    if instant.tzinfo is not UTC:
        if instant.utcoffset() is None:
            raise NaiveInstantError(instant)
        instant = instant.astimezone(UTC)
    return instant.replace(microsecond=0) if instant.microsecond else instant
