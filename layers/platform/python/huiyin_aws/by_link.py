"""The door of a link: whoever holds the token stands at the one entry of the one stage that the link is bound to.

GET shows and changes nothing; POST decides. What is asked of a link before anybody passes (rate limits, a code, looks
that are recorded) is asked in `arrive`, so that every route under a link asks it.
"""

from dataclasses import replace
from datetime import datetime

from huiyin_aws import acting, law, links, looks, store
from huiyin_aws.acting import Answer, Posted
from huiyin_aws.pages import page
from huiyin_aws.visiting import Visit


def show(token: str, now: datetime) -> Answer:
    """The page behind a link; opening it changes nothing."""
    try:
        return acting.show(arrive(token, now))
    except links.NoLinkError as error:
        return no_door(error)


def act(token: str, posted: Posted, now: datetime) -> Answer:
    """What the person wrote, decided and kept; the same POST again is answered as the first was."""
    try:
        return acting.act(lambda: arrive(token, now), posted)
    except links.NoLinkError as error:
        return no_door(error)


def arrive(token: str, now: datetime, way: str = "link") -> Visit:
    """Who comes by this link, to the case as it stands; `way` is what it leads to, as a look that is refused is kept.

    Raises:
        NoLinkError: nothing can be done by it, or not by this person any more.
    """
    link = links.open_link(token, now)
    case = store.require(link.case).case
    rules = law.of_case(case)
    by = link.actor
    both = by, replace(by, unit=link.home or link.unit)  # of the unit they act for, and of their own
    if any(looks.refused(case, rules, each, way, now) for each in both) or links.is_revoked(link, case, rules, now):
        raise links.RevokedLinkError
    door = links.door(token)
    return Visit(door=door, back=token, by=by, case=case, law=rules, now=now, stage_no=link.stage_no)


def no_door(error: links.NoLinkError) -> Answer:
    return (404 if error.kind == "unknown" else 410), page.link_page(error.kind)
