"""Builders of pages: a case of any programme as one role gets to see it, and every case that its pages can lead to."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from builders import (
    CENTRE,
    HANDLER,
    MACHINE,
    PEOPLE,
    UNIT,
    Walk,
    a_law,
    a_letter,
    a_walk,
    screened,
)
from huiyin.case import commands as c
from huiyin.case.facts import Actor, Paper
from huiyin.case.vocabulary import Role, Solved, Stage
from huiyin.rulebook import Rulebook
from huiyin_aws.pages import page
from huiyin_aws.pages.forms import Field, Form, Option, forms_for, read_form
from huiyin_aws.pages.forms.fields import Kind
from huiyin_aws.pages.visibility import see
from huiyin_aws.pages.words import PURPOSES, Words

GUANGXI, NEIMENGGU, WEIBIN, CHONGQING = "guangxi-mailbox", "neimenggu-12345", "weibin-mailbox", "chongqing-commerce"
SUZHOU = "suzhou-express"

CHECKER = Actor(Role.CHECKER, "centre-checker", "centre")
LEADER = Actor(Role.LEADER, "centre-leader", "centre")
CHIEF = Actor(Role.CHIEF, "centre-chief", "centre")
REGIONAL = Actor(Role.REGIONAL, "regional-officer", "centre")
SUPPORTER = Actor(Role.SUPPORTER, "transport-handler", "transport")
EVERYBODY = PEOPLE | {actor.role: actor for actor in (CHECKER, LEADER, CHIEF, REGIONAL, SUPPORTER)}


@dataclass(frozen=True)
class AUnit:
    code: str
    zh: str
    en: str
    duties: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


UNITS = (
    AUnit("centre", "受理单位", "Centre"),
    AUnit("housing", "市住房城乡建设局", "Housing and Construction Bureau", ("housing",)),
    AUnit("city_management", "市城市管理局", "City Management Bureau"),
    AUnit("market", "市市场监管局", "Market Supervision Bureau", ("market",)),
    AUnit("transport", "市交通运输局", "Transport Bureau", ("transport",)),
)


# What a handler has sent before, and what was found sound.
SCANS = {purpose: (Option(f"scan-{purpose}", words),) for purpose, words in PURPOSES.items()}


def offers(walk: Walk, role: Role) -> tuple[Form, ...]:
    """The forms that this role finds on its page."""
    other = "housing-second-handler"
    colleagues = (Option(other, Words("经办人乙", "Second handler")),) if walk.case.handler != other else ()
    return forms_for(
        walk.case,
        role,
        walk.rulebook,
        UNITS,
        walk.now,
        time=walk.law.time,
        unit=_unit(role),
        colleagues=colleagues,
        scans=SCANS,
    )


def _unit(role: Role) -> str:
    return EVERYBODY[role].unit if role in EVERYBODY else ""


def rendered(walk: Walk, role: Role, values: Any = None, errors: Any = None) -> str:
    """The page that this role gets of a walked case."""
    view = see(walk.case, role, walk.texts, walk.rulebook, walk.now, events=walk.events, units=UNITS, unit=_unit(role))
    show = page.rate_page if role is Role.REQUESTER else page.act_page
    return show(view, offers(walk, role), action="/act/TOKEN", values=values, errors=errors)


# --- Cases of the five programmes ------------------------------------------------------------------------------------


def begun(programme: str, kind: str = "suggestion", **proposal: Any) -> Walk:
    """A letter before the centre of this programme."""
    law = a_law(programme)
    return screened(a_letter(Walk(law), kind, f"{law.rulebook.prefix}20260302-000001"), kind, **proposal)


def under(rulebook: Rulebook, kind: str = "suggestion") -> Walk:
    """The same under a rulebook that a test has varied."""
    walk = Walk(replace(a_law(), rulebook=rulebook))
    return screened(a_letter(walk, kind), kind)


def opinion_given(**how: Any) -> Walk:
    """Chongqing's office would accept a suggestion; its head has yet to check that."""
    return begun(CHONGQING).does(c.Accept(by=CENTRE, kind="suggestion", category="retail", unit=UNIT, **how))


def instruction_asked() -> Walk:
    """Weibin's centre has sent a letter up with its proposal."""
    walk = begun(WEIBIN)
    slip = walk.paper("slip", proposal="拟由住建局牵头办理")
    return walk.does(c.AskInstruction(by=CENTRE, paper=slip, kind="suggestion", category="housing", unit=UNIT))


def coordination_asked() -> Walk:
    """Inner Mongolia's centre has a matter of two regions coordinated."""
    walk = begun(NEIMENGGU, "help")
    asked = walk.paper("asked", reason="噪声来自两市交界")
    return walk.does(c.AskCoordination(by=CENTRE, paper=asked, kind="help", category="housing"))


def instructed() -> Walk:
    walk = instruction_asked()
    return walk.does(
        c.Instruct(by=LEADER, paper=walk.paper("instruction", instruction="请住建局三日内办结"), unit=UNIT)
    )


