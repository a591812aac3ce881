"""The words for codes, Chinese first: one vocabulary for the people who handle, a plainer one for the requester."""

from typing import NamedTuple

from huiyin.case.vocabulary import Role, Stage


class Words(NamedTuple):
    """One thing said in both languages."""

    zh: str
    en: str


STAGES: dict[Stage, Words] = {
    Stage.RECEIVED: Words("已收到", "Received"),
    Stage.TRIAGE: Words("待受理", "To be accepted"),
    Stage.DISPATCHING: Words("待派单", "To be dispatched"),
    Stage.HANDLING: Words("办理中", "Being handled"),
    Stage.RULING_RETURN: Words("退单待审", "Return to be ruled on"),
    Stage.APPROVING: Words("答复待签批", "Reply to be approved"),
    Stage.REVIEWING: Words("答复待审核", "Reply to be reviewed"),
    Stage.ANSWERING: Words("正在答复诉求人", "Being answered"),
    Stage.RATING: Words("待评价", "To be rated"),
    Stage.FOLLOWING_UP: Words("待回访", "To be followed up"),
    Stage.ARCHIVED: Words("已归档", "Archived"),
    Stage.DECLINED: Words("不予受理", "Declined"),
    Stage.REFERRED: Words("已引导", "Referred"),
}

_RECEIVED = ("received", Words("已收到", "Received"))
_IN_HAND = ("handling", Words("正在办理", "Being handled"))

# A code and words. What happens inside (who has returned, approved or reviewed what) is not the requester's worry.
REQUESTER_STAGES: dict[Stage, tuple[str, Words]] = dict.fromkeys(Stage, _IN_HAND) | {
    Stage.RECEIVED: _RECEIVED,
    Stage.TRIAGE: _RECEIVED,
    Stage.RATING: ("rating", Words("已答复，请您评价", "Answered; please rate the answer")),
    Stage.FOLLOWING_UP: ("following_up", Words("已收到您的评价，正在核实", "We are looking into your rating")),
    Stage.ARCHIVED: ("archived", Words("已办结", "Closed")),
    Stage.DECLINED: ("declined", Words("不予受理", "Not accepted")),
    Stage.REFERRED: ("referred", Words("请向其他部门反映", "Please turn to another body")),
}

ROLES: dict[Role, Words] = {
    Role.MACHINE: Words("系统", "System"),
    Role.CLOCK: Words("系统", "System"),
    Role.CENTRE: Words("受理单位", "Centre"),
    Role.HANDLER: Words("办理人", "Handler"),
    Role.DEPUTY: Words("分管负责人", "Deputy leader"),
    Role.HEAD: Words("主要负责人", "Head"),
    Role.REQUESTER: Words("诉求人", "Requester"),
}

STEPS: dict[str, Words] = {
    "accept": Words("受理并派单", "accept and dispatch"),
    "sign_for": Words("签收", "sign for the order"),
    "return": Words("申请退单", "ask for a return"),
    "rule_return": Words("审核退单", "rule on the return"),
    "reply": Words("答复", "reply"),
    "review": Words("审核答复", "review the reply"),
    "answer": Words("回复诉求人", "answer the requester"),
    "rate": Words("评价", "rate the answer"),
    "follow_up": Words("回访", "follow up"),
}

VERDICTS: dict[str, Words] = {
    "accept": Words("受理", "accept"),
    "decline": Words("不予受理", "decline"),
    "refer": Words("引导", "refer elsewhere"),
    "triage": Words("由人工判断", "a person decides"),
}

RATINGS: dict[str, Words] = {
    "good": Words("满意", "Satisfied"),
    "poor": Words("不满意", "Not satisfied"),
}


def unknown(code: str) -> Words:
    """A code that has no words of its own stands for itself."""
    return Words(code, code)
