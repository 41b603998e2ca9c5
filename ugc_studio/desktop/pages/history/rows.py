"""A list of two-line rows with a sign, a time and a state, drawn from a plain model; any length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import MEDIUM, Theme
from ugc_studio.desktop.widgets.basic import plain_tip, shown

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """What one line shows; ``thing`` is whatever it stands for."""

    title: str
    about: str = ""
    beside: str = ""
    icon: str = "dot"
    ink: str = "text2"
    faded: bool = False
    thing: object = None


class Rows(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, tooltips and what screen readers say."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(row.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.about or row.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown(". ".join(filter(None, (row.title, row.about, row.beside))))
        return None


class RowList(QListView):
    """The list itself."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.model_of_rows = Rows(self)
        self.setModel(self.model_of_rows)
        self.setItemDelegate(_Painter(theme, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(60)
        self.setViewportMargins(0, 8, 0, 0)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show others, staying at the same place in the list."""
        at, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        self.model_of_rows.set_rows(rows)
        if rows:
            self.setCurrentIndex(self.model_of_rows.index(min(max(at, 0), len(rows) - 1), 0))
            self.verticalScrollBar().setValue(scroll)

    def current(self) -> Row | None:
        """The row with the caret."""
        row = self.currentIndex().row()
        return self.model_of_rows.rows[row] if 0 <= row < len(self.model_of_rows.rows) else None


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: RowList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines with air."""
        return QSize(100, self._theme.px(54))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw sign, title, what is said about it, and what stands at the right."""
        theme, px, row = self._theme, self._theme.px, self._view.model_of_rows.rows[index.row()]
        box = QRectF(option.rect).adjusted(px(8), 1, -px(8), -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(box, 8, 8)
        if chosen and self._view.hasFocus():
            painter.setPen(theme.colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        side = px(18)
        icons.draw(painter, row.icon, theme.colour("text3" if row.faded else row.ink),
                   QRectF(box.left() + px(12), box.center().y() - side / 2, side, side))  # fmt: skip
        left, right = box.left() + px(42), box.right() - px(12)
        painter.setFont(theme.font(12))
        width = painter.fontMetrics().horizontalAdvance(row.beside)
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(right - width, box.top(), width + 1, box.height()),
                         int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), row.beside)  # fmt: skip
        self._words(painter, row, QRectF(left, box.top(), right - width - px(16) - left, box.height()))
        painter.restore()

    def _words(self, painter: QPainter, row: Row, room: QRectF) -> None:
        theme = self._theme
        half = room.height() / 2
        lines = [
            (row.title, 13, MEDIUM, "text3" if row.faded else "text"),
            (row.about, 12, theme.font().weight(), "text2"),
        ]
        for number, (words, size, weight, ink) in enumerate(lines):
            if not words:
                continue
            painter.setFont(theme.font(size, weight))
            painter.setPen(theme.colour(ink))
            line = shown(" ".join(words.split()))
            cut = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, int(room.width()))
            top = room.top() if not row.about else room.top() + theme.px(5) + number * (half - theme.px(5))
            high = room.height() if not row.about else half - theme.px(5)
            painter.drawText(QRectF(room.left(), top, room.width(), high), int(Qt.AlignmentFlag.AlignVCenter), cut)
