"""Who wrote, and how to reach them: shown to those who handle the case, once they have proved who they are.

Design, *People*: a forwarded link reveals no contact data. A code goes to the registered phone (to the mailbox where
there is none that takes an SMS) of the person whom the door is for; it opens one page, which nothing keeps, and an
event says to whom.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from huiyin.case import commands as c
from huiyin.case.moves import ANYWHERE
from huiyin.case.refusal import Refusal
from huiyin.units import Person
from huiyin_aws import errands, keys, law, limits, notifying, one_time, papers, registry, sending, store
from huiyin_aws.acting import Answer, Posted
from huiyin_aws.observability import logger
from huiyin_aws.one_time import Tried
from huiyin_aws.pages import messages, page
from huiyin_aws.pages.words import Words
from huiyin_aws.visiting import Visit


def show(visit: Visit) -> Answer:
    """The page that asks whether a code is to be sent; opening it sends none."""
    return _shut(visit) or (200, _page(visit, "ask"))


def act(visit: Visit, posted: Posted) -> Answer:
    """Send a code, or take one and show what it opens; that it was shown is on record before it is.

    Raises:
        TooOftenError: codes were asked for too often.
    """
    if shut := _shut(visit):
        return shut
    typed = next(iter(posted.get("code", ())), None)
    if typed is None:
        return 200, _sent(visit)
    tried = one_time.use(_opens(visit.door, visit.case.number, visit.by.id), typed, visit.now)
    if tried is not Tried.GOOD:
        return 422, _page(visit, tried.value)
    try:
        store.change(visit.case.number, lambda stored: store.Change([c.RevealContact(by=visit.by)]), visit.now)
    except (Refusal, store.ConflictError):  # what is not on record is not shown; the code is used up
        return 409, _page(visit, Tried.OVER.value)
    logger.info("contact shown", extra={"case": visit.case.number})
    return 200, _page(visit, "shown", papers.requester(visit.case.number) or {})


def send(body: Mapping[str, Any], now: datetime) -> None:
    """Send the code that was asked for, to the phone that stands in the registry now."""
    number, notice = body["case"], f"CODE#{body['id']}"
    case = store.require(number).case
    someone = _registered(case.programme, body["unit"], body["person"])
    if someone is None or now.timestamp() > body["until"] or not notifying.claim(notice, "contact_code", now):
        return
    code = one_time.issue(_opens(body["door"], number, someone.id), now)
    message = messages.contact_code(law.of(case.programme, case.rulebook).rulebook, number, code)
    with notifying.claimed(notice):
        if sending.takes_sms(someone.phone) or not someone.email:
            sending.send_sms(someone.phone, message.sms)
        else:
            sending.send_mail(someone.email, message.subject, message.mail)


def _sent(visit: Visit) -> str:
    number, person = visit.case.number, visit.by.id
    limits.count(limits.CODE, f"{number}#{person}", visit.now)
    until = int(visit.now.timestamp()) + one_time.GOOD_FOR_SECONDS
    ids = {"door": visit.door, "case": number, "person": person, "unit": visit.by.unit, "until": until}
    errands.ask("contact_code", id=keys.new_salt(), **ids)
    return _page(visit, "enter")


def _shut(visit: Visit) -> Answer | None:
    """Whoever leads or oversees the case may call its requester; what a link was for has passed with its stage."""
    if visit.role not in ANYWHERE[c.RevealContact]:
        return 404, page.link_page("unknown")
    if not visit.is_open_in(visit.case) or not visit.case.is_open:
        return 410, page.link_page("moved_on")
    return None


def _page(visit: Visit, state: str, requester: Mapping[str, str] | None = None) -> str:
    names = visit.law.rulebook.names
    programme = Words(names.zh, names.en)
    return page.contact_page(programme, visit.case.number, state, f"../{visit.back}", visit.hidden, requester or {})


def _registered(programme: str, unit: str, person: str) -> Person | None:
    """The person in the unit that they act for, or, acting from a level above, wherever they are registered."""
    units = sorted(registry.units(programme), key=lambda each: each.code != unit)
    return next((found for each in units if (found := each.person(person))), None)


def _opens(door: str, number: str, person: str) -> str:
    """What a code is bound to: this door, this case, this person."""
    return f"contact#{door}#{number}#{person}"
