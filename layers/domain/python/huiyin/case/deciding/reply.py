"""Reply, sign-off, review: a reply on its way out of the unit and past the centre.

SZ-A2.4.4f (what it holds, who signs it off), SZ-A2.4.4g (review, sent back within the deadline).
"""

from dataclasses import replace

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.draft import Draft
from huiyin.case.law import CENTRE, MACHINE
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Role


def submit_reply(draft: Draft, command: c.SubmitReply) -> None:
    """SZ-A2.4.4f: with every part that the rulebook asks for, from a unit that has signed for its order."""
    if not draft.case.signed:
        raise Refusal("sign_first", "请先签收工单，再提交答复。", "sign for the order before replying", "SZ-A2.4.4a")
    missing = [p for p in draft.law.rulebook.reply_parts if p.required and p.code not in command.parts]
    if missing:
        raise Refusal(
            "reply_incomplete",
            f"答复还缺少：{'、'.join(p.zh for p in missing)}。请补充后再提交。",
            f"the reply lacks: {', '.join(p.en for p in missing)}",
            "SZ-A2.4.4f",
        )
    window = draft.case.owes("return")
    draft.add(command.by, f.ReplySubmitted(command.paper), window and window.ended(draft.now, Ending.WITHDRAWN))


def approve_reply(draft: Draft, command: c.ApproveReply) -> None:
    """Signed off, the reply leaves the unit: that instant is judged, and the review is nobody's delay."""
    _require_signatory(draft, command.by.role)
    owed = draft.case.owes("reply")
    handed_in = owed and replace(owed, handed_in_at=draft.now)
    draft.add(command.by, f.ReplyApproved(), handed_in, draft.owe("review", CENTRE))


def reject_reply(draft: Draft, command: c.RejectReply) -> None:
    """The leader sends it back to the handler; the deadline runs on."""
    _require_signatory(draft, command.by.role)
    draft.add(command.by, f.ReplyRejected(command.paper))


def pass_reply(draft: Draft, command: c.PassReply) -> None:
    """The reply is met when the version that passes was handed in."""
    owed = draft.case.owes("reply")
    met = owed and owed.met(owed.handed_in_at or draft.now)
    draft.add(command.by, f.ReplyPassed(), met, draft.met("review"), draft.owe("answer", MACHINE))


def send_back(draft: Draft, command: c.SendBack) -> None:
    """SZ-A2.4.4g: completed within the running deadline, which judges it; a target where less than 1 day is left."""
    _require_grounds(draft, command.grounds)
    owed = draft.case.owes("reply")
    again = owed and replace(owed, handed_in_at=None)
    target = draft.law.target(draft.now).due_at
    set_target = target if owed and owed.due_at < target else None
    draft.add(command.by, f.ReplySentBack(command.grounds, command.paper, set_target), again, draft.met("review"))


def _require_signatory(draft: Draft, role: Role) -> None:
    """SZ-A2.4.4f: the deputy in charge signs; a supervised reply needs the head, who may always sign."""
    signoff = draft.law.rulebook.signoff
    needed = signoff.supervised if draft.case.supervised else signoff.normal
    if role not in (needed, Role.HEAD):
        raise Refusal(
            "head_must_sign",
            "督办件的答复须经主要负责同志审核、签批。",
            "a supervised reply is approved by the unit's head",
            "SZ-A2.4.4f",
        )


def _require_grounds(draft: Draft, grounds: tuple[str, ...]) -> None:
    known = [g.code for g in draft.law.rulebook.review_grounds]
    if not grounds or any(g not in known for g in grounds):
        raise Refusal(
            "unknown_review_ground",
            "退回答复须选择规定的理由。",
            f"sending a reply back needs grounds out of {', '.join(known)}",
            "SZ-A2.4.4g",
        )
