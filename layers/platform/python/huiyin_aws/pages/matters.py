"""What people wrote along the way (returns, extensions, reasons, ratings), each with the roles that may read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from huiyin.case.facts import Paper
from huiyin.case.state import Case
from huiyin.case.vocabulary import UNIT_ROLES, Outcome, Role, Stage
from huiyin.rulebook import Rulebook
from huiyin_aws.pages.words import RATINGS, Words, unknown

INSIDE = UNIT_ROLES | {Role.CENTRE}

# The parts of a paper that may be shown at all, in this order; whatever else a paper holds stays in it.
_LABELS = {
    "reason": Words("理由", "Reason"),
    "basis": Words("依据", "Basis"),
    "suggestion": Words("改派建议", "Whom to give it to instead"),
    "explanation": Words("说明", "Explanation"),
    "text": Words("内容", "Text"),
}

_WITH_A_RETURN = frozenset({Stage.RULING_RETURN, Stage.DISPATCHING})
_REFUSED = frozenset({Stage.DECLINED, Stage.REFERRED})


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled text."""

    label: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that was asked for or decided, and in what words."""

    heading: Words
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Topic:
    """A heading, what the state itself says under it, and the paper with the rest."""

    heading: Words
    paper: Paper | None
    lines: tuple[Line, ...] = ()


def papers(case: Case, role: Role, rulebook: Rulebook) -> tuple[Paper, ...]:
    """The papers whose words this role may read under these headings."""
    return tuple(topic.paper for topic in _topics(case, role, rulebook) if topic.paper)


def matters(case: Case, role: Role, texts: Mapping[str, Mapping[str, Any]], rulebook: Rulebook) -> tuple[Matter, ...]:
    """What this role may read, with the words of the papers that are at hand."""
    found = []
    for topic in _topics(case, role, rulebook):
        body = texts.get(topic.paper.id, {}) if topic.paper else {}
        lines = (*topic.lines, *_grounds(body, rulebook), *_written(body))
        if lines:
            found.append(Matter(topic.heading, lines))
    return tuple(found)


def _topics(case: Case, role: Role, rulebook: Rulebook) -> Iterator[_Topic]:
    if role in INSIDE:
        yield from _inside(case, role)
    if role in (Role.CENTRE, Role.REQUESTER):
        yield from _told_to_the_requester(case, rulebook)


def _inside(case: Case, role: Role) -> Iterator[_Topic]:
    """A unit reads of a rating only once it is to handle the case again."""
    if case.returned and case.stage in _WITH_A_RETURN and (role is Role.CENTRE or case.unit):
        yield _Topic(Words("退单申请", "Return asked for"), case.returned)
    if case.extension_asked:
        heading = Words("延期申请，待批", "Extension asked for, to be decided")
        yield _Topic(heading, case.extension_paper, (_days(case.extension_asked),))
    elif case.extended_days:
        yield _Topic(Words("已同意延期", "Extension granted"), case.extension_paper, (_days(case.extended_days),))
    if case.rating and (role is Role.CENTRE or case.handling > 1):
        line = Line(Words("评价", "Rating"), RATINGS.get(case.rating, unknown(case.rating)))
        yield _Topic(Words("诉求人评价", "The requester's rating"), case.complaint, (line,))
    if case.note and not _is_told(case):
        yield _Topic(Words("上一环节意见", "What the last step wrote"), case.note)


def _is_told(case: Case) -> bool:
    """The note is what the requester was told."""
    return case.stage in _REFUSED or case.outcome is Outcome.EXPLAINED


def _told_to_the_requester(case: Case, rulebook: Rulebook) -> Iterator[_Topic]:
    if case.outcome is Outcome.EXPLAINED:
        yield _Topic(Words("解释说明", "Explanation"), case.note)
    if case.stage in _REFUSED:
        ground = rulebook.ground(case.ground)
        lines = [Line(Words("原因", "Why"), Words(ground.zh, ground.en))]
        if ground.refer_to:
            lines.append(Line(Words("去哪里办", "Where to go"), Words(ground.refer_to.zh, ground.refer_to.en)))
        yield _Topic(Words("处理结果", "Result"), case.note, tuple(lines))


def _days(days: int) -> Line:
    noun = "working day" if days == 1 else "working days"
    return Line(Words("延期", "Extension"), Words(f"{days} 个工作日", f"{days} {noun}"))


def _grounds(body: Mapping[str, Any], rulebook: Rulebook) -> Iterator[Line]:
    """The grounds on which a reply was sent back, in the rulebook's words."""
    known = {ground.code: Words(ground.zh, ground.en) for ground in rulebook.review_grounds}
    for code in body.get("grounds", ()):
        yield Line(Words("退回理由", "Ground"), known.get(code, unknown(code)))


def _written(body: Mapping[str, Any]) -> Iterator[Line]:
    """What somebody wrote is shown as written, whatever the language."""
    for key, label in _LABELS.items():
        if body.get(key):
            yield Line(label, Words(str(body[key]), ""))
