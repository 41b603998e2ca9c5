"""The same spot of every copy at 100 %: what tells an original from a copy of a copy."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.viewer.loading import read_patch
from ugc_studio.domain.assets import Asset
from ugc_studio.domain.framing import Box

SMALLEST_HEIGHT = 96


class SpotView(QWidget):
    """A part of one photo in its own pixels; dragging moves the spot in all columns together."""

    dragged = Signal(QPointF)
    """By how much the spot moves, as shares of the photo's width and height."""

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._asset: Asset | None = None
        self._spot = QPointF(0.5, 0.5)
        self._image: QImage | None = None
        self._problem = False
        self._blurred = False
        self._grabbed: QPointF | None = None
        self.setAccessibleName(name)
        self.setMinimumHeight(desk.theme.px(SMALLEST_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def set_photo(self, asset: Asset, *, blurred: bool) -> None:
        """Show a part of this photo; nothing of one that is to stay blurred."""
        self._asset, self._image, self._problem, self._blurred = asset, None, False, blurred
        self._ask()

    def set_spot(self, spot: QPointF) -> None:
        """Move to a spot in relative coordinates (0 to 1), so that copies of other sizes show the same."""
        self._spot = spot
        self._ask()

    def part(self) -> Box | None:
        """The pixels that fit, around the spot, kept inside the photo."""
        if self._asset is None or self.width() < 2 or self.height() < 2:
            return None
        ratio = self.devicePixelRatioF()
        width = min(self._asset.width, round(self.width() * ratio))
        height = min(self._asset.height, round(self.height() * ratio))
        left = round(self._spot.x() * self._asset.width - width / 2)
        top = round(self._spot.y() * self._asset.height - height / 2)
        left = max(0, min(left, self._asset.width - width))
        top = max(0, min(top, self._asset.height - height))
        return Box(left, top, width, height)

    def _ask(self) -> None:
        asset, part = self._asset, self.part()
        if asset is None or part is None or self._blurred:
            self.update()
            return

        def look(studio: Studio) -> QImage:
            return read_patch(studio, int(asset.id), part, 1.0).image

        self._desk.ask(look, self._show, owner=self, key="spot", failed=self._fail)

    def _show(self, image: QImage) -> None:
        if self._blurred:
            return
        self._image, self._problem = image, image.isNull()
        self.update()

    def _fail(self, _error: BaseException) -> None:
        self._image, self._problem = None, True
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer pixels fit."""
        super().resizeEvent(event)
        self._ask()

    def sizeHint(self) -> QSize:
        """Room for details."""
        return QSize(self._desk.theme.px(256), self._desk.theme.px(SMALLEST_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self._grabbed = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._grabbed is None or self._asset is None:
            return
        step, self._grabbed = self._grabbed - event.position(), event.position()
        ratio = self.devicePixelRatioF()
        self.dragged.emit(QPointF(step.x() * ratio / self._asset.width, step.y() * ratio / self._asset.height))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pixels one to one, in the middle when the photo is smaller than the box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), self._desk.theme.colour("canvas"))
        if self._image is not None and not self._image.isNull():
            ratio = self.devicePixelRatioF()
            width, height = self._image.width() / ratio, self._image.height() / ratio
            box = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
            painter.drawImage(box, self._image)
        else:
            icon = "sensitive" if self._blurred else "warning" if self._problem else "zoom"
            side = self._desk.theme.px(20)
            sign = self._desk.theme.pixmap(icon, "text3", 20)
            painter.drawPixmap(round((self.width() - side) / 2), round((self.height() - side) / 2), sign)
        painter.end()
