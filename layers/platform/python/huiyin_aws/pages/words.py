"""The words for codes, Chinese first: one vocabulary for the people who handle, a plainer one for the requester."""

from typing import NamedTuple

from huiyin.case.vocabulary import Role, Stage
from huiyin.screening import Why


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
    "triage": Words("由人工判断", "a person decides"),
}

# Why the rules propose what they propose, for whoever decides.
WHYS: dict[str, Words] = {
    Why.EMERGENCY: Words("可能是紧急情况，请先处置", "It may be an emergency: see to it first"),
    Why.SAYS_NOTHING: Words("来信没有内容", "The letter says nothing"),
    Why.STILL_IN_HAND: Words("同一诉求人的同一事项正在办理，可并入", "The same matter is still in hand: join them"),
    Why.ANSWERED_BEFORE: Words(
        "同一诉求人的同一事项已办结并答复，请核对有无新的事实或理由",
        "The same matter was answered before: see whether there are new facts or grounds",
    ),
    Why.GUIDED_ELSEWHERE: Words("此类诉求由其他渠道办理，请引导", "This kind is handled elsewhere: refer it"),
    Why.WORDS_OF_GROUND: Words("来信用语涉及上述事由，请核实", "Its words point to this ground: check it"),
    Why.UNCLEAR: Words("内容过少或诉求不明", "Too little is said, or it is unclear what is wanted"),
    Why.KIND_UNCLEAR: Words("类别不明确", "Its kind is unclear"),
    Why.MAY_ACCUSE_UNIT: Words(
        "可能涉及举报，请核对被反映单位后再派单", "It may be a report: see whom it accuses before any unit gets it"
    ),
    Why.MAJOR: Words("属重要事项，须报领导批示", "A major matter: a leader instructs first"),
    Why.SEVERAL_BODIES: Words("可能涉及多个部门", "It may concern several bodies"),
    Why.CATEGORY_UNCLEAR: Words("领域不明确", "Its field is unclear"),
    Why.PLAIN: Words("类别和领域明确", "Its kind and field are plain"),
}

RATINGS: dict[str, Words] = {
    "good": Words("满意", "Satisfied"),
    "poor": Words("不满意", "Not satisfied"),
}


def unknown(code: str) -> Words:
    """A code that has no words of its own stands for itself."""
    return Words(code, code)
