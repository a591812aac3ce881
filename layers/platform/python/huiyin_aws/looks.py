"""Looks that were refused: who came to a case that is kept from them, by which way and when, for auditors to read.

GX-18b, SZ-A2.4.8. An item in the case's own collection, behind its events and no event itself: it changes nothing that
anybody decides by. Codes and ids only; once a person, way and day, so that a page which is reloaded fills no table.
"""

from datetime import datetime

from pynamodb.exceptions import PutError

from huiyin.case.facts import Actor
from huiyin.case.law import Law
from huiyin.case.record import instant
from huiyin.case.state import Case
from huiyin_aws.observability import logger
from huiyin_aws.tables import CaseLook


def refused(case: Case, rules: Law, by: Actor, way: str, now: datetime) -> bool:
    """True where the case is kept from this person: the look is on record, and whoever asks shows nothing.

    `way` says by which door: `link`, `slip`, `files`, `desk`, `search`.
    """
    if not rules.bars(case, by.unit, by.id):
        return False
    day = rules.time.local(now).date().isoformat()
    look = CaseLook(case.number, f"LOOK#{day}#{by.id}#{way}")
    look.record = {"at": instant(now), "role": by.role.value, "unit": by.unit, "person": by.id, "way": way}
    try:
        look.save(condition=CaseLook.pk.does_not_exist())
        logger.warning("barred", extra={"case": case.number, "unit": by.unit, "person": by.id, "way": way})
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
    return True


def of(number: str) -> tuple[dict[str, str], ...]:
    """The looks that a case refused, by day."""
    found = CaseLook.query(number, CaseLook.sk.startswith("LOOK#"))
    return tuple(dict(item.record) for item in found)
