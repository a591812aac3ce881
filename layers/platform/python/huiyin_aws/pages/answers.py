"""What a page says of a reply beside its text: whether the matter is solved, what is promised, what is in doubt.

GX-20b (what is promised); SZ-A2.4.4i, SZ-3.6 (solved or not, and how that was explained); GX-16, NM-11d, CQ-26,
SZ-A2.4.4g (doubts, for whoever signs or reviews).
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Role
from huiyin.notices.promises import PROMISE_ALONE
from huiyin.replies import EXPLAINED, PROMISE, WORDS
from huiyin.rulebook import Rulebook
from huiyin_aws.pages.words import EXPLAINED_WORDS, SOLVED, SOLVED_FOR_REQUESTER, Named, Words, named, unknown

INSIDE = UNIT_ROLES | CENTRE_ROLES


class Added(NamedTuple):
    """A part that a handler adds to those of the rulebook."""

    code: str
    zh: str
    en: str


ADDED = (Added(EXPLAINED, *EXPLAINED_WORDS),)


class Promise(NamedTuple):
    """What the reply promises, and by when, as people say it and as an instant's day."""

    text: str
    by: Words
    on: str


class Doubt(NamedTuple):
    """What was found in a part, shown to the handler, and left as it is."""

    part: Words
    words: Words


def parts(rulebook: Rulebook) -> tuple[Named, ...]:
    """Every part that a reply may have, in the order in which it is read."""
    return (*rulebook.reply_parts, *ADDED)


def solved(case: Case, role: Role) -> Words | None:
    """As the reply says; the requester is told in plainer words."""
    if case.solved is None:
        return None
    return (SOLVED if role in INSIDE else SOLVED_FOR_REQUESTER)[case.solved]


def promise(case: Case, texts: Mapping[str, Mapping[str, Any]]) -> Promise | None:
    """GX-20b: shown to everybody who sees the reply, the requester first of all. One that was told of before stays,
    where the reply that stands promises nothing itself, or is one that is shared.
    """
    stands, told = (case.promise_on, case.reply), (case.promised_on, case.promised_in)
    on, reply = told if case.promised_on and (case.stage in PROMISE_ALONE or not case.promise_on) else stands
    if on is None or reply is None:
        return None
    by = Words(f"{on.year}年{on.month}月{on.day}日前", f"by {on:%-d %B %Y}")
    return Promise(str(texts.get(reply.id, {}).get(PROMISE, "")), by, on.isoformat())


def doubts(events: Iterable[Event], role: Role, rulebook: Rulebook) -> tuple[Doubt, ...]:
    """Those of the latest reply, for whoever signs or reviews it."""
    submitted = [event.fact for event in events if isinstance(event.fact, f.ReplySubmitted)]
    if role not in INSIDE or not submitted:
        return ()
    return tuple(_doubt(said, rulebook) for said in submitted[-1].doubts)


def _doubt(said: str, rulebook: Rulebook) -> Doubt:
    code, _, part = said.partition(":")
    words = Words(*WORDS[code]) if code in WORDS else unknown(code)
    return Doubt(named(parts(rulebook), part) or unknown(part), words)
