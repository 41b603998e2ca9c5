"""A sheet of all pictures with number, caption, credit and rights, to look at together or to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from ugc_studio import resources
from ugc_studio.domain.exports import ExportItem
from ugc_studio.domain.framing import Bounds, fitted
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.exporters.base import (
    Built,
    ExportRequest,
    PictureExporter,
    Workshop,
    disclosure,
    frame_of,
    job_for,
)
from ugc_studio.exporters.templates import rendered
from ugc_studio.media.renditions import RenditionJob, Size

LONG_EDGE = 720
QUALITY = 84


class ContactSheet(PictureExporter):
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

    @property
    def takes(self) -> tuple[str, ...]:
        """Its heading and its language too."""
        return ("title", "preset", "recipient", "language")

    def job_of(self, item: ExportItem, request: ExportRequest) -> RenditionJob:
        """One small picture."""
        box = frame_of(item, request.channel, request.options).box
        width, height = fitted(box.width, box.height, Bounds(long_edge=LONG_EDGE))
        return job_for(item, box, (Size(width, height, quality=QUALITY),))

    def build(self, items: Sequence[ExportItem], request: ExportRequest, workshop: Workshop) -> Built:
        """Write the small pictures, then the page about those that could be made."""
        built = Built()
        cells = []
        jobs = (self.job_of(item, request) for item in items)
        for item, (rendition,) in workshop.render(items, jobs, built):
            path = f"{self.folder}/{item.number:03}-{rendition.sha256[:10]}.jpg"
            built.files.append(workshop.write(path, rendition.data, asset_id=item.asset.id, main=True))
            cells.append(
                {"item": item, "path": path, "width": rendition.width, "height": rendition.height,
                 "disclosure": disclosure(item.use, request.translator)}
            )  # fmt: skip
        if cells:
            style = resources.path("templates", "sheet", "sheet.css").read_bytes()
            built.files += [
                workshop.write("sheet.css", style),
                workshop.write("index.html", _page(cells, request)),
            ]
        return built


def _page(cells: Sequence[Mapping[str, object]], request: ExportRequest) -> bytes:
    translator = request.translator
    return rendered(
        "sheet",
        "sheet.html",
        language=translator.language,
        title=request.title,
        count=translator(ngettext("{n} photo", "{n} photos", len(cells), n=len(cells))),
        day=translator.date(request.now.date()),
        cells=cells,
        until=lambda day: translator(_("Until {day}", day=day)),
    )
