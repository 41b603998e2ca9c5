"""The window: it opens, says where one is, and finds back to where one was."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.shell.window import Window


def test_the_sidebar_counts_what_the_library_holds(window: Window, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.sidebar.rows["library"].accessibleName() == "Library, 60", timeout=10_000)
    settled(qtbot, desk)
    assert window.sidebar.rows["duplicates"].accessibleName() != "Duplicates"
    assert window.sidebar.brand.accessibleName() == "Brand: Maison Alizé"
