"""Draws a form from top to bottom: words, boxes to tick, lines to write on, and the code on every page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ugc_studio.domain.forms import PaperSize
from ugc_studio.exporters.paper.fonts import BOLD
from ugc_studio.exporters.paper.pieces import Unprintable
from ugc_studio.exporters.paper.text import INK, TextStyle, Words

MILLIMETRE = 72 / 25.4
_QUIET_MODULES = 4
GREY, LINE = "#556070", HexColor("#8a94a3")
_BLACK = HexColor("#000000")


@dataclass(frozen=True, slots=True)
class Measures:
    """How large things are on a size of paper, in points."""

    page: tuple[float, float]
    margin: float
    text: float
    code: float
    """Side of the square, the white around it included."""
    field: float
    signature: float
    photo: float

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.page[0] - 2 * self.margin


MEASURES = {
    PaperSize.A4: Measures(A4, 42.0, 9.5, 30 * MILLIMETRE, 17.0, 40.0, 96.0),
    PaperSize.A5: Measures(A5, 27.0, 8.0, 26 * MILLIMETRE, 15.0, 30.0, 72.0),
}


class FormPages:
    """The pages of one form and the place where the next thing goes."""

    def __init__(self, size: PaperSize, *, language: str, title: str, code: str, foot: str, page_of: str) -> None:
        """``page_of`` says which page it is, with ``{page}`` and ``{pages}``."""
        self.measures = measures = MEASURES[size]
        self._title, self._code, self._foot, self._page_of = title, code, foot, page_of
        self._stream = io.BytesIO()
        # invariant: neither the wall clock nor anything of this computer is written into the file
        self.canvas: Any = Canvas(self._stream, pagesize=measures.page, pageCompression=1, invariant=1, lang=language)
        self.canvas.setTitle(f"{title} {code}")
        self.canvas.setCreator("UGC Studio")
        self._unprintable = Unprintable()
        self.text_style = TextStyle(size=measures.text)
        self.hint_style = TextStyle(size=measures.text - 1.5, colour=GREY)
        self.heading_style = TextStyle(size=measures.text + 1.5, weight=BOLD)
        self.title_style = TextStyle(size=measures.text + 6, weight=BOLD, spacing=1.22)
        self.page = 0
        self.pages: int | None = None
        self.y = 0.0
        self._begin()

    # ------------------------------------------------------------------ pages

    @property
    def _bottom(self) -> float:
        return self.measures.margin + 3 * self.hint_style.leading

    def _begin(self) -> None:
        self.page += 1
        measures = self.measures
        self.y = measures.page[1] - measures.margin
        self._draw_code()
        if self.page > 1:
            room = measures.width - measures.code - 10
            self._words(self._title, self.hint_style, room).draw(self.canvas, measures.margin, self.y, last=2)
            self.y -= measures.code + self.hint_style.leading + 6

    def _draw_code(self) -> None:
        """The square at the top right, with its code in letters below: that is all it says."""
        measures, side = self.measures, self.measures.code
        left, low = measures.page[0] - measures.margin - side, measures.page[1] - measures.margin - side
        square = QrCodeWidget(self._code, barLevel="H", barBorder=_QUIET_MODULES)
        square.barWidth = square.barHeight = side
        drawing = Drawing(side, side)
        drawing.add(square)
        renderPDF.draw(drawing, self.canvas, left, low)
        style = TextStyle(size=measures.text + 1, weight=BOLD, align="centre")
        Words(self._code, style, side).draw(self.canvas, left, low + 4)

    def _end(self) -> None:
        measures, style = self.measures, self.hint_style
        number = self._page_of.format(page=self.page, pages=self.pages or "?")
        low = measures.margin + 2 * style.leading
        self.canvas.setStrokeColor(LINE)
        self.canvas.setLineWidth(0.4)
        self.canvas.line(measures.margin, low + 3, measures.margin + measures.width, low + 3)
        Words(number, style.but(align="right"), 90).draw(self.canvas, measures.margin + measures.width - 90, low)
        Words(self._foot, style, measures.width - 100).draw(self.canvas, measures.margin, low, last=2)
        self.canvas.showPage()

    def turn(self) -> None:
        """Begin the next page."""
        self._end()
        self._begin()

    def need(self, height: float) -> None:
        """Begin a page unless so much fits below."""
        if self.y - height < self._bottom:
            self.turn()

    def finish(self) -> bytes:
        """Close the last page; the whole file."""
        self._end()
        self.canvas.save()
        return self._stream.getvalue()

    # ------------------------------------------------------------------ words

    def head(self, title: str, lines: Sequence[str]) -> None:
        """Title and first lines, to the left of the code."""
        measures = self.measures
        width = measures.width - measures.code - 10
        top = self.y
        self.y = self._words(title, self.title_style, width).draw(self.canvas, measures.margin, self.y) - 3
        for line in lines:
            self.y = self._words(line, self.text_style, width).draw(self.canvas, measures.margin, self.y) - 2
        self.y = min(self.y, top - measures.code - self.hint_style.leading) - 6

    def heading(self, text: str, *, keep: float = 40) -> None:
        """A heading that does not stand alone at the foot of a page."""
        words = self._words(text, self.heading_style, self.measures.width)
        self.need(words.height + keep)
        self.y = words.draw(self.canvas, self.measures.margin, self.y - 5) - 3

    def paragraph(self, text: str, *, hint: bool = False) -> None:
        """Running text that goes on on the next page."""
        words = self._words(text, self.hint_style if hint else self.text_style, self.measures.width)
        first, count = 0, len(words.lines)
        while first < count:
            fits = int((self.y - self._bottom) / words.style.leading)
            if fits < min(2, count - first):
                self.turn()
                continue
            last = min(count, first + fits)
            self.y = words.draw(self.canvas, self.measures.margin, self.y, first=first, last=last)
            first = last
        self.y -= 4

    def _words(self, text: str, style: TextStyle, width: float) -> Words:
        return Words(text, style, width, unprintable=self._unprintable)

    # ------------------------------------------------------------------ boxes and lines

    def tick(self, name: str, text: str) -> None:
        """An empty box and what it says."""
        side = self.measures.text + 2.5
        words = self._words(text, self.text_style, self.measures.width - side - 6)
        height = max(words.height, side)
        self.need(height + 3)
        self.canvas.setStrokeColor(_BLACK)
        self.canvas.setLineWidth(0.8)
        # The box itself is part of the page: programs draw fields anew when they fill them in, and leave borders out.
        self.canvas.rect(self.measures.margin + 0.4, self.y - side + 0.4, side - 0.8, side - 0.8, stroke=1, fill=0)
        self.canvas.acroForm.checkbox(
            name=name, tooltip=_short(text), x=self.measures.margin, y=self.y - side, size=side, checked=False,
            buttonStyle="cross", borderColor=None, fillColor=None, textColor=_BLACK, borderWidth=0, fieldFlags="",
        )  # fmt: skip
        words.draw(self.canvas, self.measures.margin + side + 6, self.y)
        self.y -= height + 4

    def line(self, name: str, label: str, *, said: str | None = None, share: float = 1.0, at: float = 0.0) -> None:
        """A label with a line to write on, or with what is known; ``share`` and ``at`` are parts of the width.

        Only the last of several lines beside each other (``at`` + ``share`` = 1) moves down.
        """
        measures = self.measures
        height = self.hint_style.leading + measures.field
        if at == 0:
            self.need(height)
        left, width = measures.margin + at * measures.width, share * measures.width - (8 if at + share < 0.999 else 0)
        top = self._words(label, self.hint_style, width).draw(self.canvas, left, self.y, last=1)
        if said is not None:
            bold = self.text_style.but(weight=BOLD, align="left")
            self._words(said, bold, width).draw(self.canvas, left, top - 1, last=1)
        else:
            self._field(name, label, left, top - measures.field + 2, width, measures.field - 2)
        if at + share >= 0.999:
            self.y -= height + 3

    def _field(self, name: str, label: str, x: float, y: float, width: float, height: float) -> None:
        self.canvas.setStrokeColor(_BLACK)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x, y, x + width, y)
        self.canvas.acroForm.textfield(
            name=name, tooltip=_short(label), x=x, y=y, width=width, height=height, fontName="Helvetica",
            fontSize=self.measures.text, borderWidth=0, borderColor=None, fillColor=None, textColor=_BLACK, maxlen=200,
            fieldFlags="",
        )  # fmt: skip

    def signature(self, label: str, *, share: float = 1.0, at: float = 0.0) -> None:
        """Room for a signature by hand: no field, a signature is not typed."""
        measures = self.measures
        height = self.hint_style.leading + measures.signature
        left, width = measures.margin + at * measures.width, share * measures.width - (8 if at + share < 0.999 else 0)
        self._words(label, self.hint_style, width).draw(self.canvas, left, self.y, last=1)
        self.canvas.setStrokeColor(_BLACK)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(left, self.y - height + 4, left + width, self.y - height + 4)
        if at + share >= 0.999:
            self.y -= height + 4

    def photos(self, photos: Sequence[tuple[bytes | None, str]], missing: str) -> None:
        """Small pictures in rows, each with its words below; an empty frame says that it is not printed."""
        measures = self.measures
        side, gap = measures.photo, 8.0
        across = max(1, int((measures.width + gap) / (side + gap)))
        words_high = 2 * self.hint_style.leading
        for start in range(0, len(photos), across):
            self.need(side + words_high + 4)
            for place, (picture, words) in enumerate(photos[start : start + across]):
                left = measures.margin + place * (side + gap)
                self._photo(picture, left, side, missing)
                self._words(words, self.hint_style, side).draw(self.canvas, left, self.y - side - 1, last=2)
            self.y -= side + words_high + 5

    def _photo(self, picture: bytes | None, left: float, side: float, missing: str) -> None:
        canvas = self.canvas
        if picture is None:
            canvas.setStrokeColor(LINE)
            canvas.rect(left, self.y - side, side, side, stroke=1, fill=0)
            words = self._words(missing, self.hint_style.but(align="centre"), side - 8)
            words.draw(canvas, left + 4, self.y - side / 2 + words.height / 2)
            return
        reader: Any = ImageReader(io.BytesIO(picture))
        wide, high = reader.getSize()
        scale = side / max(wide, high)
        wide, high = wide * scale, high * scale
        canvas.drawImage(reader, left + (side - wide) / 2, self.y - (side + high) / 2, wide, high)


def _short(text: str) -> str:
    return " ".join(text.split())[:120]


__all__ = ["INK", "FormPages"]
