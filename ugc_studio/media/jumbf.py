"""Finds the C2PA manifest store in a file and walks its boxes (JUMBF, ISO 19566-5; C2PA 2.2, "Embedding manifests").

Reads only what is needed of the file, in bounds, and follows no address.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ugc_studio.domain.media import FileKind
from ugc_studio.media import probe

MOST_BYTES = 24_000_000
"""Of a manifest store, thumbnails included."""
MOST_PARTS = 20_000
MOST_BOXES = 4_000
MOST_DEPTH = 10
BMFF_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
TIFF_TAG = 0xCD41


class JumbfError(ValueError):
    """The boxes are malformed, or more than anybody sends."""


@dataclass(slots=True)
class Box:
    """A box: a superbox has a label and boxes within, any other one its bytes."""

    kind: bytes
    label: str = ""
    data: bytes = b""
    boxes: list[Box] = field(default_factory=list)

    def content(self, kind: bytes) -> bytes | None:
        """The bytes of the first box of a kind within."""
        return next((box.data for box in self.boxes if box.kind == kind), None)


def store_in(path: Path) -> bytes | None:
    """The manifest store that a file carries; nothing where there is none.

    Raises:
        JumbfError: there is one, but it is too large or cut off.
    """
    with path.open("rb") as file:
        kind = probe.sniff(file.read(probe.HEAD_BYTES))
        file.seek(0)
        try:
            if kind is FileKind.JPEG:
                return _in_jpeg(file)
            if kind is FileKind.PNG:
                return _in_chunks(file, start=8, order=">", chunk=b"caBX", padded=False, name_first=False, tail=4)
            if kind is FileKind.WEBP:
                return _in_chunks(file, start=12, order="<", chunk=b"C2PA", padded=True, name_first=True, tail=0)
            if kind is FileKind.TIFF:
                return _in_tiff(file)
            if kind in (FileKind.HEIC, FileKind.AVIF, FileKind.MP4, FileKind.MOV):
                return _in_bmff(file)
        except struct.error as error:
            raise JumbfError("cut off") from error
    return None


def _in_jpeg(file: BinaryIO) -> bytes | None:
    """Segments APP11 of one box, in their order; each repeats the header of the box (ISO 19566-5, D.2)."""
    parts: dict[int, list[tuple[int, bytes]]] = {}
    total = 0
    file.seek(2)
    for _part in range(MOST_PARTS):
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF or head[1] in (0xDA, 0xD9):
            break
        size = int.from_bytes(head[2:], "big") - 2
        if size < 0:
            break
        if head[1] != 0xEB:
            file.seek(size, 1)
            continue
        segment = file.read(size)
        if segment[:2] == b"JP" and len(segment) >= 16:
            total += len(segment)
            if total > MOST_BYTES:
                raise JumbfError("too large")
            number, place = struct.unpack(">HI", segment[2:8])
            parts.setdefault(number, []).append((place, segment[8:]))
    for pieces in parts.values():
        pieces.sort(key=lambda piece: piece[0])
        header = 16 if pieces[0][1][:4] == b"\0\0\0\1" else 8
        whole = pieces[0][1] + b"".join(piece[header:] for _place, piece in pieces[1:])
        if whole[4:8] == b"jumb":
            return whole
    return None


def _in_chunks(
    file: BinaryIO, *, start: int, order: str, chunk: bytes, padded: bool, name_first: bool, tail: int
) -> bytes | None:
    """PNG and RIFF: length and name before each chunk, in either order; a checksum or a padding byte after it."""
    file.seek(start)
    for _part in range(MOST_PARTS):
        head = file.read(8)
        if len(head) < 8:
            return None
        name, length = (head[:4], head[4:]) if name_first else (head[4:], head[:4])
        size = struct.unpack(order + "I", length)[0]
        if name == chunk:
            return _bounded(file, size)
        file.seek(size + (size % 2 if padded else 0) + tail, 1)
    return None


def _in_bmff(file: BinaryIO) -> bytes | None:
    """A box ``uuid`` at the top: version and flags, the purpose, where further ones are, then the store."""
    for _part in range(MOST_PARTS):
        head = file.read(8)
        if len(head) < 8:
            return None
        size, kind = struct.unpack(">I4s", head)
        read = 8
        if size == 1:
            size, read = struct.unpack(">Q", file.read(8))[0], 16
        if kind == b"uuid" and file.read(16) == BMFF_UUID:
            payload = _bounded(file, size - read - 16)
            purpose, _end, rest = payload[4:].partition(b"\0")
            if purpose == b"manifest":
                return rest[8:]
            continue
        if kind == b"uuid":
            read += 16
        if size < read:  # to the end of the file, or nonsense
            return None
        file.seek(size - read, 1)
    return None


def _in_tiff(file: BinaryIO) -> bytes | None:
    order = {b"II": "<", b"MM": ">"}.get(file.read(2))
    if order is None:
        return None
    _magic, place = struct.unpack(order + "HI", file.read(6))
    file.seek(place)
    for _entry in range(struct.unpack(order + "H", file.read(2))[0]):
        tag, _kind, count, value = struct.unpack(order + "HHII", file.read(12))
        if tag == TIFF_TAG:
            file.seek(value)
            return _bounded(file, count)
    return None


def _bounded(file: BinaryIO, size: int) -> bytes:
    if not 0 <= size <= MOST_BYTES:
        raise JumbfError("too large")
    data = file.read(size)
    if len(data) != size:
        raise JumbfError("cut off")
    return data


def boxes_of(data: bytes) -> list[Box]:
    """The boxes of a store.

    Raises:
        JumbfError: they are malformed, too many or too deep.
    """
    return list(_boxes(data, 0, [0]))


def _boxes(data: bytes, depth: int, counted: list[int]) -> Iterator[Box]:
    at = 0
    while at + 8 <= len(data):
        counted[0] += 1
        if depth > MOST_DEPTH or counted[0] > MOST_BOXES:
            raise JumbfError("too many boxes")
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        header = 8
        if size == 1 and at + 16 <= len(data):
            size, header = struct.unpack(">Q", data[at + 8 : at + 16])[0], 16
        elif size == 0:
            size = len(data) - at
        if size < header or at + size > len(data):
            raise JumbfError("cut off")
        content = data[at + header : at + size]
        if kind == b"jumb":
            inside = list(_boxes(content, depth + 1, counted))
            label = _label(inside[0].data) if inside and inside[0].kind == b"jumd" else ""
            yield Box(kind, label, boxes=inside)
        else:
            yield Box(kind, data=content)
        at += size


def _label(description: bytes) -> str:
    """What a description box calls its superbox: after 16 bytes of type and one of toggles."""
    if len(description) < 17 or not description[16] & 2:
        return ""
    return description[17:].partition(b"\0")[0][:300].decode("utf-8", "replace")
