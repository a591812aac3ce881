"""The morning's digest: every unit with open work is told what it owes, by due date; the centre besides, whom no
message reaches.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from huiyin.case.record import instant, parse_instant
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role
from huiyin.rulebook import Rulebook
from huiyin.units.addressing import ANY_NUMBER
from huiyin.worktime import Light, light
from huiyin_aws import law, notifying, registry, sending, settings, store
from huiyin_aws.observability import logger
from huiyin_aws.pages import messages
from huiyin_aws.tables import CaseRow, Correspondence

SHOWN_FOR = timedelta(days=7)  # a doubt older than that has been looked at, or will not be
_NUMBER = re.compile(r"[A-Z]+\d{8}-\d{6}", re.ASCII)


def send_digests(now: datetime) -> int:
    """One mail to each unit with open work, on working days only."""
    return sum(_programme(programme, now) for programme in settings.programmes())


def _programme(programme: str, now: datetime) -> int:
    rules = law.now_in_force(programme, now)
    today = now.astimezone(ZoneInfo(rules.rulebook.zone)).date()
    if not rules.time.calendar.is_workday(today):
        return 0
    uncertain = _uncertain(rules.rulebook.prefix, now)
    return sum(_told(rules.rulebook, unit, uncertain, now) for unit in registry.units(programme))


def _told(rulebook: Rulebook, unit: registry.Unit, uncertain: int, now: datetime) -> int:
    """One unit's digest; where it can't be sent, the other units are told all the same."""
    try:
        return _unit(rulebook, unit, uncertain, now)
    except Exception as error:  # logged by its name; the claim stays, and shows as a doubt
        logger.error("digest not sent", extra={"unit": unit.code, "error": type(error).__name__})
        return 0


def _unit(rulebook: Rulebook, unit: registry.Unit, uncertain: int, now: datetime) -> int:
    is_centre = unit.code == registry.CENTRE
    someone = registry.person_for(unit, Role.CENTRE if is_centre else Role.HANDLER, ANY_NUMBER, now=now)
    shown = uncertain if is_centre else 0
    if someone is None or not someone.email:
        return 0
    lights = _lights(rulebook.code, unit, someone.id, now)
    untold = _untold(rulebook.prefix, unit.code, someone.id, now) if is_centre else ()
    if not (lights or shown or untold):
        return 0
    day = now.astimezone(ZoneInfo(rulebook.zone)).date().isoformat()
    notice_id = f"DIGEST#{day}#{rulebook.code}#{unit.code}"
    if not notifying.claim(notice_id, "digest", now):
        return 0
    message = messages.digest(rulebook, {one.value: lights.count(one) for one in Light}, shown, now, untold)
    with notifying.claimed(notice_id):
        sending.send_mail(someone.email, message.subject, message.mail)
    return 1


def _lights(programme: str, unit: registry.Unit, reader: str, now: datetime) -> list[Light]:
    """One light for each case that the unit owes something in: that of what is due first.

    What is kept from whoever reads it is not even counted (GX-18b).
    """
    first: dict[str, Light] = {}
    for owed in CaseRow.unit_work.query(store.unit_key(programme, unit.code)):  # by due date
        first.setdefault(owed.pk, light(now, parse_instant(owed.warn_at), parse_instant(owed.due_at)))
    kept = {case.number for case in store.cases(first) if _bars(case, unit.code, reader)}
    return [light for number, light in first.items() if number not in kept]


def _bars(case: Case, unit: str, person: str) -> bool:
    return case.accused is not None and law.of_case(case).bars(case, unit, person)


def _uncertain(prefix: str, now: datetime) -> int:
    """A programme's notices of the last days that were claimed and never marked: perhaps sent, perhaps not."""
    return len(list(_lately(prefix, "", now)))


def _untold(prefix: str, unit: str, reader: str, now: datetime) -> tuple[str, ...]:
    """The cases of which somebody could not be told in the last days, but those that are kept from whoever reads it
    (GX-18b).
    """
    numbers = sorted({_whom_about(notice_id) for notice_id in _lately(prefix, "untold#", now)})
    kept = {case.number for case in store.cases(numbers) if _bars(case, unit, reader)}
    return tuple(number for number in numbers if number not in kept)


def _whom_about(notice_id: str) -> str:
    """The case whose requester, or whose people, a notice is for: perhaps one that was joined to its own."""
    number, *_, place = notice_id.split("#")
    return place if _NUMBER.fullmatch(place) else number


def _lately(prefix: str, kind: str, now: datetime) -> Iterator[str]:
    """The ids of a programme's notices of the last days in these shards of the index."""
    lately = Correspondence.claimed_at.between(instant(now - SHOWN_FOR), instant(now - timedelta(seconds=1)))
    for shard in range(settings.index_shards()):
        for row in Correspondence.uncertain.query(f"{kind}{shard}", lately):
            if row.pk.startswith(f"NOTICE#{prefix}"):
                yield row.pk.removeprefix("NOTICE#")
