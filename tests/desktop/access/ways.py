"""Ways to what the pictures do not show: dialogs that are opened from a place, and cards under a button."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.filters import CHIPS
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.desktop.screenshots.shots import Shot, Way
from ugc_studio.desktop.shell.window import Window


def _press(page: str, words: str, **place: object) -> Way:
    """Go to a place and, once it is filled, press the button that says this."""

    def walk(window: Window, desk: Desk) -> None:
        desk.go(page, place)
        desk.ask(lambda _studio: None, lambda _none: _button(window, words).click(), owner=window)

    return walk


def _button(window: Window, words: str) -> QAbstractButton:
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and button.accessibleName().startswith(words):
            return button
    raise LookupError(f"no button “{words}” to be pressed")


def _chip(number: int) -> Way:
    def walk(window: Window, desk: Desk) -> None:
        desk.go("library", {"layout": "grid", "query": ""})
        page = window.pages["library"]
        assert isinstance(page, LibraryPage)
        page.filters.open_chip(CHIPS[number])

    return walk


WAYS: tuple[Shot, ...] = (
    *(Shot(f"filter-{chip.id}", _chip(number)) for number, chip in enumerate(CHIPS)),
    Shot("consent-new-request", _press("consent", "New request", queue="to_read")),
    Shot("consent-audit-log", _press("consent", "Audit log", queue="to_read")),
    Shot("consent-proof", _press("consent", "The message", queue="cleared")),
    Shot("settings-add-account", _press("settings", "Add…", part="register")),
    Shot("settings-change-account", _press("settings", "Change…", part="register")),
    Shot("settings-new-key", _press("settings", "Change the keys of: Pick", part="shortcuts")),
    Shot("settings-add-brand", _press("settings", "Add a brand", part="brands")),
    Shot("settings-new-version", _press("settings", "New version of", part="notices")),
)
