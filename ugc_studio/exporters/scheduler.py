"""Hand-overs for scheduling tools: the import file in parts, the pictures, and what a person needs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar
from urllib.parse import urlsplit

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Use
from ugc_studio.domain.errors import StudioError, UsageError
from ugc_studio.domain.exports import ExportItem, RowReason
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.schedule import ClockProblem, PlannedTime
from ugc_studio.domain.scheduling import (
    Fault,
    SchedulePost,
    SchedulerFormat,
    check_address,
    check_time,
    fault_reason,
)
from ugc_studio.exporters.base import (
    Assessment,
    Built,
    ExportRequest,
    Outlined,
    PictureExporter,
    Workshop,
    assess_post,
    full_text,
    picture_job,
)
from ugc_studio.exporters.sheets import SheetRow, captions_csv, captions_xlsx, manifest_json
from ugc_studio.media.renditions import RenditionJob

MEDIA = "media"


class SchedulerExport(PictureExporter):
    """One scheduling tool. Whole file or nothing: what was written is read back as the tool would read it."""

    id: ClassVar[str] = "scheduler"
    implied_channel: ClassVar[str | None] = None
    reads_credit: ClassVar[bool] = True
    folder: ClassVar[str] = MEDIA
    posts: ClassVar[bool] = True

    def __init__(self, tool: SchedulerFormat) -> None:
        self.id = tool.id  # type: ignore[misc]  # one class serves every tool
        self._tool = tool

    @property
    def name(self) -> Text:
        """The tool's own name."""
        return Text(self._tool.dialect.name)

    @property
    def makes(self) -> Text:
        """What comes out."""
        if self._tool.dialect.media.by_address:
            return _("An import file for {tool} with addresses of the pictures, and the pictures.", tool=self.name)
        return _("An import file for {tool}, and the pictures numbered in the order of its rows.", tool=self.name)

    @property
    def takes(self) -> tuple[str, ...]:
        """What this tool needs to be told."""
        address = ("media_base",) if self._tool.dialect.media.by_address else ()
        order = ("day_first",) if self._tool.id == "hootsuite" else ()
        return (*address, *order, "preset", "language")

    def job_of(self, item: ExportItem, request: ExportRequest) -> RenditionJob:
        """One picture, no larger than the tool takes."""
        return picture_job(item, request.channel, request.options, max_bytes=self._tool.dialect.media.max_bytes)

    def outline(self, items: Sequence[ExportItem], request: ExportRequest) -> list[Outlined]:
        """The rows in the order of time, on the clock of the account."""
        return [
            self.outlined(item, item.number, self._time(item, request), request)
            for item in self._in_order(items, request)
        ]

    def use_of(self, item: ExportItem, request: ExportRequest) -> Use:
        """The use from the moment of the post; pictures at a public address are public from now on."""
        time = self._time(item, request)
        return replace(
            super().use_of(item, request),
            publish_at=time.instant if time and time.problem is not ClockProblem.GAP else request.use.publish_at,
            uploaded_at=request.now if self._tool.dialect.media.by_address else None,
        )

    def assess(self, item: ExportItem, request: ExportRequest) -> Assessment:
        """Picture, text, time and address, as the tool and the network want them."""
        dialect = self._tool.dialect
        post = assess_post(item, request)
        reasons, warnings = [*post.reasons], [*post.warnings]
        if item.item.alt_text:
            warnings.append(
                RowReason("alt_by_hand", _("{tool} does not take the description: add it by hand.", tool=self.name))
            )
        if not full_text(item, request.translator).strip() and not dialect.media.by_address:
            reasons.append(fault_reason(Fault.NO_CONTENT, dialect))
        self._assess_time(item, request, reasons, warnings)
        if dialect.media.by_address:
            self._assess_address(item, request, reasons)
        return Assessment(tuple(reasons), tuple(warnings))

    def _assess_time(
        self, item: ExportItem, request: ExportRequest, reasons: list[RowReason], warnings: list[RowReason]
    ) -> None:
        dialect = self._tool.dialect
        planned, time = item.item.planned, self._time(item, request)
        if planned is None or time is None:
            if dialect.empty_time is None:
                reasons.append(fault_reason(Fault.NO_DATE, dialect))
            return
        if planned.problem is ClockProblem.GAP:  # moving it to another zone would hide that
            reasons.append(fault_reason(Fault.CLOCK_GAP, dialect))
            return
        refused, flagged = check_time(time, dialect, request.now)
        reasons += [fault_reason(fault, dialect) for fault in refused]
        warnings += [fault_reason(fault, dialect) for fault in flagged]
        if time.wall.minute != planned.seen_in(time.zone).wall.minute:
            moved = ngettext(
                "Moved to {time}: {tool} takes steps of {minutes} minute.",
                "Moved to {time}: {tool} takes steps of {minutes} minutes.",
                dialect.minute_step, time=f"{time.wall:%H:%M}", tool=self.name, minutes=dialect.minute_step,
            )  # fmt: skip
            warnings.append(RowReason("time_moved", moved))

    def _assess_address(self, item: ExportItem, request: ExportRequest, reasons: list[RowReason]) -> None:
        dialect = self._tool.dialect
        if request.options.media_base is None:
            text = _("{tool} fetches pictures from a public address. Say where they will lie with --media-base.",
                     tool=self.name)  # fmt: skip
            reasons.append(RowReason("needs_public_link", text))
            return
        name = f"{item.number:03}-{'0' * 10}.jpg"
        fault = check_address(media_address(request.options.media_base, name), dialect.media.extensions)
        if fault is not None:
            reasons.append(fault_reason(fault, dialect))

    def assess_all(self, items: Sequence[ExportItem], request: ExportRequest) -> dict[AssetId, list[RowReason]]:
        """Two posts in the same minute on one channel."""
        seen: dict[PlannedTime, AssetId] = {}
        found: dict[AssetId, list[RowReason]] = {}
        for item in items:
            time = self._time(item, request)
            if time is not None and seen.setdefault(time, item.asset.id) != item.asset.id:
                found[item.asset.id] = [fault_reason(Fault.SAME_MINUTE, self._tool.dialect)]
        return found

    def build(self, items: Sequence[ExportItem], request: ExportRequest, workshop: Workshop) -> Built:
        """Write pictures, sheets and the import file in parts, in the order of time."""
        built = Built()
        rows: list[SheetRow] = []
        numbered = self._in_order(items, request)
        jobs = (self.job_of(item, request) for item in numbered)
        for item, (rendition,) in workshop.render(numbered, jobs, built):
            name = f"{item.number:03}-{rendition.sha256[:10]}.{rendition.extension}"
            base = request.options.media_base if self._tool.dialect.media.by_address else None
            url = media_address(base, name) if base else None
            path = f"{self.folder}/{name}"
            built.files.append(workshop.write(path, rendition.data, asset_id=item.asset.id, main=True, url=url))
            rows.append(SheetRow(item, path, rendition, url, self._time(item, request)))
        if rows:
            self._write_sheets(rows, request, workshop, built)
        return built

    def _write_sheets(self, rows: Sequence[SheetRow], request: ExportRequest, workshop: Workshop, built: Built) -> None:
        size = self._tool.dialect.max_rows or len(rows)
        parts = [rows[start : start + size] for start in range(0, len(rows), size)]
        names = []
        for number, part in enumerate(parts, 1):
            name = self._file_name(request, number, len(parts))
            built.files.append(workshop.write(name, self._part(part, request)))
            names.append(name)
        readme = self._readme(names, request)
        for path, data in (
            ("captions.csv", captions_csv(rows, request, request.translator)),
            ("captions.xlsx", captions_xlsx(rows, request, request.translator)),
            ("manifest.json", manifest_json(rows, request, self.id)),
            ("README.txt", readme.replace("\n", "\r\n").encode("utf-8")),
        ):
            built.files.append(workshop.write(path, data))

    def _part(self, rows: Sequence[SheetRow], request: ExportRequest) -> bytes:
        posts = [
            SchedulePost(full_text(row.item, request.translator), row.time, image_url=row.url or "") for row in rows
        ]
        day_first = request.options.day_first
        data = self._tool.write(posts, day_first=day_first)
        findings = self._tool.check(data, zone=request.use.zone, now=request.now, day_first=day_first)
        if findings:
            raise StudioError(fault_reason(findings[0].fault, self._tool.dialect).text)
        return data

    def _file_name(self, request: ExportRequest, number: int, count: int) -> str:
        order = ("DDMM" if request.options.day_first else "MMDD") + "_" if self._tool.id == "hootsuite" else ""
        part = f"_{number:02}" if count > 1 else ""
        return f"{self._tool.id}_{order}{request.use.zone.replace('/', '-')}{part}.csv"

    def _readme(self, names: Sequence[str], request: ExportRequest) -> str:
        tool, zone = self.name, request.use.zone
        lines: list[Text] = [
            _("{tool}: {gallery}", tool=tool, gallery=request.title),
            _("Times are on the clock of {zone}. Check that {tool} is set to it.", zone=zone, tool=tool),
            _("Upload these files in this order: {files}", files=list(names)),
        ]
        if self._tool.dialect.media.by_address:
            base = request.options.media_base or ""
            lines.append(_("Before that, put the folder media at {address}, and keep it there until the day after the "
                           "last post.", address=base))  # fmt: skip
        else:
            lines.append(_("Add the pictures of the folder media in the review: their numbers follow the rows."))
        if self._tool.id == "hootsuite":
            chosen = _("day/month/year") if request.options.day_first else _("month/day/year")
            lines.append(_("In the upload dialog choose the date format {format}.", format=chosen))
        lines.append(
            _(
                "Do not open the import file in a spreadsheet and save it again: that changes dates and accents. "
                "To read it, open captions.xlsx."
            )
        )
        return "\n\n".join(request.translator(line) for line in lines) + "\n"

    def _time(self, item: ExportItem, request: ExportRequest) -> PlannedTime | None:
        planned = item.item.planned
        if planned is None:
            return None
        return planned.seen_in(request.use.zone).rounded_up(self._tool.dialect.minute_step)

    def _in_order(self, items: Sequence[ExportItem], request: ExportRequest) -> list[ExportItem]:
        """The items numbered in the order of time."""
        ordered = sorted(items, key=lambda item: (self._sort_key(item, request), item.number))
        return [replace(item, number=number) for number, item in enumerate(ordered, 1)]

    def _sort_key(self, item: ExportItem, request: ExportRequest) -> str:
        time = self._time(item, request)
        return time.instant.isoformat() if time else "9999"


def media_address(base: str, name: str) -> str:
    """Where a picture will lie."""
    return f"{base.rstrip('/')}/{name}"


def check_media_base(base: str) -> str:
    """A folder's address as tools can fetch from; raises :class:`UsageError`."""
    fault = check_address(f"{base.rstrip('/')}/a.jpg", ("jpg",))
    if fault is None and not urlsplit(base).fragment:
        return base
    texts = {
        Fault.ADDRESS_NOT_HTTPS: _("{address} cannot be used: it must begin with https.", address=base),
        Fault.ADDRESS_PRIVATE: _("{address} cannot be used: it cannot be reached from outside.", address=base),
        Fault.ADDRESS_CHARACTERS: _(
            "{address} cannot be used: it has characters that tools cannot read.", address=base
        ),
    }
    folder = _("{address} cannot be used: it must be the address of a folder, without ? or #.", address=base)
    raise UsageError(texts.get(fault, folder) if fault else folder)
