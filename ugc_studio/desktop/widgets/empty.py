"""Empty states: what belongs here, and one button that brings it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.basic import Label, row


class Medallion(QWidget):
    """An icon in a tinted disc."""

    def __init__(self, theme: Theme, icon: str, *, size: int = 56) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setFixedSize(theme.px(size), theme.px(size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw disc and icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("selected"))
        painter.drawEllipse(self.rect())
        inset = self.width() * 0.27
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        icons.draw(painter, self._icon, self._theme.colour("accent_text"), box)
        painter.end()


class EmptyState(QWidget):
    """A medallion, a heading, a sentence, buttons; in the middle of whatever room there is."""

    def __init__(self, theme: Theme, icon: str, heading: str, sentence: str, buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.heading = Label(theme, heading, "section")
        self.sentence = Label(theme, sentence, "quiet", wrap=True)
        self.sentence.setMaximumWidth(theme.px(420))
        for label in (self.heading, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(Medallion(theme, icon), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignHCenter)
        across = row(None, self.sentence, None)
        across.setStretch(1, 100)  # the sentence takes its full width before the empty sides get any
        layout.addLayout(across)
        if buttons:
            layout.addLayout(row(None, *buttons, None, gap=8))
        layout.addStretch(1)
        self.setAccessibleName(f"{heading}. {sentence}")


def scrolling(content: QWidget) -> QScrollArea:
    """Content that may be higher than its room; never scrolls sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setProperty("clear", True)
    area.setWidget(content)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
