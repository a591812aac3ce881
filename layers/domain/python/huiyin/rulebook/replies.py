"""What a reply is looked through for before it leaves its unit (GX-15, GX-16; NM-11d; CQ-26, CQ-29; SZ-A2.4.4f)."""

from dataclasses import dataclass
from typing import Literal

from huiyin.rulebook.basis import Rule

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
