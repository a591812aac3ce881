"""What people do along the way: return, sign off, review, rate, handle again.

SZ-A2.4.4b, f, g; SZ-A2.4.5–6; GX-11, GX-13, GX-19; NM-11g; WB-6.3a; CQ-14, CQ-15.
"""

from dataclasses import dataclass
from typing import Literal

from huiyin.rulebook.basis import NamedRule, Plain, Rule, Text
from huiyin.rulebook.replies import Asked

Proof = Literal["reason", "written", "scan"]
"""What a request of a unit is proved by: its reason alone, a paper of the unit, a stamped or signed scan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(NamedRule):
    """A kind of request, and the words by which one that declares none is recognised.

    A `major` kind goes to a leader for instruction before dispatch, where the programme has instructions. A kind that
    is guided elsewhere names the ground of its referral: it is known here, and accepted by nobody.
    """

    words: tuple[str, ...] = ()
    words_of: tuple[str, ...] = ()
    major: bool = False
    guided_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns(Rule):
    """Return (退单、否办): what it must say and be proved by. What is not returned in time counts as accepted."""

    reason_required: bool
    basis_required: bool
    suggestion_required: bool = False
    proof: Proof = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPart(NamedRule):
    """A part that a reply consists of, with what to write in it, and what it is checked for (`huiyin.replies`).

    One that is `about_contact` tells how the requester was reached: with a wrong number there is nothing to tell.
    """

    required: bool
    hint: Text
    asks: tuple[Asked, ...] = ()
    about_contact: bool = False

    def is_required(self, *, wrong_number: bool) -> bool:
        """True where a reply without this part is not whole (CQ-14: a wrong number is answered from the letter)."""
        return self.required and not (self.about_contact and wrong_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewGround(NamedRule):
    """A ground on which the centre sends a reply back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Rule):
    """One level of a chain: the post that signs, under what circumstances. `zh` and `en` name the post."""

    by: Literal["deputy", "head", "centre", "checker", "leader", "chief"]
    when: Literal["always", "supervised", "unsupervised", "major"] = "always"
    zh: str
    en: str

    def is_asked(self, *, supervised: bool, major: bool) -> bool:
        """True where this level signs a case of that sort."""
        asked = {"always": True, "supervised": supervised, "unsupervised": not supervised, "major": major}
        return asked[self.when]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(Rule):
    """A reply sent back is completed within the running deadline; where less is left, this is the handler's target."""

    target_working_days: int

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        if self.target_working_days < 1:
            raise ValueError("`target_working_days` is 1 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingChoice(Plain):
    """One answer of a requester who is asked: satisfied or not; where asked, whether it was solved, how many stars."""

    code: str
    zh: str
    en: str
    satisfied: bool
    solved: bool | None = None
    stars: Literal[1, 2, 3, 4, 5] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(Rule):
    """What it means that a requester gave no rating before the window (the limit of step `rate`) closed."""

    means: Literal["satisfied", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Rule):
    """What the requester is asked, and may answer (好差评)."""

    question: Text
    choices: tuple[RatingChoice, ...]
    silence: Silence

    def choice(self, code: str) -> RatingChoice:
        """The answer of that code.

        Raises:
            KeyError: it is none of those that may be given.
        """
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise KeyError(f"no rating {code!r}; expected one of {', '.join(choice.code for choice in self.choices)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondHandling(Rule):
    """How often a dissatisfied requester with a reason gets a second handling, and whether that is supervised."""

    times: int
    supervised: bool

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        if self.times < 1:
            raise ValueError("`times` is 1 or more; where nothing is handled again, leave `second_handling` out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accused(Rule):
    """Whom a request never reaches: the person named, and the unit named for these kinds."""

    person_barred: bool
    unit_barred_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Rule):
    """How soon a unit enters a change of its people, and what proves it; 0 working days: at once."""

    within_working_days: int
    proof: Proof

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        if self.within_working_days < 0:
            raise ValueError("`within_working_days` is 0 (at once) or more")
