"""A sheet of A4 with ruled rows, as an office's forms have them: it goes on to another page, and never cuts a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from huiyin_aws.slip.lettering import legible, lines, runs, width

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.28, 841.89  # A4, in points
_LEFT, _RIGHT, _TOP, _BOTTOM = 54.0, WIDTH - 54.0, HEIGHT - 46.0, 54.0
_TEXT, _SMALL, _LEADING, _PAD = 10.0, 6.5, 13.5, 3.5
_LEAST_LINES = 3  # of a text that goes on overleaf, so many stand before the turn


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in its share of a row's width, small beneath it the English; `blank` leaves so much room for a pen."""

    text: str
    share: float = 1.0
    small: str = ""
    blank: float = 0.0


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a paper says: who issues it, what it is called, its rows, and what stands at the foot of every page."""

    issuer: str
    title: str
    small: str
    running: str  # at the head of the pages that follow
    rows: Sequence[Row]
    foot: str


@dataclass(frozen=True, slots=True)
class _Set:
    """A text set at its place on a page; lines are drawn from here to there."""

    page: int
    x: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A box on a page."""

    page: int
    x: float
    y: float
    w: float
    h: float


class Setting:
    """The sheet being set, page after page; nothing is drawn before the number of pages is known."""

    def __init__(self, sheet: Sheet) -> None:
        self.page, self.y, self._is_fresh = 1, _TOP, False
        self.placed: list[_Set | _Ruled] = []
        self._sheet = sheet
        self._head()
        for row in sheet.rows:
            self._row(row)

    def _head(self) -> None:
        sheet = self._sheet
        for text, size, gap in ((sheet.issuer, 13.0, 20.0), (sheet.title, 19.0, 26.0), (sheet.small, 8.0, 14.0)):
            for line in lines(legible(text), size, _RIGHT - _LEFT):
                self._centred(line, size)
                self.y -= gap

    def _centred(self, line: str, size: float) -> None:
        self.placed.append(_Set(self.page, (WIDTH - width(line, size)) / 2, self.y - size, size, line))

    def _turn(self) -> None:
        self.page, self.y = self.page + 1, _TOP
        self._centred(legible(self._sheet.running), 9.0)
        self.y -= 18.0
        self._is_fresh = True

    def _row(self, row: Row) -> None:
        """One row; what does not fit goes on in a row of the same cells overleaf."""
        whole = sum(cell.share for cell in row)
        widths = [(_RIGHT - _LEFT) * cell.share / whole for cell in row]
        waiting = [list(_set_in(cell, w - 2 * _PAD)) for cell, w in zip(row, widths, strict=True)]
        blank = max(cell.blank for cell in row)
        while (needed := max(_height(column) for column in waiting) + 2 * _PAD + blank) > (room := self.y - _BOTTOM):
            fits = [_fitting(column, room - 2 * _PAD) for column in waiting]
            enough = max(fits) >= min(_LEAST_LINES, max(map(len, waiting)))
            if self._is_fresh or (enough and not blank):
                self._ruled(widths, [column[:n] for column, n in zip(waiting, fits, strict=True)], room)
                waiting = [column[n:] for column, n in zip(waiting, fits, strict=True)]
            self._turn()
        self._ruled(widths, waiting, needed)

    def _ruled(self, widths: list[float], columns: "list[list[_Line]]", height: float) -> None:
        x = _LEFT
        for w, column in zip(widths, columns, strict=True):
            self.placed.append(_Ruled(self.page, x, self.y - height, w, height))
            y = self.y - _PAD
            for line in column:
                y -= line.leading
                raised = (line.leading - line.size) / 2 + 1
                self.placed.append(_Set(self.page, x + _PAD, y + raised, line.size, line.text))
            x += w
        self.y -= height
        self._is_fresh = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    leading: float


def _set_in(cell: Cell, room: float) -> Iterator[_Line]:
    for line in lines(legible(cell.text), _TEXT, room):
        yield _Line(line, _TEXT, _LEADING)
    if cell.small:
        for line in lines(legible(cell.small), _SMALL, room):
            yield _Line(line, _SMALL, _SMALL + 2)


def _height(column: "list[_Line]") -> float:
    return sum(line.leading for line in column)


def _fitting(column: "list[_Line]", room: float) -> int:
    """How many lines of a column the room holds."""
    count = 0
    for line in column:
        room -= line.leading
        if room < 0:
            break
        count += 1
    return count


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF; the same sheet gives the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    setting, out = Setting(sheet), BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang="zh-CN")
    canvas.setTitle(legible(sheet.running))
    canvas.setAuthor(legible(sheet.issuer))
    for page in range(1, setting.page + 1):
        canvas.setLineWidth(0.6)
        for each in setting.placed:
            if each.page == page:
                _draw(canvas, each)
        foot = f"{sheet.foot}　第 {page} 页，共 {setting.page} 页 Page {page} of {setting.page}"
        _draw(canvas, _Set(page, _LEFT, _BOTTOM - 22, 8.0, legible(foot)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: "Canvas", placed: _Set | _Ruled) -> None:
    if isinstance(placed, _Ruled):
        canvas.rect(placed.x, placed.y, placed.w, placed.h)
        return
    text = canvas.beginText(placed.x, placed.y)
    for name, stretch in runs(placed.text):
        text.setFont(name, placed.size)
        text.textOut(stretch)
    canvas.drawText(text)
