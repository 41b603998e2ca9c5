"""Facts and a poster frame of a film: a bounded reader of MP4 and QuickTime atoms, and OpenCV's FFmpeg for pixels.

Source: ISO/IEC 14496-12 (boxes), Apple's QuickTime File Format (``meta`` keys, ``©xyz``).
"""

from __future__ import annotations

import datetime as dt
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ugc_studio.domain.media import DateSource, EmbeddedMetadata, FileKind, RejectCode
from ugc_studio.media.fingerprint import Pixels
from ugc_studio.media.limits import Limits
from ugc_studio.media.metadata import clean, parse_iso
from ugc_studio.media.pixels import UnusableError, check_pixels

_MAX_ATOMS = 20_000
_MAX_MOOV_BYTES = 64_000_000
_MAC_EPOCH = dt.datetime(1904, 1, 1, tzinfo=dt.UTC)
_CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"udta"})
_POSITION = re.compile(r"([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)")
_APPLE = "com.apple.quicktime."
_POSTER_SECONDS = 1.0
"""The first frames are often black or blurred."""


@dataclass(frozen=True, slots=True)
class VideoHeader:
    """What the atoms say; nothing where they do not."""

    duration_ms: int | None = None
    width: int = 0
    height: int = 0
    content_id: str | None = None
    metadata: EmbeddedMetadata = field(default_factory=EmbeddedMetadata)


def read_header(path: Path, kind: FileKind) -> VideoHeader:
    """Read the header of a film on disk.

    Raises:
        UnusableError: truncated, or a file that holds no film.
    """
    if kind is FileKind.WEBM:
        return VideoHeader()
    with path.open("rb") as file:
        moov = _find_moov(file, path.stat().st_size)
    return _read_moov(moov)


