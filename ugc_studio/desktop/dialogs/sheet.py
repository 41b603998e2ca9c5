"""The sheet of keyboard shortcuts, drawn from the registry itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ugc_studio.desktop.actions.listing import SheetLine, sheet_lines
from ugc_studio.desktop.actions.spec import Group
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.widgets.basic import Button, Label, clear, column, panel, row
from ugc_studio.desktop.widgets.fields import SearchField
from ugc_studio.desktop.widgets.pieces import KeyCap
from ugc_studio.domain.messages import Text, _


class ShortcutSheet(Dialog):
    """Groups in two columns; a field finds a command by its words."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(
            desk,
            window,
            _("Keyboard shortcuts"),
            width=860,
            height=560,
            only_shows=True,
            sentence=_(
                "Letter and digit keys work while photos have the focus. Change them or turn them off in Settings."
            ),
        )
        self.field = SearchField(self.theme, desk.show(_("Find a command")))
        self.field.setMinimumWidth(self.theme.px(220))
        self.field.textChanged.connect(self._show_matching)
        self.tools.addWidget(self.field)
        self._columns = QGridLayout()
        self._columns.setContentsMargins(0, 0, 14, 0)
        self._columns.setHorizontalSpacing(32)
        self._columns.setColumnStretch(0, 1)
        self._columns.setColumnStretch(1, 1)
        change = Button(self.theme, desk.show(_("Change shortcuts")), "link").on(self._change)
        self.fill(self._columns, (None, change))
        self._show_matching("")
        self.field.setFocus()

    def _change(self) -> None:
        self.accept()
        self.desk.go("settings", {"part": "shortcuts"})

    def _show_matching(self, query: str) -> None:
        clear(self._columns)
        heights = [0, 0]
        sides = [QVBoxLayout(), QVBoxLayout()]
        for group in Group:
            lines = sheet_lines(self.desk.actions, self.desk.translate, group, query)
            if lines:
                side = heights.index(min(heights))
                sides[side].addWidget(self._group(group, lines))
                heights[side] += len(lines) + 2
        for number, side_layout in enumerate(sides):
            side_layout.setSpacing(16)
            side_layout.setContentsMargins(0, 0, 0, 0)
            side_layout.addStretch(1)
            self._columns.addWidget(panel(side_layout), 0, number, Qt.AlignmentFlag.AlignTop)
        if not any(heights):
            nothing = Label(self.theme, self.desk.show(_("No command is called that.")), "quiet")
            self._columns.addWidget(nothing, 0, 0, 1, 2)

    def _group(self, group: Group, lines: list[SheetLine]) -> QWidget:
        theme = self.theme
        layout = column(Label(theme, self.desk.show(Text(group.value)), "section"), gap=6)
        for line in lines:
            words = Label(theme, line.words, wrap=True)
            words.setMinimumHeight(theme.px(24))
            across = row(words, KeyCap(theme, line.cap))
            across.setStretch(0, 1)
            layout.addLayout(across)
        return panel(layout)


def open_dialog(desk: Desk, window: QWidget) -> None:
    """Show the sheet."""
    ShortcutSheet(desk, window).appear()
