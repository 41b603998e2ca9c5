"""Small pictures for lists: our own previews, read by plain threads and kept in memory up to a number of bytes.

Workers make finished pictures (scaled, cropped, with round corners, blurred where asked), so that painting is a copy.
They see paths and numbers only; pixmaps are made and die on the window's thread.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QBrush, QImage, QImageReader, QPainter, QPixmap

from ugc_studio.library.originals import is_whole_preview

log = logging.getLogger(__name__)

LIMIT_BYTES = 256 * 1024 * 1024
WORKERS = 2
TURN_SECONDS = 0.006
"""How long one turn of the event loop may spend on taking over pictures."""
SHAPE = 0.08
"""How much a stand-in may be stretched."""
BLURRED = 20
"""A sensitive picture is reduced to this many pixels across and enlarged again."""

Locate = Callable[[str], Path | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as it is wanted on screen, in device pixels; it is cropped to fill that size."""

    sha256: str
    width: int
    height: int
    radius: int = 0
    blurred: bool = False


@dataclass(slots=True)
class _Desk:
    """What workers share with the window: a stack of orders and a heap of results; no Qt object but images."""

    locate: Locate
    tell: Callable[[], None]
    condition: threading.Condition = field(default_factory=threading.Condition)
    lines: dict[int, list[Picture]] = field(default_factory=dict)
    begun: set[Picture] = field(default_factory=set)
    results: deque[tuple[Picture, QImage | None]] = field(default_factory=deque)
    told: bool = False
    open: bool = True

    def take(self) -> Picture | None:
        """Wait for an order: the newest line first, its most urgent picture first; None when it is time to end."""
        with self.condition:
            while self.open:
                for number in reversed(self.lines):
                    line = self.lines[number]
                    while line:
                        picture = line.pop()
                        if picture not in self.begun:
                            self.begun.add(picture)
                            return picture
                self.condition.wait()
            return None

    def give(self, picture: Picture, image: QImage | None) -> None:
        """Hand a finished picture over; the window is told once for all that wait."""
        with self.condition:
            self.results.append((picture, image))
            if self.told or not self.open:
                return
            self.told = True
        self.tell()


