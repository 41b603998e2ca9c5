"""Sheets for people: captions and rights as CSV and XLSX, and what was handed over as JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ugc_studio.domain.consent import Use
from ugc_studio.domain.exports import ExportItem
from ugc_studio.domain.messages import N_, Translator
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.exporters.base import ExportRequest, full_text
from ugc_studio.media.renditions import Rendition

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a cell for a formula (OWASP, with LF since 2025)."""
BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    N_("Number"),
    N_("File"),
    N_("Planned"),
    N_("Time zone"),
    N_("Text"),
    N_("Description"),
    N_("Credit"),
    N_("Rights"),
    N_("Rights end"),
    N_("Photo"),
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One exported picture as the sheets show it."""

    item: ExportItem
    file: str
    rendition: Rendition
    url: str | None = None
    time: PlannedTime | None = None
    """When it goes out on the clock of the use, as the tool is told."""


def _cells(row: SheetRow, request: ExportRequest) -> list[str | int | None]:
    item = row.item
    planned = row.time or (item.item.planned.seen_in(request.use.zone) if item.item.planned else None)
    return [
        item.number,
        row.file,
        planned.wall.strftime("%Y-%m-%d %H:%M") if planned else None,
        planned.zone if planned else None,
        full_text(item, request.translator),
        item.item.alt_text,
        item.rights.credit_line,
        item.rights.usage_terms,
        item.rights.licence_until.isoformat() if item.rights.licence_until else None,
        f"sha256:{item.asset.sha256}",
    ]


def captions_csv(rows: Sequence[SheetRow], request: ExportRequest, translator: Translator) -> bytes:
    """A sheet to read: cells that look like formulas begin with an apostrophe. Never fed to a scheduling tool."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([translator(column) for column in COLUMNS])
    for row in rows:
        writer.writerow([guarded(cell) for cell in _cells(row, request)])
    return (BYTE_ORDER_MARK + stream.getvalue()).encode("utf-8")


def guarded(cell: str | int | None) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA_STARTS) else text


def captions_xlsx(rows: Sequence[SheetRow], request: ExportRequest, translator: Translator) -> bytes:
    """The same sheet for Excel, with every text typed as text: nothing is a formula, nothing is turned into a date."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("captions")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJ", (8, 34, 18, 16, 60, 40, 30, 40, 12, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    heads = [WriteOnlyCell(sheet, translator(column)) for column in COLUMNS]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        cells = []
        for value in _cells(row, request):
            text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            cell = WriteOnlyCell(sheet, text)
            if isinstance(text, str):
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def manifest_json(rows: Sequence[SheetRow], request: ExportRequest, exporter: str) -> bytes:
    """What was handed over and on which ground, for machines; names of people are not in it."""
    document: dict[str, Any] = {
        "manifest": 1,
        "made": _instant(request.now),
        "exporter": exporter,
        "gallery": {"uuid": request.gallery.uuid, "name": request.gallery.name},
        "ledger_head": request.options.ledger_head,
        "use": use_json(request.use),
        "items": [_manifest_item(row) for row in rows],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _manifest_item(row: SheetRow) -> dict[str, Any]:
    item, rights = row.item, row.item.rights
    planned = row.time or item.item.planned
    return {
        "number": item.number,
        "asset": f"sha256:{item.asset.sha256}",
        "file": row.file,
        "sha256": row.rendition.sha256,
        "bytes": len(row.rendition.data),
        "width": row.rendition.width,
        "height": row.rendition.height,
        "url": row.url,
        "alt": item.item.alt_text,
        "crop": item.item.crop.as_list() if item.item.crop else None,
        "planned": _instant(planned.instant) if planned else None,
        "alterations": sorted(item.use.alterations),
        "publish_at": _instant(item.use.publish_at),
        "live_until": item.use.live_until.isoformat() if item.use.live_until else None,
        "window": {
            "from": rights.licence_from.isoformat() if rights.licence_from else None,
            "until": rights.licence_until.isoformat() if rights.licence_until else None,
        },
        "model_release": rights.model_release,
        "property_release": rights.property_release,
        "policy": rights.odrl,
    }


def use_json(use: Use) -> dict[str, Any]:
    """A use as JSON values."""
    return {
        "channel": use.channel,
        "medium": use.medium,
        "account": use.account,
        "brand": use.brand,
        "territories": sorted(use.territories),
        "purpose": use.purpose,
        "paid": use.paid,
        "alterations": sorted(use.alterations),
        "label": use.label,
        "contexts": sorted(use.contexts),
        "publish_at": _instant(use.publish_at),
        "live_until": use.live_until.isoformat() if use.live_until else None,
        "zone": use.zone,
    }


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
