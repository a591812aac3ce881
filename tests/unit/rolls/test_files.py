"""Lists as files: whatever stands in a cell comes back as it was, in both formats, and nothing is ever calculated."""

import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from huiyin_aws.rolls import files
from huiyin_aws.rolls.files import UnreadableListError, read, write

cells = st.one_of(
    st.text(st.characters(exclude_categories=("C", "Z")), max_size=12),
    st.sampled_from(
        ["=1+1", "+8613000000001", "-", "@SUM(A1)", "'", "'=x", "''", "住建局、城管局", '=cmd|" /c calc"!A0', "0013"]
    ),
)
tables = st.lists(st.lists(cells, min_size=3, max_size=3).filter(any), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(tables, st.sampled_from(["csv", "xlsx"]))
def test_what_is_written_is_read_again_as_it_was(rows, form):
    ends = [max(i for i, cell in enumerate(row) if cell) for row in rows]
    assert read(write(rows, form)) == [row[: end + 1] for row, end in zip(rows, ends, strict=True)]


@settings(max_examples=60, deadline=None)
@given(tables)
def test_no_cell_of_a_file_is_a_formula(rows):
    lines = list(csv.reader(io.StringIO(write(rows, "csv").decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    sheet = load_workbook(io.BytesIO(write(rows, "xlsx"))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert not any(cell.data_type == "n" and cell.value is not None for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_whatever_excel_writes_in_china(encoding):
    assert read("单位编码,单位名称\r\nzhujian,市住房和城乡建设局\r\n".encode(encoding)) == [
        ["单位编码", "单位名称"],
        ["zhujian", "市住房和城乡建设局"],
    ]


def test_numbers_and_formulas_of_a_spreadsheet_are_read_as_text():
    book = Workbook()
    book.active.append([13000000001, 2.0, "=1+1", None, True])
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()) == [["13000000001", "2", "=1+1", "", "True"]]


def packed(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", content)
    return out.getvalue()


def spreadsheet(rows: bytes) -> bytes:
    """A workbook whose sheet holds this XML."""
    book, found, out = Workbook(), io.BytesIO(), io.BytesIO()
    book.save(found)
    name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (name, rows)
    with zipfile.ZipFile(found) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in whole.namelist():
            archive.writestr(part, sheet if part == "xl/worksheets/sheet1.xml" else whole.read(part))
    return out.getvalue()


def test_a_list_of_the_most_rows_is_read_and_a_file_of_more_cells_is_refused_before_a_parser_sees_it():
    cells = [b'<c t="inlineStr"><is><t>%s</t></is></c>' % text for text in (b"zhujian", b"=1+1")]
    whole = spreadsheet(b"<row>%s</row>" % b"".join(cells) * files.MOST_ROWS)
    assert read(whole) == [["zhujian", "=1+1"]] * files.MOST_ROWS

    bomb = spreadsheet(b'<row r="1">%s</row>' % (b"<c/>" * files.MOST_MARKS))
    assert len(bomb) < files.MOST_BYTES
    with pytest.raises(UnreadableListError, match="unpacks to too much"):
        read(bomb)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x00\x01\x02\xff", id="no text"),
        pytest.param(b"\xff\xfe\x00", id="another encoding"),
        pytest.param(b"PK\x03\x04 and no more", id="a broken archive"),
        pytest.param(packed(b"<html>"), id="an archive of something else"),
        pytest.param(packed(b"0" * (files.MOST_UNPACKED + 1)), id="one that unpacks without end"),
        pytest.param(b"a" * (files.MOST_BYTES + 1), id="too large"),
        pytest.param(b"a\n" * (files.MOST_ROWS + 2), id="too many rows"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content):
    with pytest.raises(UnreadableListError) as refused:
        read(content)
    assert refused.value.zh
    assert refused.value.en
