"""Acting by a link: GET shows and changes nothing; POST decides, once, whatever is posted twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.case.facts import Paper
from huiyin.case.law import Law
from huiyin.case.refusal import Refusal
from huiyin.case.state import Case
from huiyin.case.vocabulary import CENTRE_ROLES, Role
from huiyin_aws import law, links, papers, registry, store
from huiyin_aws.observability import logger
from huiyin_aws.pages import forms, page, visibility

Answer = tuple[int, str]
Posted = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the door of a case: the link, the case as it stands, the law that it stands under."""

    token: str
    link: links.Link
    case: Case
    law: Law
    now: datetime

    @property
    def role(self) -> Role:
        return Role(self.link.role)

    def forms(self) -> tuple[forms.Form, ...]:
        units = self._units() if self.role in CENTRE_ROLES else ()
        return forms.forms_for(self.case, self.role, self.law.rulebook, units, self.now, time=self.law.time)

    def _units(self) -> tuple[registry.Unit, ...]:
        """Those in which somebody is left to handle the case when whom it is about is left out."""
        accused = self.case.accused.people if self.case.accused else ()
        return tuple(
            unit
            for unit in registry.units(self.case.programme)
            if not accused or registry.person_for(unit, Role.HANDLER, self.case.number, accused)
        )


def show(token: str, now: datetime) -> Answer:
    """The page behind a link; opening it changes nothing."""
    try:
        visit = _visit(token, now)
    except links.NoLinkError as error:
        return _no_door(error)
    if visit.link.stage_no != visit.case.stage_no:
        return 410, page.link_page("moved_on")
    return 200, _page(visit, {}, {})


def act(token: str, posted: Posted, now: datetime) -> Answer:
    """What the person wrote, decided and kept; the same POST again is answered as the first was."""
    try:
        visit = _visit(token, now)
    except links.NoLinkError as error:
        return _no_door(error)
    digest = links.form_digest(posted)
    done = links.receipt(token, digest)
    if done and not _is_new(visit, done):
        return 200, _done(visit, done)
    if visit.link.stage_no != visit.case.stage_no:
        return 410, page.link_page("moved_on")
    try:
        intent = forms.read_form(posted, visit.forms())
        return 200, _done(visit, _decide(visit, intent, digest))
    except forms.FormInvalid as invalid:
        return 422, _page(visit, invalid.values, invalid.errors)
    except (Refusal, store.ConflictError) as error:
        if (done := links.receipt(token, digest)) and not _is_new(_visit(token, now), done):
            return 200, _done(visit, done)  # the same POST, sent twice, has overtaken itself
        return _refused(visit, error)


def _is_new(visit: Visit, done: dict[str, Any]) -> bool:
    """What was done before is offered again: since then somebody has asked for a new decision."""
    same_stage = visit.link.stage_no == visit.case.stage_no
    return same_stage and any(form.command == done["command"] for form in visit.forms())


def _refused(visit: Visit, error: Refusal | store.ConflictError) -> Answer:
    if isinstance(error, store.ConflictError):
        logger.warning("conflict", extra={"case": visit.case.number})
        return 409, page.error_page(
            "同时有他人在办理该诉求，您的操作未保存，请稍后再试。",
            "somebody else is at work on this case and nothing of yours was saved: try again in a moment",
            back=visit.token,
        )
    logger.info("refused", extra={"case": visit.case.number, "code": error.code, "clause": error.clause})
    # The way back is relative: the API may stand under a stage.
    return 409, page.error_page(error.zh, error.en, error.clause, back=visit.token)


def _decide(visit: Visit, intent: forms.Intent, digest: str) -> dict[str, Any]:
    done = {"command": intent.name}

    def wanted(stored: store.Stored) -> store.Change:
        if stored.case.stage_no != visit.link.stage_no:
            raise Refusal("not_now", "该诉求已进入下一环节。", "the case has moved on: look at where it stands now")
        drawn: dict[str, Paper] = {}
        items = []
        for name, body in intent.papers:
            drawn[name], item = papers.draw_up(visit.case.number, name, body)
            items.append(item)
        receipt = links.receipt_item(visit.token, digest, visit.case.seq, done, visit.now)
        return store.Change(intent.commands(visit.link.actor, drawn), [receipt, *items])

    stored, _ = store.change(visit.case.number, wanted, visit.now)
    logger.info("acted", extra={"case": visit.case.number, "command": intent.name, "stage": stored.case.stage.value})
    return done


def _visit(token: str, now: datetime) -> Visit:
    link = links.open_link(token, now)
    case = store.require(link.case).case
    if link.role != Role.REQUESTER and not registry.serves(case.programme, link.unit, link.person):
        raise links.RevokedLinkError
    rules = law.of(case.programme, case.rulebook)
    if rules.bars(case, link.unit, link.person):
        logger.warning("barred", extra={"case": case.number, "unit": link.unit, "person": link.person})
        raise links.RevokedLinkError
    return Visit(token, link, case, rules, now)


def _page(visit: Visit, values: Any, errors: Any) -> str:
    case, rulebook = visit.case, visit.law.rulebook
    texts = papers.read(case.number, visibility.papers(case, visit.role, rulebook))
    view = visibility.see(
        case,
        visit.role,
        texts,
        rulebook,
        visit.now,
        events=store.events_of(case.number),
        units=registry.units(case.programme),
        time=visit.law.time,
    )
    show_page = page.rate_page if visit.role is Role.REQUESTER else page.act_page
    return show_page(view, visit.forms(), action="", values=values, errors=errors)


def _done(visit: Visit, done: dict[str, Any]) -> str:
    case, units = store.require(visit.case.number).case, registry.units(visit.case.programme)
    rulebook, time = visit.law.rulebook, visit.law.time
    view = visibility.see(case, visit.role, {}, rulebook, visit.now, units=units, time=time)
    return page.done_page(done["command"], view)


def _no_door(error: links.NoLinkError) -> Answer:
    return (404 if error.kind == "unknown" else 410), page.link_page(error.kind)
