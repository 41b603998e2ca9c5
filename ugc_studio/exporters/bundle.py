"""A hand-over for partners, press or the archive: pictures with their rights inside, sheets, and a manifest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.channels import Enforce
from ugc_studio.domain.consent import Use
from ugc_studio.domain.counting import check_alt, check_text
from ugc_studio.domain.exports import ExportItem, RowReason
from ugc_studio.domain.messages import Text, _
from ugc_studio.exporters.base import (
    Assessment,
    Built,
    ExportRequest,
    Workshop,
    assess_picture,
    frame_of,
    full_text,
    picture_job,
    safe_name,
    with_crop,
)
from ugc_studio.exporters.sheets import SheetRow, captions_csv, captions_xlsx, manifest_json


class Bundle:
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

    def use_of(self, item: ExportItem, request: ExportRequest) -> Use:
        """The use with the crop, where there is one."""
        cut = frame_of(item, request.channel, request.options).cut
        return with_crop(request.use, cut=cut)

    def assess(self, item: ExportItem, request: ExportRequest) -> Assessment:
        """Ratio, size and lengths are told for the channel; only what it cannot take keeps an item out."""
        picture = assess_picture(item, request.channel, request.options)
        reasons, warnings = [*picture.reasons], [*picture.warnings]
        checks = (
            *check_text(full_text(item, request.translator), request.channel.text),
            *check_alt(item.item.alt_text, request.channel.alt),
        )
        for enforce, reason in checks:
            (reasons if enforce is Enforce.BLOCK else warnings).append(reason)
        return Assessment(tuple(reasons), tuple(warnings))

    def assess_all(self, items: Sequence[ExportItem], request: ExportRequest) -> dict[AssetId, list[RowReason]]:
        """Nothing that only shows together."""
        del items, request
        return {}

    def build(self, items: Sequence[ExportItem], request: ExportRequest, workshop: Workshop) -> Built:
        """Write the pictures, then the sheets about those that could be made."""
        built = Built()
        rows: list[SheetRow] = []
        jobs = (picture_job(item, request.channel, request.options, policy=True) for item in items)
        for item, (rendition,) in workshop.render(items, jobs, built):
            path = f"pictures/{item.number:03}-{item.asset.sha256[:10]}.{rendition.extension}"
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
