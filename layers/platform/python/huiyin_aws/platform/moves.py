"""What the platform does: each call becomes the command that a person would give, and `decide` judges it alike.

分发 dispatch, 退回 give-back (before it was handed out) and return (by the unit), 跟进、督办 progress, 延办 extension,
回复 reply. What a unit writes there is read by the same form as on its page, so that the same parts are asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.case import commands as c
from huiyin.case.facts import Actor, Paper
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import Role, Stage
from huiyin_aws import law, nonces, papers, registry, store
from huiyin_aws.http import ProblemError
from huiyin_aws.observability import logger
from huiyin_aws.pages import forms
from huiyin_aws.pages.forms.intent import PART
from huiyin_aws.platform import bodies, scans
from huiyin_aws.platform.orders import found
from huiyin_aws.signing import Signed
from huiyin_aws.tables import PaperItem

Posted = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call on a case as it stands, and what it adds: commands and the texts that they name."""

    case: Case
    by: Actor
    now: datetime
    texts: list[PaperItem]

    def paper(self, name: str, **body: Any) -> Paper:
        paper, item = papers.draw_up(self.case.number, name, body)
        self.texts.append(item)
        return paper


def make(programme: str, number: str, move: str, raw: bytes, signed: Signed, now: datetime) -> Case:
    """Do it, once, however often it is sent; the case as it then stands.

    Raises:
        ProblemError: 404 no such order or move, 400 or 422 the body, 409 the law refuses, or others were faster.
    """
    if move not in _MOVES:
        raise ProblemError(404, "unknown_move", "Unknown move", f"expected one of {', '.join(_MOVES)}")
    case = found(programme, number)
    shape, commands = _MOVES[move]
    body = bodies.read(raw, shape)
    if nonces.was_taken(signed) or _is_done(case, body):
        return case

    def wanted(stored: store.Stored) -> store.Change:
        asked = _Asked(stored.case, Actor(Role.PLATFORM, signed.channel, stored.case.unit), now, [])
        given = commands(asked, body)
        return store.Change(given, [nonces.item(signed, now), *asked.texts])

    try:
        stored, _ = store.change(number, wanted, now)
    except store.ConflictError:
        if nonces.was_taken(signed):  # the same call, sent twice, has overtaken itself
            return found(programme, number)
        detail = "others are at work on this order and nothing was saved: try again in a moment"
        raise ProblemError(409, "conflict", "Changed by others", detail) from None
    except Refusal as refusal:
        raise _refused(refusal) from refusal
    except forms.FormInvalid as invalid:
        raise _invalid(invalid) from invalid
    logger.info("platform", extra={"case": number, "move": move, "stage": stored.case.stage.value})
    return stored.case


def _is_done(case: Case, body: bodies.Body) -> bool:
    """Handed out to that very unit already: nothing is left to do."""
    return isinstance(body, bodies.Dispatch) and case.stage is Stage.HANDLING and case.unit == body.unit


def _refused(refusal: Refusal) -> ProblemError:
    more = {"zh": refusal.zh} | ({"clause": refusal.clause} if refusal.clause else {})
    return ProblemError(409, refusal.code, "Not possible", refusal.en, **more)


def _invalid(invalid: forms.FormInvalid) -> ProblemError:
    errors = [
        {"field": name.removeprefix(PART), "expected": words.en, "zh": words.zh}
        for name, words in invalid.errors.items()
    ]
    return ProblemError(
        422, "incomplete", "Not whole", "`errors` names what is missing or out of bounds", errors=errors
    )


Commands = tuple[c.Command, ...]


def _dispatch(asked: _Asked, body: bodies.Dispatch) -> Commands:
    _require_staffed(asked, body.unit)
    for code in body.supporting:
        _require_staffed(asked, code)
    task = asked.paper("task", task=body.task) if body.supporting and body.task else None
    return (c.Dispatch(by=asked.by, unit=body.unit, supporting=tuple(body.supporting), task=task),)


def _require_staffed(asked: _Asked, code: str) -> None:
    """A unit of the registry in which somebody is left when whom it is about is left out (GX-18b)."""
    unit = registry.unit(asked.case.programme, code) if code != registry.CENTRE else None
    if unit is None or unit.is_closed:
        raise ProblemError(422, "unknown_unit", "Unknown unit", "that is the code of no unit of this programme")
    rules = law.of_case(asked.case)
    if code in registry.heirs_of_accused(asked.case, rules):
        detail = "the unit that this matter is about went into this one: choose another, or the level above it"
        raise ProblemError(409, "unit_accused", "Kept from this unit", detail)
    about = rules.barred_people(asked.case)
    if about and registry.person_for(unit, Role.HANDLER, asked.case.number, about, asked.now) is None:
        detail = "nobody is left in this unit whom the matter is not about: choose another, or the level above it"
        raise ProblemError(409, "unit_accused", "Kept from this unit", detail)


def _give_back(asked: _Asked, body: bodies.GiveBack) -> Commands:
    return (c.GiveBack(by=asked.by, paper=asked.paper("reason", reason=body.reason)),)


def _progress(asked: _Asked, body: bodies.Progress) -> Commands:
    return (c.ReportProgress(by=asked.by, paper=asked.paper("progress", text=body.text)),)


def _sign_for(asked: _Asked, body: bodies.SignFor) -> Commands:
    return _by_form(asked, "SignFor", {"confirm": ["yes"]})


def _return(asked: _Asked, body: bodies.Return) -> Commands:
    texts = {name: [text] for name, text in body.model_dump(exclude={"scans"}).items()}
    return _by_form(asked, "RequestReturn", texts | {"scans": body.scans})


def _extension(asked: _Asked, body: bodies.Extension) -> Commands:
    posted = {"days": [str(body.days)], "reason": [body.reason], "proof": [body.proof], "scans": body.scans}
    return _by_form(asked, "RequestExtension", posted | ({"consent": ["yes"]} if body.explained else {}))


def _reply(asked: _Asked, body: bodies.Reply) -> Commands:
    parts = {PART + code: [text] for code, text in body.parts.items()}
    sent = {"solved": [body.solved], "promise_on": [body.promise_on], "scans": body.scans, "photos": body.photos}
    return _by_form(asked, "SubmitReply", parts | sent)


def _by_form(asked: _Asked, command: str, posted: Posted) -> Commands:
    """Read as the handler's own form would be: what it asks for is asked for here."""
    rules = law.of(asked.case.programme, asked.case.rulebook)
    sent = scans.of_unit(asked.case)
    offered = forms.forms_for(asked.case, Role.HANDLER, rules.rulebook, (), asked.now, time=rules.time, scans=sent)
    intent = forms.read_form({"command": [command], **posted}, offered)
    drawn = {name: asked.paper(name, **body) for name, body in intent.papers}
    return intent.commands(asked.by, drawn)


_MOVES: dict[str, tuple[type[bodies.Body], Callable[[_Asked, Any], Commands]]] = {
    "dispatch": (bodies.Dispatch, _dispatch),
    "give-back": (bodies.GiveBack, _give_back),
    "progress": (bodies.Progress, _progress),
    "sign-for": (bodies.SignFor, _sign_for),
    "return": (bodies.Return, _return),
    "extension": (bodies.Extension, _extension),
    "reply": (bodies.Reply, _reply),
}
