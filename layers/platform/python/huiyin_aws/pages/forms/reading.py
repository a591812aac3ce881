"""Reading a posted form: every value against its question; what is wrong is said beside the field, all at once."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from huiyin.case.refusal import Refusal
from huiyin_aws.pages.forms.fields import Field, Form, Kind
from huiyin_aws.pages.forms.intent import Intent, texts_of
from huiyin_aws.pages.words import Words

Posted = Mapping[str, Sequence[str]]


class FormInvalid(Exception):  # noqa: N818 - the person's form needs another look; nothing in the program has failed
    """`errors` by field name, in the order of the form; `values` is what was written, to be shown again, and
    `form` what is shown in place of the form that was sent, where that asks one thing more.
    """

    def __init__(
        self,
        command: str,
        errors: Mapping[str, Words],
        values: Mapping[str, list[str]],
        form: Form | None = None,
    ) -> None:
        super().__init__(f"{command}: {', '.join(errors)}")
        self.command, self.errors, self.values, self.form = command, errors, values, form


class _Wrong(Exception):  # noqa: N818 - carries words for the person to `read_form`, which gathers them
    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


def read_form(posted: Posted, forms: Sequence[Form]) -> Intent:
    """What the person wants.

    Raises:
        FormInvalid: something is missing or out of bounds.
        Refusal: the command is none of those offered now.
    """
    command = _first(posted, "command")
    form = next((each for each in forms if each.command == command), None)
    if form is None:
        raise _not_now()
    values: dict[str, Any] = {}
    errors: dict[str, Words] = {}
    for field in form.fields:
        try:
            values[field.name] = _READ[field.kind](field, posted.get(field.name, ()))
        except _Wrong as wrong:
            errors[field.name] = wrong.words
    if errors := _in_order(form, errors | _half_filled(form, values) | _left_out(form, values)):
        raise FormInvalid(form.command, errors, written(form, posted))
    return Intent(form.command, values)


def read_draft(posted: Posted, forms: Sequence[Form]) -> tuple[str, dict[str, list[str]]]:
    """The form that somebody has begun to fill in, and what stands in it; only the length of it is looked at.

    Raises:
        FormInvalid: more is written than there is room for.
        Refusal: the form is none of those offered now, or none to be written in peace.
    """
    form = next((each for each in forms if each.command == _first(posted, "command") and each.is_written), None)
    if form is None:
        raise _not_now()
    values = written(form, posted)
    errors = {field.name: words for field in form.fields if (words := _too_long(field, values.get(field.name, ())))}
    if errors:
        raise FormInvalid(form.command, errors, values)
    return form.command, {name: value for name, value in values.items() if name != "command"}


def filled_again(posted: Posted, forms: Sequence[Form]) -> dict[str, list[str]]:
    """What to fill in again in the form that was sent, where it is offered still; {} where it is not."""
    form = next((each for each in forms if each.command == _first(posted, "command")), None)
    return written(form, posted) if form else {}


def written_texts(posted: Posted) -> tuple[str, ...]:
    """The texts that somebody wrote into a form, offered still or not."""
    texts = (_clean(value) for name in texts_of(_first(posted, "command"), posted) for value in posted[name])
    return tuple(text for text in texts if text)


def _not_now() -> Refusal:
    return Refusal(
        "not_now",
        "此操作现在不适用。请重新打开链接，查看现在可以做什么。",
        "this is not possible now: open the link again and see what can be done",
    )


def _half_filled(form: Form, values: Mapping[str, Any]) -> dict[str, Words]:
    """What is missing of the fields that are filled in together."""
    if not any(values.get(name) for name in form.together):
        return {}
    empty = (field for field in form.fields if field.name in form.together and not values.get(field.name, True))
    return {f.name: Words(f"请一并填写“{f.label.zh}”", f"Fill in “{f.label.en}” as well") for f in empty}


def _left_out(form: Form, values: Mapping[str, Any]) -> dict[str, Words]:
    """What the answers given ask for beside them."""
    asked = {name for field, answers, name in form.asked_with if values.get(field) in answers}
    return {
        field.name: Words(f"请填写“{field.label.zh}”", f"Fill in “{field.label.en}”")
        for field in form.fields
        if field.name in asked and not values.get(field.name, True)
    }


def _in_order(form: Form, errors: Mapping[str, Words]) -> dict[str, Words]:
    return {field.name: errors[field.name] for field in form.fields if field.name in errors}


def _first(posted: Posted, name: str) -> str:
    return next(iter(posted.get(name, ())), "")


def written(form: Form, posted: Posted) -> dict[str, list[str]]:
    """What to fill in again: confirmations are asked for anew."""
    again = [f.name for f in form.fields if f.kind is not Kind.CONFIRM]
    return {"command": [form.command]} | {name: [_clean(v) for v in posted.get(name, ())] for name in again}


def _clean(text: str) -> str:
    """As written, without control characters (but for the ends of lines) and blanks around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()


