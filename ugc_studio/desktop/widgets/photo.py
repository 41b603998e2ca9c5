"""One small picture of a photo: queues, rows, cards. Sensitive ones are blurred, missing ones say so."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.thumbnails import Picture
from ugc_studio.desktop.theme import icons


class Photo(QWidget):
    """Shows a photo in a given box: cropped to fill it, or whole inside it."""

    def __init__(self, desk: Desk, *, width: int, height: int, whole: bool = False, radius: int = 8) -> None:
        """``width`` and ``height`` are the box in pixels of the design; ``whole`` shows all of the photo."""
        super().__init__()
        self._desk, self._whole, self._radius = desk, whole, radius
        self._box = QSize(desk.theme.px(width), desk.theme.px(height))
        self._sha256, self._ratio, self._blurred, self._colour = "", 1.0, False, QColor(desk.theme.tokens.raised)
        self.ring = ""
        """A colour token for a frame around the photo; empty: none."""
        self.setFixedSize(self._box)
        desk.thumbnails.arrived.connect(self._arrived)

    def set_photo(
        self, sha256: str, *, ratio: float = 1.0, blurred: bool = False, colour: int | None = None, name: str = ""
    ) -> None:
        """Show another photo; ``ratio`` is width over height, ``colour`` 0xRRGGBB until the picture is there."""
        self._sha256, self._ratio, self._blurred = sha256, ratio or 1.0, blurred
        if colour is not None:
            self._colour = QColor.fromRgb(colour)
        self.setAccessibleName(name)
        if sha256:
            self._desk.thumbnails.want([self._wanted()], line=id(self))
        self.update()

    def set_box(self, width: int, height: int) -> None:
        """Another box, in device-independent pixels."""
        if QSize(width, height) != self._box:
            self._box = QSize(width, height)
            self.setFixedSize(self._box)
            if self._sha256:
                self._desk.thumbnails.want([self._wanted()], line=id(self))

    def picture_box(self) -> QRectF:
        """Where the picture itself lies in this widget."""
        if not self._whole:
            return QRectF(0, 0, self._box.width(), self._box.height())
        width, height = float(self._box.width()), self._box.width() / self._ratio
        if height > self._box.height():
            width, height = self._box.height() * self._ratio, float(self._box.height())
        return QRectF((self._box.width() - width) / 2, (self._box.height() - height) / 2, width, height)

    def _wanted(self) -> Picture:
        ratio, box = self.devicePixelRatioF(), self.picture_box()
        size = (max(1, round(box.width() * ratio)), max(1, round(box.height() * ratio)))
        return Picture(self._sha256, *size, radius=round(self._radius * ratio), blurred=self._blurred)

    def _arrived(self, shas: object) -> None:
        if isinstance(shas, frozenset) and self._sha256 in shas:
            self._desk.thumbnails.want([self._wanted()], line=id(self))  # it may have been forgotten
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, or its colour until it is there."""
        painter, box = QPainter(self), self.picture_box()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        found = self._pixmap()
        if found is not None:
            painter.drawPixmap(box, found, QRectF(found.rect()))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
            painter.drawRoundedRect(box, self._radius, self._radius)
        centre = QRectF(0, 0, 20, 20)
        centre.moveCenter(box.center())
        if self._sha256 and self._desk.thumbnails.is_missing(self._sha256):
            icons.draw(painter, "warning", self._desk.theme.colour("text3"), centre)
        elif self._blurred:
            icons.draw(painter, "sensitive", QColor("#FFFFFF"), centre)
        if self.ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._desk.theme.colour(self.ring), 3))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), self._radius, self._radius)
        painter.end()

    def _pixmap(self) -> QPixmap | None:
        if not self._sha256:
            return None
        wanted = self._wanted()
        return self._desk.thumbnails.get(wanted) or self._desk.thumbnails.substitute(wanted)
