"""The command palette: type a few letters, Enter does it; what cannot be done here says where it can."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ugc_studio.desktop.actions.listing import TWINS, cap_text, matches, plain
from ugc_studio.desktop.actions.spec import ActionSpec, Scope
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import MEDIUM, REGULAR, SEMIBOLD, Theme
from ugc_studio.desktop.widgets.basic import column
from ugc_studio.desktop.widgets.fields import SearchField
from ugc_studio.domain.messages import Text, _

ID, ICON, CAP, NOTE = (Qt.ItemDataRole.UserRole + n for n in range(1, 5))
Index = QModelIndex | QPersistentModelIndex


class Palette(Dialog):
    """Finds commands by their words in the window's language, without regard to accents."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(desk, window, _("Find a command"), width=600, height=480, only_shows=True)
        self.field = SearchField(
            self.theme, desk.show(_("Find a command")), hint=desk.show(_("What do you want to do?"))
        )
        self.field.textChanged.connect(self._show_matching)
        self.field.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Lines(self.theme, self))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(desk.show(_("Commands")))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._do)
        self.fill(column(self.field, self.list, gap=10), scrolls=False)
        self._show_matching("")
        self.field.setFocus()

    # ------------------------------------------------------------------ the list

    def _show_matching(self, query: str) -> None:
        self.model.clear()
        found = []
        for spec in self.desk.actions.specs.values():
            words, group = self.desk.actions.words(spec.id), self.desk.show(Text(spec.group.value))
            if spec.id not in TWINS and spec.id != "app.palette" and matches(query, words, group, spec.text):
                able = self.desk.actions.can(spec.id)
                begins = bool(query) and plain(words).startswith(plain(query))
                found.append(((not able, not begins), self._item(spec, words, group, able=able)))
        for _rank, item in sorted(found, key=lambda pair: pair[0]):
            self.model.appendRow(item)
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _item(self, spec: ActionSpec, words: str, group: str, *, able: bool) -> QStandardItem:
        item = QStandardItem(words)
        note = group if able else self.desk.show(self._where(spec))
        for role, value in (
            (ID, spec.id),
            (ICON, spec.icon or "command"),
            (CAP, cap_text(self.desk.actions.caps(spec.id))),
            (NOTE, note),
        ):
            item.setData(value, role)
        item.setData(f"{words}, {note}", Qt.ItemDataRole.AccessibleTextRole)
        item.setFlags(Qt.ItemFlag.ItemIsSelectable | (Qt.ItemFlag.ItemIsEnabled if able else Qt.ItemFlag.NoItemFlags))
        return item

    def _where(self, spec: ActionSpec) -> Text:
        if spec.page and f"go.{spec.page}" in self.desk.actions.specs:
            return _("Works in: {place}", place=self.desk.actions.words(f"go.{spec.page}"))
        if spec.scope is Scope.PHOTOS:
            return _("Works where photos are shown")
        return _("Not possible just now")

    # ------------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through the list and Enter carries out, while the caret stays in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {
                int(Qt.Key.Key_Down): 1,
                int(Qt.Key.Key_Up): -1,
                int(Qt.Key.Key_PageDown): 8,
                int(Qt.Key.Key_PageUp): -8,
            }.get(event.key())
            if step is not None:
                row = min(max(0, self.list.currentIndex().row() + step), self.model.rowCount() - 1)
                self.list.setCurrentIndex(self.model.index(row, 0))
                self.desk.say(str(self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or ""))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _do(self, index: Index) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            action = str(index.data(ID))
            self.accept()
            self.desk.actions.trigger(action)


class _Lines(QStyledItemDelegate):
    """Icon, words, where, key."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line."""
        return QSize(100, self._theme.px(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one command."""
        theme, px, box = self._theme, self._theme.px, QRectF(option.rect)
        able = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(box.adjusted(0, 1, -2, -1), 8, 8)
        ink = "text" if able else "text3"
        side = px(18)
        icon = QRectF(box.left() + px(12), box.center().y() - side / 2, side, side)
        icons.draw(painter, str(index.data(ICON)), theme.colour("text2" if able else "text3"), icon)
        right = box.right() - px(12)
        right -= self._cap(painter, box, right, str(index.data(CAP)))
        painter.setFont(theme.font(13, MEDIUM if able else REGULAR))
        painter.setPen(theme.colour(ink))
        left = icon.right() + px(12)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(right - left))
        painter.drawText(QRectF(left, box.top(), right - left, box.height()), Qt.AlignmentFlag.AlignVCenter, words)
        left += painter.fontMetrics().horizontalAdvance(words) + px(12)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text3"))
        room = QRectF(left, box.top(), max(0.0, right - left - px(8)), box.height())
        note = painter.fontMetrics().elidedText(str(index.data(NOTE)), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), note)
        painter.restore()

    def _cap(self, painter: QPainter, box: QRectF, right: float, cap: str) -> float:
        if not cap:
            return 0
        theme, px = self._theme, self._theme.px
        painter.setFont(theme.font(11, SEMIBOLD))
        width = max(px(26), painter.fontMetrics().horizontalAdvance(cap) + px(14))
        area = QRectF(right - width, box.center().y() - px(11), width, px(22))
        painter.setPen(theme.colour("border"))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(theme.colour("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, cap)
        return width + px(10)


def open_dialog(desk: Desk, window: QWidget) -> None:
    """Open the palette."""
    Palette(desk, window).appear()
