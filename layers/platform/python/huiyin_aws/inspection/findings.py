"""What an inspection finds: a sound file of a known kind, or the reason why it is kept out."""

from dataclasses import dataclass
from enum import StrEnum

LARGEST = 20 * 1024 * 1024


class Media(StrEnum):
    """The kinds of files that are taken; the value is what files of that kind end in."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    MP3 = "mp3"
    MP4 = "mp4"

    @property
    def type(self) -> str:
        """The media type under which it is handed out."""
        return _TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    Media.JPEG: "image/jpeg",
    Media.PNG: "image/png",
    Media.PDF: "application/pdf",
    Media.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Media.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Media.MP3: "audio/mpeg",
    Media.MP4: "video/mp4",
}


class Why(StrEnum):
    """Why a file is unfit: a stable code, put into words on the page."""

    EMPTY = "empty"
    OVERSIZED = "oversized"
    UNKNOWN = "unknown"  # none of the kinds, whatever its name says
    BROKEN = "broken"  # begins like one of them and is not
    TOO_LARGE_INSIDE = "too_large_inside"  # small outside, huge when opened
    LOCKED = "locked"  # by a password or its packing: nobody can look inside
    ACTIVE = "active"  # scripts, macros, programs, files within files
    REACHES_OUT = "reaches_out"  # fetches something from elsewhere when it is opened
    PICTURES = "pictures"  # a paper with pictures that cannot be drawn anew
    TRACKS = "tracks"  # a film with a track of its own that says where it was


@dataclass(frozen=True, slots=True)
class Sound:
    """A file that may be kept: its kind, and its content without what was to be removed."""

    media: Media
    content: bytes


class Unfit(Exception):  # noqa: N818 - nothing in the program has failed
    """The file is kept out."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
