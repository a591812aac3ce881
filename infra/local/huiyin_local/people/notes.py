"""A message as its reader takes it in: which case, which link, and whether it urges."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

_LINK = re.compile(r"https?://[^\s<>\"']+/(?:act|rate)/[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"\b[A-Z]{2}\d{8}-\d{6}\b", re.ASCII)
_URGES = re.compile(r"【(?:催办|超期)】")
_SUDDEN = re.compile(r"突发|紧急|应急")


@dataclass(frozen=True, slots=True)
class Note:
    """`path` is the link's, as one's own browser asks for it; empty where the message only tells."""

    at: datetime
    to: str
    number: str
    path: str
    urges: bool
    sudden: bool


def read(at: datetime, to: str, text: str) -> Note:
    link = _LINK.search(text)
    number = _NUMBER.search(text)
    return Note(
        at,
        to,
        number.group() if number else "",
        urlsplit(link.group()).path if link else "",
        bool(_URGES.search(text)),
        bool(_SUDDEN.search(text)),
    )
