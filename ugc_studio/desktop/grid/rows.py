"""A list view that places its items by arithmetic: Qt's list view with a layout of our own.

``QListView`` is never asked to lay anything out: every virtual function that needs a place is answered by
:class:`GridGeometry`, and a new width keeps the photo at the top where it was.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ugc_studio.desktop.grid.delegate import RING_REACH
from ugc_studio.desktop.grid.geometry import GridGeometry, GridStyle, Rect
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemView.ScrollHint
HeaderText = Callable[[int, range], tuple[str, str]]
"""The strong and the weak words above a section, from its number and its places in the list."""

SINGLE_STEP = 60
MARGIN = 20
GAP = 8
FIRST_ROWS = 600
SETTLE_ROWS = 6_000
"""Rows laid out in one turn while the rest of a long list is still unknown: about ten milliseconds."""
SLICED = 40_000
"""To come back to a place below so many photos that are not laid out yet, rows are laid out in slices."""
DEEP = 150_000
"""Below so many photos a new width is laid out only when it stops changing."""
DEEP_MS = 120
HEIGHTS = (96, 480)
"""The smallest and the largest photos that the zoom offers."""


class _Anchor(NamedTuple):
    """A photo that shall stay where it is on screen."""

    place: int
    cut: int
    """Pixels of it above the edge; negative for a gap or header between the edge and the photo."""
    height: int
    """How high it was: the cut grows with the photo; 0 for a cut in pixels."""
    whole: bool = False
    """Move it wholly on screen."""


class RowsView(QListView):
    """The places of photos, and scrolling among them."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._style = GridStyle(theme.px(196), GAP, theme.px(52), MARGIN)
        self._header_text: HeaderText | None = None
        self._running: array[float] = array("d", [0.0])
        self._geometry = GridGeometry(self._running, width=1)
        self._laid_out = False
        self._anchor: _Anchor | None = None
        self._awaited: _Anchor | None = None
        self._placeless = False
        self._moving = False
        self._settling = single_shot(self, 0, self._settle)
        self._widening = single_shot(self, DEEP_MS, self._lay_out)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # no second layout when it appears
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def photos(self) -> AssetListModel | None:
        """The model, if there is one."""
        model = self.model()
        return model if isinstance(model, AssetListModel) else None

    @property
    def header_text(self) -> HeaderText | None:
        """What stands above each section; without it there are no sections."""
        return self._header_text

    def set_header_text(self, text: HeaderText | None) -> None:
        """Show sections with these words, or one list without sections."""
        changed = (text is None) != (self._header_text is None)
        self._header_text = text
        if changed:
            self._lay_out()
        self.viewport().update()

    @property
    def target_height(self) -> int:
        """How high rows are meant to be."""
        return self._style.target_height

    def set_target_height(self, height: int) -> None:
        """Zoom; what is at the top stays there."""
        height = max(HEIGHTS[0], min(height, HEIGHTS[1]))
        if height != self._style.target_height:
            self._style = replace(self._style, target_height=height)
            self._lay_out()

    def places(self) -> GridGeometry:
        """The layout for the present width, made if it is not there."""
        if not self._laid_out:
            self._lay_out()
        return self._geometry

    # -- layout

    @qt_override(nothing)
    def doItemsLayout(self) -> None:
        """Lay out by arithmetic; the base class would ask for the size of every item."""
        if not self._laid_out:
            self._lay_out()

    def _take_ratios(self) -> None:
        photos = self.photos
        self._running = photos.arranged.running if photos is not None else array("d", [0.0])
        self._geometry = GridGeometry(array("d", [0.0]), width=0, style=self._style)
        self._laid_out = False
        self._anchor = None
        self._stop_waiting()

    def _lay_out(self) -> None:
        """Compute the rows for this width and zoom, and keep the photo at the top where it is."""
        self._widening.stop()
        self._stop_waiting()
        anchor = self._anchor or self._top_photo()
        photos = self.photos
        sections = photos.sections if photos is not None and self._header_text is not None else ()
        style = replace(self._style, top=0 if len(sections) else MARGIN)  # a header brings room of its own
        self._geometry = GridGeometry(self._running, width=self.viewport().width(), sections=sections, style=style)
        self._laid_out = True
        self._geometry.extend(FIRST_ROWS)
        self._set_range()
        if anchor is None:
            self._move_to(self.verticalScrollBar().value())
        else:
            self._settle_at(anchor)
        if not self._geometry.complete:
            self._settling.start()
        self.viewport().update()

    def _settle_at(self, anchor: _Anchor) -> None:
        """Go back to a photo: at once, or, far down a long list, when the rows above it are laid out."""
        anchor = anchor._replace(place=min(anchor.place, self._geometry.count - 1))
        self._anchor = anchor
        if self._geometry.laid_out <= anchor.place - SLICED:
            self._awaited = anchor
            self.viewport().setUpdatesEnabled(False)
            self._settling.start()
            return
        self._stop_waiting()
        offset = self._offset_of(anchor)
        self._set_range()
        self._move_to(offset)

    def _top_photo(self) -> _Anchor | None:
        """The first photo on screen, and how far the edge cuts into it."""
        offset = self.verticalScrollBar().value()
        if offset <= 0:
            return None
        places = self._geometry.visible(offset, offset + self.viewport().height())
        if not places:
            return None
        rect = self._geometry.rect(places.start)
        return _Anchor(places.start, offset - rect.y, rect.height)

    def _stop_waiting(self) -> None:
        if self._awaited is not None:
            self._awaited = None
            self.viewport().setUpdatesEnabled(True)

    def _offset_of(self, anchor: _Anchor) -> int:
        rect, cut = self._geometry.rect(anchor.place), anchor.cut
        if not anchor.height:
            lowest = self.viewport().height() - rect.height - self._style.gap
            return rect.y - max(self._style.gap, min(-cut, lowest)) if anchor.whole else rect.y + cut
        return rect.y + (cut if cut < 0 else round(cut * rect.height / anchor.height))

    def _move_to(self, offset: int) -> None:
        self._moving = True
        bar = self.verticalScrollBar()
        if offset > bar.maximum() and not self._geometry.complete:
            bar.setMaximum(offset)
        bar.setValue(offset)
        self._moving = False

    @property
    def is_settling(self) -> bool:
        """Whether the place to show is not laid out yet; what is on screen is then not repainted."""
        return self._awaited is not None or not self._laid_out

    def hold(self, place: int, height: int, *, whole: bool = False) -> None:
        """Scroll so that a photo begins at this height of the viewport; wholly on screen if that is asked for."""
        if self.places().count:
            self._settle_at(_Anchor(place, -height, 0, whole))

    def go_to_top(self) -> None:
        """Show the beginning of the list."""
        self._anchor = None
        self._move_to(0)

    @contextmanager
    def placeless(self) -> Iterator[None]:
        """Answer no places: Qt asks for some whenever the selection changes, and far down a list they are dear."""
        self._placeless = True
        try:
            yield
        finally:
            self._placeless = False

    def _scrolled(self) -> None:
        if not self._moving:
            self._anchor = None
            self._stop_waiting()

    def _settle(self) -> None:
        """Lay out more of a long list, a slice at a time."""
        if self._laid_out and not self._geometry.extend(SETTLE_ROWS):
            self._settling.start()
        self._set_range()
        if self._awaited is not None:
            self._settle_at(self._awaited)

    @qt_override(nothing)
    def updateGeometries(self) -> None:
        """Set the scroll bar from our own layout."""
        if self._laid_out:
            self._set_range()

    def _set_range(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._geometry.total_height - height))
        bar.setPageStep(height)
        bar.setSingleStep(SINGLE_STEP)
        self.horizontalScrollBar().setRange(0, 0)

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width: at once near the top, when it stops changing deep inside a long list."""
        QAbstractItemView.resizeEvent(self, event)
        if self._geometry.width != self.viewport().width():
            anchor = self._anchor or self._top_photo()
            if anchor is not None and anchor.place > DEEP:
                self._anchor = anchor
                self._widening.start()
            else:
                self._lay_out()

    # -- places

    @qt_override(QRect)
    def visualRect(self, index: Index) -> QRect:
        """Where a photo is on screen."""
        if self._placeless or not index.isValid() or index.row() >= self.places().count:
            return QRect()
        return self.on_screen(self.places().rect(index.row()))

    def on_screen(self, rect: Rect) -> QRect:
        """A place of the contents in coordinates of the viewport."""
        return QRect(rect.x, rect.y - self.verticalScrollBar().value(), rect.width, rect.height)

    @qt_override(QModelIndex)
    def indexAt(self, point: QPoint) -> QModelIndex:
        """The photo under a point of the viewport."""
        found = self.places().index_at(point.x(), point.y() + self.verticalScrollBar().value())
        return self.index_of(found)

    def index_of(self, place: int) -> QModelIndex:
        """The index of a place in the list; invalid outside of it."""
        model = self.photos
        return model.index(place, 0) if place >= 0 and model is not None else QModelIndex()

    def visible_places(self) -> range:
        """The photos of which a part is on screen."""
        top = self.verticalScrollBar().value()
        return self.places().visible(top, top + self.viewport().height())

    @qt_override(int)
    def verticalOffset(self) -> int:
        """How far the list is scrolled."""
        return self.verticalScrollBar().value()

    @qt_override(int)
    def horizontalOffset(self) -> int:
        """Never scrolled sideways."""
        return 0

    @qt_override(bool)
    def isIndexHidden(self, _index: Index) -> bool:
        """No photo of a list is hidden."""
        return False

    @qt_override(nothing)
    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        """Move what is painted and paint what comes in."""
        self.viewport().scroll(0, dy)

    @qt_override(nothing)
    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a photo on screen, moving no more than needed unless a place is asked for."""
        if self._placeless or not index.isValid() or index.row() >= self.places().count:
            return
        geometry = self.places()
        rect, height = geometry.rect(index.row()), self.viewport().height()
        top, bottom = rect.y - self._style.gap, rect.bottom + self._style.gap
        if geometry.section(geometry.section_of(index.row())).start in geometry.row(geometry.row_of(index.row())):
            top -= self._style.header_height if geometry.is_titled else 0
        offset = self.verticalScrollBar().value()
        if hint == Hint.PositionAtTop:
            offset = top
        elif hint == Hint.PositionAtBottom:
            offset = bottom - height
        elif hint == Hint.PositionAtCenter:
            offset = rect.y + rect.height // 2 - height // 2
        elif top < offset:
            offset = top
        elif bottom > offset + height:
            offset = min(bottom - height, top)
        if offset != self.verticalScrollBar().value():
            self._set_range()
            self.verticalScrollBar().setValue(offset)

    @qt_override(QRegion)
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What must be repainted for a selection: only what is on screen."""
        if self._placeless:
            return QRegion()
        shown, region = self.visible_places(), QRegion()
        for chosen in pieces(selection):
            part = range(max(shown.start, chosen.start), min(shown.stop, chosen.stop))
            for _place, rect in self.places().rects(part):
                region += QRegion(self.on_screen(rect).adjusted(-RING_REACH, -RING_REACH, RING_REACH, RING_REACH))
        return region


def pieces(selection: QItemSelection) -> Iterator[range]:
    """The places of a selection, piece by piece."""
    for number in range(selection.size()):
        piece = selection.at(number)
        yield range(piece.top(), piece.bottom() + 1)


def single_shot(parent: QWidget, milliseconds: int, call: Callable[[], None]) -> QTimer:
    """A timer that calls once, some time after it was last started."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
