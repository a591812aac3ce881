"""What supporting units were asked and have said: the lead unit and the centre read all of it, each of them its own.

GX-10, NM-11b, WB-6.3c, CQ-14, SZ-A2.4.3b.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from huiyin.case import facts as f
from huiyin.case.facts import Event, Paper
from huiyin_aws.pages.words import Words

ASKED = Words(
    "尚未提出意见，待其提出或超过时限后再汇总答复",
    "Not yet contributed; the reply waits for it, or for the end of its time",
)
_STANDING: dict[type, Words] = {
    f.ContributionGiven: Words("已提出意见", "Contributed"),
    f.SupportDeclined: Words("提出不属于协办职责，待受理单位决定", "Says that it isn't its duty; the centre decides"),
    f.SupportReleased: Words("已免除协办任务", "Released"),
    f.SupportMissed: Words("逾期未提出意见", "Did not contribute in time"),
}


@dataclass(frozen=True, slots=True)
class Support:
    """One unit's support of the order as it stands: how far it is, what it was asked for, what it has said."""

    unit: str
    standing: Words = ASKED
    task: Paper | None = None
    said: Paper | None = None


def supports(events: Iterable[Event], unit: str = "") -> tuple[Support, ...]:
    """Of every supporting unit (or of this one), in the order in which they were named.

    What those said who supported an earlier lead unit belongs to its order, which has gone back.
    """
    found: dict[str, Support] = {}
    for fact in (event.fact for event in events):
        if isinstance(fact, f.OrderDispatched):
            found.clear()
        elif isinstance(fact, f.SupportOrdered):
            found[fact.unit] = Support(fact.unit, task=fact.paper)
        elif isinstance(fact, f.ContributionGiven | f.SupportDeclined):
            found[fact.unit] = replace(_known(found, fact.unit), standing=_STANDING[type(fact)], said=fact.paper)
        elif isinstance(fact, f.SupportReleased | f.SupportMissed):
            found[fact.unit] = replace(_known(found, fact.unit), standing=_STANDING[type(fact)])
    return tuple(each for each in found.values() if unit in ("", each.unit))


def _known(found: Mapping[str, Support], unit: str) -> Support:
    """A unit that has taken over from another has not been named itself."""
    return found.get(unit, Support(unit))
