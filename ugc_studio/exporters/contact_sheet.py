"""A sheet of all pictures with number, caption, credit and rights, to look at together or to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ugc_studio import resources
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Use
from ugc_studio.domain.exports import ExportItem, RowReason
from ugc_studio.domain.framing import Bounds, fitted
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.exporters.base import (
    Assessment,
    Built,
    ExportRequest,
    Workshop,
    assess_picture,
    disclosure,
    frame_of,
    job_for,
    with_crop,
)
from ugc_studio.media.renditions import Size

LONG_EDGE = 720
QUALITY = 84


class ContactSheet:
    """One page for A4 paper and any browser."""

    id: ClassVar[str] = "contact-sheet"
    implied_channel: ClassVar[str | None] = "internal"
    reads_credit: ClassVar[bool] = False

    @property
    def name(self) -> Text:
        """What the product is called."""
        return _("Contact sheet")

    @property
    def makes(self) -> Text:
        """What comes out."""
        return _("A page of small pictures with captions and rights, to print or to show around.")

    def use_of(self, item: ExportItem, request: ExportRequest) -> Use:
        """The use with the crop, where there is one."""
        cut = frame_of(item, request.channel, request.options).cut
        return with_crop(request.use, cut=cut)

    def assess(self, item: ExportItem, request: ExportRequest) -> Assessment:
        """A sheet takes every photo."""
        return assess_picture(item, request.channel, request.options)

    def assess_all(self, items: Sequence[ExportItem], request: ExportRequest) -> dict[AssetId, list[RowReason]]:
        """Nothing that only shows together."""
        del items, request
        return {}

    def build(self, items: Sequence[ExportItem], request: ExportRequest, workshop: Workshop) -> Built:
        """Write the small pictures, then the page."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        built = Built()
        cells = []
        frames = [frame_of(item, request.channel, request.options) for item in items]
        jobs = (
            job_for(item, frame.box, (Size(*fitted(frame.box.width, frame.box.height, Bounds(long_edge=LONG_EDGE)),
                                           quality=QUALITY),))
            for item, frame in zip(items, frames, strict=True)
        )  # fmt: skip
        for item, (rendition,) in workshop.render(items, jobs, built):
            path = f"pictures/{item.number:03}-{rendition.sha256[:10]}.jpg"
            built.files.append(workshop.write(path, rendition.data, asset_id=item.asset.id, main=True))
            cells.append(
                {"item": item, "path": path, "width": rendition.width, "height": rendition.height,
                 "disclosure": disclosure(item.use, request.translator)}
            )  # fmt: skip
        if cells:
            environment = Environment(
                loader=FileSystemLoader(resources.path("templates", "sheet")),
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
            )
            translator = request.translator
            count = translator(ngettext("{n} photo", "{n} photos", len(cells), n=len(cells)))
            html = environment.get_template("sheet.html").render(
                language=translator.language,
                title=request.title,
                count=count,
                day=translator.date(request.now.date()),
                cells=cells,
                until=lambda day: translator(_("Until {day}", day=day)),
            )
            style = resources.path("templates", "sheet", "sheet.css").read_bytes()
            built.files += [
                workshop.write("sheet.css", style),
                workshop.write("index.html", html.encode("utf-8", "replace")),
            ]
        return built
