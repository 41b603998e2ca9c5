"""What a tab says when nothing waits behind it: what belongs here, and one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.tabs import ICONS, Tab
from ugc_studio.desktop.widgets.basic import Button, clear
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.domain.messages import Text, _

WORDS: Mapping[Tab, tuple[Text, Text]] = {
    Tab.TO_READ: (
        _("No reply to read"),
        _("Replies that come in with an import, or that somebody records, wait here until a person decides."),
    ),
    Tab.WAITING: (
        _("Nobody has to answer"),
        _("People who were asked and have not answered yet stand here. Ask for the photos that you want to publish."),
    ),
    Tab.ENDING: (
        _("No right ends soon"),
        _("Rights that end within 30 days stand here in time to renew them."),
    ),
    Tab.CLEARED: (
        _("Nothing is cleared yet"),
        _("Photos that everybody concerned allowed stand here, for the standard use of the brand."),
    ),
    Tab.BLOCKED: (
        _("Nothing is blocked"),
        _("Photos with a refusal, a withdrawal or something missing stand here, each with what would clear it."),
    ),
}


class NothingHere(QWidget):
    """The empty state of the tab that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.look_elsewhere: Callable[[], None] = lambda: None
        """Take the search away."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 24, 24, 24)

    def show_tab(self, tab: Tab, *, searched: bool) -> None:
        """Say why nothing is here."""
        clear(self._layout)
        desk = self._desk
        show, theme = desk.show, desk.theme
        if searched:
            button = Button(theme, show(_("Clear the search"))).on(self.look_elsewhere)
            words = (_("Nothing found"), _("Nobody in this queue has this name, and no message holds these words."))
        else:
            words = WORDS[tab]
            button = Button(theme, show(_("Show the library"))).on(lambda: desk.go("library", {}))
        self._layout.addWidget(EmptyState(theme, ICONS[tab], show(words[0]), show(words[1]), [button]))
