"""How long people take: office time for those in offices, minutes for the duty officer, days for requesters."""

from datetime import datetime, timedelta
from enum import StrEnum

from huiyin.worktime import WorkTime
from huiyin_local.people.dice import Dice


class Temper(StrEnum):
    """How somebody goes about one duty."""

    PROMPT = "prompt"
    LATE = "late"
    WAITS = "waits"  # does nothing until urged


TEMPERS: dict[str, tuple[tuple[Temper, float], ...]] = {
    "handler": ((Temper.PROMPT, 0.82), (Temper.LATE, 0.11), (Temper.WAITS, 0.07)),
    "deputy": ((Temper.PROMPT, 0.92), (Temper.LATE, 0.05), (Temper.WAITS, 0.03)),
    "head": ((Temper.PROMPT, 0.92), (Temper.LATE, 0.05), (Temper.WAITS, 0.03)),
    "centre": ((Temper.PROMPT, 0.97), (Temper.LATE, 0.03)),
    "checker": ((Temper.PROMPT, 0.95), (Temper.LATE, 0.05)),
    "leader": ((Temper.PROMPT, 0.93), (Temper.LATE, 0.05), (Temper.WAITS, 0.02)),
    "chief": ((Temper.PROMPT, 0.93), (Temper.LATE, 0.05), (Temper.WAITS, 0.02)),
    "regional": ((Temper.PROMPT, 0.95), (Temper.LATE, 0.05)),
    "requester": ((Temper.PROMPT, 1.0),),
}

HOUR = 3600.0


def first_look(role: str, temper: Temper, dice: Dice, now: datetime, time: WorkTime) -> datetime | None:
    """When somebody opens a link that has just come; None where they let it lie."""
    if temper is Temper.WAITS:
        return None
    if role == "requester":
        return now + timedelta(minutes=round(dice.between("look", 20, 5 * 24 * 60)))
    if role == "centre":
        minutes = dice.between("look", 2, 18) if temper is Temper.PROMPT else dice.between("look", 35, 120)
        return now + timedelta(minutes=round(minutes))
    hours = dice.between("look", 0.1, 1.6) if temper is Temper.PROMPT else dice.between("look", 7, 12)
    return in_office(time, now, hours)


def when_urged(role: str, dice: Dice, now: datetime, time: WorkTime) -> datetime:
    """An urged person acts within two hours of office time; the duty officer within minutes."""
    if role in ("centre", "requester"):
        return now + timedelta(minutes=round(dice.between("urged", 2, 10)))
    return in_office(time, now, dice.between("urged", 0.2, 2))


def at_once(dice: Dice, now: datetime) -> datetime:
    """Sudden events know no office hours."""
    return now + timedelta(minutes=round(dice.between("at_once", 3, 25)))


def to_reply(temper: Temper, dice: Dice, now: datetime, due_at: datetime | None, time: WorkTime) -> datetime | None:
    """When a handler who has signed sits down to reply: well before the deadline that the page shows, or after it."""
    if temper is Temper.WAITS:
        return None
    if due_at is None or due_at <= now:
        return in_office(time, now, dice.between("reply", 0.5, 3.5))
    if temper is Temper.LATE:
        return in_office(time, due_at, dice.between("reply", 1, 9))
    share = dice.between("reply", 0.1, 0.7)
    return max(
        now, time.next_open(now + (due_at - now) * share) if share > 0.3 else in_office(time, now, 1 + share * 5)
    )


def in_office(time: WorkTime, now: datetime, hours: float) -> datetime:
    """The instant at which so many hours of office time have gone."""
    left = timedelta(seconds=round(hours * HOUR))
    while True:
        opened = time.next_open(now)
        closes = _close_of_span(time, opened)
        if opened + left <= closes:
            return opened + left
        left -= closes - opened
        now = closes


def _close_of_span(time: WorkTime, opened: datetime) -> datetime:
    local = time.local(opened)
    end = next(closes for opens, closes in time.hours.spans if opens <= local.time() < closes)
    return opened + (datetime.combine(local.date(), end) - local.replace(tzinfo=None))
