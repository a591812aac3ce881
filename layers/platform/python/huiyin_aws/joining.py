"""Requests that are handled with another: what each case records of the other, and the answer that they share.

Two cases never change in one transaction. Each records its own side when it is told to, once, by what it then reads of
the other: whoever comes twice, late or out of order changes nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from huiyin.case import commands as c
from huiyin.case.deciding.merging import named_besides
from huiyin.case.facts import Actor, Paper
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin.replies import PROMISE
from huiyin_aws import papers, store
from huiyin_aws.tables import PaperItem

MACHINE = Actor(Role.MACHINE)
_NUMBER = re.compile(r"[A-Z]{1,8}[0-9]{8}-[0-9]{6}")
_ANSWER = "text"  # of a reply, the part that is written to the requester: with what is promised, all that others read


def lead(number: str) -> Case:
    """The case that somebody names to join another to, as it stands; one without a number where there is none."""
    number = number.strip().upper()
    return store.load(number).case if _NUMBER.fullmatch(number) else Case()


def as_they_stand(commands: Iterable[c.Command]) -> list[c.Command]:
    """Commands that name another case by its number alone, with that case as it stands now."""
    return [replace(each, lead=lead(each.lead.number)) if isinstance(each, c.JoinTo) else each for each in commands]


def note_on_lead(number: str, lead: str, *, split: bool, now: datetime) -> None:
    """Record on the case that leads that this one was joined to it, or split off, as far as that still holds; and whom
    it turned out to be about since.
    """
    case = store.load(number).case
    if (case.joined_to == lead) is split:
        return  # it has changed again since, and that change brings a note of its own

    def noted(stored: store.Stored) -> store.Change | None:
        if not stored.case.is_open:
            return None
        if split:
            return store.Change([c.NoteSplit(by=MACHINE, number=number)])
        if number in stored.case.joined:
            return store.Change(_kept(stored.case, case))
        return store.Change([c.NoteJoined(by=MACHINE, number=number, accused=case.accused)])

    store.change(lead, noted, now)


def follow_lead(number: str, now: datetime) -> None:
    """Let a case that waits for another go by what has become of that; it is kept from whom that is about, also once
    it has its answer and a life of its own again.
    """

    def followed(stored: store.Stored) -> store.Change | None:
        case = stored.case
        if not (case.joined_to and case.is_open):
            return None
        lead = store.load(case.joined_to).case
        follows = [c.FollowLead(by=MACHINE, lead=lead)] if case.stage is Stage.JOINED else []
        return store.Change([*_kept(case, lead), *follows])

    store.change(number, followed, now)


def _kept(case: Case, other: Case) -> list[c.Command]:
    """What it takes to keep a case from whom another is about that is handled with it (GX-18b)."""
    more = named_besides(case, other)
    return [c.KeepFrom(by=MACHINE, accused=more)] if more else []


def copy_of_the_answer(case: Case) -> tuple[Paper, PaperItem]:
    """What the requester of the case that leads was told, as a paper of this case's own.

    Raises:
        LookupError: that answer is not there any more.
    """
    assert case.shared is not None, "an answer is copied where one is shared"
    body = papers.read(case.joined_to, [case.shared]).get(case.shared.id)
    if body is None:
        raise LookupError(f"{case.number}: the answer of {case.joined_to} was erased before it could be shared")
    told = (_ANSWER, PROMISE) if case.promise_on else (_ANSWER,)
    return papers.draw_up(case.number, "reply", {part: body[part] for part in told if part in body})
