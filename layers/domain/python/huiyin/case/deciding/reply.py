"""Reply, sign-off, review: a reply on its way out of the unit and past the centre, level by level.

SZ-A2.4.4f, GX-15, CQ-29 (what it holds); SZ-A2.4.4i (what cannot be solved now is explained); SZ-A2.4.4f, WB-6.3a,
CQ-14 (who signs it in the unit); SZ-A2.4.4g, GX-16, NM-11d, WB-6.2c, CQ-15, CQ-20, CQ-26 (who passes it at the centre,
and sends it back within the deadline).
"""

from dataclasses import replace

from huiyin.case import commands as c
from huiyin.case import facts as f
from huiyin.case.deciding.charging import SENT_BACK_TWICE, charge_by_itself
from huiyin.case.deciding.draft import Draft
from huiyin.case.deciding.handling import no_longer_decided
from huiyin.case.deciding.promising import require_day
from huiyin.case.deciding.supporting import gathered
from huiyin.case.deciding.urging import answered, asks_for_answer, resumed, spared_no_more
from huiyin.case.law import CENTRE, MACHINE
from huiyin.case.obligation import Obligation
from huiyin.case.refusal import Refusal
from huiyin.case.vocabulary import Ending, Role, Solved
from huiyin.replies import EXPLAINED
from huiyin.rulebook.people import Signature


def submit_reply(draft: Draft, command: c.SubmitReply) -> None:
    """With every part that the rulebook asks for, from a unit that has signed for its order where it must."""
    rulebook = draft.law.rulebook
    if rulebook.is_limited("sign_for") and not draft.case.signed:
        clause = rulebook.limit("sign_for").clause or ""
        raise Refusal("sign_first", "请先签收工单，再提交答复。", "sign for the order before replying", clause)
    wrong = draft.case.wrong_number
    missing = [p for p in rulebook.reply_parts if p.is_required(wrong_number=wrong) and p.code not in command.parts]
    if missing:
        raise Refusal(
            "reply_incomplete",
            f"答复还缺少：{'、'.join(p.zh for p in missing)}。请补充后再提交。",
            f"the reply lacks: {', '.join(p.en for p in missing)}",
            missing[0].clause or "",
        )
    _require_explained(draft, command)
    _require_stamp(draft, command)
    require_day(draft, command)
    window = draft.case.owes("return")
    closed = window and window.ended(draft.now, Ending.WITHDRAWN)
    over = (closed, *no_longer_decided(draft), *gathered(draft, command.by))
    chain = _unit_chain(draft)
    if chain:
        # An extension still asked for is dropped with it; until it is signed, the reply is not handed in (CQ-27).
        urging = spared_no_more(draft, draft.case.owes("reply"))
        draft.add(command.by, _submitted(command, Role(chain[0].by)), *over, urging)
        return
    submitted = _submitted(command, _first_reviewer(draft), review=True)
    draft.add(command.by, submitted, *over, *_handed_in(draft))


def _submitted(command: c.SubmitReply, turn: Role, *, review: bool = False) -> f.ReplySubmitted:
    return f.ReplySubmitted(command.paper, turn, review, command.solved, command.promise_on, command.doubts)


def _require_stamp(draft: Draft, command: c.SubmitReply) -> None:
    """WB-6.3a: what the unit's main leader approves, and the centre gets, bears the unit's stamp."""
    rule = draft.law.rulebook.stamped_reply
    if rule and not command.stamped:
        raise Refusal(
            "stamp_missing",
            "请上传加盖公章的答复扫描件，检查通过后勾选。",
            "send a scan of the reply with the unit's stamp, and tick it once it was checked",
            rule.clause or "",
        )


def _require_explained(draft: Draft, command: c.SubmitReply) -> None:
    """SZ-A2.4.4i: what cannot be solved now is explained to the requester, and the reply says how and when."""
    if command.solved in (None, Solved.SOLVED) or EXPLAINED in command.parts:
        return
    unsolved = draft.law.rulebook.unsolved
    raise Refusal(
        "not_explained",
        "未完全解决的，请写明何时、以何种方式向诉求人作了解释和引导。",
        "where it is not wholly solved, say when and how that was explained to the requester",
        (unsolved and unsolved.clause) or "",
    )


