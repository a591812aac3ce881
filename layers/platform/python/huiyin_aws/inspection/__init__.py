"""What a file really is, told by its content and never by its name: what is sound comes out clean, the rest is unfit.

Pictures lose where and by what they were taken, office papers their authors, films their places; scripts, macros and
attachments within files are refused. Nothing here knows cases, AWS or people.
"""

from collections.abc import Callable

from huiyin_aws.inspection import film, music, office, pdf, pictures
from huiyin_aws.inspection.findings import LARGEST, Media, Sound, Unfit, Why

__all__ = ["LARGEST", "Media", "Sound", "Unfit", "Why", "inspect"]


def inspect(content: bytes) -> Sound:
    """The file as it may be kept.

    Raises:
        Unfit: it is none of the kinds that we take, or not what it begins like, or holds what no file here may hold.
    """
    if not content:
        raise Unfit(Why.EMPTY)
    if len(content) > LARGEST:
        raise Unfit(Why.OVERSIZED)
    for looks_like, clean in _KINDS:
        if looks_like(content):
            return clean(content)
    raise Unfit(Why.UNKNOWN)


# The first that a file begins like: it is then that kind, or nothing.
_KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Sound]], ...] = (
    (pictures.looks_like, pictures.clean),
    (pdf.looks_like, pdf.clean),
    (office.looks_like, office.clean),
    (film.looks_like, film.clean),
    (music.looks_like, music.clean),
)
