"""A case in a list, in words; and the pages that list cases: queues by what is due next, and what a search found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.case.law import Law
from huiyin.case.state import Case
from huiyin.worktime import light
from huiyin_aws.pages import dues, moments, turns
from huiyin_aws.pages.moments import Moment
from huiyin_aws.pages.page import DESK, Bar, render
from huiyin_aws.pages.words import STAGES, STEPS, Words, named, unknown

_EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Owed:
    """What is due in a case, as an index tells it."""

    step: str
    due_at: datetime
    warn_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One case of a list; `light` is "" where nothing is due any more."""

    number: str
    title: str
    kind: Words | None
    unit: Words | None
    stage: Words
    acts_now: Words | None
    marks: tuple[Words, ...]
    step: Words | None = None
    moment: Moment | None = None
    light: str = ""
    light_words: Words | None = None
    closed: Moment | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose in a filter, and whether it is chosen."""

    code: str
    words: Words
    chosen: bool = False


def entry(
    case: Case, law: Law, units: Mapping[str, Words], letter: Mapping[str, Any], owed: Owed | None, now: datetime
) -> Entry:
    book, time = law.rulebook, law.time
    shown = light(now, owed.warn_at, owed.due_at).value if owed and case.is_open else ""
    return Entry(
        number=case.number,
        title=str(letter.get("title", "")),
        kind=named(book.kinds, case.kind),
        unit=units.get(case.unit, unknown(case.unit)) if case.unit else None,
        stage=STAGES[case.stage],
        acts_now=turns.acts_now(case, book, units),
        marks=_marks(case),
        step=STEPS.get(owed.step, unknown(owed.step)) if owed and shown else None,
        moment=moments.due(owed.due_at, time, now) if owed and shown else None,
        light=shown,
        light_words=dues.LIGHTS[shown] if shown else None,
        closed=moments.happened(case.closed_at, time, now) if case.closed_at else None,
    )


def _marks(case: Case) -> tuple[Words, ...]:
    marks = {
        Words("紧急", "emergency"): case.kind == _EMERGENCY,
        Words("督办件", "supervised"): case.supervised,
        Words("重大事项", "major"): case.major,
    }
    return tuple(words for words, holds in marks.items() if holds)


def queue_page(
    above: Bar,
    entries: Sequence[Entry],
    lights: Sequence[tuple[str, Words, str]],
    tabs: Sequence[tuple[str, Words, bool]],
    filters: Sequence[tuple[str, Words, Sequence[Choice]]],
    onward: str,
) -> str:
    """What is due next comes first; `lights` are colour, words and how many, `tabs` the queues to choose from."""
    shown = {"entries": entries, "lights": lights, "tabs": tabs, "filters": filters, "onward": onward}
    return render("queues.html.j2", bar=above, footer=DESK, **shown)


def search_page(
    above: Bar, asked: Any, filters: Sequence[tuple[str, Words, Sequence[Choice]]], result: Any | None
) -> str:
    """The question, and what was found (`huiyin_aws.desk.finding`), once something was asked."""
    shown = {"asked": asked, "filters": filters, "result": result}
    return render("search.html.j2", bar=above, footer=DESK, **shown)
