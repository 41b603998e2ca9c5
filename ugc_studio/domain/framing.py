"""Which pixels of a picture are shown, and at which size; plain arithmetic, shared by plans and by the real thing.

Edges are rounded toward square: 1080 × 565 is 1.9115 and Instagram, whose limit is 1.91, refuses it; 1080 × 566 passes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ugc_studio.domain.channels import Channel, ImageRules, Preset
from ugc_studio.domain.galleries import Crop

EPSILON = 1e-6
STANDARD_LONG_EDGE = 2048


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def ratio(self) -> float:
        """Width divided by height."""
        return self.width / self.height


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a picture may become; ``None`` is no limit. Nothing is ever enlarged."""

    width: int | None = None
    height: int | None = None
    long_edge: int | None = None
    short_edge: int | None = None
    pixels: int | None = None


def crop_box(width: int, height: int, crop: Crop | None) -> Box:
    """The pixels of a crop of an upright picture of that size."""
    if crop is None or crop.is_whole:
        return Box(0, 0, width, height)
    return _box(
        left=crop.left * width,
        top=crop.top * height,
        wide=crop.width * width,
        high=crop.height * height,
        within=Box(0, 0, width, height),
    )


def cover_box(within: Box, ratio: float) -> Box:
    """The largest part of a box, around its middle, that has a given ratio (width / height)."""
    if within.ratio > ratio:
        wide, high = within.height * ratio, float(within.height)
    else:
        wide, high = float(within.width), within.width / ratio
    left = within.left + (within.width - wide) / 2
    top = within.top + (within.height - high) / 2
    return _box(left=left, top=top, wide=wide, high=high, within=within)


def _box(*, left: float, top: float, wide: float, high: float, within: Box) -> Box:
    if wide >= high:
        width, height = math.floor(wide + EPSILON), math.ceil(high - EPSILON)
    else:
        width, height = math.ceil(wide - EPSILON), math.floor(high + EPSILON)
    width = min(max(1, width), within.width)
    height = min(max(1, height), within.height)
    x = min(max(within.left, round(left)), within.left + within.width - width)
    y = min(max(within.top, round(top)), within.top + within.height - height)
    return Box(x, y, width, height)


def fitted(width: int, height: int, bounds: Bounds) -> tuple[int, int]:
    """The size of a picture inside bounds, never enlarged, its second edge rounded toward square."""
    scale = min(
        1.0,
        (bounds.width or width) / width,
        (bounds.height or height) / height,
        (bounds.long_edge or max(width, height)) / max(width, height),
        (bounds.short_edge or min(width, height)) / min(width, height),
        math.sqrt((bounds.pixels or width * height) / (width * height)),
    )
    if scale >= 1.0:
        return width, height
    across = max(1, math.floor(width * scale + EPSILON))
    exact = across * height / width
    down = math.ceil(exact - EPSILON) if width >= height else math.floor(exact + EPSILON)
    return across, max(1, down)


def channel_bounds(channel: Channel) -> Bounds:
    """How large pictures for a channel become when nothing is cut: its hard limits, else the size that is shown."""
    rules = channel.image
    if rules.max_width is not None:
        return Bounds(width=rules.max_width, pixels=rules.max_pixels)
    if rules.max_long_edge is not None:
        return Bounds(long_edge=rules.max_long_edge, short_edge=rules.max_short_edge, pixels=rules.max_pixels)
    preset = channel.default_preset
    sizes = [edge for edge in (preset.width, preset.height, preset.long_edge) if edge] if preset else []
    return Bounds(long_edge=max(sizes, default=STANDARD_LONG_EDGE), pixels=rules.max_pixels)


def preset_size(box: Box, preset: Preset) -> tuple[Box, tuple[int, int]]:
    """The part of a box that fills a preset's frame, and its size: the frame's, or smaller where pixels lack."""
    if preset.width is None or preset.height is None:
        return box, fitted(box.width, box.height, Bounds(long_edge=preset.long_edge))
    cover = cover_box(box, preset.width / preset.height)
    if cover.width >= preset.width and cover.height >= preset.height:
        return cover, (preset.width, preset.height)
    return cover, fitted(cover.width, cover.height, Bounds(width=preset.width, height=preset.height))


def size_faults(width: int, height: int, rules: ImageRules) -> list[str]:
    """Which limits of a channel a finished picture of that size misses: ``too_wide``, ``too_narrow``, ``too_small``."""
    ratio = width / height
    faults = []
    if rules.aspect_max is not None and ratio > rules.aspect_max:
        faults.append("too_wide")
    if rules.aspect_min is not None and ratio < rules.aspect_min:
        faults.append("too_narrow")
    if width < (rules.min_width or 0) or height < (rules.min_height or 0):
        faults.append("too_small")
    return faults
