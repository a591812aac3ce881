"""The requester's form: the question and the answers of the rulebook, and why (SZ-A2.4.6, GX-19, NM-11g)."""

from collections.abc import Callable

from huiyin_aws.pages.forms.desk import Desk
from huiyin_aws.pages.forms.fields import Field, Form, Kind, options, text
from huiyin_aws.pages.words import Words


def _rate(desk: Desk) -> Form:
    asked = desk.rulebook.rating
    assert asked is not None, "nobody is asked where the programme has no rating"
    rating = Field(
        name="rating",
        kind=Kind.RADIO,
        label=Words(asked.question.zh, asked.question.en),
        options=options(asked.choices),
    )
    hint = Words(
        "如不满意，请写明原因，我们会核实处理。", "If you are not satisfied, please say why, and we look into it."
    )
    return Form(
        command="Rate",
        heading=Words("请评价答复", "Please rate the answer"),
        explains=Words("", ""),
        button=Words("提交评价", "Send"),
        fields=(rating, text("reason", "原因", "Reason", hint, required=False)),
    )


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "Rate": _rate,
}
