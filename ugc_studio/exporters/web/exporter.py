"""Builds the web gallery: pictures in sizes and formats for every screen, one page, one style sheet, no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from ugc_studio.domain.exports import ExportItem
from ugc_studio.domain.framing import Bounds, Box, fitted
from ugc_studio.domain.messages import Text, _
from ugc_studio.exporters.base import (
    Built,
    ExportRequest,
    PictureExporter,
    Workshop,
    frame_of,
    job_for,
)
from ugc_studio.exporters.web.page import Photo, Picture, page_html, rights_address, style_sheet
from ugc_studio.media.renditions import Rendition, RenditionJob, Size

WIDTHS = (320, 480, 640, 960, 1280, 1600, 2048)
FORMATS = (("avif", 58), ("webp", 78), ("jpeg", 84))
"""Best first, with the quality at which they look alike."""
_NEAR = 0.85
"""A picture's own width is added where the next smaller step is under this part of it."""


class WebGallery(PictureExporter):
    """A page that works from a disk, under any address, and without scripts."""

    id: ClassVar[str] = "web"
    implied_channel: ClassVar[str | None] = "website_gallery"
    reads_credit: ClassVar[bool] = False
    folder: ClassVar[str] = "photos"

    @property
    def name(self) -> Text:
        """What the product is called."""
        return _("Web gallery")

    @property
    def makes(self) -> Text:
        """What comes out."""
        return _("A web page that works without scripts, also from a disk.")

    @property
    def takes(self) -> tuple[str, ...]:
        """What a page asks."""
        return ("title", "language", "preset", "media_base", "index")

    def job_of(self, item: ExportItem, request: ExportRequest) -> RenditionJob:
        """Every size in every format."""
        return web_job(item, request)

    def build(self, items: Sequence[ExportItem], request: ExportRequest, workshop: Workshop) -> Built:
        """Write the pictures, then the page about those that could be made."""
        built = Built()
        address = rights_address(request)
        items = [
            replace(item, rights=replace(item.rights, web_statement=item.rights.web_statement or address))
            for item in items
        ]
        jobs = (web_job(item, request) for item in items)
        photos = [
            _write_pictures(item, renditions, workshop, built)
            for item, renditions in workshop.render(items, jobs, built)
        ]
        if photos:
            sheet = workshop.write(*style_sheet(photos))
            html = page_html(photos, request, style=sheet.path)
            built.files += [sheet, workshop.write("index.html", html)]
        return built


@dataclass(frozen=True, slots=True)
class _Name:
    stem: str
    rendition: Rendition

    @property
    def path(self) -> str:
        # the hash changes with the bytes, so a server may let browsers keep the file for ever
        one = self.rendition
        return f"photos/{self.stem}-{one.width}-{one.sha256[:10]}.{one.extension}"


def web_job(item: ExportItem, request: ExportRequest) -> RenditionJob:
    """Every size in every format, the widest first so that each is made from pixels that are there already."""
    frame = frame_of(item, request.channel, request.options)
    sizes = tuple(
        Size(width, height, kind, quality)
        for width, height in web_sizes(frame.box, request.channel.image.srcset_widths or WIDTHS)
        for kind, quality in FORMATS
    )
    return job_for(item, frame.box, sizes)


def web_sizes(box: Box, widths: Sequence[int]) -> list[tuple[int, int]]:
    """Widths of a ``srcset`` with their heights, widest first; nothing is enlarged."""
    steps = [width for width in widths if width <= box.width]
    if box.width < max(widths) and (not steps or steps[-1] < box.width * _NEAR):
        steps.append(box.width)
    return [fitted(box.width, box.height, Bounds(width=width)) for width in sorted(steps, reverse=True)]


def _write_pictures(item: ExportItem, renditions: Sequence[Rendition], workshop: Workshop, built: Built) -> Photo:
    stem = f"{item.number:03}"
    pictures = []
    main = next(one for one in renditions if one.format == "jpeg")  # the widest JPEG
    for rendition in renditions:
        path = _Name(stem, rendition).path
        is_main = rendition is main
        built.files.append(workshop.write(path, rendition.data, asset_id=item.asset.id, main=is_main))
        pictures.append(Picture(path, rendition.format, rendition.width, rendition.height, rendition.sha256))
    return Photo(item, tuple(pictures), main.colour)
