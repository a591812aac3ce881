"""A form and its fields: what is asked, in both languages, and the bounds of what may be written."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from huiyin_aws.pages.words import Named, Words

LONGEST_TEXT = 5_000
LONGEST_LINE = 200
FRAMED_ABOVE = 12  # boxes: as many as a desk's screen shows at once

NO_HINT = Words("", "")


class Kind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LINE = "line"
    NUMBER = "number"
    SELECT = "select"
    LISTED = "listed"  # of a long list that every form of a page shares: written, with what fits shown meanwhile
    RADIO = "radio"
    CHECKBOXES = "checkboxes"
    FILES = "files"  # that were sent before and found sound
    CONFIRM = "confirm"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. `proposed` is filled in beforehand; a confirmation never is."""

    name: str
    kind: Kind
    label: Words
    hint: Words = NO_HINT
    required: bool = True
    options: tuple[Option, ...] = ()
    proposed: str = ""
    ticked: tuple[str, ...] = ()  # of boxes, those that are ticked beforehand
    earliest: str = ""  # of a date, the first that may be chosen
    most: int = LONGEST_TEXT  # characters of a text, or the highest number

    @property
    def are_many(self) -> bool:
        """More boxes than fit beside what else a page asks: they scroll within a frame."""
        return len(self.options) > FRAMED_ABOVE

    def chosen_first(self, chosen: Container[str]) -> list[Option]:
        """Of many boxes, those that are ticked stand in sight."""
        return sorted(self.options, key=lambda option: option.value not in chosen)

    @property
    def list_id(self) -> str:
        """Of a long list, what the page calls it."""
        return f"listed-{self.name}"

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One move: its command, what it is called, what it leads to, and what is asked for it.

    `together` names fields of which either all are filled in or none; `asked_with`: where one field has one of these
    answers, the other has to be filled in.
    """

    command: str
    heading: Words
    explains: Words
    button: Words
    fields: tuple[Field, ...]
    together: tuple[str, ...] = ()
    asked_with: tuple[tuple[str, tuple[str, ...], str], ...] = ()

    @property
    def is_written(self) -> bool:
        """There are texts in it, which somebody may want to begin now and finish later."""
        return any(field.kind is Kind.TEXT for field in self.fields)


def options(named: Iterable[Named]) -> tuple[Option, ...]:
    return tuple(Option(each.code, Words(each.zh, each.en)) for each in named)


def text(name: str, zh: str, en: str, hint: Words = NO_HINT, *, required: bool = True) -> Field:
    return Field(name=name, kind=Kind.TEXT, label=Words(zh, en), hint=hint, required=required)


def line(name: str, zh: str, en: str, hint: Words = NO_HINT, *, proposed: str = "", required: bool = True) -> Field:
    return Field(
        name=name,
        kind=Kind.LINE,
        label=Words(zh, en),
        hint=hint,
        required=required,
        proposed=proposed,
        most=LONGEST_LINE,
    )


def comment() -> Field:
    """A word beside a signature: for those who come after in the house, never for the requester."""
    hint = Words(
        "供之后的签批人、审核人和办理人阅读，不对外公开。", "For those who come after in the house; never public."
    )
    return text("comment", "意见", "Comment", hint, required=False)


def tick(name: str, label: Words, option: Words) -> Field:
    """A box that may be ticked, or not."""
    return Field(name=name, kind=Kind.CHECKBOXES, label=label, required=False, options=(Option("yes", option),))


def select(
    name: str,
    zh: str,
    en: str,
    choices: tuple[Option, ...],
    hint: Words = NO_HINT,
    *,
    proposed: str = "",
    required: bool = True,
) -> Field:
    """A proposal that is none of the choices is none."""
    known = proposed if any(choice.value == proposed for choice in choices) else ""
    return Field(
        name=name,
        kind=Kind.SELECT,
        label=Words(zh, en),
        hint=hint,
        required=required,
        options=choices,
        proposed=known,
    )


def listed(name: str, zh: str, en: str, choices: tuple[Option, ...], hint: Words = NO_HINT) -> Field:
    """One of many, or none; what two of them are called in the same way has its code beside."""
    called = Counter(choice.words for choice in choices)
    told = tuple(
        choice
        if called[choice.words] == 1
        else Option(choice.value, Words(*(f"{w} {choice.value}" for w in choice.words)))
        for choice in choices
    )
    return Field(name=name, kind=Kind.LISTED, label=Words(zh, en), hint=hint, required=False, options=told)


def confirm(zh: str, en: str, name: str = "confirm") -> Field:
    """A box that a person ticks: a program that opens links does not."""
    return Field(name=name, kind=Kind.CONFIRM, label=Words(zh, en), options=(Option("yes", Words(zh, en)),))
