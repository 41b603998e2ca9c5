"""What is drawn over or instead of a picture: a ring for the focus, a veil, a message."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import SEMIBOLD, Theme
from ugc_studio.desktop.theme.tokens import SCRIM_ALPHA
from ugc_studio.desktop.widgets.basic import shown

CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def ring(painter: QPainter, theme: Theme, area: QRect) -> None:
    """The ring of what has the keyboard."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.drawRect(QRectF(area).adjusted(1, 1, -1, -1))


def placeholder(painter: QPainter, area: QRectF, colour: int) -> None:
    """The mean colour of a picture that is not here yet."""
    painter.fillRect(area, QColor(colour))


def message(painter: QPainter, theme: Theme, area: QRect, icon: str, words: str, name: str) -> None:
    """An icon, a sentence and a file name in the middle."""
    side = theme.px(40)
    width = max(theme.px(80), min(area.width() - theme.px(32), theme.px(420)))
    left = area.x() + (area.width() - width) // 2
    top = area.y() + max(theme.px(12), area.height() // 2 - theme.px(64))
    icons.draw(painter, icon, theme.colour("warn"), QRectF(area.x() + (area.width() - side) / 2, top, side, side))
    painter.setFont(theme.font(13, SEMIBOLD))
    painter.setPen(theme.colour("text"))
    room = QRect(left, top + side + theme.px(12), width, theme.px(80))
    used = painter.drawText(room, CENTRED, shown(words))
    painter.setFont(theme.font(12))
    painter.setPen(theme.colour("text2"))
    line = painter.fontMetrics().elidedText(shown(" ".join(name.split())), Qt.TextElideMode.ElideMiddle, width)
    painter.drawText(QRect(left, used.bottom() + theme.px(6), width, theme.px(24)), CENTRED, line)


def veil(painter: QPainter, theme: Theme, area: QRect, words: str) -> None:
    """A dark pill in the middle that says why the picture is blurred."""
    font = theme.font(13, SEMIBOLD)
    room = max(theme.px(40), area.width() - theme.px(24))
    line = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room - theme.px(52))
    width, height = QFontMetrics(font).horizontalAdvance(line) + theme.px(52), theme.px(36)
    box = QRectF(area.x() + (area.width() - width) / 2, area.y() + (area.height() - height) / 2, width, height)
    ground = theme.colour("scrim")
    ground.setAlphaF(SCRIM_ALPHA)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, height / 2, height / 2)
    side = theme.px(18)
    icons.draw(
        painter, "sensitive", QColor("#FFFFFF"), QRectF(box.x() + theme.px(14), box.center().y() - side / 2, side, side)
    )
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(box.adjusted(theme.px(40), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), line)
