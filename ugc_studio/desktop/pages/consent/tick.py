"""A tick whose words may take several lines: names are long, and so is French."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.pieces import CheckBox


class Tick(QWidget):
    """A check box beside its words; pressing the words is pressing the box."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, text: str, *, checked: bool = False) -> None:
        super().__init__()
        self.box = CheckBox(theme, "", checked=checked)
        self.box.setAccessibleName(text)
        self.box.setFixedWidth(theme.px(24))
        self.words = Words(theme, text)
        self.words.setMinimumHeight(theme.px(28))
        self.words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        self.box.toggled.connect(self.toggled)

    def text(self) -> str:
        """Its words."""
        return self.words.text()

    def isChecked(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def setChecked(self, checked: bool) -> None:
        """Tick it, or not."""
        self.box.setChecked(checked)

    @qt_override(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words are pressed."""
        if self.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.toggle()
