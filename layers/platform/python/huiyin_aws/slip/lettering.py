"""Letters on a paper: two faces that every reader of PDF brings along, lines that break where they may, nothing lost.

Chinese stands in STSong-Light, one of the faces that the format names for it, Latin in Times: nothing is embedded.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

HAN, LATIN = "STSong-Light", "Times-Roman"
MISSING = "〓"  # what printers set where they have no sort for a sign

# A line neither begins with what closes nor ends with what opens.
_NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·％,.;:?!)]}%")
_NEVER_LAST = frozenset("（《〈「『【〔“‘([{")


def legible(text: str) -> str:
    """The text in signs that the faces have: what steers (controls, marks of direction) goes, what is drawn elsewhere
    (emoji, other scripts) leaves its place.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return "".join(_sign(each) for each in unicodedata.normalize("NFC", lines))


def _sign(sign: str) -> str:
    if sign == "\n" or " " <= sign <= "~":
        return sign
    if unicodedata.category(sign) in ("Cc", "Cf", "Mn", "Me", "Cs", "Co", "Cn"):
        return ""
    if sign.isspace() and sign != "\u3000":
        return " "
    return sign if face(sign) else MISSING


@cache
def face(sign: str) -> str:
    """The face that has this sign; "" where neither does."""
    if sign <= "ÿ":  # Latin-1: the Song of some readers has no raised dot
        return LATIN
    if len(sign.encode("gb18030", "ignore")) == 2 or "\u3400" <= sign <= "\u4db5":
        return HAN
    return LATIN if sign.encode("cp1252", "ignore") else ""  # €, ‰, š


def runs(text: str) -> Iterator[tuple[str, str]]:
    """The text in stretches of one face."""
    for name, signs in groupby(text, face):
        yield name, "".join(signs)


def width(text: str, size: float) -> float:
    """How long the text is, in points."""
    return sum(_measure(name).stringWidth(stretch, size) for name, stretch in runs(text))


@cache
def _measure(name: str) -> Any:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    if name == HAN:
        pdfmetrics.registerFont(UnicodeCIDFont(HAN))
    return pdfmetrics.getFont(name)


def lines(text: str, size: float, room: float) -> list[str]:
    """The text in lines no longer than `room`: broken between hanzi and between words, within a word that is longer."""
    return [line for paragraph in text.split("\n") for line in _broken(paragraph, size, room)]


def _broken(paragraph: str, size: float, room: float) -> Iterator[str]:
    line, length = "", 0.0
    for piece in _pieces(paragraph, size, room):
        added = width(piece, size)
        if line and length + added > room:
            yield line.rstrip(" ")
            line, length = "", 0.0
            if piece == " ":
                continue
        line, length = line + piece, length + added
    yield line.rstrip(" ")


def _pieces(paragraph: str, size: float, room: float) -> Iterator[str]:
    """What is not broken: a hanzi with its closing signs, a word. What is longer than a line is taken sign by sign."""
    piece = ""
    for sign in paragraph:
        if piece and _may_break(piece[-1], sign):
            yield from _short_enough(piece, size, room)
            piece = ""
        piece += sign
    yield from _short_enough(piece, size, room)


def _may_break(before: str, after: str) -> bool:
    if " " in (before, after):
        return True
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return face(before) == HAN or face(after) == HAN


def _short_enough(piece: str, size: float, room: float) -> Iterator[str]:
    if width(piece, size) <= room:
        yield piece
    else:
        yield from piece
