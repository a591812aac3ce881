"""The desk's forms by which the centre puts right what was wrong; each says what follows from it.

GX-18b, SZ-A2.4.8 (under its right kind a matter is kept from whom it accuses); SZ-A5.4.2.1 (an improper return).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from huiyin.case.state import Case
from huiyin.case.vocabulary import Stage
from huiyin.worktime import WorkTime
from huiyin_aws.pages import moments
from huiyin_aws.pages.forms.accused import whom_it_is_about
from huiyin_aws.pages.forms.desk import Desk, with_reason
from huiyin_aws.pages.forms.fields import Form, Option, confirm, line, options, select, text
from huiyin_aws.pages.forms.filing import place
from huiyin_aws.pages.words import STEPS, Named, Words, unknown


def _correct(desk: Desk) -> Form:
    kinds = options(kind for kind in desk.rulebook.kinds if not kind.guided_by)
    return Form(
        command="Correct",
        heading=Words("更正登记", "Correct how it is filed"),
        explains=Words(
            "更正前后的内容都留在记录里。时限按更正后的类别从原起点重新计算，不会因此变为逾期；"
            "按新类别须回避的单位，工单随即收回。",
            "The record keeps both. Deadlines count from their own start by the right kind, and nobody is late by it "
            "afterwards; a unit that the matter is then kept from loses the order.",
        ),
        button=Words("更正", "Correct"),
        fields=(
            select("kind", "诉求类别", "Kind", kinds, proposed=desk.case.kind),
            select("category", "所属领域", "Field", options(desk.rulebook.categories), proposed=desk.case.category),
            *place(desk),
            text("reason", "更正理由", "Why"),
        ),
    )


def _name_accused(desk: Desk) -> Form:
    return Form(
        command="NameAccused",
        heading=Words("登记被反映的对象", "Note whom it is about"),
        explains=Words(
            "该件不再由其办理或查看：须回避的单位收回工单，须回避的人员由他人接办，其链接停用。",
            "It is kept from them: a unit that may not have it loses the order, a person's work goes to somebody else, "
            "and their links end.",
        ),
        button=Words("登记", "Note it"),
        fields=(*whom_it_is_about(desk), text("reason", "登记理由", "Why")),
    )


def _recall(desk: Desk) -> Form:
    return with_reason(
        "Recall",
        Words("收回工单", "Take the order back"),
        Words(
            "派错单位时使用。原单位会收到通知，不再承担时限；改派的单位重新计算时限。",
            "For an order that went to the wrong unit: it is told and owes nothing more. The next limit is fresh.",
        ),
    )


def _dispatch_again(desk: Desk) -> Form:
    counts = desk.counts_from("派单时", "now")
    return Form(
        command="DispatchAgain",
        heading=Words("再次派给退单单位", "Dispatch to the unit that returned it"),
        explains=Words(
            f"该单位退回了本应由其办理的工单的，视为不当退单，记录在案。{counts.zh}",
            f"Its return of what is its own counts as improper, and is on record. {counts.en}",
        ),
        button=Words("再次派单", "Dispatch again"),
        fields=(
            select("unit", "承办单位", "Unit", desk.returned),
            text("reason", "为什么属于该单位职责", "Why it is this unit's duty"),
            confirm("该单位退单不当，再次派给该单位", "The return was improper: the unit gets the order again"),
        ),
    )


def _void_overdue(desk: Desk) -> Form:
    return Form(
        command="VoidOverdue",
        heading=Words("裁定不计逾期", "Rule that an overdue does not count"),
        explains=Words(
            "逾期仍留在记录里并注明理由，灯号、催办和统计不再计为逾期。",
            "It stays on record with the reason; lights, urgings and counts take it as late no more.",
        ),
        button=Words("裁定不计逾期", "Void the overdue"),
        fields=(
            select("obligation", "哪一项逾期", "Which one", desk.late),
            text("reason", "裁定理由", "Why it does not count"),
            confirm("我已核实逾期原因", "I have verified why it was late"),
        ),
    )


def late(case: Case, units: Iterable[Named], time: WorkTime, now: datetime) -> Iterator[Option]:
    """What is, or ended, late and counts as that: whose, which step, and when it was due."""
    names = {unit.code: Words(unit.zh, unit.en) for unit in units}
    for owed in case.obligations:
        if owed.counts_as_late:
            step, due = STEPS.get(owed.step, unknown(owed.step)), moments.due(owed.due_at, time, now)
            who = names.get(owed.who, unknown(owed.who))
            words = Words(f"{who.zh}：{step.zh}（应于{due.zh}）", f"{who.en}: {step.en} (due {due.en})")
            yield Option(owed.id, words)


def _join_to(desk: Desk) -> Form:
    """From triage it is said, too, whom the request is about: both are then kept from them (GX-18b)."""
    number = line("number", "并入哪一件（编号）", "To which request (its number)", proposed=desk.case.earlier)
    return Form(
        command="JoinTo",
        heading=Words("并案办理", "Handle together with another request"),
        explains=Words(
            "同一事项的诉求合并办理，两位诉求人各得答复、各自评价。对方办结后，答复会同时发给本件诉求人。",
            "One handling for the same matter. Each requester is answered and rates on their own; this one gets the "
            "other's answer when it goes out.",
        ),
        button=Words("并案", "Join them"),
        fields=(
            number,
            *(whom_it_is_about(desk) if desk.case.stage is Stage.TRIAGE else ()),
            text("reason", "并案理由", "Why it is the same matter"),
            confirm("我已核对两件属同一事项", "I have checked that both are the same matter"),
        ),
    )


def _split_off(desk: Desk) -> Form:
    return with_reason(
        "SplitOff",
        Words("拆分办理", "Handle on its own"),
        Words(
            f"不再与 {desk.case.joined_to} 合并，回到受理环节，受理时限重新计算。",
            f"It leaves {desk.case.joined_to} and goes back to triage, with a fresh limit to accept it.",
        ),
    )


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "Correct": _correct,
    "NameAccused": _name_accused,
    "Recall": _recall,
    "DispatchAgain": _dispatch_again,
    "VoidOverdue": _void_overdue,
    "JoinTo": _join_to,
    "SplitOff": _split_off,
}
