"""The four tables as pynamodb models. Keys, dates, codes and ids; a person's words and data stand in `Paper` only.

Sort keys are chosen so that a case's head and its obligations (`CASE`, `DUE#…`) are read without its `EVENT#…`.
"""

import os
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    DiscriminatorAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    VersionAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

HEAD = "CASE"


class AttentionIndex(GlobalSecondaryIndex["CaseRow"]):
    """Open cases by the next instant at which they need attention."""

    class Meta:
        index_name = "attention"
        projection = KeysOnlyProjection()

    attend_shard = UnicodeAttribute(hash_key=True)
    attend_at = UnicodeAttribute(range_key=True)


class UnrelayedIndex(GlobalSecondaryIndex["CaseRow"]):
    """Cases with events that still wait to take effect."""

    class Meta:
        index_name = "unrelayed"
        projection = KeysOnlyProjection()

    unrelayed_shard = UnicodeAttribute(hash_key=True)
    unrelayed_since = UnicodeAttribute(range_key=True)


class UnitWorkIndex(GlobalSecondaryIndex["CaseRow"]):
    """What a unit owes, by due date; an obligation leaves the index when it ends."""

    class Meta:
        index_name = "unit_work"
        projection = IncludeProjection(["step", "warn_at"])

    unit = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)
    step = UnicodeAttribute()
    warn_at = UnicodeAttribute()


class RequesterCasesIndex(GlobalSecondaryIndex["CaseRow"]):
    """The cases of one requester, by the instant of receipt."""

    class Meta:
        index_name = "requester_cases"
        projection = KeysOnlyProjection()

    requester = UnicodeAttribute(hash_key=True)
    received_at = UnicodeAttribute(range_key=True)


class OpenByUnitIndex(GlobalSecondaryIndex["CaseRow"]):
    """The open cases of a unit (of the centre, where no unit has them) by what is due next: one row a case."""

    class Meta:
        index_name = "open_by_unit"
        projection = IncludeProjection(["stage", "received_at", "next_warn_at"])

    open_unit = UnicodeAttribute(hash_key=True)
    next_due_at = UnicodeAttribute(range_key=True)
    stage = UnicodeAttribute()
    received_at = UnicodeAttribute()
    next_warn_at = UnicodeAttribute()


class OpenByStageIndex(GlobalSecondaryIndex["CaseRow"]):
    """The open cases of a programme in one stage, by what is due next.

    Not sharded: a key takes a thousand writes a second, and the whole API lets fifty requests in.
    """

    class Meta:
        index_name = "open_by_stage"
        projection = IncludeProjection(["next_warn_at"])

    open_stage = UnicodeAttribute(hash_key=True)
    next_due_at = UnicodeAttribute(range_key=True)
    next_warn_at = UnicodeAttribute()


class ClosedMonthIndex(GlobalSecondaryIndex["CaseRow"]):
    """The cases that a unit closed in a month of its city."""

    class Meta:
        index_name = "closed_month"
        projection = KeysOnlyProjection()

    closed_unit_month = UnicodeAttribute(hash_key=True)
    closed_at = UnicodeAttribute(range_key=True)


class CaseItem(Model):
    """Anything in a case's item collection."""

    class Meta:
        table_name = ""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    cls = DiscriminatorAttribute()


class CaseHead(CaseItem, discriminator="head"):
    """The state, its version, what is due next, and what hangs on the case outside (machine, bell, clock)."""

    version = VersionAttribute()
    state = JSONAttribute()
    stage = UnicodeAttribute()
    stage_no = NumberAttribute()
    seq = NumberAttribute()
    relayed_to = NumberAttribute(default=0)
    attend_shard = UnicodeAttribute(null=True)
    attend_at = UnicodeAttribute(null=True)
    unrelayed_shard = UnicodeAttribute(null=True)
    unrelayed_since = UnicodeAttribute(null=True)
    requester = UnicodeAttribute(null=True)
    received_at = UnicodeAttribute(null=True)
    closed_unit_month = UnicodeAttribute(null=True)
    closed_at = UnicodeAttribute(null=True)
    open_unit = UnicodeAttribute(null=True)
    open_stage = UnicodeAttribute(null=True)
    next_due_at = UnicodeAttribute(null=True)
    next_warn_at = UnicodeAttribute(null=True)
    next_step = UnicodeAttribute(null=True)
    next_who = UnicodeAttribute(null=True)
    attempt = NumberAttribute(default=0)
    bell = UnicodeAttribute(null=True)
    bell_stage_no = NumberAttribute(default=0)
    arming = NumberAttribute(default=0)
    clock_at = UnicodeAttribute(null=True)


