"""A small table of facts: a quiet word at the left, what is so at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.basic import Label, card


class FactTable(QGridLayout):
    """Rows of label and value; values wrap."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(6)
        self.setColumnMinimumWidth(0, theme.px(70))
        self.setColumnStretch(1, 1)

    def add(self, label: str, value: str | QWidget) -> None:
        """One more row."""
        line = self.rowCount()
        quiet = Label(self._theme, label, "hint")
        self.addWidget(quiet, line, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(value, str):
            words = breakable(Label(self._theme, value, "body", wrap=True))
            words.setAccessibleName(f"{label}: {value}"[:400])
            self.addWidget(words, line, 1)
        else:
            quiet.setMinimumHeight(value.sizeHint().height())
            self.addWidget(value, line, 1, Qt.AlignmentFlag.AlignTop)


def breakable(label: Label) -> Label:
    """Let a label be narrower than its longest word, which may be foreign and endless."""
    label.setMinimumWidth(1)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(policy.Policy.Ignored)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def facts_card(theme: Theme) -> tuple[QFrame, FactTable]:
    """A quiet card with an empty table in it."""
    frame, table = card(quiet=True), FactTable(theme)
    table.setContentsMargins(12, 10, 12, 10)
    frame.setLayout(table)
    return frame, table
