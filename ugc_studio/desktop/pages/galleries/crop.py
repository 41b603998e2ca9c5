"""The picture of a post with the frame of its crop: drag it, drag its corner, or use the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.rows import single_shot
from ugc_studio.desktop.grid.thumbnails import Picture
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.galleries.looking import Item
from ugc_studio.desktop.theme import icons
from ugc_studio.domain.galleries import MIN_CROP, Crop
from ugc_studio.domain.messages import _

SHAPES: dict[str, float] = {"4:5": 4 / 5, "1:1": 1.0, "3:4": 3 / 4}
"""Width over height."""
STEP, BIG_STEP, GROW = 0.01, 0.05, 1.05
CORNER = 16
"""So near to its lower right corner the frame is resized instead of moved."""
REST_MS = 500
"""The keys are written once they have rested."""


def centred(ratio: float, shape: float) -> Crop:
    """The largest part of that shape from the middle of a picture whose ratio is width over height."""
    if ratio > shape:
        width = shape / ratio
        return Crop((1 - width) / 2, 0.0, width, 1.0)
    height = ratio / shape
    return Crop(0.0, (1 - height) / 2, 1.0, height)


def moved(crop: Crop, across: float, along: float) -> Crop:
    """The same part elsewhere, inside the picture."""
    left = min(max(0.0, crop.left + across), 1 - crop.width)
    top = min(max(0.0, crop.top + along), 1 - crop.height)
    return Crop(left, top, crop.width, crop.height)


def grown(crop: Crop, factor: float) -> Crop:
    """A larger or smaller part of the same shape and, where it fits, the same upper left corner."""
    factor = min(factor, 1 / crop.width, 1 / crop.height)
    factor = max(factor, MIN_CROP * 10 / min(crop.width, crop.height))
    width, height = min(1.0, crop.width * factor), min(1.0, crop.height * factor)
    return Crop(min(crop.left, 1 - width), min(crop.top, 1 - height), width, height)


def shape_name(crop: Crop | None, ratio: float) -> str:
    """The shape that a crop has, or comes nearest to; empty for the whole picture."""
    if crop is None:
        return ""
    found = crop.width * ratio / crop.height
    return min(SHAPES, key=lambda name: abs(SHAPES[name] - found))


class CropPicture(QWidget):
    """Shows the whole picture; what the crop leaves out is dimmed."""

    cropped = Signal(object)
    """The new :class:`Crop`, once the mouse is let go or the keys rest."""

    def __init__(self, desk: Desk, *, width: int, height: int) -> None:
        super().__init__()
        self._desk = desk
        self._item: Item | None = None
        self.crop: Crop | None = None
        self._from: tuple[QPointF, Crop, bool] | None = None
        self._highest = desk.theme.px(height)
        self.setMinimumWidth(desk.theme.px(width))
        self._fit()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._resting = single_shot(self, REST_MS, self._commit)
        desk.thumbnails.arrived.connect(self._arrived)

    def show_item(self, item: Item) -> None:
        """Show a post; a crop that is being made goes on."""
        same = self._item is not None and self._item.id == item.id
        if not same:
            self.settle()
        self._item = item
        self._fit()
        if not same or (self._from is None and not self._resting.isActive()):
            self._set_crop(item.item.crop)
        name = _("Picture by {who}", who=item.who)
        cut = _("Picture by {who}, cropped. The arrow keys move the crop, + and - change its size.", who=item.who)
        self.setAccessibleName(self._desk.show(cut if item.item.crop else name))
        self._want()
        self.update()

    def settle(self) -> None:
        """Write a crop that the keys have changed, before anything else is shown."""
        if self._resting.isActive():
            self._resting.stop()
            self._commit()

    def _fit(self) -> None:
        """As high as the picture, within limits."""
        ratio = self._item.ratio if self._item else 1.0
        self.setFixedHeight(max(40, min(self._highest, round(self.width() / ratio))))

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self._fit()

    def picture_box(self) -> QRectF:
        """Where the picture lies in this widget."""
        ratio = self._item.ratio if self._item else 1.0
        width, height = float(self.width()), self.width() / ratio
        if height > self._highest:
            width, height = self._highest * ratio, float(self._highest)
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def frame(self) -> QRectF:
        """Where the crop lies."""
        box, crop = self.picture_box(), self.crop
        if crop is None:
            return box
        return QRectF(box.x() + crop.left * box.width(), box.y() + crop.top * box.height(),
                      crop.width * box.width(), crop.height * box.height())  # fmt: skip

    # ------------------------------------------------------------------ changing

    def _set_crop(self, crop: Crop | None) -> None:
        self.crop = crop
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if crop is not None else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor if crop is not None else Qt.CursorShape.ArrowCursor)
        self.update()

    def _commit(self) -> None:
        if self.crop is not None and self._item is not None and self.crop != self._item.item.crop:
            self.cropped.emit(self.crop)

    @qt_override(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame or its corner."""
        if self.crop is None or event.button() != Qt.MouseButton.LeftButton:
            return
        frame, at = self.frame(), event.position()
        corner = (frame.bottomRight() - at).manhattanLength() < CORNER
        if corner or frame.contains(at):
            self._from = (at, self.crop, corner)

    @qt_override(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self._from is None:
            return
        start, crop, corner = self._from
        box, way = self.picture_box(), event.position() - start
        if corner:
            self.crop = grown(crop, 1 + way.x() / max(1.0, crop.width * box.width()))
        else:
            self.crop = moved(crop, way.x() / box.width(), way.y() / box.height())
        self.update()

    @qt_override(nothing)
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Stay here."""
        if self._from is not None:
            self._from = None
            self._commit()

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, + and - change the size; with Shift in larger steps."""
        step = BIG_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        ways = {
            Qt.Key.Key_Left: (-step, 0.0), Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step), Qt.Key.Key_Down: (0.0, step),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if self.crop is None or key not in (*ways, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            super().keyPressEvent(event)
            return
        if key in ways:
            self.crop = moved(self.crop, *ways[key])
        else:
            self.crop = grown(self.crop, GROW if key == Qt.Key.Key_Plus else 1 / GROW)
        self._resting.start()
        self.update()

    # ------------------------------------------------------------------ drawing

    def _picture(self) -> Picture | None:
        item = self._item
        if item is None:
            return None
        box, ratio = self.picture_box(), self.devicePixelRatioF()
        size = (max(1, round(box.width() * ratio)), max(1, round(box.height() * ratio)))
        return Picture(str(item.row.asset.sha256), *size, radius=round(8 * ratio), blurred=item.row.sensitive)

    def _want(self) -> None:
        picture = self._picture()
        if picture is not None:
            self._desk.thumbnails.want([picture], line=id(self))

    def _arrived(self, names: object) -> None:
        if isinstance(names, frozenset) and self._item and str(self._item.row.asset.sha256) in names:
            self.update()

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, dim what is cut away, and frame what stays."""
        picture, item = self._picture(), self._item
        if picture is None or item is None:
            return
        painter, box, theme = QPainter(self), self.picture_box(), self._desk.theme
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        found = self._desk.thumbnails.get(picture)
        if found is None:
            self._want()
            found = self._desk.thumbnails.substitute(picture)
        outline = QPainterPath()
        outline.addRoundedRect(box, 8, 8)
        if found is not None:
            painter.drawPixmap(box, found, QRectF(found.rect()))
        else:
            painter.fillPath(outline, QColor.fromRgb(item.row.asset.colour))
        if item.row.sensitive:
            eye = QRectF(0, 0, 22, 22)
            eye.moveCenter(box.center())
            icons.draw(painter, "sensitive", QColor("#FFFFFF"), eye)
        if self.crop is not None:
            self._draw_frame(painter, outline)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _draw_frame(self, painter: QPainter, outline: QPainterPath) -> None:
        frame = self.frame()
        inside = QPainterPath()
        inside.addRect(frame)
        painter.fillPath(outline.subtracted(inside), QColor(0, 0, 0, 150))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#FFFFFF"), 2))
        painter.drawRect(frame.adjusted(1, 1, -1, -1))
        painter.fillRect(QRectF(frame.right() - 10, frame.bottom() - 10, 10, 10), QColor("#FFFFFF"))
