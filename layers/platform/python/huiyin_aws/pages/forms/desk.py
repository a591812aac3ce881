"""What forms are drafted from, and the draft that most refusals share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from huiyin.case.state import Case
from huiyin.case.vocabulary import Role
from huiyin.rulebook import Rulebook
from huiyin_aws.pages.forms.fields import Form, Option, text
from huiyin_aws.pages.words import ROLES, Words


@dataclass(frozen=True, slots=True)
class Desk:
    """The case and its rulebook, who sits at it, the units to choose from and the one proposed, all units and people
    whom a matter may be about, how far the case may be extended; the regions of the registry, the units that have
    returned the order, and what is late.
    """

    case: Case
    role: Role
    rulebook: Rulebook
    units: tuple[Option, ...]
    proposed_unit: str
    longest_extension: int
    every_unit: tuple[Option, ...] = ()
    every_person: tuple[Option, ...] = ()
    supporting: tuple[Option, ...] = ()  # the units that may yet support the lead
    owing_support: tuple[Option, ...] = ()
    colleagues: tuple[Option, ...] = ()  # who of the unit may be given the case
    below: tuple[Option, ...] = ()  # the units below, to which the order may be handed on
    places: tuple[Option, ...] = ()
    returned: tuple[Option, ...] = ()
    late: tuple[Option, ...] = ()
    tomorrow: date | None = None  # from when on something may be promised
    scans: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)  # what the unit has sent, by what it is for

    def counts_from(self, zh: str, en: str) -> Words:
        """What starts with an order: replying, and signing for it where the programme has that."""
        if self.rulebook.is_limited("sign_for"):
            return Words(f"签收和答复时限从{zh}起算。", f"Signing and replying count from {en}.")
        return Words(f"答复时限从{zh}起算。", f"Replying counts from {en}.")

    def once_checked(self, zh: str, en: str) -> Words:
        """What follows, and that a second person checks it first where the programme has one (CQ-13)."""
        checker = self.rulebook.acceptance.checked_by
        if checker is None:
            return Words(zh, en)
        post = ROLES[Role(checker)]
        return Words(f"先经{post.zh}审核。{zh}", f"Checked by a second person first. {en}")


def with_reason(command: str, heading: Words, explains: Words) -> Form:
    return Form(
        command=command,
        heading=heading,
        explains=explains,
        button=heading,
        fields=(text("reason", "理由", "Reason"),),
    )
