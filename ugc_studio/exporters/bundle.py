"""A hand-over for partners, press or the archive: pictures with their rights inside, sheets, and a manifest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ugc_studio.domain.exports import ExportItem
from ugc_studio.domain.messages import Text, _
from ugc_studio.exporters.base import (
    Assessment,
    Built,
    ExportRequest,
    PictureExporter,
    Workshop,
    assess_post,
    picture_job,
    safe_name,
)
from ugc_studio.exporters.sheets import SheetRow, captions_csv, captions_xlsx, manifest_json
from ugc_studio.media.renditions import RenditionJob


class Bundle(PictureExporter):
    """Pictures in one folder, each with its rights; the policy of each is inside its file too."""

    id: ClassVar[str] = "bundle"
    implied_channel: ClassVar[str | None] = None
    reads_credit: ClassVar[bool] = True

    @property
    def name(self) -> Text:
        """What the product is called."""
        return _("Bundle")

    @property
    def makes(self) -> Text:
        """What comes out."""
        return _("Pictures with their rights inside, a sheet of captions and a manifest.")

    def assess(self, item: ExportItem, request: ExportRequest) -> Assessment:
        """Ratio, size and lengths are told for the channel; only what it cannot take keeps an item out."""
        return assess_post(item, request)

    def job_of(self, item: ExportItem, request: ExportRequest) -> RenditionJob:
        """The picture of the channel, with its policy inside."""
        return picture_job(item, request.channel, request.options, policy=True)

    def build(self, items: Sequence[ExportItem], request: ExportRequest, workshop: Workshop) -> Built:
        """Write the pictures, then the sheets about those that could be made."""
        built = Built()
        rows: list[SheetRow] = []
        jobs = (self.job_of(item, request) for item in items)
        for item, (rendition,) in workshop.render(items, jobs, built):
            path = f"{self.folder}/{item.number:03}-{item.asset.sha256[:10]}.{rendition.extension}"
            built.files.append(workshop.write(path, rendition.data, asset_id=item.asset.id, main=True))
            rows.append(SheetRow(item, path, rendition))
        if rows:
            name = safe_name(request.gallery.name)
            for path, data in (
                (f"{name}-captions.csv", captions_csv(rows, request, request.translator)),
                (f"{name}-captions.xlsx", captions_xlsx(rows, request, request.translator)),
                ("manifest.json", manifest_json(rows, request, self.id)),
            ):
                built.files.append(workshop.write(path, data))
        return built
