"""The settings: parts at the left, the chosen one beside; everything applies at once, there is no OK."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ugc_studio.desktop.changes import Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.pages.settings.part import SettingsPart
from ugc_studio.desktop.shell.side_row import SideRow
from ugc_studio.desktop.widgets.basic import panel
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.desktop.widgets.frame import Header, PageFrame, left_panel
from ugc_studio.domain.messages import N_, Text, _

PARTS: Mapping[str, tuple[str, str, str, str]] = {
    "general": ("general", "GeneralPart", N_("General"), "settings"),
    "library": ("storage", "StoragePart", N_("Library"), "folder"),
    "watched": ("watched", "WatchedPart", N_("Watched folders"), "watch"),
    "brands": ("brands", "BrandsPart", N_("Brands and rights"), "consent"),
    "register": ("register", "RegisterPart", N_("Accounts and places"), "shop"),
    "notices": ("notices", "NoticesPart", N_("Consent wordings"), "law"),
    "presets": ("presets", "PresetsPart", N_("Export presets"), "export"),
    "shortcuts": ("shortcuts", "ShortcutsPart", N_("Shortcuts"), "keyboard"),
    "privacy": ("privacy", "PrivacyPart", N_("Privacy"), "lock"),
    "about": ("privacy", "AboutPart", N_("About"), "info"),
}
"""Module, class, words and icon of each part, in order."""
WIDEST = 860


class SettingsPage(Page):
    """Makes each part when it is first opened."""

    name = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.parts: dict[str, SettingsPart] = {}
        self._areas: dict[str, QScrollArea] = {}
        self.current = ""
        self.rows = {key: self._row(key, *entry[2:]) for key, entry in PARTS.items()}
        listed = QVBoxLayout()
        listed.setContentsMargins(10, 12, 10, 12)
        listed.setSpacing(3)
        for made in self.rows.values():
            listed.addWidget(made)
        listed.addStretch(1)
        self._stack = QStackedWidget()
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._stack)
        self.set_content(
            PageFrame(
                self.theme,
                header=Header(self.theme, desk.show(_("Settings"))),
                body=panel(body, canvas=True),
                left=left_panel(scrolling(panel(listed))),
                left_width=232,
            )
        )

    def _row(self, key: str, words: str, icon: str) -> SideRow:
        made = SideRow(self.theme, self.desk.show(Text(words)), icon=icon)
        made.clicked.connect(lambda _checked=False: self.open(key))
        return made

    def open(self, key: str, place: Mapping[str, Any] | None = None) -> SettingsPart:
        """Show a part."""
        if key not in self.parts:
            module, cls, _words, _icon = PARTS[key]
            found = importlib.import_module(f"ugc_studio.desktop.pages.settings.{module}")
            part: SettingsPart = getattr(found, cls)(self.desk)
            self.parts[key] = part
            part.setMaximumWidth(self.theme.px(WIDEST))
            beside = QHBoxLayout()
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(part, 100)
            beside.addStretch(1)
            self._areas[key] = scrolling(panel(beside))
            self._stack.addWidget(self._areas[key])
        self.current = key
        self._stack.setCurrentWidget(self._areas[key])
        for name, made in self.rows.items():
            made.setChecked(name == key)
        self.parts[key].entered(place or {})
        return self.parts[key]

    # ------------------------------------------------------------------ as every place

    def entered(self, place: Mapping[str, Any]) -> None:
        """Open the part that is asked for, else the one of last time."""
        wanted = place.get("part")
        self.open(wanted if isinstance(wanted, str) and wanted in PARTS else self.current or "general", place)
        scroll = place.get("scroll")
        if isinstance(scroll, int):
            self._areas[self.current].verticalScrollBar().setValue(scroll)
        if self.isVisible() and "scroll" not in place:
            self.rows[self.current].setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> dict[str, Any]:
        """The open part and how far it is scrolled."""
        if not self.current:
            return {}
        return {"part": self.current, "scroll": self._areas[self.current].verticalScrollBar().value()}

    def refresh(self, changed: Changes) -> None:
        """Tell the parts."""
        for part in self.parts.values():
            part.refresh(changed)

    def close_down(self) -> None:
        """Tell the parts."""
        for part in self.parts.values():
            part.close_down()

    def panes(self) -> Sequence[QWidget]:
        """The list of parts, then the open one."""
        first = self.rows[self.current or "general"]
        return (first, *([self.parts[self.current]] if self.current else []))
