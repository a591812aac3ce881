"""The centre's forms for a new request: take it up, ask a leader, send it where it belongs, answer it.

CQ-12, CQ-13 (a second person checks, routes); NM-11b (coordination); WB-6.2a–b; GX-8 (kinds that are guided elsewhere);
SZ-A2.4.4c (a limit set by law prevails).
"""

from collections.abc import Callable, Iterator

from huiyin.case.vocabulary import Role, Stage
from huiyin_aws.pages.forms.accused import whom_it_is_about
from huiyin_aws.pages.forms.desk import Desk
from huiyin_aws.pages.forms.fields import Field, Form, Kind, Option, confirm, line, options, select, text, tick
from huiyin_aws.pages.forms.filing import place
from huiyin_aws.pages.forms.support import supporting
from huiyin_aws.pages.words import ROLES, Words

TO_THE_REQUESTER = Words("诉求人会读到这段文字，请用平实的语言。", "The requester reads this: plain words, please.")
LATER = Words("不选则稍后派单。", "Choose none to dispatch later.")
_WHICH_BODY = Words("写明单位全称，诉求人会读到。", "Give its full name; the requester reads it.")

_CONSENT = confirm("诉求人已同意", "The requester has consented", name="consent")

LONGEST_BY_LAW = 365
BY_LAW = ("law_amount", "law_unit", "law")
_UNITS_OF_LAW = (
    Option("working_days", Words("个工作日", "working days")),
    Option("calendar_days", Words("日（自然日）", "calendar days")),
)


def _accept(desk: Desk) -> Form:
    now = desk.counts_from("派单时", "dispatch")
    to = _handed_to(desk)
    return Form(
        command="Accept",
        heading=Words("受理", "Accept"),
        explains=desk.once_checked(f"受理后{to.zh}，{now.zh}", f"{to.en} {now.en}"),
        button=Words("受理", "Accept"),
        fields=(
            *_filed(desk, major_too=desk.rulebook.instruction is None),
            *_whose(desk),
            *place(desk),
            *_origin(desk),
            *_major(desk),
            *_by_law(desk),
            *whom_it_is_about(desk),
            _checked(desk),
        ),
        together=BY_LAW,
    )


def _handed_to(desk: Desk) -> Words:
    platform = desk.rulebook.platform
    if platform:
        return Words(f"转{platform.zh}分办", f"The {platform.en} then hands it out.")
    return Words("派给承办单位", "A unit then gets the order.")


def _whose(desk: Desk) -> Iterator[Field]:
    """GX-7: where another platform hands out, the centre names no unit, nor those that support it."""
    if desk.rulebook.platform is None:
        yield _unit(desk, required=desk.rulebook.acceptance.checked_by is not None)
        yield from supporting(desk)


def _checked(desk: Desk) -> Field:
    if desk.rulebook.platform:
        return confirm("我已核对类别", "I have checked the kind")
    return confirm("我已核对类别和承办单位", "I have checked the kind and the unit")


def _ask_instruction(desk: Desk) -> Form:
    """WB-6.2b: a handling slip with a proposed opinion; from triage, the request is accepted with it."""
    instruction = desk.rulebook.instruction
    assert instruction is not None, "nobody is asked where the programme has no instruction"
    leader = ROLES[Role(instruction.by)]
    return Form(
        command="AskInstruction",
        heading=Words("呈请领导批示", "Ask a leader to instruct"),
        explains=Words(
            f"处理单连同拟办意见送{leader.zh}，批示后再派单。",
            "The handling slip with your proposal goes to a leader; the order goes out when they have instructed.",
        ),
        button=Words("呈送", "Send it up"),
        fields=(
            *(_filed(desk, major_too=True) if desk.case.stage is Stage.TRIAGE else ()),
            _unit(desk, required=False, zh="拟交办单位", en="Unit proposed"),
            *(
                (*place(desk), *_origin(desk), *_by_law(desk), *whom_it_is_about(desk))
                if desk.case.stage is Stage.TRIAGE
                else ()
            ),
            text("proposal", "拟办意见", "Proposal"),
        ),
        together=BY_LAW if desk.case.stage is Stage.TRIAGE else (),
    )


