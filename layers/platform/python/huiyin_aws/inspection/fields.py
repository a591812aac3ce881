"""Fields of an office paper: instructions that are carried out when it is opened, or soon after.

Page numbers, dates and references are such, and harmless. One that starts another program is not (DDE), nor one that
fetches text or a picture from elsewhere, nor one whose name is first put together by others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from huiyin_aws.inspection.findings import Unfit, Why

_WORDS = ("instrText", "delInstrText", "fldSimple", "ddeLink", "oleLink")
_MARKED = tuple(word.encode() for word in _WORDS)
_UNSEEN = tuple(word.encode(code) for word in _WORDS for code in ("utf-16-le", "utf-16-be"))
_STARTS_PROGRAMS = re.compile(rb"<(?:[^\s<>/:]+:)?(?:ddeLink|oleLink)\b")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_CODES = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii"})
_EBCDIC = "<?xml".encode("cp037")

_NAME = re.compile(r"\s*([A-Za-z]*)")
_NAME_UNFINISHED = re.compile(r"\s*[A-Za-z]*")
_LONGEST = 100_000
_PROGRAMS = frozenset({"DDE", "DDEAUTO"})
_FETCH = frozenset({"INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD"})
# An address of the net or of another machine; a letter with a colon is a disk of one's own.
_ELSEWHERE = re.compile(r"(?!file:///)\b[a-z][a-z0-9+.-]+:[\\/]|(?:^|[\s\"“])[\\/]{2}", re.IGNORECASE)


def require_harmless(part: bytes, left: list[int]) -> None:
    """`left` says how many bytes with fields in them may still be read.

    Raises:
        Unfit: a field of this part acts or reaches out, or nobody can tell.
    """
    declared = _DECLARED.match(part, 0, 300)
    foreign = declared is not None and declared[1].lower() not in _CODES
    if foreign or part.startswith(_EBCDIC) or any(word in part for word in _UNSEEN):
        raise Unfit(Why.BROKEN)
    if _STARTS_PROGRAMS.search(part):
        raise Unfit(Why.ACTIVE)
    if any(word in part for word in _MARKED):
        left[0] -= len(part)
        if left[0] < 0:
            raise Unfit(Why.TOO_LARGE_INSIDE)
        for instruction in _instructions(part):
            _require_harmless(instruction)


def _require_harmless(instruction: str) -> None:
    name = _NAME.match(instruction)
    called = name[1].upper() if name else ""
    if called in _PROGRAMS:
        raise Unfit(Why.ACTIVE)
    if called in _FETCH and _ELSEWHERE.search(instruction):
        raise Unfit(Why.REACHES_OUT)


def _instructions(part: bytes) -> Iterator[str]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    fields = _Fields()
    try:
        parseString(part, fields, forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError) as error:
        raise Unfit(Why.BROKEN) from error
    yield from fields.complete
    yield from fields.open


@dataclass
class _Fields(ContentHandler):
    """What each field says; one may stand within another, and what it says be spread over many runs of text."""

    complete: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=lambda: [""])  # the outermost is of what stands in no field
    reads: bool = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        match name.rpartition(":")[2]:
            case "instrText" | "delInstrText":
                self.reads = True
            case "fldSimple":
                self.complete.append(_said(attrs, "instr"))
            case "fldChar":
                self._mark(_said(attrs, "fldCharType"))

    def endElement(self, name: str) -> None:  # noqa: N802
        self.reads = False

    def characters(self, content: str) -> None:
        if self.reads:
            self.open[-1] += content
            if len(self.open[-1]) > _LONGEST:
                raise Unfit(Why.BROKEN)

    def _mark(self, kind: str) -> None:
        within = len(self.open) > 1
        if kind == "begin":
            if within and _NAME_UNFINISHED.fullmatch(self.open[-1]):
                raise Unfit(Why.ACTIVE)
            self.open.append("")
        elif kind == "end" and within:
            self.complete.append(self.open.pop())


def _said(attrs: AttributesImpl, name: str) -> str:
    return next((value for key, value in attrs.items() if key.rpartition(":")[2] == name), "")
