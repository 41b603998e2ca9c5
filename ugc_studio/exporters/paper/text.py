"""Text on paper: broken into lines, in any script, read as plain text and never as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.ttfonts import ShapedStr

from ugc_studio.exporters.paper import bidi
from ugc_studio.exporters.paper.fonts import REGULAR, EmbeddedFont, typefaces
from ugc_studio.exporters.paper.pieces import BOX_WIDTH, Piece, Unprintable, pieces_of, split

INK = "#1d2433"
_TAB = "    "


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text looks; ``start`` is left, or right where a paragraph begins with a right-to-left letter."""

    size: float = 9.5
    weight: str = REGULAR
    colour: str = INK
    align: Literal["start", "left", "right", "centre"] = "start"
    direction: Literal["auto", "ltr"] = "auto"
    """``ltr`` for our own sentences, which stay in their order when they begin with an Arabic name."""
    spacing: float = 1.36
    """The distance of lines in multiples of the size."""

    @property
    def leading(self) -> float:
        """From one line to the next, in points."""
        return self.size * self.spacing

    def but(self, **changes: Any) -> TextStyle:
        """The same style with some things changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces from left to right with their width in points, and whether the paragraph runs from right to left."""

    pieces: tuple[Piece, ...]
    width: float
    rtl: bool


class Words:
    """A text set in a width; it knows its height before anything is drawn, and can be drawn in parts.

    ``unprintable`` collects what the typefaces lack, so that the document can say so at its end.
    """

    def __init__(self, text: str, style: TextStyle, width: float, *, unprintable: Unprintable | None = None) -> None:
        self.style = style
        self.width = width
        self._notes = unprintable if unprintable is not None else Unprintable()
        self.lines = [line for paragraph in paragraphs(text) for line in self._broken(paragraph)]

    @property
    def height(self) -> float:
        """The height of all lines in points."""
        return len(self.lines) * self.style.leading

    def draw(self, canvas: Any, x: float, top: float, *, first: int = 0, last: int | None = None) -> float:
        """Draw some of the lines below ``top``; returns where they end."""
        style = self.style
        base = top - style.size * (0.92 + (style.spacing - 1.2) / 2)
        shown = self.lines[first:last]
        canvas.setFillColor(_colour(style.colour))
        for number, line in enumerate(shown):
            self._draw_line(canvas, line, x + self._indent(line), base - number * style.leading)
        return top - len(shown) * style.leading

    def _indent(self, line: Line) -> float:
        align = self.style.align
        if align == "start":
            align = "right" if line.rtl else "left"
        free = self.width - line.width
        return {"left": 0.0, "right": free, "centre": free / 2}[align]

    def _draw_line(self, canvas: Any, line: Line, x: float, y: float) -> None:
        size = self.style.size
        for font, drawn, width in _strokes(line.pieces):
            if font is None:
                _draw_box(canvas, drawn, x, y, self.style)
            else:
                text = canvas.beginText(x, y)
                text.setFont(font.fontName, size)
                text.textOut(drawn)
                canvas.drawText(text)
            x += width * size / 1000

    def _broken(self, paragraph: str) -> Iterator[Line]:
        """Fill lines word by word; a word that is wider than a line is cut where the line ends."""
        base = 0 if self.style.direction == "ltr" else bidi.base_level(paragraph)
        rtl = base == 1
        room = self.width * 1000 / self.style.size
        line: list[Piece] = []
        used = 0.0
        for word in _breakable(pieces_of(paragraph, typefaces(self.style.weight), self._notes, base=base)):
            width = sum(piece.width for piece in word)
            if line and used + width > room and not word[0].space:
                yield self._line(line, rtl)
                line, used = [], 0.0
            for piece in word:
                rest: Piece | None = piece
                while rest is not None and not rest.space and used + rest.width > room:
                    head, tail = split(rest, room - used)
                    if line and (tail is None or used + head.width > room):
                        yield self._line(line, rtl)
                        line, used = [], 0.0
                        continue
                    if tail is None:
                        break
                    yield self._line([*line, head], rtl)
                    line, used, rest = [], 0.0, tail
                if rest is not None and (line or not rest.space or not rtl):
                    line.append(rest)
                    used += rest.width
        yield self._line(line, rtl)

    def _line(self, pieces: list[Piece], rtl: bool) -> Line:
        while pieces and pieces[-1].space:
            pieces = pieces[:-1]
        order = bidi.visual_order([piece.level for piece in pieces])
        width = sum(piece.width for piece in pieces) * self.style.size / 1000
        return Line(tuple(pieces[at] for at in order), width, rtl)


def _strokes(pieces: Sequence[Piece]) -> Iterator[tuple[EmbeddedFont | None, str, float]]:
    """What is drawn at once: pieces of one font that stand for themselves are one string."""
    font: EmbeddedFont | None = None
    drawn, width = "", 0.0
    for piece in pieces:
        plain = piece.font is not None and not isinstance(piece.drawn, ShapedStr)
        if drawn and not (plain and piece.font is font):
            yield font, drawn, width
            drawn, width = "", 0.0
        if not plain:
            yield piece.font, piece.drawn, piece.width
            continue
        font, drawn, width = piece.font, drawn + piece.drawn, width + piece.width
    if drawn:
        yield font, drawn, width


@lru_cache(maxsize=64)
def _colour(name: str) -> Color:
    return HexColor(name)


def draw_text(
    canvas: Any,
    text: str,
    *,
    x: float,
    top: float,
    width: float,
    style: TextStyle | None = None,
    unprintable: Unprintable | None = None,
) -> float:
    """Draw a text in a width below ``top``; returns where it ends."""
    return Words(text, style or TextStyle(), width, unprintable=unprintable).draw(canvas, x, top)


def width_of(text: str, style: TextStyle) -> float:
    """How wide a text is in points when it stands in one line."""
    return max((line.width for line in Words(text, style, 1e7).lines), default=0.0)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, whatever marks their ends; tabs become spaces."""
    plain = text.replace("\r\n", "\n").replace("\t", _TAB)
    for mark in "\r\x0b\x0c\x85\u2028\u2029":
        plain = plain.replace(mark, "\n")
    return plain.split("\n")


def _breakable(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stay together on a line: a word in several typefaces; a space stands alone."""
    word: list[Piece] = []
    for piece in pieces:
        if piece.space or piece.font is None:
            if word:
                yield word
                word = []
            yield [piece]
        else:
            word.append(piece)
    if word:
        yield word


def _draw_box(canvas: Any, char: str, x: float, y: float, style: TextStyle) -> None:
    """A box with the code point inside: nothing is left out unseen."""
    size = style.size
    code = f"{ord(char):04X}" if ord(char) <= 0xFFFF else f"{ord(char):06X}"
    half = len(code) // 2
    width, height = BOX_WIDTH * size / 1000, size * 0.92
    canvas.saveState()
    canvas.setLineWidth(0.4)
    canvas.setStrokeColor(_colour(style.colour))
    canvas.rect(x + size * 0.04, y - size * 0.16, width - size * 0.08, height, fill=0)
    font = typefaces().main
    small = size * (0.42 if half == 2 else 0.34)
    for row, digits in enumerate((code[:half], code[half:])):
        canvas.setFont(font.fontName, small)
        canvas.drawCentredString(x + width / 2, y + size * (0.38 - row * 0.44), digits)
    canvas.restoreState()
