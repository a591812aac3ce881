"""A message as its reader takes it in: which case, which link or code to enter where, and whether it urges."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

_LINK = re.compile(r"https?://[^\s<>\"']+/(?:act|rate)/[A-Za-z0-9_-]+")
_CODE = re.compile(r"请在浏览器打开\S*?(/(?:act|rate))，输入办理码([0-9A-Z-]+)")
_NUMBER = re.compile(r"\b[A-Z]{2}\d{8}-\d{6}\b", re.ASCII)
_URGES = re.compile(r"【(?:催办|超期)】")
_SUDDEN = re.compile(r"突发|紧急|应急")


@dataclass(frozen=True, slots=True)
class Note:
    """`path` is the link's, as one's own browser asks for it; empty where the message only tells.

    Where the message carries no link, `path` is the page at which `code` is entered.
    """

    at: datetime
    to: str
    number: str
    path: str
    urges: bool
    sudden: bool
    code: str = ""

    @property
    def entry(self) -> dict[str, str]:
        """What is entered at that page: the code, and the end of one's own phone number."""
        return {"code": self.code, "digits": self.to[-4:]}


def read(at: datetime, to: str, text: str) -> Note:
    link, number, code = _LINK.search(text), _NUMBER.search(text), _CODE.search(text)
    path = urlsplit(link.group()).path if link else code[1] if code else ""
    return Note(
        at,
        to,
        number.group() if number else "",
        path,
        bool(_URGES.search(text)),
        bool(_SUDDEN.search(text)),
        code[2] if code else "",
    )
