"""What a page says once something is done: what it was, and what happens next."""

from huiyin.case.vocabulary import Role, Stage
from huiyin_aws.pages.visibility import CaseView
from huiyin_aws.pages.words import Words

DONE: dict[str, Words] = {
    "Accept": Words("已受理", "Accepted"),
    "AskInstruction": Words("已呈请批示", "Sent up for instruction"),
    "Decline": Words("已作出不予受理决定", "Declined"),
    "Refer": Words("已引导", "Referred"),
    "Forward": Words("已转送", "Forwarded"),
    "SubmitUpward": Words("已呈报上级", "Submitted upward"),
    "RecordThreeWayCall": Words("已记录三方通话", "Three-way call recorded"),
    "TransferCall": Words("已记录呼叫转接", "Transfer recorded"),
    "AnswerAtOnce": Words("已直接答复", "Answered"),
    "ConfirmOpinion": Words("已同意受理意见", "Opinion agreed to"),
    "RejectOpinion": Words("已退回受理意见", "Opinion sent back"),
    "Instruct": Words("已作出批示", "Instructed"),
    "AskCoordination": Words("已提请协调", "Sent up to be coordinated"),
    "Coordinate": Words("已协调派单", "Coordinated and dispatched"),
    "DeclineCoordination": Words("已退回受理单位", "Given back to the centre"),
    "Dispatch": Words("已派单", "Dispatched"),
    "DispatchAgain": Words("已再次派单", "Dispatched again"),
    "Correct": Words("已更正登记", "Corrected"),
    "NameAccused": Words("已登记被反映的对象", "Noted whom it is about"),
    "Recall": Words("已收回工单", "Order taken back"),
    "JoinTo": Words("已并案", "Joined"),
    "SplitOff": Words("已拆分", "Split off"),
    "VoidOverdue": Words("已裁定不计逾期", "Overdue voided"),
    "NameSupporting": Words("已指定协办单位", "Supporting units named"),
    "Contribute": Words("已提出协办意见", "Contributed"),
    "DeclineSupport": Words("已提出不属于协办职责", "Your unit's objection is noted"),
    "ReleaseSupport": Words("已免除协办任务", "Supporting unit released"),
    "SignFor": Words("已签收", "Signed for"),
    "RequestReturn": Words("已提交退单申请", "Return asked for"),
    "RequestExtension": Words("已提交延期申请", "Extension asked for"),
    "GrantExtension": Words("已同意延期", "Extension granted"),
    "RefuseExtension": Words("未同意延期", "Extension refused"),
    "NameHandler": Words("已交由其他办理人", "Handed to another handler"),
    "HandOn": Words("已转下级单位办理", "Handed on"),
    "AlertLine": Words("已登记通知情况", "Alert recorded"),
    "RecordContact": Words("已登记联系情况", "Contact recorded"),
    "SubmitReply": Words("已提交答复", "Reply submitted"),
    "ApproveReply": Words("已签批", "Reply approved"),
    "RejectReply": Words("已退回修改", "Reply rejected"),
    "UpholdReturn": Words("已同意退单", "Return upheld"),
    "RefuseReturn": Words("未同意退单", "Return refused"),
    "PassReply": Words("已审核通过", "Reply passed"),
    "SendBack": Words("已退回重办", "Reply sent back"),
    "Rate": Words("感谢您的评价", "Thank you for your rating"),
    "OrderSecondHandling": Words("已再次交办", "Second handling ordered"),
    "ReportPromise": Words("已报告承诺落实情况", "Promise reported as kept"),
    "ConfirmPromise": Words("已核实承诺", "Promise confirmed"),
    "RejectPromise": Words("已退回承诺", "Promise sent back"),
    "ReleasePromise": Words("承诺已不再跟踪", "Promise let go"),
    "Charge": Words("已记录在案", "Charged"),
    "WithdrawCharge": Words("已不予追究", "Charge withdrawn"),
    "Explain": Words("已发出说明", "Explanation sent"),
}

# After these the same link still serves: the order is with the same unit.
GOES_ON = frozenset({"SignFor", "RequestExtension", "RecordContact"})

# With these the centre gives an opinion, which a second person checks where the programme has one (CQ-13).
_OPINIONS = frozenset({"Accept", "Decline", "Refer", "Forward", "SubmitUpward", "AnswerAtOnce"})
_OPINIONS |= {"RecordThreeWayCall", "TransferCall"}
_OPINION_GIVEN = Words("已提出受理意见", "Opinion given")

