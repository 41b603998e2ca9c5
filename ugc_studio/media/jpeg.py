"""Walks the segments of a JPEG without decoding it: size, embedded blocks, the digest of the picture, the end.

Source: ITU-T T.81 (markers and segments), T.872 (APP14), and for the embedded blocks Exif 3.0, XMP part 3, ICC.1
annex B.4 and IPTC IIM in Photoshop image resources.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

_SOI, _EOI, _SOS, _COM, _APP0, _APP14, _APP15 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xEE, 0xEF
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SEQUENTIAL = frozenset({0xC0, 0xC1})
_UNDECODABLE = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF})
"""Lossless and hierarchical frames: legal, and no decoder here reads them."""
_END = b"\xff\xd9"
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The first marker behind a scan: not a stuffed zero, a restart or a fill byte."""
MAX_SEGMENTS = 20_000
MAX_BLOCK_BYTES = 16_000_000

EXIF_HEADER = b"Exif\0\0"
XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\0"
ICC_HEADER = b"ICC_PROFILE\0"
MPF_HEADER = b"MPF\0"
PHOTOSHOP_HEADER = b"Photoshop 3.0\0"


class JpegTruncated(Exception):
    """The bytes end before the picture does."""


class JpegBroken(Exception):
    """The bytes are not a JPEG that can be walked."""


@dataclass(slots=True)
class JpegStream:
    """What the segments of the first picture in the file say (an MPO's or motion photo's tail is left alone)."""

    width: int = 0
    height: int = 0
    components: int = 0
    end: int = 0
    """Offset behind the end marker."""
    exif: bytes = b""
    xmp: bytes = b""
    icc: bytes = b""
    photoshop: bytes = b""
    decodable: bool = True
    sequential: bool = False
    """Baseline or extended: every component is complete after its one scan."""
    multi_picture: bool = False
    """Says itself that other pictures follow (CIPA DC-007)."""
    picture: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of the file that make the picture: everything but APPn and COM, with Adobe's APP14 kept."""

    def digest(self, data: bytes, orientation: int) -> str:
        """SHA-256 of the picture without its metadata, and of the way up (1–8) it is shown."""
        sha = hashlib.sha256()
        view = memoryview(data)
        for start, stop in self.picture:
            sha.update(view[start:stop])
        sha.update(b"orientation=%d" % orientation)
        return sha.hexdigest()


def walk(data: bytes) -> JpegStream:
    """Read the segments of the first picture in ``data``.

    Raises:
        JpegTruncated: the end marker, or a whole segment, is missing.
        JpegBroken: the markers make no sense.
    """
    stream = JpegStream()
    icc: dict[int, bytes] = {}
    at = 2
    for _count in range(MAX_SEGMENTS):
        code, at = _marker(data, at)
        if code == _EOI:
            _finish(stream, icc, at)
            return stream
        if code == 0x01 or 0xD0 <= code <= _SOI:
            continue
        start, at = at, _segment_end(data, at)
        if _APP0 <= code <= _APP15 or code == _COM:
            _keep_block(stream, icc, code, data[start + 2 : at])
        if not (_APP0 <= code <= _APP15 or code == _COM) or code == _APP14:
            if code in _FRAMES:
                _read_frame(stream, code, data[start + 2 : at])
            if code == _SOS:
                at = _scan_end(stream, data, at)
            stream.picture.append((start - 2, at))
    raise JpegBroken


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at ``at`` (junk and fill bytes before it are passed, as decoders do) and the offset behind it."""
    at = data.find(b"\xff", at)
    while 0 <= at < len(data) - 1:
        code = data[at + 1]
        if code not in (0x00, 0xFF):
            return code, at + 2
        at = data.find(b"\xff", at + (1 if code == 0xFF else 2))
    raise JpegTruncated


def _scan_end(stream: JpegStream, data: bytes, at: int) -> int:
    """The offset of the marker behind a scan.

    Searching costs 3 % of a whole import, so it is left out where nothing hints at anything between this scan and an
    end marker at the very end of the file.
    """
    if stream.sequential and not stream.xmp and not stream.multi_picture and data.endswith(_END):
        return len(data) - len(_END)
    found = _SCAN_END.search(data, at)
    if found is None:
        raise JpegTruncated
    return found.start()


def _segment_end(data: bytes, at: int) -> int:
    length = int.from_bytes(data[at : at + 2])
    if at + max(length, 2) > len(data):
        raise JpegTruncated
    if length < 2:
        raise JpegBroken
    return at + length


def _read_frame(stream: JpegStream, code: int, body: bytes) -> None:
    if len(body) < 6:
        raise JpegBroken
    stream.height, stream.width = int.from_bytes(body[1:3]), int.from_bytes(body[3:5])
    stream.components = body[5]
    stream.sequential = code in _SEQUENTIAL
    stream.decodable = code not in _UNDECODABLE and body[0] == 8


def _keep_block(stream: JpegStream, icc: dict[int, bytes], code: int, body: bytes) -> None:
    """Keep the embedded blocks that are read later; the first EXIF and XMP win, parts of longer ones are joined."""
    if code == 0xE1 and body.startswith(EXIF_HEADER) and not stream.exif:
        stream.exif = body[len(EXIF_HEADER) :]
    elif code == 0xE1 and body.startswith(XMP_HEADER) and not stream.xmp:
        stream.xmp = body[len(XMP_HEADER) :]
    elif code == 0xE2 and body.startswith(ICC_HEADER) and len(body) > 14:
        icc.setdefault(body[12], body[14:])
    elif code == 0xE2 and body.startswith(MPF_HEADER):
        stream.multi_picture = True
    elif code == 0xED and body.startswith(PHOTOSHOP_HEADER) and len(stream.photoshop) < MAX_BLOCK_BYTES:
        stream.photoshop += body[len(PHOTOSHOP_HEADER) :]


def _finish(stream: JpegStream, icc: dict[int, bytes], end: int) -> None:
    stream.end = end
    stream.icc = b"".join(icc[number] for number in sorted(icc))
    if not stream.picture or not stream.width or not stream.height:
        raise JpegBroken
