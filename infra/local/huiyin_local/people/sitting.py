"""One person before one page, and what they may choose to do there."""

from dataclasses import dataclass, field

from huiyin_local.people import sentences as say
from huiyin_local.people.dice import Dice
from huiyin_local.people.forms import Form, Page, Values


@dataclass(frozen=True, slots=True)
class Choice:
    """A form to send; where the answer says that it cannot be, the next choice is tried."""

    command: str
    values: Values = field(default_factory=dict)


READ_ON = Choice("")
"""Read the page, send nothing, and come back when there is something to say."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """How often somebody was here for this, what they did before, what their mood is, whether they were urged."""

    page: Page
    dice: Dice
    time: int = 1
    done: tuple[str, ...] = ()
    mood: str = ""
    urged: bool = False

    def proposed(self, command: str, name: str) -> str:
        """What the page has filled in for a field; "" where it proposes nothing."""
        form = self.page.form(command)
        asked = form.field(name) if form else None
        return asked.proposed if asked else ""

    def chosen(self, command: str, name: str, *, afresh: bool = False) -> str:
        """What the page proposes (unless `afresh`), else one of its options; "" where there is none."""
        form = self.page.form(command)
        asked = form.field(name) if form else None
        if asked is None:
            return ""
        options = [option for option in asked.options if option]
        proposed = "" if afresh else asked.proposed
        return proposed or (self.dice.pick(f"{command}.{name}", options) if options else "")

    def write(self, command: str, words: tuple[str, ...]) -> Choice:
        """The form with one of these sentences in each box for a text that it asks for, and its choices made."""
        form = self.page.form(command)
        asked_for = [asked for asked in form.fields if asked.required] if form else []
        texts = {asked.name: say.one_of(words, self.dice) for asked in asked_for if asked.kind == "text"}
        return Choice(command, texts | {a.name: self.chosen(command, a.name) for a in asked_for if a.kind == "select"})

    def requires(self, command: str, name: str) -> bool:
        """Whether a form cannot be sent without this field."""
        form = self.page.form(command)
        asked = form.field(name) if form else None
        return asked is not None and asked.required

    def completed(self, choice: Choice) -> Choice:
        """The choice with what else the form asks for, as its labels say."""
        form = self.page.form(choice.command)
        return Choice(choice.command, {**self._asked_for(form), **choice.values}) if form else choice

    def _asked_for(self, form: Form) -> dict[str, str]:
        missing = (asked for asked in form.fields if asked.required and not asked.options and not asked.proposed)
        return {a.name: "1" if a.kind == "number" else say.asked(a.label, self.dice) for a in missing}
