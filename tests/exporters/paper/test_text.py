"""Text on papers: every script can be read, found and copied, and nothing is dropped without a trace."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ugc_studio.exporters.paper import bidi
from ugc_studio.exporters.paper.pieces import Unprintable, clusters
from ugc_studio.exporters.paper.text import TextStyle, Words, draw_text, width_of

WIDTH = 300.0


def page_of(text: str, *, size: float = 11, unprintable: Unprintable | None = None) -> bytes:
    """One page with a text on it."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 600))
    draw_text(canvas, text, x=50, top=580, width=WIDTH, style=TextStyle(size=size), unprintable=unprintable)
    canvas.save()
    return stream.getvalue()


def read(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def fonts_of(pdf: bytes) -> list[Any]:
    resources: Any = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]
    return [font.get_object() for font in resources["/Font"].values()]


def ink(pdf: bytes) -> int:
    """How many pixels of the first page are not white."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        grey = document[0].render(scale=1, grayscale=True).to_pil()
        return sum(count for value, count in enumerate(grey.histogram()) if value < 200)
    finally:
        document.close()


@pytest.mark.parametrize(
    "text",
    [
        "Été à la plage, œuvre d’Élise — « génial »",
        "مرحبا",
        "شكراً جزيلاً",
        "שלום",
        "🏖️",
        "★★★★☆ → ✓",
        "नमस्ते สวัสดี Բարեւ",
        "👩‍👩‍👧‍👦",
        "👍🏽",
        "🇫🇷",
        "1️⃣ ❤️",
        "Ж д Ω ấ ğ",
        "<b>bold?</b> & <script>alert(1)</script>",
    ],
)
def test_what_was_written_is_drawn_with_embedded_fonts_and_read_back(text: str) -> None:
    pdf = page_of(text)
    notes = Unprintable()
    Words(text, TextStyle(), WIDTH, unprintable=notes)
    assert not notes.shown
    assert sorted(read(pdf).split()) == sorted(text.split())
    assert ink(pdf) > 10
    used = {font["/BaseFont"]: font for font in fonts_of(pdf) if font["/BaseFont"] != "/Helvetica"}
    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used.values())


def test_arabic_letters_are_joined_and_ligated() -> None:
    alone = sum(width_of(letter, TextStyle(size=100)) for letter in "مرحبا")
    assert width_of("مرحبا", TextStyle(size=100)) < alone * 0.9
    assert width_of("لا", TextStyle(size=100)) < width_of("ل", TextStyle(size=100)) + width_of("ا", TextStyle(size=100))


def test_a_family_of_four_is_one_picture() -> None:
    assert list(clusters("a👩‍👩‍👧‍👦b🇫🇷🇧🇪é👍🏽")) == ["a", "👩‍👩‍👧‍👦", "b", "🇫🇷", "🇧🇪", "é", "👍🏽"]
    one, all_of_them = width_of("👩", TextStyle()), width_of("👩‍👩‍👧‍👦", TextStyle())
    assert all_of_them == pytest.approx(one)


def test_unknown_characters_are_boxes_with_their_code_and_a_note() -> None:
    notes = Unprintable()
    pdf = page_of("日本 \u202enot turned\u202c bell\x07 𝓛ove", unprintable=notes)
    assert "65E5" in "".join(read(pdf).split())
    shown = {code: (name, instead) for code, name, instead in notes.lines()}
    assert shown["U+65E5"][0].startswith("CJK")
    assert "U+202E" in shown
    assert "U+0007" in shown
    assert shown["U+1D4DB"] == ("MATHEMATICAL BOLD SCRIPT CAPITAL L", "L")
    assert "not turned" in read(pdf)


def test_a_lone_surrogate_and_other_broken_text_is_shown_too() -> None:
    notes = Unprintable()
    assert ink(page_of("\ud83d \ufffe \U000e0001 \U0010ffff", unprintable=notes)) > 10
    assert "\ud83d" in notes.shown


@pytest.mark.parametrize("text", ["x" * 100_000, "word " * 20_000, "مرحبا " * 16_000, "🏖️" * 20_000, "\n" * 5_000])
def test_endless_texts_are_broken_into_lines_that_fit(text: str) -> None:
    words = Words(text, TextStyle(), 500)
    assert all(line.width <= 500.5 for line in words.lines)
    kept = "".join(piece.text for line in words.lines for piece in line.pieces if not piece.space)
    if bidi.base_level(text) == 0:
        assert kept == "".join(text.split())
    else:
        assert len(kept) == len("".join(text.split()))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.floats(20, 400))
def test_no_visible_character_is_lost(text: str, width: float) -> None:
    notes = Unprintable()
    words = Words(text, TextStyle(), width, unprintable=notes)
    kept = sum(len(piece.text) for line in words.lines for piece in line.pieces if not piece.space)
    wanted = sum(1 for char in text if not char.isspace())
    grown = sum(len(instead) - 1 for char, instead in notes.shown.items() if instead for _ in range(text.count(char)))
    spaces = sum(text.count(char) for char, instead in notes.shown.items() if instead.isspace())
    assert kept >= wanted - spaces + min(grown, 0)


class TestOrder:
    def test_numbers_and_latin_words_keep_their_order_inside_arabic(self) -> None:
        text = "قال 123 ok (نعم)"
        order = bidi.visual_order(bidi.levels(text))
        seen = "".join(text[at] for at in order)
        assert "123" in seen
        assert "ok" in seen
        assert seen.endswith("لاق")

    def test_a_bracket_pair_faces_the_way_of_what_it_holds(self) -> None:
        text = "abc (אב) def"
        levels = bidi.levels(text)
        assert levels[text.index("(")] == levels[text.index(")")] == 0

    def test_our_own_sentence_stays_in_order_when_it_begins_with_an_arabic_name(self) -> None:
        ours = Words("ليلى gave it.", TextStyle(direction="ltr"), WIDTH).lines[0]
        theirs = Words("ليلى gave it.", TextStyle(), WIDTH).lines[0]
        assert ours.pieces[-1].text.endswith(".")
        assert (ours.rtl, theirs.rtl) == (False, True)

    def test_plain_text_is_left_alone(self) -> None:
        assert not bidi.has_rtl("Élise, 12 €")
        assert bidi.levels("abc 12") == [0] * 6

    @given(st.text(alphabet="abאبجו 12.,()-%$\u0301", max_size=30))
    def test_every_character_has_one_place(self, text: str) -> None:
        levels = bidi.levels(text)
        assert sorted(bidi.visual_order(levels)) == list(range(len(text)))
        assert all(0 <= level <= 2 for level in levels)
