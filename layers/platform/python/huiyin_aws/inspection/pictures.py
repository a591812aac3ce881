"""Pictures: decoded and drawn anew, upright, so that only what can be seen is left of them.

Whatever else the file held (where and when it was taken, by which device, comments, a preview, bytes behind its end) is
not copied.
"""

import io
from typing import Any

from huiyin_aws.inspection.findings import Media, Sound, Unfit, Why

MOST_PIXELS = 64_000_000  # more than a phone takes; four bytes each are well within the function's memory

_BEGINS = {b"\xff\xd8\xff": Media.JPEG, b"\x89PNG\r\n\x1a\n": Media.PNG}
_ENCODED: dict[Media, dict[str, Any]] = {Media.JPEG: {"quality": 90}, Media.PNG: {"optimize": False}}

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
    # Only `inspect` draws pictures: nobody else pays for the import.
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=[media.name]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Unfit(Why.TOO_LARGE_INSIDE)
            opened.load()
            upright = _turned(opened)
    except Image.DecompressionBombError as error:
        raise Unfit(Why.TOO_LARGE_INSIDE) from error
    except (OSError, SyntaxError, ValueError, ArithmeticError) as error:  # what Pillow raises for broken files
        raise Unfit(Why.BROKEN) from error
    drawn = upright.convert(_mode(media, upright.mode, "transparency" in upright.info))
    drawn.info = {}
    written = io.BytesIO()
    drawn.save(written, media.name, **_ENCODED[media])
    return Sound(media, written.getvalue())


def _turned(opened: Any) -> Any:
    """As it was held. Only that one mark is read: whatever else a camera wrote, whole or broken, is gone."""
    from PIL import ExifTags, Image

    try:
        turn = _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # Pillow raises all sorts of errors for broken marks: the picture itself can be seen
        turn = None
    return opened.transpose(Image.Transpose[turn]) if turn else opened.copy()


def _mode(media: Media, mode: str, see_through: bool) -> str:
    """Grey stays grey; what is see-through stays so where the format can."""
    if mode in ("1", "L"):
        return "L"
    return "RGBA" if media is Media.PNG and (see_through or mode in ("RGBA", "LA", "PA")) else "RGB"
