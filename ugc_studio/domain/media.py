"""What intake learns from the bytes of one file, or why it left the file out."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ugc_studio.domain.assets import AssetKind, Sha256
from ugc_studio.domain.fingerprints import Fingerprint
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.problems import ItemProblem

STORED_ENDINGS = {"jpeg": "jpg", "tiff": "tif"}
"""The endings, without a dot, of files whose format is not their ending."""


class FileKind(enum.StrEnum):
    """What the first bytes of a file say it is; the file's name never decides."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    TIFF = "tiff"
    HEIC = "heic"
    AVIF = "avif"
    BMP = "bmp"
    MP4 = "mp4"
    MOV = "mov"
    WEBM = "webm"
    ZIP = "zip"
    ARCHIVE = "archive"
    HTML = "html"
    SVG = "svg"
    PDF = "pdf"
    TEXT = "text"
    PROGRAM = "program"
    DATABASE = "database"
    AUDIO = "audio"
    OTHER_PICTURE = "other_picture"
    """A picture or video of a kind that is known but never decoded (raw, Photoshop, JPEG XL, AVI …)."""

    @property
    def asset_kind(self) -> AssetKind | None:
        """Photo or video, or nothing for a kind that is not taken in."""
        if self in _PHOTO_KINDS:
            return AssetKind.PHOTO
        return AssetKind.VIDEO if self in _VIDEO_KINDS else None

    @property
    def extension(self) -> str:
        """The ending under which such bytes are stored, with its dot."""
        return f".{STORED_ENDINGS.get(self.value, self.value)}"


_PHOTO_KINDS = frozenset(
    {
        FileKind.JPEG,
        FileKind.PNG,
        FileKind.WEBP,
        FileKind.GIF,
        FileKind.TIFF,
        FileKind.HEIC,
        FileKind.AVIF,
        FileKind.BMP,
    }
)
_VIDEO_KINDS = frozenset({FileKind.MP4, FileKind.MOV, FileKind.WEBM})


class RejectCode(enum.StrEnum):
    """Why a file was left out; stable, so that scripts can rely on it."""

    EMPTY_FILE = "empty_file"
    TRUNCATED = "truncated"
    NOT_A_PICTURE = "not_a_picture"
    UNSUPPORTED_FORMAT = "unsupported_format"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LARGE = "too_large"
    TOO_MUCH_MEMORY = "too_much_memory"
    DECODE_FAILED = "decode_failed"
    TIMEOUT = "timeout"
    WORKER_DIED = "worker_died"
    UNREADABLE = "unreadable"
    VANISHED = "vanished"
    SYMLINK = "symlink"
    NOT_REGULAR = "not_regular"
    NAME_NOT_UTF8 = "name_not_utf8"
    DISK_FULL = "disk_full"
    """Our own disk, not the file: the caller should end the batch instead of listing every file."""
    STAGING_FAILED = "staging_failed"


def _kind_name(kind: str) -> Text:
    names = {
        FileKind.ZIP: _("a ZIP archive"),
        FileKind.ARCHIVE: _("an archive"),
        FileKind.HTML: _("a web page"),
        FileKind.SVG: _("an SVG drawing"),
        FileKind.PDF: _("a PDF document"),
        FileKind.TEXT: _("a text file"),
        FileKind.PROGRAM: _("a program"),
        FileKind.DATABASE: _("a database"),
        FileKind.AUDIO: _("a sound file"),
    }
    return next((name for found, name in names.items() if found == kind), _("another kind of file"))


