"""One untrusted file, one read, one decode: everything that intake wants to know. Runs in a worker process.

The untouched copy is written and synced by a second thread while OpenCV decodes, which lets go of the interpreter.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import cv2

from ugc_studio.domain.assets import AssetKind, Sha256
from ugc_studio.domain.fingerprints import Fingerprint
from ugc_studio.domain.media import Decoded, EmbeddedMetadata, FileKind, RejectCode, Rejected
from ugc_studio.media import exif, intake, jpeg, metadata, pixels, probe, video
from ugc_studio.media.fingerprint import Pixels, features_of, fingerprint_of, hashed_picture, mean_colour
from ugc_studio.media.intake import Alive
from ugc_studio.media.limits import DEFAULT_LIMITS, Limits
from ugc_studio.media.pixels import PROXY_SIDE, UnusableError

PROXY_QUALITY = 82
_STDERR = 2
_CV_NO_MEMORY = -4
"""``cv::Error::StsNoMem``."""
_DAMAGE = (b"premature end", b"bad Huffman", b"Invalid SOS", b"Inconsistent progression")
"""Warnings with which libjpeg goes on and paints the rest grey."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """What a decoder hands to the measuring that is the same for all kinds."""

    proxy: Pixels | None
    """Nothing for a film whose frames FFmpeg cannot read."""
    width: int
    height: int
    pixels_sha256: str
    metadata: EmbeddedMetadata
    live_photo_id: str | None = None
    motion_photo: bool = False
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What looking at a proxy tells; the defaults stand for a film without a readable frame."""

    proxy: bytes | None = None
    width: int = 0
    height: int = 0
    colour: int = 0x808080
    fingerprint: Fingerprint | None = None
    features: dict[str, float] = field(default_factory=dict)


def _do_nothing() -> None:
    """The sign of life of a decoder that nobody watches."""


