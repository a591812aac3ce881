"""Why the centre put something right, charged a unit or exempted it: its own reasons, each beside what it ruled on.

NM-25 (a fault exempted, with the reason), SZ-A2.4.8, WB-6.3d, CQ-30, GX-12 (charges). For the centre alone: a reason
may say whom a matter is about (GX-18b), and the next unit has nothing to do with what the last one was charged with.
"""

from collections.abc import Iterable, Iterator, Mapping

from huiyin.case import facts as f
from huiyin.case.facts import Event, Paper
from huiyin.case.state import Case
from huiyin.rulebook import Rulebook
from huiyin_aws.pages.words import STEPS, Words, named, unknown

_WHY: dict[type, Words] = {
    f.RequestCorrected: Words("更正登记", "Filing corrected"),
    f.AccusedNamed: Words("登记被反映的对象", "Noted whom it is about"),
    f.OrderRecalled: Words("收回工单", "Order taken back"),
    f.ImproperReturn: Words("不当退单", "Improper return"),
    f.OverdueVoided: Words("裁定不计逾期", "Ruled not to count as overdue"),
    f.RequestJoined: Words("并案办理", "Joined"),
    f.RequestSplitOff: Words("拆分办理", "Split off"),
    f.UnitCharged: Words("记录在案", "Charged"),
    f.ChargeWithdrawn: Words("不予追究", "Charge withdrawn"),
}


def rulings(
    case: Case, events: Iterable[Event], rulebook: Rulebook, units: Mapping[str, Words]
) -> Iterator[tuple[Words, Paper]]:
    """Each with a heading that says what it was and whose, in the order in which they were made. What the case shows as
    the last step's word anyway is not shown twice.
    """
    for fact in (event.fact for event in events):
        paper = getattr(fact, "paper", None)
        if type(fact) in _WHY and paper and paper != case.note:
            what, about = _WHY[type(fact)], tuple(_about(fact, rulebook, units))
            zh, en = "，".join(each.zh for each in about), ", ".join(each.en for each in about)
            yield Words(f"{what.zh}：{zh}" if zh else what.zh, f"{what.en}: {en}" if en else what.en), paper


def _about(fact: object, rulebook: Rulebook, units: Mapping[str, Words]) -> Iterator[Words]:
    if unit := getattr(fact, "who", "") or getattr(fact, "unit", ""):
        yield units.get(unit, unknown(unit))
    if step := getattr(fact, "step", ""):
        yield STEPS.get(step, unknown(step))
    if ground := getattr(fact, "ground", ""):
        yield named(rulebook.charges, ground) or unknown(ground)
