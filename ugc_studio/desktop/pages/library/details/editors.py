"""Fields that write what was typed when they are left, for exactly the photos they were filled for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QPlainTextEdit

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.widgets.basic import shown
from ugc_studio.desktop.widgets.fields import LineField

CAPTION_LINES = 4
MOST_TYPED = 65_000
"""Above every network's limit; the core refuses longer texts too."""


class LineEditor(LineField):
    """One line; ``committed`` says what was typed once it is left or Enter was pressed, if it changed."""

    committed = Signal(str)

    def __init__(self, desk: Desk, name: str, *, hint: str = "", writes: bool = True) -> None:
        """``writes``: whether leaving the field says ``committed``; a form with its own button does not want it."""
        super().__init__(desk.theme, name, hint=hint)
        self._before = ""
        self._writes = writes
        self.setMaxLength(2000)
        self.editingFinished.connect(self._commit)

    def fill(self, text: str, *, hint: str | None = None) -> None:
        """Show what is stored; what somebody is typing right now stays."""
        if hint is not None:
            self.setPlaceholderText(shown(hint))
        if self.hasFocus() and self.is_touched and text == self._before:
            return
        self._before = text
        self.setText(text)
        self.setCursorPosition(0)

    def offer(self, words: list[str]) -> None:
        """Complete what is typed from these."""
        completer = QCompleter(words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    @property
    def is_touched(self) -> bool:
        """Whether somebody changed it."""
        return self.text() != self._before

    def restore(self) -> None:
        """Bring back what is stored."""
        self.setText(self._before)

    def keep(self) -> None:
        """What stands here is stored now."""
        self._before = self.text()

    def _commit(self) -> None:
        if self.is_touched and self._writes:
            self.keep()
            self.committed.emit(self._before)

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings back what is stored."""
        if event.key() == Qt.Key.Key_Escape and self.is_touched:
            self.restore()
            self.textEdited.emit(self._before)
            event.accept()
            return
        super().keyPressEvent(event)


class TextEditor(QPlainTextEdit):
    """Several lines; ``committed`` says what was typed once it is left or Ctrl+Enter was pressed, if it changed."""

    committed = Signal(str)

    def __init__(self, desk: Desk, name: str, *, hint: str = "", writes: bool = True) -> None:
        """``writes``: as for :class:`LineEditor`."""
        super().__init__()
        self._before = ""
        self._writes = writes
        self.setAccessibleName(name)
        self.setPlaceholderText(shown(hint))
        self.setTabChangesFocus(True)
        self.setFont(desk.theme.font(13))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * CAPTION_LINES + desk.theme.px(20))

    def fill(self, text: str, *, hint: str | None = None) -> None:
        """Show what is stored; what somebody is typing right now stays."""
        if hint is not None:
            self.setPlaceholderText(shown(hint))
        if self.hasFocus() and self.is_touched and text == self._before:
            return
        self._before = text
        if text != self.toPlainText():  # laying out a text without breaks takes long
            self.setPlainText(text)

    @property
    def is_touched(self) -> bool:
        """Whether somebody changed it."""
        return self.toPlainText() != self._before

    def restore(self) -> None:
        """Bring back what is stored."""
        self.setPlainText(self._before)

    def keep(self) -> None:
        """What stands here is stored now."""
        self._before = self.toPlainText()

    def commit(self) -> None:
        """Write what was typed."""
        if self.is_touched and self._writes:
            self.keep()
            self.committed.emit(self._before[:MOST_TYPED])

    @qt_override(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is written when the field is left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter writes, Escape brings back what is stored."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
        elif event.key() == Qt.Key.Key_Escape and self.is_touched:
            self.restore()
        else:
            super().keyPressEvent(event)
