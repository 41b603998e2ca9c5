"""Somebody who was erased is not shown again: not from memory, not from the disk, not in a text of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.thumbnails import Picture
from ugc_studio.desktop.pages.consent.erase_dialog import EraseDialog, open_erasure
from ugc_studio.desktop.pages.consent.page import ConsentPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.services.previews import NoPreview


def test_nothing_of_an_erased_photo_or_person_is_left(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.go("library", {"query": ""})
    settled(qtbot, desk)
    window.grab()
    qtbot.waitUntil(lambda: not desk.thumbnails.is_busy)
    desk.go("consent", {"queue": "cleared"})
    settled(qtbot, desk)
    page = window.pages["consent"]
    assert isinstance(page, ConsentPage)
    opened = page.opened
    assert opened is not None
    author = opened.photo.people.creators[0]
    asset, sha = int(opened.asset_id), str(opened.row.asset.sha256)
    desk.studio.previews.large(asset, 1080)
    open_erasure(desk, window, opened)
    (dialog,) = window.findChildren(EraseDialog)
    next(radio for party, radio in dialog._choices if party == author.party).click()
    settled(qtbot, desk)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settled(qtbot, desk, timeout=40_000)
    assert desk.thumbnails.get(Picture(sha, 40, 40)) is None
    assert desk.thumbnails.substitute(Picture(sha, 40, 40)) is None
    assert desk.studio.previews.small(sha) is None
    assert not list(desk.studio.library.folder.previews.rglob(f"*{sha[2:]}*"))
    with pytest.raises(NoPreview, match="erased"):
        desk.studio.previews.proxy(asset, again=True)
    for name in ("consent", "library", "history", "galleries", "duplicates", "export"):
        desk.go(name, {"query": ""} if name == "library" else {})
        settled(qtbot, desk)
        window.grab()
        qtbot.waitUntil(lambda: not desk.thumbnails.is_busy)
        words = [one.text() for one in window.pages[name].findChildren(QLabel) if one.isVisible()]
        assert not [one for one in words if author.label in one], name
    assert desk.thumbnails.substitute(Picture(sha, 40, 40)) is None