class Thumbnails(QObject):
    """Finished pictures by what is wanted; one store for the whole window.

    ``locate`` finds the preview of a SHA-256; ``missing`` is told, once for each, of those that are not there or cannot
    be read, so that they can be made (then :meth:`forget` them).
    """

    arrived = Signal(object)
    """The SHA-256 of pictures that came (or turned out to be missing), as a frozenset, at most once a turn."""
    _landed = Signal()

    def __init__(
        self,
        locate: Locate,
        *,
        missing: Callable[[str], None] | None = None,
        limit: int = LIMIT_BYTES,
        workers: int = WORKERS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._missing_told = missing
        self._limit = limit
        self._bytes = 0
        self._kept: OrderedDict[Picture, QPixmap] = OrderedDict()
        self._by_sha: dict[str, list[Picture]] = {}
        self._missing: set[str] = set()
        self._void: set[Picture] = set()
        """Pictures that were begun before they were forgotten: what comes of them is thrown away."""
        self._held: set[str] = set()
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._deliver)
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._desk = _Desk(locate, self._landed.emit)
        self._threads = [
            threading.Thread(target=_work, args=(self._desk,), name=f"ugc-studio-thumbnails-{number}")
            for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def used_bytes(self) -> int:
        """How much the kept pictures take."""
        return self._bytes

    @property
    def is_busy(self) -> bool:
        """Whether a wanted picture is still being made."""
        return any(self._desk.lines.values()) or bool(self._desk.begun or self._desk.results)

    def get(self, picture: Picture) -> QPixmap | None:
        """The finished picture, if it is here."""
        if not picture.blurred and picture.sha256 in self._held:
            return None
        found = self._kept.get(picture)
        if found is not None:
            self._kept.move_to_end(picture)
        return found

    def substitute(self, picture: Picture) -> QPixmap | None:
        """The same photo in another size but about the same shape, to show until the right one is here."""
        if not picture.blurred and picture.sha256 in self._held:
            return None
        for other in reversed(self._by_sha.get(picture.sha256, ())):
            across, along = other.width * picture.height, picture.width * other.height
            alike = abs(across - along) <= SHAPE * along
            if alike and other.blurred == picture.blurred:  # a blurred photo must never flash sharp
                return self._kept[other]
        return None

    def is_missing(self, sha256: str) -> bool:
        """Whether there is no preview, or none that can be read."""
        return sha256 in self._missing

    def want(self, pictures: Iterable[Picture], *, line: int = 0) -> None:
        """Have these pictures made, the first ones first; what this line wanted before and nobody began is dropped."""
        wanted = [picture for picture in pictures if picture not in self._kept and picture.sha256 not in self._missing]
        wanted.reverse()
        with self._desk.condition:
            self._desk.lines.pop(line, None)
            if wanted:
                self._desk.lines[line] = wanted
                self._desk.condition.notify_all()

    def forget(self, sha256: str) -> None:
        """Drop what is known of a photo, because its preview was made again or erased."""
        self._forget({sha256})

    def forget_all(self) -> None:
        """Drop everything, because some picture may not be seen any more; the others are read again."""
        self._forget({*self._by_sha, *self._missing, *self._begun()})

    def hold(self, names: Iterable[str]) -> None:
        """Give these photos blurred only: somebody just marked them, and not every list has read that yet."""
        new = set(names) - self._held
        self._held |= new
        if new:
            self.arrived.emit(frozenset(new))

    def let_go(self, sha256: str) -> None:
        """Give a photo as it is again: it was opened on purpose, or the mark was taken off."""
        self._held.discard(sha256)

    def _begun(self) -> set[str]:
        with self._desk.condition:
            return {one.sha256 for one in self._desk.begun}

    def _forget(self, names: set[str]) -> None:
        with self._desk.condition:
            self._void |= {one for one in self._desk.begun if one.sha256 in names}
        self._missing -= names
        for name in names:
            for picture in list(self._by_sha.get(name, ())):
                self._drop(picture)
        self.arrived.emit(frozenset(names))

    def close(self) -> None:
        """End the threads and wait for them."""
        with self._desk.condition:
            self._desk.open = False
            self._desk.lines.clear()
            self._desk.condition.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        self._more.stop()
        self._desk.results.clear()
        self._kept.clear()
        self._by_sha.clear()
        self._bytes = 0

    @Slot()
    def _deliver(self) -> None:
        with self._desk.condition:
            self._desk.told = False
        shown: set[str] = set()
        until = time.perf_counter() + TURN_SECONDS
        while self._desk.results and time.perf_counter() < until:
            picture, image = self._desk.results.popleft()
            with self._desk.condition:
                self._desk.begun.discard(picture)
            shown.add(picture.sha256)
            if picture in self._void:
                self._void.discard(picture)
            elif image is None:
                self._miss(picture.sha256)
            else:
                self._keep(picture, QPixmap.fromImage(image))
        if self._desk.results:
            self._more.start()
        if shown:
            self.arrived.emit(frozenset(shown))

    def _miss(self, sha256: str) -> None:
        if sha256 not in self._missing:
            self._missing.add(sha256)
            if self._missing_told is not None:
                self._missing_told(sha256)

    def _keep(self, picture: Picture, pixmap: QPixmap) -> None:
        self._drop(picture)
        self._kept[picture] = pixmap
        self._by_sha.setdefault(picture.sha256, []).append(picture)
        self._bytes += _bytes_of(pixmap)
        while self._bytes > self._limit and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def _drop(self, picture: Picture) -> None:
        pixmap = self._kept.pop(picture, None)
        if pixmap is None:
            return
        self._bytes -= _bytes_of(pixmap)
        others = self._by_sha[picture.sha256]
        others.remove(picture)
        if not others:
            del self._by_sha[picture.sha256]


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4


def _work(desk: _Desk) -> None:
    while (picture := desk.take()) is not None:
        image: QImage | None = None
        try:
            place = desk.locate(picture.sha256)
            if place is not None:
                image = finished(place, picture)
        except Exception:
            log.exception("a preview could not be read")
        desk.give(picture, image)


def finished(place: Path, picture: Picture) -> QImage | None:
    """Read a preview and make it what is wanted; None when it cannot be read. Runs in a worker."""
    if not is_whole_preview(place):
        return None
    reader = QImageReader(str(place), b"jpeg")
    reader.setAutoDetectImageFormat(False)  # ours are JPEG; no other decoder is ever asked
    wanted = QSize(max(1, picture.width), max(1, picture.height))
    stored = reader.size()
    if not stored.isValid():
        return None
    covering = stored.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    if covering.width() < stored.width():
        half = QSize((stored.width() + 1) // 2, (stored.height() + 1) // 2)
        if half.width() >= covering.width():
            reader.setScaledSize(half)  # the decoder does this by itself, faster than scaling afterwards
    image = reader.read()
    if image.isNull():
        return None
    if picture.blurred:
        image = _blurred(image)
    image = image.scaled(covering, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    left, top = (covering.width() - wanted.width()) // 2, (covering.height() - wanted.height()) // 2
    image = image.copy(left, top, wanted.width(), wanted.height())
    return _rounded(image, picture.radius) if picture.radius else image.convertToFormat(QImage.Format.Format_RGB32)


def _blurred(image: QImage) -> QImage:
    """So few pixels that nobody is recognised."""
    small = image.scaled(
        BLURRED, BLURRED, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return small.scaled(
        small.width() * 4, small.height() * 4, Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip


def _rounded(image: QImage, radius: int) -> QImage:
    round_one = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    round_one.fill(Qt.GlobalColor.transparent)
    painter = QPainter(round_one)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(QRectF(0, 0, image.width(), image.height()), radius, radius)
    painter.end()
    return round_one
