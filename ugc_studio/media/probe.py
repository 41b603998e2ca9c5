"""What a file is, by its first bytes. The extension never decides: it lies too often.

The signatures are the registered ones (the formats' own specifications; ISO-BMFF brands from mp4ra.org).
"""

from __future__ import annotations

import codecs

from ugc_studio.domain.media import FileKind

HEAD_BYTES = 4096
"""As much of the beginning as :func:`sniff` looks at."""

_PREFIXES: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"II*\0", FileKind.TIFF),
    (b"MM\0*", FileKind.TIFF),
    (b"II+\0", FileKind.TIFF),
    (b"MM\0+", FileKind.TIFF),
    (b"%PDF-", FileKind.PDF),
    (b"PK\x03\x04", FileKind.ZIP),
    (b"PK\x05\x06", FileKind.ZIP),
    (b"Rar!\x1a\x07", FileKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"BZh", FileKind.ARCHIVE),
    (b"\xfd7zXZ\0", FileKind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", FileKind.ARCHIVE),
    (b"MZ", FileKind.PROGRAM),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"#!", FileKind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", FileKind.PROGRAM),
    (b"SQLite format 3\0", FileKind.DATABASE),
    (b"ID3", FileKind.AUDIO),
    (b"OggS", FileKind.AUDIO),
    (b"fLaC", FileKind.AUDIO),
    (b"8BPS", FileKind.OTHER_PICTURE),
    (b"\0\0\0\x0cJXL \r\n\x87\n", FileKind.OTHER_PICTURE),
    (b"\0\0\0\x0cjP  \r\n\x87\n", FileKind.OTHER_PICTURE),
    (b"\xff\x0a", FileKind.OTHER_PICTURE),
    (b"\0\0\1\0", FileKind.OTHER_PICTURE),
    (b"qoif", FileKind.OTHER_PICTURE),
    (b"%!PS", FileKind.OTHER_PICTURE),
    (b"\x00\x00\x01\xba", FileKind.OTHER_PICTURE),
    (b"FLV\x01", FileKind.OTHER_PICTURE),
    (b"FUJIFILMCCD-RAW", FileKind.OTHER_PICTURE),
)
_RIFF = {b"WEBP": FileKind.WEBP, b"WAVE": FileKind.AUDIO, b"AVI ": FileKind.OTHER_PICTURE}
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_AUDIO_BRANDS = frozenset({b"M4A ", b"M4B ", b"M4P "})
_RAW_BRANDS = frozenset({b"crx "})
_MOV_ATOMS = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
"""QuickTime films of before 2001 start with one of these instead of ``ftyp``."""
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<title", b"<meta")


def sniff(head: bytes) -> FileKind | None:
    """Tell the kind of a file from its first bytes, or nothing when they say nothing.

    >>> sniff(b"GIF89a...")
    <FileKind.GIF: 'gif'>
    """
    for prefix, kind in _PREFIXES:
        if head.startswith(prefix):
            return kind
    if head.startswith(b"RIFF") and len(head) >= 12:
        return _RIFF.get(head[8:12], FileKind.OTHER_PICTURE)
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if head[4:8] in _MOV_ATOMS and head[:1] == b"\0":
        return FileKind.MOV
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return FileKind.WEBM
    if _looks_like_bmp(head):
        return FileKind.BMP
    return _text_kind(head)


def _iso_media(head: bytes) -> FileKind:
    """Read the brands of an ISO base media file; the compatible ones decide where the major one is general."""
    size = min(int.from_bytes(head[:4]), 256)
    major = head[8:12]
    brands = [major, *(head[at : at + 4] for at in range(16, min(size, len(head) - 3), 4))]
    if major in _RAW_BRANDS:
        return FileKind.OTHER_PICTURE
    if major in _AVIF_BRANDS or (major in {b"mif1", b"msf1"} and _AVIF_BRANDS.intersection(brands)):
        return FileKind.AVIF
    if major in _HEIF_BRANDS:
        return FileKind.HEIC
    if major == b"qt  ":
        return FileKind.MOV
    return FileKind.AUDIO if major in _AUDIO_BRANDS else FileKind.MP4


def _looks_like_bmp(head: bytes) -> bool:
    """``BM`` alone begins many texts, so the size of the header behind it must be one that exists."""
    return head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in {12, 16, 40, 52, 56, 64, 108, 124}


def _text_kind(head: bytes) -> FileKind | None:
    """Tell web pages, drawings and other texts, in UTF-8, UTF-16 or a Windows code page, from unknown bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[2:].replace(b"\0", b"")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf")
    if not text or b"\0" in text:
        return None
    start = text[:1024].lstrip().lower()
    if start.startswith(_HTML_STARTS):
        return FileKind.HTML
    if start.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype")):
        if b"<svg" in text.lower():
            return FileKind.SVG
        return FileKind.HTML if b"<html" in text.lower() else FileKind.TEXT
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in text)
    return FileKind.TEXT if controls == 0 and (_is_utf8(text) or _is_mostly_ascii(text)) else None


def _is_utf8(text: bytes) -> bool:
    """The last character may be cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(text)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_ascii(text: bytes) -> bool:
    """A Windows code page shows by a few accented letters among many plain ones."""
    return len(text) >= 16 and sum(byte < 128 for byte in text) * 4 > len(text) * 3
