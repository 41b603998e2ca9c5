"""What the window shows while a library is being opened, and when that fails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.basic import Button, clear
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import Text, Translator, _


class Opening(QWidget):
    """Says what is being waited for; an error says what happened and what can be done."""

    def __init__(self, theme: Theme, translate: Translator) -> None:
        super().__init__()
        self._theme, self._translate = theme, translate
        self._layout = QVBoxLayout(self)
        self._show(EmptyState(theme, "library", translate(_("Opening the library …")), ""))

    def tell(self, error: BaseException, *, retry: Callable[[], None], other: Callable[[], None]) -> None:
        """Show why it could not be opened."""
        text: Text = (
            error.text if isinstance(error, StudioError) else _("Something unexpected happened: {why}", why=error)
        )
        buttons = (
            Button(self._theme, self._translate(_("Try again")), "primary").on(retry),
            Button(self._theme, self._translate(_("Open another library"))).on(other),
        )
        heading = self._translate(_("The library could not be opened"))
        self._show(EmptyState(self._theme, "error", heading, self._translate(text), buttons))

    def _show(self, state: EmptyState) -> None:
        clear(self._layout)
        self._layout.addWidget(state)
