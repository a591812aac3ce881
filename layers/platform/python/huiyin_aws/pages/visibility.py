"""The one function that decides what of a case anyone may see: every page, list and answer asks it.

Nobody sees the requester's name or contact here. A requester sees the answer, and nothing of what happened inside: no
opinion, no leader's instruction (GX-18a). A supporting unit sees the request, the lead unit, and its own task. Those
who check, instruct and lead see a case as the centre does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.case.facts import Actor, Event, Paper
from huiyin.case.law import Law
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, UNIT_ROLES, Role, Stage
from huiyin.rulebook import Rulebook
from huiyin.worktime import WorkTime
from huiyin_aws.files import Filed
from huiyin_aws.pages import answers, dues, history, matters, moments, turns
from huiyin_aws.pages.dues import Due
from huiyin_aws.pages.history import Step
from huiyin_aws.pages.matters import INSIDE, Matter
from huiyin_aws.pages.moments import Moment, happened
from huiyin_aws.pages.words import (
    OUTCOMES,
    PURPOSES,
    REQUESTER_OUTCOMES,
    REQUESTER_STAGES,
    STAGES,
    VERDICTS,
    WHYS,
    Named,
    Words,
    named,
    people,
    unknown,
)

Texts = Mapping[str, Mapping[str, Any]]

# The stages in which the reply that a case holds is the one that the requester was given.
ANSWERED = frozenset({Stage.RATING, Stage.FOLLOWING_UP, Stage.KEEPING_PROMISE, Stage.ARCHIVED})

# Whoever supports the lead unit reads what the request is; what the lead unit writes and gathers is not theirs.
READS_THE_LETTER = INSIDE | {Role.SUPPORTER}

TEXT_PART = "text"  # of a reply, the part that is written to the requester


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a reply."""

    code: str
    words: Words
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules propose for the centre's triage, and why; to whom the centre passes the matter itself (WB-5,
    NM-26, CQ-23); the number of the earlier case, the further fields.
    """

    verdict: Words
    ground: Words | None
    clause: str
    why: Words | None = None
    pass_to: Words | None = None
    earlier: str = ""
    others: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file, and where to fetch it."""

    href: str
    label: str
    kind: str
    purpose: Words
    whose: Words
    moment: Moment


@dataclass(frozen=True, slots=True)
class CaseView:
    """What of a case one role may see, in words; what it may not see is empty."""

    number: str
    role: Role
    programme: Words
    centre: Words
    stage_code: str
    stage: Words
    is_open: bool
    received: Moment | None
    channel: Words | None = None
    kind: Words | None = None
    category: Words | None = None
    unit: Words | None = None
    supervised: bool = False
    major: bool = False
    acts_now: Words | None = None
    title: str = ""
    body: str = ""
    proposal: Proposal | None = None
    reply: tuple[Part, ...] = ()
    solved: Words | None = None
    promise: answers.Promise | None = None
    doubts: tuple[answers.Doubt, ...] = ()
    matters: tuple[Matter, ...] = ()
    due: Due | None = None
    dues: tuple[Due, ...] = ()
    history: tuple[Step, ...] = ()


def may_see_file(file: Filed, by: Actor) -> bool:
    """Those at the centre see every file of a case; those of a unit their own unit's, the centre's, and what came for
    the reply, from a supporting unit too. A requester sees none.
    """
    if by.role in CENTRE_ROLES:
        return True
    ours = file.by.unit == by.unit or file.by.role in CENTRE_ROLES
    return (by.role in READS_THE_LETTER and ours) or (by.role in UNIT_ROLES and file.purpose == "reply")


def file_lines(
    files: Iterable[Filed], at: str, law: Law, units: Iterable[Named], now: datetime
) -> tuple[FileLine, ...]:
    """Files as they are listed; each is found under `at`."""
    names = {unit.code: Words(unit.zh, unit.en) for unit in units}
    centre = Words(law.rulebook.centre.zh, law.rulebook.centre.en)
    return tuple(
        FileLine(
            href=f"{at}/{file.id}",
            label=file.label,
            kind=f"{file.media.upper()} {_size(file.size)}",
            purpose=PURPOSES.get(file.purpose, unknown(file.purpose)),
            whose=centre if file.by.role in CENTRE_ROLES else names.get(file.by.unit, unknown(file.by.unit)),
            moment=happened(file.at, law.time, now),
        )
        for file in files
    )


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def papers(
    case: Case, role: Role, rulebook: Rulebook, events: Sequence[Event] = (), unit: str = ""
) -> tuple[Paper, ...]:
    """The papers that this role's (of this unit's) view is made of: nothing else needs to be read for it."""
    replies = [case.reply, case.promised_in] if _sees_reply(case, role) else []
    wanted = [case.request if role in READS_THE_LETTER else None, *replies]
    wanted += matters.papers(case, role, rulebook, events, unit)
    return tuple(dict.fromkeys(paper for paper in wanted if paper))


