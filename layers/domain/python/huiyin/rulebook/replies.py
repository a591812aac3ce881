"""What a reply is looked through for (GX-15, GX-16; NM-11d; CQ-26, CQ-29; SZ-A2.4.4f), what it may promise
(GX-20b), and what a unit is charged with (GX-12; NM-24; WB-6.3d; CQ-27, CQ-30; SZ-A2.4.8).
"""

from dataclasses import dataclass
from typing import Literal

from huiyin.rulebook.basis import NamedRule, Rule

Asked = Literal["substance", "law", "telephone"]
"""What a part of a reply has to hold: an account of the matter, a law by its number, a telephone number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCheck(Rule):
    """One check (`huiyin.replies`): what is refused has to be put right, a doubt the handler may stand by.

    `words` tell it; `against` are those that contradict them; `least` is how many characters are enough.
    """

    code: Literal[
        "too_short",
        "empty_phrases",
        "placeholder",
        "letter_copied",
        "unsolved_words",
        "satisfied_unreached",
        "no_law",
        "no_telephone",
        "hollow",
    ]
    grade: Literal["refuse", "doubt"]
    least: int = 0
    words: tuple[str, ...] = ()
    words_of: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    against_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeGround(NamedRule):
    """What a unit is charged with: by the centre, or `by_itself` where that happens."""

    by_itself: Literal["sent_back_twice", "urged_in_vain", "supporting_idle"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises(Rule):
    """What a reply may promise: something by a day, so many days ahead at most; it is followed until it is kept."""

    longest_days: int

    def __post_init__(self) -> None:
        Rule.__post_init__(self)
        if self.longest_days < 1:
            raise ValueError("`longest_days` is 1 or more; where nothing is promised, leave `promises` out")
