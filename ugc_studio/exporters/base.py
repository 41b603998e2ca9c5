"""What an exporter is: it says what it can take and what it would do to a picture, and builds a folder of files."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import ClassVar, Protocol

from ugc_studio.domain.assets import AssetId, AssetKind, Sha256
from ugc_studio.domain.channels import Channel, Enforce
from ugc_studio.domain.consent import Right, Use
from ugc_studio.domain.counting import check_alt, check_text
from ugc_studio.domain.exports import BuiltFile, ExportItem, ExportOptions, RowReason
from ugc_studio.domain.framing import Box, channel_bounds, crop_box, fitted, preset_size, size_faults
from ugc_studio.domain.galleries import Gallery
from ugc_studio.domain.media import Rejected
from ugc_studio.domain.messages import Text, Translator, _
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.jobs.context import JobContext
from ugc_studio.media.darkroom import Outcome
from ugc_studio.media.renditions import EXTENSIONS, Rendition, RenditionJob, Size

_UNSAFE = re.compile(r"[^a-z0-9]+")
JPEG_QUALITY = 92
_BYTES_A_PIXEL = {"avif": 0.09, "webp": 0.16, "jpeg": 0.28, "png": 1.6}
_ABOUT_METADATA = 6_000


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is exported, for which use, at which moment; ``brand`` is the name that readers see."""

    gallery: Gallery
    use: Use
    channel: Channel
    options: ExportOptions
    now: dt.datetime
    translator: Translator
    brand: str = ""

    @property
    def title(self) -> str:
        """What the result is called."""
        return self.options.title or self.gallery.name


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a destination says about one item: reasons keep it out, warnings are shown beside it."""

    reasons: tuple[RowReason, ...] = ()
    warnings: tuple[RowReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlined:
    """One item of an export that is not made yet: its number there, its main file, and when it goes out.

    The part of the name that comes from the bytes is still open.
    """

    item: ExportItem
    number: int
    file: str
    when: PlannedTime | None
    bytes: int
    """About what its pictures will take."""


@dataclass(slots=True)
class Built:
    """The files that were built, and the items that could not be (their original cannot be read any more)."""

    files: list[BuiltFile] = field(default_factory=list)
    failed: list[tuple[ExportItem, Rejected]] = field(default_factory=list)


class Renderer(Protocol):
    """Makes renditions, apart from this process; see :class:`ugc_studio.media.darkroom.Darkroom`."""

    def render(self, jobs: Iterable[RenditionJob]) -> Iterator[Outcome]:
        """Yield the outcome of each job, in their order."""


class Workshop:
    """The folder an export is built in, with what is needed to fill it; every file is on the disk when it returns."""

    def __init__(self, folder: Path, renderer: Renderer, context: JobContext) -> None:
        self.folder = folder
        self.renderer = renderer
        self.context = context

    def write(
        self,
        path: str,
        data: bytes,
        *,
        asset_id: AssetId | None = None,
        main: bool = False,
        url: str | None = None,
    ) -> BuiltFile:
        """Write one file of the export and flush it."""
        target = self.folder.joinpath(*PurePosixPath(path).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        return BuiltFile(path, Sha256(hashlib.sha256(data).hexdigest()), len(data), asset_id, main=main, url=url)

    def render(
        self, items: Sequence[ExportItem], jobs: Iterable[RenditionJob], built: Built
    ) -> Iterator[tuple[ExportItem, tuple[Rendition, ...]]]:
        """Yield each item with its renditions; items that cannot be read are put down as failed."""
        self.context.stage(_("Making pictures"), len(items))
        for item, outcome in zip(items, self.renderer.render(jobs), strict=True):
            self.context.check()
            self.context.advance()
            if isinstance(outcome, Rejected):
                built.failed.append((item, outcome))
            else:
                yield item, outcome


class Exporter(Protocol):
    """One kind of product."""

    id: ClassVar[str]
    implied_channel: ClassVar[str | None]
    """The channel that this product is by its nature (a web page is the website); otherwise a person names one."""
    reads_credit: ClassVar[bool]
    """Whether :meth:`assess` looks at the credit line; otherwise a plan need not work out rights."""
    folder: ClassVar[str]
    """Where its pictures lie in the export."""
    posts: ClassVar[bool]
    """Whether its lines are posts with a time, not pictures alone."""

    @property
    def takes(self) -> tuple[str, ...]:
        """The fields of :class:`ExportOptions` that make a difference here, in the order of a form."""

    @property
    def name(self) -> Text:
        """What the product is called, as its maker or we write it."""

    @property
    def makes(self) -> Text:
        """One sentence: what comes out."""

    def use_of(self, item: ExportItem, request: ExportRequest) -> Use:
        """The use to ask the gate about, with the alterations and the moment that this product really has."""

    def assess(self, item: ExportItem, request: ExportRequest) -> Assessment:
        """What keeps this item out, or is worth a look; writes nothing."""

    def assess_all(self, items: Sequence[ExportItem], request: ExportRequest) -> dict[AssetId, list[RowReason]]:
        """Warnings that only show when all items are seen together."""

    def outline(self, items: Sequence[ExportItem], request: ExportRequest) -> list[Outlined]:
        """What would be made of these items, in the order of the product; reads no picture."""

    def build(self, items: Sequence[ExportItem], request: ExportRequest, workshop: Workshop) -> Built:
        """Build all files; nothing of it is public yet."""


class PictureExporter:
    """What products do that show each picture for itself: the crop is asked for, and each is looked at alone."""

    folder: ClassVar[str] = "pictures"
    posts: ClassVar[bool] = False

    @property
    def takes(self) -> tuple[str, ...]:
        """What hand-overs to people ask."""
        return ("preset", "recipient", "language")

    def job_of(self, item: ExportItem, request: ExportRequest) -> RenditionJob:
        """How the pictures of an item are made."""
        return picture_job(item, request.channel, request.options)

    def outline(self, items: Sequence[ExportItem], request: ExportRequest) -> list[Outlined]:
        """Each item with its number in the gallery."""
        return [self.outlined(item, item.number, item.item.planned, request) for item in items]

    def outlined(
        self, item: ExportItem, number: int, when: PlannedTime | None, request: ExportRequest
    ) -> Outlined:
        """One item as it would be named."""
        sizes = self.job_of(item, request).sizes
        kind = next((size.format for size in sizes if size.format == "jpeg"), sizes[0].format)
        file = f"{self.folder}/{number:03}-….{EXTENSIONS[kind]}"
        return Outlined(item, number, file, when, sum(map(about_bytes, sizes)))

    def use_of(self, item: ExportItem, request: ExportRequest) -> Use:
        """The use with the crop, where there is one."""
        return with_crop(request.use, cut=frame_of(item, request.channel, request.options).cut)

    def assess(self, item: ExportItem, request: ExportRequest) -> Assessment:
        """Every photo is taken; what the channel thinks of it is worth a look."""
        return assess_picture(item, request.channel, request.options)

    def assess_all(self, items: Sequence[ExportItem], request: ExportRequest) -> dict[AssetId, list[RowReason]]:
        """Nothing that only shows together."""
        del items, request
        return {}


@dataclass(frozen=True, slots=True)
class Frame:
    """Which part of a picture is shown, and the size it gets."""

    box: Box
    width: int
    height: int
    cut: bool
    """Whether a part of the picture is left away: that is an adaptation, a smaller size is none."""


def frame_of(item: ExportItem, channel: Channel, options: ExportOptions) -> Frame:
    """How an item is shown on a channel: whole or as a person cropped it, unless a preset was asked for."""
    asset = item.asset
    box = crop_box(asset.width, asset.height, item.item.crop)
    preset = channel.preset(options.preset) if options.preset else None
    if preset is not None:
        shown, (width, height) = preset_size(box, preset)
    else:
        shown = box
        width, height = fitted(box.width, box.height, channel_bounds(channel))
    cut = (shown.width, shown.height) != (asset.width, asset.height)
    return Frame(shown, width, height, cut)


def with_crop(use: Use, *, cut: bool) -> Use:
    """The use with the crop among its alterations, where a picture is really cut."""
    if not cut or Right.CROP.value in use.alterations:
        return use
    return replace(use, alterations=use.alterations | {Right.CROP.value})


def assess_picture(item: ExportItem, channel: Channel, options: ExportOptions) -> Assessment:
    """What every product with pictures for a channel looks at: kind, ratio, size."""
    if item.asset.kind is not AssetKind.PHOTO:
        return Assessment((RowReason("video", _("Videos cannot be exported yet.")),))
    frame = frame_of(item, channel, options)
    reasons: list[RowReason] = []
    warnings: list[RowReason] = []
    for fault in size_faults(frame.width, frame.height, channel.image):
        reason = RowReason(fault, _size_text(fault, channel))
        (reasons if channel.image.enforce is Enforce.BLOCK else warnings).append(reason)
    if not item.item.alt_text and (channel.alt.supported or channel.surface in {"web", "email"}):
        warnings.append(RowReason("alt_missing", _("There is no description for people who do not see the photo.")))
    return Assessment(tuple(reasons), tuple(warnings))


def assess_post(item: ExportItem, request: ExportRequest) -> Assessment:
    """What products with texts for a channel look at: the picture, and the lengths of text and description."""
    picture = assess_picture(item, request.channel, request.options)
    reasons, warnings = [*picture.reasons], [*picture.warnings]
    checks = (
        *check_text(full_text(item, request.translator), request.channel.text),
        *check_alt(item.item.alt_text, request.channel.alt),
    )
    for enforce, reason in checks:
        (reasons if enforce is Enforce.BLOCK else warnings).append(reason)
    return Assessment(tuple(reasons), tuple(warnings))


def _size_text(fault: str, channel: Channel) -> Text:
    texts = {
        "too_wide": _("The photo is too wide for {channel}. Crop it first.", channel=channel.name),
        "too_narrow": _("The photo is too narrow for {channel}. Crop it first.", channel=channel.name),
        "too_small": _("The photo has too few pixels for {channel}.", channel=channel.name),
    }
    return texts[fault]


def picture_job(
    item: ExportItem, channel: Channel, options: ExportOptions, *, policy: bool = False, max_bytes: int | None = None
) -> RenditionJob:
    """The one picture that a channel gets of an item, under its cap in bytes and that of whoever takes it there."""
    frame = frame_of(item, channel, options)
    rules = channel.image
    cap = min((limit for limit in (rules.max_bytes, rules.target_bytes, max_bytes) if limit), default=None)
    kind = rules.format if rules.format in {"jpeg", "png", "webp", "avif"} else "jpeg"
    size = Size(frame.width, frame.height, kind, rules.jpeg_quality or JPEG_QUALITY, cap)
    return job_for(item, frame.box, (size,), policy=policy)


def about_bytes(size: Size) -> int:
    """About what a picture takes: a photo at the usual qualities needs so many bits a pixel."""
    guess = int(size.width * size.height * _BYTES_A_PIXEL.get(size.format, 0.3)) + _ABOUT_METADATA
    return min(guess, size.max_bytes) if size.max_bytes else guess


def job_for(item: ExportItem, box: Box, sizes: tuple[Size, ...], *, policy: bool = False) -> RenditionJob:
    """A rendition job for an item."""
    return RenditionJob(
        source=item.source,
        box=box,
        full_width=item.asset.width,
        full_height=item.asset.height,
        sizes=sizes,
        rights=item.rights,
        alt_text=item.item.alt_text,
        policy=policy,
    )


def safe_name(text: str, *, fallback: str = "gallery") -> str:
    """A file name of small ASCII letters, digits and hyphens, made of any text."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _UNSAFE.sub("-", plain)[:60].strip("-") or fallback


def disclosure(use: Use, translator: Translator) -> str | None:
    """The line that tells readers that something was given for a picture, where the use promises it."""
    return translator(_("Paid partnership")) if use.label else None


def full_text(item: ExportItem, translator: Translator) -> str:
    """The caption below the disclosure, with the credit line as it was granted; nothing that it says already."""
    caption = item.item.caption or ""
    lines = [disclosure(item.use, translator), caption, item.rights.credit_line]
    said = caption.casefold()
    return "\n\n".join(line for line in lines if line and (line is caption or line.casefold() not in said))
