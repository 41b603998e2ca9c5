"""The queue of legal review: what kind of thing waits, about what, and the first reason why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.legal.words import ICONS
from ugc_studio.desktop.pages.consent.reading import SMALL, small_picture
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import SEMIBOLD
from ugc_studio.desktop.widgets.basic import plain_tip, shown
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.review.matters import KIND_WORDS, Matter

Index = QModelIndex | QPersistentModelIndex
MOST_PICTURES = 300
"""Lines further down show an icon; nobody sees them before many were decided."""


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One line: the matter, and the small picture of its photo."""

    matter: Matter
    image: QImage | None


def read_matters(studio: Studio, brand: str | None) -> list[MatterRow]:
    """The whole queue with its pictures; runs on a thread."""
    found = studio.review.matters(brand)
    ids = list(dict.fromkeys(one.asset for one in found[:MOST_PICTURES] if one.asset is not None))
    rows = {row.asset.id: row for row in studio.browsing.rows(ids, brand=brand)}
    pictures = {
        asset: small_picture(studio, str(row.asset.sha256), sensitive=row.sensitive) for asset, row in rows.items()
    }
    return [MatterRow(one, pictures.get(one.asset) if one.asset is not None else None) for one in found]


def _no_data() -> object:
    return None


class MatterModel(QAbstractListModel):
    """All lines at once: legal never has thousands of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: list[MatterRow] = []

    def show(self, rows: list[MatterRow]) -> None:
        """Hold another list."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @qt_override(int)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How much waits."""
        return 0 if parent.isValid() else len(self.rows)

    @qt_override(_no_data)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for screen readers and tooltips; the delegate reads the rows themselves."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        lines = self.lines(self.rows[index.row()].matter)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            place = self._desk.show(_("{n} of {total}", n=index.row() + 1, total=len(self.rows)))
            return shown(", ".join([place, *lines]))
        return plain_tip("\n".join(lines)) if role == Qt.ItemDataRole.ToolTipRole else None

    def lines(self, matter: Matter) -> list[str]:
        """Kind, what it is about, and every reason."""
        show = self._desk.show
        title = show(matter.title) if isinstance(matter.title, Text) else matter.title
        return [show(KIND_WORDS[matter.kind]), title, *(show(text) for text in matter.reasons)]


class MatterDelegate(QStyledItemDelegate):
    """Paints one line."""

    def __init__(self, desk: Desk, model: MatterModel) -> None:
        super().__init__()
        self._theme, self._model = desk.theme, model

    @qt_override(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All lines are as high."""
        return QSize(self._theme.px(200), max(self._theme.px(76), SMALL + 20))

    @qt_override(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, picture or icon, three lines of words."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, box = self._model.rows[index.row()], option.rect.adjusted(8, 2, -8, -2)
        self._ground(painter, option, box)
        place = QRect(box.left() + 8, box.top() + (box.height() - SMALL) // 2, SMALL, SMALL)
        self._picture(painter, place, row)
        words = QRect(place.right() + 11, box.top() + 8, box.right() - place.right() - 15, box.height() - 16)
        self._words(painter, words, self._model.lines(row.matter))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        flags = QStyle.StateFlag
        for flag, colour in ((flags.State_Selected, "selected"), (flags.State_MouseOver, "hover")):
            if option.state & flag:
                painter.setBrush(self._theme.colour(colour))
                painter.drawRoundedRect(QRectF(box), 8, 8)
                break
        if option.state & flags.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 8, 8)

    def _picture(self, painter: QPainter, place: QRect, row: MatterRow) -> None:
        if row.image is not None:
            pixmap = QPixmap.fromImage(row.image)
            pixmap.setDevicePixelRatio(2.0)
            painter.drawPixmap(place, pixmap)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(place), 6, 6)
        inset = SMALL * 0.28
        box = QRectF(place).adjusted(inset, inset, -inset, -inset)
        icons.draw(painter, ICONS[row.matter.kind], self._theme.colour("text2"), box)

    def _words(self, painter: QPainter, place: QRect, lines: Sequence[str]) -> None:
        theme = self._theme
        step = theme.px(19)
        told = lines[:3]
        top = place.top() + max(0, (place.height() - step * len(told)) // 2)
        fonts = (theme.font(13, SEMIBOLD), theme.font(13), theme.font(12))
        for number, (line, font) in enumerate(zip(told, fonts, strict=False)):
            painter.setFont(font)
            painter.setPen(theme.colour("text" if number == 0 else "text2"))
            fitted = painter.fontMetrics().elidedText(
                shown(" ".join(line[:400].split())), Qt.TextElideMode.ElideRight, place.width()
            )
            box = QRect(place.left(), top + number * step, place.width(), step)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitted)


class MatterList(QListView):
    """The list itself; ``moved`` says which matter is current."""

    moved = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.matters = MatterModel(desk)
        self.matters.setParent(self)
        self._painter = MatterDelegate(desk, self.matters)
        self._painter.setParent(self)
        self.setModel(self.matters)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setViewportMargins(0, 8, 0, 8)
        self.setAccessibleName(desk.show(_("What waits for legal")))
        desk.actions.photo_view(self)

    @property
    def current(self) -> Matter | None:
        """The matter of the current line."""
        index = self.currentIndex()
        return self.matters.rows[index.row()].matter if index.isValid() else None

    def show_rows(self, rows: list[MatterRow], wanted: str | None) -> None:
        """Show another list; the same matter stays current, else the one that took its place."""
        keys = [row.matter.key for row in rows]
        place = self.currentIndex().row()
        self.blockSignals(True)
        self.matters.show(rows)
        at = keys.index(wanted) if wanted in keys else min(max(place, 0), len(rows) - 1)
        if rows:
            self.setCurrentIndex(self.matters.index(at))
        self.blockSignals(False)

    def step(self, by: int) -> bool:
        """Go to the next or the previous line; False at the end."""
        place = self.currentIndex().row() + by
        if not 0 <= place < len(self.matters.rows):
            return False
        self.setCurrentIndex(self.matters.index(place))
        return True

    @qt_override(nothing)
    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: Index) -> None:
        """Tell which matter is current now."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(self.matters.rows[current.row()].matter)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here, never a search by name."""
