"""A small window under a button: Esc or a click elsewhere closes it, and the focus goes back."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.theme import Theme

GAP = 6


class Popup(QFrame):
    """Shows one widget; gone for good when it is closed."""

    def __init__(self, theme: Theme, owner: QWidget, content: QWidget, *, name: str) -> None:
        super().__init__(owner, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self._before = QApplication.focusWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(name)
        self.setWindowTitle(name)
        self.content = content
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 9, 9, 9)
        layout.addWidget(content)

    def open_under(self, anchor: QWidget) -> None:
        """Appear below a widget, or above it where there is no room below."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + GAP))
        area = anchor.screen().availableGeometry()
        x = max(area.left(), min(corner.x(), area.right() - self.width()))
        y = corner.y()
        if y + self.height() > area.bottom():
            y = max(area.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - GAP - self.height())
        self.move(x, y)
        self.show()
        self.content.setFocus(Qt.FocusReason.PopupFocusReason)

    def open_over(self, room: QWidget) -> None:
        """Appear in the upper middle of a widget."""
        self.adjustSize()
        corner = room.mapToGlobal(QPoint((room.width() - self.width()) // 2, room.height() // 6))
        self.move(corner)
        self.show()
        self.content.setFocus(Qt.FocusReason.PopupFocusReason)

    def settle(self) -> None:
        """Take the size that the content wants now."""
        self.adjustSize()

    @qt_override(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the focus back."""
        super().closeEvent(event)
        if self._before is not None and shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.border_strong), 1))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)
        painter.end()