def _ask_coordination(desk: Desk) -> Form:
    """NM-11b: across regions or levels; from triage, the request is accepted with it."""
    coordination = desk.rulebook.coordination
    assert coordination is not None, "nobody is asked where the programme has no coordination"
    to, fresh = coordination.to, desk.case.stage is Stage.TRIAGE
    return Form(
        command="AskCoordination",
        heading=Words("提请上级协调", "Ask the level above to coordinate"),
        explains=Words(
            f"跨地区、跨层级的，提请{to.zh}协调督办，由其确定主办、协办单位并派单。",
            f"For what crosses regions or levels. {to.en} names the units that lead and support, and sees to it.",
        ),
        button=Words("提请协调", "Ask"),
        fields=(
            *(_filed(desk, major_too=desk.rulebook.instruction is None) if fresh else ()),
            *((*place(desk), *_origin(desk), *_by_law(desk), *whom_it_is_about(desk)) if fresh else ()),
            text("reason", "提请协调的理由", "Why it has to be coordinated"),
        ),
        together=BY_LAW if fresh else (),
    )


def _filed(desk: Desk, *, major_too: bool) -> tuple[Field, ...]:
    """GX-8: a kind that is guided elsewhere is none under which a request could be taken up; WB-6.3c: nor, before a
    leader has instructed, is a major one.
    """
    kinds = options(kind for kind in desk.rulebook.kinds if not kind.guided_by and (major_too or not kind.major))
    return (
        select("kind", "诉求类别", "Kind", kinds, proposed=desk.case.kind),
        select("category", "所属领域", "Field", options(desk.rulebook.categories), proposed=desk.case.category),
    )


def _unit(desk: Desk, *, required: bool, zh: str = "承办单位", en: str = "Unit") -> Field:
    hint = Words("", "") if required or zh != "承办单位" else LATER
    return select("unit", zh, en, desk.units, hint, proposed=desk.proposed_unit, required=required)


def _origin(desk: Desk) -> Iterator[Field]:
    """SZ-A2.4.3c: an order carries whose it is."""
    if origins := options(desk.rulebook.origins):
        yield select("origin", "工单来源", "Whose order it is", origins, proposed=origins[0].value, required=False)


def _major(desk: Desk) -> Iterator[Field]:
    """CQ-15: asked where more people sign for a major matter than for another."""
    book = desk.rulebook
    if any(level.when == "major" for level in (*book.approval, *book.review)):
        more = Words("属重大事项，须报主要领导审批", "It is a major matter, for the chief to approve")
        yield tick("major", Words("重大事项", "Major matter"), more)


def _by_law(desk: Desk) -> Iterator[Field]:
    """SZ-A2.4.4c: where another law sets a limit for this matter, it prevails."""
    if desk.rulebook.law_prevails is None:
        return
    yield Field(
        name="law_amount",
        kind=Kind.NUMBER,
        label=Words("法定时限", "Limit set by law"),
        hint=Words("其他法律另有办理时限的才填，以该时限为准。", "Only where another law sets a limit: it prevails."),
        required=False,
        most=LONGEST_BY_LAW,
    )
    yield select("law_unit", "法定时限的单位", "Counted in", _UNITS_OF_LAW, required=False)
    yield line("law", "法律名称和条款", "The law and its article", required=False)


def _decline(desk: Desk) -> Form:
    return _with_ground(
        desk,
        "Decline",
        Words("不予受理", "Decline"),
        desk.once_checked(
            "诉求人会收到不予受理的原因，案件随即办结。", "The requester is told why, and the case ends."
        ),
        Words("不予受理", "Decline"),
    )


def _refer(desk: Desk) -> Form:
    return _with_ground(
        desk,
        "Refer",
        Words("引导至其他部门", "Refer elsewhere"),
        desk.once_checked(
            "诉求人会收到该去哪里办的指引，案件随即办结。", "The requester is told where to go, and the case ends."
        ),
        Words("引导", "Refer"),
    )


def _with_ground(desk: Desk, command: str, heading: Words, explains: Words, button: Words) -> Form:
    rulebook = desk.rulebook
    grounds = rulebook.decline_grounds if command == "Decline" else rulebook.referral
    choices = tuple(Option(ground.code, Words(ground.zh, ground.en)) for ground in grounds)
    return Form(
        command=command,
        heading=heading,
        explains=explains,
        button=button,
        fields=(
            select("ground", "原因", "Ground", choices, proposed=desk.case.ground),
            text("explanation", "说明", "Explanation", TO_THE_REQUESTER),
            *whom_it_is_about(desk),
        ),
    )