def approve_reply(draft: Draft, command: c.ApproveReply) -> None:
    """The last signature of the unit's hands the reply in: that instant is judged, and the review is nobody's delay."""
    following = _after(_unit_chain(draft), _level(draft, _unit_chain(draft), command.by.role))
    if following:
        draft.add(command.by, f.ReplyApproved(Role(following.by), review=False, comment=command.comment))
    else:
        signed = f.ReplyApproved(_first_reviewer(draft), comment=command.comment)
        draft.add(command.by, signed, *_handed_in(draft))


def reject_reply(draft: Draft, command: c.RejectReply) -> None:
    """Whoever's turn it is may send it back to the handler; the deadline runs on."""
    _level(draft, _unit_chain(draft), command.by.role)
    draft.add(command.by, f.ReplyRejected(command.paper))


def pass_reply(draft: Draft, command: c.PassReply) -> None:
    """Past the last level, the reply is met when the version that passes was handed in."""
    chain = _centre_chain(draft)
    following = _after(chain, _level(draft, chain, command.by.role))
    if following:
        draft.add(command.by, f.ReplyPassed(Role(following.by), command.comment))
        return
    owed = draft.case.owes("reply")
    met = owed and owed.handed_over(draft.now)
    draft.add(
        command.by, f.ReplyPassed(comment=command.comment), met, draft.met("review"), draft.owe("answer", MACHINE)
    )


def send_back(draft: Draft, command: c.SendBack) -> None:
    """Completed within the running deadline, which judges it; a target where less than 1 day is left. The second time
    in one handling, the unit that stands for it is charged (SZ-A2.4.8, SZ-A2.4.3c).
    """
    _level(draft, _centre_chain(draft), command.by.role)
    _require_grounds(draft, command.grounds)
    owed = draft.case.owes("reply")
    again = owed and resumed(draft, owed)
    urging = asks_for_answer(draft, owed) if owed and owed.overdue else None
    target = draft.law.target(draft.now).due_at
    set_target = target if owed and owed.due_at < target else None
    sent_back = f.ReplySentBack(command.grounds, command.paper, set_target)
    twice_running = draft.case.sent_back > 0
    draft.add(command.by, sent_back, again, draft.met("review"), urging)
    if twice_running:
        charge_by_itself(draft, SENT_BACK_TWICE, draft.case.answerable)


Chain = tuple[Signature, ...]


def _unit_chain(draft: Draft) -> Chain:
    case = draft.case
    return draft.law.rulebook.approval_chain(supervised=case.supervised, major=case.major)


def _centre_chain(draft: Draft) -> Chain:
    case = draft.case
    return draft.law.rulebook.review_chain(supervised=case.supervised, major=case.major)


def _first_reviewer(draft: Draft) -> Role:
    return Role(_centre_chain(draft)[0].by)


def _handed_in(draft: Draft) -> tuple[Obligation | None, ...]:
    """What handing in does: the reply's instant is kept, an urging is answered (CQ-27), the review is owed."""
    owed = draft.case.owes("reply")
    return owed and replace(owed, handed_in_at=draft.now), *answered(draft), draft.owe("review", CENTRE)


def _after(chain: Chain, level: Signature) -> Signature | None:
    return next(iter(chain[chain.index(level) + 1 :]), None)


def _level(draft: Draft, chain: Chain, role: Role) -> Signature:
    """The level at which the reply stands, if this role may act there: a unit's head may always sign for its deputy."""
    turn = draft.case.turn
    level = next((each for each in chain if turn is not None and each.by == turn.value), chain[-1])
    if role.value == level.by or (role is Role.HEAD and level.by == Role.DEPUTY.value):
        return level
    raise Refusal(
        "not_your_turn",
        f"该答复现由{level.zh}审核。",
        f"the reply waits for {level.en}: it is not the turn of {role}",
        level.clause or "",
    )


def _require_grounds(draft: Draft, grounds: tuple[str, ...]) -> None:
    known = draft.law.rulebook.review_grounds
    if not grounds or any(ground not in [g.code for g in known] for ground in grounds):
        raise Refusal(
            "unknown_review_ground",
            "退回答复须选择规定的理由。",
            f"sending a reply back needs grounds out of {', '.join(g.code for g in known)}",
            next((g.clause for g in known if g.clause), "") or "",
        )
