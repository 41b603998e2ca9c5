"""A small, bounded reader of the TIFF structure that holds EXIF: only the fields we use, never an exception.

Source: TIFF 6.0 and Exif 3.0 (CIPA DC-008). Apple's content identifier is in its maker note, which is a directory of
the same shape behind a 14-byte header.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

IMAGE_DESCRIPTION, MAKE, MODEL, ORIENTATION, SOFTWARE, ARTIST, COPYRIGHT = (
    0x010E,
    0x010F,
    0x0110,
    0x0112,
    0x0131,
    0x013B,
    0x8298,
)
EXIF_IFD, GPS_IFD = 0x8769, 0x8825
ORIGINAL, DIGITIZED, CHANGED = 0x9003, 0x9004, 0x0132
OFFSET_CHANGED, OFFSET_ORIGINAL, OFFSET_DIGITIZED = 0x9010, 0x9011, 0x9012
SUBSEC_CHANGED, SUBSEC_ORIGINAL, SUBSEC_DIGITIZED = 0x9290, 0x9291, 0x9292
MAKER_NOTE, USER_COMMENT = 0x927C, 0x9286
GPS_LATITUDE_REF, GPS_LATITUDE, GPS_LONGITUDE_REF, GPS_LONGITUDE, GPS_TIME, GPS_DATE = 1, 2, 3, 4, 7, 0x1D
TIFF_XMP, TIFF_IPTC = 700, 33723

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 13: 4}
_MAX_ENTRIES = 512
_MAX_VALUE_BYTES = 4_000_000
_APPLE_HEADER = b"Apple iOS\0"
_APPLE_CONTENT_ID = 0x0011

Value = bytes | tuple[int, ...] | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ExifFields:
    """The directories of one EXIF block by tag number."""

    image: dict[int, Value]
    photo: dict[int, Value]
    gps: dict[int, Value]
    content_id: str | None = None

    @property
    def orientation(self) -> int:
        """1 to 8 as Exif numbers them; 1 when missing or senseless."""
        return _small_number(self.image.get(ORIENTATION), 1, 8) or 1


EMPTY = ExifFields({}, {}, {})


def read_exif(block: bytes) -> ExifFields:
    """Read an EXIF block (or a whole TIFF file); what is malformed is simply missing."""
    if block.startswith(b"Exif\0\0"):
        block = block[6:]
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:
        return EMPTY
    image = _directory(block, order, _u32(block, order, 4))
    photo = _child(block, order, image, EXIF_IFD)
    gps = _child(block, order, image, GPS_IFD)
    return ExifFields(image, photo, gps, _apple_content_id(photo.get(MAKER_NOTE)))


def read_orientation(block: bytes) -> int:
    """Only the way up, for callers that need nothing else."""
    return read_exif(block).orientation


def ascii_text(value: Value | None) -> str:
    """Text of an ASCII field: UTF-8 as Exif 3.0 and many cameras write it, else Windows Latin."""
    if not isinstance(value, bytes):
        return ""
    raw = value.split(b"\0", 1)[0]
    try:
        return raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").strip()


def user_comment(value: Value | None, *, little_endian: bool) -> str:
    """Text of UserComment, whose first eight bytes name its character set."""
    if not isinstance(value, bytes):
        return ""
    prefix, raw = value[:8], value[8:]
    if prefix.startswith(b"UNICODE"):
        return raw.decode("utf-16-le" if little_endian else "utf-16-be", "replace").strip("\0 ")
    return ascii_text(raw) if prefix.startswith(b"ASCII") or not prefix.strip(b"\0") else ""


def numbers(value: Value | None) -> tuple[float, ...]:
    """The numbers of a numeric field; empty for anything else."""
    return tuple(float(number) for number in value) if isinstance(value, tuple) else ()


def _child(block: bytes, order: str, parent: dict[int, Value], tag: int) -> dict[int, Value]:
    offset = _small_number(parent.get(tag), 8, len(block))
    return _directory(block, order, offset) if offset else {}


def _directory(block: bytes, order: str, at: int) -> dict[int, Value]:
    """One image file directory; it names no further one here, so loops cannot happen."""
    fields: dict[int, Value] = {}
    if not 8 <= at <= len(block) - 2:
        return fields
    (count,) = struct.unpack_from(order + "H", block, at)
    for entry in range(at + 2, at + 2 + 12 * min(count, _MAX_ENTRIES), 12):
        if entry + 12 > len(block):
            break
        tag, kind, length = struct.unpack_from(order + "HHI", block, entry)
        value = _value(block, order, entry, kind, length)
        if value is not None:
            fields.setdefault(tag, value)
    return fields


def _value(block: bytes, order: str, entry: int, kind: int, length: int) -> Value | None:
    size = _SIZES.get(kind, 0) * length
    if not 0 < size <= _MAX_VALUE_BYTES:
        return None
    at = entry + 8 if size <= 4 else _u32(block, order, entry + 8)
    raw = block[at : at + size]
    if kind in (1, 2, 6, 7):
        return raw or None
    if len(raw) < size or length > 64:
        return None
    if kind in (5, 10):
        parts = struct.unpack(f"{order}{2 * length}{'I' if kind == 5 else 'i'}", raw)
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return tuple(top / bottom if bottom else float("nan") for top, bottom in pairs)
    return struct.unpack(f"{order}{length}{ {3: 'H', 8: 'h', 9: 'i'}.get(kind, 'I') }", raw)


def _u32(block: bytes, order: str, at: int) -> int:
    return int.from_bytes(block[at : at + 4], "little" if order == "<" else "big")


def _small_number(value: Value | None, low: int, high: int) -> int:
    """The first number of a field when it lies in the range, else 0."""
    if isinstance(value, tuple) and value and low <= value[0] <= high:
        return int(value[0])
    return 0


def _apple_content_id(note: Value | None) -> str | None:
    """The identifier that a Live Photo's still shares with its film."""
    if not isinstance(note, bytes) or not note.startswith(_APPLE_HEADER) or len(note) < 20:
        return None
    order = {b"II": "<", b"MM": ">"}.get(note[12:14])
    found = ascii_text(_directory(note, order, 14).get(_APPLE_CONTENT_ID)) if order else ""
    return found[:100] or None
