"""Answer, rate, follow up, second handling, archive.

SZ-A2.4.4h (the requester is answered); SZ-A2.4.6, NM-11g (good: closed; a clear lapse: done again; beyond the law:
explained); SZ-3.5b (every dissatisfied one is followed up); SZ-A2.4.5 (second handling, under supervision); SZ-A2.4.7,
CQ-16 (archive); SZ-A5.4.2.5 (dissatisfied, and no clear reason even when asked).
"""

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.promising import archive, promised
from huiyin.case.law import CENTRE, REQUESTER
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Outcome


def answer(draft: Draft, command: c.Answer) -> None:
    """Where the programme asks for no rating, the answer is the end. Who shares an answer gets a copy of their own."""
    if (draft.case.shared is None) is not (command.paper is None):
        raise Refusal(
            "no_such_answer",
            "共用答复的诉求须另存一份答复，其他诉求不得另附答复。",
            "an answer that is shared comes as a copy, any other as it was passed",
        )
    answered = f.RequesterAnswered(command.paper)
    if draft.law.rulebook.rating is None:
        draft.add(command.by, answered, draft.met("answer"), *promised(draft))
        archive(draft, command.by, Outcome.ANSWERED)
        return
    draft.add(command.by, answered, draft.met("answer"), draft.owe("rate", REQUESTER), *promised(draft))


def rate(draft: Draft, command: c.Rate) -> None:
    """Satisfied closes; every dissatisfied one goes to the centre, which verifies, and asks for a missing reason."""
    rating = draft.law.rulebook.rating
    choices = rating.choices if rating else ()
    choice = next((each for each in choices if each.code == command.rating), None)
    if choice is None:
        raise Refusal(
            "unknown_rating",
            f"请选择：{'、'.join(each.zh for each in choices)}。",
            f"{command.rating!r} is no rating: expected one of {', '.join(each.code for each in choices)}",
            (rating and rating.clause) or "",
        )
    fact = f.RequestRated(choice.code, choice.satisfied, command.paper)
    if not choice.satisfied:
        draft.add(command.by, fact, draft.met("rate"), draft.owe("follow_up", CENTRE))
        return
    draft.add(command.by, fact, draft.met("rate"))
    archive(draft, command.by, Outcome.SATISFIED)


def order_second_handling(draft: Draft, command: c.OrderSecondHandling) -> None:
    """Back to the unit, once, with a fresh limit of its kind; what the first one gave stays on record. What was
    answered without a unit goes to one now (SZ-A2.4.5).
    """
    rule = draft.law.rulebook.second_handling
    if rule is None or draft.case.handling > rule.times:
        rating = draft.law.rulebook.rating
        raise Refusal(
            "no_further_handling",
            "该诉求不能再次交办，请向诉求人解释说明后归档。",
            "this request can't be handled once more: explain to the requester, and it is archived",
            (rating and rating.clause) or "",
        )
    # Both the unit that handles it and the one above that signs, where the order was handed on.
    if any(draft.law.bars(draft.case, unit) for unit in (draft.case.unit, draft.case.handed_on_by)):
        raise Refusal(
            "unit_accused",
            "更正类别后，该诉求不得再由原单位办理，请解释说明，并按举报另行受理。",
            "under its right kind this matter is kept from the unit that handled it: explain, and take it up anew",
            draft.law.rulebook.accused.clause or "",
        )
    step, who, turn = ("reply", draft.case.unit, None) if draft.case.unit else draft.law.hands_out
    fact = f.SecondHandlingOrdered(command.paper, rule.supervised, turn)
    draft.add(command.by, fact, draft.met("follow_up"), draft.owe(step, who))


def explain(draft: Draft, command: c.Explain) -> None:
    """Poor beyond the law or reach is explained; after a second handling, supervision is proposed."""
    again = draft.case.handling > 1
    draft.add(command.by, f.RequesterExplained(command.paper, again), draft.met("follow_up"))
    # SZ-A5.4.2.5 excuses a missing reason at the first follow-up alone.
    reasoned = draft.case.complaint is not None or again
    archive(draft, command.by, Outcome.EXPLAINED if reasoned else Outcome.POOR_WITHOUT_REASON)