def _text(field: Field, sent: Sequence[str]) -> str:
    written = _clean(sent[0]) if sent else ""
    if field.required and not written:
        raise _Wrong(f"请填写“{field.label.zh}”", f"Fill in “{field.label.en}”")
    if words := _too_long(field, (written,)):
        raise _Wrong(*words)
    return written


def _too_long(field: Field, written: Sequence[str]) -> Words | None:
    """What to say of a text that is longer than its box."""
    length = max(map(len, written), default=0)
    if field.kind not in (Kind.TEXT, Kind.LINE, Kind.LISTED) or length <= field.most:
        return None
    return Words(
        f"“{field.label.zh}”最多 {field.most} 字，现有 {length} 字，请缩短",
        f"“{field.label.en}” has {length} characters: shorten it to {field.most}",
    )


def _number(field: Field, sent: Sequence[str]) -> int:
    """0 where nothing is written and nothing has to be."""
    written = unicodedata.normalize("NFKC", _clean(sent[0])) if sent else ""
    if not (written or field.required):
        return 0
    # ASCII digits and few of them: int() would read more than people mean by a number.
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
    if not 1 <= number <= field.most:
        raise _Wrong(
            f"“{field.label.zh}”请填 1 至 {field.most} 的整数",
            f"“{field.label.en}”: a whole number from 1 to {field.most}",
        )
    return number


def _date(field: Field, sent: Sequence[str]) -> str:
    """A day as browsers send it, 2026-03-02; "" where none has to be named."""
    written = unicodedata.normalize("NFKC", _clean(sent[0])) if sent else ""
    if not (written or field.required):
        return ""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise _Wrong(
            f"“{field.label.zh}”请填日期，如 2026-03-02", f"“{field.label.en}”: a date such as 2026-03-02"
        ) from None
    if field.earliest and day.isoformat() < field.earliest:
        raise _Wrong(f"“{field.label.zh}”不早于 {field.earliest}", f"“{field.label.en}”: not before {field.earliest}")
    return day.isoformat()


def _choice(field: Field, sent: Sequence[str]) -> str:
    chosen = sent[0] if sent else ""
    if chosen in field.values or not (chosen or field.required):
        return chosen
    if field.kind is Kind.RADIO:
        raise _Wrong("请选择其中一项", "Choose one of the answers")
    raise _Wrong(f"请选择“{field.label.zh}”", f"Choose “{field.label.en}” from the list")


def _one_listed(field: Field, sent: Sequence[str]) -> str:
    """Its code, whether that was sent or what it is called."""
    written = _clean(sent[0]) if sent else ""
    if not written or written in field.values:
        return written
    for option in field.options:
        if written in (option.words.zh, f"{option.words.zh} {option.words.en}"):
            return option.value
    raise _Wrong(
        f"“{field.label.zh}”请从列出的选项中选取，或留空",
        f"“{field.label.en}”: take one of those listed, or leave it empty",
    )


def _choices(field: Field, sent: Sequence[str]) -> tuple[str, ...]:
    """What was ticked, once each, in the form's own order."""
    chosen = tuple(value for value in field.values if value in sent)
    if (chosen or not field.required) and all(value in field.values for value in sent):
        return chosen
    raise _Wrong(f"请至少选择一项“{field.label.zh}”", f"Choose at least one of “{field.label.en}”")


def _confirmation(field: Field, sent: Sequence[str]) -> str:
    if "yes" in sent:
        return "yes"
    raise _Wrong(f"请勾选确认：{field.label.zh}", f"Tick the box to confirm: {field.label.en}")


_READ: dict[Kind, Callable[[Field, Sequence[str]], Any]] = {
    Kind.TEXT: _text,
    Kind.LINE: _text,
    Kind.NUMBER: _number,
    Kind.SELECT: _choice,
    Kind.LISTED: _one_listed,
    Kind.RADIO: _choice,
    Kind.CHECKBOXES: _choices,
    Kind.FILES: _choices,
    Kind.CONFIRM: _confirmation,
    Kind.DATE: _date,
}
