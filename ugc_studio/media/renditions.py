"""Makes the pictures that leave the library: rebuilt from pixels, so that nothing private rides along.

Each original is decoded once, cut, reduced, and written in as many sizes and formats as are wanted, in sRGB, upright,
without any metadata but the rights it is given.
"""

from __future__ import annotations

import functools
import hashlib
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import Sha256
from ugc_studio.domain.framing import Box
from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.media.edge import guarded
from ugc_studio.media.limits import DEFAULT_LIMITS, Limits
from ugc_studio.media.rights_metadata import iim_block, with_jpeg_metadata, xmp_packet

if TYPE_CHECKING:
    from PIL import Image

    from ugc_studio.media.fingerprint import Pixels

EXTENSIONS = {"jpeg": "jpg", "webp": "webp", "avif": "avif", "png": "png", "tiff": "tif", "gif": "gif"}
_QUALITY_STEP = 8
_LEAST_QUALITY = 60
_SHRINK = 0.9
_ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class Size:
    """One wanted rendition: pixels, format (``jpeg``, ``webp``, ``avif``, ``png``), quality, and a cap in bytes."""

    width: int
    height: int
    format: str = "jpeg"
    quality: int = 92
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class RenditionJob:
    """One original and everything that is wanted of it; ``box`` is in upright pixels of the full picture."""

    source: Path
    box: Box
    full_width: int
    full_height: int
    sizes: tuple[Size, ...]
    rights: RightsStatement
    alt_text: str | None = None
    policy: bool = False


@dataclass(frozen=True, slots=True)
class Rendition:
    """A finished picture."""

    data: bytes
    sha256: Sha256
    width: int
    height: int
    format: str
    colour: int = 0x808080

    @property
    def extension(self) -> str:
        """The ending of its file name, without a dot."""
        return EXTENSIONS[self.format]


def render(job: RenditionJob, limits: Limits = DEFAULT_LIMITS) -> tuple[Rendition, ...] | Rejected:
    """Make all wanted sizes of one original; only for export processes. Whatever happens, nothing is raised."""
    return guarded(lambda: tuple(_render(job, limits)))


def _render(job: RenditionJob, limits: Limits) -> Iterator[Rendition]:
    from ugc_studio.media.fingerprint import mean_colour
    from ugc_studio.media.pixels import UnusableError, load_upright

    whole = load_upright(job.source, limits=limits)
    if whole.shape[:2] != (job.full_height, job.full_width):
        raise UnusableError(RejectCode.DECODE_FAILED)  # not the picture that was planned with
    box = job.box
    part = whole[box.top : box.top + box.height, box.left : box.left + box.width]
    colour = mean_colour(part)
    xmp = xmp_packet(job.rights, alt_text=job.alt_text, policy=job.policy)
    iim = iim_block(job.rights)
    scaled: dict[tuple[int, int], Image.Image] = {}
    for size in job.sizes:
        key = (size.width, size.height)
        if key not in scaled:
            scaled = {key: _image(_resized(part, *key))}
        yield _within_bytes(scaled[key], size, xmp=xmp, iim=iim, colour=colour)


def _resized(part: Pixels, width: int, height: int) -> Pixels:
    import cv2
    import numpy as np

    if part.shape[:2] == (height, width):
        return part
    return np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _image(bgr: Pixels) -> Image.Image:
    import numpy as np
    from PIL import Image

    return Image.fromarray(np.ascontiguousarray(bgr[..., ::-1]))


def _within_bytes(image: Image.Image, size: Size, *, xmp: bytes, iim: bytes, colour: int) -> Rendition:
    """Encode; over the cap, first with less quality, then smaller, the second edge rounded toward square."""
    quality, width, height = size.quality, size.width, size.height
    for _attempt in range(_ATTEMPTS):
        data = _encode(image, size.format, quality, xmp=xmp, iim=iim)
        if size.max_bytes is None or len(data) <= size.max_bytes:
            break
        if quality > _LEAST_QUALITY and size.format != "png":
            quality = max(_LEAST_QUALITY, quality - _QUALITY_STEP)
            continue
        width = max(1, math.floor(width * _SHRINK))
        exact = width * size.height / size.width
        height = max(1, math.ceil(exact) if size.width >= size.height else math.floor(exact))
        image = image.resize((width, height), reducing_gap=3.0)
    return Rendition(data, Sha256(hashlib.sha256(data).hexdigest()), image.width, image.height, size.format, colour)


def _encode(image: Image.Image, kind: str, quality: int, *, xmp: bytes, iim: bytes) -> bytes:
    stream = io.BytesIO()
    profile = _srgb_profile()
    if kind == "jpeg":
        image.save(stream, "JPEG", quality=quality, optimize=True, progressive=True, icc_profile=profile)
        return with_jpeg_metadata(stream.getvalue(), xmp=xmp, iim=iim)
    options: dict[str, Any] = {"icc_profile": profile, "xmp": xmp}
    if kind == "png":
        from PIL.PngImagePlugin import PngInfo

        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", xmp.decode("utf-8"))
        options = {"icc_profile": profile, "pnginfo": text, "optimize": True}
    elif kind == "webp":
        options |= {"quality": quality, "method": 3}
    elif kind == "avif":
        options |= {"quality": quality, "speed": 9, "max_threads": 1}
    else:
        raise ValueError(f"no writer for {kind}")
    image.save(stream, kind.upper(), **options)
    return stream.getvalue()


@functools.cache
def _srgb_profile() -> bytes:
    """LittleCMS's sRGB profile with its time of making set to nothing, so that equal pictures are equal files."""
    from PIL import ImageCms

    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:24] + b"\x07\xea\0\x01\0\x01\0\0\0\0\0\0" + made[36:84] + b"\0" * 16 + made[100:]
