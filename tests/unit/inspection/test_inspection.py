"""What is sent in is what it is by its content: each kind, sound and unfit, and what is removed from sound ones."""

import contextlib
import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from base64 import a85encode as a85

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import IFD

from file_builders import (
    FRAME,
    OFFICE,
    RELS,
    SHEET,
    a_box,
    a_document,
    a_field,
    a_film,
    a_pdf,
    a_pdf_with_packed_objects,
    a_phone_picture,
    a_picture,
    a_placed_picture,
    a_sheet,
    a_sound,
    a_stream,
    a_track,
    an_archive,
    office_parts,
    relations,
)
from huiyin_aws import inspection
from huiyin_aws.inspection import Unfit, Why, office, pdf, pictures

HTML = b"<!doctype html><script>alert(1)</script>"
ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>'


def why(content: bytes) -> Why:
    with pytest.raises(Unfit) as unfit:
        inspection.inspect(content)
    return unfit.value.why


@pytest.mark.parametrize(
    ("content", "media", "media_type"),
    [
        (a_picture("JPEG"), "jpeg", "image/jpeg"),
        (a_picture("PNG"), "png", "image/png"),
        (a_pdf(), "pdf", "application/pdf"),
        (a_document(), "docx", f"{office._MAIN.format('wordprocessingml.document').removesuffix('.main+xml')}"),
        (a_sheet(), "xlsx", f"{office._MAIN.format('spreadsheetml.sheet').removesuffix('.main+xml')}"),
        (a_sound(), "mp3", "audio/mpeg"),
        (a_sound(tag=b"artist" * 20), "mp3", "audio/mpeg"),
        (a_film(), "mp4", "video/mp4"),
    ],
)
def test_each_kind_is_told_by_its_content(content: bytes, media: str, media_type: str) -> None:
    sound = inspection.inspect(content)
    assert (sound.media, sound.media.type) == (media, media_type)
    assert inspection.inspect(sound.content).media == media, "what was cleaned is still what it was"
    assert inspection.inspect(content) == sound, "delivered twice, it comes out the same"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Why.EMPTY),
        (b"\x00" * (inspection.LARGEST + 1), Why.OVERSIZED),
        (HTML, Why.UNKNOWN),  # whatever.pdf
        (b"\xef\xbb\xbf" + HTML, Why.UNKNOWN),
        (b"\n" + a_pdf(), Why.UNKNOWN),
        (b"GIF89a" + HTML, Why.UNKNOWN),
        (b"<svg onload='alert(1)'/>", Why.UNKNOWN),
        (b"MZ\x90\x00", Why.UNKNOWN),
        (an_archive({"a.txt": "a"}), Why.UNKNOWN),
        (a_film(brand=b"qt  "), Why.UNKNOWN),
        (b"%PDF-1.7\n" + HTML, Why.BROKEN),
        (a_pdf() + HTML, Why.BROKEN),
        (a_pdf() + a_document(), Why.BROKEN),  # two kinds in one
        (b"ID3" + HTML, Why.BROKEN),
        (FRAME * 9 + HTML * 200, Why.BROKEN),
        (b"PK\x03\x04" + HTML, Why.BROKEN),
        (b"\xff\xd8\xff" + HTML, Why.BROKEN),
        (a_box(b"ftyp", b"isom", bytes(4)) + HTML, Why.BROKEN),
        (a_film(behind=HTML), Why.BROKEN),
        (a_box(b"ftyp", b"isom", bytes(4)) + a_box(b"mdat", b"x"), Why.BROKEN),
    ],
)
def test_what_it_is_not_does_not_pass_for_it(content: bytes, reason: Why) -> None:
    assert why(content) is reason


WHOLE = [a_picture("JPEG"), a_picture("PNG"), a_phone_picture(), a_pdf(), a_document(), a_sheet(), a_film()]