class CaseRow(Model):
    """A row of the Cases table without class or version: what the indexes hold, and the marks of a case's head that
    change without a decision (what hangs on the case, how far it is relayed)."""

    class Meta:
        table_name = ""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    version = NumberAttribute(null=True)
    stage = UnicodeAttribute(null=True)
    stage_no = NumberAttribute(null=True)
    relayed_to = NumberAttribute(null=True)
    unrelayed_shard = UnicodeAttribute(null=True)
    unrelayed_since = UnicodeAttribute(null=True)
    attempt = NumberAttribute(null=True)
    bell = UnicodeAttribute(null=True)
    bell_stage_no = NumberAttribute(null=True)
    arming = NumberAttribute(null=True)
    clock_at = UnicodeAttribute(null=True)
    attend_at = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    warn_at = UnicodeAttribute(null=True)
    requester = UnicodeAttribute(null=True)
    received_at = UnicodeAttribute(null=True)
    step = UnicodeAttribute(null=True)
    next_due_at = UnicodeAttribute(null=True)
    next_warn_at = UnicodeAttribute(null=True)
    closed_at = UnicodeAttribute(null=True)

    attention = AttentionIndex()
    unrelayed = UnrelayedIndex()
    unit_work = UnitWorkIndex()
    requester_cases = RequesterCasesIndex()
    open_by_unit = OpenByUnitIndex()
    open_by_stage = OpenByStageIndex()
    closed_month = ClosedMonthIndex()


class CaseEvent(CaseItem, discriminator="event"):
    """One event, written once and never changed."""

    record = JSONAttribute()


class CaseDue(CaseItem, discriminator="due"):
    """One obligation; `unit` and `due_at` only while it is open."""

    record = JSONAttribute()
    unit = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    step = UnicodeAttribute(null=True)
    warn_at = UnicodeAttribute(null=True)


class CaseLook(CaseItem, discriminator="look"):
    """Somebody looked at a case that is kept from them; behind its events, and none of them."""

    record = JSONAttribute()


class ReferenceGuard(CaseItem, discriminator="guard"):
    """One letter, one number: what a channel's own reference became."""

    number = UnicodeAttribute()
    digest = UnicodeAttribute()


class PaperItem(Model):
    """A person's words or data, with the salt of its digest. Erasing it leaves the record verifiable."""

    class Meta:
        table_name = ""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = JSONAttribute()
    salt = UnicodeAttribute()


class RegistryItem(Model):
    """Units, people, channels, counters, the calendars' amendments; by which ids a person is registered."""

    class Meta:
        table_name = ""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    entry = JSONAttribute(null=True)
    last = NumberAttribute(null=True)
    edition = UnicodeAttribute(null=True)
    ids = UnicodeSetAttribute(null=True)
    shared = BooleanAttribute(null=True)


class HeldIndex(GlobalSecondaryIndex["Correspondence"]):
    """Notices that wait for the sending hours."""

    class Meta:
        index_name = "held"
        projection = KeysOnlyProjection()

    held_shard = UnicodeAttribute(hash_key=True)
    send_at = UnicodeAttribute(range_key=True)


class UncertainIndex(GlobalSecondaryIndex["Correspondence"]):
    """Notices that were claimed and never marked as sent."""

    class Meta:
        index_name = "uncertain"
        projection = KeysOnlyProjection()

    uncertain_shard = UnicodeAttribute(hash_key=True)
    claimed_at = UnicodeAttribute(range_key=True)


class Correspondence(Model):
    """What passes between us and people: notices, links, receipts, nonces, counters. No address, no text."""

    class Meta:
        table_name = ""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    record = JSONAttribute()
    status = UnicodeAttribute(null=True)
    held_shard = UnicodeAttribute(null=True)
    send_at = UnicodeAttribute(null=True)
    uncertain_shard = UnicodeAttribute(null=True)
    claimed_at = UnicodeAttribute(null=True)
    times = NumberAttribute(null=True)
    expires = NumberAttribute()

    held = HeldIndex()
    uncertain = UncertainIndex()


_NAMES: dict[type[Model], str] = {
    CaseItem: "CASES_TABLE",
    CaseHead: "CASES_TABLE",
    CaseRow: "CASES_TABLE",
    CaseEvent: "CASES_TABLE",
    CaseDue: "CASES_TABLE",
    CaseLook: "CASES_TABLE",
    ReferenceGuard: "CASES_TABLE",
    PaperItem: "PAPERS_TABLE",
    RegistryItem: "REGISTRY_TABLE",
    Correspondence: "CORRESPONDENCE_TABLE",
}


def reset() -> None:
    """Bind the models to the tables that the environment names; a function has only those that it may touch."""
    for model, variable in _NAMES.items():
        model.Meta.table_name = os.environ.get(variable, "")
        # Well within a function's own timeout, so that a connection that hangs is tried again.
        model.Meta.connect_timeout_seconds, model.Meta.read_timeout_seconds = 2, 4
        model._connection = None


def connection() -> Any:
    """The low-level connection that transactions go over, the same for all tables."""
    return _any_connection().connection


def session() -> Any:
    """pynamodb's botocore session: its loaded service data serve every other client."""
    return connection().session


def _any_connection() -> Any:
    bound = next(model for model in _NAMES if model.Meta.table_name)
    return bound._get_connection()


reset()
