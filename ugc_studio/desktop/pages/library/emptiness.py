"""What is shown where no photo is: which filter found nothing, or how photos come here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.asked import Asked, term_filter
from ugc_studio.desktop.pages.library.filter_bar import value_of
from ugc_studio.desktop.pages.library.filters import CHIPS, chip_of
from ugc_studio.desktop.widgets.basic import Button, action_button, clear
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import Text, _, ngettext


class Emptiness(QWidget):
    """One empty state at a time."""

    def __init__(self, desk: Desk, clear_filters: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._clear = desk, clear_filters
        self._room = QVBoxLayout(self)
        self.state: EmptyState | None = None
        self.button: Button | None = None

    def nothing_yet(self) -> None:
        """The library has no photos at all."""
        button = action_button(self._desk.theme, self._desk.actions.action("app.import"), "primary", icon="import")
        self._show(
            "library",
            _("No photos yet"),
            _("Drop photos, a folder or a table here. Originals are copied and never changed."),
            button,
        )

    def nothing_found(self, asked: Asked) -> None:
        """A query without an answer: say which, and offer to clear it."""
        names = filter_names(self._desk, asked)
        if [one.values for one in asked.filters] == [("trashed",)] and not asked.words.strip():
            heading, sentence = _("The trash is empty"), _("Nothing is deleted until you empty the trash.")
        else:
            heading = _("No photo matches")
            listed = " · ".join(names)
            sentence = ngettext("Filtered by {names}", "Filtered by {names}", len(names), names=listed)
        words = ngettext("Clear the filter", "Clear all filters", len(names))
        self._show("search", heading, sentence, self._clearing(words))

    def not_understood(self, error: BaseException) -> None:
        """The query cannot be answered as it stands."""
        sentence = error.text if isinstance(error, StudioError) else _("This search cannot be answered.")
        self._show("question", _("This search was not understood"), sentence, self._clearing(_("Clear the search")))

    def _clearing(self, words: Text) -> Button:
        return Button(self._desk.theme, self._desk.show(words)).on(self._clear)

    def _show(self, icon: str, heading: Text, sentence: Text, button: Button) -> None:
        clear(self._room)
        show = self._desk.show
        self.button = button
        self.state = EmptyState(self._desk.theme, icon, show(heading), show(sentence), (button,))
        self._room.addWidget(self.state)
        self.setFocusProxy(button)


def filter_names(desk: Desk, asked: Asked) -> list[str]:
    """Each filter as the bar shows it, with the words in quotes."""
    names = [
        desk.show(_("{name}: {value}", name=chip.words, value=value))
        for chip in CHIPS
        if (value := value_of(desk, chip, asked))
    ]
    names += [token for token in asked.terms if (found := term_filter(token)) is None or chip_of(found) is None]
    if asked.words.strip():
        names.append(desk.show(_("“{words}”", words=asked.words.strip())))
    return names
