"""A picture that can be looked into: the small preview at once, sharper ones as they come, full size where wanted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.viewer import painting
from ugc_studio.desktop.viewer.loading import Patch, read_large, read_patch, read_proxy, read_veiled
from ugc_studio.desktop.viewer.seen import Seen as Seen
from ugc_studio.desktop.viewer.sight import FITTED, Sight, Stage
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.framing import Box
from ugc_studio.domain.messages import Text, _

SETTLE_MS = 120
"""How long nothing has to move before sharper pixels are asked for."""
STEP = 1.25
PAN_STEP = 80
MARGIN = 0.25
PROXY_SIDE = 512
WAYS = {
    int(Qt.Key.Key_Left): (-1, 0),
    int(Qt.Key.Key_Right): (1, 0),
    int(Qt.Key.Key_Up): (0, -1),
    int(Qt.Key.Key_Down): (0, 1),
}


class PictureView(QLabel):
    """Shows one photo on the canvas; fits it, zooms at the pointer, pans, and says in place what cannot be shown.

    It is a label because screen readers take a label with a pixmap for a picture.
    """

    sight_changed = Signal(object)
    """The :class:`Sight` after the person zoomed or panned (never after :meth:`set_sight`)."""
    looked = Signal()
    """Another part is seen, whoever wanted it."""
    focused = Signal()
    """The keyboard, or a press of the mouse, came here."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: Seen | None = None
        self._sight = FITTED
        self._base: QPixmap | None = None
        self._large: QPixmap | None = None
        self._patch: tuple[Patch, QPixmap] | None = None
        self._problem: Text | None = None
        self._revealed = False
        self._grabbed: QPointF | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._sharpen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPixmap(QPixmap(1, 1))  # never painted
        desk.changed.connect(self._changed)
        self.setMinimumSize(desk.theme.px(120), desk.theme.px(120))

    # ------------------------------------------------------------------ what is shown

    @property
    def seen(self) -> Seen | None:
        """The photo that is shown."""
        return self._seen

    @property
    def problem(self) -> Text | None:
        """Why nothing can be shown, where nothing can."""
        return self._problem

    @property
    def is_veiled(self) -> bool:
        """Whether the photo is shown blurred because it is sensitive."""
        return self._seen is not None and self._seen.sensitive and not self._revealed

    @property
    def pixels_across(self) -> int | None:
        """How wide the sharpest picture of the whole is that is here."""
        best = self._large or self._base
        return best.width() if best is not None else None

    @property
    def patch(self) -> Patch | None:
        """The part of the original that is here at (nearly) full size."""
        return self._patch[0] if self._patch is not None else None

    def show_photo(self, seen: Seen | None, *, first: QPixmap | None = None, keep_sight: bool = False) -> None:
        """Show another photo, ``first`` (a thumbnail) until its preview is there."""
        if seen is not None and self._seen is not None and seen.asset_id == self._seen.asset_id:
            veiled = self.is_veiled
            self._revealed = self._revealed and self._seen.sensitive  # opened on purpose, and not only marked now
            self._seen = seen
            if self.is_veiled == veiled:
                self.update()
                return
        self._settle.stop()
        self._seen, self._revealed, self._problem = seen, False, None
        self._large, self._patch = None, None
        self._base = first if seen is not None and not seen.sensitive else None
        if not keep_sight:
            self._sight = FITTED
        self.setAccessibleName(seen.name if seen else "")
        self._load()
        self.update()

    def reveal(self) -> None:
        """Show a sensitive photo as it is."""
        if self.is_veiled:
            self._revealed, self._base = True, None
            self._load()
            self.update()

    # ------------------------------------------------------------------ where one looks

    @property
    def sight(self) -> Sight:
        """Which part is looked at."""
        return self._sight

    def set_sight(self, sight: Sight) -> None:
        """Look at another part, without telling."""
        self._sight = sight
        self._settle.start()
        self.looked.emit()
        self.update()

    def stage(self) -> Stage:
        """The photo in this view, in pixels of the screen."""
        ratio = self.devicePixelRatioF()
        seen = self._seen
        width, height = (seen.width, seen.height) if seen else (1, 1)
        return Stage(max(1.0, self.width() * ratio), max(1.0, self.height() * ratio), max(1, width), max(1, height))

    def seen_rect(self) -> QRectF:
        """Where the picture is seen in this view."""
        ratio = self.devicePixelRatioF()
        left, top, width, height = (value / ratio for value in self.stage().rect(self._sight))
        return QRectF(left, top, width, height).intersected(QRectF(self.rect()))

    def percent(self) -> int:
        """How large the photo is shown, 100 being a pixel for a pixel."""
        stage = self.stage()
        return round(stage.scale(stage.settled(self._sight)) * 100)

    def toggle_zoom(self, at: QPointF | None = None) -> None:
        """Between all of it and a pixel for a pixel, at a point of the view (its middle by default)."""
        stage = self.stage()
        ratio = self.devicePixelRatioF()
        point = at or QPointF(self.width() / 2, self.height() / 2)
        fitted = abs(stage.settled(self._sight).factor - 1.0) < 1e-3
        wanted = stage.full if fitted else 1.0
        self._look(stage.zoomed(self._sight, wanted, point.x() * ratio, point.y() * ratio) if fitted else FITTED)

    def pointer(self) -> QPointF | None:
        """Where the pointer is over the picture, if it is."""
        point = self.mapFromGlobal(self.cursor().pos())
        return QPointF(point) if self.rect().contains(point) else None

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Closer (or further away) by steps, around a point."""
        stage, ratio = self.stage(), self.devicePixelRatioF()
        point = at or QPointF(self.width() / 2, self.height() / 2)
        factor = max(1.0, stage.settled(self._sight).factor * STEP**steps)
        self._look(stage.zoomed(self._sight, factor, point.x() * ratio, point.y() * ratio))

    def _look(self, sight: Sight) -> None:
        if self.is_veiled or self._problem is not None or self._seen is None:
            return
        if sight != self._sight:
            self.set_sight(sight)
            self.sight_changed.emit(sight)

    def _changed(self, changed: Changes) -> None:
        """Nobody looks: whether it may still be shown as it is will be known when somebody does."""
        if changed.touch(Changed.CONSENT) and not self.isVisible():
            self.show_photo(None)

    # ------------------------------------------------------------------ loading

    def _load(self) -> None:
        seen = self._seen
        if seen is None:
            return
        asset_id, veiled = seen.asset_id, self.is_veiled

        def read(studio: Studio) -> QImage:
            return read_veiled(studio, asset_id) if veiled else read_proxy(studio, asset_id)

        self._desk.ask(read, self._take_base, owner=self, key="proxy", failed=self._fail)

    def _take_base(self, image: QImage) -> None:
        self._base = QPixmap.fromImage(image)
        self._problem = None
        self.update()
        if not self.is_veiled:
            self._settle.start()

    def _fail(self, error: BaseException) -> None:
        if self._large is not None:
            return
        self._base = None
        self._problem = error.text if isinstance(error, StudioError) else _("The preview of this photo cannot be read.")
        self.setAccessibleDescription(self._desk.show(self._problem))
        self.update()

    def _sharpen(self) -> None:
        """Ask for what is still too coarse: a larger preview of the whole, then the part that is seen."""
        seen, stage = self._seen, self.stage()
        if seen is None or self.is_veiled or self._problem is not None or not self.isVisible():
            return
        sight = stage.settled(self._sight)
        scale = min(1.0, stage.scale(sight))
        wanted = round(max(seen.width, seen.height) * scale)
        have = max(self._large.width(), self._large.height()) if self._large else PROXY_SIDE
        if sight.is_fitted:
            if wanted > have and max(seen.width, seen.height) > have:
                self._ask_large(seen.asset_id, wanted)
            return
        if self._large is None and max(seen.width, seen.height) > PROXY_SIDE:
            self._ask_large(seen.asset_id, round(max(stage.view_width, stage.view_height)))
        if wanted > have and not self._has_patch(stage.part(sight), scale):
            self._ask_patch(seen.asset_id, stage.part(sight, margin=MARGIN), scale)

    def _has_patch(self, box: Box, scale: float) -> bool:
        if self._patch is None or self._patch[0].scale < scale - 1e-3:
            return False
        held = self._patch[0].box
        return (
            held.left <= box.left
            and held.top <= box.top
            and held.left + held.width >= box.left + box.width
            and held.top + held.height >= box.top + box.height
        )

    def _ask_large(self, asset_id: int, side: int) -> None:
        def done(image: QImage) -> None:
            if self._is_open(asset_id):
                self._large, self._problem = QPixmap.fromImage(image), None
                self.update()

        self._desk.ask(
            lambda studio: read_large(studio, asset_id, side), done, owner=self, key="large", failed=self._keep_coarse
        )

    def _ask_patch(self, asset_id: int, box: Box, scale: float) -> None:
        def done(patch: Patch) -> None:
            if self._is_open(asset_id):
                self._patch = (patch, QPixmap.fromImage(patch.image))
                self.update()

        self._desk.ask(
            lambda studio: read_patch(studio, asset_id, box, scale), done, owner=self, key="patch",
            failed=self._keep_coarse,
        )  # fmt: skip

    def _is_open(self, asset_id: int) -> bool:
        """Whether sharp pixels of this photo may be shown: they may come after it was left or marked as sensitive."""
        return self._seen is not None and self._seen.asset_id == asset_id and not self.is_veiled

    def _keep_coarse(self, error: BaseException) -> None:
        """The coarser picture stays on screen; without any the reason is shown in its place."""
        if self._base is None:
            self._fail(error)

    # ------------------------------------------------------------------ drawing

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the canvas, the best picture there is, and what has to be said over it."""
        painter = QPainter(self)
        theme = self._desk.theme
        painter.fillRect(self.rect(), theme.colour("canvas"))
        seen = self._seen
        if seen is not None and self._problem is not None:
            painting.message(painter, theme, self.rect(), "warning", self._desk.show(self._problem), seen.name)
        elif seen is not None:
            self._paint_picture(painter, seen)
            if self.is_veiled:
                words = _("Sensitive photo. Show it with {key}.", key="+".join(self._desk.actions.caps("view.reveal")))
                painting.veil(painter, theme, self.rect(), self._desk.show(words))
        if self.hasFocus():
            painting.ring(painter, theme, self.rect())
        painter.end()

    def _paint_picture(self, painter: QPainter, seen: Seen) -> None:
        ratio = self.devicePixelRatioF()
        stage = self.stage()
        left, top, width, height = (value / ratio for value in stage.rect(FITTED if self.is_veiled else self._sight))
        target = QRectF(left, top, width, height)
        scale = stage.scale(stage.settled(self._sight))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 3)
        best = self._large or self._base
        if best is None:
            painting.placeholder(painter, target, seen.colour)
            return
        painter.drawPixmap(target, best, QRectF(best.rect()))
        if self._patch is not None and scale > self._scale_of(best, seen):
            box = self._patch[0].box
            step = width / seen.width
            where = QRectF(left + box.left * step, top + box.top * step, box.width * step, box.height * step)
            painter.drawPixmap(where, self._patch[1], QRectF(self._patch[1].rect()))

    @staticmethod
    def _scale_of(pixmap: QPixmap, seen: Seen) -> float:
        return pixmap.width() / max(1, seen.width)

    def sizeHint(self) -> QSize:
        """Room for a picture."""
        return QSize(480, 360)

    # ------------------------------------------------------------------ mouse and keys

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size may need sharper pixels."""
        super().resizeEvent(event)
        self._settle.start()

    @qt_override(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell whoever shows several pictures."""
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    @qt_override(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is asked for while nobody looks."""
        self._settle.stop()
        super().hideEvent(event)

    @qt_override(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self.focused.emit()
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            if not self._sight.is_fitted:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @qt_override(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while it is held."""
        if self._grabbed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved, ratio = event.position() - self._grabbed, self.devicePixelRatioF()
        self._grabbed = event.position()
        self._look(self.stage().panned(self._sight, -moved.x() * ratio, -moved.y() * ratio))

    @qt_override(nothing)
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None
        self.unsetCursor()

    @qt_override(nothing)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit, or a pixel for a pixel at the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.toggle_zoom(event.position())

    @qt_override(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Closer or further away, around the pointer."""
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(steps, event.position())
        event.accept()

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan while zoomed; otherwise keys belong to whoever shows the picture."""
        way = WAYS.get(event.key())
        if way is None or self._sight.is_fitted or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        step = PAN_STEP * self.devicePixelRatioF()
        self._look(self.stage().panned(self._sight, way[0] * step, way[1] * step))
