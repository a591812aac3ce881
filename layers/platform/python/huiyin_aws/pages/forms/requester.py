"""The requester's form: good or poor, and why (SZ-A2.4.6)."""

from collections.abc import Callable

from huiyin_aws.pages.forms.desk import Desk
from huiyin_aws.pages.forms.fields import Field, Form, Kind, Option, text
from huiyin_aws.pages.words import RATINGS, Words


def _rate(desk: Desk) -> Form:
    rating = Field(
        name="rating",
        kind=Kind.RADIO,
        label=Words("您对答复满意吗？", "Are you satisfied with the answer?"),
        options=tuple(Option(code, words) for code, words in RATINGS.items()),
    )
    hint = Words(
        "如不满意，请写明原因，我们会核实并再次办理；未写原因的，视为满意。",
        "If you are not satisfied, please say why, and we look into it again. Without a reason it counts as satisfied.",
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
