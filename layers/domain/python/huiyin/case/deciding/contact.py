"""Contact with the requester: every attempt is on record, and a wrong number is answered from the letter alone.

SZ-A2.4.4f, SZ-A2.4.4i, NM-11c, CQ-14, CQ-14b.
"""

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Contact


def record_contact(draft: Draft, command: c.RecordContact) -> None:
    """Any number of times while the unit has the order; the last attempt says whether anybody can be reached."""
    rule = draft.law.rulebook.contact
    if rule is None:
        raise Refusal(
            "no_contact_here",
            "本渠道不登记联系情况，请直接写入答复。",
            "contact is not recorded here: tell of it in the reply",
        )
    if command.outcome not in tuple(Contact):
        raise Refusal(
            "unknown_contact",
            "请选择联系结果：已联系上、未联系上、号码有误。",
            f"{command.outcome!r} is no outcome of a contact: expected one of {', '.join(Contact)}",
            rule.clause or "",
        )
    draft.add(command.by, f.ContactRecorded(Contact(command.outcome), command.paper))
