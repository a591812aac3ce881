"""The words for codes, Chinese first: one vocabulary for the people who handle, a plainer one for the requester."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from huiyin.case.vocabulary import Contact, Outcome, Role, Solved, Stage
from huiyin.screening import Why


class Words(NamedTuple):
    """One thing said in both languages."""

    zh: str
    en: str


class Named(Protocol):
    """A rule, a unit: whatever has a code and a name."""

    @property
    def code(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


def people(units: Iterable[Named]) -> dict[str, Words]:
    """Everybody registered in these units, by id: people are known by unit and post."""
    return {
        person.id: Words(f"{unit.zh} · {person.title}", f"{unit.en} · {person.title}")
        for unit in units
        for person in getattr(unit, "people", ())
    }


STAGES: dict[Stage, Words] = {
    Stage.RECEIVED: Words("已收到", "Received"),
    Stage.TRIAGE: Words("待受理", "To be accepted"),
    Stage.CHECKING: Words("受理意见待审核", "Opinion to be checked"),
    Stage.INSTRUCTING: Words("待领导批示", "A leader to instruct"),
    Stage.COORDINATING: Words("待上级协调", "To be coordinated"),
    Stage.DISPATCHING: Words("待派单", "To be dispatched"),
    Stage.HANDLING: Words("办理中", "Being handled"),
    Stage.RULING_RETURN: Words("退单待审", "Return to be ruled on"),
    Stage.APPROVING: Words("答复待签批", "Reply to be approved"),
    Stage.REVIEWING: Words("答复待审核", "Reply to be reviewed"),
    Stage.ANSWERING: Words("正在答复诉求人", "Being answered"),
    Stage.RATING: Words("待评价", "To be rated"),
    Stage.FOLLOWING_UP: Words("待回访", "To be followed up"),
    Stage.JOINED: Words("并案办理中", "Handled with another"),
    Stage.KEEPING_PROMISE: Words("跟踪承诺", "A promise to be kept"),
    Stage.ARCHIVED: Words("已归档", "Archived"),
    Stage.DECLINED: Words("不予受理", "Declined"),
    Stage.REFERRED: Words("已引导", "Referred"),
}

OUTCOMES: dict[Outcome, Words] = {
    Outcome.SATISFIED: Words("满意", "Satisfied"),
    Outcome.SATISFIED_BY_DEFAULT: Words("默认满意", "Satisfied by default"),
    Outcome.POOR_WITHOUT_REASON: Words("不满意未说明理由", "Dissatisfied without a reason"),
    Outcome.EXPLAINED: Words("解释说明", "Explained"),
    Outcome.ANSWERED: Words("已答复", "Answered"),
    Outcome.UNRATED: Words("未评价", "Not rated"),
    Outcome.DECLINED: Words("不予受理", "Declined"),
    Outcome.REFERRED: Words("已引导", "Referred"),
    Outcome.FORWARDED: Words("已转送", "Forwarded"),
    Outcome.TRANSFERRED: Words("已转接", "Transferred"),
    Outcome.SUBMITTED_UPWARD: Words("已呈办", "Submitted upward"),
}

# What a reply says of the matter itself, to its writer and its readers; and more plainly to the requester.
SOLVED: dict[Solved, Words] = {
    Solved.SOLVED: Words("已解决，或已答复清楚", "Solved, or answered in full"),
    Solved.PARTLY: Words("部分解决", "Solved in part"),
    Solved.NOT_NOW: Words("目前不能解决", "It cannot be solved now"),
}
SOLVED_FOR_REQUESTER: dict[Solved, Words] = {
    Solved.SOLVED: Words("您反映的问题已经解决或答复", "What you wrote about is solved, or answered"),
    Solved.PARTLY: Words("您反映的问题部分已经解决", "What you wrote about is solved in part"),
    Solved.NOT_NOW: Words(
        "您反映的问题目前还不能解决，原因见答复", "What you wrote about cannot be solved now; the answer says why"
    ),
}
PROMISE_WORDS = Words("作出的承诺", "What is promised")
EXPLAINED_WORDS = Words("向诉求人解释的情况", "How this was explained to the requester")

_RECEIVED = ("received", Words("已收到", "Received"))
_IN_HAND = ("handling", Words("正在办理", "Being handled"))

# A code and words. What happens inside (who has checked, instructed, returned or approved what) is not the
# requester's worry.
REQUESTER_STAGES: dict[Stage, tuple[str, Words]] = dict.fromkeys(Stage, _IN_HAND) | {
    Stage.RECEIVED: _RECEIVED,
    Stage.TRIAGE: _RECEIVED,
    Stage.CHECKING: _RECEIVED,
    Stage.RATING: ("rating", Words("已答复，请您评价", "Answered; please rate the answer")),
    Stage.FOLLOWING_UP: ("following_up", Words("已收到您的评价，正在核实", "We are looking into your rating")),
    Stage.KEEPING_PROMISE: (
        "keeping_promise",
        Words("已答复，正在落实承诺", "Answered; what was promised is being done"),
    ),
    Stage.ARCHIVED: ("archived", Words("已办结", "Closed")),
    Stage.DECLINED: ("declined", Words("不予受理", "Not accepted")),
    Stage.REFERRED: ("referred", Words("请向其他部门反映", "Please turn to another body")),
}

# Where the matter itself went on, nobody has to go anywhere.
REQUESTER_OUTCOMES: dict[Outcome, tuple[str, Words]] = {
    Outcome.FORWARDED: ("forwarded", Words("已转交有责任的单位", "Passed on to the body responsible")),
    Outcome.TRANSFERRED: ("transferred", Words("已转接有责任的单位", "Transferred to the body responsible")),
    Outcome.SUBMITTED_UPWARD: ("submitted_upward", Words("已呈报上级统筹办理", "Passed on to the level above")),
}

ROLES: dict[Role, Words] = {
    Role.MACHINE: Words("系统", "System"),
    Role.CLOCK: Words("系统", "System"),
    Role.CENTRE: Words("受理单位", "Centre"),
    Role.CHECKER: Words("受理审核人", "Checker"),
    Role.LEADER: Words("分管领导", "Leader in charge"),
    Role.CHIEF: Words("主要领导", "Chief"),
    Role.REGIONAL: Words("上级热线协调员", "Coordinator of the level above"),
    Role.PLATFORM: Words("分办平台", "Platform"),
    Role.HANDLER: Words("办理人", "Handler"),
    Role.DEPUTY: Words("分管负责人", "Deputy leader"),
    Role.HEAD: Words("主要负责人", "Head"),
    Role.SUPPORTER: Words("协办人", "Supporting handler"),
    Role.REQUESTER: Words("诉求人", "Requester"),
}

STEPS: dict[str, Words] = {
    "accept": Words("受理并派单", "accept and dispatch"),
    "hand_out": Words("分办", "hand it out to a unit"),
    "check": Words("审核受理意见", "check the opinion"),
    "instruct": Words("批示", "instruct"),
    "coordinate": Words("协调", "coordinate"),
    "sign_for": Words("签收", "sign for the order"),
    "support": Words("提出协办意见", "contribute as a supporting unit"),
    "return": Words("申请退单", "ask for a return"),
    "rule_return": Words("审核退单", "rule on the return"),
    "reply": Words("答复", "reply"),
    "review": Words("审核答复", "review the reply"),
    "answer": Words("回复诉求人", "answer the requester"),
    "joined": Words("核对并案进展", "look at the request that it was joined to"),
    "urge": Words("答复催办", "answer the urging notice"),
    "rate": Words("评价", "rate the answer"),
    "follow_up": Words("回访", "follow up"),
    "promise": Words("落实承诺", "keep the promise"),
    "confirm_promise": Words("核实承诺", "confirm the promise"),
    "decide_extension": Words("审批延期", "decide on the extension"),
}

CONTACTS: dict[Contact, Words] = {
    Contact.REACHED: Words("已联系上", "reached"),
    Contact.NOT_REACHED: Words("未联系上", "not reached"),
    Contact.WRONG_NUMBER: Words("号码有误或是空号", "wrong number"),
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

# What the centre would do with a request: the moves of an opinion.
MOVES: dict[str, Words] = {
    "accept": Words("受理", "Accept"),
    "decline": Words("不予受理", "Decline"),
    "refer": Words("引导至其他部门", "Refer elsewhere"),
    "forward": Words("转送有责任的单位", "Forward to the body responsible"),
    "upward": Words("呈报上级办理", "Submit upward"),
    "three_way": Words("三方通话", "A three-way call"),
    "transfer": Words("呼叫转接", "Transfer the call"),
    "answer": Words("直接答复", "Answer at once"),
}

# What a file is for.
PURPOSES: dict[str, Words] = {
    "return": Words("证明退单的盖章扫描件", "stamped scan that proves a return"),
    "extension": Words("证明延期的审批扫描件", "signed scan that proves an extension"),
    "stamped": Words("加盖公章的答复扫描件", "scan of the reply, stamped"),
    "reply": Words("随答复的照片或材料", "photo or paper with the reply"),
    "other": Words("其他材料", "other material"),
}


def unknown(code: str) -> Words:
    """A code that has no words of its own stands for itself."""
    return Words(code, code)


def named(rules: Iterable[Named], code: str) -> Words | None:
    """The words of a code, or None for none; one that the rulebook no longer has stands for itself."""
    found = (Words(rule.zh, rule.en) for rule in rules if rule.code == code)
    return next(found, unknown(code)) if code else None
