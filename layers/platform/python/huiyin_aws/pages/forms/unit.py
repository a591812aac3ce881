"""A unit's forms: its handler signs, replies, extends, returns; its leaders consent and approve (SZ-A2.4.4a–f)."""

from collections.abc import Callable

from huiyin_aws.pages.forms.desk import Desk, with_reason
from huiyin_aws.pages.forms.fields import Field, Form, Kind, confirm, text
from huiyin_aws.pages.words import Words


def _sign_for(desk: Desk) -> Form:
    return Form(
        command="SignFor",
        heading=Words("签收", "Sign for the order"),
        explains=Words(
            "签收表示本单位已收到工单，签收后即可答复。", "You confirm receipt, and can reply from then on."
        ),
        button=Words("签收", "Sign for"),
        fields=(confirm("本单位已收到该工单", "This unit has received the order"),),
    )


def _submit_reply(desk: Desk) -> Form:
    fields = tuple(
        text(f"part_{part.code}", part.zh, part.en, Words(part.hint.zh, part.hint.en), required=part.required)
        for part in desk.rulebook.reply_parts
    )
    return Form(
        command="SubmitReply",
        heading=Words("提交答复", "Submit the reply"),
        explains=Words("提交后由本单位负责人审核签批。", "Your leader then reads and approves it."),
        button=Words("提交答复", "Submit"),
        fields=fields,
    )


def _request_extension(desk: Desk) -> Form:
    most = max(desk.longest_extension, 1)
    days = Field(
        name="days",
        kind=Kind.NUMBER,
        label=Words("延期几个工作日", "How many working days"),
        hint=Words(f"1 至 {most}，累计不超过原办理时限。", f"1 to {most}; in sum not longer than the original limit."),
        most=most,
    )
    return Form(
        command="RequestExtension",
        heading=Words("申请延期", "Ask for an extension"),
        explains=Words(
            "由本单位负责人审批；批准前时限继续计算。", "Your leader decides; until then the deadline runs on."
        ),
        button=Words("申请延期", "Ask for an extension"),
        fields=(
            days,
            text("reason", "延期理由", "Reason"),
            confirm("已向诉求人说明延期原因", "The requester has been told why", name="consent"),
        ),
    )


def _request_return(desk: Desk) -> Form:
    return Form(
        command="RequestReturn",
        heading=Words("申请退单", "Ask for a return"),
        explains=Words("由受理单位审核；审核期间答复时限继续计算。", "The centre rules on it; the deadline runs on."),
        button=Words("申请退单", "Ask for a return"),
        fields=(
            text(
                "reason", "退单理由", "Reason", Words("说明为什么不属于本单位职责。", "Why it is not this unit's duty.")
            ),
            text(
                "basis",
                "依据",
                "Basis",
                Words("写明法规、文件或职责分工的出处。", "Cite the law, paper or division of duties."),
            ),
            text("suggestion", "改派建议", "Whom to give it to instead", required=False),
        ),
    )


def _grant_extension(desk: Desk) -> Form:
    days = desk.case.extension_asked
    noun = "working day" if days == 1 else "working days"
    return Form(
        command="GrantExtension",
        heading=Words("同意延期", "Grant the extension"),
        explains=Words(f"答复时限延长 {days} 个工作日，并报受理单位备案。", f"{days} more {noun}; the centre is told."),
        button=Words("同意延期", "Grant"),
        fields=(confirm("我同意这次延期", "I consent to this extension"),),
    )


def _refuse_extension(desk: Desk) -> Form:
    return with_reason(
        "RefuseExtension",
        Words("不同意延期", "Refuse the extension"),
        Words("办理人仍须按原时限答复。", "The reply stays due when it is."),
    )


def _approve_reply(desk: Desk) -> Form:
    return Form(
        command="ApproveReply",
        heading=Words("签批答复", "Approve the reply"),
        explains=Words("签批后答复送受理单位审核。", "The reply then goes to the centre for review."),
        button=Words("同意并报送", "Approve"),
        fields=(confirm("我已审核答复全文", "I have read the whole reply"),),
    )


def _reject_reply(desk: Desk) -> Form:
    return with_reason(
        "RejectReply",
        Words("退回修改", "Reject the reply"),
        Words("答复退回办理人修改，时限继续计算。", "It goes back to the handler; the deadline runs on."),
    )


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "SignFor": _sign_for,
    "SubmitReply": _submit_reply,
    "RequestExtension": _request_extension,
    "RequestReturn": _request_return,
    "GrantExtension": _grant_extension,
    "RefuseExtension": _refuse_extension,
    "ApproveReply": _approve_reply,
    "RejectReply": _reject_reply,
}
