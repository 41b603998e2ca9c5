"""Decodes pictures into upright sRGB pixels, under the limits of :mod:`ugc_studio.media.limits`.

Only for worker and export processes: these are the decoders that hostile files meet. JPEGs go through OpenCV, which
reads them at 1/2, 1/4 or 1/8 of their size for little more than the cost of unpacking; everything else, and JPEGs in
CMYK, goes through Pillow.
"""

from __future__ import annotations

import functools
import hashlib
import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from ugc_studio.domain.media import FileKind, RejectCode, Rejected
from ugc_studio.media import exif, jpeg, probe
from ugc_studio.media.fingerprint import Pixels
from ugc_studio.media.limits import DEFAULT_LIMITS, MEGA, Limits

if TYPE_CHECKING:
    from PIL import Image

PROXY_SIDE = 512
_PROXY_LEAST = 448
"""A fraction of a JPEG that lands at 448 to 512 px is the proxy as it is: another resize would cost 10 %."""
_REDUCED_FLAGS = {
    1: cv2.IMREAD_COLOR,
    2: cv2.IMREAD_REDUCED_COLOR_2,
    4: cv2.IMREAD_REDUCED_COLOR_4,
    8: cv2.IMREAD_REDUCED_COLOR_8,
}
_TURNS: dict[int, Callable[[Pixels], object]] = {
    2: lambda picture: cv2.flip(picture, 1),
    3: lambda picture: cv2.rotate(picture, cv2.ROTATE_180),
    4: lambda picture: cv2.flip(picture, 0),
    5: cv2.transpose,
    6: lambda picture: cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE),
    7: lambda picture: cv2.rotate(cv2.transpose(picture), cv2.ROTATE_180),
    8: lambda picture: cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE),
}
"""What brings a picture with that EXIF orientation upright."""
_PILLOW_FORMATS = {
    FileKind.JPEG: "JPEG",
    FileKind.PNG: "PNG",
    FileKind.WEBP: "WEBP",
    FileKind.GIF: "GIF",
    FileKind.TIFF: "TIFF",
    FileKind.HEIC: "HEIF",
    FileKind.AVIF: "AVIF",
    FileKind.BMP: "BMP",
}
_MAX_PROFILE_BYTES = 4_000_000
_STRIP_PIXELS = 2_000_000


class UnusableError(Exception):
    """Raised inside a decoding process for a file that is left out; never leaves it."""

    def __init__(self, code: RejectCode, **params: object) -> None:
        super().__init__(code.value)
        self.rejected = Rejected(code, params)


@dataclass(frozen=True, slots=True)
class OpenedPicture:
    """A picture that Pillow has decoded, upright, with the blocks its container carried."""

    image: Image.Image
    exif: bytes
    xmp: bytes
    icc: bytes