def _forward(desk: Desk) -> Form:
    """CQ-12: outside our duties, to the body whose duty it is."""
    return Form(
        command="Forward",
        heading=Words("转送有责任的单位", "Forward to the body responsible"),
        explains=desk.once_checked(
            "不属于本单位职责、知道由谁负责的，转给该单位；诉求人会得知转给了谁，案件随即办结。",
            "For what is another's duty, where you know whose. The requester is told whose, and the case ends.",
        ),
        button=Words("转送", "Forward"),
        fields=(
            line("body", "转送单位", "Body", _WHICH_BODY),
            text("explanation", "说明", "Explanation", TO_THE_REQUESTER),
            *whom_it_is_about(desk),
        ),
    )


def _submit_upward(desk: Desk) -> Form:
    """CQ-13: several bodies, or none for certain; the rulebook may name the level above."""
    route = desk.rulebook.route("upward")
    to = route.to if route else None
    body = () if to else (line("body", "呈报单位", "Body", _WHICH_BODY),)
    name = Words(to.zh, to.en) if to else Words("上级单位", "the level above")
    return Form(
        command="SubmitUpward",
        heading=Words("呈报上级办理", "Submit upward"),
        explains=desk.once_checked(
            f"涉及多个单位或者责任单位不明确的，呈报{name.zh}统筹；诉求人会得知，案件随即办结。",
            f"Where several bodies are concerned, or none for certain; it goes to: {name.en}. "
            "The requester is told, and the case ends.",
        ),
        button=Words("呈报", "Submit"),
        fields=(*body, text("explanation", "说明", "Explanation", TO_THE_REQUESTER), *whom_it_is_about(desk)),
    )


def _answer_at_once(desk: Desk) -> Form:
    return Form(
        command="AnswerAtOnce",
        heading=Words("直接答复", "Answer at once"),
        explains=desk.once_checked(
            "不派单，答复直接发给诉求人。", "No order is made; the answer goes to the requester."
        ),
        button=Words("发出答复", "Send the answer"),
        fields=(text("text", "答复内容", "Answer", TO_THE_REQUESTER), *whom_it_is_about(desk)),
    )


def _record_three_way_call(desk: Desk) -> Form:
    """SZ-A2.4.3a, NM-11b: nobody is called in, and no call goes on, without the requester's consent."""
    return Form(
        command="RecordThreeWayCall",
        heading=Words("记录三方通话", "Record a three-way call"),
        explains=desk.once_checked(
            "与诉求人、责任单位三方通话已当场解答的，不派单；解答内容发给诉求人。",
            "What was settled with the body responsible on the line needs no order; the requester gets the answer.",
        ),
        button=Words("记录", "Record"),
        fields=(
            line("body", "参加通话的单位", "Who was called in", _WHICH_BODY),
            text("text", "解答内容", "What was answered", TO_THE_REQUESTER),
            *whom_it_is_about(desk),
            _CONSENT,
        ),
    )


def _transfer_call(desk: Desk) -> Form:
    return Form(
        command="TransferCall",
        heading=Words("记录呼叫转接", "Record a transfer"),
        explains=desk.once_checked(
            "来电已转接有责任的单位；诉求人会得知转给了谁，案件随即办结。",
            "The call went on to the body responsible. The requester is told which, and the case ends.",
        ),
        button=Words("记录", "Record"),
        fields=(
            line("body", "转接单位", "Transferred to", _WHICH_BODY),
            text("explanation", "说明", "Explanation", TO_THE_REQUESTER),
            *whom_it_is_about(desk),
            _CONSENT,
        ),
    )


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "Accept": _accept,
    "AskInstruction": _ask_instruction,
    "AskCoordination": _ask_coordination,
    "Decline": _decline,
    "Refer": _refer,
    "Forward": _forward,
    "SubmitUpward": _submit_upward,
    "AnswerAtOnce": _answer_at_once,
    "RecordThreeWayCall": _record_three_way_call,
    "TransferCall": _transfer_call,
}
