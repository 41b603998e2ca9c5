"""The grid of photos that every screen uses: justified rows, pictures that come in, pointing and dragging."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QFocusEvent,
    QHideEvent,
    QInputEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from ugc_studio.desktop.grid.carrying import carried
from ugc_studio.desktop.grid.delegate import PhotoDelegate
from ugc_studio.desktop.grid.drawing import paint_grid, pictures_of, region_of
from ugc_studio.desktop.grid.geometry import Rect
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.grid.remembering import Remembered, remember
from ugc_studio.desktop.grid.rows import Index, single_shot
from ugc_studio.desktop.grid.selecting import SelectingView
from ugc_studio.desktop.grid.thumbnails import Thumbnails
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.domain.messages import Translator

BOX_REACH = 6
"""The round box is hit this far around it too."""
FETCH_MS = 12
"""Pictures are asked for at most once in about a frame."""
EMPTY = range(0)


class JustifiedView(SelectingView):
    """Photos in justified rows, for an :class:`AssetListModel`."""

    zoom_wanted = Signal(int)
    """Steps of the wheel with Ctrl held."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, translator: Translator, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        self.photo_delegate = PhotoDelegate(theme, thumbnails, translator, parent=self)
        self.hovered = -1
        """The photo under the pointer; hovering never acts."""
        self.range_preview = EMPTY
        """What Shift+click would select now."""
        self._thumbnails = thumbnails
        self._remembered: Remembered | None = None
        self._pressed: tuple[QPoint, int] | None = None
        self._box_pressed = False
        self._fetching = single_shot(self, FETCH_MS, self._fetch_pictures)
        self.setItemDelegate(self.photo_delegate)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        thumbnails.arrived.connect(self._pictures_arrived)

    # -- the list

    @qt_override(nothing)
    def setModel(self, model: AssetListModel | None) -> None:  # type: ignore[override]
        """Show a model; selection, current photo and place survive its next listings."""
        old = self.photos
        if old is not None:
            old.modelAboutToBeReset.disconnect(self._before_reset)
            old.listing_changed.disconnect(self._after_reset)
        if model is not None:
            model.modelAboutToBeReset.connect(self._before_reset)
        super().setModel(model)
        if model is not None:
            model.listing_changed.connect(self._after_reset)
        self._take_ratios()

    def _before_reset(self) -> None:
        self._remembered = remember(self)

    @qt_override(nothing)
    def reset(self) -> None:
        """Forget the places of the old list."""
        super().reset()
        self._set_hovered(-1)
        self._take_ratios()

    def _after_reset(self) -> None:
        remembered, self._remembered = self._remembered, None
        if remembered is not None:
            remembered.restore(self)

    # -- painting

    @qt_override(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photos and headers that the event touches."""
        self.places()
        painter = QPainter(self.viewport())
        try:
            paint_grid(self, painter, event.rect())
        finally:
            painter.end()
        if not self._fetching.isActive():
            self._fetching.start()

    def _fetch_pictures(self) -> None:
        if not self.is_settling:
            self._thumbnails.want(pictures_of(self) if self.isVisible() else (), line=id(self))

    @qt_override(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        """Let other lists have the readers."""
        super().hideEvent(event)
        self._thumbnails.want((), line=id(self))

    def _pictures_arrived(self, names: frozenset[str]) -> None:
        if self.isVisible() and not self.is_settling:
            self.viewport().update(region_of(self, names))

    def _repaint(self) -> None:
        self.viewport().update()

    @qt_override(nothing)
    def dataChanged(self, top_left: Index, bottom_right: Index, _roles: list[int] | None = None) -> None:  # type: ignore[override]
        """Repaint what is on screen; the base class would lay everything out again."""
        if self.is_settling:
            return
        shown = self.visible_places()
        if top_left.row() < shown.stop and bottom_right.row() >= shown.start:
            self._repaint()

    # -- pointing

    def _set_hovered(self, place: int) -> None:
        if place != self.hovered:
            for changed in (self.hovered, place):
                if 0 <= changed < self.places().count:
                    self.viewport().update(self.on_screen(self.places().rect(changed)))
            self.hovered = place
        self._preview_range()

    def _preview_range(self) -> None:
        """While Shift is held the photos up to the pointer show what a click would take."""
        shown = EMPTY
        if self._extending and self.hovered >= 0 and self.pivot >= 0:
            shown = range(min(self.pivot, self.hovered), max(self.pivot, self.hovered) + 1)
        if shown != self.range_preview:
            self.range_preview = shown
            self._repaint()

    def note_modifiers(self, event: QInputEvent) -> None:
        """Shift decides about ranges and their preview."""
        super().note_modifiers(event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Shift:
            self._extending = event.type() == QEvent.Type.KeyPress
        self._preview_range()

    def box_at(self, point: QPoint) -> int:
        """The photo whose round select box is under a point, -1 if there is none."""
        place = self.indexAt(point).row()
        if place < 0:
            return -1
        rect: Rect = self.places().rect(place)
        box = self.photo_delegate.box(self.on_screen(rect))
        return place if box.adjusted(-BOX_REACH, -BOX_REACH, BOX_REACH, BOX_REACH).contains(point) else -1

    @qt_override(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, or toggle with the round box."""
        self.note_modifiers(event)
        point = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        boxed = self.box_at(point) if left and not self._extending else -1
        self._box_pressed = boxed >= 0
        self._pressed = None
        if boxed >= 0:
            self.toggle(boxed)
            event.accept()
            return
        if left and (place := self.indexAt(point).row()) >= 0:
            self._pressed = (point, place)
        super().mousePressEvent(event)

    @qt_override(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the pointer; drag what was pressed."""
        self.note_modifiers(event)
        point = event.position().toPoint()
        self._set_hovered(self.indexAt(point).row())
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None or not self.dragEnabled():
            return
        if (point - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance():
            place, self._pressed = self._pressed[1], None
            if self.selectionModel().isSelected(self.index_of(place)):
                self.startDrag(Qt.DropAction.CopyAction)

    @qt_override(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a press; the round box has done its work already."""
        self._pressed = None
        if self._box_pressed:
            self._box_pressed = False
            event.accept()
            return
        super().mouseReleaseEvent(event)

    @qt_override(nothing)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a photo; two clicks on the round box are two toggles."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or self.box_at(point) >= 0:
            self.mousePressEvent(event)
            return
        self.open_photo(index)

    @qt_override(nothing)
    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._set_hovered(-1)

    @qt_override(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Dim the focus ring and forget that Shift was held."""
        super().focusOutEvent(event)
        self._extending = False
        self._preview_range()
        self._repaint()

    @qt_override(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light the focus ring."""
        super().focusInEvent(event)
        self._repaint()

    @qt_override(nothing)
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Take back the preview of a range when Shift is let go."""
        self.note_modifiers(event)
        event.ignore()

    @qt_override(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom while Ctrl is held."""
        turned = event.angleDelta().y()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        if turned:
            self.zoom_wanted.emit(max(1, turned // 120) if turned > 0 else min(-1, -(-turned // 120)))
        event.accept()

    # -- dragging

    def dragged(self) -> QMimeData:
        """The selected photos as they are dragged to other places."""
        return carried(self.selected_ids().tolist())

    @qt_override(nothing)
    def startDrag(self, _supported: Qt.DropAction) -> None:
        """Drag the selected photos; under the pointer is the one that was pressed."""
        drag = QDrag(self)
        drag.setMimeData(self.dragged())
        drag.setPixmap(self._drag_picture())
        drag.exec(Qt.DropAction.CopyAction)
        self._set_hovered(-1)

    def _drag_picture(self) -> QPixmap:
        rect: QRect = self.visualRect(self.currentIndex()).intersected(self.viewport().rect())
        shown = self.viewport().grab(rect)
        return shown.scaled(160, 160, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