@pytest.mark.parametrize("whole", WHOLE)
def test_what_was_cut_off_on_its_way_is_broken(whole: bytes) -> None:
    assert why(whole[: len(whole) * 2 // 3]) is Why.BROKEN


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WHOLE), st.integers(0, 10**6), st.binary(min_size=1, max_size=6))
def test_whatever_becomes_of_a_file_on_its_way_it_is_sound_or_unfit(whole: bytes, place: int, written: bytes) -> None:
    at = place % len(whole)
    with contextlib.suppress(Unfit):
        inspection.inspect(whole[:at] + written + whole[at + len(written) :])


class TestPictures:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_a_phones_picture_comes_out_upright_and_tells_no_place(self, kind: str) -> None:
        taken = a_phone_picture(kind)
        assert b"CameraOfSomebody" in taken

        kept = inspection.inspect(taken).content

        drawn = Image.open(io.BytesIO(kept))
        assert drawn.size == (16, 24)
        left_above, left_below = drawn.getpixel((2, 2)), drawn.getpixel((2, 21))
        assert left_above[0] > 200 > 50 > left_above[2]
        assert left_below[2] > 200 > 50 > left_below[0]
        assert not drawn.getexif()
        assert not any(told in kept for told in (b"Exif", b"GPS", b"CameraOfSomebody", b"taken-at-home", b"eXIf"))

    @pytest.mark.filterwarnings("ignore::UserWarning:PIL")
    def test_a_picture_whose_camera_wrote_nonsense_about_itself_is_a_picture_all_the_same(self) -> None:
        taken = a_phone_picture()
        begins = taken.index(b"Exif") + 6
        for place in range(begins, begins + 120):
            kept = inspection.inspect(taken[:place] + b"\x02" + taken[place + 1 :])
            assert b"Exif" not in kept.content

    def test_nothing_is_kept_that_stands_behind_the_picture(self) -> None:
        assert HTML not in inspection.inspect(a_picture() + HTML).content
        assert b"PK\x03\x04" not in inspection.inspect(a_picture("PNG") + a_document()).content

    def test_what_is_see_through_stays_so(self) -> None:
        written = io.BytesIO()
        Image.new("RGBA", (4, 4), (0, 255, 0, 0)).save(written, "PNG")
        assert Image.open(io.BytesIO(inspection.inspect(written.getvalue()).content)).getpixel((1, 1))[3] == 0

    def test_a_small_file_that_is_a_huge_picture_is_not_decoded(self) -> None:
        written = io.BytesIO()
        Image.new("1", (9_000, 8_000)).save(written, "PNG")
        assert len(written.getvalue()) < 100_000
        assert pictures.MOST_PIXELS < 9_000 * 8_000
        assert why(written.getvalue()) is Why.TOO_LARGE_INSIDE


