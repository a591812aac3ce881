"""A list as a file: CSV or XLSX in, rows of text out, and back. What looks like a formula is text, both ways.

A cell that begins with = + - @ is what a spreadsheet would calculate: it is written with an apostrophe before it, which
reading takes away again. So what was exported comes back as it was, and nothing of ours is ever calculated.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Literal

Format = Literal["csv", "xlsx"]

MOST_BYTES, MOST_UNPACKED = 2_000_000, 12_000_000
MOST_MARKS = 1_000_000  # of XML, where a list of the most rows has 650,000: each takes a hundred bytes once it is read
MOST_ROWS, MOST_COLUMNS = 5_000, 40

_CALCULATED = ("=", "+", "-", "@", "\t", "\r", "'")
_ZIP = b"PK\x03\x04"

TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class UnreadableListError(ValueError):
    """The file is no list that can be read; `zh` and `en` say what was expected."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def read(content: bytes) -> list[list[str]]:
    """The rows of a file, each cell as plain text.

    Raises:
        UnreadableListError: too large, or neither CSV (UTF-8 or GB18030) nor XLSX.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableListError("文件超过2MB，请分批导入。", "the file is larger than 2 MB: import it in parts")
    rows = _xlsx_rows(content) if content.startswith(_ZIP) else _csv_rows(content)
    read_rows = [_texts(row[:MOST_COLUMNS]) for row in islice(rows, MOST_ROWS + 1)]
    if len(read_rows) > MOST_ROWS:
        told = f"名单超过{MOST_ROWS}行，请分批导入。", f"the list has more than {MOST_ROWS} rows: import it in parts"
        raise UnreadableListError(*told)
    return read_rows


def write(rows: Iterable[Sequence[str]], form: Format) -> bytes:
    """The file that holds these rows."""
    guarded = ([_guarded(cell) for cell in row] for row in rows)
    return _csv_file(guarded) if form == "csv" else _xlsx_file(guarded)


def _csv_rows(content: bytes) -> Iterator[list[Any]]:
    """Excel in China writes GB18030 where nobody tells it otherwise; every text that is UTF-8 is read as such."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        try:
            return iter(list(csv.reader(io.StringIO(text, newline=""))))
        except csv.Error:
            break
    raise UnreadableListError(
        "无法读取文件，请上传 CSV（UTF-8 或 GB18030 编码）或 XLSX 文件。",
        "the file cannot be read: give CSV (UTF-8 or GB18030) or XLSX",
    )


def _xlsx_rows(content: bytes) -> Iterator[list[Any]]:
    """The first sheet. Formulas are not calculated, links not followed; what unpacks without end is refused first."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(_unpacked(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
        return iter([list(row) for row in rows])
    except UnreadableListError:
        raise
    except Exception as error:  # whatever a broken or hostile file brings a parser to
        raise UnreadableListError(
            "无法读取 XLSX 文件，请另存为新的 XLSX 或 CSV 后再上传。",
            "the XLSX file cannot be read: save it anew as XLSX or CSV",
        ) from error


def _unpacked(content: bytes) -> io.BytesIO:
    """The same archive with nothing packed in it: no reader of it finds more than was looked at here.

    No part is unpacked further than the archive's own list says: what asks for all of one would be given all of it,
    however small it is said to be.
    """
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as plain:
        entries = packed.infolist()
        if sum(each.file_size for each in entries) > MOST_UNPACKED:
            raise _TOO_MUCH
        marks = 0
        for entry in entries:
            with packed.open(entry) as part:
                text = part.read(entry.file_size)
            marks += text.count(b"<") + text.count(b"=")
            if marks > MOST_MARKS:
                raise _TOO_MUCH
            plain.writestr(entry.filename, text)
    return out


_TOO_MUCH = UnreadableListError("文件展开后过大，请分批导入。", "the file unpacks to too much: import it in parts")


def _csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()  # Excel takes a file for UTF-8 by its mark alone


def _xlsx_file(rows: Iterable[Sequence[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("units")
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, text)
            cell.data_type, cell.number_format = "s", "@"  # text, also after somebody has typed over it
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _texts(row: Sequence[Any]) -> list[str]:
    """A row without the empty cells at its end, which one program writes and another leaves out."""
    texts = [_plain(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_CALCULATED) else text


def _plain(cell: Any) -> str:
    """A cell as text: a spreadsheet makes numbers of telephone numbers and levels."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_CALCULATED) else text
