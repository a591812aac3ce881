"""Pictures: decoded and drawn anew, upright, so that only what can be seen is left of them.

Whatever else the file held (where and when it was taken, by which device, comments, a preview, bytes behind its end) is
not copied.
"""

import io
import struct
from typing import Any

from huiyin_aws.inspection.findings import Media, Sound, Unfit, Why

MOST_PIXELS = 64_000_000  # more than a phone takes; four bytes each are well within the function's memory

_BEGINS = {b"\xff\xd8\xff": Media.JPEG, b"\x89PNG\r\n\x1a\n": Media.PNG}
_WITHIN_PAPERS = {b"II*\0": "TIFF", b"MM\0*": "TIFF", b"II+\0": "TIFF", b"MM\0+": "TIFF", b"GIF8": "GIF"}
_ENCODED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90},
    "PNG": {"optimize": False},
    "TIFF": {"compression": "tiff_lzw"},
    "WEBP": {"quality": 90},
    "GIF": {},
    "BMP": {},
}
_SEE_THROUGH = frozenset({"PNG", "WEBP", "GIF"})
# What Pillow raises for broken files.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    RuntimeError,
    EOFError,
    struct.error,
)

# What undoes the way in which a camera was held, by the number that it wrote (Exif 2.3, 4.6.4).
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


def media_of(content: bytes) -> Media | None:
    return next((media for begin, media in _BEGINS.items() if content.startswith(begin)), None)


def looks_like(content: bytes) -> bool:
    return media_of(content) is not None


def clean(content: bytes) -> Sound:
    """The picture alone.

    Raises:
        Unfit: it cannot be decoded to its end, or has more pixels than any camera of ours.
    """
    media = media_of(content)
    assert media is not None, "asked only of what looks like a picture"
    return Sound(media, _drawn(content, media.name, [MOST_PIXELS]))


def drawn_within(content: bytes, left: list[int]) -> bytes | None:
    """The same for a picture within a paper, of more kinds; None where it is none. `left` says how many pixels the
    paper's other pictures have left it.

    Raises:
        Unfit: as for `clean`.
    """
    kind = _kind_within(content)
    return _drawn(content, kind, left) if kind else None


def _kind_within(content: bytes) -> str | None:
    if media := media_of(content):
        return media.name
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    if content.startswith(b"BM") and content[6:10] == bytes(4):
        return "BMP"
    return next((kind for begin, kind in _WITHIN_PAPERS.items() if content.startswith(begin)), None)


def _drawn(content: bytes, kind: str, left: list[int]) -> bytes:
    # Only `inspect` draws pictures: nobody else pays for the import.
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as opened:
            pixels = opened.width * opened.height
            left[0] -= pixels
            if pixels > MOST_PIXELS or left[0] < 0:
                raise Unfit(Why.TOO_LARGE_INSIDE)
            opened.load()
            upright = _turned(opened)
            drawn = upright.convert(_mode(kind, upright.mode, "transparency" in upright.info))
    except Image.DecompressionBombError as error:
        raise Unfit(Why.TOO_LARGE_INSIDE) from error
    except _BROKEN as error:
        raise Unfit(Why.BROKEN) from error
    drawn.info = {}
    written = io.BytesIO()
    drawn.save(written, kind, **_ENCODED[kind])
    return written.getvalue()


def _turned(opened: Any) -> Any:
    """As it was held. Only that one mark is read: whatever else a camera wrote, whole or broken, is gone."""
    from PIL import ExifTags, Image

    try:
        turn = _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # Pillow raises all sorts of errors for broken marks: the picture itself can be seen
        turn = None
    return opened.transpose(Image.Transpose[turn]) if turn else opened.copy()


def _mode(kind: str, mode: str, see_through: bool) -> str:
    """Grey stays grey; what is see-through stays so where the format can."""
    if mode in ("1", "L"):
        return "L"
    return "RGBA" if kind in _SEE_THROUGH and (see_through or mode in ("RGBA", "LA", "PA")) else "RGB"
