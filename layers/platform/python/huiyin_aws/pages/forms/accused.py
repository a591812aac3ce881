"""Whom a complaint or report is about, as every form asks that may tell: so that it is kept from them (GX-18b)."""

from collections.abc import Iterator

from huiyin_aws.pages.forms.desk import Desk
from huiyin_aws.pages.forms.fields import Field, listed
from huiyin_aws.pages.words import Words

_WRITE = Words("写几个字，从列出的选项中选取。", "Write part of it, and choose from what is listed.")


def whom_it_is_about(desk: Desk) -> Iterator[Field]:
    """A unit is barred for the kinds that the rulebook names, a person always."""
    if not desk.every_unit:
        return
    kept = [kind.zh for kind in desk.rulebook.kinds if kind.code in desk.rulebook.accused.unit_barred_for]
    told = Words(
        f"{'、'.join(kept)}不会转给该单位；投诉可由该单位办理。{_WRITE.zh}",
        f"A report is kept from it; a complaint may be its to handle. {_WRITE.en}",
    )
    if kept:
        yield listed("accused_unit", "被反映的单位", "Unit that it is about", desk.every_unit, told)
    never = Words(f"该人员不会看到、也不能办理此件。{_WRITE.zh}", f"They will neither see nor handle it. {_WRITE.en}")
    yield listed("accused_person", "被反映的人员", "Person whom it is about", desk.every_person, never)
