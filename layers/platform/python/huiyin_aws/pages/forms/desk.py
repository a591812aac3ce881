"""What forms are drafted from, and the draft that most refusals share."""

from dataclasses import dataclass

from huiyin.case.state import Case
from huiyin.rulebook import Rulebook
from huiyin_aws.pages.forms.fields import Form, Option, text
from huiyin_aws.pages.words import Words


@dataclass(frozen=True, slots=True)
class Desk:
    """The case and its rulebook, the units to choose from and the one proposed, how far the case may be extended."""

    case: Case
    rulebook: Rulebook
    units: tuple[Option, ...]
    proposed_unit: str
    longest_extension: int


def with_reason(command: str, heading: Words, explains: Words) -> Form:
    return Form(
        command=command,
        heading=heading,
        explains=explains,
        button=heading,
        fields=(text("reason", "理由", "Reason"),),
    )
