"""Texts to translate as a workbook, side by side; every cell is typed as text, so that none is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from ugc_studio.exporters.review.page import ReviewPage
from ugc_studio.exporters.review.words import words_for

MARK = "ugcreview"
"""Stands in the first cell, with the number of the review beside it."""
WIDTHS = (14, 8, 18, 60, 60)


def translation_xlsx(page: ReviewPage) -> bytes:
    """One row a text: a key that comes back with it, the number of the photo, which text it is, source and target."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(MARK)
    sheet.freeze_panes = "A3"
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    words = words_for(page.language).common
    _append(sheet, [MARK, page.uuid, "", page.title, page.recipient], bold=False)
    heads = ["", words["photo"], "", words["caption"], f"{words['translation']} ({page.target_code})"]
    _append(sheet, heads, bold=True)
    for item in page.items:
        for name, text in (item.texts or {}).items():
            if text:
                _append(sheet, [f"{name}:{item.sha256}", str(item.number), words[name], text, ""], bold=False)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _append(sheet: Any, values: Sequence[str], *, bold: bool) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"
        cell.number_format = "@"
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    sheet.append(cells)
