"""Drafts: what somebody has begun to write in a form, kept until they go on; nobody else's to see, and no event.

People's words, so they stand in `Papers`. A draft is one form's of one person, for one entry of a stage: it goes when
the form is decided, and all of a case's go with the stage that they were for. A supporting unit's goes with its task,
which is bound to no stage (SZ-A2.4.3b).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.case.facts import Actor
from huiyin.case.record import instant, parse_instant
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role
from huiyin_aws import keys
from huiyin_aws.tables import PaperItem

Values = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a form, as it was when it was saved."""

    values: Values
    saved_at: datetime


def save(case: Case, by: Actor, command: str, values: Values, now: datetime) -> None:
    """Keep what was written so far, in the place of what was kept before."""
    body = {"stage_no": case.stage_no, "at": instant(now), "values": dict(values)}
    if by.role is Role.SUPPORTER and (task := case.support_of(by.unit)):
        body["support"] = task.id
    PaperItem(case.number, f"{_mine(by.id)}{command}", body=body, salt=keys.new_salt()).save()


def of(case: Case, person: str) -> dict[str, Draft]:
    """One person's drafts that may still be gone on with, by the form that they are for."""
    rows = PaperItem.query(case.number, PaperItem.sk.startswith(_mine(person)), consistent_read=True)
    return {
        row.sk.removeprefix(_mine(person)): Draft(row.body["values"], parse_instant(row.body["at"]))
        for row in rows
        if not _has_passed(case, row.body)
    }


def forget(case: Case, person: str, command: str) -> None:
    """A form was decided: its writer's draft goes, and with it everybody's for what has passed."""
    for row in list(PaperItem.query(case.number, PaperItem.sk.startswith("DRAFT#"))):
        if row.sk == f"{_mine(person)}{command}" or _has_passed(case, row.body):
            row.delete()


def _has_passed(case: Case, body: Mapping[str, Any]) -> bool:
    """The stage that it was for; of a supporting unit's, its task, whatever the lead unit does meanwhile."""
    if task := body.get("support"):
        return all(owed.id != task for owed in case.open_obligations("support"))
    return bool(body["stage_no"] != case.stage_no)


def _mine(person: str) -> str:
    return f"DRAFT#{person}#"
