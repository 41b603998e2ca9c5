"""Pictures, films and bad files, made in code: everything that intake has to take in or turn away."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

HEIC = Path(__file__).parent / "data" / "media" / "tiny.heic"


def scene(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """A picture with structure at every scale, different for every seed and unlike its own mirror images."""
    random = np.random.default_rng(seed)
    image = Image.fromarray(random.integers(0, 256, (6, 8, 3), dtype=np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    draw = ImageDraw.Draw(image)
    for _number in range(30):
        x, y = int(random.integers(0, width)), int(random.integers(0, height))
        radius = int(random.integers(max(2, width // 60), max(4, width // 8)))
        draw.ellipse((x, y, x + radius, y + radius * 0.7), fill=tuple(int(c) for c in random.integers(0, 256, 3)))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The bytes of a picture in one of Pillow's formats."""
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 88} | options if kind in {"JPEG", "WEBP", "AVIF"} else options))
    return out.getvalue()


def jpeg(width: int = 640, height: int = 480, seed: int = 1, **options: object) -> bytes:
    """An ordinary JPEG."""
    return encoded(scene(width, height, seed), "JPEG", **options)


def oriented(orientation: int, kind: str = "JPEG", *, width: int = 640, height: int = 480) -> bytes:
    """A file that, turned as its EXIF says, shows ``scene(width, height)`` upright."""
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    image = scene(width, height)
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encoded(image if undo is None else image.transpose(undo), kind, exif=exif)


def mpo(*, seed: int = 1) -> bytes:
    """Two pictures in one file, as phones and 3D cameras write them; starts like any JPEG."""
    out = io.BytesIO()
    scene(seed=seed).save(out, "MPO", save_all=True, append_images=[scene(seed=seed + 1)], quality=88)
    return out.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    """One JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segment(data: bytes, marker: int, body: bytes) -> bytes:
    """The JPEG with another segment behind its start."""
    return data[:2] + segment(marker, body) + data[2:]


def with_xmp(data: bytes, packet: bytes) -> bytes:
    """The JPEG with an XMP packet."""
    return with_segment(data, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def with_iptc(data: bytes, *fields: tuple[int, int, bytes]) -> bytes:
    """The JPEG with IPTC fields: record, dataset, value."""
    iim = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in fields)
    resource = (
        b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(iim)) + iim + b"\0" * (len(iim) % 2)
    )
    return with_segment(data, 0xED, b"Photoshop 3.0\0" + resource)


def png_claiming(width: int, height: int) -> bytes:
    """A tiny PNG whose header claims any size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def jpeg_claiming(width: int, height: int) -> bytes:
    """A small JPEG whose header claims another size."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def film(path: Path, *, codec: str = "mp4v", frames: int = 30, width: int = 320, height: int = 240) -> bytes:
    """A short moving picture written to ``path`` and its bytes."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), 15.0, (width, height))
    base = np.asarray(scene(width + frames, height))[..., ::-1]
    for number in range(frames):
        writer.write(np.ascontiguousarray(base[:, number : number + width]))
    writer.release()
    return path.read_bytes()


def _entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a9;</x:xmpmeta>'.encode()


ENTITY_BOMB = _entity_bomb()

BAD_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.jpg": (lambda: b"", "empty_file"),
    "half.jpg": (lambda: jpeg()[: len(jpeg()) // 2], "truncated"),
    "half-with-end.jpg": (lambda: jpeg()[: len(jpeg()) // 2] + b"\xff\xd9", "truncated"),
    "header-only.jpg": (lambda: jpeg()[:200], "truncated"),
    "hole.jpg": (lambda: _hole(jpeg(1600, 1200)), "truncated"),
    "two-bytes.jpg": (lambda: b"\xff\xd8", "unsupported_format"),
    "page.jpg": (lambda: b"<!DOCTYPE html><html><body>Link expired</body></html>", "not_a_picture"),
    "drawing.png": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "not_a_picture"),
    "archive.jpg": (lambda: b"PK\x03\x04" + bytes(100), "not_a_picture"),
    "paper.jpg": (lambda: b"%PDF-1.7\n" + bytes(100), "not_a_picture"),
    "note.jpg": (lambda: "Voilà les photos !".encode(), "not_a_picture"),
    "noise.jpg": (lambda: np.random.default_rng(5).bytes(5000), "unsupported_format"),
    "zeros.png": (lambda: bytes(5000), "unsupported_format"),
    "half.png": (lambda: encoded(scene(), "PNG")[:9000], "truncated"),
    "half.webp": (lambda: encoded(scene(), "WEBP")[:3000], "decode_failed|truncated"),
    "half.gif": (lambda: encoded(scene(), "GIF")[:3000], "truncated"),
    "half.tif": (lambda: encoded(scene(), "TIFF")[:9000], "truncated|decode_failed"),
    "half.avif": (lambda: encoded(scene(), "AVIF")[:3000], "decode_failed|truncated"),
    "half.heic": (lambda: HEIC.read_bytes()[:900], "decode_failed|truncated"),
    "half.bmp": (lambda: encoded(scene(), "BMP")[:9000], "truncated"),
    "bomb.png": (lambda: png_claiming(60_000, 60_000), "too_many_pixels"),
    "large.png": (lambda: png_claiming(9_000, 9_000), "too_many_pixels"),
    "lying.png": (lambda: png_claiming(3_000, 3_000), "truncated|decode_failed"),
    "bomb.jpg": (lambda: jpeg_claiming(65_000, 65_000), "too_many_pixels"),
    "lying.jpg": (lambda: jpeg_claiming(9_000, 9_000), "truncated"),
    "half.mp4": (
        lambda: b"\0\0\0\x18ftypisom\0\0\2\0isommp42" + struct.pack(">I", 9000) + b"mdat" + bytes(99),
        "truncated",
    ),
    "no-film.mp4": (lambda: b"\0\0\0\x18ftypisom\0\0\2\0isommp42\0\0\0\x08moov", "not_a_picture|truncated"),
    "matroska.webm": (lambda: b"\x1a\x45\xdf\xa3" + bytes(400), "decode_failed"),
    "raw.dng": (lambda: b"II*\0\x08\0\0\0\0\0\0\0\0\0", "decode_failed|truncated"),
    "photoshop.psd": (lambda: b"8BPS\0\1" + bytes(200), "unsupported_format"),
}
"""Name (the ending lies on purpose) to its bytes and the code, or the codes, with which it is turned away."""


def _hole(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(20_000) + data[middle + 20_000 :]
