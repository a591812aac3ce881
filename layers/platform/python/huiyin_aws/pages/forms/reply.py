"""A reply's forms: the handler writes it, the unit's levels sign it, the centre's levels pass it or send it back.

SZ-A2.4.4f–g, i; SZ-3.6; GX-15, GX-16; NM-11d; WB-6.3a, WB-6.2c (a leader reads every result); CQ-14, CQ-15, CQ-26,
CQ-29.
"""

from collections.abc import Callable

from huiyin.case.vocabulary import Role, Solved, Stage
from huiyin.replies import EXPLAINED, PROMISE
from huiyin.rulebook.people import ReplyPart, Signature
from huiyin_aws.pages import turns
from huiyin_aws.pages.forms import scans
from huiyin_aws.pages.forms.desk import Desk, with_reason
from huiyin_aws.pages.forms.fields import Field, Form, Kind, Option, comment, confirm, options, text
from huiyin_aws.pages.forms.intent import PART
from huiyin_aws.pages.words import EXPLAINED_WORDS, PROMISE_WORDS, SOLVED, Words


def _submit_reply(desk: Desk) -> Form:
    case, rulebook = desk.case, desk.rulebook
    fields = tuple(_part(part, wrong_number=case.wrong_number) for part in rulebook.reply_parts)
    signing = rulebook.approval_chain(supervised=case.supervised, major=case.major)
    return Form(
        command="SubmitReply",
        heading=Words("提交答复", "Submit the reply"),
        explains=_with_photos(_goes_to((*signing, *_passing(desk))[0])),
        button=Words("提交答复", "Submit"),
        fields=(*fields, *_solved(), *_promised(desk), *_files(desk)),
        together=(PART + PROMISE, "promise_on"),
        asked_with=(("solved", (Solved.PARTLY, Solved.NOT_NOW), PART + EXPLAINED),),
    )


def _files(desk: Desk) -> tuple[Field, ...]:
    """WB-6.3a: the reply as it was stamped, where that is asked for; SZ-A2.4.4f: photos, where there are some."""
    stamped = Words("加盖公章的答复扫描件", "The scan of the reply with the unit's stamp")
    photos = Words("随答复的照片和材料", "Photos and papers with the reply")
    told = Words("随答复一并报送，勾选后作为答复的一部分。", "What you tick goes on with the reply, as part of it.")
    asked = (scans.chosen(desk, "scans", "stamped", stamped),) if desk.rulebook.stamped_reply else ()
    if not desk.scans.get("reply"):
        return asked
    return (*asked, scans.chosen(desk, "photos", "reply", photos, told, required=False))


def _with_photos(words: Words) -> Words:
    """SZ-A2.4.4f: photos where possible."""
    zh = "有条件的请附现场照片：先在“附件”处上传，再回到这里勾选。"
    return Words(f"{words.zh}{zh}", f"{words.en} Add photos where you can: send them under Files, then tick them here.")


def _part(part: ReplyPart, *, wrong_number: bool) -> Field:
    """CQ-14: with a wrong number on record, nothing has to be told of a contact."""
    hint = Words(part.hint.zh, part.hint.en)
    if part.about_contact and wrong_number:
        hint = Words(
            "已登记号码有误，可不填，据来信内容答复。",
            "The number is wrong, as recorded: go by the letter; this may stay empty.",
        )
    required = part.is_required(wrong_number=wrong_number)
    return text(PART + part.code, part.zh, part.en, hint, required=required)


def _solved() -> tuple[Field, ...]:
    """SZ-A2.4.4i, SZ-3.6: asked apart from the text, so that everybody sees it."""
    solved = Field(
        name="solved",
        kind=Kind.RADIO,
        label=Words("问题解决了吗？", "Is it solved?"),
        hint=Words("诉求人会看到您的选择。", "The requester is shown your answer."),
        options=tuple(Option(code.value, words) for code, words in SOLVED.items()),
    )
    how = Words(
        "未完全解决的必填：何时、以何种方式向诉求人作了解释和引导，诉求人怎么说。",
        "Needed where it is not wholly solved: when and how you explained it to the requester, and what they said.",
    )
    return solved, text(PART + EXPLAINED, EXPLAINED_WORDS.zh, EXPLAINED_WORDS.en, how, required=False)


def _promised(desk: Desk) -> tuple[Field, ...]:
    """GX-20b: what is still to be done, and by when; it is followed until it is kept."""
    if desk.rulebook.promises is None:
        return ()
    day = Field(
        name="promise_on",
        kind=Kind.DATE,
        label=Words("承诺落实的日期", "By which day"),
        required=False,
        earliest=desk.tomorrow.isoformat() if desk.tomorrow else "",
    )
    what = Words(
        "答复后还要做什么。诉求人会看到，并跟踪到落实为止；没有的留空。",
        "What is still to be done. The requester reads it, and it is followed until kept; leave empty for none.",
    )
    return text(PART + PROMISE, PROMISE_WORDS.zh, PROMISE_WORDS.en, what, required=False), day


def _approve_reply(desk: Desk) -> Form:
    return Form(
        command="ApproveReply",
        heading=Words("签批答复", "Approve the reply"),
        explains=_at_this_level(desk),
        button=Words("同意并报送", "Approve"),
        fields=(comment(), confirm("我已审核答复全文", "I have read the whole reply")),
    )


def _reject_reply(desk: Desk) -> Form:
    return with_reason(
        "RejectReply",
        Words("退回修改", "Reject the reply"),
        Words("答复退回办理人修改，时限继续计算。", "It goes back to the handler; the deadline runs on."),
    )


def _pass_reply(desk: Desk) -> Form:
    """The centre reviews; those above it read what it has reviewed."""
    reviews = desk.role is Role.CENTRE
    heading = Words("审核通过", "Pass the reply") if reviews else Words("审阅通过", "Read the reply and pass it")
    sure = Words("答复规范、具体、完整", "The reply keeps to the form, and is specific and complete")
    return Form(
        command="PassReply",
        heading=heading,
        explains=_at_this_level(desk),
        button=Words(heading.zh, "Pass"),
        fields=(comment(), confirm(*(sure if reviews else Words("我已审阅答复全文", "I have read the whole reply")))),
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


def _at_this_level(desk: Desk) -> Words:
    """Which level of the chain this is, and where the reply goes from here."""
    here, following = turns.level(desk.case, desk.rulebook), turns.following(desk.case, desk.rulebook)
    if following is None and desk.case.stage is Stage.APPROVING:
        following = _passing(desk)[0]
    after = _goes_to(following) if following else Words("答复随即发给诉求人。", "It goes to the requester at once.")
    if here is None:
        return after
    return Words(f"本环节：{here.zh}。{after.zh}", f"This level: {here.en}. {after.en}")


def _passing(desk: Desk) -> tuple[Signature, ...]:
    return desk.rulebook.review_chain(supervised=desk.case.supervised, major=desk.case.major)


def _goes_to(level: Signature) -> Words:
    return Words(f"之后送：{level.zh}。", f"It then goes to: {level.en}.")


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "SubmitReply": _submit_reply,
    "ApproveReply": _approve_reply,
    "RejectReply": _reject_reply,
    "PassReply": _pass_reply,
    "SendBack": _send_back,
}
