"""Text cut into pieces that one typeface draws in one direction, shaped (joined, ligated, placed) by HarfBuzz."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import uharfbuzz
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

from ugc_studio.exporters.paper import bidi
from ugc_studio.exporters.paper.fonts import EmbeddedFont, Typefaces

BOX_WIDTH = 820.0
"""The width of the box that stands for an unknown character, in thousandths of the size."""
_LONGEST_WORD = 60
_ZERO_WIDTH_JOINER = "\u200d"
_SAME_LOOK = {"\u2011": "-", "\u2010": "-", "\u02bc": "’", "\u2032": "'", "\u2033": '"'}
_NOT_OBEYED = frozenset("\u202a\u202b\u202c\u202d\u202e")
"""Marks that would turn the order of what follows: they are shown, so that a reader of a record sees them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line in one font and direction; without a font it is one character that no typeface has."""

    text: str
    font: EmbeddedFont | None
    level: int
    drawn: str
    width: float
    """In thousandths of the size."""
    space: bool = False


@dataclass(slots=True)
class Unprintable:
    """The characters of a document that its typefaces lack, and how each is shown instead (nothing: as a box)."""

    shown: dict[str, str] = field(default_factory=dict)

    def note(self, char: str, instead: str = "") -> None:
        """Remember a character for the note at the end of the document."""
        self.shown.setdefault(char, instead)

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Each character as its code point, its name, and what is drawn instead."""
        for char, instead in sorted(self.shown.items()):
            yield f"U+{ord(char):04X}", unicodedata.name(char, ""), instead


def pieces_of(line: str, faces: Typefaces, unprintable: Unprintable, *, base: int | None = None) -> list[Piece]:
    """The pieces of one line in logical order, cut at spaces, typefaces and directions."""
    levels = bidi.levels(line, base) if bidi.has_rtl(line) else None
    found: list[Piece] = []
    for text, font, level in _runs(line, faces, levels, unprintable):
        if font is None:
            found.append(Piece(text, None, level, text, BOX_WIDTH))
        else:
            found += [_shaped_piece(part, font, level) for part in _words(text)]
    return found


def split(piece: Piece, room: float) -> tuple[Piece, Piece | None]:
    """A piece cut so that its first part fits ``room`` thousandths; at least one character stays in it."""
    if piece.font is None:
        return piece, None
    width, cut = 0.0, 0
    for cluster in clusters(piece.text):
        width += shaped(cluster, piece.font, piece.level % 2 == 1)[1]
        if width > room and cut:
            break
        cut += len(cluster)
    if cut >= len(piece.text):
        return piece, None
    return (
        _shaped_piece(piece.text[:cut], piece.font, piece.level),
        _shaped_piece(piece.text[cut:], piece.font, piece.level),
    )


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one character: a letter with its marks, an emoji with all that it is joined from."""
    start = 0
    for at in range(1, len(text)):
        if not _continues(text, at, start):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _continues(text: str, at: int, start: int) -> bool:
    char, before = text[at], text[at - 1]
    if char.isascii() and before.isascii():
        return False
    if char in "\ufe0e\ufe0f\u20e3\u200d" or 0x1F3FB <= ord(char) <= 0x1F3FF or 0xE0020 <= ord(char) <= 0xE007F:
        return True
    if before == _ZERO_WIDTH_JOINER and ord(char) >= 0x2190 and at - start >= 2:
        return True
    if _regional(char) and _regional(before):
        return (at - start) % 2 == 1
    return unicodedata.category(char) in {"Mn", "Me", "Mc"}


def _regional(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _runs(
    line: str, faces: Typefaces, levels: list[int] | None, unprintable: Unprintable
) -> Iterator[tuple[str, EmbeddedFont | None, int]]:
    """Stretches of one font and level."""
    run, font, level, at = "", None, 0, 0
    for cluster in clusters(line):
        here = levels[at] if levels else 0
        at += len(cluster)
        for text, chosen in _chosen(cluster, font, faces, unprintable):
            if run and (chosen is not font or here != level):
                yield run, font, level
                run = ""
            if chosen is None:
                yield text, None, here
                continue
            run, font, level = run + text, chosen, here
    if run:
        yield run, font, level


def _chosen(
    cluster: str, current: EmbeddedFont | None, faces: Typefaces, unprintable: Unprintable
) -> Iterator[tuple[str, EmbeddedFont | None]]:
    """The font of a cluster, or what is drawn instead of it."""
    if cluster.isspace() and not cluster.isascii():
        cluster = " "
    if cluster == " ":
        yield cluster, faces.main if current is None or current is faces.emoji else current
        return
    if not _NOT_OBEYED.intersection(cluster):
        font = faces.font_for(cluster)
        if font is not None:
            yield cluster, font
            return
    for char in cluster:
        alike = _SAME_LOOK.get(char)
        font = None if char in _NOT_OBEYED else faces.font_for(alike or char)
        if font is not None:
            yield alike or char, font
            continue
        plain = unicodedata.normalize("NFKC", char)
        font = faces.font_for(plain) if plain != char else None
        unprintable.note(char, plain if font else "")
        yield (plain, font) if font else (char, None)


def _words(text: str) -> Iterator[str]:
    """A run cut before and after its spaces; what is too long for any word is shaped in parts."""
    for word in re.findall(" +|[^ ]+", text):
        if len(word) <= _LONGEST_WORD:
            yield word
            continue
        part = ""
        for cluster in clusters(word):
            if len(part) + len(cluster) > _LONGEST_WORD and part:
                yield part
                part = ""
            part += cluster
        yield part


def _shaped_piece(text: str, font: EmbeddedFont, level: int) -> Piece:
    drawn, width = shaped(text, font, level % 2 == 1)
    return Piece(text, font, level, drawn, width, space=text.isspace())


@lru_cache(maxsize=20_000)
def shaped(text: str, font: EmbeddedFont, rtl: bool) -> tuple[str, float]:
    """What to draw for a text in one font, from left to right, and its width in thousandths of the size."""
    if not rtl and font.plain and text.isprintable() and max(text, default="a") < "\u0250":
        return text, font.stringWidth(text, 1000)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    uharfbuzz.shape(font.shaper, buffer)
    spoken = _spoken(text, [info.cluster for info in buffer.glyph_infos])
    drawn, shapes, total = "", [], 0.0
    for info, place, said in zip(buffer.glyph_infos, buffer.glyph_positions, spoken, strict=True):
        advance = font.thousandths(place.x_advance)
        if not said and not advance and info.codepoint == font.face.charToGlyph.get(0x20):
            continue  # a mark of presentation that has done its work
        char = said if len(said) == 1 and font.face.charToGlyph.get(ord(said)) == info.codepoint else None
        if char is None or ord(char) not in font.covers:
            char = font.code(info.codepoint, said, advance)
        drawn += char
        shapes.append(
            ShapeData(
                info.cluster, advance, 0, font.thousandths(place.x_offset), font.thousandths(place.y_offset),
                font.face.charWidths[ord(char)],
            )
        )  # fmt: skip
        total += advance
    return ShapedStr(drawn, shapeData=shapes), total  # type: ignore[arg-type]  # its stub names one shape, it is a list


def _spoken(text: str, starts: list[int]) -> list[str]:
    """The characters that each glyph stands for; of several glyphs for the same ones, the first."""
    edges = sorted(set(starts))
    ends = dict(zip(edges, [*edges[1:], len(text)], strict=True))
    seen: set[int] = set()
    said = []
    for start in starts:
        said.append("" if start in seen else text[start : ends[start]])
        seen.add(start)
    return said