def read_poster(path: Path, limits: Limits) -> tuple[Pixels | None, int | None]:
    """A frame near the beginning, upright, at full size, and the duration in ms; nothing for what FFmpeg cannot."""
    import cv2
    import numpy as np

    os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = "protocol_whitelist;file|threads;1"
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    try:
        if not capture.isOpened():
            return None, None
        width, height = (int(capture.get(key)) for key in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        check_pixels(max(width, 0), max(height, 0), limits.video_pixels)
        rate, frames = capture.get(cv2.CAP_PROP_FPS), capture.get(cv2.CAP_PROP_FRAME_COUNT)
        seconds = frames / rate if rate > 0 and frames > 0 else math.nan
        duration = round(seconds * 1000) if 0 < seconds < 1e6 else None
        wanted = min(_POSTER_SECONDS, seconds / 4) if duration else 0.0
        capture.set(cv2.CAP_PROP_POS_MSEC, wanted * 1000)
        done, frame = capture.read()
        if not done:
            capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            done, frame = capture.read()
        return (np.asarray(frame, dtype=np.uint8) if done and frame is not None else None), duration
    finally:
        capture.release()


def _find_moov(file: BinaryIO, size: int) -> bytes:
    """Walk the top-level atoms, seeking over the pictures; an atom that ends behind the file is missing its rest."""
    at, moov = 0, b""
    for _count in range(_MAX_ATOMS):
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            break
        length, header = int.from_bytes(head[:4]), 8
        if length == 1 and len(head) == 16:
            length, header = int.from_bytes(head[8:16]), 16
        elif length == 0:
            length = size - at
        if length < header:
            break  # padding or junk behind the last atom
        if at + length > size:
            raise UnusableError(RejectCode.TRUNCATED)
        if head[4:8] == b"moov" and not moov:
            file.seek(at + header)
            moov = file.read(min(length - header, _MAX_MOOV_BYTES))
        at += length
    if not moov:
        raise UnusableError(RejectCode.TRUNCATED if size > 8 else RejectCode.DECODE_FAILED)
    return moov


def _atoms(data: bytes, start: int = 0) -> Iterator[tuple[bytes, bytes]]:
    """The atoms directly inside ``data``: type and content; ends quietly at whatever is malformed."""
    at = start
    for _count in range(_MAX_ATOMS):
        length = int.from_bytes(data[at : at + 4])
        if length < 8 or at + length > len(data):
            return
        yield data[at + 4 : at + 8], data[at + 8 : at + length]
        at += length


def _children(data: bytes, name: bytes) -> list[bytes]:
    return [content for kind, content in _atoms(data) if kind == name]


def _first(data: bytes, *names: bytes) -> bytes:
    """The content of the first atom along a path of names."""
    for name in names:
        data = next(iter(_children(data, name)), b"")
    return data


def _read_moov(moov: bytes) -> VideoHeader:
    created, duration = _read_times(_first(moov, b"mvhd"))
    tracks = [track for track in _children(moov, b"trak") if _first(track, b"mdia", b"hdlr")[8:12] == b"vide"]
    if not tracks:
        raise UnusableError(RejectCode.NOT_A_PICTURE, found=FileKind.AUDIO.value)
    width, height = _display_size(_first(tracks[0], b"tkhd"))
    keys = _quicktime_keys(moov)
    return VideoHeader(
        duration_ms=duration,
        width=width,
        height=height,
        content_id=clean(keys.get(_APPLE + "content.identifier"), 100),
        metadata=_metadata(keys, _first(moov, b"udta", b"\xa9xyz"), created),
    )


def _read_times(mvhd: bytes) -> tuple[dt.datetime | None, int | None]:
    """Creation as an instant and duration in ms from the movie header, version 0 or 1."""
    if mvhd[:1] == b"\1":
        created, scale, units = mvhd[4:12], mvhd[20:24], mvhd[24:32]
    else:
        created, scale, units = mvhd[4:8], mvhd[12:16], mvhd[16:20]
    seconds, rate, length = (int.from_bytes(field) for field in (created, scale, units))
    duration = round(length * 1000 / rate) if rate and length and units.strip(b"\xff") else None
    if duration is not None and duration > 1e10:
        duration = None
    try:
        moment = _MAC_EPOCH + dt.timedelta(seconds=seconds) if seconds else None
    except OverflowError:
        moment = None
    return (moment if moment and moment.year >= 1971 else None), duration


def _display_size(tkhd: bytes) -> tuple[int, int]:
    """Width and height as shown: the matrix of a phone held upright exchanges the two."""
    tail = tkhd[-44:]
    if len(tail) < 44:
        return 0, 0
    a, b = int.from_bytes(tail[0:4], signed=True), int.from_bytes(tail[4:8], signed=True)
    width, height = int.from_bytes(tail[36:40]) >> 16, int.from_bytes(tail[40:44]) >> 16
    return (height, width) if abs(b) > abs(a) else (width, height)


def _quicktime_keys(moov: bytes) -> dict[str, str]:
    """Apple's named metadata: ``keys`` names them, ``ilst`` numbers their values from one."""
    meta = _first(moov, b"meta")
    if meta[4:8] != b"hdlr":  # MP4 puts four bytes of version before the atoms, QuickTime does not
        meta = meta[4:]
    names = [content.decode("utf-8", "replace") for _kind, content in _atoms(_first(meta, b"keys")[8:])]
    found: dict[str, str] = {}
    for kind, content in _atoms(_first(meta, b"ilst")):
        number = int.from_bytes(kind)
        value = _first(content, b"data")
        if 1 <= number <= len(names) and value[:4] == b"\0\0\0\1":
            found[names[number - 1]] = value[8:2008].decode("utf-8", "replace")
    return found


def _metadata(keys: dict[str, str], udta_position: bytes, created: dt.datetime | None) -> EmbeddedMetadata:
    own_date = parse_iso(keys.get(_APPLE + "creationdate", ""))
    at, offset = own_date or (None, None)
    if at is None and created is not None:
        at, offset = created.replace(tzinfo=None).isoformat(), 0
    position = keys.get(_APPLE + "location.ISO6709") or udta_position[4:200].decode("ascii", "replace")
    match = _POSITION.match(position)
    latitude, longitude = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
    known = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0.0, 0.0)
    camera = " ".join(keys[_APPLE + part] for part in ("make", "model") if _APPLE + part in keys)
    return EmbeddedMetadata(
        taken_at=at,
        taken_offset=offset,
        taken_source=DateSource.CONTAINER if at else None,
        latitude=latitude if known else None,
        longitude=longitude if known else None,
        camera=clean(camera, 100),
        software=clean(keys.get(_APPLE + "software"), 100),
    )
