"""A card over the window, under a button or in the middle: Esc, a click beside it or leaving it closes it.

It is a child of the window, not a window of its own: it can never lie behind, and no system grabs the keyboard for it.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.tab_order import step_within

GAP, EDGE = 6, 8


class Card(QFrame):
    """The visible part: something on a rounded ground, over whatever lies there."""

    def __init__(self, theme: Theme, over: QWidget, content: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(content)

    @qt_override(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the card itself closes nothing."""
        event.accept()

    @qt_override(bool)
    def event(self, event: QEvent) -> bool:
        """Content that came later makes the card larger or smaller at once."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and isinstance(popup := self.parentWidget(), Popup):
            popup.settle()
        return done

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.border_strong), 1))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)
        painter.end()


class Popup(QWidget):
    """Shows one widget; gone for good when it is closed."""

    def __init__(self, theme: Theme, owner: QWidget, content: QWidget, *, name: str) -> None:
        super().__init__(owner.window())
        self._window = owner.window()
        self._open = False
        self._before = QApplication.focusWidget()
        self._anchor: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.content = content
        self.setProperty("overlay", True)  # closed between the pictures of the screenshots
        self.card = Card(theme, self, content)
        self.card.setAccessibleName(name)
        self._window.installEventFilter(self)
        owner.destroyed.connect(self.close)

    def open_under(self, anchor: QWidget) -> None:
        """Appear below a widget, or above it where there is no room below."""
        self._anchor = anchor
        self._appear()

    def open_over(self, room: QWidget) -> None:
        """Appear in the upper middle of a widget."""
        self._anchor = None
        self._room = room
        self._appear()

    def _appear(self) -> None:
        self.setGeometry(self._window.rect())
        self.settle()
        self.show()
        self.raise_()
        self.content.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        if isinstance(application, QApplication) and not self._open:
            self._open = True
            application.focusChanged.connect(self._focus_moved)

    def settle(self) -> None:
        """Take the size that the content wants now, in the same place."""
        for layout in (self.content.layout(), self.card.layout()):
            if layout is not None:
                layout.activate()
        size = self.card.sizeHint()
        self.card.setGeometry(QRect(self._corner(size.width(), size.height()), size))

    def _corner(self, width: int, height: int) -> QPoint:
        window = self._window
        if self._anchor is None:
            room = self._room
            middle = QPoint((room.width() - width) // 2, max(EDGE, room.height() // 8))
            return room.mapTo(window, middle)
        below = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + GAP))
        x = max(EDGE, min(below.x(), window.width() - width - EDGE))
        y = below.y()
        if y + height > window.height() - EDGE:
            y = max(EDGE, self._anchor.mapTo(window, QPoint(0, 0)).y() - GAP - height)
        return QPoint(x, y)

    # ------------------------------------------------------------------ closing

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard leaving the card closes it; a calendar that it opened is a part of it."""
        inside = new is None or new is self or self.isAncestorOf(new) or new.window() is not self.window()
        if not inside:
            self._before = None
            self.close()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A window that changes its size has another place for it: close."""
        if event.type() == QEvent.Type.Resize:
            self.close()
        return False

    @qt_override(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes it and does nothing else."""
        event.accept()
        self.close()

    @qt_override(bool)
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the card; Esc leaves it."""
        return step_within(self.card, forward=forward)

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; no other key goes on to what lies below."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.close()

    @qt_override(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the focus back."""
        application = QApplication.instance()
        if isinstance(application, QApplication) and self._open:
            self._open = False
            application.focusChanged.disconnect(self._focus_moved)
        super().closeEvent(event)
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)


def popup_around(widget: QWidget) -> Popup | None:
    """The popup in which a widget is shown."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Popup):
        above = above.parentWidget()
    return above


def settle_around(widget: QWidget) -> None:
    """Have the popup of a widget take its new size."""
    popup = popup_around(widget)
    if popup is not None:
        popup.settle()


def close_around(widget: QWidget) -> None:
    """Close the popup in which a widget is shown."""
    popup = popup_around(widget)
    if popup is not None:
        popup.close()