def see(
    case: Case,
    role: Role,
    texts: Texts,
    rulebook: Rulebook,
    now: datetime,
    *,
    events: Iterable[Event] = (),
    units: Iterable[Named] = (),
    time: WorkTime | None = None,
    unit: str = "",
    lead: Case | None = None,
) -> CaseView:
    """What of a case this role, of this unit, may see. `texts` are bodies by paper id (see `papers`); history needs the
    `events`. A requester whose case is handled with another, the `lead`, is told how that one goes, and not which it
    is.
    """
    time = time or rulebook.time()
    units, events = tuple(units), tuple(events)
    names = {unit.code: Words(unit.zh, unit.en) for unit in units} | people(units)
    shared: dict[str, Any] = {
        "number": case.number,
        "role": role,
        "programme": Words(rulebook.names.zh, rulebook.names.en),
        "centre": Words(rulebook.centre.zh, rulebook.centre.en),
        "is_open": case.is_open,
        "received": happened(case.received_at, time, now) if case.received_at else None,
        "reply": _reply(case, role, texts, rulebook),
        "solved": answers.solved(case, role) if _sees_reply(case, role) else None,
        "promise": answers.promise(case, texts) if _sees_reply(case, role) else None,
        "doubts": answers.doubts(events, role, rulebook) if _sees_reply(case, role) else (),
        "matters": matters.matters(case, role, texts, rulebook, names, events, unit, _by_when(case, time, now)),
        "due": dues.due_for(case, role, time, now, unit),
        "history": history.steps(events, role, rulebook, names, time, now, unit),
    }
    if role in READS_THE_LETTER:
        explained = dues.explained(case, Law(rulebook, time), now, names, unit if role is Role.SUPPORTER else "")
        return CaseView(**shared, **_inside(case, role, texts, rulebook, names), dues=explained)
    passed_on = REQUESTER_OUTCOMES.get(case.outcome) if case.outcome else None
    stage, words = passed_on or (_with(lead) if lead else REQUESTER_STAGES[case.stage])
    return CaseView(**shared, stage_code=stage, stage=words)


def _by_when(case: Case, time: WorkTime, now: datetime) -> dict[str, Words]:
    """Until when each supporting unit may contribute."""
    owed = {each.who: moments.due(each.due_at, time, now) for each in case.open_obligations("support")}
    return {unit: Words(moment.by_zh, moment.by_en) for unit, moment in owed.items()}


def steps(events: Iterable[Event], role: Role, law: Law, units: Iterable[Named], now: datetime) -> tuple[Step, ...]:
    """These events alone, as this role is told of them."""
    units = tuple(units)
    names = {unit.code: Words(unit.zh, unit.en) for unit in units} | people(units)
    return history.steps(events, role, law.rulebook, names, law.time, now)


def _with(lead: Case) -> tuple[str, Words]:
    stage, words = REQUESTER_STAGES[lead.stage]
    return stage, Words(f"与同一事项的诉求合并办理：{words.zh}", f"Handled with others on the same matter: {words.en}")


def public_record(view: CaseView) -> dict[str, str]:
    """A view as the record that a channel or a requester looks up; what there is nothing to say about is left out."""
    record = {
        "number": view.number,
        "stage": view.stage_code,
        "stage_zh": view.stage.zh,
        "stage_en": view.stage.en,
        "received_at": view.received.iso if view.received else "",
        "due_at": view.due.moment.iso if view.due else "",
        "light": view.due.light if view.due else "",
        "answer": "\n\n".join(_told(view)),
        "promise": view.promise.text if view.promise else "",
        "promise_on": view.promise.on if view.promise else "",
        "solved_zh": view.solved.zh if view.solved else "",
        "solved_en": view.solved.en if view.solved else "",
    }
    return {name: value for name, value in record.items() if value}


def _told(view: CaseView) -> Iterator[str]:
    yield from (part.text for part in view.reply)
    for matter in view.matters:
        yield from (line.text.zh for line in matter.lines)


def _inside(case: Case, role: Role, texts: Texts, rulebook: Rulebook, names: Mapping[str, Words]) -> Mapping[str, Any]:
    """What only those who handle the case see: the letter, how it is filed, and whose it is."""
    letter = texts.get(case.request.id, {}) if case.request else {}
    return {
        "stage_code": case.stage.value,
        "stage": OUTCOMES[case.outcome] if case.outcome in REQUESTER_OUTCOMES else STAGES[case.stage],
        "channel": named(rulebook.channels, case.channel),
        "kind": named(rulebook.kinds, case.kind),
        "category": named(rulebook.categories, case.category),
        "unit": names.get(case.unit, unknown(case.unit)) if case.unit else None,
        "supervised": case.supervised,
        "major": case.major,
        "acts_now": turns.acts_now(case, rulebook, names),
        "title": str(letter.get("title", "")),
        "body": str(letter.get("body", "")),
        "proposal": _proposal(case, rulebook) if _sees_proposal(case, role) else None,
    }


def _sees_proposal(case: Case, role: Role) -> bool:
    """Whoever judges the request, and whoever checks that."""
    judges = case.stage is Stage.TRIAGE and role is Role.CENTRE
    return judges or (case.stage is Stage.CHECKING and role in CENTRE_ROLES)


def _proposal(case: Case, rulebook: Rulebook) -> Proposal | None:
    if not case.verdict:
        return None
    ground = rulebook.ground(case.ground) if case.ground else None
    words = Words(ground.zh, ground.en) if ground else None
    passes = ground.pass_to if ground else None
    return Proposal(
        verdict=VERDICTS.get(case.verdict, unknown(case.verdict)),
        ground=words,
        clause=case.clause,
        why=WHYS.get(case.why, unknown(case.why)) if case.why else None,
        pass_to=Words(passes.zh, passes.en) if passes else None,
        earlier=case.earlier,
        others=tuple(named(rulebook.categories, code) or unknown(code) for code in case.others),
    )


def _sees_reply(case: Case, role: Role) -> bool:
    return role in INSIDE or (role is Role.REQUESTER and case.stage in ANSWERED)


def _reply(case: Case, role: Role, texts: Texts, rulebook: Rulebook) -> tuple[Part, ...]:
    """The reply's parts; of them the requester sees what was written to them, once it was sent."""
    if case.reply is None or not _sees_reply(case, role):
        return ()
    body = texts.get(case.reply.id, {})
    return tuple(
        Part(part.code, Words(part.zh, part.en), str(body[part.code]))
        for part in answers.parts(rulebook)
        if body.get(part.code) and (role in INSIDE or part.code == TEXT_PART)
    )
