"""Joins what EXIF, IPTC and XMP say into one :class:`EmbeddedMetadata`, in the reading order of the MWG guidelines."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass

from ugc_studio.domain.media import DateSource, EmbeddedMetadata
from ugc_studio.media import exif, iptc, xmp
from ugc_studio.media.exif import ExifFields
from ugc_studio.media.iptc import Iptc
from ugc_studio.media.xmp import Xmp

LONG_TEXT = 4000
SHORT_TEXT = 500
MAX_KEYWORDS = 100
_JUNK_CAPTIONS = re.compile(
    r"(\{\"|olympus|sony|samsung|minolta|konica|kodak|casio|nikon|dcim|digital camera|default|screenshot|untitled"
    r"|maker:|dsc[_f]?\d|img[_-]?\d|\d+$|exif_jpeg|sdc\d|ptr|jpeg_picture|.*digital camera\s*$)",
    re.IGNORECASE,
)
_EXIF_DATE = re.compile(r"(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?")
_ISO_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$",
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)$")
_FIRST_YEAR = 1826
_UNSET_CLOCKS = frozenset({(1970, 1, 1), (1980, 1, 1), (2000, 1, 1), (2000, 0, 0)})
_DIGITAL_SINCE = 1990


@dataclass(frozen=True, slots=True)
class Taken:
    """A date of taking: wall clock, minutes east of UTC, and where it was found."""

    at: str
    offset: int | None
    source: DateSource
    suspect: bool


@dataclass(frozen=True, slots=True)
class Blocks:
    """The raw blocks that a container carried; an empty one is missing."""

    exif: bytes = b""
    xmp: bytes = b""
    photoshop: bytes = b""
    iim: bytes = b""


def read_metadata(blocks: Blocks, *, fields: ExifFields | None = None) -> EmbeddedMetadata:
    """Read every block; what is malformed is missing, and nothing here ever rejects a picture."""
    if fields is None:
        fields = exif.read_exif(blocks.exif) if blocks.exif else exif.EMPTY
    captions = iptc.read_iptc(blocks.iim or iptc.find_iim(blocks.photoshop)) if blocks.iim or blocks.photoshop else {}
    packet = xmp.read_xmp(blocks.xmp) if blocks.xmp else {}
    return _join(fields, captions, packet, little_endian=blocks.exif.removeprefix(b"Exif\0\0").startswith(b"II"))


def is_motion_photo(packet: bytes) -> bool:
    """Whether XMP announces a film behind the still (Google's and Samsung's way)."""
    if b"MotionPhoto" not in packet and b"MicroVideo" not in packet:
        return False
    found = xmp.read_xmp(packet)
    return any(_first(found, xmp.CAMERA + name) == "1" for name in ("MotionPhoto", "MicroVideo"))


def clean(text: str | None, limit: int = SHORT_TEXT) -> str | None:
    """Text without NUL, lone surrogates and control characters, in NFC, at most ``limit`` characters; or nothing."""
    if not text:
        return None
    kept = "".join(
        character
        for character in text[: limit * 2]
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs", "Cn")
    )
    return unicodedata.normalize("NFC", kept).strip()[:limit].rstrip() or None


def _join(fields: ExifFields, captions: Iptc, packet: Xmp, *, little_endian: bool) -> EmbeddedMetadata:
    taken = _taken(fields, captions, packet)
    latitude, longitude = _position(fields)
    image = {tag: exif.ascii_text(fields.image.get(tag)) for tag in (exif.ARTIST, exif.COPYRIGHT, exif.SOFTWARE)}
    return EmbeddedMetadata(
        taken_at=taken.at if taken else None,
        taken_offset=taken.offset if taken else None,
        taken_source=taken.source if taken else None,
        taken_suspect=taken.suspect if taken else False,
        latitude=latitude,
        longitude=longitude,
        place=_place(captions, packet),
        country=_pick(packet, (xmp.PHOTOSHOP + "Country", xmp.IPTC_EXT + "CountryName"), captions, iptc.COUNTRY),
        creator=_pick(packet, (xmp.DC + "creator",), captions, iptc.CREATOR) or clean(image[exif.ARTIST]),
        credit=_pick(packet, (xmp.PHOTOSHOP + "Credit",), captions, iptc.CREDIT),
        title=_pick(packet, (xmp.DC + "title",), captions, iptc.TITLE),
        caption=_caption(fields, captions, packet, little_endian=little_endian),
        keywords=_keywords(captions, packet),
        copyright=_pick(packet, (xmp.DC + "rights",), captions, iptc.COPYRIGHT) or _exif_copyright(fields),
        copyright_owner=_pick(packet, (xmp.PLUS + "CopyrightOwnerName",)),
        rights_marked=_flag(_first(packet, xmp.RIGHTS + "Marked")),
        usage_terms=_pick(packet, (xmp.RIGHTS + "UsageTerms",), limit=LONG_TEXT),
        web_statement=_pick(packet, (xmp.RIGHTS + "WebStatement",)),
        licensor_url=_pick(packet, (xmp.PLUS + "LicensorURL",)),
        model_release=_pick(packet, (xmp.PLUS + "ModelReleaseStatus",)),
        property_release=_pick(packet, (xmp.PLUS + "PropertyReleaseStatus",)),
        data_mining=_pick(packet, (xmp.PLUS + "DataMining",)),
        camera=_camera(fields),
        software=clean(image[exif.SOFTWARE]) or _pick(packet, (xmp.XMP_BASIC + "CreatorTool",)),
        digital_source_type=_pick(packet, (xmp.IPTC_EXT + "DigitalSourceType",)),
    )


def _first(packet: Xmp, name: str) -> str:
    values = packet.get(name)
    return values[0] if values else ""


def _pick(
    packet: Xmp,
    names: tuple[str, ...],
    captions: Iptc | None = None,
    key: tuple[int, int] | None = None,
    *,
    limit: int = SHORT_TEXT,
) -> str | None:
    """The first non-empty XMP property, else the IPTC field."""
    for name in names:
        found = clean(_first(packet, name), limit)
        if found:
            return found
    values = captions.get(key, []) if captions and key else []
    return clean(values[0], limit) if values else None


def _caption(fields: ExifFields, captions: Iptc, packet: Xmp, *, little_endian: bool) -> str | None:
    found = _pick(packet, (xmp.DC + "description",), captions, iptc.CAPTION, limit=LONG_TEXT)
    if found:
        return found
    for text in (
        exif.ascii_text(fields.image.get(exif.IMAGE_DESCRIPTION)),
        exif.user_comment(fields.photo.get(exif.USER_COMMENT), little_endian=little_endian),
    ):
        found = clean(text, LONG_TEXT)
        if found and not _JUNK_CAPTIONS.match(found):
            return found
    return None


def _keywords(captions: Iptc, packet: Xmp) -> tuple[str, ...]:
    raw = packet.get(xmp.DC + "subject") or captions.get(iptc.KEYWORD) or []
    cleaned = (clean(word, 100) for word in raw[: MAX_KEYWORDS * 2])
    return tuple(dict.fromkeys(word for word in cleaned if word))[:MAX_KEYWORDS]


def _exif_copyright(fields: ExifFields) -> str | None:
    """EXIF holds the photographer's and, behind a NUL, the editor's notice."""
    value = fields.image.get(exif.COPYRIGHT)
    parts = value.split(b"\0") if isinstance(value, bytes) else []
    return next((found for part in parts if (found := clean(exif.ascii_text(part)))), None)


def _place(captions: Iptc, packet: Xmp) -> str | None:
    """Sub-location, city and region as one line of data, smallest first."""
    parts = (
        _pick(packet, (xmp.IPTC_CORE + "Location", xmp.IPTC_EXT + "Sublocation"), captions, iptc.SUBLOCATION),
        _pick(packet, (xmp.PHOTOSHOP + "City", xmp.IPTC_EXT + "City"), captions, iptc.CITY),
        _pick(packet, (xmp.PHOTOSHOP + "State", xmp.IPTC_EXT + "ProvinceState"), captions, iptc.STATE),
    )
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


def _camera(fields: ExifFields) -> str | None:
    make = clean(exif.ascii_text(fields.image.get(exif.MAKE)), 100) or ""
    model = clean(exif.ascii_text(fields.image.get(exif.MODEL)), 100) or ""
    brand = make.split(" ")[0].lower()
    return model or make or None if brand and model.lower().startswith(brand) else f"{make} {model}".strip() or None


def _flag(text: str) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(text.strip().lower())


def _position(fields: ExifFields) -> tuple[float | None, float | None]:
    """Decimal degrees; empty rationals, 0/0 and values off the globe are no position."""
    latitude = _degrees(fields, exif.GPS_LATITUDE, exif.GPS_LATITUDE_REF, "S", 90)
    longitude = _degrees(fields, exif.GPS_LONGITUDE, exif.GPS_LONGITUDE_REF, "W", 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def _degrees(fields: ExifFields, tag: int, reference: int, negative: str, limit: int) -> float | None:
    parts = exif.numbers(fields.gps.get(tag))
    if len(parts) != 3 or not all(math.isfinite(part) and part >= 0 for part in parts):
        return None
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    if exif.ascii_text(fields.gps.get(reference)).upper() == negative:
        value = -value
    return round(value, 7) if abs(value) <= limit else None


def _taken(fields: ExifFields, captions: Iptc, packet: Xmp) -> Taken | None:
    """The date by the priority of formats/imports: original, digitised, GPS, XMP, IPTC."""
    photo = fields.photo
    for tag, subsec, offset, source in (
        (exif.ORIGINAL, exif.SUBSEC_ORIGINAL, exif.OFFSET_ORIGINAL, DateSource.EXIF_ORIGINAL),
        (exif.DIGITIZED, exif.SUBSEC_DIGITIZED, exif.OFFSET_DIGITIZED, DateSource.EXIF_DIGITIZED),
    ):
        found = _exif_date(exif.ascii_text(photo.get(tag)), exif.ascii_text(photo.get(subsec)))
        if found:
            minutes = parse_offset(exif.ascii_text(photo.get(offset)))
            return Taken(found, minutes, source, _is_suspect(found))
    gps = _gps_date(fields)
    if gps:
        return Taken(gps, 0, DateSource.GPS, _is_suspect(gps))
    for name in (xmp.PHOTOSHOP + "DateCreated", xmp.EXIF + "DateTimeOriginal", xmp.XMP_BASIC + "CreateDate"):
        iso = parse_iso(_first(packet, name))
        if iso:
            return Taken(iso[0], iso[1], DateSource.XMP, _is_suspect(iso[0]))
    day = next(iter(captions.get(iptc.DATE, [])), "")
    clock = next(iter(captions.get(iptc.TIME, [])), "")
    iso = parse_iso(f"{day[:4]}-{day[4:6]}-{day[6:8]}T{clock[:2]}:{clock[2:4]}:{clock[4:6]}{clock[6:]}") or parse_iso(
        f"{day[:4]}-{day[4:6]}-{day[6:8]}"
    )
    return Taken(iso[0], iso[1], DateSource.IPTC, _is_suspect(iso[0])) if iso else None


def _exif_date(text: str, subsec: str) -> str | None:
    match = _EXIF_DATE.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    fraction = subsec.strip() if subsec.strip().isascii() and subsec.strip().isdigit() else ""
    return _wall_clock((year, month, day, hour, minute, second), fraction)


def _gps_date(fields: ExifFields) -> str | None:
    day = re.match(r"(\d{4})[:\-](\d\d)[:\-](\d\d)", exif.ascii_text(fields.gps.get(exif.GPS_DATE)))
    clock = exif.numbers(fields.gps.get(exif.GPS_TIME))
    if not day or len(clock) != 3 or not all(math.isfinite(part) and 0 <= part < 61 for part in clock):
        return None
    year, month, date = (int(part) for part in day.groups())
    return _wall_clock((year, month, date, int(clock[0]), int(clock[1]), int(clock[2])), "")


def parse_iso(text: str) -> tuple[str, int | None] | None:
    """An XMP or ISO 8601 date as wall clock and minutes east of UTC; a date alone counts as noon, zone unknown."""
    match = _ISO_DATE.match(text.strip())
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups()[:3])
    if match[4] is None:
        wall = _wall_clock((year, month, day, 12, 0, 0), "")
        return (wall, None) if wall else None
    wall = _wall_clock((year, month, day, int(match[4]), int(match[5]), int(match[6] or 0)), match[7] or "")
    return (wall, parse_offset(match[8] or "")) if wall else None


def parse_offset(text: str) -> int | None:
    """``+02:00``, ``-0330`` or ``Z`` as minutes east of UTC, within ±14 h."""
    text = text.strip()
    if text == "Z":
        return 0
    match = _OFFSET.match(text)
    if not match:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    return (minutes if match[1] == "+" else -minutes) if minutes <= 14 * 60 else None


def _wall_clock(parts: tuple[int, int, int, int, int, int], fraction: str) -> str | None:
    """ISO text of a date that exists; three decimals when the file gives any."""
    year, month, day, hour, minute, second = parts
    if year < _FIRST_YEAR:
        return None
    try:
        moment = dt.datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 -- a wall clock has no zone
    except ValueError:
        return None
    return moment.isoformat() + (f".{fraction[:3].ljust(3, '0')}" if fraction.strip("0") else "")


def _is_suspect(at: str) -> bool:
    """Whether the date is that of a camera whose clock was never set, or older than digital cameras."""
    year, month, day = int(at[:4]), int(at[5:7]), int(at[8:10])
    return (year, month, day) in _UNSET_CLOCKS or year < _DIGITAL_SINCE
