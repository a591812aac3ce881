"""Films (mp4): boxes within boxes that fill the file exactly; those that say where and by whom are blanked in place.

A box keeps its size when it is blanked, so that what points into the film still points right.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from huiyin_aws.inspection.findings import Media, Sound, Unfit, Why

_BRANDS = frozenset({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV"})
_HOLD_BOXES = frozenset({b"moov", b"trak", b"mdia", b"edts", b"minf", b"dinf", b"moof", b"traf", b"mvex"})
# Descriptions, places (©xyz, loci), XMP, device data; free space may hold anything.
_TELLS = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"wide"})
# A track of another sort is one that tells what the camera knew, such as its way.
_TRACKS = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"hint", b"clcp"})
_MOST_BOXES = 200_000


def looks_like(content: bytes) -> bool:
    return content[4:8] == b"ftyp"


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int  # of the whole box
    inside: int  # of what it holds
    end: int


def clean(content: bytes) -> Sound:
    """The film without what it tells of its making.

    Raises:
        Unfit: it is another kind of film, is cut off, or has a track that says where it was.
    """
    if not ({content[8:12], *_compatible(content)} & _BRANDS) or content[8:12] == b"qt  ":
        raise Unfit(Why.UNKNOWN)
    cleaned, kinds = bytearray(content), set()
    for box in _boxes(content, 0, len(content), [_MOST_BOXES]):
        kinds.add(box.kind)
        if box.kind in _TELLS:
            cleaned[box.start + 4 : box.start + 8] = b"free"
            cleaned[box.inside : box.end] = bytes(box.end - box.inside)
        if box.kind == b"hdlr" and content[box.inside + 8 : box.inside + 12] not in _TRACKS:
            raise Unfit(Why.TRACKS)
    if not {b"moov", b"mdat", b"trak", b"hdlr"} <= kinds:
        raise Unfit(Why.BROKEN)
    return Sound(Media.MP4, bytes(cleaned))


def _compatible(content: bytes) -> Iterator[bytes]:
    size = min(struct.unpack(">I", content[:4])[0], 512)
    return (content[at : at + 4] for at in range(16, size, 4))


def _boxes(content: bytes, start: int, end: int, left: list[int]) -> Iterator[_Box]:
    """The boxes from here to there, each followed by those that it holds; together they fill the space exactly."""
    at = start
    while at < end:
        left[0] -= 1
        if end - at < 8 or left[0] < 0:
            raise Unfit(Why.BROKEN)
        box = _box(content, at, end)
        yield box
        if box.kind in _HOLD_BOXES:
            yield from _boxes(content, box.inside, box.end, left)
        at = box.end


def _box(content: bytes, at: int, end: int) -> _Box:
    size, kind = struct.unpack(">I4s", content[at : at + 8])
    inside = at + 8
    if size == 1 and end - at >= 16:
        size, inside = struct.unpack(">Q", content[at + 8 : at + 16])[0], at + 16
    elif size == 0:
        size = end - at  # the last box may say: to the end
    if size < inside - at or at + size > end:
        raise Unfit(Why.BROKEN)
    return _Box(kind, at, inside, at + size)
