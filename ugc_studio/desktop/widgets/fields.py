"""Fields to type in: a search field with its glass, and plain lines with a name for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import Theme


class LineField(QLineEdit):
    """One line of text with a name for screen readers and a hint when it is empty."""

    def __init__(self, theme: Theme, name: str, text: str = "", *, hint: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)


class SearchField(LineField):
    """A line with a magnifying glass; Esc empties it first, and only then leaves to whoever is around it."""

    def __init__(self, theme: Theme, name: str, *, hint: str = "") -> None:
        super().__init__(theme, name, hint=hint or name)
        self.setTextMargins(theme.px(24), 0, 0, 0)
        self.setClearButtonEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field with its glass."""
        super().paintEvent(event)
        painter, px = QPainter(self), self._theme.px
        box = QRectF(px(9), (self.height() - px(16)) / 2, px(16), px(16))
        icons.draw(painter, "search", self._theme.colour("text2"), box)
        painter.end()
