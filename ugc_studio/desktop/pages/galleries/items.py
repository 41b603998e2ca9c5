"""The items of a gallery as a list that is ordered by dragging: one model and one view for board, feed and tray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.carrying import ASSETS_MIME, carried, has_photos, ids_in
from ugc_studio.desktop.grid.rows import single_shot
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.galleries.cells import CellDelegate, CellStyle, picture_of
from ugc_studio.desktop.pages.galleries.looking import Item
from ugc_studio.desktop.pages.galleries.words import words_of
from ugc_studio.desktop.widgets.basic import plain_tip
from ugc_studio.domain.messages import _

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole
Select = QItemSelectionModel.SelectionFlag
FETCH_MS = 12
DRAGGED = 120
"""Pixels of the picture under the pointer while photos are dragged."""


class ItemsModel(QAbstractListModel):
    """Items in their order."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.items: tuple[Item, ...] = ()

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items; when they are the same photos in the same order nothing is reset."""
        if [item.id for item in items] == [item.id for item in self.items]:
            self.items = tuple(items)
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def place_of(self, asset: int) -> int:
        """Where a photo stands; -1 when it is not here."""
        return next((place for place, item in enumerate(self.items) if item.id == asset), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self.items)

    @qt_override(lambda: None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The item, and its words for screen readers."""
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._desk.show(words_of(item, len(self.items)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "".join(plain_tip(line) for line in self._why(item))
        return None

    def _why(self, item: Item) -> list[str]:
        """Who made it, and what stands against it."""
        reasons = [] if item.readiness is None else list(item.readiness.reasons)
        if item.is_trashed:
            reasons.insert(0, _("This photo is in the trash and stays out."))
        if item.kept is not None:
            reasons.insert(0, _("This photo was merged under another one."))
        return [item.who, *(self._desk.show(reason) for reason in reasons)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Photos."""
        return [ASSETS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of what is dragged, in their order."""
        return carried([self.items[row].id for row in sorted({index.row() for index in indexes})])


class ItemsView(QListView):
    """Cells in rows; dropping between two cells moves or adds there."""

    dropped = Signal(list, int)
    """Ids of photos, and the place before which they were dropped."""
    chosen = Signal()
    """Another item is current, or others are selected; at most once a turn."""
    opened = Signal()
    """The current item was double-clicked."""

    def __init__(
        self,
        desk: Desk,
        model: ItemsModel,
        *,
        name: str,
        style: CellStyle,
        takes_drops: bool = True,
        selection: QItemSelectionModel | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._before = -1
        self._columns = 0
        self._shape = style.height / style.width
        self.items = model
        self.cells = CellDelegate(desk, style, self)
        self._telling = single_shot(self, 0, self.chosen.emit)
        self._fetching = single_shot(self, FETCH_MS, self._fetch)
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(name)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(60)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(takes_drops)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.set_style(style)
        if selection is not None:
            self.setSelectionModel(selection)
        self.selectionModel().currentChanged.connect(self._telling.start)
        self.selectionModel().selectionChanged.connect(self._telling.start)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        desk.thumbnails.arrived.connect(self._repaint)

    def set_style(self, style: CellStyle) -> None:
        """Cells of another size or shape."""
        self.cells.style = style
        self.setGridSize(style.cell)
        self.viewport().update()

    # ------------------------------------------------------------------ choosing

    @property
    def current(self) -> Item | None:
        """The current item."""
        place = self.currentIndex().row()
        return self.items.items[place] if 0 <= place < len(self.items.items) else None

    def selected_ids(self) -> list[int]:
        """The selected photos in their order; the current one when none is."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()}) or [self.currentIndex().row()]
        return [self.items.items[row].id for row in rows if 0 <= row < len(self.items.items)]

    def show_items(self, items: Sequence[Item], *, select: Sequence[int] = (), current: int | None = None) -> None:
        """Show other items; the choice stays with its photos, and the place stays when its photo is gone."""
        place, now = self.currentIndex().row(), self.current
        kept = list(select) or ([] if current is not None else self.selected_ids())
        wanted = current if current is not None else select[0] if select else now.id if now else None
        self.items.set_items(items)
        if not items:
            return
        found = self.items.place_of(wanted) if wanted is not None else -1
        at = found if found >= 0 else max(0, min(place, len(items) - 1))
        self.choose([one for one in kept if self.items.place_of(one) >= 0] or [items[at].id], current=items[at].id)

    def choose(self, ids: Sequence[int], *, current: int) -> None:
        """Select these photos and make one current."""
        model, place = self.selectionModel(), self.items.place_of(current)
        elsewhere = place != self.currentIndex().row()
        model.setCurrentIndex(self.items.index(place), Select.NoUpdate)
        rows = {self.items.place_of(one) for one in ids}
        if rows != {index.row() for index in model.selectedIndexes()}:
            model.clearSelection()
            for row in rows:
                model.select(self.items.index(row), Select.Select)
        if elsewhere:  # who has scrolled away from the current photo is not called back by every change
            self.scrollTo(self.currentIndex())

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here."""

    # ------------------------------------------------------------------ cells that fill the width

    def fill_width(self, least: int) -> None:
        """As many columns of at least this width as fit, filling the width whatever the text size."""
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2
        style = self.cells.style
        self._columns = max(2, room // (least + style.gap))
        width = max(40, room // self._columns - style.gap)
        made = replace(style, width=width, height=round(width * self._shape))
        if made != style:
            self.set_style(made)

    @property
    def columns(self) -> int:
        """How many cells stand in a row."""
        return max(1, self.viewport().width() // self.cells.style.cell.width())

    # ------------------------------------------------------------------ pictures

    def _fetch(self) -> None:
        """Have the pictures of what is seen made, from the top."""
        style, ratio = self.cells.style, self.viewport().devicePixelRatioF()
        size, seen = QSizeF(style.width, style.height), self.viewport().rect()
        first = self.indexAt(QPoint(style.gap, style.gap)).row()
        wanted = []
        for place in range(max(0, first), len(self.items.items)):
            if self.visualRect(self.items.index(place)).top() > seen.bottom():
                break
            wanted.append(picture_of(self.items.items[place], size, ratio=ratio, radius=style.radius)[0])
        self._desk.thumbnails.want(wanted if self.isVisible() else (), line=id(self))

    @qt_override(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        """Let other lists have the readers."""
        super().hideEvent(event)
        self._desk.thumbnails.want((), line=id(self))

    # ------------------------------------------------------------------ dragging

    @qt_override(nothing)
    def startDrag(self, _supported: Qt.DropAction) -> None:
        """Drag the selected photos; under the pointer is the one that was pressed."""
        drag = QDrag(self)
        drag.setMimeData(carried(self.selected_ids()))
        shown = self.viewport().grab(self.visualRect(self.currentIndex()).intersected(self.viewport().rect()))
        drag.setPixmap(
            shown.scaled(DRAGGED, DRAGGED, Qt.AspectRatioMode.KeepAspectRatio,
                         Qt.TransformationMode.SmoothTransformation)
        )  # fmt: skip
        drag.exec(Qt.DropAction.CopyAction)

    def place_at(self, point: QPoint) -> int:
        """Before which item a drop at this point goes."""
        index = self.indexAt(point)
        if not index.isValid():
            # Beside the last cell of a row the drop belongs to that row's end.
            beside = self.indexAt(QPoint(self.columns * self.gridSize().width() - 2, point.y()))
            return beside.row() + 1 if beside.isValid() else len(self.items.items)
        middle = self.visualRect(index).center().x()
        return index.row() + (1 if point.x() > middle else 0)

    @qt_override(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photos only."""
        super().dragEnterEvent(event)
        event.setAccepted(has_photos(event.mimeData()))

    @qt_override(nothing)
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where they would go; near the edge the list scrolls."""
        super().dragMoveEvent(event)
        photos = has_photos(event.mimeData())
        self._show_line(self.place_at(event.position().toPoint()) if photos else -1)
        event.setAccepted(photos)

    @qt_override(nothing)
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing would go here."""
        super().dragLeaveEvent(event)
        self._show_line(-1)

    @qt_override(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped where; the list itself changes once it is written."""
        self._show_line(-1)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        ids = ids_in(event.mimeData())
        if ids:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(ids, self.place_at(event.position().toPoint()))

    def _repaint(self, _names: object) -> None:
        self.viewport().update()

    def _show_line(self, before: int) -> None:
        if before != self._before:
            self._before = before
            self.viewport().update()

    @qt_override(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and a line where a drop would go."""
        super().paintEvent(event)
        if not self._fetching.isActive():
            self._fetching.start()
        if self._before < 0:
            return
        count = len(self.items.items)
        area = self._line_at(min(self._before, count - 1), after=self._before >= count) if count else QRect(4, 4, 1, 60)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._desk.theme.colour("accent"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(area.topLeft(), area.bottomLeft())
        painter.end()

    def _line_at(self, place: int, *, after: bool) -> QRect:
        cell = self.visualRect(self.items.index(place))
        x = cell.right() - 1 if after else cell.left() + 1
        return QRect(QPoint(x, cell.top() + 6), QSize(1, cell.height() - 12))
