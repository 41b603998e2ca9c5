"""What the window shows while a library is being opened, and when that fails."""

from __future__ import annotations

import datetime as dt
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
        self.words = ""
        """What is said now."""
        self._show(EmptyState(theme, "library", translate(_("Opening the library…")), ""))

    def tell(
        self,
        error: BaseException,
        *,
        retry: Callable[[], None],
        other: Callable[[], None],
        restore: tuple[dt.datetime, Callable[[], None]] | None = None,
    ) -> None:
        """Show why it could not be opened; ``restore`` is the newest copy that could take its place."""
        text: Text = (
            error.text if isinstance(error, StudioError) else _("Something unexpected happened: {why}", why=error)
        )
        again = Button(self._theme, self._translate(_("Try again")), "secondary" if restore else "primary").on(retry)
        buttons = [again, Button(self._theme, self._translate(_("Open another library"))).on(other)]
        if restore is not None:
            when, put_back = restore
            words = self._translate(_("Restore the copy of {when}", when=when.astimezone()))
            buttons.insert(0, Button(self._theme, words, "primary").on(put_back))
        heading = self._translate(_("The library could not be opened"))
        self._show(EmptyState(self._theme, "error", heading, self._translate(text), buttons))

    def _show(self, state: EmptyState) -> None:
        self.words = state.accessibleName()
        clear(self._layout)
        self._layout.addWidget(state)
