"""A unit with its order: sign for it, return it, ask for more time; and the decision on that, whoever's it is.

SZ-A2.4.3c; SZ-A2.4.4a–b, e; NM-11e (a return suggests whom else to ask); GX-11, GX-14c (proved by a paper that the
unit's leader signed, and decided by the centre).
"""

from collections.abc import Callable

from huiyin_aws.pages.forms import scans
from huiyin_aws.pages.forms.desk import Desk, with_reason
from huiyin_aws.pages.forms.fields import Field, Form, Kind, Option, confirm, line, select, text
from huiyin_aws.pages.words import CONTACTS, Words


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


def _request_return(desk: Desk) -> Form:
    why = Words("说明为什么不属于本单位职责。", "Why it is not this unit's duty.")
    cite = Words("写明法规、文件或职责分工的出处。", "Cite the law, paper or division of duties.")
    rule = desk.rulebook.returns
    proof = _proof(desk, "return", "退单") if rule.proof == "scan" else ()
    return Form(
        command="RequestReturn",
        heading=Words("申请退单", "Ask for a return"),
        explains=Words("由受理单位审核；审核期间答复时限继续计算。", "The centre rules on it; the deadline runs on."),
        button=Words("申请退单", "Ask for a return"),
        fields=(
            text("reason", "退单理由", "Reason", why, required=rule.reason_required),
            text("basis", "依据", "Basis", cite, required=rule.basis_required),
            *proof,
            text("suggestion", "改派建议", "Whom to give it to instead", required=rule.suggestion_required),
        ),
    )


def _request_extension(desk: Desk) -> Form:
    rule, most = desk.rulebook.extension, max(desk.longest_extension, 1)
    days = Field(
        name="days",
        kind=Kind.NUMBER,
        label=Words("延期几个工作日", "How many working days"),
        hint=Words(f"1 至 {most}，累计不超过原办理时限。", f"1 to {most}; in sum not longer than the original limit."),
        most=most,
    )
    by_centre = rule.decided_by == "centre"
    who = Words("受理单位", "The centre") if by_centre else Words("本单位负责人", "Your leader")
    told = confirm("已向诉求人说明延期原因", "The requester has been told why", name="consent")
    return Form(
        command="RequestExtension",
        heading=Words("申请延期", "Ask for an extension"),
        explains=Words(f"由{who.zh}审批；批准前时限继续计算。", f"{who.en} decides; until then the deadline runs on."),
        button=Words("申请延期", "Ask for an extension"),
        fields=(
            days,
            text("reason", "延期理由", "Reason"),
            *(_proof(desk, "extension", "延期") if rule.proof == "scan" else ()),
            *((told,) if rule.explained_to_requester else ()),
        ),
    )


def _record_contact(desk: Desk) -> Form:
    """SZ-A2.4.4f, i; NM-11c; CQ-14, CQ-14b."""
    outcome = Field(
        name="outcome",
        kind=Kind.RADIO,
        label=Words("联系结果", "What came of it"),
        options=tuple(Option(each.value, words) for each, words in CONTACTS.items()),
    )
    parts = [part for part in desk.rulebook.reply_parts if part.about_contact]
    spared = Words(
        f"号码有误的，据来信内容答复{f'，不必再填“{parts[0].zh}”' if parts else ''}。",
        f"With a wrong number, reply from the letter{f'; “{parts[0].en}” is not asked then' if parts else ''}.",
    )
    told = Words(
        "写明时间、方式和沟通内容，只供办理人员阅读。", "When, how, and what was said. Only those inside read it."
    )
    return Form(
        command="RecordContact",
        heading=Words("登记与诉求人联系情况", "Record a contact with the requester"),
        explains=Words(f"每次联系都登记，可多次填写。{spared.zh}", f"Each attempt, as often as you like. {spared.en}"),
        button=Words("登记", "Record"),
        fields=(outcome, text("told", "联系情况", "What was said", told)),
    )


def _name_handler(desk: Desk) -> Form:
    """WB-6.3d, CQ-14: a named person handles it."""
    return Form(
        command="NameHandler",
        heading=Words("交由其他办理人办理", "Hand it to another handler"),
        explains=Words(
            "新的办理人会收到链接，原链接随即停用；时限不变。",
            "They get a link of their own, and this one ends; the deadline stays.",
        ),
        button=Words("交给其办理", "Hand over"),
        fields=(select("person", "办理人", "Handler", desk.colleagues),),
    )


def _hand_on(desk: Desk) -> Form:
    """SZ-A2.4.3c: from the second level to the third."""
    return Form(
        command="HandOn",
        heading=Words("转下级单位办理", "Hand it on to a unit below"),
        explains=Words(
            "下级单位会收到链接，本单位链接随即停用；时限不变，答复仍由本单位负责人签批。",
            "They get a link of their own, and this one ends; the deadline stays, and your leaders sign the reply.",
        ),
        button=Words("转其办理", "Hand on"),
        fields=(select("unit", "下级单位", "Unit", desk.below),),
    )


def _proof(desk: Desk, purpose: str, zh: str) -> tuple[Field, ...]:
    """GX-11, GX-14c: the paper by its number and date, and its scan."""
    hint = Words(
        "写明经本单位负责人审批、加盖公章的书面材料的文号和日期。",
        "The paper that your leader signed and your unit stamped: its number and date.",
    )
    scanned = Words(f"{zh}书面材料的扫描件", f"The scan of the paper for this {purpose}")
    return (
        line("proof", f"{zh}书面材料（文号、日期）", f"The paper for this {purpose}", hint),
        scans.chosen(desk, "scans", purpose, scanned),
    )


def _grant_extension(desk: Desk) -> Form:
    days, rule = desk.case.extension_asked, desk.rulebook.extension
    noun = "working day" if days == 1 else "working days"
    filed = rule.decided_by == "leader" and rule.told == "centre"
    return Form(
        command="GrantExtension",
        heading=Words("同意延期", "Grant the extension"),
        explains=Words(
            f"答复时限延长 {days} 个工作日{'，并报受理单位备案' if filed else ''}。",
            f"{days} more {noun}{'; the centre is told' if filed else ''}.",
        ),
        button=Words("同意延期", "Grant"),
        fields=(confirm("我同意这次延期", "I consent to this extension"),),
    )


def _refuse_extension(desk: Desk) -> Form:
    return with_reason(
        "RefuseExtension",
        Words("不同意延期", "Refuse the extension"),
        Words("办理人仍须按原时限答复。", "The reply stays due when it is."),
    )


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "SignFor": _sign_for,
    "RequestExtension": _request_extension,
    "RequestReturn": _request_return,
    "NameHandler": _name_handler,
    "HandOn": _hand_on,
    "RecordContact": _record_contact,
    "GrantExtension": _grant_extension,
    "RefuseExtension": _refuse_extension,
}
