"""One line of the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import MEDIUM, SEMIBOLD, Theme
from ugc_studio.desktop.widgets.basic import plain_tip, shown

RAIL = 64
"""Pixels of a sidebar without words."""


class SideRow(QPushButton):
    """One line of the sidebar: icon (or dot), words, count; a button, so that the keyboard and readers know it."""

    def __init__(self, theme: Theme, text: str, *, icon: str = "", dot: str = "", tip: str = "") -> None:
        super().__init__()
        self._theme, self._words, self._icon, self._dot = theme, shown(" ".join(text.split())), icon, dot
        self._count, self._urgent, self.rail = "", False, False
        self.is_target = False
        """Whether something that it takes is dragged over it."""
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain_tip(tip or text))
        self.setFixedHeight(theme.px(34))
        self.setAccessibleName(self._words)

    def set_count(self, count: str, *, urgent: bool = False) -> None:
        """Show a number at the right; an urgent one on a warm ground."""
        self._count, self._urgent = count, urgent
        self.setAccessibleName(f"{self._words}, {count}" if count else self._words)
        self.update()

    def sizeHint(self) -> QSize:
        """A full line, or a square in the rail."""
        return QSize(self._theme.px(RAIL - 24 if self.rail else 120), self._theme.px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk through the lines, as in a list."""
        step = {int(Qt.Key.Key_Up): False, int(Qt.Key.Key_Down): True}.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.focusNextPrevChild(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, words and count."""
        theme, px, painter = self._theme, self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen, hovered = self.isChecked() or self.is_target, self.underMouse() and self.isEnabled()
        ground = "selected" if chosen else "hover" if hovered else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus() or self.is_target:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(box, 8, 8)
        ink = theme.colour("accent_text" if self.isChecked() else "text2")
        left = (self.width() - px(18)) / 2 if self.rail else px(10)
        side = px(18)
        if self._icon:
            icons.draw(painter, self._icon, ink, QRectF(left, (self.height() - side) / 2, side, side))
        elif self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self._dot))
            painter.drawEllipse(QRectF(left + px(4), (self.height() - px(10)) / 2, px(10), px(10)))
        if self.rail:
            self._paint_rail_dot(painter)
        else:
            self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        room = self.width() - px(38) - px(10)
        if self._count:
            painter.setFont(theme.font(12, SEMIBOLD if self._urgent else MEDIUM))
            width = painter.fontMetrics().horizontalAdvance(self._count)
            area = QRectF(self.width() - px(10) - width - (px(14) if self._urgent else 0), (self.height() - px(22)) / 2,
                          width + (px(14) if self._urgent else 0), px(22))  # fmt: skip
            if self._urgent:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("warn_bg"))
                painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
            painter.setPen(theme.colour("warn" if self._urgent else "text3"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._count)
            room -= int(area.width()) + px(6)
        painter.setFont(theme.font(13, SEMIBOLD if self.isChecked() else MEDIUM))
        painter.setPen(theme.colour("text" if self.isEnabled() else "disabled"))
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(px(38), 0, room, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_rail_dot(self, painter: QPainter) -> None:
        if self._count and self._urgent:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("warn"))
            side = self._theme.px(8)
            painter.drawEllipse(QRectF(self.width() - side - 6, 5, side, side))
