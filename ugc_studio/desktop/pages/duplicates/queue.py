"""The queue at the left: groups by the page, each with its photo, its author and how many there are."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.thumbnails import Picture
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import SEMIBOLD
from ugc_studio.desktop.widgets.basic import shown
from ugc_studio.domain.messages import Text, Translator, _, ngettext
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.services.deduplication.groups import GroupKey, GroupRow

Index = QModelIndex | QPersistentModelIndex
PAGE = 50
ROW_ROLE = Qt.ItemDataRole.UserRole
Line = tuple[GroupRow, AssetRow]


class QueueModel(QAbstractListModel):
    """Keys in order; what is shown of them is fetched by the page when somebody looks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.keys: list[GroupKey] = []
        self._lines: dict[GroupKey, Line] = {}
        self._asked: set[int] = set()

    def set_keys(self, keys: list[GroupKey]) -> None:
        """Show another queue."""
        self.beginResetModel()
        self.keys = keys
        self._lines.clear()
        self._asked.clear()
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """A row's group and head photo; None until they came."""
        if not 0 <= row < len(self.keys):
            return None
        found = self._lines.get(self.keys[row])
        if found is None:
            self._fetch(row // PAGE)
        return found

    def _fetch(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        keys = self.keys[page * PAGE : (page + 1) * PAGE]

        def look(studio: Studio) -> list[Line]:
            rows = studio.duplicates.page(keys)
            heads = {row.asset.id: row for row in studio.browsing.rows([row.head for row in rows])}
            return [(row, heads[row.head]) for row in rows if row.head in heads]

        self._desk.ask(look, lambda lines: self._arrived(page, lines), owner=self)

    def _arrived(self, page: int, lines: list[Line]) -> None:
        self._lines.update({group.key: (group, head) for group, head in lines})
        last = min(len(self.keys), (page + 1) * PAGE) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE), self.index(last))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many groups."""
        return 0 if parent.isValid() else len(self.keys)

    @qt_override(nothing)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line, and its words for screen readers."""
        line = self.line(index.row())
        if role == ROW_ROLE:
            return line
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._desk.show(words_of(line, index.row(), len(self.keys)))
        return None


def words_of(line: Line | None, row: int, count: int) -> Text:
    """What a line says."""
    if line is None:
        return _("Group {n} of {count}", n=row + 1, count=count)
    group, head = line
    photos = len(group.assets)
    return ngettext(
        "Group {n} of {count}, by {who}, {photos} photo", "Group {n} of {count}, by {who}, {photos} photos", photos,
        n=row + 1, count=count, who=head.creator or head.name, photos=photos,
    )  # fmt: skip


class QueueDelegate(QStyledItemDelegate):
    """Paints a line: photo, author, hint, number of photos."""

    def __init__(self, desk: Desk, parent: QListView) -> None:
        super().__init__(parent)
        self._desk = desk

    @qt_override(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line."""
        return QSize(self._desk.theme.px(200), self._desk.theme.px(68))

    @qt_override(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line."""
        desk, theme, px = self._desk, self._desk.theme, self._desk.theme.px
        line = index.data(ROW_ROLE)
        box = QRectF(option.rect).adjusted(px(8), 2, -px(8), -2)
        state = option.state
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(box, 8, 8)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
        if line is not None:
            group, head = line
            side = px(50)
            self._photo(painter, head, QRectF(box.x() + px(8), box.center().y() - side / 2, side, side))
            left = box.x() + side + px(18)
            badge = self._badge(painter, str(len(group.assets)), box)
            hint = desk.show(_("2 authors, check")) if group.several_authors else _when(head, desk.translate)
            top = box.y() + px(12) if hint else box.center().y() - px(10)
            self._text(painter, head.creator or head.name, theme.font(13, SEMIBOLD), "text",
                       QRectF(left, top, badge - left - px(6), px(20)))  # fmt: skip
            self._text(painter, hint, theme.font(12), "warn" if group.several_authors else "text2",
                       QRectF(left, box.y() + px(33), badge - left - px(6), px(18)))  # fmt: skip
        painter.restore()

    def _photo(self, painter: QPainter, head: AssetRow, box: QRectF) -> None:
        side = round(box.width() * painter.device().devicePixelRatioF())
        wanted = Picture(str(head.asset.sha256), side, side, radius=6, blurred=head.sensitive)
        found = self._desk.thumbnails.get(wanted)
        if found is None:
            self._desk.thumbnails.want([wanted], line=hash((id(self), head.asset.id)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._desk.theme.colour("raised"))
            painter.drawRoundedRect(box, 6, 6)
        else:
            painter.drawPixmap(box, found, QRectF(found.rect()))

    def _badge(self, painter: QPainter, number: str, box: QRectF) -> float:
        theme, px = self._desk.theme, self._desk.theme.px
        painter.setFont(theme.font(12, SEMIBOLD))
        width = px(32) + painter.fontMetrics().horizontalAdvance(number)
        pill = QRectF(box.right() - width - px(8), box.center().y() - px(12), width, px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(pill, px(12), px(12))
        icons.draw(painter, "stack", theme.colour("text2"), QRectF(pill.x() + px(8), pill.y() + px(5), px(14), px(14)))
        painter.setPen(theme.colour("text2"))
        painter.drawText(pill.adjusted(px(26), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), number)
        return pill.x()

    def _text(self, painter: QPainter, text: str, font: Any, colour: str, area: QRectF) -> None:
        painter.setFont(font)
        painter.setPen(self._desk.theme.colour(colour))
        line = painter.fontMetrics().elidedText(
            shown(" ".join(text.split())), Qt.TextElideMode.ElideRight, int(area.width())
        )
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), line)


def _when(row: AssetRow, translate: Translator) -> str:
    """The day of the post; the file where no post is known."""
    try:
        return translate.date(dt.date.fromisoformat((row.posted_at or "")[:10]))
    except ValueError:
        return row.name if row.creator else ""


class QueueView(QListView):
    """The queue itself; one current group, walked through with the arrows."""

    def __init__(self, desk: Desk, model: QueueModel, *, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(desk, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        desk.thumbnails.arrived.connect(self._repaint)  # a method: the pictures outlive this view

    def _repaint(self, _shas: object) -> None:
        self.viewport().update()

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here."""
