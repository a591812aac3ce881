"""What the console shows of messages and cases, ready for its page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from markupsafe import Markup, escape

from huiyin.case.obligation import Obligation
from huiyin.case.state import Case
from huiyin.worktime import Light, light
from huiyin_aws.pages import moments
from huiyin_aws.pages.words import OUTCOMES, ROLES, STAGES, STEPS, Words, unknown
from huiyin_local.people import Person
from huiyin_local.report import Kept, kept_cases

if TYPE_CHECKING:
    from huiyin_local.cloud import Message
    from huiyin_local.deployment import Deployment

T = TypeVar("T")
MOST_MESSAGES = 80
MOST_CLOSED = 60
_LINK = re.compile(r"https?://[^\s/]+(/(?:act|rate)/[A-Za-z0-9_-]+)")
_LIGHTS = {
    Light.green: Words("时限充足", "in time"),
    Light.yellow: Words("即将到期", "due soon"),
    Light.red: Words("已超时", "overdue"),
}
_CLOSED = ("closed", Words("已结", "closed"))


@dataclass(frozen=True, slots=True)
class MessageView:
    at: str
    kind: str
    to: str
    who: str
    subject: str
    text: Markup


@dataclass(frozen=True, slots=True)
class CaseView:
    number: str
    stage: Words
    light: str
    light_words: Words
    unit: str
    owed: Words | None
    due: str
    outcome: Words | None
    stuck: bool


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """What is shown of a list, and how many there are."""

    shown: Sequence[T]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def messages(deployments: "Sequence[Deployment]") -> Listed[MessageView]:
    """Of these programmes, newest first."""
    book = {address: person for deployment in deployments for address, person in deployment.book.items()}
    theirs = [m for m in deployments[0].cloud.messages if any(_concerns(each, m) for each in deployments)]
    newest = reversed(theirs[-MOST_MESSAGES:])
    return Listed([_message(deployments[0], book, message) for message in newest], len(theirs))


def _concerns(deployment: "Deployment", message: "Message") -> bool:
    """It goes to one of the programme's people, or names one of its numbers."""
    return any(to in deployment.book for to in message.to) or deployment.names(message.subject + message.text)


def _message(deployment: "Deployment", book: Mapping[str, Person], message: "Message") -> MessageView:
    people = [book.get(to) for to in message.to]
    # Whom the registry does not know is a requester.
    known = "、".join(person.title or ROLES_BY_CODE[person.role].zh for person in people if person)
    return MessageView(
        said(deployment, message.at),
        message.kind,
        "、".join(message.to),
        known or "诉求人 requester",
        message.subject,
        linked(message.text),
    )


ROLES_BY_CODE = {role.value: words for role, words in ROLES.items()}


def linked(text: str) -> Markup:
    """The text with its links to follow, on whatever host the console is seen."""
    shown, done = Markup(), 0
    for found in _LINK.finditer(text):
        path = found.group(1)
        shown += escape(text[done : found.start()])
        shown += Markup('<a href="{0}" target="_blank">{1}</a>').format(path, path[:18] + "…")
        done = found.end()
    return shown + escape(text[done:])


def cases(deployments: "Sequence[Deployment]") -> Listed[CaseView]:
    """Of these programmes: open ones first, by what is due soonest; then the closed ones, newest first."""
    now, of = deployments[0].cloud.now, {deployment.rulebook.code: deployment for deployment in deployments}
    kept = [each for each in kept_cases(deployments[0].cloud) if each.case.programme in of]
    open_ones = sorted((k for k in kept if k.case.is_open), key=lambda k: (_due_at(k.case), k.case.number))
    closed = sorted((k for k in kept if not k.case.is_open), key=lambda k: k.case.number[2:], reverse=True)
    shown = (*open_ones, *closed[:MOST_CLOSED])
    return Listed([_case(of[each.case.programme], each, now) for each in shown], len(kept))


def _due_at(case: Case) -> datetime:
    owed = _owed(case)
    return owed.due_at if owed else datetime.max.replace(tzinfo=UTC)


def _owed(case: Case) -> Obligation | None:
    """What is due next of somebody: what was handed in is not, nor is what merely may be done, but for a rating."""
    running = (o for o in case.open_obligations() if not o.handed_in_at and (not o.is_window or o.step == "rate"))
    return min(running, key=lambda o: o.due_at, default=None)


def _case(deployment: "Deployment", kept: Kept, now: datetime) -> CaseView:
    case = kept.case
    owed = _owed(case)
    shown, words = _CLOSED
    if owed is not None and case.is_open:
        shown = light(now, owed.warn_at, owed.due_at)
        words = _LIGHTS[shown]
    return CaseView(
        number=case.number,
        stage=STAGES[case.stage],
        light=str(shown),
        light_words=words,
        unit=deployment.units.get(case.unit, case.unit),
        owed=STEPS.get(owed.step, unknown(owed.step)) if owed and case.is_open else None,
        due=moments.due(owed.due_at, deployment.time, now).by_zh if owed and case.is_open else "",
        outcome=OUTCOMES[case.outcome] if case.outcome else None,
        stuck=kept.is_stuck,
    )


def said(deployment: "Deployment", at: datetime) -> str:
    """An instant by the programme's clock: 3月2日 星期一 08:00."""
    return moments.happened(at, deployment.time, deployment.cloud.now).zh


def in_words(wait: timedelta) -> Words:
    """How long until something: in the largest unit that tells enough."""
    minutes = max(0, round(wait.total_seconds() / 60))
    if minutes < 120:
        return Words(f"{minutes} 分钟后", f"in {minutes} min")
    if minutes < 48 * 60:
        return Words(f"{minutes // 60} 小时后", f"in {minutes // 60} h")
    return Words(f"{minutes // 1440} 天后", f"in {minutes // 1440} days")
