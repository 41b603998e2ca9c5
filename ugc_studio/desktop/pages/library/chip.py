"""A chip of the filter bar: quiet while nothing is chosen, lit with its value and a cross when it filters."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import MEDIUM, Theme
from ugc_studio.desktop.widgets.basic import plain_tip, shown

HIGH, SIDE_ROOM, SIGN = 30, 12, 12
WIDEST = 240


class FilterChip(QPushButton):
    """Pressing it offers values; its cross, Delete or Backspace take the filter away."""

    asked_to_clear = Signal()

    def __init__(self, theme: Theme, words: str, *, icon: str = "", removable_only: bool = False) -> None:
        super().__init__()
        self._theme, self._words, self._icon = theme, words, icon
        self._value = ""
        self._removable_only = removable_only
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(theme.px(HIGH))
        self.show_value("", tip=words)

    def show_value(self, value: str, *, tip: str = "") -> None:
        """Show what is filtered by; empty: nothing is."""
        self._value = shown(" ".join(value.split()))
        self.setChecked(bool(value))
        self.setToolTip(plain_tip(tip or self._value or self._words))
        self.setAccessibleName(f"{self._words}: {self._value}" if self._value else self._words)
        self.updateGeometry()
        self.update()

    @property
    def text_shown(self) -> str:
        """The words on the chip."""
        return self._value or self._words

    def nextCheckState(self) -> None:
        """Pressing does not light it: only a filter does."""

    def sizeHint(self) -> QSize:
        """Room for the icon, the words and the sign at the right."""
        px = self._theme.px
        self.setFont(self._theme.font(13, MEDIUM))
        words = min(self.fontMetrics().horizontalAdvance(self.text_shown), px(WIDEST))
        icon = px(22) if self._value and self._icon else 0
        return QSize(px(SIDE_ROOM) * 2 + icon + words + px(SIGN) + px(7), px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def _sign_box(self) -> QRectF:
        px = self._theme.px
        left = self.width() - px(SIDE_ROOM) - px(SIGN)
        return QRectF(left, (self.height() - px(SIGN)) / 2, px(SIGN), px(SIGN))

    @qt_override(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross takes the filter away."""
        reach = self._theme.px(9)
        if self._value and self._sign_box().adjusted(-reach, -reach, reach, reach).contains(event.position()):
            self.setDown(False)
            self.asked_to_clear.emit()
        elif not self._removable_only:
            super().mouseReleaseEvent(event)
        else:
            self.setDown(False)

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace do what the cross does; Down opens, as in a list box."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._value:
            self.asked_to_clear.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._removable_only:
            self.click()
        else:
            super().keyPressEvent(event)

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, words, and a caret or a cross."""
        theme, px, painter = self._theme, self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = bool(self._value)
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        edge = "accent" if lit else "border_strong" if self.underMouse() else "border"
        painter.setPen(QPen(theme.colour("focus" if self.hasFocus() else edge), 2 if self.hasFocus() else 1))
        hovered = self.underMouse() or self.isDown()
        painter.setBrush(theme.colour("selected" if lit else "hover" if hovered else "panel"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = float(px(SIDE_ROOM))
        if lit and self._icon:
            area = QRectF(left, (self.height() - px(16)) / 2, px(16), px(16))
            icons.draw(painter, self._icon, theme.colour("accent_text"), area)
            left += px(22)
        sign = self._sign_box()
        painter.setFont(theme.font(13, MEDIUM))
        painter.setPen(theme.colour("accent_text" if lit else "text"))
        room = QRectF(left, 0, sign.left() - px(5) - left, self.height())
        words = painter.fontMetrics().elidedText(self.text_shown, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        icons.draw(painter, "close" if lit else "caret_down", theme.colour("accent_text" if lit else "text2"), sign)
        painter.end()
