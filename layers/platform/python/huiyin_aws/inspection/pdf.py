"""PDF: whole from its first byte to its last mark, open to inspection, with nothing in it that acts or carries files.

An action that only opens a page (`/OpenAction` with a destination, as scanners write) is harmless and passes; those
that run, start, send or fetch have names of their own, and these are looked for also where they are written with
escapes or packed into object streams.
"""

import re
import zlib
from collections.abc import Iterator

from huiyin_aws.inspection.findings import Media, Sound, Unfit, Why

MOST_UNPACKED = 200_000_000

# Names that no letter or scan needs: what runs, starts, sends, plays, or holds another file.
_ACTS = re.compile(
    rb"/(?:(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|GoToE|GoToR|Movie|Sound)\b"
    rb"|XFA\s*[\[\d])"
)
_SCRIPT = re.compile(rb"/JS\s*[(<\d]")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?\s*(?:/|>>)")
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_LONGEST_DICTIONARY = 4_000


def looks_like(content: bytes) -> bool:
    return re.match(rb"%PDF-[12]\.\d", content) is not None


def clean(content: bytes) -> Sound:
    """The paper as it is.

    Raises:
        Unfit: it ends before its end or goes on behind it, cannot be looked into, or holds what acts.
    """
    named = _unescaped(content)
    _require_whole(content, named)
    if re.search(rb"/Encrypt\b", named):
        raise Unfit(Why.LOCKED)
    if _ACTS.search(named) or _SCRIPT.search(_without_streams(named)):
        raise Unfit(Why.ACTIVE)
    _require_streams_that_do_nothing(content)
    return Sound(Media.PDF, content)


def _require_whole(content: bytes, named: bytes) -> None:
    end = _END.search(content, max(0, len(content) - 2_048))
    if end is None or not _TABLE.match(content, int(end[1])) or not re.search(rb"/(Root|XRef)\b", named):
        raise Unfit(Why.BROKEN)


def _unescaped(content: bytes) -> bytes:
    """Names may be written with escapes, `/J#61vaScript`."""
    return _ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode()), content)


def _streams(content: bytes) -> Iterator[tuple[int, int]]:
    """From where to where the data of each stream goes."""
    at = 0
    while begin := _STREAM.search(content, at):
        end = content.find(b"endstream", begin.end())
        if end < 0:
            return
        yield begin.end(), end
        at = end


def _without_streams(content: bytes) -> bytes:
    """Chance may write anything short into packed data."""
    pieces, at = [], 0
    for begin, end in _streams(content):
        pieces.append(content[at:begin])
        at = end
    return b"".join([*pieces, content[at:]])


def _require_streams_that_do_nothing(content: bytes) -> None:
    """Objects may be packed: by Flate alone, or nobody here can look into them."""
    left = MOST_UNPACKED
    for begin, end in _streams(content):
        about = content[max(0, begin - _LONGEST_DICTIONARY) : begin]
        about = _unescaped(about[about.rfind(b" obj") + 1 :])
        if re.search(rb"/ObjStm\b", about) and b"/Filter" in about and (not _FLATE.search(about) or b"Parms" in about):
            raise Unfit(Why.LOCKED)
        if b"/FlateDecode" in about:
            unpacked = _unpacked(content[begin:end], left)
            left -= len(unpacked)
            packed_objects = re.search(rb"/ObjStm\b", about) and _SCRIPT.search(unpacked)
            if packed_objects or _ACTS.search(_unescaped(unpacked)):
                raise Unfit(Why.ACTIVE)


def _unpacked(data: bytes, most: int) -> bytes:
    try:
        unpacked = zlib.decompressobj().decompress(data, most + 1)
    except zlib.error:
        return b""  # a reader cannot unpack it either
    if len(unpacked) > most:
        raise Unfit(Why.TOO_LARGE_INSIDE)
    return unpacked
