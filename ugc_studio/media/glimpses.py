"""Pictures of an original for the screen, made in a worker process: the whole at some size, or a part of it.

The last originals that were decoded stay decoded, so that moving about in one at full size decodes it once.
"""

from __future__ import annotations

import json
import math
import struct
from collections import OrderedDict
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from ugc_studio.domain.framing import Box
from ugc_studio.domain.media import FileKind, RejectCode, Rejected
from ugc_studio.media.edge import guarded, set_up_process
from ugc_studio.media.limits import MEGA, Limits, cap_memory, grant_cpu

if TYPE_CHECKING:
    from ugc_studio.media.fingerprint import Pixels
    from ugc_studio.media.seeking import Seek

READY = b"R"
_PICTURE, _REJECTED = b"P", b"X"
_HEAD = struct.Struct("<IId")
_KEPT_PIXELS = 64 * MEGA
SHARPNESS_SIDE = 1080
"""The long side at which sharpness is measured, so that pictures of all sizes compare."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is wanted of one original: ``box`` (upright pixels) or all of it, its long side at most ``side``."""

    source: str
    side: int | None = None
    box: Box | None = None
    quality: int = 86
    measure: bool = False
    """Measure sharpness instead: no picture comes back."""
    seek: Seek | None = None
    """Look for something in it instead: what comes back is what :mod:`ugc_studio.media.seeking` reads."""
    mark: str = ""
    """A text that is written across the picture."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A JPEG of our own making; ``sharpness`` only where it was asked for."""

    data: bytes
    width: int
    height: int
    sharpness: float | None = None


class BadAnswer(Exception):
    """A worker said something that is no answer."""


def serve(line: Connection, limits: Limits) -> None:
    """Answer :class:`Look` after :class:`Look` until the parent closes the line."""
    set_up_process()
    cap_memory(limits)
    desk = Desk(limits)
    try:
        line.send_bytes(READY)
        while True:
            look: Look = line.recv()
            grant_cpu(limits)
            line.send_bytes(encode(desk.look(look)))
    except (EOFError, OSError):
        return


class Desk:
    """Decodes originals and keeps the last ones at hand."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._whole: OrderedDict[str, Pixels] = OrderedDict()

    def look(self, look: Look) -> Glimpse | Rejected:
        """One picture; whatever happens, nothing is raised."""
        return guarded(lambda: self._look_or_forget(look))

    def _look_or_forget(self, look: Look) -> Glimpse:
        try:
            return self._look(look)
        except MemoryError:
            self._whole.clear()
            raise

    def _look(self, look: Look) -> Glimpse:
        import cv2

        from ugc_studio.media.pixels import shrink
        from ugc_studio.media.seeking import seek
        from ugc_studio.media.watermark import marked

        if look.seek is not None:
            return Glimpse(seek(look.seek, Path(look.source), self._limits), 0, 0)
        if look.measure:
            return Glimpse(b"", 0, 0, sharpness_of(shrink(self._reduced(look.source, SHARPNESS_SIDE), SHARPNESS_SIDE)))
        part = shrink(self._part(look), look.side)
        if look.mark:
            part = marked(part, look.mark)
        _done, data = cv2.imencode(".jpg", part, [cv2.IMWRITE_JPEG_QUALITY, look.quality])
        height, width = part.shape[:2]
        return Glimpse(data.tobytes(), width, height)

    def _part(self, look: Look) -> Pixels:
        if look.box is not None:
            return _cut(self._upright(look.source), look.box)
        return self._reduced(look.source, look.side)

    def _reduced(self, source: str, side: int | None) -> Pixels:
        """At least ``side`` long where the original is; from what is decoded already, if it is.

        A proxy is made as the import makes it, because pictures are compared by theirs.
        """
        from ugc_studio.media.pixels import PROXY_SIDE

        kept = self._whole.get(source) if side != PROXY_SIDE else None
        return kept if kept is not None else _load(Path(source), side, self._limits)

    def _upright(self, source: str) -> Pixels:
        kept = self._whole.pop(source, None)
        whole = kept if kept is not None else _load(Path(source), None, self._limits)
        self._whole[source] = whole
        while len(self._whole) > 1 and sum(one.size for one in self._whole.values()) > 3 * _KEPT_PIXELS:
            self._whole.popitem(last=False)
        return whole


def sharpness_of(picture: Pixels) -> float:
    """The variance of the Laplacian of its grey: small where no edge is sharp (Pech-Pacheco et al. 2000)."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    _mean, deviation = cv2.meanStdDev(cv2.Laplacian(grey, cv2.CV_64F))
    return round(float(deviation[0, 0]) ** 2, 2)


def _load(path: Path, side: int | None, limits: Limits) -> Pixels:
    from ugc_studio.media.pixels import UnusableError, load_upright, shrink

    with path.open("rb") as file:
        kind = _kind_of(file.read(4096))
    if kind not in (FileKind.MP4, FileKind.MOV, FileKind.WEBM):
        return load_upright(path, max_side=side, limits=limits)
    from ugc_studio.media.video import read_poster

    frame, _duration = read_poster(path, limits)
    if frame is None:
        raise UnusableError(RejectCode.DECODE_FAILED)
    return shrink(frame, side)


def _kind_of(head: bytes) -> FileKind | None:
    from ugc_studio.media import probe

    return probe.sniff(head[: probe.HEAD_BYTES])


def _cut(whole: Pixels, box: Box) -> Pixels:
    """The part of a picture that lies inside it; at least one pixel."""
    height, width = whole.shape[:2]
    left, top = min(max(box.left, 0), width - 1), min(max(box.top, 0), height - 1)
    right, bottom = max(left + 1, min(box.left + box.width, width)), max(top + 1, min(box.top + box.height, height))
    return whole[top:bottom, left:right]


def encode(answer: Glimpse | Rejected) -> bytes:
    """One message of a worker: nothing in it is ever unpickled."""
    if isinstance(answer, Rejected):
        return _REJECTED + json.dumps([answer.code, dict(answer.params)]).encode()
    sharpness = math.nan if answer.sharpness is None else answer.sharpness
    return _PICTURE + _HEAD.pack(answer.width, answer.height, sharpness) + answer.data


def decode(message: bytes) -> Glimpse | Rejected:
    """What a message says.

    Raises:
        BadAnswer: the message has not the shape of an answer.
    """
    try:
        if message[:1] == _REJECTED:
            code, params = json.loads(message[1:])
            return Rejected(RejectCode(code), dict(params))
        if message[:1] != _PICTURE:
            raise BadAnswer
        width, height, sharpness = _HEAD.unpack(message[1 : 1 + _HEAD.size])
    except (ValueError, TypeError, struct.error, RecursionError) as error:
        raise BadAnswer from error
    return Glimpse(message[1 + _HEAD.size :], width, height, None if math.isnan(sharpness) else sharpness)
