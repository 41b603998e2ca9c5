"""The library place of a running window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.desktop.shell.window import Window


@pytest.fixture
def page(window: Window, desk: Desk, qtbot: QtBot) -> LibraryPage:
    """The library, with all its photos read."""
    window.go("library")
    settled(qtbot, desk)
    shown = window.pages["library"]
    assert isinstance(shown, LibraryPage)
    assert len(shown.photos.ids) > 20
    return shown
