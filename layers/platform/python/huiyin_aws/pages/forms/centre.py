"""The centre's forms: triage, dispatch, returns, review, follow-up; each says what follows from it."""

from collections.abc import Callable

from huiyin_aws.pages.forms.desk import Desk, with_reason
from huiyin_aws.pages.forms.fields import Field, Form, Kind, Option, confirm, options, select, text
from huiyin_aws.pages.words import Words

_TO_THE_REQUESTER = Words("诉求人会读到这段文字，请用平实的语言。", "The requester reads this: plain words, please.")
_LATER = Words("不选则稍后派单。", "Choose none to dispatch later.")


def _accept(desk: Desk) -> Form:
    return Form(
        command="Accept",
        heading=Words("受理", "Accept"),
        explains=Words("受理后派给承办单位，签收和答复时限从派单时起算。", "Signing and replying count from dispatch."),
        button=Words("受理", "Accept"),
        fields=(
            select("kind", "诉求类别", "Kind", options(desk.rulebook.kinds), proposed=desk.case.kind),
            select("category", "所属领域", "Field", options(desk.rulebook.categories), proposed=desk.case.category),
            select("unit", "承办单位", "Unit", desk.units, _LATER, proposed=desk.proposed_unit, required=False),
            confirm("我已核对类别和承办单位", "I have checked the kind and the unit"),
        ),
    )


def _decline(desk: Desk) -> Form:
    grounds = tuple(Option(g.code, Words(g.zh, g.en)) for g in desk.rulebook.decline_grounds)
    return Form(
        command="Decline",
        heading=Words("不予受理", "Decline"),
        explains=Words("诉求人会收到不予受理的原因，案件随即办结。", "The requester is told why, and the case ends."),
        button=Words("不予受理", "Decline"),
        fields=(
            select("ground", "原因", "Ground", grounds, proposed=desk.case.ground),
            text("explanation", "说明", "Explanation", _TO_THE_REQUESTER),
        ),
    )


def _refer(desk: Desk) -> Form:
    grounds = tuple(Option(g.code, Words(g.zh, g.en)) for g in desk.rulebook.referral)
    return Form(
        command="Refer",
        heading=Words("引导至其他部门", "Refer elsewhere"),
        explains=Words(
            "诉求人会收到该去哪里办的指引，案件随即办结。", "The requester is told where to go, and the case ends."
        ),
        button=Words("引导", "Refer"),
        fields=(
            select("ground", "原因", "Ground", grounds, proposed=desk.case.ground),
            text("explanation", "说明", "Explanation", _TO_THE_REQUESTER),
        ),
    )


def _answer_at_once(desk: Desk) -> Form:
    return Form(
        command="AnswerAtOnce",
        heading=Words("直接答复", "Answer at once"),
        explains=Words("不派单，答复直接发给诉求人。", "No order is made; the answer goes to the requester."),
        button=Words("发出答复", "Send the answer"),
        fields=(text("text", "答复内容", "Answer", _TO_THE_REQUESTER),),
    )


def _dispatch(desk: Desk) -> Form:
    return Form(
        command="Dispatch",
        heading=Words("派单", "Dispatch"),
        explains=Words("签收和答复时限从派单时起算。", "Signing and replying count from now."),
        button=Words("派单", "Dispatch"),
        fields=(
            select("unit", "承办单位", "Unit", desk.units, proposed=desk.proposed_unit),
            confirm("我已核对承办单位", "I have checked the unit"),
        ),
    )


def _uphold_return(desk: Desk) -> Form:
    return Form(
        command="UpholdReturn",
        heading=Words("同意退单", "Uphold the return"),
        explains=Words("改派的单位从派单时起重新计算时限。", "The next unit's limit begins afresh."),
        button=Words("同意退单", "Uphold"),
        fields=(
            select(
                "unit", "改派单位", "The next unit", desk.units, _LATER, proposed=desk.proposed_unit, required=False
            ),
            confirm("我已核对退单理由和依据", "I have checked the reason and its basis"),
        ),
    )


def _refuse_return(desk: Desk) -> Form:
    return with_reason(
        "RefuseReturn",
        Words("不同意退单", "Refuse the return"),
        Words("工单仍由原单位办理，时限不变。", "The unit keeps the order; its deadline stays."),
    )


def _pass_reply(desk: Desk) -> Form:
    return Form(
        command="PassReply",
        heading=Words("审核通过", "Pass the reply"),
        explains=Words("答复随即发给诉求人。", "The answer goes to the requester at once."),
        button=Words("审核通过", "Pass"),
        fields=(confirm("答复规范、具体、完整", "The reply keeps to the form, and is specific and complete"),),
    )


def _send_back(desk: Desk) -> Form:
    grounds = Field(
        name="grounds",
        kind=Kind.CHECKBOXES,
        label=Words("退回理由", "Grounds"),
        hint=Words("可多选。", "Tick all that apply."),
        options=options(desk.rulebook.review_grounds),
    )
    return Form(
        command="SendBack",
        heading=Words("退回重办", "Send the reply back"),
        explains=Words("承办单位须在原时限内完成修改。", "The unit completes it within the running deadline."),
        button=Words("退回重办", "Send back"),
        fields=(grounds, text("reason", "需要补充什么", "What is missing")),
    )


def _order_second_handling(desk: Desk) -> Form:
    return with_reason(
        "OrderSecondHandling",
        Words("再次交办", "Order a second handling"),
        Words("原单位重新办理，列入督办，时限重新计算。", "The unit handles it again, supervised, with a fresh limit."),
    )


def _explain(desk: Desk) -> Form:
    return Form(
        command="Explain",
        heading=Words("解释说明", "Explain to the requester"),
        explains=Words("说明发给诉求人，案件随即归档。", "The requester gets it, and the case is archived."),
        button=Words("发出说明", "Send the explanation"),
        fields=(text("text", "说明内容", "Explanation", _TO_THE_REQUESTER),),
    )


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "Accept": _accept,
    "Decline": _decline,
    "Refer": _refer,
    "AnswerAtOnce": _answer_at_once,
    "Dispatch": _dispatch,
    "UpholdReturn": _uphold_return,
    "RefuseReturn": _refuse_return,
    "PassReply": _pass_reply,
    "SendBack": _send_back,
    "OrderSecondHandling": _order_second_handling,
    "Explain": _explain,
}
