"""PDF: whole from its first byte to its last mark, open to inspection, with nothing in it that acts or carries files.

An action that only opens a page (`/OpenAction` with a destination, as scanners write) is harmless and passes; those
that run, start, send or fetch have names of their own. These are looked for in the file as it is written, and in
whatever any stream unpacks to. Objects may be packed into streams, and readers do not agree on which are such: each
that could be one is unpacked to its end, or the paper is refused.
"""

import re
import zlib
from collections.abc import Iterator

from huiyin_aws.inspection import pdf_objects
from huiyin_aws.inspection.findings import Media, Sound, Unfit, Why
from huiyin_aws.inspection.pdf_objects import Found, unescaped

MOST_UNPACKED = 200_000_000
MOST_STREAMS = 200_000

# Names that no letter or scan needs: what runs, starts, sends, plays, or holds another file.
_ACTS = re.compile(
    rb"/(?:(?:JavaScript|Launch|EmbeddedFiles?|FileAttachment|RichMedia|Rendition|SubmitForm|ImportData|GoToE|GoToR|Movie"
    rb"|Sound)\b|XFA\s*[\[\d])"
)
# Chance writes anything this short into packed data, so these are names of an object only.
_SHORT = frozenset({b"JS", b"EF"})
_SHORT_PACKED = re.compile(rb"/(?:JS\s*[(<\d]|EF\s*[<\d])")
_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_READ, _WINDOW, _OVERLAP = 1 << 16, 1 << 20, 200


def looks_like(content: bytes) -> bool:
    return re.match(rb"%PDF-[12]\.\d", content) is not None


def clean(content: bytes) -> Sound:
    """The paper as it is.

    Raises:
        Unfit: it ends before its end or goes on behind it, cannot be looked into, or holds what acts.
    """
    named = unescaped(content)
    _require_whole(content, named)
    if re.search(rb"/Encrypt\b", named):
        raise Unfit(Why.LOCKED)
    if _ACTS.search(named):
        raise Unfit(Why.ACTIVE)
    _require_streams_that_do_nothing(content, _packed(content))
    return Sound(Media.PDF, content)


def _require_whole(content: bytes, named: bytes) -> None:
    end = _END.search(content, max(0, len(content) - 2_048))
    if end is None or not _TABLE.match(content, int(end[1])) or not re.search(rb"/(Root|XRef)\b", named):
        raise Unfit(Why.BROKEN)


def _packed(content: bytes) -> set[int]:
    """Where the streams begin that may hold objects."""
    places = set()
    for each in pdf_objects.found(content):
        if each.names & _SHORT:
            raise Unfit(Why.ACTIVE)
        if each.data is None:
            continue
        if b"F" in each.entries:  # its data lie elsewhere, or are packed in a way that only some readers see
            raise Unfit(Why.LOCKED)
        if _may_hold_objects(each):
            if _is_packed(each):
                places.add(each.data)
            elif _SHORT_PACKED.search(unescaped(content[each.data : content.find(b"endstream", each.data)])):
                raise Unfit(Why.ACTIVE)
    return places


def _may_hold_objects(stream: Found) -> bool:
    """Not every reader asks for the type; none does without knowing where the first object is."""
    return b"First" in stream.entries or any(b"ObjStm" in unescaped(each) for each in stream.entries.get(b"Type", ()))


def _is_packed(stream: Found) -> bool:
    """By Flate alone or not at all; what is packed in another way nobody here can look into."""
    filters = stream.entries.get(b"Filter", [])
    if not all(_FLATE.fullmatch(unescaped(each)) for each in filters):
        raise Unfit(Why.LOCKED)
    if filters and stream.entries.keys() & {b"DecodeParms", b"DP"}:
        raise Unfit(Why.LOCKED)
    return bool(filters)


def _require_streams_that_do_nothing(content: bytes, packed: set[int]) -> None:
    """Whatever stands between marks of a stream is tried, whether or not its dictionary says that it is packed."""
    left = [MOST_UNPACKED]
    for count, begin in enumerate(_STREAM.finditer(content)):
        if count == MOST_STREAMS:
            raise Unfit(Why.TOO_LARGE_INSIDE)
        holds_objects = begin.end() in packed
        for window in _unpacked(content, begin.end(), left, holds_objects):
            names = unescaped(window)
            if _ACTS.search(names) or (holds_objects and _SHORT_PACKED.search(names)):
                raise Unfit(Why.ACTIVE)


def _unpacked(content: bytes, at: int, left: list[int], whole: bool) -> Iterator[bytes]:
    """What comes out, in pieces that overlap; without an error and to the end, where it has to be `whole`."""
    inflating, data, before = zlib.decompressobj(), b"", b""
    while not inflating.eof:
        if not data:
            data, at = content[at : at + _READ], at + _READ
        try:
            piece = inflating.decompress(data, _WINDOW)
        except zlib.error as error:
            if whole:
                raise Unfit(Why.BROKEN) from error
            return  # a reader cannot unpack it either
        if not data and not piece:
            break
        data = inflating.unconsumed_tail
        left[0] -= len(piece)
        if left[0] < 0:
            raise Unfit(Why.TOO_LARGE_INSIDE)
        yield before + piece
        before = (before + piece)[-_OVERLAP:]
    if whole and not inflating.eof:
        raise Unfit(Why.BROKEN)
