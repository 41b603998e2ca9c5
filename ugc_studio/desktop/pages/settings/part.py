"""What the parts of the settings share: headings, cards and lists; every control acts at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ugc_studio.desktop.changes import Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.widgets.basic import Button, Item, Label, card, clear, column, line, panel, row
from ugc_studio.domain.messages import Text, _


class SettingsPart(QWidget):
    """One part: a heading with cards under it."""

    name: ClassVar[str] = ""

    def __init__(self, desk: Desk, title: Text, sentence: Text | None = None) -> None:
        super().__init__()
        self.desk, self.theme, self.words = desk, desk.theme, desk.show
        self.stack = QVBoxLayout(self)
        self.stack.setContentsMargins(28, 24, 28, 32)
        self.stack.setSpacing(12)
        self.stack.addWidget(Label(self.theme, desk.show(title), "page", wrap=True))
        if sentence is not None:
            self.stack.addWidget(Label(self.theme, desk.show(sentence), "quiet", wrap=True))

    def section(self, title: Text | None, content: QWidget, *beside: Item) -> None:
        """A card with a heading; ``beside`` stands at the right of the heading."""
        if title is not None:
            heading = Label(self.theme, self.words(title), "section", wrap=True)
            across = row(heading, *beside, margins=(0, 10, 0, 0))
            across.setStretch(0, 1)
            self.stack.addLayout(across)
        box = card()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.addWidget(content)
        self.stack.addWidget(box)

    def finish(self) -> None:
        """Nothing more follows."""
        self.stack.addStretch(1)

    def entered(self, place: Mapping[str, Any]) -> None:
        """The person opened this part."""

    def refresh(self, changed: Changes) -> None:
        """Something was written."""

    def close_down(self) -> None:
        """The program ends."""


class Lines(QFrame):
    """A list of things with a name, a line about each, and their buttons; never more than a few dozen."""

    def __init__(self, desk: Desk, empty: Text) -> None:
        super().__init__()
        self._desk, self._empty = desk, empty
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.show_lines(())

    def show_lines(self, lines: Sequence[tuple[str, str, Sequence[QWidget]]]) -> None:
        """Show these: name, what is said about it, buttons."""
        clear(self._rows)
        theme = self._desk.theme
        if not lines:
            self._rows.addWidget(Label(theme, self._desk.show(self._empty), "quiet", wrap=True))
        for number, (name, about, buttons) in enumerate(lines):
            if number:
                self._rows.addWidget(line())
            texts = column(Label(theme, name, "medium", wrap=True), gap=1)
            if about:
                texts.addWidget(Label(theme, about, "hint", wrap=True))
            across = QHBoxLayout()
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(8)
            across.addLayout(texts, 1)
            for button in buttons:
                if isinstance(button, Button) and button.accessibleName() == button.text():
                    words = _("{label}: {value}", label=button.text(), value=name)
                    button.setAccessibleName(self._desk.show(words))
                across.addWidget(button)
            self._rows.addWidget(panel(across))
