"""What a fold is, and what several of them do."""

from collections.abc import Callable
from dataclasses import astuple
from typing import Any

from huiyin.case import facts as f
from huiyin.case.facts import Event
from huiyin.case.state import Case

Changes = dict[str, Any]  # by the field of the case
Fold = Callable[[Case, Event, Any], Changes]

# What a unit said in a reply before it lost the order is not said by the answer that the requester gets instead.
NO_REPLY_OF_ITS_OWN: Changes = {"solved": None, "promise_on": None}


def charged_for_too(case: Case, event: Event, unit: str) -> Changes:
    """What a unit is charged with by itself stands for this as well, where it was charged for the like before."""
    stands = dict.fromkeys(case.charged_by_itself)
    for owed in event.obligations:
        like = (each.split(":") for each in case.charged_by_itself)
        grounds = (ground for ground, who, id in like if who == unit == owed.who and id.split("#")[0] == owed.step)
        stands |= dict.fromkeys(f"{ground}:{unit}:{owed.id}" for ground in grounds)
    return {"charged_by_itself": tuple(stands)}


def about(case: Case, more: f.Accused | None) -> Changes:
    """Whom it is about, with those who were named before: whoever is left out of a later form is kept from it still.

    A handler who is among them has it no longer, so that others of the unit may (GX-18b, SZ-A2.4.8).
    """
    if more is None:
        return {}
    known = case.accused or f.Accused()
    units, people = ((*dict.fromkeys(old + new),) for old, new in zip(astuple(known), astuple(more), strict=True))
    return {"accused": f.Accused(units, people), "handler": "" if case.handler in people else case.handler}
