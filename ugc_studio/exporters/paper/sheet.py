"""Draws a document on A4 pages: blocks flow, tables repeat their heads, and every page says which page it is."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import IO, Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ugc_studio.exporters.paper.document import (
    Beside,
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    NewPage,
    Paragraph,
    Picture,
    Quote,
    Table,
    Tone,
)
from ugc_studio.exporters.paper.fonts import BOLD
from ugc_studio.exporters.paper.pieces import Unprintable
from ugc_studio.exporters.paper.text import INK, TextStyle, Words, width_of

MARGIN = 48.0
_HEAD = 34.0
_FOOT = 40.0
BODY = TextStyle(size=9.5, direction="ltr")
VERBATIM = BODY.but(direction="auto")
"""Words of somebody: an Arabic message begins at the right."""
SMALL = BODY.but(size=8, colour="#556070")
LABEL = BODY.but(size=8.5, colour="#556070")
CELL = BODY.but(size=7.6, spacing=1.3)
TITLE = BODY.but(size=19, weight=BOLD, spacing=1.25)
HEADINGS = {1: BODY.but(size=13, weight=BOLD), 2: BODY.but(size=10.5, weight=BOLD)}
LINE = "#cfd6e0"
TONES = {
    Tone.GOOD: ("#e8f5ec", "#1d6b3a"),
    Tone.BAD: ("#fdeceb", "#a3231c"),
    Tone.PLAIN: ("#eef2f7", "#33415c"),
}
_PAGES = "pages"

Check = Callable[[], None]


def write_pdf(document: Document, stream: IO[bytes], *, check: Check = lambda: None) -> int:
    """Write the document and return how many pages it has; ``check`` is asked at each block and may raise to stop."""
    sheet = Sheet(document, stream, check)
    for block in document.blocks:
        check()
        sheet.add(block)
    return sheet.finish()


class Sheet:
    """A pile of pages and the place where the next block goes."""

    def __init__(self, document: Document, stream: IO[bytes], check: Check) -> None:
        self.document = document
        self._check = check
        self._size = landscape(A4) if document.landscape else A4
        self._unprintable = Unprintable()
        # invariant: neither the wall clock nor anything of this computer is written into the file
        self.canvas: Any = Canvas(
            stream, pagesize=self._size, pageCompression=1, invariant=1, lang=document.language
        )
        self.canvas.setTitle(document.title)
        self.canvas.setSubject(document.subtitle)
        self.canvas.setAuthor(document.author)
        self.canvas.setCreator("UGC Studio")
        self.canvas.setKeywords(", ".join(document.keywords))
        self._page = 0
        self._start_page()
        self._text(document.title, TITLE)
        if document.subtitle:
            self._text(document.subtitle, BODY.but(size=10.5, colour=LABEL.colour))
        self._y -= 8

    @property
    def width(self) -> float:
        """The width between the margins."""
        return float(self._size[0]) - 2 * MARGIN

    @property
    def _bottom(self) -> float:
        return MARGIN + _FOOT - 8

    @property
    def _top(self) -> float:
        return float(self._size[1]) - MARGIN

    @property
    def _fresh(self) -> bool:
        return self._y >= self._top - 1

    def add(self, block: Block) -> None:
        """Put a block below the last one."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._text(block.text, SMALL if block.small else BODY)
                self._y -= 5
            case Quote():
                self._quote(block)
            case Callout():
                self._callout(block)
            case Facts():
                self._facts(block.rows, MARGIN, self.width)
                self._y -= 6
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Beside():
                self._beside(block)
            case NewPage():
                if not self._fresh:
                    self._break()

    def finish(self) -> int:
        """Say what could not be printed, close the last page, and write the number of pages into all of them."""
        self._note_unprintable()
        self._end_page()
        pages = self._page
        self.canvas.beginForm(_PAGES)
        Words(str(pages), SMALL, 60).draw(self.canvas, 0, SMALL.size * 1.2)
        self.canvas.endForm()
        self.canvas.save()
        return pages

    # ------------------------------------------------------------------ pages

    def _start_page(self) -> None:
        self._page += 1
        self._y = self._top
        if self._page > 1:
            style = SMALL
            Words(_one_line(self.document.title), style, self.width).draw(
                self.canvas, MARGIN, self._top + 20, last=1
            )

    def _end_page(self) -> None:
        canvas, style = self.canvas, SMALL
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        line = MARGIN + _FOOT - 16
        canvas.line(MARGIN, line, MARGIN + self.width, line)
        before, _mark, after = self.document.words.page.partition("{pages}")
        number = before.format(page=self._page)
        wide = width_of(number, style)
        room = wide + width_of("0000" + after, style) + 6
        x = MARGIN + self.width - room
        Words(number, style, 200).draw(canvas, x, line - 5)
        canvas.saveState()
        canvas.translate(x + wide + (2.2 if number.endswith(" ") else 0), line - 5 - style.size * 1.2)
        canvas.doForm(_PAGES)
        canvas.restoreState()
        Words(self.document.foot, style, self.width - room - 12).draw(canvas, MARGIN, line - 5, last=3)
        canvas.showPage()

    def _break(self) -> None:
        self._check()
        self._end_page()
        self._start_page()

    def _need(self, height: float) -> None:
        """Begin a page unless so much fits below (what fits on no page begins where it stands)."""
        if self._y - height < self._bottom and not self._fresh:
            self._break()

    # ------------------------------------------------------------------ blocks

    def _words(self, text: str, style: TextStyle, width: float) -> Words:
        return Words(text, style, width, unprintable=self._unprintable)

    def _text(self, text: str, style: TextStyle, *, x: float = MARGIN, width: float | None = None) -> None:
        """Lines that may run over pages."""
        self._flow(self._words(text, style, self.width if width is None else width), x)

    def _flow(self, words: Words, x: float, *, decorate: Callable[[float, float], None] | None = None) -> None:
        first, count, leading = 0, len(words.lines), words.style.leading
        while first < count:
            fits = int((self._y - self._bottom) / leading)
            if fits < min(2, count - first) and not self._fresh:
                self._break()
                continue
            last = min(count, first + max(1, fits))
            end = words.draw(self.canvas, x, self._y, first=first, last=last)
            if decorate:
                decorate(self._y, end)
            self._y, first = end, last

    def _heading(self, block: Heading) -> None:
        style = HEADINGS[2 if block.level > 1 else 1]
        words = self._words(block.text, style, self.width)
        space = 0 if self._fresh else (14 if block.level == 1 else 8)
        self._need(space + words.height + 75)
        self._y -= 0 if self._fresh else space
        key = f"h{self._page}-{self._y:.0f}"
        self.canvas.bookmarkHorizontal(key, 0, self._y)
        if block.level == 1:
            self.canvas.addOutlineEntry(_one_line(block.text)[:120], key, 0)
        self._flow(words, MARGIN)
        self._y -= 3

    def _quote(self, block: Quote) -> None:
        if block.source:
            self._need(SMALL.leading + 2 * BODY.leading)
            self._text(block.source, SMALL)
            self._y -= 2

        def bar(top: float, end: float) -> None:
            self.canvas.setFillColor(LINE)
            self.canvas.rect(MARGIN, end, 2.2, top - end, stroke=0, fill=1)

        self._flow(self._words(block.text, VERBATIM, self.width - 12), MARGIN + 12, decorate=bar)
        self._y -= 7

    def _callout(self, block: Callout) -> None:
        fill, ink = TONES[block.tone]
        title = self._words(block.title, BODY.but(size=12.5, weight=BOLD, colour=ink), self.width - 24)
        lines = [self._words(line, BODY, self.width - 24) for line in block.lines]
        height = title.height + sum(line.height + 2 for line in lines) + 20
        if height > self._top - self._bottom:  # more than a page: without its box
            self._flow(title, MARGIN)
            for line in lines:
                self._flow(line, MARGIN)
            return
        self._need(height)
        self.canvas.setFillColor(fill)
        self.canvas.roundRect(MARGIN, self._y - height, self.width, height, 5, stroke=0, fill=1)
        y = title.draw(self.canvas, MARGIN + 12, self._y - 9)
        for line in lines:
            y = line.draw(self.canvas, MARGIN + 12, y - 2)
        self._y -= height + 9

    def _facts(self, rows: Sequence[tuple[str, str]], x: float, width: float) -> None:
        left = min(150.0, width * 0.32)
        for label, value in rows:
            name = self._words(label, LABEL, left - 8)
            said = self._words(value, BODY, width - left)
            self._need(min(max(name.height, said.height), 5 * BODY.leading))
            page, top = self._page, self._y
            after = name.draw(self.canvas, x, top)
            self._flow(said, x + left)
            if self._page == page:
                self._y = min(self._y, after)
            self._y -= 2.5

    def _picture(self, block: Picture) -> None:
        self._need(block.height + 2 * SMALL.leading)
        self._y -= self._image(block, MARGIN, self._y, self.width) + 4
        if block.caption:
            self._text(block.caption, SMALL)
        self._y -= 6

    def _image(self, block: Picture, x: float, top: float, width: float) -> float:
        """Draw a picture, or the grey place of one that is not shown; returns its height."""
        if block.data is None:
            height, wide = min(block.height, 90.0), min(width, 120.0)
            self.canvas.setFillColor("#e3e7ee")
            self.canvas.rect(x, top - height, wide, height, stroke=0, fill=1)
            return height
        reader: Any = ImageReader(io.BytesIO(block.data))
        wide, high = reader.getSize()
        scale = min(width / wide, block.height / high)
        self.canvas.drawImage(reader, x, top - high * scale, wide * scale, high * scale)
        return float(high * scale)

    def _beside(self, block: Beside) -> None:
        left = 170.0
        self._need(block.picture.height + 2 * SMALL.leading)
        page, top = self._page, self._y
        below = top - self._image(block.picture, MARGIN, top, left - 14) - 3
        if block.picture.caption:
            below = self._words(block.picture.caption, SMALL, left - 14).draw(self.canvas, MARGIN, below)
        self._facts(block.facts.rows, MARGIN + left, self.width - left)
        if self._page == page:
            self._y = min(self._y, below)
        self._y -= 8

    # ------------------------------------------------------------------ tables

    def _table(self, block: Table) -> None:
        total = sum(column.share for column in block.columns)
        widths = [self.width * column.share / total for column in block.columns]
        self._need(60)
        self._table_head(block, widths)
        count = 0
        for row in block.rows:
            count += 1
            self._check()
            cells = [self._words(text, CELL, wide - 6) for text, wide in zip(row, widths, strict=True)]
            self._row(cells, block, widths)
        if not count and block.empty:
            self._text(block.empty, SMALL)
        self._y -= 8

    def _table_head(self, block: Table, widths: Sequence[float]) -> None:
        style = CELL.but(weight=BOLD, colour="#33415c")
        cells = [self._words(column.title, style, wide - 6) for column, wide in zip(block.columns, widths, strict=True)]
        height = max(cell.height for cell in cells) + 7
        self.canvas.setFillColor("#eef2f7")
        self.canvas.rect(MARGIN, self._y - height, self.width, height, stroke=0, fill=1)
        self._draw_cells(cells, widths, 0)
        self._y -= height

    def _row(self, cells: Sequence[Words], block: Table, widths: Sequence[float]) -> None:
        """One row; a row that fits on no page is cut between lines and goes on under the heads."""
        first, longest = 0, max(len(cell.lines) for cell in cells)
        while True:
            fits = int((self._y - self._bottom - 7) / CELL.leading)
            if fits < min(longest - first, 3):
                self._break()
                self._table_head(block, widths)
                continue
            whole = fits >= longest - first
            if not whole and first == 0 and longest * CELL.leading < (self._top - self._bottom) * 0.6:
                self._break()
                self._table_head(block, widths)
                continue
            last = longest if whole else first + fits
            self._draw_cells(cells, widths, first, last)
            self._y -= (last - first) * CELL.leading + 7
            self.canvas.setStrokeColor(LINE)
            self.canvas.setLineWidth(0.4)
            self.canvas.line(MARGIN, self._y, MARGIN + self.width, self._y)
            first = last
            if first >= longest:
                return

    def _draw_cells(
        self, cells: Sequence[Words], widths: Sequence[float], first: int, last: int | None = None
    ) -> None:
        x = MARGIN + 3
        for cell, wide in zip(cells, widths, strict=True):
            cell.draw(self.canvas, x, self._y - 3, first=first, last=last)
            x += wide

    # ------------------------------------------------------------------ the end

    def _note_unprintable(self) -> None:
        said = list(self._unprintable.lines())
        if not said:
            return
        words = self.document.words
        self._heading(Heading(words.unprintable, 2))
        lines = []
        for code, name, instead in said:
            lines.append(f"{code} {name} – " + (words.drawn_as.format(char=instead) if instead else words.box))
        self._text("\n".join(lines), SMALL)


def _one_line(text: str) -> str:
    return " ".join(text.split())


__all__ = ["INK", "Sheet", "write_pdf"]