class TestPdf:
    def test_a_scan_that_opens_at_its_first_page_is_kept_as_it_is(self) -> None:
        scan = a_pdf(a_stream(b"/JS (a picture's chance bytes)"), catalog=b"/OpenAction [3 0 R /Fit]")
        assert inspection.inspect(scan).content == scan
        assert len(pypdf.PdfReader(io.BytesIO(scan)).pages) == 1

    def test_one_with_its_objects_packed_passes(self) -> None:
        writer = pypdf.PdfWriter()
        writer.add_blank_page(200, 200)
        written = io.BytesIO()
        writer.write(written)
        assert inspection.inspect(written.getvalue()).media == "pdf"

    @pytest.mark.parametrize(
        "written",
        [
            a_pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>", catalog=b"/OpenAction 4 0 R"),
            a_pdf(b"<< /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>", catalog=b"/AA 4 0 R"),
            a_pdf(b"<< /S /Launch /F (cmd.exe) >>"),
            a_pdf(b"<< /Type /Filespec /EF << /F 5 0 R >> >>", b"<< /Type /EmbeddedFile >>"),
            a_pdf(catalog=b"/Names << /EmbeddedFiles 4 0 R >>"),
            a_pdf(catalog=b"/Names << /JavaScript 4 0 R >>"),
            a_pdf(b"<< /Type /Annot /Subtype /FileAttachment /FS 5 0 R >>"),
            a_pdf(b"<< /Type /Filespec /F (x) /E#46 << /F 5 0 R >> >>"),
            a_pdf(catalog=b"/AcroForm << /XFA 4 0 R >>"),
            a_pdf(b"<< /S /SubmitForm /F (https://example.org) >>"),
            a_pdf(a_stream(b"5 0 << /S /JavaScript /JS (x) >>", b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")),
            a_pdf(a_stream(b"5 0 << /S /L#61unch >>", b"/Type /Obj#53tm /N 1 /First 4 /Filter [/FlateDecode]")),
            a_pdf(b"% (stream\n", b"<< /S /JavaScript >>", b"% endstream)"),
        ],
    )
    def test_what_acts_or_carries_files_is_refused(self, written: bytes) -> None:
        assert why(written) is Why.ACTIVE

    @pytest.mark.parametrize(
        "written",
        [
            a_pdf(b"<< /Filter /Standard >>").replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 4 0 R"),
            a_pdf(a_stream(b"x", b"/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]")),
            a_pdf(a_stream(b"x", b"/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>")),
        ],
    )
    def test_what_cannot_be_looked_into_is_refused(self, written: bytes) -> None:
        assert why(written) is Why.LOCKED

    @pytest.mark.parametrize(
        ("written", "reason"),
        [
            (a_pdf_with_packed_objects(), Why.ACTIVE),
            (a_pdf_with_packed_objects(before=b"%stream\n"), Why.ACTIVE),
            (a_pdf_with_packed_objects(about=b" " * 5_000), Why.ACTIVE),
            (a_pdf_with_packed_objects(about=b"/X ( obj)"), Why.ACTIVE),
            (a_pdf_with_packed_objects(about=b"/X (<<) /Y <3C> /Z [(\\)) (()>>)] % >> stream\n"), Why.ACTIVE),
            (a_pdf_with_packed_objects(about=b"% " + b"-" * 9_000 + b"\n"), Why.ACTIVE),
            (a_pdf_with_packed_objects(before=b"% 1 0 obj << /X (\n"), Why.BROKEN),
            (a_pdf_with_packed_objects(kind=b"/Type /Obj#53tm"), Why.ACTIVE),
            (a_pdf_with_packed_objects(packing=b"/Filter [ /Flate#44ecode ]"), Why.ACTIVE),
            (a_pdf_with_packed_objects(packing=b"", pack=bytes), Why.ACTIVE),
            (a_pdf_with_packed_objects(action=b"<< /S /J#61vaScript /J#53 (x) >>"), Why.ACTIVE),
            (a_pdf_with_packed_objects(action=b"<< /Type /Filespec /F (x) /EF << /F 9 0 R >> >>"), Why.ACTIVE),
            (
                a_pdf_with_packed_objects(packing=b"", pack=bytes, action=b"<< /Type /Filespec /EF << /F 9 0 R >> >>"),
                Why.ACTIVE,
            ),
            (a_pdf_with_packed_objects(packing=b"/Filter 9 0 R"), Why.LOCKED),
            (a_pdf_with_packed_objects(packing=b"/Filter /FlateDecode /Filter /LZWDecode"), Why.LOCKED),
            (a_pdf_with_packed_objects(packing=b"/Filter /Fl"), Why.LOCKED),
            (a_pdf_with_packed_objects(packing=b"/F /Fl"), Why.LOCKED),
            (a_pdf_with_packed_objects(packing=b"/Filter /FlateDecode /DecodeParms 9 0 R"), Why.LOCKED),
            (
                a_pdf_with_packed_objects(packing=b"/Filter /ASCIIHexDecode", pack=lambda data: data.hex().encode()),
                None,
            ),
            (a_pdf_with_packed_objects(packing=b"/Filter /ASCII85Decode", pack=lambda data: a85(data) + b"~>"), None),
            (
                a_pdf_with_packed_objects(
                    packing=b"/Filter [/ASCIIHexDecode /FlateDecode]",
                    pack=lambda data: zlib.compress(data).hex().encode() + b">",
                ),
                None,
            ),
            (
                a_pdf_with_packed_objects(
                    packing=b"/Filter /RunLengthDecode",
                    pack=lambda data: b"".join(bytes([0, each]) for each in data) + b"\x80",
                ),
                None,
            ),
            (a_pdf_with_packed_objects(packing=b"/Filter /LZWDecode"), Why.LOCKED),
            (a_pdf_with_packed_objects(packing=b"/Filter /Crypt"), Why.LOCKED),
            (a_pdf_with_packed_objects(pack=lambda data: zlib.compress(data)[:-8]), Why.BROKEN),
            (a_pdf_with_packed_objects(kind=b""), Why.ACTIVE),
            (a_pdf_with_packed_objects(kind=b"/Type 9 0 R", packing=b"/Filter /LZWDecode"), Why.LOCKED),
        ],
    )
    def test_what_acts_is_found_however_its_object_is_packed(self, written: bytes, reason: Why | None) -> None:
        """A dictionary that deceives whoever looks for marks, names with escapes, other ways of packing."""
        assert why(written) is (reason or Why.LOCKED)

    @pytest.mark.parametrize(
        "written",
        [
            a_pdf_with_packed_objects(before=b"%stream\n"),
            a_pdf_with_packed_objects(about=b" " * 5_000),
            a_pdf_with_packed_objects(about=b"/X ( obj)"),
            a_pdf_with_packed_objects(about=b"/X (<<) /Y <3C> /Z [(\\)) (()>>)] % >> stream\n"),
        ],
    )
    def test_a_reader_would_have_run_what_is_refused(self, written: bytes) -> None:
        root = pypdf.PdfReader(io.BytesIO(written)).trailer["/Root"]
        assert root["/OpenAction"]["/S"] == "/JavaScript"

    def test_objects_packed_into_streams_that_do_nothing_pass(self) -> None:
        opens = b"<< /S /GoTo /D [3 0 R /Fit] >>"
        for written in (
            a_pdf_with_packed_objects(action=opens),
            a_pdf_with_packed_objects(action=opens, packing=b"", pack=bytes),
            a_pdf_with_packed_objects(action=opens, about=b"/X (\\() /Y [<< /Z null >> -1.5 <0a> true]"),
        ):
            assert inspection.inspect(written).content == written

    def test_data_that_lie_in_another_file_are_not_fetched(self) -> None:
        assert why(a_pdf(b"<< /Length 0 /F (\\\\\\\\host\\\\x) >>\nstream\n\nendstream")) is Why.LOCKED

    @pytest.mark.parametrize(
        "content",
        [
            b"1 0 obj" * 200_000,
            b"1 0 obj<<" * 200_000,
            b"1 0 obj%" * 200_000,
            b"(1 0 obj[" * 200_000,
            b"stream\n" * 400_000,
        ],
    )
    def test_marks_without_end_keep_nobody_busy(self, content: bytes) -> None:
        began = time.process_time()
        with contextlib.suppress(Unfit):
            inspection.inspect(a_pdf(content))
        assert time.process_time() - began < 20

    def test_one_that_unpacks_to_far_too_much_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "MOST_UNPACKED", 100_000)
        assert why(a_pdf(a_stream(bytes(60_000)), a_stream(bytes(60_000)))) is Why.TOO_LARGE_INSIDE


class TestOffice:
    def test_who_wrote_it_is_not_kept(self) -> None:
        kept = zipfile.ZipFile(io.BytesIO(inspection.inspect(a_document()).content))
        whole = b"".join(kept.read(name) for name in kept.namelist())
        assert b"SomebodysName" not in whole
        assert b"SomeCompany" not in whole
        assert "附件".encode() in kept.read("word/document.xml")
        assert kept.namelist()[0] == "[Content_Types].xml"

    def test_a_picture_inside_tells_no_place_either(self) -> None:
        kept = zipfile.ZipFile(io.BytesIO(inspection.inspect(a_document(word__media__1jpeg=a_phone_picture())).content))
        assert b"CameraOfSomebody" not in kept.read("word/media/1jpeg")

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP"])
    @pytest.mark.parametrize("name", ["word/media/image1.{}", "xl/other/x.dat"])
    def test_nor_does_one_of_another_kind(self, kind: str, name: str) -> None:
        taken = a_placed_picture(kind) if kind != "BMP" else a_picture(kind) + b"CameraOfSomebody"
        assert b"CameraOfSomebody" in taken
        placed = name.format(kind.lower())

        kept = zipfile.ZipFile(io.BytesIO(inspection.inspect(a_document(**{placed: taken})).content)).read(placed)

        drawn = Image.open(io.BytesIO(kept))
        assert (drawn.format, drawn.size) == (kind, (24, 16))
        assert drawn.convert("RGB").getpixel((3, 3))[0] > 200
        assert b"CameraOfSomebody" not in kept
        assert not drawn.getexif().get_ifd(IFD.GPSInfo)

    def test_a_drawing_of_lines_stays_as_it_is(self) -> None:
        drawing = b"\x01\0\0\0".ljust(40, b"\0") + b" EMF" + b"lines" * 9
        kept = inspection.inspect(a_document(**{"word/media/a.emf": drawing})).content
        assert zipfile.ZipFile(io.BytesIO(kept)).read("word/media/a.emf") == drawing

    @pytest.mark.parametrize(
        ("name", "picture"),
        [
            ("word/media/image1.heic", b"\0\0\0\x18ftypheic"),
            ("word/media/image1.svg", b"<svg/>"),
            ("word/other/image1.svg", b"<svg/>"),
            ("WORD/MEDIA/x", b"whatever"),
            ("word/media/image1.emf", b"\x01\0\0\0".ljust(40, b"\0") + b" EMF" + b"Exif\0\0"),
        ],
    )
    def test_a_picture_that_cannot_be_drawn_anew_keeps_its_paper_out(self, name: str, picture: bytes) -> None:
        assert why(a_document(**{name: picture})) is Why.PICTURES

    def test_many_huge_pictures_in_a_small_paper_are_not_all_drawn(self) -> None:
        written = io.BytesIO()
        Image.new("1", (8_000, 8_000)).save(written, "PNG", optimize=True)
        huge = {f"word/media/image{each}.png": written.getvalue() for each in range(300)}
        began = time.process_time()
        assert why(a_document(**huge)) is Why.TOO_LARGE_INSIDE
        assert time.process_time() - began < 20

    @pytest.mark.parametrize("name", ["word/_rels/document.xml.rels", "word/_rels/document.xml.RELS"])
    def test_a_list_that_would_be_a_huge_tree_is_not_read(self, name: str) -> None:
        long = f'<R xmlns="{RELS}">' + "<a/>" * 3_000_000 + "</R>"
        tracemalloc.start()
        try:
            assert why(a_document(**{name: long})) is Why.TOO_LARGE_INSIDE
            assert tracemalloc.get_traced_memory()[1] < 40_000_000
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            (a_field("DDEAUTO c:\\\\windows\\\\cmd.exe &quot;/k calc&quot;"), Why.ACTIVE),
            (a_field(" dde excel book r1c1"), Why.ACTIVE),
            (a_field("DDE", "AUTO cmd"), Why.ACTIVE),
            (a_field("D&#68;EAUTO cmd"), Why.ACTIVE),
            (a_field("D<!-- -->DE<![CDATA[AUTO cmd]]>"), Why.ACTIVE),
            (a_field("IF 1=1 ", a_field("DDEAUTO cmd")), Why.ACTIVE),
            (a_field(a_field("QUOTE 68 68 69"), " cmd"), Why.ACTIVE),
            (a_field("D", a_field("QUOTE 68 69"), " cmd"), Why.ACTIVE),
            ('<w:fldSimple w:instr=" DDEAUTO cmd"/>', Why.ACTIVE),
            ("<w:instrText>DDEAUTO cmd</w:instrText>", Why.ACTIVE),
            (a_field('INCLUDEPICTURE "https://example.org/p.png" \\d'), Why.REACHES_OUT),
            (a_field('INCLUDETEXT "\\\\\\\\host\\\\share\\\\x"'), Why.REACHES_OUT),
            (a_field("INCLUDEPICTURE file://host/x.png"), Why.REACHES_OUT),
            (a_field("LINK Excel.Sheet.12 http://example.org/x.xlsx"), Why.REACHES_OUT),
            ("<w:instrText>PAGE", Why.BROKEN),
            (a_field("PAGE"), None),
            (a_field("= ", a_field("PAGE"), " - 1"), None),
            (a_field('HYPERLINK "https://www.gov.cn" \\o'), None),
            (a_field('INCLUDEPICTURE "C:\\\\Users\\\\x\\\\wps1.png" \\* MERGEFORMAT'), None),
            (a_field('INCLUDEPICTURE "file:///C:\\\\x.png"'), None),
        ],
    )
    def test_a_field_starts_no_program_and_fetches_nothing(self, text: str, reason: Why | None) -> None:
        content = a_document(**{"word/document.xml": f'<w:document xmlns:w="w">{text}</w:document>'})
        if reason is None:
            assert inspection.inspect(content).media == "docx"
        else:
            assert why(content) is reason

    @pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "cp037", "utf-7"])
    def test_nor_where_the_part_is_written_in_another_code(self, code: str) -> None:
        text = f'<?xml version="1.0" encoding="{code}"?><d>{a_field("DDEAUTO cmd")}</d>'
        assert why(a_document(**{"word/document.xml": text.encode(code)})) is Why.BROKEN

    @pytest.mark.parametrize("link", ["ddeLink", "x:ddeLink", "oleLink"])
    def test_a_sheet_starts_no_program_either(self, link: str) -> None:
        parts = office_parts(SHEET, "xl/workbook.xml")
        linked = parts | {"xl/externalLinks/externalLink1.xml": f'<e><{link} ddeService="cmd" ddeTopic="/c calc"/></e>'}
        assert why(an_archive(linked)) is Why.ACTIVE

    @pytest.mark.parametrize(
        ("kind", "mode", "reason"),
        [
            ("attachedTemplate", "External", Why.REACHES_OUT),
            ("attachedTemplate", "external", Why.REACHES_OUT),
            ("connections", "", Why.REACHES_OUT),
            ("aFChunk", "", Why.ACTIVE),
            ("oleObject", "", Why.ACTIVE),
        ],
    )
    def test_relations_are_looked_at_whatever_their_list_is_called(self, kind: str, mode: str, reason: Why) -> None:
        for name in ("word/_rels/settings.xml.rels", "word/_rels/settings.xml.RELS", "word/_rels/settings.xml.Rels"):
            assert why(a_document(**{name: relations((kind, "x", mode))})) is reason

    def test_who_wrote_it_is_not_kept_whatever_the_case_of_the_name(self) -> None:
        parts = {name.replace("core.xml", "Core.XML"): part for name, part in office_parts().items()}
        kept = zipfile.ZipFile(io.BytesIO(inspection.inspect(an_archive(parts)).content))
        assert b"SomebodysName" not in kept.read("docProps/Core.XML")

    def test_what_stands_before_or_behind_the_archive_is_gone(self) -> None:
        assert HTML not in inspection.inspect(a_document() + HTML).content

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (a_document(word__vbaProject_bin="macro"), Why.ACTIVE),
            (a_document(word__embeddings__oleObject1="program"), Why.ACTIVE),
            (an_archive(office_parts("application/vnd.ms-word.document.macroEnabled.main+xml")), Why.ACTIVE),
            (
                an_archive(
                    office_parts()
                    | {"word/_rels/settings.xml.rels": relations(("attachedTemplate", "https://x/e.dotm", "External"))}
                ),
                Why.REACHES_OUT,
            ),
            (
                an_archive(
                    office_parts() | {"word/_rels/d.rels": relations(("hyperlink", "https://www.gov.cn", "External"))}
                ),
                None,
            ),
            (an_archive(office_parts() | {"../../etc/passwd": "x"}), Why.BROKEN),
            (an_archive(office_parts() | {"/etc/passwd": "x"}), Why.BROKEN),
            (an_archive(office_parts() | {"word\\..\\x": "x"}), Why.BROKEN),
            (an_archive(office_parts() | {"WORD/document.xml": "x"}), Why.BROKEN),
            (
                an_archive(
                    office_parts() | {"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>'}
                ),
                Why.BROKEN,
            ),
            (an_archive(office_parts() | {"word/document.xml": bytes(office.MOST_UNPACKED)}), Why.TOO_LARGE_INSIDE),
            (an_archive(office_parts() | {f"x/{n}": "" for n in range(office.MOST_PARTS)}), Why.TOO_LARGE_INSIDE),
        ],
    )
    def test_what_acts_reaches_out_or_bursts_is_refused(self, content: bytes, reason: Why | None) -> None:
        if reason is None:
            assert inspection.inspect(content).media == "docx"
        else:
            assert why(content) is reason

    def test_no_more_is_unpacked_than_the_archive_says_of_itself(self) -> None:
        """A part that is said to be small, and is not: all of it at once would be more than the function has."""
        huge = 30_000_000
        content = an_archive(office_parts() | {"word/media.bin": bytes(huge)})
        lying = content.replace(struct.pack("<I", huge), struct.pack("<I", 10))
        assert lying != content
        tracemalloc.start()
        try:
            assert why(lying) is Why.BROKEN
            assert tracemalloc.get_traced_memory()[1] < 5_000_000
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_what_is_packed_in_a_way_that_no_office_program_packs_is_not_opened(self, packing: int) -> None:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", packing) as archive:
            for name, part in office_parts().items():
                archive.writestr(name, part)
        assert why(written.getvalue()) is Why.LOCKED

    def test_relations_are_read_by_the_names_that_office_gives_them(self) -> None:
        assert relations(("attachedTemplate", "x", "External")).count(f"{OFFICE}/attachedTemplate") == 1


