"""Drafts: what somebody has begun to write in a form, kept until they go on; nobody else's to see, and no event.

People's words, so they stand in `Papers`. A draft is one form's of one person, for one entry of a stage: it goes when
the form is decided, and all of a case's go with the stage that they were for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from huiyin.case.record import instant, parse_instant
from huiyin.case.state import Case
from huiyin_aws import keys
from huiyin_aws.tables import PaperItem

Values = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a form, as it was when it was saved."""

    values: Values
    saved_at: datetime


def save(case: Case, person: str, command: str, values: Values, now: datetime) -> None:
    """Keep what was written so far, in the place of what was kept before."""
    body = {"stage_no": case.stage_no, "at": instant(now), "values": dict(values)}
    PaperItem(case.number, f"{_mine(person)}{command}", body=body, salt=keys.new_salt()).save()


def of(case: Case, person: str) -> dict[str, Draft]:
    """One person's drafts for the stage in which the case stands, by the form that they are for."""
    rows = PaperItem.query(case.number, PaperItem.sk.startswith(_mine(person)), consistent_read=True)
    return {
        row.sk.removeprefix(_mine(person)): Draft(row.body["values"], parse_instant(row.body["at"]))
        for row in rows
        if row.body["stage_no"] == case.stage_no
    }


def forget(case: Case, person: str, command: str) -> None:
    """A form was decided: its writer's draft goes, and everybody's for a stage that has passed with it."""
    for row in list(PaperItem.query(case.number, PaperItem.sk.startswith("DRAFT#"))):
        if row.sk == f"{_mine(person)}{command}" or row.body["stage_no"] != case.stage_no:
            row.delete()


def _mine(person: str) -> str:
    return f"DRAFT#{person}#"
