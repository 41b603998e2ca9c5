"""The tabs of the desk, each with how many photos wait behind it."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.widgets.basic import Button, Label
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.desk.queues import Queue


class Tab(enum.StrEnum):
    """What the desk can show: the queues, what waits for legal, and what has to come down."""

    TO_READ = Queue.TO_READ.value
    WAITING = Queue.WAITING.value
    ENDING = Queue.ENDING.value
    CLEARED = Queue.CLEARED.value
    BLOCKED = Queue.BLOCKED.value
    LEGAL = "legal"
    TAKEDOWNS = "takedowns"

    @property
    def queue(self) -> Queue | None:
        """Its queue of photos; None for the others."""
        return None if self in {Tab.LEGAL, Tab.TAKEDOWNS} else Queue(self.value)


WORDS: Mapping[Tab, Text] = {
    Tab.TO_READ: _("To read"),
    Tab.WAITING: _("Waiting"),
    Tab.ENDING: _("Ending"),
    Tab.CLEARED: _("Cleared"),
    Tab.BLOCKED: _("Blocked"),
    Tab.LEGAL: _("Legal"),
    Tab.TAKEDOWNS: _("Takedowns"),
}
ICONS: Mapping[Tab, str] = {
    Tab.TO_READ: "to_read", Tab.WAITING: "waiting", Tab.ENDING: "calendar", Tab.CLEARED: "cleared",
    Tab.BLOCKED: "blocked", Tab.LEGAL: "law", Tab.TAKEDOWNS: "trash",
}  # fmt: skip
ORDERS: Mapping[Tab, Text] = {
    Tab.ENDING: _("Soonest first"),
    Tab.CLEARED: _("Cleared longest first"),
    Tab.LEGAL: _("Most pressing first"),
    Tab.TAKEDOWNS: _("Soonest first"),
}
"""How each list is sorted; the others begin with what nobody touched for the longest time."""


class TabBar(Bar):
    """One chip a tab; exactly one is chosen."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self.buttons: dict[Tab, Button] = {}
        group = QButtonGroup(self)
        chips = QWidget()
        flow = FlowLayout(chips)
        for tab in Tab:
            button = Button(desk.theme, desk.show(WORDS[tab]), "chip", icon=ICONS[tab])
            button.setCheckable(True)
            button.setProperty("quiet", True)
            button.clicked.connect(lambda _checked=False, tab=tab: self.chosen.emit(tab))
            group.addButton(button)
            flow.addWidget(button)
            self.buttons[tab] = button
        self.buttons[Tab.TO_READ].setChecked(True)
        self.order = Label(desk.theme, "", "hint")
        self.row.addWidget(chips, 1, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.order)

    def show_tab(self, tab: Tab) -> None:
        """Mark a tab as chosen, without telling."""
        self.buttons[tab].setChecked(True)
        self.order.set_text(self._desk.show(ORDERS.get(tab, _("Oldest first"))))

    def show_counts(self, counts: Mapping[Tab, int]) -> None:
        """Write how many wait behind each tab."""
        show = self._desk.show
        for tab, button in self.buttons.items():
            words = show(WORDS[tab])
            button.set_text(show(_("{words}  {n}", words=words, n=counts[tab])) if tab in counts else words)
