"""What people wrote along the way (returns, extensions, grounds, reasons), each with the roles that may read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from huiyin.case import facts as f
from huiyin.case.facts import Event, Fact, Paper
from huiyin.case.state import Case
from huiyin.case.vocabulary import UNIT_ROLES, Role
from huiyin.rulebook import Rulebook
from huiyin_aws.pages.words import RATINGS, Words

INSIDE = UNIT_ROLES | {Role.CENTRE}
_CENTRE_AND_REQUESTER = frozenset({Role.CENTRE, Role.REQUESTER})

# The parts of a paper that may be shown at all, in this order; whatever else a paper holds stays in it.
_LABELS = {
    "reason": Words("理由", "Reason"),
    "basis": Words("依据", "Basis"),
    "suggestion": Words("改派建议", "Whom to give it to instead"),
    "explanation": Words("说明", "Explanation"),
    "text": Words("内容", "Text"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled text."""

    label: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that was decided or asked for, and in what words."""

    heading: Words
    lines: tuple[Line, ...]


Lines = Callable[[Any, Rulebook], tuple[Line, ...]]


def _days(fact: f.ExtensionRequested | f.ExtensionGranted, rulebook: Rulebook) -> tuple[Line, ...]:
    return (Line(Words("延期", "Extension"), Words(f"{fact.days} 个工作日", f"{fact.days} working days")),)


def _review_grounds(fact: f.ReplySentBack, rulebook: Rulebook) -> tuple[Line, ...]:
    label = Words("退回理由", "Ground")
    grounds = [rulebook.review_ground(code) for code in fact.grounds]
    return tuple(Line(label, Words(ground.zh, ground.en)) for ground in grounds)


def _ground(fact: f.RequestDeclined | f.RequestReferred, rulebook: Rulebook) -> tuple[Line, ...]:
    ground = rulebook.ground(fact.ground)
    lines = (Line(Words("原因", "Why"), Words(ground.zh, ground.en)),)
    if ground.refer_to is None:
        return lines
    return (*lines, Line(Words("去哪里办", "Where to go"), Words(ground.refer_to.zh, ground.refer_to.en)))


def _rating(fact: f.RequestRated, rulebook: Rulebook) -> tuple[Line, ...]:
    return (Line(Words("评价", "Rating"), RATINGS[fact.rating]),)


def _nothing(fact: Fact, rulebook: Rulebook) -> tuple[Line, ...]:
    return ()


_MATTERS: dict[type, tuple[Words, frozenset[Role], Lines]] = {
    f.RequestDeclined: (Words("不予受理", "Declined"), _CENTRE_AND_REQUESTER, _ground),
    f.RequestReferred: (Words("引导", "Referred"), _CENTRE_AND_REQUESTER, _ground),
    f.ReturnRequested: (Words("退单申请", "Return asked for"), INSIDE, _nothing),
    f.ReturnRefused: (Words("不同意退单", "Return refused"), INSIDE, _nothing),
    f.ExtensionRequested: (Words("延期申请", "Extension asked for"), INSIDE, _days),
    f.ExtensionGranted: (Words("同意延期", "Extension granted"), INSIDE, _days),
    f.ExtensionRefused: (Words("不同意延期", "Extension refused"), INSIDE, _nothing),
    f.ReplyRejected: (Words("签批人退回答复", "Reply rejected by the leader"), INSIDE, _nothing),
    f.ReplySentBack: (Words("受理单位退回答复", "Reply sent back by the centre"), INSIDE, _review_grounds),
    f.RequestRated: (Words("诉求人评价", "The requester's rating"), INSIDE, _rating),
    f.SecondHandlingOrdered: (Words("再次办理", "Second handling"), INSIDE, _nothing),
    f.RequesterExplained: (Words("解释说明", "Explanation"), _CENTRE_AND_REQUESTER, _nothing),
}


def visible(case: Case, role: Role, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events whose words this role may read.

    A unit reads what belongs to its own order, and a requester's rating only once it is to handle the case again.
    """
    events = tuple(events)
    if role in UNIT_ROLES:
        dispatched = max((i for i, e in enumerate(events) if isinstance(e.fact, f.OrderDispatched)), default=0)
        events = events[dispatched:]
    shown = [e for e in events if type(e.fact) in _MATTERS and role in _MATTERS[type(e.fact)][1]]
    if role in UNIT_ROLES and case.handling == 1:
        shown = [e for e in shown if not isinstance(e.fact, f.RequestRated)]
    return tuple(shown)


def paper_of(event: Event) -> Paper | None:
    return getattr(event.fact, "paper", None)


def matter(event: Event, texts: Mapping[str, Mapping[str, Any]], rulebook: Rulebook) -> Matter:
    """What an event says, with the words of its paper where they are at hand."""
    heading, _, lines = _MATTERS[type(event.fact)]
    paper = paper_of(event)
    body = texts.get(paper.id, {}) if paper else {}
    written = [Line(label, _same(str(body[key]))) for key, label in _LABELS.items() if body.get(key)]
    return Matter(heading, (*lines(event.fact, rulebook), *written))


def _same(text: str) -> Words:
    """What somebody wrote is shown as written, whatever the language."""
    return Words(text, "")
