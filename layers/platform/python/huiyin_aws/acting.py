"""Acting on a case, by whichever door somebody came: GET shows and changes nothing; POST decides, once, whatever is
posted twice.
"""

from collections.abc import Callable
from typing import Any

from huiyin.case.facts import Paper
from huiyin.case.refusal import Refusal
from huiyin_aws import links, papers, store
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
    return 200, visit.page()


def act(arrive: Arrive, posted: Posted) -> Answer:
    """What the person wrote, decided and kept; the same POST again is answered as the first was."""
    visit, digest = arrive(), links.form_digest(posted)
    done = links.receipt(visit.door, digest)
    if done and not _is_new(visit, done):
        return 200, visit.page_once_done(done["command"])
    if not visit.is_open_in(visit.case):
        return 410, page.link_page("moved_on")
    try:
        intent = forms.read_form(posted, visit.forms())
        return 200, visit.page_once_done(_decide(visit, intent, digest)["command"])
    except forms.FormInvalid as invalid:
        return 422, visit.page(invalid.values, invalid.errors)
    except (Refusal, store.ConflictError) as error:
        if (done := links.receipt(visit.door, digest)) and not _is_new(arrive(), done):
            return 200, visit.page_once_done(done["command"])  # the same POST, sent twice, has overtaken itself
        return _refused(visit, error)


def _is_new(visit: Visit, done: dict[str, Any]) -> bool:
    """What was done before is offered again: since then somebody has asked for a new decision."""
    return visit.is_open_in(visit.case) and any(form.command == done["command"] for form in visit.forms())


def _refused(visit: Visit, error: Refusal | store.ConflictError) -> Answer:
    if isinstance(error, store.ConflictError):
        logger.warning("conflict", extra={"case": visit.case.number})
        return 409, page.error_page(
            "同时有他人在办理该诉求，您的操作未保存，请稍后再试。",
            "somebody else is at work on this case and nothing of yours was saved: try again in a moment",
            back=visit.back,
        )
    logger.info("refused", extra={"case": visit.case.number, "code": error.code, "clause": error.clause})
    # The way back is relative: the API may stand under a stage.
    return 409, page.error_page(error.zh, error.en, error.clause, back=visit.back)


def _decide(visit: Visit, intent: forms.Intent, digest: str) -> dict[str, Any]:
    done = {"command": intent.name}

    def wanted(stored: store.Stored) -> store.Change:
        if not visit.is_open_in(stored.case):
            raise Refusal("not_now", "该诉求已进入下一环节。", "the case has moved on: look at where it stands now")
        drawn: dict[str, Paper] = {}
        items = []
        for name, body in intent.papers:
            drawn[name], item = papers.draw_up(visit.case.number, name, body)
            items.append(item)
        receipt = links.receipt_item(visit.door, digest, visit.case.seq, done, visit.now)
        return store.Change(intent.commands(visit.by, drawn), [receipt, *items])

    stored, _ = store.change(visit.case.number, wanted, visit.now)
    logger.info("acted", extra={"case": visit.case.number, "command": intent.name, "stage": stored.case.stage.value})
    return done