def load_upright(source: Path | bytes, *, max_side: int | None = None, limits: Limits = DEFAULT_LIMITS) -> Pixels:
    """Decode a picture upright in sRGB as height × width × 3 (blue, green, red), long side at most ``max_side``.

    Raises:
        UnusableError: with the reason, for whatever cannot or must not be decoded.
    """
    if isinstance(source, Path) and source.stat().st_size > limits.image_bytes:
        raise UnusableError(RejectCode.TOO_LARGE, limit=limits.image_bytes // MEGA)
    data = source.read_bytes() if isinstance(source, Path) else source
    kind = probe.sniff(data[: probe.HEAD_BYTES])
    if kind is FileKind.JPEG:
        stream = walk_jpeg(data, limits)
        return load_jpeg(data, stream, exif.read_orientation(stream.exif), max_side=max_side)
    if kind is None or kind not in _PILLOW_FORMATS:
        raise UnusableError(RejectCode.NOT_A_PICTURE, found=kind.value if kind else "")
    opened = open_with_pillow(data, kind, limits)
    return to_srgb_pixels(opened.image, opened.icc, max_side=max_side)


def walk_jpeg(data: bytes, limits: Limits) -> jpeg.JpegStream:
    """Walk the segments and hold the picture against the limits before anything is decoded."""
    try:
        stream = jpeg.walk(data)
    except jpeg.JpegTruncated as error:
        raise UnusableError(RejectCode.TRUNCATED) from error
    except jpeg.JpegBroken as error:
        raise UnusableError(RejectCode.DECODE_FAILED) from error
    check_pixels(stream.width, stream.height, limits.jpeg_pixels)
    if not stream.decodable:
        raise UnusableError(RejectCode.UNSUPPORTED_FORMAT)
    return stream


def check_pixels(width: int, height: int, limit: int) -> None:
    """Refuse a picture with more pixels than the limit."""
    if width * height > limit:
        raise UnusableError(
            RejectCode.TOO_MANY_PIXELS, megapixels=round(width * height / MEGA), limit=round(limit / MEGA)
        )


def load_jpeg(data: bytes, stream: jpeg.JpegStream, orientation: int, *, max_side: int | None) -> Pixels:
    """Decode a walked JPEG upright in sRGB, at the cheapest fraction that is still large enough."""
    if stream.components == 4:
        opened = open_with_pillow(data, FileKind.JPEG, DEFAULT_LIMITS, draft_side=max_side)
        return to_srgb_pixels(opened.image, opened.icc, max_side=max_side)
    least = max_side if max_side != PROXY_SIDE else _PROXY_LEAST
    fraction = _fraction(max(stream.width, stream.height), least)
    picture = cv2.imdecode(
        np.frombuffer(data, np.uint8, count=stream.end), _REDUCED_FLAGS[fraction] | cv2.IMREAD_IGNORE_ORIENTATION
    )
    if picture is None:
        raise UnusableError(RejectCode.DECODE_FAILED)
    pixels = shrink(np.asarray(picture, dtype=np.uint8), max_side)
    if stream.icc[16:20] == b"RGB ":
        pixels = _apply_rgb_profile(pixels, stream.icc)
    return upright(pixels, orientation)


def _fraction(long_side: int, least: int | None) -> int:
    if least is None:
        return 1
    return next((part for part in (8, 4, 2) if -(-long_side // part) >= least), 1)


def upright(pixels: Pixels, orientation: int) -> Pixels:
    """Apply an EXIF orientation."""
    turn = _TURNS.get(orientation)
    return pixels if turn is None else np.ascontiguousarray(np.asarray(turn(pixels), dtype=np.uint8))


def shrink(pixels: Pixels, max_side: int | None) -> Pixels:
    """Reduce by area averaging until the long side is at most ``max_side``; never enlarge."""
    height, width = pixels.shape[:2]
    if max_side is None or max(height, width) <= max_side:
        return pixels
    scale = max_side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def open_with_pillow(data: bytes, kind: FileKind, limits: Limits, *, draft_side: int | None = None) -> OpenedPicture:
    """Open and decode the first frame, with only the reader of that kind allowed, and turn it upright."""
    from PIL import Image, ImageOps

    if kind is FileKind.HEIC:
        _register_heif()
    limit = limits.jpeg_pixels if kind is FileKind.JPEG else limits.other_pixels
    Image.MAX_IMAGE_PIXELS = limit
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image: Image.Image = Image.open(io.BytesIO(data), formats=[_PILLOW_FORMATS[kind]])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            claimed = re.search(r"\((\d+) pixels\)", str(error))
            check_pixels(int(claimed[1]) if claimed else limit + 1, 1, limit)
            raise UnusableError(RejectCode.DECODE_FAILED) from error
        check_pixels(*image.size, limit)
        if draft_side is not None:
            image.draft(image.mode, (draft_side, draft_side))
        info = dict(image.info)
        image.load()
        exif_block = info.get("exif") or b""
        xmp_block = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
        turned = ImageOps.exif_transpose(image)
    return OpenedPicture(turned, _as_bytes(exif_block), _as_bytes(xmp_block), _as_bytes(info.get("icc_profile")))


def _as_bytes(block: object) -> bytes:
    if isinstance(block, str):
        return block.encode("utf-8", "replace")
    return block if isinstance(block, bytes) else b""


def _register_heif() -> None:
    """Teach Pillow HEIC, decoding only; registering twice is harmless."""
    import pi_heif

    pi_heif.options.DECODE_THREADS = 1
    pi_heif.options.THUMBNAILS = False
    pi_heif.register_heif_opener()


def to_srgb_pixels(image: Image.Image, icc: bytes, *, max_side: int | None) -> Pixels:
    """Flatten on white, reduce, and convert a decoded picture of any mode to sRGB (blue, green, red)."""
    flat = _flatten(image)
    pixels = shrink(_array(flat), max_side)
    if flat.mode == "RGB":
        return _apply_rgb_profile(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR).astype(np.uint8, copy=False), icc)
    if flat.mode == "L":
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    return _convert_other(pixels, flat.mode, icc)


def _array(image: Image.Image) -> Pixels:
    return np.asarray(image, dtype=np.uint8)


def _flatten(image: Image.Image) -> Image.Image:
    """One of the modes L, RGB, CMYK, without transparency and with eight bits."""
    from PIL import Image

    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        rgba = image.convert("RGBA")
        ground = Image.new("RGB", rgba.size, (255, 255, 255))
        ground.paste(rgba, mask=rgba.getchannel("A"))
        return ground
    if image.mode.startswith(("I", "F")):
        return Image.fromarray(_eight_bits(np.asarray(image)))
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _eight_bits(values: npt.NDArray[Any]) -> Pixels:
    """Bring 16-bit, 32-bit and floating-point grey to 0–255; beyond 16 bits by the picture's own maximum."""
    top = float(np.nanmax(values)) if values.size else 0.0
    if values.dtype.kind == "f":
        scale = 255.0 if top <= 1.0 else 255.0 / max(top, 255.0)
    else:
        scale = 1 / 257 if values.dtype.itemsize == 2 or 255 < top <= 65535 else min(1.0, 255.0 / max(top, 1.0))
    scaled = np.clip(np.nan_to_num(values.astype(np.float32)) * scale, 0, 255)
    return np.asarray(scaled, dtype=np.uint8)


def _apply_rgb_profile(bgr: Pixels, icc: bytes) -> Pixels:
    """Convert from the embedded RGB profile to sRGB; a profile that cannot be used is left out of account."""
    transform = _srgb_transform(icc, "RGB") if 128 < len(icc) <= _MAX_PROFILE_BYTES and icc[16:20] == b"RGB " else None
    if transform is None:
        return bgr
    from PIL import Image, ImageCms

    rgb = Image.fromarray(np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)))
    converted = ImageCms.applyTransform(rgb, transform)
    return _array(converted)[..., ::-1].copy() if converted is not None else bgr


def _convert_other(pixels: Pixels, mode: str, icc: bytes) -> Pixels:
    """CMYK: through its profile where it has a usable one, else by Pillow's plain formula."""
    from PIL import Image, ImageCms

    image = Image.fromarray(pixels, mode)
    usable = 128 < len(icc) <= _MAX_PROFILE_BYTES and icc[16:20] == b"CMYK"
    transform = _srgb_transform(icc, mode) if usable else None
    converted = ImageCms.applyTransform(image, transform) if transform else None
    return _array(converted or image.convert("RGB"))[..., ::-1].copy()


@functools.lru_cache(maxsize=8)
def _srgb_transform(icc: bytes, mode: str):  # type: ignore[no-untyped-def]  # ImageCmsTransform needs Pillow imported
    """The transform to sRGB, or nothing for sRGB itself and for profiles that are broken."""
    from PIL import ImageCms

    if b"sRGB" in icc or b"s\0R\0G\0B" in icc:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        return ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def pixels_digest(image: Image.Image) -> str:
    """SHA-256 of the decoded upright pixels in a form that does not depend on the container.

    Palettes and grey become RGB, alpha counts only where something is transparent, deeper samples stay as they are.
    """
    mode = _canonical_mode(image)
    sha = hashlib.sha256(f"{mode} {image.width}x{image.height}\0".encode())
    for strip in _strips(image):
        sha.update((strip if strip.mode == mode else strip.convert(mode)).tobytes())
    return sha.hexdigest()


def _canonical_mode(image: Image.Image) -> str:
    if image.mode.startswith(("I", "F")) or image.mode in {"CMYK", "LAB"}:
        return image.mode
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        opaque = all(strip.convert("RGBA").getchannel("A").getextrema() == (255, 255) for strip in _strips(image))
        return "RGB" if opaque else "RGBA"
    return "RGB"


def _strips(image: Image.Image) -> Iterator[Image.Image]:
    """Horizontal strips of bounded size: a copy of a 50-megapixel picture would cost 200 MB."""
    rows = max(1, _STRIP_PIXELS // max(1, image.width))
    for top in range(0, image.height, rows):
        yield image.crop((0, top, image.width, min(image.height, top + rows)))