def reject_text(code: RejectCode, params: Mapping[str, object]) -> Text:
    """The sentence for a person; what it says about the file is complete, its name stands beside it."""
    if code is RejectCode.NOT_A_PICTURE:
        return _("This file is {what}, not a picture or a video.", what=_kind_name(str(params.get("found", ""))))
    texts = {
        RejectCode.EMPTY_FILE: _("This file is empty. Please ask for it again."),
        RejectCode.TRUNCATED: _("Part of this file is missing. It was probably not copied or sent completely."),
        RejectCode.UNSUPPORTED_FORMAT: _("This kind of file cannot be read. Please ask for a JPEG, PNG or HEIC."),
        RejectCode.TOO_MANY_PIXELS: _(
            "This picture is too large: {megapixels} megapixels, and the limit is {limit}.",
            megapixels=params.get("megapixels", 0),
            limit=params.get("limit", 0),
        ),
        RejectCode.TOO_LARGE: _("This file is larger than {limit} MB.", limit=params.get("limit", 0)),
        RejectCode.TOO_MUCH_MEMORY: _("Reading this file would take too much memory."),
        RejectCode.DECODE_FAILED: _("This file is damaged and cannot be read."),
        RejectCode.TIMEOUT: _("Reading this file took too long, so it was left out."),
        RejectCode.WORKER_DIED: _("Reading this file failed in a way that cannot be repaired here."),
        RejectCode.UNREADABLE: _("This file cannot be opened. Please check its permissions and its disk."),
        RejectCode.VANISHED: _("This file is not there any more."),
        RejectCode.SYMLINK: _("This is a link to another place. Links are not followed; please add the file itself."),
        RejectCode.NOT_REGULAR: _("This is not an ordinary file."),
        RejectCode.NAME_NOT_UTF8: _("The name of this file has characters that cannot be read. Please rename it."),
        RejectCode.DISK_FULL: _("The disk of the library is full."),
        RejectCode.STAGING_FAILED: _("The copy of this file could not be written into the library."),
    }
    return texts[code]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that was left out: a stable code and what belongs into its sentence (numbers, words, never paths)."""

    code: RejectCode
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        """The reason as a sentence."""
        return reject_text(self.code, self.params)

    def as_problem(self, path: str) -> ItemProblem:
        """The same as an entry of an import report."""
        return ItemProblem(path, self.code.value, self.text, self.params)


class DateSource(enum.StrEnum):
    """Where a date of taking was found, best first."""

    EXIF_ORIGINAL = "exif_original"
    EXIF_DIGITIZED = "exif_digitized"
    GPS = "gps"
    XMP = "xmp"
    IPTC = "iptc"
    CONTAINER = "container"
    """The creation date in a video's header."""


@dataclass(frozen=True, slots=True)
class EmbeddedMetadata:
    """What the file says about itself: claims of its sender, cleaned and capped, never proof of a right."""

    taken_at: str | None = None
    """Wall clock at the place of taking, ``2026-07-04T12:13:14`` with up to three decimals, without a zone."""
    taken_offset: int | None = None
    """Minutes east of UTC that belong to ``taken_at``; nothing when the file does not say."""
    taken_source: DateSource | None = None
    taken_suspect: bool = False
    """The date looks like a clock that was never set."""
    latitude: float | None = None
    longitude: float | None = None
    place: str | None = None
    country: str | None = None
    creator: str | None = None
    credit: str | None = None
    title: str | None = None
    caption: str | None = None
    keywords: tuple[str, ...] = ()
    copyright: str | None = None
    copyright_owner: str | None = None
    rights_marked: bool | None = None
    usage_terms: str | None = None
    web_statement: str | None = None
    licensor_url: str | None = None
    model_release: str | None = None
    property_release: str | None = None
    data_mining: str | None = None
    camera: str | None = None
    software: str | None = None
    digital_source_type: str | None = None

    @property
    def tz_known(self) -> bool:
        """Whether ``taken_at`` can be turned into an instant."""
        return self.taken_at is not None and self.taken_offset is not None


@dataclass(frozen=True, slots=True)
class Decoded:
    """Everything one read and one decode of an untrusted file tell."""

    sha256: Sha256
    pixels_sha256: Sha256
    """Equal for files that hold the same pixels in the same way up: tier 0 of duplicates. For a JPEG it covers the
    compressed picture without metadata, for other pictures the decoded pixels, for a video the bytes themselves."""
    kind: AssetKind
    format: FileKind
    width: int
    """Pixels, with the file's orientation applied, as is ``height``."""
    height: int
    byte_size: int
    staged: Path
    """The untouched bytes, already on disk in the staging folder; whoever asked moves or removes them."""
    proxy: bytes | None
    """Our own JPEG in sRGB, long side 448–512 (smaller pictures keep their size); nothing for a video without a
    readable frame."""
    proxy_width: int
    proxy_height: int
    colour: int
    """Mean colour as ``0xRRGGBB``, shown until the proxy is there."""
    fingerprint: Fingerprint | None
    features: Mapping[str, float]
    """``brightness``, ``contrast``, ``clipped_low``, ``clipped_high`` (0–1) and ``colourfulness`` (0 to about 150)."""
    metadata: EmbeddedMetadata
    duration_ms: int | None = None
    live_photo_id: str | None = None
    """Apple's identifier that a still and its short film share."""
    motion_photo: bool = False
    """A short film hangs at the end of this still; it is kept in the original and not shown."""