_NEXT: dict[str, Words] = {
    Stage.TRIAGE: Words("由受理单位重新提出意见。", "The centre gives a new opinion."),
    Stage.DISPATCHING: Words("请派单。派单链接会另发给您。", "Please dispatch it. You get a link for that."),
    Stage.HANDLING: Words("由承办单位办理并答复。", "The unit handles it and replies."),
    Stage.RULING_RETURN: Words("由受理单位审核退单，结果会通知您。", "The centre rules on the return; you are told."),
    Stage.JOINED: Words("对方答复后，本件诉求人同时得到答复。", "Its requester is answered when the other one is."),
    Stage.ANSWERING: Words("答复随即发给诉求人。", "The answer goes to the requester at once."),
    Stage.RATING: Words("答复已发给诉求人，等候评价。", "The requester has the answer and may rate it."),
    Stage.FOLLOWING_UP: Words("由受理单位回访核实。", "The centre follows it up."),
    Stage.KEEPING_PROMISE: Words(
        "承诺落实并经核实后归档。", "The case is archived once the promise is kept and confirmed."
    ),
    Stage.ARCHIVED: Words("案件已归档，无需其他操作。", "The case is archived; nothing is left to do."),
    Stage.DECLINED: Words("诉求人会收到原因，案件已办结。", "The requester is told why; the case has ended."),
    Stage.REFERRED: Words("诉求人会收到通知，案件已办结。", "The requester is told; the case has ended."),
}

# Here one after the other has a turn.
_ANOTHERS_TURN = frozenset({Stage.CHECKING, Stage.INSTRUCTING, Stage.COORDINATING, Stage.APPROVING, Stage.REVIEWING})

_NEXT_FOR_HANDLER: dict[str, Words] = {
    "SignFor": Words("请在时限内提交答复。", "Please submit the reply in time."),
    "RecordContact": Words("请继续办理，在时限内提交答复。", "Please go on, and submit the reply in time."),
    "RequestExtension": Words(
        "审批结果会通知您；批准前时限不变。", "You are told what is decided; until then the deadline stays."
    ),
}

_NEXT_OUT_OF_TURN: dict[str, Words] = {
    "RejectOpinion": Words(
        "由受理单位重新提出意见，或者另行派单。", "The centre gives a new opinion, or dispatches it."
    ),
    "DeclineCoordination": Words("由受理单位另行派单。", "The centre dispatches it itself."),
    "NameHandler": Words("新的办理人会收到链接，时限不变。", "They get a link of their own; the deadline stays."),
    "HandOn": Words(
        "下级单位会收到链接，时限不变；答复由本单位负责人签批。",
        "That unit gets a link, and the deadline stays; your leaders sign its reply.",
    ),
    "ReportPromise": Words("由受理单位核实。", "The centre looks whether it is kept."),
    "RejectPromise": Words("由承办单位继续落实，日期不变。", "The unit goes on; the day stays as it was."),
    "AlertLine": Words(
        "如还通知了其他热线，请继续登记。", "Please record every other line that you alert, by the same link."
    ),
}

_NEXT_FOR_SUPPORTER: dict[str, Words] = {
    "Contribute": Words(
        "主办单位汇总后答复诉求人，您单位的协办任务已完成。", "The lead unit gathers it and replies; your task is done."
    ),
    "DeclineSupport": Words(
        "由受理单位决定，结果会通知您；决定前请按时限准备意见。",
        "The centre decides, and you are told; until then your time runs on.",
    ),
}

_NEXT_FOR_REQUESTER: dict[str, Words] = {
    "following_up": Words("我们会核实您反映的情况，并把结果告诉您。", "We look into it and tell you the result."),
    "keeping_promise": Words(
        "感谢您的评价。我们会跟踪落实答复中的承诺。", "Thank you. We see to it that what was promised is done."
    ),
    "archived": Words("您的诉求已办结，感谢您的来信。", "Your request is closed. Thank you for writing."),
}
_IN_HAND = Words("我们正在办理，结果会通知您。", "We are at work on it and tell you the result.")


def done(command: str, view: CaseView) -> Words:
    """What was done."""
    return _OPINION_GIVEN if command in _OPINIONS and view.stage_code == Stage.CHECKING else DONE[command]


def next_step(command: str, view: CaseView) -> Words:
    """Who does what next, as this role is told."""
    if view.role is Role.REQUESTER:
        return _NEXT_FOR_REQUESTER.get(view.stage_code, _IN_HAND)
    if words := (_NEXT_FOR_SUPPORTER | _NEXT_OUT_OF_TURN).get(command):
        return words
    if view.stage_code == Stage.HANDLING and command in _NEXT_FOR_HANDLER:
        return _NEXT_FOR_HANDLER[command]
    if view.acts_now and view.stage_code in _ANOTHERS_TURN:
        who = view.acts_now
        return Words(f"等候：{who.zh}。", f"It waits for: {who.en}.")
    return _NEXT.get(view.stage_code, _IN_HAND)
