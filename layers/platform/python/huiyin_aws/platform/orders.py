"""What the platform reads: the orders that wait for it, those that lie with a unit, and how one of them stands.

It is one of those inside (`visibility`): it reads the letter, what was asked for and decided, the reply, the rating
(跟进、督办、评分); never who wrote, nor whom a matter is about.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from huiyin.case.facts import Event
from huiyin.case.law import PLATFORM, Law
from huiyin.case.record import instant
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin.rulebook import Rulebook
from huiyin_aws import law, papers, registry, store
from huiyin_aws.http import ProblemError
from huiyin_aws.pages import visibility
from huiyin_aws.pages.visibility import ANSWERED, TEXT_PART, CaseView
from huiyin_aws.platform import scans
from huiyin_aws.tables import CaseRow

PAGE = 20
_HANDS_OUT = ("hand_out", "accept")  # accepting was what the platform owed before handing out was a step of its own
_PLACE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)~([A-Z]{2}\d{8}-\d{6})~(DUE#[a-z_]+#\d+)", re.ASCII)


def waiting(programme: str, after: str, now: datetime) -> dict[str, Any]:
    """A page of what waits to be handed out, the first due first; `next` asks for the page after it."""
    return _page(programme, PLATFORM, _HANDS_OUT, after, now)


def with_unit(programme: str, unit: str, after: str, now: datetime) -> dict[str, Any]:
    """A page of what a unit has still to reply to, the first due first."""
    if registry.unit(programme, unit) is None:
        return {"orders": []}
    return _page(programme, unit, ("reply",), after, now)


def found(programme: str, number: str) -> Case:
    """The case of this number, once it was passed to the platform.

    Raises:
        ProblemError: 404 where there is none, or it was never passed on.
    """
    case = store.load(number).case
    if case.programme != programme or not (case.unit or case.stage is Stage.DISPATCHING):
        raise ProblemError(404, "unknown_order", "Unknown order", "no order of this number was passed to the platform")
    return case


def record(case: Case, now: datetime) -> dict[str, Any]:
    """How an order stands, with the texts that the platform may read; what says nothing is left out."""
    told = _record(case, registry.units(case.programme), now, store.events_of(case.number))
    sent = scans.listed(case)
    return told | ({"files": sent} if sent else {})


def _record(
    case: Case, units: tuple[registry.Unit, ...], now: datetime, events: tuple[Event, ...] = ()
) -> dict[str, Any]:
    rules = law.of_case(case)
    rulebook = rules.rulebook
    texts = papers.read(case.number, visibility.papers(case, Role.PLATFORM, rulebook, events))
    view = visibility.see(case, Role.PLATFORM, texts, rulebook, now, events=events, units=units, time=rules.time)
    whole = _filed(case, view, _proposed(case, units, rules)) | {
        "dues": [_due(each) for each in view.dues],
        "matters": [_matter(each) for each in view.matters],
        "reply": {part.code: part.text for part in view.reply},
        "answer": _answer(case, view),
        "rating": _rating(case, rulebook),
        "outcome": case.outcome.value if case.outcome else "",
    }
    return {name: value for name, value in whole.items() if value}


def _page(programme: str, who: str, steps: tuple[str, ...], after: str, now: datetime) -> dict[str, Any]:
    orders: list[dict[str, Any]] = []
    units = registry.units(programme)
    for row in _rows(store.unit_key(programme, who), after):
        step = row.sk.removeprefix("DUE#").partition("#")[0]
        if step not in steps:
            continue
        case = store.load(row.pk).case  # the index may lag behind the case
        owed = case.owes(step)
        if owed and case.falls_to(owed) == who:
            orders.append(_record(case, units, now))
        if len(orders) == PAGE:
            return {"orders": orders, "next": f"{row.due_at}~{row.pk}~{row.sk}"}
    return {"orders": orders}


def _rows(key: str, after: str) -> Iterator[Any]:
    start = None
    if after:
        place = _PLACE.fullmatch(after)
        if place is None:
            raise ProblemError(400, "malformed", "Malformed query", "`after` is the `next` of the page before")
        due_at, pk, sk = place.groups()
        start = {"unit": {"S": key}, "due_at": {"S": due_at}, "pk": {"S": pk}, "sk": {"S": sk}}
    return iter(CaseRow.unit_work.query(key, last_evaluated_key=start, page_size=PAGE))


def _filed(case: Case, view: CaseView, proposed: str) -> dict[str, Any]:
    return {
        "number": case.number,
        "stage": view.stage_code,
        "stage_zh": view.stage.zh,
        "received_at": view.received.iso if view.received else "",
        "kind": case.kind,
        "kind_zh": view.kind.zh if view.kind else "",
        "category": case.category,
        "category_zh": view.category.zh if view.category else "",
        "title": view.title,
        "body": view.body,
        "unit": case.unit,
        "proposed_unit": proposed,
    }


def _proposed(case: Case, units: tuple[registry.Unit, ...], rules: Law) -> str:
    """What was proposed; else the unit whose duty the field is, where it is one unit's alone. None that has returned
    the order, nor one that the matter is kept from (GX-18b): handing out to it would be refused.
    """
    if case.unit:
        return ""
    may_get = {unit.code for unit in units if unit.code not in case.units_before and not rules.bars(case, unit.code)}
    if case.proposed_unit in may_get:
        return case.proposed_unit
    duty = [unit.code for unit in units if case.category in unit.duties and unit.code in may_get]
    return duty[0] if len(duty) == 1 else ""


def _due(due: Any) -> dict[str, Any]:
    told = {"step": due.step, "due_at": instant(due.at), "warn_at": due.warn.iso, "light": due.light}
    return told | ({"clause": due.clause} if due.clause else {}) | ({"provisional": True} if due.provisional else {})


def _matter(matter: Any) -> dict[str, Any]:
    lines = [{"label": line.label.zh, "text": line.text.zh} for line in matter.lines]
    return {"heading": matter.heading.zh, "lines": lines}


def _answer(case: Case, view: CaseView) -> str:
    """What the requester was told, once it was sent (GX-7: through the mailbox)."""
    if case.stage not in ANSWERED:
        return ""
    return "\n\n".join(part.text for part in view.reply if part.code == TEXT_PART)


def _rating(case: Case, rulebook: Rulebook) -> dict[str, Any]:
    """The requester's stars (评分)."""
    choices = rulebook.rating.choices if rulebook.rating else ()
    choice = next((each for each in choices if each.code == case.rating), None)
    if choice is None:
        return {}
    told = {"code": choice.code, "zh": choice.zh, "satisfied": choice.satisfied}
    return told | ({"stars": choice.stars} if choice.stars else {})
