"""Importing through the window: a look first, the import, its report, and trying again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from tests.corpus import jpeg
from tests.desktop.support.prompts import PlannedPrompts
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.importing.dialog import ImportDialog
from ugc_studio.desktop.dialogs.pasting import paste_picture
from ugc_studio.desktop.pages.history.page import HistoryPage
from ugc_studio.desktop.shell.window import Window


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "from a phone"
    folder.mkdir()
    for number in range(3):
        (folder / f"IMG_{number}.jpg").write_bytes(jpeg(seed=number + 50))
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 and then nothing")
    (folder / "notes.txt").write_text("not a photo")
    return folder


def _dialog(window: Window) -> ImportDialog:
    return window.findChildren(ImportDialog)[-1]


def test_from_dropped_folder_to_report(
    window: Window, desk: Desk, qtbot: QtBot, source: Path, prompts: PlannedPrompts
) -> None:
    desk.importing.emit([source])
    dialog = _dialog(window)
    settled(qtbot, desk)
    assert dialog.go.isEnabled()
    dialog.look_first()
    settled(qtbot, desk, timeout=30_000)
    assert dialog.go.text() == "Import 3 photos"
    assert len(desk.studio.browsing.find("")) == 60, "looking changes nothing"
    dialog.place.setText("Alizé Océan, Landes")
    dialog.start()
    settled(qtbot, desk, timeout=30_000)
    assert window.toasts.text == "Import finished: 3 added, 1 needs a look"
    window.toasts._do_other()
    settled(qtbot, desk)
    page = window.pages["history"]
    assert isinstance(page, HistoryPage)
    assert window.current == "history"
    assert page.current == "imports"
    report = page.imports.report
    assert report.detail is not None
    assert report.detail.summary.place == "Alizé Océan, Landes"
    assert [row.title for row in report.list.model_of_rows.rows] == ["broken.jpg"]
    report.show_file.click()
    assert prompts.opened == [str(source)]
    report.copy.click()
    assert "broken.jpg" in prompts.copied[-1]


def test_a_mended_file_comes_in_when_it_is_tried_again(window: Window, desk: Desk, qtbot: QtBot, source: Path) -> None:
    desk.importing.emit([source])
    settled(qtbot, desk)
    _dialog(window).start()
    settled(qtbot, desk, timeout=30_000)
    (source / "broken.jpg").write_bytes(jpeg(seed=99))
    page = window.pages["history"]
    assert isinstance(page, HistoryPage)
    page.open("imports")
    settled(qtbot, desk)
    page.imports.report.retry.click()
    settled(qtbot, desk, timeout=30_000)
    assert window.toasts.text == "Import finished: 1 added"


def test_skipped_problems_are_not_brought_up_again(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.go("history", {"tab": "imports"})
    settled(qtbot, desk)
    page = window.pages["history"]
    assert isinstance(page, HistoryPage)
    assert page.imports.report.skip.isEnabled()
    page.imports.report.skip.click()
    settled(qtbot, desk)
    assert not page.imports.report.skip.isEnabled()


def test_more_can_be_added_and_taken_off(window: Window, desk: Desk, qtbot: QtBot, source: Path) -> None:
    desk.importing.emit([source])
    dialog = _dialog(window)
    desk.importing.emit([source / "IMG_0.jpg", source])
    settled(qtbot, desk)
    assert dialog.paths == [source, source / "IMG_0.jpg"]
    dialog.take_off(source)
    dialog.take_off(source / "IMG_0.jpg")
    settled(qtbot, desk)
    assert not dialog.go.isEnabled()


def test_what_is_not_there_says_so_and_cannot_be_imported(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.importing.emit([Path("/nowhere/at all")])
    settled(qtbot, desk)
    assert not _dialog(window).go.isEnabled()


def test_a_copied_picture_comes_in(window: Window, desk: Desk, qtbot: QtBot) -> None:
    picture = QImage(320, 240, QImage.Format.Format_RGB32)
    picture.fill(0xFF336699)
    QGuiApplication.clipboard().setImage(picture)
    paste_picture(desk)
    settled(qtbot, desk, timeout=30_000)
    assert window.toasts.text == "Import finished: 1 added"
    QGuiApplication.clipboard().clear()


def test_a_look_that_is_not_wanted_any_more_is_stopped(window: Window, desk: Desk, qtbot: QtBot, source: Path) -> None:
    desk.importing.emit([source])
    settled(qtbot, desk)
    dialog = _dialog(window)
    dialog.look_first()
    assert desk.tasks.running
    dialog.reject()
    assert desk.tasks.running[0].stopping
    settled(qtbot, desk, timeout=30_000)
    assert window.toasts.text == ""
    assert len(desk.studio.browsing.find("")) == 60
