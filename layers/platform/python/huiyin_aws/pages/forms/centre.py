"""The centre's further forms: check, instruct, dispatch, rule on returns, follow up; each says what follows from it."""

from collections.abc import Callable

from huiyin.case.vocabulary import Role
from huiyin_aws.pages.forms.desk import Desk, with_reason
from huiyin_aws.pages.forms.fields import Form, comment, confirm, options, select, text
from huiyin_aws.pages.forms.support import supporting
from huiyin_aws.pages.forms.triage import LATER, TO_THE_REQUESTER
from huiyin_aws.pages.words import Words


def _confirm_opinion(desk: Desk) -> Form:
    """CQ-13: what is proposed stands above, on the page."""
    return Form(
        command="ConfirmOpinion",
        heading=Words("同意受理意见", "Agree to the opinion"),
        explains=Words("同意后意见即生效。", "It takes effect at once."),
        button=Words("同意", "Agree"),
        fields=(comment(), confirm("我已审核受理意见", "I have checked the opinion")),
    )


def _reject_opinion(desk: Desk) -> Form:
    return with_reason(
        "RejectOpinion",
        Words("退回受理意见", "Send the opinion back"),
        Words("由提出人重新提出意见，受理时限继续计算。", "A new one is given; the time to accept runs on."),
    )


def _instruct(desk: Desk) -> Form:
    """WB-6.2b; what a leader writes reaches those who handle the request, and never the requester (GX-18a)."""
    return Form(
        command="Instruct",
        heading=Words("批示", "Instruct"),
        explains=Words(
            "受理单位按批示派单。批示只供办理人员阅读，不对外公开。",
            "The centre dispatches accordingly. Only those who handle the request read this.",
        ),
        button=Words("作出批示", "Instruct"),
        fields=(
            text("instruction", "批示内容", "Instruction"),
            select("unit", "交办单位", "Unit", desk.units, proposed=desk.proposed_unit, required=False),
            *supporting(desk, with_task=False),
        ),
    )


def _coordinate(desk: Desk) -> Form:
    """NM-11b: one unit leads, the others support; all of them read what is written here."""
    counted = desk.counts_from("派单时", "now")
    return Form(
        command="Coordinate",
        heading=Words("协调并派单", "Coordinate and dispatch"),
        explains=Words(
            f"主办、协办单位都会读到协调意见。{counted.zh}",
            f"The units that lead and support read this, and nobody outside. {counted.en}",
        ),
        button=Words("协调派单", "Dispatch"),
        fields=(
            select("unit", "主办单位", "Lead unit", desk.units, proposed=desk.proposed_unit),
            *supporting(desk, with_task=False),
            text("coordination", "协调意见", "Who does what"),
            confirm("我已核对主办、协办单位", "I have checked the units"),
        ),
    )


def _decline_coordination(desk: Desk) -> Form:
    return with_reason(
        "DeclineCoordination",
        Words("无需协调", "No need to coordinate"),
        Words("退回受理单位，由其自行派单。", "It goes back to the centre, which dispatches it itself."),
    )


def _dispatch(desk: Desk) -> Form:
    """GX-7: the centre may hand out itself what a platform has, where that is late."""
    platform, counted = desk.rulebook.platform, desk.counts_from("派单时", "now")
    if platform and desk.case.turn is Role.PLATFORM:
        zh = f"该信件由{platform.zh}分办；平台未及时分办的，受理单位可直接派单。"
        en = f"It is with the {platform.en}, which hands it out; where that is late, you may."
        counted = Words(f"{zh}{counted.zh}", f"{en} {counted.en}")
    return Form(
        command="Dispatch",
        heading=Words("派单", "Dispatch"),
        explains=counted,
        button=Words("派单", "Dispatch"),
        fields=(
            select("unit", "承办单位", "Unit", desk.units, proposed=desk.proposed_unit),
            *supporting(desk),
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
            select("unit", "改派单位", "The next unit", desk.units, LATER, proposed=desk.proposed_unit, required=False),
            *supporting(desk),
            confirm("我已核对退单理由和依据", "I have checked the reason and its basis"),
        ),
    )


def _refuse_return(desk: Desk) -> Form:
    return with_reason(
        "RefuseReturn",
        Words("不同意退单", "Refuse the return"),
        Words("工单仍由原单位办理，时限不变。", "The unit keeps the order; its deadline stays."),
    )


def _alert_line(desk: Desk) -> Form:
    """SZ-A6.9, NM-10: whoever has called there says so, each time."""
    emergency = desk.rulebook.emergency
    assert emergency is not None, "nobody is alerted where the programme has no emergencies"
    told = Words("写明何时、通知了谁、对方如何处置。", "When, whom, and what they do about it.")
    return Form(
        command="AlertLine",
        heading=Words("登记已通知的热线", "Record a line that was alerted"),
        explains=Words(
            f"突发事件须立即通知有关热线和单位；联系电话{emergency.call}。",
            f"An emergency is passed on to these lines at once. Number to call: {emergency.call}.",
        ),
        button=Words("登记", "Record"),
        fields=(
            select("line", "已通知的热线", "Line", options(emergency.lines)),
            text("alerted", "通知情况", "What was said", told),
        ),
    )


_TO_A_UNIT = Words("派给承办单位办理", "It is dispatched to a unit, which handles it")


def _order_second_handling(desk: Desk) -> Form:
    again = desk.rulebook.second_handling
    supervised = Words("列入督办，", "supervised, ") if again and again.supervised else Words("", "")
    unit = Words("原单位重新办理", "The unit handles it again") if desk.case.unit else _TO_A_UNIT
    return with_reason(
        "OrderSecondHandling",
        Words("再次交办", "Order a second handling"),
        Words(f"{unit.zh}，{supervised.zh}时限重新计算。", f"{unit.en}, {supervised.en}with a fresh limit."),
    )


def _explain(desk: Desk) -> Form:
    return Form(
        command="Explain",
        heading=Words("解释说明", "Explain to the requester"),
        explains=Words("说明发给诉求人，案件随即归档。", "The requester gets it, and the case is archived."),
        button=Words("发出说明", "Send the explanation"),
        fields=(text("text", "说明内容", "Explanation", TO_THE_REQUESTER),),
    )


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "ConfirmOpinion": _confirm_opinion,
    "RejectOpinion": _reject_opinion,
    "Instruct": _instruct,
    "Coordinate": _coordinate,
    "DeclineCoordination": _decline_coordination,
    "Dispatch": _dispatch,
    "UpholdReturn": _uphold_return,
    "RefuseReturn": _refuse_return,
    "AlertLine": _alert_line,
    "OrderSecondHandling": _order_second_handling,
    "Explain": _explain,
}
