"""The history: what was done, undone to a point, done again; and hostile words shown as they are."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.history.page import HistoryPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.galleries import Gallery
from ugc_studio.domain.messages import _

HOSTILE = '<img src="http://bad.example/x.png">\u202egpj.exe'


def _make(name: str, studio: Studio) -> Gallery:
    return studio.curation.create(name)


def _page(window: Window, desk: Desk, qtbot: QtBot) -> HistoryPage:
    desk.go("history", {"tab": "changes"})
    settled(qtbot, desk)
    page = window.pages["history"]
    assert isinstance(page, HistoryPage)
    return page


def test_undo_back_to_a_step_and_redo(window: Window, desk: Desk, qtbot: QtBot) -> None:
    for name in ("One", "Two", "Three"):
        desk.act(partial(_make, name), kinds=Changed.GALLERIES)
    settled(qtbot, desk)
    page = _page(window, desk, qtbot)
    assert page.changes.list.model_of_rows.rows[0].title == "Gallery Three was made"
    page.changes.list.setCurrentIndex(page.changes.list.model_of_rows.index(1, 0))
    assert page.changes.back.text() == "Undo 2 steps, back to here"
    page.changes.back.click()
    settled(qtbot, desk)
    names = [gallery.name for gallery in desk.studio.curation.galleries()]
    assert "One" in names
    assert not {"Two", "Three"} & set(names)
    desk.redo()
    settled(qtbot, desk)
    assert "Two" in [gallery.name for gallery in desk.studio.curation.galleries()]
    assert window.toasts.text == "Done again: Gallery Two was made"


def test_hostile_names_are_plain_text_everywhere(window: Window, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.act(lambda studio: studio.register.add_brand(HOSTILE), kinds=Changed.REGISTER)
    desk.act(lambda studio: studio.curation.create(HOSTILE), kinds=Changed.GALLERIES)
    settled(qtbot, desk)
    key = desk.studio.library.write(lambda session: session.register.brands()[-1].key)
    desk.set_brand(key)
    _page(window, desk, qtbot)
    folder = tmp_path / HOSTILE.replace("/", "_")
    folder.mkdir()
    desk.importing.emit([folder])
    desk.toast(_("{name} was imported", name=HOSTILE))
    settled(qtbot, desk)
    for label in window.findChildren(QLabel):
        assert label.textFormat().name == "PlainText" or "<img" not in label.text()
        assert "\u202e" not in label.text()
    for widget in window.findChildren(QWidget):
        assert "<img" not in widget.toolTip(), "tooltips are escaped"
