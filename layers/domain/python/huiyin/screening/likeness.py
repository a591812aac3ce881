"""Whether two letters of one requester are about the same matter (SZ-A2.4.1b, WB-6.2a, CQ-9)."""

import unicodedata
from collections.abc import Iterable

from huiyin.screening.letter import Earlier, Letter


def same_matter(letter: Letter, earlier: Iterable[Earlier], likeness_from: float) -> Earlier | None:
    """The case that is about the same matter: one that is still open before one that was answered, the first of each.

    `earlier` comes newest first; `likeness_from` is the rulebook's threshold.
    """
    alike = [case for case in earlier if likeness(letter, case.letter) >= likeness_from]
    return min(alike, key=lambda case: not case.is_open, default=None)


def likeness(one: Letter, other: Letter) -> float:
    """0 to 1: how many pairs of neighbouring letters the two share, in their titles and bodies.

    The mean of two coefficients: shared pairs by the mean size of both (Dice), and by the size of the shorter one
    (overlap), since whoever writes again often sends a part of what they wrote, or adds to it. Digits and punctuation
    say nothing here: dates and sums change from letter to letter.
    """
    mine, theirs = _pairs(one), _pairs(other)
    if mine == theirs:
        return 1.0
    if not mine or not theirs:
        return 0.0
    shared = len(mine & theirs)
    return shared / (len(mine) + len(theirs)) + shared / (2 * min(len(mine), len(theirs)))


def _pairs(letter: Letter) -> frozenset[str]:
    return frozenset(pair for text in (letter.title, letter.body) for pair in _neighbours(_letters(text)))


def _neighbours(text: str) -> Iterable[str]:
    """A text of a single letter stands for itself."""
    if len(text) == 1:
        return [text]
    return (text[place : place + 2] for place in range(len(text) - 1))


def _letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalpha())