class FileDecoder:
    """Decodes one file after the other in this process; use it as a context manager."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS, *, alive: Alive = _do_nothing) -> None:
        self._limits = limits
        self._alive = alive
        self._writer = ThreadPoolExecutor(1, "staging")
        self._warnings = _NativeWarnings()

    def __enter__(self) -> FileDecoder:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._writer.shutdown()
        self._warnings.close()

    def decode(self, path: str, staged: str) -> Decoded | Rejected:
        """Read, copy and decode one file; whatever happens, the answer is one of the two and never an exception.

        ``staged`` is the new file for the untouched copy; it does not exist afterwards when the file is rejected.
        """
        try:
            return self._decode(path, staged)
        except UnusableError as error:
            rejected = error.rejected
        except (MemoryError, cv2.error) as error:
            out_of_memory = isinstance(error, MemoryError) or getattr(error, "code", 0) == _CV_NO_MEMORY
            rejected = Rejected(RejectCode.TOO_MUCH_MEMORY if out_of_memory else RejectCode.DECODE_FAILED)
        except Exception as error:  # noqa: BLE001 -- the edge of the worker: decoders raise anything on hostile bytes
            rejected = Rejected(_code_of(error), {"detail": type(error).__name__})
        with suppress(OSError):
            intake.discard(staged)
        return rejected

    def _decode(self, path: str, staged: str) -> Decoded:
        descriptor = intake.open_source(path)
        try:
            head = intake.read_start(descriptor)
            if not head:
                raise UnusableError(RejectCode.EMPTY_FILE)
            kind = _wanted_kind(head)
            if kind.asset_kind is AssetKind.VIDEO:
                return self._decode_video(descriptor, head, kind, staged)
            data = intake.read_whole(descriptor, head, limit=self._limits.image_bytes, alive=self._alive)
        finally:
            os.close(descriptor)
        copying = self._writer.submit(intake.write_copy, data, staged)
        try:
            sha256 = hashlib.sha256(data).hexdigest()
            picture = self._jpeg(data) if kind is FileKind.JPEG else self._other(data, kind)
            decoded = _measure(picture, kind, sha256, len(data), staged)
        finally:
            copying.exception()  # waits: a rejected file's copy is removed only after it was written
        copying.result()
        return decoded

    def _jpeg(self, data: bytes) -> _Picture:
        stream = pixels.walk_jpeg(data, self._limits)
        fields = exif.read_exif(stream.exif) if stream.exif else exif.EMPTY
        with self._warnings.watched():
            proxy = pixels.load_jpeg(data, stream, fields.orientation, max_side=PROXY_SIDE)
        turned = fields.orientation >= 5
        return _Picture(
            proxy=proxy,
            width=stream.height if turned else stream.width,
            height=stream.width if turned else stream.height,
            pixels_sha256=stream.digest(data, fields.orientation),
            metadata=_jpeg_metadata(stream, fields),
            live_photo_id=metadata.clean(fields.content_id, 100),
            motion_photo=data.find(b"ftyp", stream.end, stream.end + 65536) >= 0
            or metadata.is_motion_photo(stream.xmp),
        )

    def _other(self, data: bytes, kind: FileKind) -> _Picture:
        opened = pixels.open_with_pillow(data, kind, self._limits)
        blocks = metadata.Blocks(exif=opened.exif, xmp=opened.xmp)
        fields = exif.read_exif(opened.exif)
        if kind is FileKind.TIFF:
            fields = exif.read_exif(data)
            blocks = metadata.Blocks(
                exif=data[:2],
                xmp=opened.xmp or _bytes_of(fields, exif.TIFF_XMP),
                iim=_bytes_of(fields, exif.TIFF_IPTC),
            )
        return _Picture(
            proxy=pixels.to_srgb_pixels(opened.image, opened.icc, max_side=PROXY_SIDE),
            width=opened.image.width,
            height=opened.image.height,
            pixels_sha256=pixels.pixels_digest(opened.image),
            metadata=_safe_metadata(blocks, fields),
            live_photo_id=metadata.clean(fields.content_id, 100),
        )

    def _decode_video(self, descriptor: int, head: bytes, kind: FileKind, staged: str) -> Decoded:
        sha256, size = intake.stream_copy(descriptor, head, staged, limit=self._limits.video_bytes, alive=self._alive)
        header = video.read_header(Path(staged), kind)
        frame, duration = video.read_poster(Path(staged), self._limits)
        if frame is None and kind is FileKind.WEBM:
            raise UnusableError(RejectCode.DECODE_FAILED)
        height, width = frame.shape[:2] if frame is not None else (header.height, header.width)
        picture = _Picture(
            proxy=pixels.shrink(frame, PROXY_SIDE) if frame is not None else None,
            width=width,
            height=height,
            pixels_sha256=sha256,
            metadata=header.metadata,
            live_photo_id=header.content_id,
            duration_ms=header.duration_ms or duration,
        )
        return _measure(picture, kind, sha256, size, staged)


def _wanted_kind(head: bytes) -> FileKind:
    kind = probe.sniff(head[: probe.HEAD_BYTES])
    if kind is None or kind is FileKind.OTHER_PICTURE:
        raise UnusableError(RejectCode.UNSUPPORTED_FORMAT)
    if kind.asset_kind is None:
        raise UnusableError(RejectCode.NOT_A_PICTURE, found=kind.value)
    return kind


def _measure(picture: _Picture, kind: FileKind, sha256: str, size: int, staged: str) -> Decoded:
    """Proxy, fingerprint, colour and features of decoded pixels."""
    seen = _look_at(picture.proxy) if picture.proxy is not None else _Seen()
    return Decoded(
        sha256=Sha256(sha256),
        pixels_sha256=Sha256(picture.pixels_sha256),
        kind=kind.asset_kind or AssetKind.PHOTO,
        format=kind,
        width=picture.width,
        height=picture.height,
        byte_size=size,
        staged=Path(staged),
        proxy=seen.proxy,
        proxy_width=seen.width,
        proxy_height=seen.height,
        colour=seen.colour,
        fingerprint=seen.fingerprint,
        features=seen.features,
        metadata=picture.metadata,
        duration_ms=picture.duration_ms,
        live_photo_id=picture.live_photo_id,
        motion_photo=picture.motion_photo,
    )


def _look_at(proxy: Pixels) -> _Seen:
    grey = hashed_picture(proxy)
    _done, encoded = cv2.imencode(".jpg", proxy, [cv2.IMWRITE_JPEG_QUALITY, PROXY_QUALITY])
    height, width = proxy.shape[:2]
    return _Seen(
        proxy=encoded.tobytes(),
        width=width,
        height=height,
        colour=mean_colour(proxy),
        fingerprint=fingerprint_of(grey),
        features=features_of(proxy, grey),
    )


def _jpeg_metadata(stream: jpeg.JpegStream, fields: exif.ExifFields) -> EmbeddedMetadata:
    blocks = metadata.Blocks(exif=stream.exif, xmp=stream.xmp, photoshop=stream.photoshop)
    return _safe_metadata(blocks, fields)


def _safe_metadata(blocks: metadata.Blocks, fields: exif.ExifFields) -> EmbeddedMetadata:
    """Metadata that breaks its reader counts as missing: the picture is what matters."""
    try:
        return metadata.read_metadata(blocks, fields=fields)
    except Exception:  # noqa: BLE001 -- hostile blocks; a picture is never lost to its caption
        return EmbeddedMetadata()


def _bytes_of(fields: exif.ExifFields, tag: int) -> bytes:
    value = fields.image.get(tag)
    return value if isinstance(value, bytes) else b""


def _code_of(error: Exception) -> RejectCode:
    """Pillow tells a picture that stops early only by words, in several classes of errors."""
    words = str(error).lower()
    short = any(word in words for word in ("truncated", "unexpected end", "incomplete", "eof", "end of file"))
    return RejectCode.TRUNCATED if short else RejectCode.DECODE_FAILED


class _NativeWarnings:
    """Listens to what native decoders print to the standard error stream: the only place where libjpeg says that it
    has painted a missing part grey.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 -- closed by close()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Raise for a JPEG that was decoded with a warning that means missing pixels."""
        kept = os.dup(_STDERR)
        os.dup2(self._file.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
            said = self._take()
        if any(word in said for word in _DAMAGE):
            raise UnusableError(RejectCode.TRUNCATED)

    def close(self) -> None:
        """Forget what was heard."""
        self._file.close()

    def _take(self) -> bytes:
        if not self._file.tell():
            return b""
        self._file.seek(0)
        said = self._file.read(4000)
        self._file.seek(0)
        self._file.truncate()
        return said
