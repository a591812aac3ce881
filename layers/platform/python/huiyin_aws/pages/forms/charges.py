"""What a unit is charged with: the centre's forms at its desk (GX-12, NM-24, NM-25, WB-6.3d, CQ-30, SZ-A2.4.8)."""

from collections.abc import Callable, Iterator

from huiyin_aws.pages.forms.desk import Desk
from huiyin_aws.pages.forms.fields import Form, Option, confirm, options, select, text
from huiyin_aws.pages.words import Words, named, unknown


def _charge(desk: Desk) -> Form:
    return Form(
        command="Charge",
        heading=Words("将一项情况记录在案", "Charge a unit"),
        explains=Words(
            "记入办理过程，并通知该单位主要负责人；事后可以撤销，两者都留在记录里。",
            "It goes on record and the unit's head is told; it can be withdrawn, and then both stay.",
        ),
        button=Words("记录在案", "Charge"),
        fields=(
            select("unit", "单位", "Unit", tuple(charged_units(desk)), proposed=desk.case.unit),
            select("ground", "事由", "Ground", options(desk.rulebook.charges)),
            text("reason", "事实和理由", "Facts and reason"),
            confirm("我已核实", "I have verified it"),
        ),
    )


def _withdraw_charge(desk: Desk) -> Form:
    return Form(
        command="WithdrawCharge",
        heading=Words("对一项记录不予追究", "Withdraw a charge"),
        explains=Words(
            "写明理由，例如出于公心、未谋私利并已主动纠正；原记录和理由都保留。",
            "Say why, such as good faith, no gain sought, and put right by themselves; charge and reason both stay.",
        ),
        button=Words("不予追究", "Withdraw"),
        fields=(
            select("charge", "哪一项记录", "Which charge", tuple(_standing(desk))),
            text("reason", "理由", "Reason"),
            confirm("我已核实", "I have verified it"),
        ),
    )


def charged_units(desk: Desk) -> Iterator[Option]:
    """The units that have, or had, a part in it."""
    names = {option.value: option.words for option in desk.every_unit}
    return (Option(code, names.get(code, unknown(code))) for code in desk.case.worked_on_by)


def _standing(desk: Desk) -> Iterator[Option]:
    names = {option.value: option.words for option in desk.every_unit}
    for charge in desk.case.charges:
        ground, _, unit = charge.partition(":")
        what, who = named(desk.rulebook.charges, ground) or unknown(ground), names.get(unit, unknown(unit))
        yield Option(charge, Words(f"{who.zh}：{what.zh}", f"{who.en}: {what.en}"))


DRAFTS: dict[str, Callable[[Desk], Form]] = {"Charge": _charge, "WithdrawCharge": _withdraw_charge}