class TestSoundAndFilm:
    def test_only_the_frames_of_a_sound_are_kept(self) -> None:
        tagged = a_sound(20, tag=b"GEOB" + HTML) + b"TAG" + b"Somebody".ljust(125, b"\x00")
        assert inspection.inspect(tagged).content == FRAME * 20

    def test_a_film_forgets_where_it_was_taken(self) -> None:
        place = b"+33.6366+116.9675/"
        udta = a_box(b"udta", a_box(b"\xa9xyz", place), a_box(b"loci", place))
        keyed = a_box(b"meta", b"com.apple.quicktime.location.ISO6709", place)
        filmed = a_film(udta, keyed, behind=a_box(b"uuid", b"xmp", place) + a_box(b"free", place))

        kept = inspection.inspect(filmed).content

        assert place in filmed
        assert place not in kept
        assert len(kept) == len(filmed)
        assert b"frames" * 20 in kept

    def test_a_track_of_places_is_refused(self) -> None:
        assert why(a_film(a_track(b"meta"))) is Why.TRACKS

    def test_a_box_may_be_long_or_go_to_the_end(self) -> None:
        film = a_film()
        long = film.replace(
            a_box(b"mdat", b"frames" * 20), b"\x00\x00\x00\x01mdat" + (136).to_bytes(8) + b"frames" * 20
        )
        to_the_end = film.replace(b"\x00\x00\x00\x80mdat", b"\x00\x00\x00\x00mdat")
        assert long != film != to_the_end
        assert inspection.inspect(long).content == long
        assert inspection.inspect(to_the_end).content == to_the_end

    def test_boxes_that_say_nothing_true_of_their_size_are_broken(self) -> None:
        assert why(a_film(behind=b"\x00\x00\x00\x04evil")) is Why.BROKEN
        assert why(a_film(behind=b"\x7f\xff\xff\xffevil")) is Why.BROKEN
