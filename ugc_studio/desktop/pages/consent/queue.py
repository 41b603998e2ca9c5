"""The queue at the left: who wrote, how long ago, the first words, and what is worth knowing before opening it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.reading import SMALL, small_picture
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import SEMIBOLD
from ugc_studio.desktop.widgets.basic import plain_tip, sentence, shown
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.desk.queues import DeskRow, Hint, Queue

PAGE = 40
"""Rows that are read at once."""
Index = QModelIndex | QPersistentModelIndex
WARNINGS = frozenset(
    {Hint.APPROVAL_PENDING, Hint.PEOPLE, Hint.MINOR, Hint.CONTESTED, Hint.SENSITIVE, Hint.FROZEN, Hint.COPY, Hint.ENDED,
     Hint.LIMITED, Hint.ENDS_SOON, Hint.HASHTAG, Hint.NO_REQUEST}
)  # fmt: skip
"""Hints that ask for care; the others only tell."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A row of the desk with its small picture."""

    row: DeskRow
    image: QImage | None
    at: dt.datetime
    """The library's now, when it was read."""

    def age(self) -> Text | None:
        """How long ago it was, as short as it can be said."""
        if self.row.since is None:
            return None
        hours = int((self.at - self.row.since).total_seconds() // 3600)
        if hours < 24:
            return _("{n} h", n=max(0, hours))
        return _("{n} d", n=hours // 24)


def read_rows(studio: Studio, queue: Queue, ids: Sequence[AssetId], brand: str | None) -> dict[AssetId, QueueRow]:
    """One page of rows with their pictures; runs on a thread."""
    rows = studio.consent_desk.page(queue, ids, brand=brand)
    assets = {row.asset.id: row for row in studio.browsing.rows(ids, brand=brand)}
    now = dt.datetime.fromisoformat(studio.library.now())
    found = {}
    for row in rows:
        asset = assets[row.asset_id]
        image = small_picture(studio, str(asset.asset.sha256), sensitive=asset.sensitive)
        found[row.asset_id] = QueueRow(row, image, now)
    return found


def _no_data() -> object:
    return None


class QueueModel(QAbstractListModel):
    """The ids of a queue at once, their rows by page as they are looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.queue = Queue.TO_READ
        self.ids: list[AssetId] = []
        self._rows: dict[AssetId, QueueRow] = {}
        self._pixmaps: dict[AssetId, QPixmap] = {}
        self._asked: set[int] = set()

    def show(self, queue: Queue, ids: list[AssetId]) -> None:
        """Hold another list; its rows are read when they are seen."""
        self.beginResetModel()
        self.queue, self.ids = queue, ids
        self._rows, self._pixmaps, self._asked = {}, {}, set()
        self.endResetModel()

    @qt_override(int)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many photos wait."""
        return 0 if parent.isValid() else len(self.ids)

    @qt_override(_no_data)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for screen readers and tooltips; the delegate asks for the rows themselves."""
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        row = self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown(self._spoken(index.row(), row))
        if role == Qt.ItemDataRole.ToolTipRole and row is not None:
            hints = ", ".join(self._desk.show(text) for text in row.row.hint_texts)
            parts = (row.row.person, row.row.first_words, hints, row.row.name)
            return plain_tip("\n".join(part for part in parts if part))
        return None

    def row(self, place: int) -> QueueRow | None:
        """A row, if it was read already; else it is asked for."""
        found = self._rows.get(self.ids[place])
        if found is None:
            self._ask(place // PAGE)
        return found

    def pixmap(self, asset: AssetId) -> QPixmap | None:
        """The small picture of a photo."""
        row = self._rows.get(asset)
        if row is None or row.image is None:
            return None
        if asset not in self._pixmaps:
            pixmap = QPixmap.fromImage(row.image)
            pixmap.setDevicePixelRatio(2.0)
            self._pixmaps[asset] = pixmap
        return self._pixmaps[asset]

    def _spoken(self, place: int, row: QueueRow | None) -> str:
        show = self._desk.show
        if row is None:
            return ""
        hints = [show(text) for text in row.row.hint_texts]
        parts = [
            show(_("{n} of {total}", n=place + 1, total=len(self.ids))), row.row.person or row.row.name,
            show(age) if (age := row.age()) else "", row.row.first_words or "", *hints,
        ]  # fmt: skip
        return ", ".join(part for part in parts if part)

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        queue, brand = self.queue, self._desk.brand
        ids = self.ids[page * PAGE : (page + 1) * PAGE]
        asked = self.ids

        def done(rows: dict[AssetId, QueueRow]) -> None:
            if self.ids is asked:
                self._rows |= rows
                self.dataChanged.emit(self.index(page * PAGE), self.index(page * PAGE + len(ids) - 1))

        self._desk.ask(lambda studio: read_rows(studio, queue, ids, brand), done, owner=self)


class QueueDelegate(QStyledItemDelegate):
    """Paints one line of the queue."""

    def __init__(self, desk: Desk, model: QueueModel) -> None:
        super().__init__()
        self._desk, self._theme, self._model = desk, desk.theme, model

    @qt_override(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All lines are as high."""
        return QSize(self._theme.px(200), max(self._theme.px(76), SMALL + 20))

    @qt_override(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, picture, name and age, words, hints."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(8, 2, -8, -2)
        self._ground(painter, option, box)
        picture = QRect(box.left() + 8, box.top() + (box.height() - SMALL) // 2, SMALL, SMALL)
        row = self._model.row(index.row())
        self._picture(painter, picture, index.row())
        if row is not None:
            self._words(painter, QRect(picture.right() + 11, box.top() + 8, box.right() - picture.right() - 15,
                                       box.height() - 16), row)  # fmt: skip
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._theme.colour("selected"))
            painter.drawRoundedRect(QRectF(box), 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(QRectF(box), 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 8, 8)

    def _picture(self, painter: QPainter, place: QRect, row: int) -> None:
        pixmap = self._model.pixmap(self._model.ids[row])
        if pixmap is not None:
            painter.drawPixmap(place, pixmap)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(place), 6, 6)

    def _words(self, painter: QPainter, place: QRect, row: QueueRow) -> None:
        show, theme = self._desk.show, self._theme
        age = show(text) if (text := row.age()) else ""
        hints = [show(text) for text in row.row.hint_texts]
        lines = [row.row.first_words or row.row.name, *([sentence(", ".join(hints))] if hints else [])]
        step = theme.px(19)
        top = place.top() + max(0, (place.height() - step * (1 + len(lines))) // 2)
        painter.setFont(theme.font(12))
        wide = painter.fontMetrics().horizontalAdvance(age) + 8
        self._line(painter, QRect(place.right() - wide, top, wide, step), age, "text2", right=True)
        painter.setFont(theme.font(13, SEMIBOLD))
        self._line(
            painter, QRect(place.left(), top, place.width() - wide, step), row.row.person or row.row.name, "text"
        )
        painter.setFont(theme.font(13))
        self._line(painter, QRect(place.left(), top + step, place.width(), step), lines[0], "text2")
        if hints:
            self._hint(painter, QRect(place.left(), top + 2 * step, place.width(), step), row, lines[1])

    def _hint(self, painter: QPainter, place: QRect, row: QueueRow, words: str) -> None:
        careful = any(hint in WARNINGS for hint in row.row.hints)
        side = self._theme.px(14)
        box = QRectF(place.left(), place.top() + (place.height() - side) / 2, side, side)
        icons.draw(
            painter, "warning" if careful else "pictures", self._theme.colour("warn" if careful else "text2"), box
        )
        painter.setFont(self._theme.font(12))
        self._line(painter, place.adjusted(side + 5, 0, 0, 0), words, "text2")

    def _line(self, painter: QPainter, place: QRect, words: str, colour: str, *, right: bool = False) -> None:
        painter.setPen(self._theme.colour(colour))
        fitted = painter.fontMetrics().elidedText(
            shown(" ".join(words[:400].split())), Qt.TextElideMode.ElideRight, place.width()
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), fitted)


class QueueList(QListView):
    """The list itself: one current line, moved by the arrow keys; ``moved`` says which photo to open."""

    moved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = QueueModel(desk)
        self.rows.setParent(self)
        self._painter = QueueDelegate(desk, self.rows)
        self._painter.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setViewportMargins(0, 8, 0, 8)
        self.setAccessibleName(desk.show(_("Photos in this queue")))
        desk.actions.photo_view(self)

    @property
    def current(self) -> AssetId | None:
        """The photo of the current line."""
        index = self.currentIndex()
        return self.rows.ids[index.row()] if index.isValid() else None

    def show_ids(self, queue: Queue, ids: list[AssetId], current: AssetId | None) -> None:
        """Show another list with one line current, without telling."""
        self.rows.show(queue, ids)
        if current in ids:
            self.setCurrentIndex(self.rows.index(ids.index(current)))

    def step(self, by: int) -> bool:
        """Go to the next or the previous line; False at the end."""
        place = self.currentIndex().row() + by
        if not 0 <= place < len(self.rows.ids):
            return False
        self.setCurrentIndex(self.rows.index(place))
        return True

    @qt_override(nothing)
    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: Index) -> None:
        """Tell which photo is current now."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(self.rows.ids[current.row()])

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here, never a search by name."""
