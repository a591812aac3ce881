"""Files as people send them, made in code: honest ones, and those that somebody means ill by."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (24, 16)) -> bytes:
    """Red above, blue below."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, size[1] // 2, size[0], size[1]))
    written = io.BytesIO()
    image.save(written, kind)
    return written.getvalue()


def a_phone_picture(kind: str = "JPEG") -> bytes:
    """Held upright by somebody who stood somewhere: stored lying on its side, with place, device and a comment."""
    image = Image.new("RGB", (24, 16), "red")
    image.paste("blue", (12, 0, 24, 16))
    exif = image.getexif()
    exif[Base.Orientation] = 6
    exif[Base.Make] = "CameraOfSomebody"
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (33.0, 38.0, 12.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (116.0, 58.0, 3.0)
    written = io.BytesIO()
    more = {"comment": b"taken-at-home"} if kind == "JPEG" else {}
    image.save(written, kind, exif=exif, **more)
    return written.getvalue()


def a_placed_picture(kind: str) -> bytes:
    """As a scanner's or a messenger's program saves it, with a place."""
    exif = Image.Exif()
    exif[Base.Make] = "CameraOfSomebody"
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (33.0, 38.0, 12.0)})
    more: dict[str, Any] = {"comment": b"CameraOfSomebody"} if kind == "GIF" else {"exif": exif}
    written = io.BytesIO()
    Image.new("RGB", (24, 16), "red").save(written, kind, **more)
    return written.getvalue()


def a_pdf(*objects: bytes, catalog: bytes = b"") -> bytes:
    """One empty page; `objects` come after it, numbered from 4, `catalog` is what its root says besides."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *objects,
    ]
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(written), len(bodies) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def a_stream(data: bytes, about: bytes = b"/Filter /FlateDecode") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(packed), about, packed)


def a_pdf_with_packed_objects(
    before: bytes = b"",
    about: bytes = b"",
    packing: bytes = b"/Filter /FlateDecode",
    kind: bytes = b"/Type /ObjStm",
    pack: Callable[[bytes], bytes] = zlib.compress,
    action: bytes = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
) -> bytes:
    """Its root and what it does on opening stand in an object stream, its cross-references in another stream."""
    root = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>"
    places = b"1 0 4 %d " % (len(root) + 1)
    data = pack(places + root + b" " + action)
    written, at = b"%PDF-1.5\n" + before, {}
    for number, body in (
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
        (5, b"<< %b /N 2 /First %d /Length %d %b %b >>\nstream\n%b\nendstream"
            % (kind, len(places), len(data), packing, about, data)),
    ):  # fmt: skip
        at[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    at[6] = len(written)
    lines = [(0, 0, 255), (2, 5, 0), (1, at[2], 0), (1, at[3], 0), (2, 5, 1), (1, at[5], 0), (1, at[6], 0)]
    table = b"".join(struct.pack(">BIB", *line) for line in lines)
    head = b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n" % len(table)
    return written + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at[6]


def an_archive(parts: Mapping[str, bytes | str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def office_parts(main: str = WORD, name: str = "word/document.xml") -> dict[str, bytes | str]:
    listed = f'<Override PartName="/{name}" ContentType="{main}"/>'
    defaults = '<Default Extension="rels" ContentType="application/xml"/><Default Extension="xml" ContentType="a/b"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{defaults}{listed}</Types>',
        "_rels/.rels": relations(("officeDocument", name, "")),
        name: "<document><p>附件</p></document>",
        "docProps/core.xml": "<core><creator>SomebodysName</creator></core>",
        "docProps/app.xml": "<app><Company>SomeCompany</Company></app>",
    }


def relations(*each: tuple[str, str, str]) -> str:
    """Relations of (type, target, mode)."""
    lines = (
        f'<Relationship Id="r{place}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode or "Internal"}"/>'
        for place, (kind, target, mode) in enumerate(each)
    )
    return "".join([f'<Relationships xmlns="{RELS}">', *lines, "</Relationships>"])


def a_document(**more: bytes | str) -> bytes:
    return an_archive(office_parts() | {name.replace("__", "/"): part for name, part in more.items()})


def a_field(*says: str) -> str:
    """A field of Word's; what begins with a mark is a field within it."""
    runs = "".join(each if each.startswith("<w:") else f"<w:instrText>{each}</w:instrText>" for each in says)
    marks = ('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>')
    return runs.join(marks)


def a_sheet() -> bytes:
    return an_archive(office_parts(SHEET, "xl/workbook.xml"))


FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes


def a_sound(frames: int = 20, tag: bytes = b"") -> bytes:
    """Frames of silence, after an ID3v2 tag that holds this."""
    size = len(tag)
    head = b"ID3\x04\x00\x00" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
    return (head + tag if tag else b"") + FRAME * frames


def a_box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def a_track(handler: bytes = b"vide") -> bytes:
    return a_box(b"trak", a_box(b"tkhd", bytes(84)), a_box(b"mdia", a_box(b"hdlr", bytes(8), handler, bytes(12))))


def a_film(*in_moov: bytes, brand: bytes = b"isom", behind: bytes = b"") -> bytes:
    moov = a_box(b"moov", a_box(b"mvhd", bytes(100)), a_track(), *in_moov)
    return a_box(b"ftyp", brand, bytes(4), brand) + moov + a_box(b"mdat", b"frames" * 20) + behind
