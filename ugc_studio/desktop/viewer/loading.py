"""Pictures for the viewer, read on threads: only our own JPEGs reach Qt, from a file or straight from the worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage, QImageReader

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.grid.thumbnails import Picture, finished
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.framing import Box
from ugc_studio.domain.messages import _
from ugc_studio.library.originals import JPEG_START, is_whole_preview

VEILED_SIDE = 160


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of the original at (nearly) full size, and which part it is."""

    box: Box
    scale: float
    image: QImage


class UnreadablePicture(StudioError):
    """There is a preview, and it cannot be read even after it was made again."""


def read_proxy(studio: Studio, asset_id: int) -> QImage:
    """The small preview, made again when it is broken.

    Raises:
        StudioError: there is none, and the reason.
    """
    image = _picture_in(studio.previews.proxy(asset_id))
    if image is None:
        image = _picture_in(studio.previews.proxy(asset_id, again=True))
    return _readable(image)


def read_veiled(studio: Studio, asset_id: int) -> QImage:
    """So few pixels that nobody is recognised: what is shown of a sensitive photo until somebody asks."""
    size = read_proxy(studio, asset_id).size()
    place = studio.previews.proxy(asset_id)
    side = VEILED_SIDE / max(size.width(), size.height())
    wanted = Picture("", max(1, round(size.width() * side)), max(1, round(size.height() * side)), blurred=True)
    return _readable(finished(place, wanted))


def read_large(studio: Studio, asset_id: int, side: int) -> QImage:
    """A preview with at least ``side`` pixels on its long side, where the original has them."""
    image = _picture_in(studio.previews.large(asset_id, side))
    if image is None:
        image = _picture_in(studio.previews.large(asset_id, side, again=True))
    return _readable(image)


def read_patch(studio: Studio, asset_id: int, box: Box, scale: float) -> Patch:
    """A part of the original as it is, or smaller by ``scale``."""
    return Patch(box, scale, _readable(picture_of(studio.previews.region(asset_id, box, min(1.0, scale)))))


def picture_of(data: bytes) -> QImage | None:
    """The picture in the bytes of a JPEG.

    Never through a QBuffer of Python's: Qt asks such a device for bytes while it holds the lock of its image plugins,
    which needs the interpreter, and another thread may hold that while it waits for the lock. Then nothing moves again.
    """
    if not data.startswith(JPEG_START):  # no other decoder is ever asked
        return None
    image = QImage.fromData(data, "JPEG")  # type: ignore[arg-type]  # the stub wants bytes
    return None if image.isNull() else image


def _picture_in(place: Path) -> QImage | None:
    return _read(QImageReader(str(place), b"jpeg")) if is_whole_preview(place) else None


def _read(reader: QImageReader) -> QImage | None:
    reader.setAutoDetectImageFormat(False)  # ours are JPEG; no other decoder is ever asked
    image = reader.read()
    return None if image.isNull() else image


def _readable(image: QImage | None) -> QImage:
    if image is None:
        raise UnreadablePicture(_("The preview of this photo cannot be read."))
    return image
