"""Which class makes which place; imported when the place is first shown, so that the window starts quickly."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.base import Page

PAGES: Mapping[str, tuple[str, str]] = {
    "welcome": ("ugc_studio.desktop.pages.welcome", "WelcomePage"),
    "library": ("ugc_studio.desktop.pages.library.page", "LibraryPage"),
    "duplicates": ("ugc_studio.desktop.pages.duplicates.page", "DuplicatesPage"),
    "consent": ("ugc_studio.desktop.pages.consent.page", "ConsentPage"),
    "galleries": ("ugc_studio.desktop.pages.galleries.page", "GalleriesPage"),
    "export": ("ugc_studio.desktop.pages.export.page", "ExportPage"),
    "settings": ("ugc_studio.desktop.pages.settings.page", "SettingsPage"),
    "history": ("ugc_studio.desktop.pages.history.page", "HistoryPage"),
}


def make_page(name: str, desk: Desk) -> Page:
    """Make a place."""
    module, cls = PAGES[name]
    made = getattr(importlib.import_module(module), cls)(desk)
    if not isinstance(made, Page):
        raise TypeError(f"{cls} is not a place")
    return made
