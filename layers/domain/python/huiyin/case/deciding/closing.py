"""Answer, rate, follow up, second handling, archive.

SZ-A2.4.4h (the requester is answered), SZ-A2.4.6 (good: closed; a clear lapse: done again; beyond the law: explained),
SZ-A2.4.5 (second handling, under supervision), SZ-A2.4.7 (archive), SZ-A5.4.2.5 (dissatisfied without a reason).
"""

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.law import CENTRE, REQUESTER
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Outcome

RATINGS = ("good", "poor")


def answer(draft: Draft, command: c.Answer) -> None:
    draft.add(command.by, f.RequesterAnswered(), draft.met("answer"), draft.owe("rate", REQUESTER))


def rate(draft: Draft, command: c.Rate) -> None:
    """Good closes; poor with a reason goes to the centre, which verifies; poor without one counts as satisfied."""
    if command.rating not in RATINGS:
        raise Refusal(
            "unknown_rating",
            "请选择“满意”或“不满意”。",
            f"{command.rating!r} is no rating: expected good or poor",
            "SZ-A2.4.6",
        )
    fact = f.RequestRated(command.rating, command.paper)
    if command.rating == "poor" and command.paper:
        draft.add(command.by, fact, draft.met("rate"), draft.owe("follow_up", CENTRE))
        return
    draft.add(command.by, fact, draft.met("rate"))
    outcome = Outcome.SATISFIED if command.rating == "good" else Outcome.POOR_WITHOUT_REASON
    draft.add(command.by, f.CaseArchived(outcome))


def order_second_handling(draft: Draft, command: c.OrderSecondHandling) -> None:
    """SZ-A2.4.5: back to the unit, once, with a fresh limit of its kind; what the first one gave stays on record."""
    if draft.case.handling > draft.law.rulebook.second_handlings or not draft.case.unit:
        raise Refusal(
            "no_further_handling",
            "该诉求不能再次交办，请向诉求人解释说明后归档。",
            "this request can't be handled once more: explain to the requester, and it is archived",
            "SZ-A2.4.6",
        )
    reply = draft.owe("reply", draft.case.unit)
    draft.add(command.by, f.SecondHandlingOrdered(command.paper), draft.met("follow_up"), reply)


def explain(draft: Draft, command: c.Explain) -> None:
    """SZ-A2.4.6: poor beyond the law or reach is explained; after a second handling, supervision is proposed."""
    again = draft.case.handling > 1
    draft.add(command.by, f.RequesterExplained(command.paper, again), draft.met("follow_up"))
    draft.add(command.by, f.CaseArchived(Outcome.EXPLAINED))
