"""Forms about supporting units: whom the centre and the leader name, what such a unit says, and its release.

GX-10, NM-11b, WB-6.3c, CQ-14, SZ-A2.4.3b.
"""

from collections.abc import Callable, Iterator

from huiyin_aws.pages.forms.desk import Desk, with_reason
from huiyin_aws.pages.forms.fields import Field, Form, Kind, confirm, select, text
from huiyin_aws.pages.words import Words

_EACH = Words("可多选；不选则由主办单位单独办理。", "Tick all that apply; none: the lead unit handles it alone.")
_TASK = Words("写明请协办单位做什么，主办、协办单位都会读到。", "What they are asked for; the lead and they read it.")


def supporting(desk: Desk, *, with_task: bool = True) -> Iterator[Field]:
    """Asked where units may support the one that leads, of whoever decides which that is."""
    if desk.rulebook.support is None or not desk.supporting:
        return
    yield _units(desk, _EACH, required=False)
    if with_task:
        yield text("task", "协办事项", "What supporting units are asked for", _TASK, required=False)


def _units(desk: Desk, hint: Words, *, required: bool) -> Field:
    return Field(
        name="supporting",
        kind=Kind.CHECKBOXES,
        label=Words("协办单位", "Supporting units"),
        hint=hint,
        required=required,
        options=desk.supporting,
        ticked=tuple(each.value for each in desk.supporting if each.value in desk.case.proposed_support),
    )


def _name_supporting(desk: Desk) -> Form:
    return Form(
        command="NameSupporting",
        heading=Words("增加协办单位", "Name supporting units"),
        explains=Words(
            "协办时限从现在起算，由主办单位汇总答复。", "Their time counts from now; the lead unit gathers and replies."
        ),
        button=Words("指定协办", "Name them"),
        fields=(
            _units(desk, Words("可多选。", "Tick all that apply."), required=True),
            text("task", "协办事项", "What supporting units are asked for", _TASK, required=False),
        ),
    )


def _contribute(desk: Desk) -> Form:
    what = Words("写明查明的情况、已采取的措施和处理意见。", "What was found, what was done, and what your unit holds.")
    return Form(
        command="Contribute",
        heading=Words("提出协办意见", "Contribute"),
        explains=Words(
            "意见转给主办单位汇总，由其答复诉求人。", "It goes to the lead unit, which gathers all and replies."
        ),
        button=Words("提出意见", "Contribute"),
        fields=(text("contribution", "协办意见", "Contribution", what),),
    )


def _decline_support(desk: Desk) -> Form:
    return with_reason(
        "DeclineSupport",
        Words("不属于本单位协办职责", "It isn't this unit's duty"),
        Words("由受理单位决定；决定前协办时限继续计算。", "The centre decides; until then your time runs on."),
    )


def _release_support(desk: Desk) -> Form:
    first = next(iter(desk.case.declining), "")
    return Form(
        command="ReleaseSupport",
        heading=Words("免除协办任务", "Release a supporting unit"),
        explains=Words("该单位不必再提出意见。", "It owes no contribution any more."),
        button=Words("免除", "Release"),
        fields=(
            select("unit", "协办单位", "Supporting unit", desk.owing_support, proposed=first),
            confirm("我已核对该单位的职责", "I have checked what its duty is"),
        ),
    )


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "NameSupporting": _name_supporting,
    "Contribute": _contribute,
    "DeclineSupport": _decline_support,
    "ReleaseSupport": _release_support,
}
