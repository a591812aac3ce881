"""What people wrote along the way (opinions, returns, extensions, reasons, ratings), each with who may read it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huiyin.case import facts as f
from huiyin.case.facts import Accused, ContactRecorded, Event, LegalLimit, LineAlerted, Opinion, Paper
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Ending, Outcome, Role, Stage
from huiyin.rulebook import Rulebook
from huiyin_aws.pages.rulings import rulings
from huiyin_aws.pages.support import Support, supports
from huiyin_aws.pages.words import CONTACTS, MOVES, ROLES, Words, named, unknown

INSIDE = UNIT_ROLES | CENTRE_ROLES | {Role.PLATFORM}

# The parts of a paper that may be shown at all, in this order; whatever else a paper holds stays in it.
_LABELS = {
    "proposal": Words("拟办意见", "Proposal"),
    "instruction": Words("批示", "Instruction"),
    "coordination": Words("协调意见", "Who does what"),
    "body": Words("转送单位", "Passed on to"),
    "law": Words("所依据的法律", "The law behind it"),
    "task": Words("协办事项", "What it is asked for"),
    "contribution": Words("协办意见", "Contribution"),
    "alerted": Words("通知情况", "What was said"),
    "told": Words("联系情况", "What was said"),
    "reason": Words("理由", "Reason"),
    "basis": Words("依据", "Basis"),
    "proof": Words("书面材料", "The paper that proves it"),
    "suggestion": Words("改派建议", "Whom to give it to instead"),
    "explanation": Words("说明", "Explanation"),
    "text": Words("内容", "Text"),
    "comment": Words("意见", "Comment"),
}

_SCANS = Words("扫描件", "Scans")

_WITH_A_RETURN = frozenset({Stage.RULING_RETURN, Stage.DISPATCHING, Stage.CHECKING, Stage.TRIAGE})
_REFUSED = frozenset({Stage.DECLINED, Stage.REFERRED})
_EXPLAINED = frozenset({Outcome.EXPLAINED, Outcome.POOR_WITHOUT_REASON})
_PASSED_ON = frozenset({Outcome.FORWARDED, Outcome.SUBMITTED_UPWARD, Outcome.TRANSFERRED})

_INSTRUCTION = Words("领导批示", "A leader's instruction")


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


def papers(
    case: Case, role: Role, rulebook: Rulebook, events: Sequence[Event] = (), unit: str = ""
) -> tuple[Paper, ...]:
    """The papers whose words this role may read under these headings; some are known by their `events` alone."""
    return tuple(topic.paper for topic in _topics(case, role, rulebook, {}, events, unit, {}) if topic.paper)


def matters(
    case: Case,
    role: Role,
    texts: Mapping[str, Mapping[str, Any]],
    rulebook: Rulebook,
    units: Mapping[str, Words],
    events: Sequence[Event] = (),
    unit: str = "",
    by_when: Mapping[str, Words] | None = None,
) -> tuple[Matter, ...]:
    """What this role may read, with the words of the papers that are at hand; `by_when` is until when each supporting
    unit may contribute.
    """
    found = []
    for topic in _topics(case, role, rulebook, units, events, unit, by_when or {}):
        body = texts.get(topic.paper.id, {}) if topic.paper else {}
        lines = (*topic.lines, *_grounds(body, rulebook), *_written(body))
        if lines:
            found.append(Matter(topic.heading, lines))
    return tuple(found)


def _topics(
    case: Case,
    role: Role,
    rulebook: Rulebook,
    units: Mapping[str, Words],
    events: Sequence[Event],
    unit: str,
    by_when: Mapping[str, Words],
) -> Iterator[_Topic]:
    if role in CENTRE_ROLES and case.stage is Stage.CHECKING and case.opinion:
        yield _opinion(case.opinion, rulebook, units)
    if role in CENTRE_ROLES and case.accused:
        heading = Words("被反映的对象，不得转给", "Whom it is about, and kept from")
        yield _Topic(heading, None, tuple(_about(case.accused, units)))
    if role in CENTRE_ROLES:
        yield from (_Topic(what, why) for what, why in rulings(case, events, rulebook, units))
    if role in INSIDE:
        yield from _inside(case, role, rulebook)
        yield from _support(supports(events), units, by_when)
        yield from _contacts(events)
        yield from _alerts(rulebook, events)
        yield from _comments(case, rulebook, events)
        if case.promise_word:
            yield _Topic(Words("关于承诺", "About the promise"), case.promise_word)
    if role is Role.SUPPORTER:
        if case.instruction:
            yield _Topic(_INSTRUCTION, case.instruction)
        yield from _support(supports(events, unit), units, by_when)
    if role in CENTRE_ROLES or role is Role.REQUESTER:
        yield from _told_to_the_requester(case, role, rulebook)


def _comments(case: Case, rulebook: Rulebook, events: Sequence[Event]) -> Iterator[_Topic]:
    """What each level wrote beside its signature, since the reply that stands was handed in (SZ-A2.4.4f, WB-6.2c,
    CQ-14, CQ-15); and what was written beside the consent to an opinion.
    """
    latest = max((event.seq for event in events if isinstance(event.fact, f.ReplySubmitted)), default=0)
    for event in events:
        fact = event.fact
        if isinstance(fact, f.OpinionConfirmed):
            yield _Topic(Words("受理意见的审核意见", "A word on the opinion"), fact.paper)
        if isinstance(fact, f.ReplyApproved | f.ReplyPassed) and fact.comment and event.seq > latest:
            chain = rulebook.approval if isinstance(fact, f.ReplyApproved) else rulebook.review
            level = next((each for each in chain if each.by == event.by.role), None)
            post = Words(level.zh, level.en) if level else ROLES[event.by.role]
            yield _Topic(Words(f"{post.zh}的意见", f"Comment: {post.en}"), fact.comment)


def _opinion(opinion: Opinion, rulebook: Rulebook, units: Mapping[str, Words]) -> _Topic:
    """CQ-13: everything that the second person agrees to, or not."""
    lines = [Line(Words("拟", "To do"), MOVES.get(opinion.move, unknown(opinion.move)))]
    if kind := named(rulebook.kinds, opinion.kind):
        lines.append(Line(Words("类别", "Kind"), kind))
    if category := named(rulebook.categories, opinion.category):
        lines.append(Line(Words("领域", "Field"), category))
    if opinion.unit:
        lines.append(Line(Words("承办单位", "Unit"), units.get(opinion.unit, unknown(opinion.unit))))
    if opinion.major:
        lines.append(Line(Words("重大事项", "Major matter"), Words("是", "Yes")))
    if opinion.ground:
        lines += [*_ground(opinion.ground, rulebook), *_passed_to(opinion.ground, rulebook)]
    if opinion.by_law:
        lines.append(_set_by_law(opinion.by_law))
    lines += _about(opinion.accused, units)
    law = opinion.by_law.paper if opinion.by_law else None
    return _Topic(Words("受理意见，待审核", "Opinion to be checked"), opinion.paper or law, tuple(lines))


def _about(accused: Accused | None, names: Mapping[str, Words]) -> Iterator[Line]:
    """GX-18b: for the centre alone."""
    for code in accused.units if accused else ():
        yield Line(Words("单位", "Unit"), names.get(code, unknown(code)))
    for code in accused.people if accused else ():
        yield Line(Words("人员", "Person"), names.get(code, unknown(code)))


def _inside(case: Case, role: Role, rulebook: Rulebook) -> Iterator[_Topic]:
    """A unit reads of a rating only once it is to handle the case again. A leader's instruction is for those inside who
    handle the case, and for nobody else (GX-18a).
    """
    if case.joined_to or case.joined:
        yield _Topic(Words("并案办理", "Handled together"), None, tuple(_joined(case)))
    if case.instruction:
        yield _Topic(_INSTRUCTION, case.instruction)
    if case.coordination:
        yield _Topic(Words("上级热线协调意见", "Coordinated by the level above"), case.coordination)
    if case.returned and case.stage in _WITH_A_RETURN and (role in CENTRE_ROLES or case.unit):
        yield _Topic(Words("退单申请", "Return asked for"), case.returned)
    if case.extension_asked:
        heading = Words("延期申请，待批", "Extension asked for, to be decided")
        yield _Topic(heading, case.extension_paper, (_days(case.extension_asked),))
    elif case.extended_days:
        yield _Topic(Words("已同意延期", "Extension granted"), case.extension_paper, (_days(case.extended_days),))
    if case.by_law:
        yield _Topic(Words("法定时限", "Limit set by law"), case.by_law.paper, (_set_by_law(case.by_law),))
    if case.progress:
        yield _Topic(Words("办理进展", "Progress"), case.progress)
    if case.rating and (role in CENTRE_ROLES or case.handling > 1):
        choices = rulebook.rating.choices if rulebook.rating else ()
        line = Line(Words("评价", "Rating"), named(choices, case.rating) or unknown(case.rating))
        yield _Topic(Words("诉求人评价", "The requester's rating"), case.complaint, (line,))
    if case.note and not _is_told(case):
        yield _Topic(Words("上一环节意见", "What the last step wrote"), case.note)


def _support(found: Iterable[Support], units: Mapping[str, Words], by_when: Mapping[str, Words]) -> Iterator[_Topic]:
    """What each was asked for, how far it is, and what it has said."""
    for each in found:
        unit = units.get(each.unit, unknown(each.unit))
        heading = Words(f"协办：{unit.zh}", f"Support: {unit.en}")
        lines = [Line(Words("进展", "How far"), each.standing)]
        lines += [Line(Words("时限", "By when"), by_when[each.unit])] if each.unit in by_when else []
        yield _Topic(heading, each.task, tuple(lines))
        if each.said:
            yield _Topic(Words(f"{unit.zh}的协办意见", f"What {unit.en} says"), each.said)


def _alerts(rulebook: Rulebook, events: Sequence[Event]) -> Iterator[_Topic]:
    """SZ-A6.9, NM-10: which lines an emergency was passed on to."""
    lines = rulebook.emergency.lines if rulebook.emergency else ()
    for alert in (event.fact for event in events if isinstance(event.fact, LineAlerted)):
        line = named(lines, alert.line) or unknown(alert.line)
        yield _Topic(Words(f"已通知{line.zh}", f"Alerted: {line.en}"), alert.paper)


def _contacts(events: Sequence[Event]) -> Iterator[_Topic]:
    """SZ-A2.4.4f, NM-11c, CQ-14: every attempt to reach the requester, for those who handle the case."""
    contacts = [event.fact for event in events if isinstance(event.fact, ContactRecorded)]
    for place, contact in enumerate(contacts, 1):
        came = Line(Words("结果", "What came of it"), CONTACTS[contact.outcome])
        yield _Topic(
            Words(f"与诉求人联系（第{place}次）", f"Contact with the requester, {place}"), contact.paper, (came,)
        )


def _joined(case: Case) -> Iterator[Line]:
    """Many-one: which requests are on the same matter. Their words and persons are not told."""
    if case.joined_to:
        yield Line(Words("并入", "Joined to"), Words(case.joined_to, case.joined_to))
    for number in case.joined:
        yield Line(Words("并入本件", "Joined to this"), Words(number, number))


def _is_let_go(case: Case) -> bool:
    """The latest word on the promise is then the one that the requester is told. An earlier one may have made way for
    another.
    """
    promises = [owed for owed in case.obligations if owed.step == "promise"]
    return bool(promises) and promises[-1].ending is Ending.WITHDRAWN


def _is_told(case: Case) -> bool:
    """The note is what the requester was told."""
    return case.stage in _REFUSED or case.outcome in _EXPLAINED


def _told_to_the_requester(case: Case, role: Role, rulebook: Rulebook) -> Iterator[_Topic]:
    if role is Role.REQUESTER and case.promise_word and _is_let_go(case):
        yield _Topic(Words("关于承诺的说明", "About what was promised"), case.promise_word)
    if case.outcome in _EXPLAINED:
        yield _Topic(Words("解释说明", "Explanation"), case.note)
    if case.outcome in _PASSED_ON:
        yield _Topic(Words("处理结果", "Result"), case.note, tuple(_level_above(case, rulebook)))
    elif case.stage in _REFUSED:
        to = _passed_to(case.ground, rulebook) if role in CENTRE_ROLES else ()
        yield _Topic(Words("处理结果", "Result"), case.note, (*_ground(case.ground, rulebook), *to))


def _level_above(case: Case, rulebook: Rulebook) -> Iterator[Line]:
    """CQ-13: the rulebook names the body, where it is always the same; else the paper does."""
    route = rulebook.route("upward") if case.outcome is Outcome.SUBMITTED_UPWARD else None
    if route and route.to:
        yield Line(_LABELS["body"], Words(route.to.zh, route.to.en))


def _ground(code: str, rulebook: Rulebook) -> Iterator[Line]:
    ground = rulebook.ground(code)
    yield Line(Words("原因", "Why"), Words(ground.zh, ground.en))
    if ground.refer_to:
        yield Line(Words("去哪里办", "Where to go"), Words(ground.refer_to.zh, ground.refer_to.en))


def _passed_to(code: str, rulebook: Rulebook) -> Iterator[Line]:
    """WB-5, NM-26, CQ-23: to whom the centre passes the matter itself. The requester is not told."""
    if to := rulebook.ground(code).pass_to:
        yield Line(Words("另转", "Passed on to"), Words(to.zh, to.en))


def _set_by_law(limit: LegalLimit) -> Line:
    """SZ-A2.4.4c: it prevails over the rulebook's."""
    n, days = limit.amount, "日" if limit.unit == "calendar_days" else "个工作日"
    noun = "calendar day" if limit.unit == "calendar_days" else "working day"
    return Line(Words("法定时限", "Limit set by law"), Words(f"{n} {days}", f"{n} {noun}{'' if n == 1 else 's'}"))


def _days(days: int) -> Line:
    noun = "working day" if days == 1 else "working days"
    return Line(Words("延期", "Extension"), Words(f"{days} 个工作日", f"{days} {noun}"))


def _grounds(body: Mapping[str, Any], rulebook: Rulebook) -> Iterator[Line]:
    """The grounds on which a reply was sent back, in the rulebook's words."""
    for code in body.get("grounds", ()):
        yield Line(Words("退回理由", "Ground"), named(rulebook.review_grounds, code) or unknown(code))


def _written(body: Mapping[str, Any]) -> Iterator[Line]:
    """What somebody wrote is shown as written, whatever the language."""
    for key, label in _LABELS.items():
        if body.get(key):
            yield Line(label, Words(str(body[key]), ""))
    if scans := body.get("scans"):
        yield Line(_SCANS, Words(f"见“附件” {len(scans)} 个", f"{len(scans)}, under Files"))
