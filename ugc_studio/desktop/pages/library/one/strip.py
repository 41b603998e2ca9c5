"""The neighbours of the photo that is shown, in one row."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.grid.thumbnails import Picture, Thumbnails
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme import icons
from ugc_studio.domain.assets import Flag

SIDE = 56
GAP = 6
EDGE = 20
MARK = 16
REJECTED_OPACITY = 0.38


class FilmStrip(QWidget):
    """Small pictures around the current one, in the middle except near both ends; the keyboard needs none of it."""

    picked = Signal(int)
    """The place of the photo that was pressed."""

    def __init__(self, desk: Desk, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._desk, self._thumbnails = desk, thumbnails
        self._model: AssetListModel | None = None
        self._place = 0
        self.setFixedHeight(desk.theme.px(SIDE) + 16)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        thumbnails.arrived.connect(self._redraw)

    def _redraw(self, _shas: object) -> None:
        self.update()

    def show_place(self, model: AssetListModel, place: int) -> None:
        """Put another photo in the middle."""
        self._model, self._place = model, place
        self._want()
        self.update()

    def cells(self) -> list[tuple[int, QRect]]:
        """The places that are seen, each with where it lies."""
        model = self._model
        if model is None:
            return []
        side, count = self._desk.theme.px(SIDE), len(model.ids)
        step = side + GAP
        top, centred = (self.height() - side) // 2, (self.width() - side) // 2 - self._place * step
        origin = min(EDGE, max(centred, self.width() - EDGE - (count * step - GAP)))
        first, last = max(0, -origin // step), min(count, (self.width() - origin) // step + 1)
        return [(at, QRect(origin + at * step, top, side, side)) for at in range(first, last)]

    def _picture(self, place: int, cell: QRect) -> Picture | None:
        row = self._model.row(place) if self._model else None
        if row is None:
            return None
        side = round(cell.width() * self.devicePixelRatioF())
        return Picture(row.asset.sha256, side, side, round(4 * self.devicePixelRatioF()), row.sensitive)

    def _want(self) -> None:
        near = sorted(self.cells(), key=lambda cell: abs(cell[0] - self._place))
        pictures = [picture for place, cell in near if (picture := self._picture(place, cell)) is not None]
        self._thumbnails.want(pictures, line=id(self))

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer are seen."""
        super().resizeEvent(event)
        self._want()

    @qt_override(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the photo under the pointer."""
        for place, cell in self.cells():
            if cell.contains(event.position().toPoint()):
                self.picked.emit(place)
                return

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._desk.theme
        painter.fillRect(self.rect(), theme.colour("window"))
        for place, cell in self.cells():
            self._paint_cell(painter, place, cell)
        painter.end()

    def _paint_cell(self, painter: QPainter, place: int, cell: QRect) -> None:
        model = self._model
        row = model.row(place) if model else None
        rejected = row is not None and row.asset.flag is Flag.REJECTED
        painter.setOpacity(REJECTED_OPACITY if rejected else 1.0)
        wanted = self._picture(place, cell)
        pixmap = (self._thumbnails.get(wanted) or self._thumbnails.substitute(wanted)) if wanted else None
        if pixmap is not None:
            painter.drawPixmap(cell, pixmap)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(row.asset.colour if row else 0x808080))
            painter.drawRoundedRect(cell, 4, 4)
        painter.setOpacity(1.0)
        if row is not None and row.asset.flag is not Flag.UNREVIEWED:
            self._paint_mark(painter, cell, "flag" if row.asset.flag is Flag.PICKED else "x")
        if place == self._place:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._desk.theme.colour("accent"), 3))
            painter.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_mark(self, painter: QPainter, cell: QRect, icon: str) -> None:
        side = self._desk.theme.px(MARK)
        box = QRectF(cell.x() + 3, cell.y() + 3, side, side)
        disc = self._desk.theme.colour("scrim")
        disc.setAlphaF(0.72)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(disc)
        painter.drawEllipse(box)
        icons.draw(painter, icon, QColor("#FFFFFF"), box.adjusted(3, 3, -3, -3))
