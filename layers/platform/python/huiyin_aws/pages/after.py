"""What a page says once something is done: what it was, and what happens next."""

from huiyin.case.vocabulary import Role, Stage
from huiyin_aws.pages.visibility import CaseView
from huiyin_aws.pages.words import Words

DONE: dict[str, Words] = {
    "Accept": Words("已受理", "Accepted"),
    "Decline": Words("已作出不予受理决定", "Declined"),
    "Refer": Words("已引导", "Referred"),
    "AnswerAtOnce": Words("已直接答复", "Answered"),
    "Dispatch": Words("已派单", "Dispatched"),
    "SignFor": Words("已签收", "Signed for"),
    "RequestReturn": Words("已提交退单申请", "Return asked for"),
    "RequestExtension": Words("已提交延期申请", "Extension asked for"),
    "GrantExtension": Words("已同意延期", "Extension granted"),
    "RefuseExtension": Words("未同意延期", "Extension refused"),
    "SubmitReply": Words("已提交答复", "Reply submitted"),
    "ApproveReply": Words("已签批", "Reply approved"),
    "RejectReply": Words("已退回修改", "Reply rejected"),
    "UpholdReturn": Words("已同意退单", "Return upheld"),
    "RefuseReturn": Words("未同意退单", "Return refused"),
    "PassReply": Words("已审核通过", "Reply passed"),
    "SendBack": Words("已退回重办", "Reply sent back"),
    "Rate": Words("感谢您的评价", "Thank you for your rating"),
    "OrderSecondHandling": Words("已再次交办", "Second handling ordered"),
    "Explain": Words("已发出说明", "Explanation sent"),
}

# After these the same link still serves: the order is with the same unit.
GOES_ON = frozenset({"SignFor", "RequestExtension"})

_NEXT: dict[str, Words] = {
    Stage.DISPATCHING: Words("请派单。派单链接会另发给您。", "Please dispatch it. You get a link for that."),
    Stage.HANDLING: Words("由承办单位办理并答复。", "The unit handles it and replies."),
    Stage.RULING_RETURN: Words("由受理单位审核退单，结果会通知您。", "The centre rules on the return; you are told."),
    Stage.APPROVING: Words("由本单位负责人审核签批。", "The unit's leader reads and approves it."),
    Stage.REVIEWING: Words("由受理单位审核答复。", "The centre reviews the reply."),
    Stage.ANSWERING: Words("答复随即发给诉求人。", "The answer goes to the requester at once."),
    Stage.RATING: Words("答复已发给诉求人，等候评价。", "The requester has the answer and may rate it."),
    Stage.FOLLOWING_UP: Words("由受理单位回访核实。", "The centre follows it up."),
    Stage.ARCHIVED: Words("案件已归档，无需其他操作。", "The case is archived; nothing is left to do."),
    Stage.DECLINED: Words("诉求人会收到原因，案件已办结。", "The requester is told why; the case has ended."),
    Stage.REFERRED: Words("诉求人会收到指引，案件已办结。", "The requester is told where to go; the case has ended."),
}

_NEXT_FOR_HANDLER: dict[str, Words] = {
    "SignFor": Words("请在时限内提交答复。", "Please submit the reply in time."),
    "RequestExtension": Words(
        "由本单位负责人审批，批准前时限不变。", "Your leader decides; until then the deadline stays."
    ),
}

_NEXT_FOR_REQUESTER: dict[str, Words] = {
    "following_up": Words("我们会核实您反映的情况，并把结果告诉您。", "We look into it and tell you the result."),
    "archived": Words("您的诉求已办结，感谢您的来信。", "Your request is closed. Thank you for writing."),
}
_IN_HAND = Words("我们正在办理，结果会通知您。", "We are at work on it and tell you the result.")


def next_step(command: str, view: CaseView) -> Words:
    """Who does what next, as this role is told."""
    if view.role is Role.REQUESTER:
        return _NEXT_FOR_REQUESTER.get(view.stage_code, _IN_HAND)
    if view.stage_code == Stage.HANDLING and command in _NEXT_FOR_HANDLER:
        return _NEXT_FOR_HANDLER[command]
    return _NEXT.get(view.stage_code, _IN_HAND)
