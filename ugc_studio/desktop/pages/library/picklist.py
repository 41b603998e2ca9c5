"""A list to choose from by keyboard or mouse, with a line that narrows it: filters, galleries, tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.shell.announcing import announce
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.basic import Label, shown

ENTRY = Qt.ItemDataRole.UserRole + 1
MOST_ROWS = 9
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its value, its words, what stands at the right, and whether it is chosen (None: no box)."""

    value: object
    words: str
    aside: str = ""
    icon: str = ""
    ink: str = "text2"
    chosen: bool | None = None
    alone: bool = False
    """Choosing it gives up the others: a round box."""


class _Lines(QStyledItemDelegate):
    """Paints a line: box, icon, words, what stands at the right."""

    def __init__(self, theme: Theme, lines: QWidget) -> None:
        super().__init__(lines)
        self._theme, self._lines = theme, lines

    @qt_override(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the words."""
        entry: Entry = index.data(ENTRY)
        px = self._theme.px
        metrics = self._lines.fontMetrics()
        width = metrics.horizontalAdvance(entry.words) + metrics.horizontalAdvance(entry.aside)
        extra = (px(28) if entry.chosen is not None else 0) + (px(26) if entry.icon else 0) + px(48)
        return QSize(min(width + extra, px(420)), px(32))

    @qt_override(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line; foreign words are drawn, never read as markup."""
        theme, px = self._theme, self._theme.px
        entry: Entry = index.data(ENTRY)
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 6, 6)
        if state & QStyle.StateFlag.State_Selected and self._lines.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 2, -1, -2), 6, 6)
        left = box.left() + px(10)
        if entry.chosen is not None:
            self._paint_box(painter, QRectF(left, box.center().y() - px(8), px(16), px(16)), entry)
            left += px(26)
        if entry.icon:
            area = QRectF(left, box.center().y() - px(8), px(16), px(16))
            icons.draw(painter, entry.icon, theme.colour(entry.ink), area)
            left += px(26)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text3"))
        room = box.adjusted(0, 0, -px(12), 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), entry.aside)
        room.setLeft(left)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(entry.aside) - px(10))
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text"))
        words = painter.fontMetrics().elidedText(entry.words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        theme, on = self._theme, bool(entry.chosen)
        painter.setPen(QPen(theme.colour("accent" if on else "border_strong"), 1.5))
        painter.setBrush(theme.colour("panel" if entry.alone or not on else "accent"))
        if not entry.alone:
            painter.drawRoundedRect(box, 5, 5)
            if on:
                icons.draw(painter, "check", theme.colour("on_accent"), box.adjusted(3, 3, -3, -3))
            return
        painter.drawEllipse(box)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(box.adjusted(4, 4, -4, -4))


class PickList(QWidget):
    """Lines to choose from; with ``filter_name`` a line edit above narrows them while one types."""

    picked = Signal(object)
    """The value of a line that was chosen (or chosen once more)."""
    typed = Signal(str)
    entered = Signal(str)
    """Enter was pressed while no line fits what was typed."""

    def __init__(self, theme: Theme, name: str, *, filter_name: str = "", nothing: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._entries: list[Entry] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(filter_name)
        self.line.setAccessibleName(filter_name or name)
        if not filter_name:
            self.line.hide()  # only ever hidden here: shown before it has a parent, it would be a window
        self.line.textEdited.connect(self._narrow)
        self.line.installEventFilter(self)
        self.lines = QListWidget()
        self.lines.setAccessibleName(name)
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setItemDelegate(_Lines(theme, self.lines))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setUniformItemSizes(True)
        self.lines.setMouseTracking(True)
        self.lines.itemClicked.connect(self._pick)
        self.lines.installEventFilter(self)
        self.nothing = Label(theme, nothing, "hint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self.nothing)
        layout.addWidget(self.lines)
        self.setFocusProxy(self.line if filter_name else self.lines)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other lines; the current one stays where it is."""
        self._entries = list(entries)
        self._fill()

    @property
    def entries(self) -> list[Entry]:
        """The lines that are shown now."""
        return [self.lines.item(at).data(ENTRY) for at in range(self.lines.count())]

    def step(self, step: int) -> None:
        """Go to the next line, or the one before, round and round."""
        count = self.lines.count()
        if count:
            current = self.lines.currentRow()
            self.lines.setCurrentRow((current + step) % count if current >= 0 else (0 if step > 0 else count - 1))
            self._say_current()

    def press(self, value: object) -> None:
        """Choose a line by its value, as a click does."""
        if any(entry.value == value for entry in self._entries):
            self.picked.emit(value)

    def press_current(self) -> None:
        """Choose the current line."""
        if self.lines.currentRow() >= 0:
            self._pick(self.lines.currentItem())

    def _fill(self) -> None:
        typed = " ".join(self.line.text().casefold().split()).lstrip("#")
        kept = max(0, self.lines.currentRow())
        self.lines.clear()
        for entry in self._entries:
            if typed in entry.words.casefold():
                item = QListWidgetItem(shown(entry.words))
                item.setData(ENTRY, entry)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, shown(_said(entry)))
                if entry.chosen is not None:
                    item.setData(
                        Qt.ItemDataRole.CheckStateRole,
                        Qt.CheckState.Checked if entry.chosen else Qt.CheckState.Unchecked,
                    )
                self.lines.addItem(item)
        self.lines.setCurrentRow(min(kept, self.lines.count() - 1))
        self._grow()

    def _grow(self) -> None:
        self.nothing.setVisible(not self.lines.count() and bool(self.nothing.text()))
        self.lines.setVisible(bool(self.lines.count()))
        rows = min(max(1, self.lines.count()), MOST_ROWS)
        self.lines.setFixedHeight(rows * self._theme.px(32) + 4)
        hints = [self.lines.sizeHintForIndex(self.lines.model().index(at, 0)).width() for at in range(rows)]
        self.lines.setMinimumWidth(max([self._theme.px(200), *hints]))

    def _narrow(self, typed: str) -> None:
        self.lines.setCurrentRow(0)
        self._fill()
        self.typed.emit(typed)

    def _pick(self, item: QListWidgetItem) -> None:
        entry: Entry = item.data(ENTRY)
        self.picked.emit(entry.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk from the line, Enter and Space choose."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.line and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if enter or (watched is self.lines and event.key() == Qt.Key.Key_Space):
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def _say_current(self) -> None:
        """The keyboard stays in the line above, so that nothing else tells which line is current."""
        if self.lines.currentRow() >= 0 and not self.lines.hasFocus():
            announce(self.lines, str(self.lines.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)))

    def _enter(self) -> None:
        if self.lines.currentRow() >= 0:
            self.press_current()
        elif self.line.text().strip():
            self.entered.emit(self.line.text().strip())


def _said(entry: Entry) -> str:
    """A line as it is read out."""
    return f"{entry.words}, {entry.aside}" if entry.aside else entry.words
