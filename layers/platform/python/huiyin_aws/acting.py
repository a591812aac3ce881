"""Acting on a case, by whichever door somebody came: GET shows and changes nothing; POST decides, once, whatever is
posted twice.

Two people on one case: a form carries the state that its writer saw. Where another person has acted since, it is not
decided; its writer is told who did what and when, and finds their own words in the form, to send again.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from huiyin.case.facts import Paper
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Role
from huiyin_aws import drafts, examining, joining, links, papers, store
from huiyin_aws.observability import logger
from huiyin_aws.pages import forms, page
from huiyin_aws.visiting import Visit

Answer = tuple[int, str]
Posted = dict[str, list[str]]
Arrive = Callable[[], Visit]  # to the case as it stands when it is asked


def show(visit: Visit) -> Answer:
    """The page of the case; opening it changes nothing."""
    if not visit.is_open_in(visit.case):
        return 410, page.link_page("moved_on")
    return 200, visit.shown()


def act(arrive: Arrive, posted: Posted) -> Answer:
    """What the person wrote, decided and kept; the same POST again is answered as the first was."""
    visit, digest, seen = arrive(), links.form_digest(posted), _seen(posted)
    done = links.receipt(visit.door, digest)
    if done and (seen is not None or not _is_new(visit, done)):
        return 200, visit.shown_once_done(done["command"])
    if told := _overtaken(visit, posted):
        return told
    if not visit.is_open_in(visit.case):
        return 410, page.link_page("moved_on")
    try:
        if "draft" in posted.get("save", ()):
            return 200, _saved(visit, posted)
        intent = examining.examined(forms.read_form(posted, visit.forms()), posted, visit)
        return 200, visit.shown_once_done(_decide(visit, intent, digest, seen)["command"])
    except forms.FormInvalid as invalid:
        return 422, visit.shown(invalid.values, invalid.errors, form=invalid.form)
    except (Refusal, store.ConflictError) as error:
        visit = arrive()
        if (done := links.receipt(visit.door, digest)) and (seen is not None or not _is_new(visit, done)):
            return 200, visit.shown_once_done(done["command"])  # the same POST, sent twice, has overtaken itself
        return _overtaken(visit, posted) or _refused(visit, error)


def _saved(visit: Visit, posted: Posted) -> str:
    """What is written so far, whole or not, kept for its writer; nothing is decided, and no event tells of it."""
    command, values = forms.read_draft(posted, visit.forms())
    drafts.save(visit.case, visit.by, command, values, visit.now)
    return visit.shown({"command": [command]} | values)


def _seen(posted: Posted) -> int | None:
    """The last event that the writer of a form had seen; None where the form doesn't say."""
    said = next(iter(posted.get("seq", ())), "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else None


def _overtaken(visit: Visit, posted: Posted) -> Answer | None:
    """Somebody else was first: what they did, as far as the door of this visit leads, and what was written in vain."""
    seen = _seen(posted)
    others = visit.others_since(0 if seen is None and visit.at_desk else seen)  # a form of the desk always says
    if not others:
        return None
    if not visit.is_open_in(visit.case):
        ended = next((n for n, event in enumerate(others, 1) if event.stage_no != visit.stage_no), len(others))
        told = visit.overtaken(others[:ended], forms.written_texts(posted))
        return 409, page.link_page("moved_on", told)
    again = forms.filled_again(posted, visit.forms())
    return 409, visit.shown(again, overtaken=visit.overtaken(others, () if again else forms.written_texts(posted)))


def _is_new(visit: Visit, done: dict[str, Any]) -> bool:
    """What was done before is offered again: since then somebody has asked for a new decision.

    What may be done any number of times is always offered: there, the same words sent twice are one.
    """
    if done["command"] in forms.REPEATABLE:
        return False
    return visit.is_open_in(visit.case) and any(form.command == done["command"] for form in visit.forms())


def _refused(visit: Visit, error: Refusal | store.ConflictError) -> Answer:
    if isinstance(error, store.ConflictError):
        logger.warning("conflict", extra={"case": visit.case.number})
        return 409, page.error_page(
            "同时有他人在办理该诉求，您的操作未保存，请稍后再试。",
            "somebody else is at work on this case and nothing of yours was saved: try again in a moment",
            back=visit.back,
            bar=visit.bar,
        )
    logger.info("refused", extra={"case": visit.case.number, "code": error.code, "clause": error.clause})
    # The way back is relative: the API may stand under a stage.
    return 409, page.error_page(error.zh, error.en, error.clause, visit.back, visit.bar)


def _decide(visit: Visit, intent: forms.Intent, digest: str, seen: int | None) -> dict[str, Any]:
    done = {"command": intent.name}

    def wanted(stored: store.Stored) -> store.Change:
        if not visit.is_open_in(stored.case):
            raise Refusal("not_now", "该诉求已进入下一环节。", "the case has moved on: look at where it stands now")
        if stored.case.seq != visit.case.seq and replace(visit, case=stored.case).others_since(seen):
            raise Refusal("overtaken", "他人已先行办理。", "somebody else was first: look at where the case stands now")
        drawn: dict[str, Paper] = {}
        items = []
        for name, body in intent.papers:
            drawn[name], item = papers.draw_up(visit.case.number, name, body)
            items.append(item)
        receipt = links.receipt_item(visit.door, digest, visit.case.seq, done, visit.now)
        return store.Change(joining.as_they_stand(intent.commands(visit.by, drawn)), [receipt, *items])

    stored, _ = store.change(visit.case.number, wanted, visit.now)
    if visit.role is not Role.REQUESTER:
        drafts.forget(stored.case, visit.by.id, intent.name)
    logger.info("acted", extra={"case": visit.case.number, "command": intent.name, "stage": stored.case.stage.value})
    return done
