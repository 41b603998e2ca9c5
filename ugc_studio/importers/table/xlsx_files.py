"""XLSX: the zip is measured before it is opened; no formula is evaluated, no outside link followed."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ugc_studio.domain.imports import ImportCode
from ugc_studio.importers.table.rows import (
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    Rows,
    Sheet,
    TableProblem,
    clean,
    too_large,
    too_many_rows,
)

MAX_FILE = 100_000_000
MAX_UNPACKED = 64_000_000
"""Bytes of XML in all; shared texts are held in memory."""
MAX_RATIO = 400
MAX_ENTRIES = 5_000
MAX_SHEETS = 20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_xlsx_tables(path: Path) -> list[Sheet]:
    """Open every visible sheet as rows; raises :class:`TableProblem`."""
    _measure(path)
    from openpyxl import load_workbook  # heavy, and most imports read no workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on styles and extensions that do not matter here
            # From memory: a read-only workbook keeps its file open until it is collected, whoever reads the rows.
            book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        links = {sheet.title: _links(path, getattr(sheet, "_worksheet_path", "")) for sheet in sheets[:MAX_SHEETS]}
    except Exception:  # noqa: BLE001 - openpyxl raises anything at a broken workbook
        raise TableProblem(ImportCode.TABLE_UNREADABLE, what="XLSX") from None
    return [Sheet(str(sheet.title), _rows(sheet, links[sheet.title])) for sheet in sheets[:MAX_SHEETS]]


def _measure(path: Path) -> None:
    try:
        if path.stat().st_size > MAX_FILE:
            raise too_large(MAX_FILE)
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise TableProblem(ImportCode.TABLE_UNREADABLE, what="XLSX") from None
    parts = [entry for entry in entries if not entry.filename.startswith("xl/media/")]
    unpacked = sum(entry.file_size for entry in parts)
    packed = max(1, sum(entry.compress_size for entry in parts))
    bomb = unpacked > 1_000_000 and unpacked / packed > MAX_RATIO
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or bomb:
        raise too_large(MAX_UNPACKED)
    if any(entry.flag_bits & 1 for entry in entries):
        raise TableProblem(ImportCode.TABLE_UNREADABLE, what="XLSX")


def _rows(sheet: Any, links: dict[tuple[int, int], str]) -> Rows:
    number = 0
    try:
        sheet.reset_dimensions()  # the size that a file claims is often wrong, and rows beyond it would be lost
        for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
            if number > MAX_ROWS:
                break
            blank = next((n for n, value in enumerate(reversed(values)) if value is not None), len(values))
            cells = enumerate(values[: len(values) - blank], start=1)  # rows are padded to the last column
            yield Row(number, tuple(_cell(value, links.get((number, at))) for at, value in cells))
    except Exception:  # noqa: BLE001 - openpyxl raises anything at a broken sheet
        raise TableProblem(ImportCode.TABLE_UNREADABLE, what="XLSX") from None
    if number > MAX_ROWS:
        raise too_many_rows()


def _cell(value: Any, link: str | None) -> str:
    if link:
        return clean(link)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds").removesuffix("T00:00:00")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return clean(value)


def _links(path: Path, part: str) -> dict[tuple[int, int], str]:
    """The web addresses behind the cells of a sheet, by row and column; the text of a cell may be anything."""
    from defusedxml import ElementTree
    from openpyxl.utils.cell import coordinate_to_tuple

    part = part.lstrip("/")
    relations = posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")
    with zipfile.ZipFile(path) as archive:
        if not part or relations not in archive.namelist():
            return {}
        with archive.open(relations) as stream:
            targets = {
                str(node.get("Id")): str(node.get("Target"))
                for node in ElementTree.parse(stream).iter()
                if str(node.get("Type", "")).endswith("/hyperlink")
            }
        found: dict[tuple[int, int], str] = {}
        with archive.open(part) as stream:
            for cell, target in _link_cells(ElementTree.iterparse(stream), targets):
                if ":" not in cell:
                    found[coordinate_to_tuple(cell)] = unquote(target) if "://" not in target else target
    return found


def _link_cells(events: Any, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    for _event, node in events:
        if node.tag.endswith("}hyperlink") and (target := targets.get(str(node.get(_RELATION)))):
            yield str(node.get("ref")), target
        elif node.tag.endswith(("}row", "}sheetData")):
            node.clear()
