"""Office papers (docx, xlsx): an archive that is what its list of parts says, packed anew without authors.

Macros, programs and papers within the paper are refused, and what would be fetched from elsewhere on opening; a link
that a reader may follow is none of that. Pictures inside lose their metadata as those do that come alone; one that
cannot be drawn anew is refused, but for plain drawings. Parts are told by their names without regard to case, as office
programs do.
"""

import io
import posixpath
import re
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from huiyin_aws.inspection import fields, pictures
from huiyin_aws.inspection.findings import Media, Sound, Unfit, Why

MOST_PARTS = 3_000
MOST_UNPACKED = 150_000_000
MOST_PIXELS = 200_000_000  # of all pictures together: some twenty of a phone's
MOST_LISTED = 1_000_000  # bytes of a list of relations, which is taken into memory as a tree
MOST_WITH_FIELDS = 40_000_000

_PARTS = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_MEDIA = {
    _MAIN.format("wordprocessingml.document"): Media.DOCX,
    _MAIN.format("spreadsheetml.sheet"): Media.XLSX,
}
_ACTIVE = re.compile(r"(vbaProject|vbaData|activeX|embeddings/|oleObject|customUI)", re.IGNORECASE)
# Relations to what acts, whatever the part is called.
_ACTS = re.compile(
    r"/(vbaProject|wordVbaData|oleObject|package|control|activeXControlBinary|aFChunk|subDocument|attachedToolbars"
    r"|xlMacrosheet|xlIntlMacrosheet|dialogsheet|extensibility|userCustomization)$",
    re.IGNORECASE,
)
_TELLS = re.compile(rb"Exif\0\0|eXIf|ns\.adobe\.com/xap")
_PICTURES = re.compile(
    r"/media/|\.(?:jpe?g|jpe|png|gif|tiff?|webp|bmp|dib|emf|wmf|emz|wmz|svg|wdp|jxr|hei[cf]|avif|ico)$", re.IGNORECASE
)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # no office program writes another
_MADE_AT = (1980, 1, 1, 0, 0, 0)

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Who wrote it, for which company, with which program: every document has these parts, and they may be empty.
_EMPTY = {
    "docprops/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
    "docprops/app.xml": f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties"/>',
    "docprops/custom.xml": f'{_HEAD}<Properties xmlns="{_OFFICE}/custom-properties"/>',
}


def looks_like(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def clean(content: bytes) -> Sound:
    """The paper, packed anew.

    Raises:
        Unfit: it is another archive, or no whole one, or unpacks to far too much, or holds what acts or reaches out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
            media = _media(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Unfit(Why.BROKEN) from error
    with_fields = [MOST_WITH_FIELDS]
    for name, part in parts.items():
        if _ACTIVE.search(name):
            raise Unfit(Why.ACTIVE)
        if name.lower().endswith(".rels"):
            _require_related_to_harmless(_xml(part))
        fields.require_harmless(part, with_fields)
    return Sound(media, _packed(parts))


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part by its name, read no further than the archive's own list says and we have room for."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unfit(Why.TOO_LARGE_INSIDE)
    if any(entry.file_size > MOST_LISTED for entry in entries if _is_list(entry.filename)):
        raise Unfit(Why.TOO_LARGE_INSIDE)
    if any(entry.flag_bits & 0x1 or entry.compress_type not in _PACKINGS for entry in entries):
        raise Unfit(Why.LOCKED)
    if len({name.lower() for name in names}) < len(names) or not all(map(_stays_inside, names)):
        raise Unfit(Why.BROKEN)
    return {entry.filename: _part(archive, entry) for entry in entries}


def _is_list(name: str) -> bool:
    return name == _PARTS or name.lower().endswith(".rels")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """No more is unpacked than the list says: what asks for all would be given all, however small it is said to be."""
    with archive.open(entry) as part:
        return part.read(entry.file_size)


def _stays_inside(name: str) -> bool:
    plain = "\\" not in name and ":" not in name and not name.startswith("/") and name.isprintable()
    return plain and posixpath.normpath(name) == name and not name.startswith("..")


def _media(parts: dict[str, bytes]) -> Media:
    """What the archive's list of parts says its main part is."""
    if _PARTS not in parts:
        raise Unfit(Why.UNKNOWN)
    listed = [(each.get("PartName", ""), each.get("ContentType", "")) for each in _xml(parts[_PARTS])]
    types = [media_type for _, media_type in listed]
    if any("macroEnabled" in each or "vbaProject" in each for each in types):
        raise Unfit(Why.ACTIVE)
    for name, media_type in listed:
        if media_type in _MEDIA and name.lstrip("/") in parts:
            return _MEDIA[media_type]
    raise Unfit(Why.UNKNOWN)


def _xml(part: bytes) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(part, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unfit(Why.BROKEN) from error
    return root


def _require_related_to_harmless(relations: Element) -> None:
    for each in relations:
        kind, outside = each.get("Type", ""), each.get("TargetMode", "").lower() == "external"
        if kind.endswith("/connections") or (outside and not kind.endswith("/hyperlink")):
            raise Unfit(Why.REACHES_OUT)
        if _ACTS.search(kind):
            raise Unfit(Why.ACTIVE)


def _packed(parts: dict[str, bytes]) -> bytes:
    """The same parts in an archive of our own making: nothing stands before, between or behind them."""
    written, pixels = io.BytesIO(), [MOST_PIXELS]
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != _PARTS, name)):
            info = zipfile.ZipInfo(name, _MADE_AT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _cleaned(name, parts[name], pixels))
    return written.getvalue()


def _cleaned(name: str, part: bytes, pixels: list[int]) -> bytes | str:
    if name.lower() in _EMPTY:
        return _EMPTY[name.lower()]
    drawn = pictures.drawn_within(part, pixels)
    if drawn is None and _PICTURES.search(name) and not _is_plain_drawing(part):
        raise Unfit(Why.PICTURES)
    return part if drawn is None else drawn


def _is_plain_drawing(part: bytes) -> bool:
    """A picture of lines and text (EMF, WMF) with nothing in it that a camera wrote."""
    lines = part[40:44] == b" EMF" or part.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00"))
    return lines and not _TELLS.search(part)
