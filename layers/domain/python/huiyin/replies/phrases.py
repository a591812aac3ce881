"""What a text says once greetings, courtesies and phrases are taken away; and whether it is the letter over again."""

import re
from collections.abc import Iterable, Sequence

_ENDS = re.compile(r"[，,。．；;！!？?：:、\n\r\t…]+|\s{2,}")
_NOT_LETTERS = re.compile(r"[\W_]+")
_GREETING = re.compile(
    r"^[“\"‘']?(?:尊敬的|亲爱的)?.{0,14}?(?:网友|市民|先生|女士|来信人|诉求人|朋友|同志)?[”\"’']?(?:您|你)好"
)
_SIGNED = re.compile(r"^.{0,20}(?:[12][0-9〇零一二三四五六七八九]{3}年.{1,3}月.{1,3}日)$")

LONGEST_PHRASE = 30  # a clause that says more than this says something, whatever phrase is in it
SHINGLE, COPIED_FROM, COPIED_SHARE = 5, 20, 0.8


def letters(text: str) -> str:
    """The text without blanks and punctuation."""
    return _NOT_LETTERS.sub("", text)


def clauses(text: str) -> list[str]:
    """What stands between two stops, without greeting and signature."""
    parts = (part.strip() for part in _ENDS.split(_GREETING.sub("", text.strip())))
    return [part for part in parts if letters(part) and not _SIGNED.match(part.replace(" ", ""))]


def says_nothing(text: str, phrases: Sequence[str], names: Iterable[str]) -> bool:
    """True where every clause is a phrase, a name of a unit, or a greeting."""
    known = {letters(name) for name in names}
    return all(
        letters(clause) in known or (len(clause) <= LONGEST_PHRASE and any(phrase in clause for phrase in phrases))
        for clause in clauses(text)
    )


def found(text: str, words: Iterable[str]) -> str:
    """The first of these words in the text; "" where none is."""
    return next((word for word in words if word in text), "")


def is_copied(text: str, letter: str) -> bool:
    """True where nearly all of the text stands in the letter in the same words."""
    written, given = letters(text), letters(letter)
    if len(written) < COPIED_FROM or not given:
        return False
    pieces = [written[n : n + SHINGLE] for n in range(len(written) - SHINGLE + 1)]
    return sum(piece in given for piece in pieces) >= COPIED_SHARE * len(pieces)
