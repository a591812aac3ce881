"""The forms around a promise: the unit reports it kept, the centre confirms, sends back or lets go (GX-20b)."""

from collections.abc import Callable

from huiyin.case.vocabulary import Stage
from huiyin_aws.pages.forms.desk import Desk, with_reason
from huiyin_aws.pages.forms.fields import Form, confirm, text
from huiyin_aws.pages.forms.triage import TO_THE_REQUESTER
from huiyin_aws.pages.words import Words


def _and_archived(desk: Desk, zh: str, en: str) -> Words:
    """Where the case waits for nothing else."""
    if desk.case.stage is Stage.KEEPING_PROMISE:
        return Words(f"{zh}，案件随即归档。", f"{en}, and the case is archived.")
    return Words(f"{zh}。", f"{en}.")


def _report(desk: Desk) -> Form:
    return Form(
        command="ReportPromise",
        heading=Words("报告承诺已落实", "Report the promise as kept"),
        explains=Words("由受理单位核实，诉求人会收到通知。", "The centre confirms it, and the requester is told."),
        button=Words("报告", "Report"),
        fields=(text("reason", "何时、怎样落实的", "When and how it was kept"),),
    )


def _confirm(desk: Desk) -> Form:
    return Form(
        command="ConfirmPromise",
        heading=Words("核实承诺已落实", "Confirm that the promise is kept"),
        explains=_and_archived(desk, "诉求人会收到通知", "The requester is told"),
        button=Words("已落实", "It is kept"),
        fields=(confirm("我已核实承诺确已落实", "I have verified that it is kept"),),
    )


def _reject(desk: Desk) -> Form:
    return with_reason(
        "RejectPromise",
        Words("承诺尚未落实，退回", "Send back: it is not kept"),
        Words("承办单位继续落实，原定日期不变。", "The unit goes on; the day stays as it was."),
    )


def _release(desk: Desk) -> Form:
    return Form(
        command="ReleasePromise",
        heading=Words("不再跟踪承诺", "Let go of the promise"),
        explains=_and_archived(
            desk,
            "确实不能落实的使用。理由发给诉求人",
            "For what cannot be kept any more. The requester is told why",
        ),
        button=Words("不再跟踪", "Let go"),
        fields=(
            text("explanation", "不能落实的理由", "Why it cannot be kept", TO_THE_REQUESTER),
            confirm("我已核实确实不能落实", "I have verified that it cannot be kept"),
        ),
    )


DRAFTS: dict[str, Callable[[Desk], Form]] = {
    "ReportPromise": _report,
    "ConfirmPromise": _confirm,
    "RejectPromise": _reject,
    "ReleasePromise": _release,
}
