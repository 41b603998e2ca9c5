"""The table: the same photos as rows, with words that can be edited in place and the same selection as the grid."""

from __future__ import annotations

from array import array
from collections.abc import Collection

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.identities import IdSet, gather, merged, survivor
from ugc_studio.desktop.grid.model import AssetListModel, Role
from ugc_studio.desktop.grid.thumbnails import Picture
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.library.table_model import EDITABLE, SORTS, Column, Edit, TableModel
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.messages import _
from ugc_studio.domain.search import Sort
from ugc_studio.library.assets import AssetRow

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT, THUMB = 48, 40
WIDTHS: dict[Column, int] = {
    Column.PICTURE: 76,
    Column.NAME: 160,
    Column.AUTHOR: 136,
    Column.CAPTION: 200,
    Column.TAGS: 120,
    Column.CREDIT: 88,
    Column.STARS: 96,
    Column.FLAG: 60,
    Column.RIGHTS: 124,
    Column.DATE: 130,
}
"""Captions get what is left, and never less than this."""
Flags = QItemSelectionModel.SelectionFlag


class CellDelegate(QStyledItemDelegate):
    """Paints pictures, stars, flags and rights; every other cell is plain text."""

    def __init__(self, desk: Desk, table: QTableView) -> None:
        super().__init__(table)
        self._desk = desk

    @qt_override(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        row: AssetRow | None = index.data(Role.ROW)
        column = Column(index.column())
        if column not in (Column.PICTURE, Column.STARS, Column.FLAG, Column.RIGHTS):
            super().paint(painter, option, index)
            return
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._desk.theme.colour("selected"))
        if row is not None:
            {
                Column.PICTURE: self._picture,
                Column.STARS: self._stars,
                Column.FLAG: self._flag,
                Column.RIGHTS: self._rights,
            }[column](painter, QRectF(box), row)
        painter.restore()

    def wanted(self, row: AssetRow, ratio: float) -> Picture:
        """The thumbnail of a row."""
        side = round(self._desk.theme.px(THUMB) * ratio)
        width = min(round(side * 1.5), max(side // 2, round(side * row.asset.width / max(1, row.asset.height))))
        return Picture(row.asset.sha256, width, side, round(4 * ratio), row.sensitive)

    def _picture(self, painter: QPainter, box: QRectF, row: AssetRow) -> None:
        ratio = painter.device().devicePixelRatio()
        wanted, store = self.wanted(row, ratio), self._desk.thumbnails
        area = QRectF(0, 0, wanted.width / ratio, wanted.height / ratio)
        area.moveCenter(box.center())
        if row.asset.flag is Flag.REJECTED:
            painter.setOpacity(0.38)
        pixmap = store.get(wanted) or store.substitute(wanted)
        if pixmap is not None:
            painter.drawPixmap(area.toRect(), pixmap)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(row.asset.colour))
            painter.drawRoundedRect(area, 4, 4)

    def _stars(self, painter: QPainter, box: QRectF, row: AssetRow) -> None:
        side = self._desk.theme.px(14)
        for number in range(row.asset.rating):
            area = QRectF(box.left() + 8 + number * (side + 3), box.center().y() - side / 2, side, side)
            icons.draw(painter, "star", self._desk.theme.colour("star"), area)

    def _flag(self, painter: QPainter, box: QRectF, row: AssetRow) -> None:
        icon = {Flag.PICKED: "picked", Flag.REJECTED: "x"}.get(row.asset.flag)
        if icon:
            side = self._desk.theme.px(16)
            area = QRectF(box.left() + 8, box.center().y() - side / 2, side, side)
            icons.draw(painter, icon, self._desk.theme.colour("text2"), area)

    def _rights(self, painter: QPainter, box: QRectF, row: AssetRow) -> None:
        theme, look = self._desk.theme, LOOKS[row.consent]
        side = theme.px(15)
        area = QRectF(box.left() + 8, box.center().y() - side / 2, side, side)
        icons.draw(painter, look.icon, theme.colour(look.ink), area)
        painter.setPen(theme.colour(look.ink))
        painter.setFont(theme.font(12))
        words = box.adjusted(side + 14, 0, -4, 0)
        text = painter.fontMetrics().elidedText(
            self._desk.show(look.words), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)


class PhotoTable(QTableView):
    """Rows of photos; whole rows are selected, and a double click on a word edits it."""

    opened = Signal(QModelIndex)
    current_changed = Signal(QModelIndex)
    selection_changed = Signal()
    sorted_by = Signal(object)

    def __init__(self, desk: Desk, photos: AssetListModel, edit: Edit) -> None:
        super().__init__()
        self._desk, self._photos = desk, photos
        self._before: tuple[array[int], array[int], int] | None = None
        photos.modelAboutToBeReset.connect(self._remember)
        self.setModel(TableModel(photos, desk.translate, edit, editable=not desk.read_only, parent=self))
        photos.listing_changed.connect(self._restore)
        self._cells = CellDelegate(desk, self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(desk.show(_("Photos as a table")))
        self._look()
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(0)
        self._telling.timeout.connect(self.selection_changed)
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self._telling.start())
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.current_changed.emit(now))
        self.doubleClicked.connect(self._double_clicked)
        desk.thumbnails.arrived.connect(self._repaint)

    def _look(self) -> None:
        px = self._desk.theme.px
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(px(ROW_HEIGHT))
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setFixedHeight(px(36))
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, px(width))
        columns.sectionPressed.disconnect()  # a heading sorts, it never selects its column
        columns.sectionEntered.disconnect()
        columns.sectionClicked.connect(self._sort)
        for header in (rows, columns):  # with ours, Qt looks at every selected cell to paint one heading
            header.setSelectionModel(QItemSelectionModel(self.model(), header))

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Captions take the room that is left."""
        super().resizeEvent(event)
        px = self._desk.theme.px
        others = sum(self.columnWidth(column) for column in Column if column is not Column.CAPTION)
        self.setColumnWidth(Column.CAPTION, max(px(WIDTHS[Column.CAPTION]), self.viewport().width() - others))

    # ------------------------------------------------------------------ the same words as the grid has

    @property
    def current_id(self) -> int | None:
        """The id of the current photo."""
        place = self.currentIndex().row()
        return self._photos.ids[place] if 0 <= place < len(self._photos.ids) else None

    def selected_runs(self) -> list[range]:
        """The selected places, as runs."""
        chosen = self.selectionModel().selection()
        pieces = [chosen.at(number) for number in range(chosen.size())]
        return merged(range(piece.top(), piece.bottom() + 1) for piece in pieces)

    def selected_ids(self) -> array[int]:
        """The ids of the selected photos in the order of the list."""
        return gather(self._photos.ids, self.selected_runs())

    @property
    def selected_count(self) -> int:
        """How many photos are selected."""
        return sum(map(len, self.selected_runs()))

    def target_ids(self) -> array[int]:
        """What an action is about: the selected photos, else the current one."""
        chosen, current = self.selected_ids(), self.current_id
        return chosen if chosen or current is None else array("q", [current])

    def choose(self, ids: Collection[int], *, current: int | None = None) -> None:
        """Select these photos and go to one of them."""
        place = self._photos.place_of(current) if current is not None else -1
        self._select(IdSet(list(ids)).runs(self._photos.ids) if ids else [], place)

    def _select(self, runs: list[range], place: int) -> None:
        model, chosen = self.model(), QItemSelection()
        if place < 0 and runs:
            place = runs[0].start
        if place >= 0:
            index = model.index(place, Column.NAME)
            self.selectionModel().setCurrentIndex(index, Flags.NoUpdate)
            self.scrollTo(index)
        last = len(Column) - 1
        for run in runs[:2000]:
            chosen.select(model.index(run.start, 0), model.index(run.stop - 1, last))
        self.selectionModel().select(chosen, Flags.ClearAndSelect)

    def _remember(self) -> None:
        self._before = (self._photos.ids, self.selected_ids(), self.currentIndex().row())

    def _restore(self) -> None:
        before, self._before = self._before, None
        if before is not None and self.isVisible():
            ids, chosen, place = before
            self._select(IdSet(chosen).runs(self._photos.ids) if chosen else [], survivor(ids, self._photos.ids, place))

    # ------------------------------------------------------------------ order, opening, keys

    def show_sort(self, sort: Sort) -> None:
        """Show by which column the list is ordered."""
        header = self.horizontalHeader()
        for column, (down, up) in SORTS.items():
            if sort in (down, up):
                order = Qt.SortOrder.DescendingOrder if sort is down else Qt.SortOrder.AscendingOrder
                header.setSortIndicator(column, order)
                header.setSortIndicatorShown(True)
                return
        header.setSortIndicatorShown(False)

    def _sort(self, section: int) -> None:
        sorts = SORTS.get(Column(section))
        if sorts is None:
            return
        header = self.horizontalHeader()
        down = header.isSortIndicatorShown() and header.sortIndicatorSection() == section
        was_down = down and header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        self.sorted_by.emit(sorts[1] if was_down else sorts[0])

    def _double_clicked(self, index: QModelIndex) -> None:
        if Column(index.column()) in EDITABLE and not self._desk.read_only:
            self.edit(index)
        else:
            self.opened.emit(index)

    @qt_override(QRegion)
    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """The whole viewport; Qt's own looks at every selected row, on screen or not."""
        return QRegion(self.viewport().rect())

    @qt_override(nothing)
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Repaint; the table's own would list every selected cell for screen readers."""
        QAbstractItemView.selectionChanged(self, selected, deselected)

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the photo; letters are commands here, never a search."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.state() != QAbstractItemView.State.EditingState and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @qt_override(nothing)
    def keyboardSearch(self, _search: str) -> None:
        """Nothing is looked for by letters."""

    # ------------------------------------------------------------------ pictures

    def _repaint(self) -> None:
        self.viewport().update()

    @qt_override(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, ring the current row while the table has the keyboard, and ask for the pictures on screen."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._desk.theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(1, top + 1, self.viewport().width() - 2, height - 2), 6, 6)
            painter.end()
        self._want()

    def _want(self) -> None:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = last if last >= 0 else len(self._photos.ids) - 1
        ratio = self.devicePixelRatioF()
        rows = [row for place in range(max(0, first), last + 1) if (row := self._photos.row(place)) is not None]
        self._desk.thumbnails.want([self._cells.wanted(row, ratio) for row in rows], line=id(self))

    @qt_override(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring comes and goes with the focus."""
        super().focusInEvent(event)
        self.viewport().update()
