"""The decisions under a group, each with its key; long words take a second row instead of being cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.basic import Button, Label, panel, row
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import KeyCap

GAP = 8
BETWEEN = 18
"""Between a key and the next button, so that nobody takes the key for that of its right neighbour."""


class ActionFoot(QFrame):
    """Buttons with their keys at the left; what other keys do at the right, where there is room for it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("foot", True)
        self.setMinimumHeight(theme.px(60))
        self._buttons: list[QWidget] = []
        self._flow = FlowLayout(gap=BETWEEN)
        self._hints = row(gap=GAP)
        self._aside = panel(self._hints)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 10, 16, 10)
        layout.setSpacing(GAP)
        layout.addLayout(self._flow, 1)
        layout.addWidget(self._aside)

    def add(self, button: QWidget, caps: Sequence[str]) -> None:
        """One more button, with the caps of its key."""
        together = panel(row(button, *(KeyCap(self._theme, cap) for cap in caps), gap=GAP))
        self._buttons.append(together)
        self._flow.addWidget(together)

    def hint(self, cap: str, words: str) -> None:
        """What one more key does."""
        self._hints.addWidget(KeyCap(self._theme, cap))
        self._hints.addWidget(Label(self._theme, words, "hint"))

    def enable(self, there: bool) -> None:
        """Whether there is anything that the buttons could decide about."""
        for together in self._buttons:
            for button in together.findChildren(Button):
                button.setEnabled(there)

    def offer(self, button: QWidget, *, there: bool) -> None:
        """Show or leave out one button with the caps of its key."""
        for together in self._buttons:
            if together.isAncestorOf(button):
                together.setVisible(there)

    def fit(self) -> None:
        """Give up the hints before the buttons take a second row."""
        shown = [together for together in self._buttons if not together.isHidden()]
        needed = sum(together.sizeHint().width() + BETWEEN for together in shown) + self._aside.sizeHint().width()
        margins = self.contentsMargins()
        self._aside.setVisible(needed <= self.width() - 36 - margins.left() - margins.right())

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more, or for less."""
        super().resizeEvent(event)
        self.fit()