def ordered(programme: str, kind: str = "suggestion", **how: Any) -> Walk:
    """With a unit; checked by a second person, and signed for, where the programme has that."""
    walk = begun(programme, kind).does(c.Accept(by=CENTRE, kind=kind, unit=UNIT, **how))
    if walk.case.stage is Stage.CHECKING:
        walk.does(c.ConfirmOpinion(by=CHECKER))
    if walk.case.owes("sign_for"):
        walk.does(c.SignFor(by=HANDLER))
    return walk


def handed_in(programme: str, **how: Any) -> Walk:
    """The handler has replied; nobody has signed or passed it yet."""
    walk = ordered(programme, **how)
    parts = tuple(part.code for part in walk.rulebook.reply_parts)
    paper = walk.paper("reply", **dict.fromkeys(parts, "已按来信办理。"))
    return walk.does(c.SubmitReply(by=HANDLER, paper=paper, parts=parts, stamped=True, solved=Solved.SOLVED))


def passed_on(walk: Walk, until: Stage | Role) -> Walk:
    """Signed and passed by one after the other, until the reply reaches this stage, or this role's turn."""
    while walk.case.turn and until not in (walk.case.stage, walk.case.turn):
        move = c.ApproveReply if walk.case.stage is Stage.APPROVING else c.PassReply
        walk.does(move(by=EVERYBODY[walk.case.turn]))
    return walk


def answered(programme: str) -> Walk:
    return passed_on(handed_in(programme), Stage.ANSWERING).does(c.Answer(by=MACHINE))


def standing_at(stage: Stage) -> Walk:
    """A case at any stage: Suzhou's, or that of a programme which has the stage."""
    others = {Stage.CHECKING: opinion_given, Stage.INSTRUCTING: instruction_asked}
    others |= {Stage.COORDINATING: coordination_asked}
    return others[stage]() if stage in others else a_walk(stage)


# --- Everything that the pages lead to -------------------------------------------------------------------------------


Filled = dict[str, list[str]]


def filled(form: Form, *, wholly: bool = False) -> Filled:
    """A form as somebody posts it: what is required, or (`wholly`) every field but whom the matter is about: that
    decides who may act on it, and its tests say so themselves.
    """
    fields = [f for f in form.fields if f.required or (wholly and not f.name.startswith("accused"))]
    posted = {"command": [form.command]} | {field.name: [_written(field)] for field in fields}
    if posted.get("supporting", [""]) == posted.get("unit"):  # no unit supports itself
        del posted["supporting"]
    return posted


def ways_to_fill(form: Form) -> Iterator[Filled]:
    """The least, everything, and each of the answers where there are some to choose from at a glance."""
    for wholly in (False, True):
        posted = filled(form, wholly=wholly)
        answers = [(field.name, value) for field in form.fields if field.kind is Kind.RADIO for value in field.values]
        yield from (_asked_with(form, {**posted, name: [value]}) for name, value in answers) if answers else (posted,)


def _asked_with(form: Form, posted: Filled) -> Filled:
    """What the answers ask for beside them is written, too."""
    asked = {name for field, answers, name in form.asked_with if posted.get(field, [""])[0] in answers}
    return posted | {field.name: [_written(field)] for field in form.fields if field.name in asked}


def _written(field: Field) -> str:
    if field.kind is Kind.DATE:
        return field.earliest
    if field.kind in (Kind.TEXT, Kind.LINE):
        return "写明的内容"
    if field.kind is Kind.CHECKBOXES:
        return field.values[-1]  # of the units, none that leads
    return str(field.most) if field.kind is Kind.NUMBER else next(iter(field.values), "")


def sent_in(walk: Walk, role: Role, posted: Filled) -> Walk:
    """The same case after this form was sent in; the case that was handed in stays as it is."""
    intent = read_form(posted, offers(walk, role))
    after = replace(walk, texts=dict(walk.texts))
    drawn = {name: Paper(f"{name}-{walk.case.seq}", "digest") for name, _ in intent.papers}
    after.texts |= {drawn[name].id: body for name, body in intent.papers}
    by = EVERYBODY[role]
    return after.does(*intent.commands(replace(by, unit=walk.case.unit) if by.unit == UNIT else by, drawn))


@cache
def lives(programme: str) -> tuple[Walk, ...]:
    """One case for each situation that people can bring about by the forms that they are offered."""
    found: dict[Any, Walk] = {}
    waiting = deque([begun(programme)])
    while waiting:
        walk = waiting.popleft()
        if _situation(walk) not in found:
            found[_situation(walk)] = walk
            waiting.extend(_next(walk))
    return tuple(found.values())


def _next(walk: Walk) -> Iterator[Walk]:
    if walk.case.stage is Stage.ANSWERING:
        yield replace(walk).does(c.Answer(by=MACHINE))
    for role in EVERYBODY:
        for form in offers(walk, role):
            yield from (sent_in(walk, role, posted) for posted in ways_to_fill(form))


def _situation(walk: Walk) -> Any:
    case = walk.case
    move = case.opinion.move if case.opinion else ""
    asked = (case.signed, bool(case.extension_asked), bool(case.extended_days), case.owes("return") is None)
    asked += (tuple(o.who for o in case.open_obligations("support")), case.declining)
    limits = bool(case.by_law), case.promise_on, case.promised_on, bool(case.owes("promise"))
    limits += (bool(case.owes("confirm_promise")),)
    return case.stage, case.turn, case.outcome, case.handling, case.major, move, limits, asked
