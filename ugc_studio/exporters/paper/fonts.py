"""The typefaces of papers: which one draws a character, embedded glyph by glyph, and read back as what was written."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import _

REGULAR, BOLD, ITALIC = "regular", "bold", "italic"
_FIRST_OWN_CODE = 0xF0000
"""Private codes beyond the first plane: more than any document needs, and no character of a typeface lies there."""


class EmbeddedFont(TTFont):
    """A TrueType font whose glyphs are taken by number, each standing for the characters that it was shaped from.

    reportlab hands out a code for each glyph that no single character stands for, and lets readers of the PDF see that
    code. Here each glyph gets a code of its own for what was written, and the PDF says so (``ToUnicode``): a ligature
    is copied and searched as its letters, a joined Arabic letter as the letter.
    """

    def __init__(self, name: str, path: Path, *, plain: bool = False) -> None:
        """``plain``: its letters need no shaping when they stand for themselves (Latin)."""
        super().__init__(name, str(path), asciiReadable=False)
        self.covers: frozenset[int] = frozenset(self.face.charToGlyph)
        self.plain = plain
        self._units = float(self.face.unitsPerEm)
        self.shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(path.read_bytes())))
        self._spoken: dict[int, str] = {}
        self._codes: dict[tuple[int, str], str] = {}
        self._lock = threading.Lock()

    def code(self, glyph: int, written: str, advance: float) -> str:
        """The private character that draws a glyph and is read back as ``written``; ``advance`` in thousandths."""
        with self._lock:
            known = self._codes.get((glyph, written))
            if known is None:
                number = _FIRST_OWN_CODE + len(self._codes)
                self.face.charToGlyph[number] = glyph
                self.face.charWidths[number] = advance
                self._spoken[number] = written
                known = self._codes[glyph, written] = chr(number)
            return known

    def thousandths(self, units: float) -> float:
        """A length of the typeface's design in thousandths of the size."""
        return units * 1000 / self._units

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Write the font into the document, with what each of its codes stands for."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        with self._lock:
            super().addObjects(doc)
            for number, subset in enumerate(subsets):
                internal = self._internal_name(doc, number)
                font = doc.idToObject["BasicFonts"].dict[internal]
                stream = doc.idToObject[font.ToUnicode.name]
                stream.content = _to_unicode([self._spoken.get(code, chr(code) if code else "") for code in subset])

    def _internal_name(self, doc: Any, subset: int) -> str:
        return f"{doc.fontMapping[self.fontName].removeprefix('/')}+{subset}"


def _to_unicode(spoken: list[str]) -> str:
    """A ToUnicode map (PDF 32000-1, 9.10.3) from the codes of a font to the texts that they stand for."""
    lines = [
        f"<{code:02X}> <{text.encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, text in enumerate(spoken)
        if text
    ]
    blocks = []
    for start in range(0, len(lines), 100):
        part = lines[start : start + 100]
        blocks += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
            "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
            *blocks,
            "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
        ]
    )  # fmt: skip


@dataclass(frozen=True)
class Typefaces:
    """The fonts of one weight in the order in which they are asked for a character; the first sets our own words."""

    main: EmbeddedFont
    fallbacks: tuple[EmbeddedFont, ...]
    emoji: EmbeddedFont

    def font_for(self, cluster: str) -> EmbeddedFont | None:
        """The font that has everything that can be seen of a cluster; ``None`` where no font has."""
        wanted = {ord(char) for char in cluster if char not in _UNSEEN}
        order: Iterable[EmbeddedFont] = (self.main, *self.fallbacks, self.emoji)
        if _EMOJI_MARKS.intersection(cluster):
            order = (self.emoji, self.main, *self.fallbacks)
        found = next((font for font in order if wanted <= font.covers), None)
        return found or next((font for font in _further() if wanted <= font.covers), None)


FURTHER = tuple(
    f"Sans {script}" if script else "Sans"
    for script in (
        "Symbols", "", "Armenian", "Georgian", "Devanagari", "Bengali", "Gujarati", "Gurmukhi", "Tamil", "Telugu",
        "Kannada", "Malayalam", "Sinhala", "Oriya", "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic",
    )
)  # fmt: skip
"""Members of the Noto family that are read only when a text needs them, in the order in which they are asked."""
_UNSEEN = frozenset("\u200c\u200d\u200e\u200f\ufe0e\ufe0f\u2060\ufeff\u00ad\u061c\u2066\u2067\u2068\u2069")
"""Joiners, marks of direction and of presentation: they have a say in how others look and no look of their own."""
_EMOJI_MARKS = frozenset("\ufe0f\u20e3\u200d")


@lru_cache(maxsize=8)
def typefaces(weight: str = REGULAR) -> Typefaces:
    """The typefaces of a weight, registered with reportlab and read from disk once."""
    with _READING:
        style = {REGULAR: "Regular", BOLD: "SemiBold", ITALIC: "Italic"}[weight]
        arabic = {REGULAR: "Regular", BOLD: "SemiBold", ITALIC: "Regular"}[weight]
        return Typefaces(
            main=_font(f"Fira Sans {style}", _package_file("fontpkg_fira_sans", f"FiraSans-{style}.ttf"), plain=True),
            fallbacks=(
                _font(
                    f"IBM Plex Sans Arabic {arabic}",
                    _package_file("fontpkg_ibm_plex_sans_arabic", f"IBMPlexSansArabic-{arabic}.ttf"),
                ),
                _noto("Sans Hebrew"),
            ),
            emoji=_noto("Emoji"),
        )


_READING = threading.RLock()


def _further() -> Iterable[EmbeddedFont]:
    yield _font("Inter", _package_file("fontpkg_inter", "Inter[opsz,wght].ttf"))  # it has stars and other signs
    yield from map(_noto, FURTHER)


def _noto(member: str) -> EmbeddedFont:
    """One member of the Noto family; its files hold all weights, and the regular one is drawn."""
    with _READING:
        file = _package_folder("manimgx_fonts") / f"Noto{member.replace(' ', '')}[wght].ttf"
        return _font(f"Noto {member}", file)


def _font(name: str, path: Path, *, plain: bool = False) -> EmbeddedFont:
    if name in pdfmetrics.getRegisteredFontNames():
        known = pdfmetrics.getFont(name)
        if isinstance(known, EmbeddedFont):
            return known
    if not path.is_file():
        raise StudioError(_("The typeface {name} is missing. Install the program again.", name=name))
    font = EmbeddedFont(name, path, plain=plain)
    pdfmetrics.registerFont(font)
    return font


def _package_file(package: str, name: str) -> Path:
    return _package_folder(package) / "files" / name


def _package_folder(package: str) -> Path:
    """Where a font package lies; it is never imported (it is data)."""
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    return Path(next(iter(folders))) if folders else Path(package)
