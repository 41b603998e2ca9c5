"""Pages: everything finds room, tables begin again on each page, and every page says which one it is."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pypdf
import pypdfium2
import pytest
from PIL import Image

from ugc_studio.exporters.paper.document import (
    Beside,
    Block,
    Callout,
    Column,
    Document,
    Facts,
    Heading,
    NewPage,
    Paragraph,
    Picture,
    Quote,
    Table,
    Tone,
    Words,
)
from ugc_studio.exporters.paper.sheet import write_pdf

WORDS = Words("Page {page} of {pages}", "Characters that are missing", "drawn as {char}", "drawn as a box")
LONG = "parole " * 4_000


def printed(blocks: Iterable[Block], *, landscape: bool = False) -> tuple[bytes, list[str]]:
    """The file, and the words of each page."""
    stream = io.BytesIO()
    document = Document("A paper", "About", "fr", "Ledger head 7", blocks, WORDS, landscape=landscape)
    pages = write_pdf(document, stream)
    reader = pypdf.PdfReader(stream)
    assert len(reader.pages) == pages
    return stream.getvalue(), [" ".join(page.extract_text().split()) for page in reader.pages]


def jpeg(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#3366aa").save(stream, "JPEG")
    return stream.getvalue()


def test_each_page_says_its_number_and_speaks_of_one_state_of_the_ledger() -> None:
    data, pages = printed([Paragraph("one"), NewPage(), Paragraph("two"), NewPage(), NewPage(), Paragraph("three")])
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert "Ledger head 7" in page
        assert f"Page {number} of 3" in page
    info = pypdf.PdfReader(io.BytesIO(data))
    assert info.metadata is not None
    assert info.metadata.title == "A paper"
    assert info.trailer["/Root"]["/Lang"] == "fr"  # type: ignore[index]  # a dictionary, says the format


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(LONG),
        Quote(LONG, "Léa"),
        Callout("Blocked", [LONG], Tone.BAD),
        Facts([("Caption", LONG)]),
        Table([Column("A"), Column("B", 3)], [["x", LONG]]),
        Beside(Picture(jpeg(300, 200), "one"), Facts([("Caption", LONG)])),
    ],
)
@pytest.mark.parametrize("landscape", [False, True])
def test_what_is_longer_than_a_page_goes_on_and_is_whole(block: Block, landscape: bool) -> None:
    _data, pages = printed([Heading("Part"), block, Paragraph("the end")], landscape=landscape)
    assert sum(page.count("parole") for page in pages) == 4_000
    assert "the end" in pages[-1]


def test_a_table_repeats_its_heads_and_reads_its_rows_one_by_one() -> None:
    asked: list[int] = []

    def rows() -> Iterable[list[str]]:
        for number in range(200):
            asked.append(number)
            yield [str(number), "words " * (number % 40)]

    _data, pages = printed([Table([Column("Number"), Column("Words", 4)], rows(), "none")])
    assert len(asked) == 200
    assert len(pages) > 3
    assert all("Number Words" in page for page in pages)


def test_an_empty_table_says_so() -> None:
    _data, pages = printed([Table([Column("Number")], [], "Nothing was recorded.")])
    assert "Nothing was recorded." in pages[0]


def test_nothing_is_drawn_outside_the_margins() -> None:
    blocks: list[Block] = [
        Callout("A title " * 30, ["line " * 60], Tone.GOOD),
        Facts([("label " * 12, "value " * 90)]),
        Table([Column("Very long heading " * 3)] * 9, [["w" * 400] * 9] * 4),
        Picture(jpeg(2000, 100), "wide"),
        Picture(None, "no picture"),
        Picture(jpeg(100, 2000), "high"),
        Quote("مرحبا " * 300, "עברית " * 40),
    ]
    data, _pages = printed(blocks)
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            grey = page.render(scale=1, grayscale=True).to_pil()
            width, height = grey.size
            for strip in ((0, 0, 44, height), (width - 44, 0, width, height), (0, height - 36, width, height)):
                assert grey.crop(strip).getextrema()[0] > 250
    finally:
        document.close()


def test_characters_that_are_missing_are_named_at_the_end() -> None:
    _data, pages = printed([Paragraph("東京 and 𝓛")])
    assert "Characters that are missing" in pages[-1]
    assert "U+6771 CJK UNIFIED IDEOGRAPH-6771 – drawn as a box" in pages[-1]
    assert "drawn as L" in pages[-1]
