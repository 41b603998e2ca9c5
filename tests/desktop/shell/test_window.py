"""The window: it opens, says where one is, and finds back to where one was."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.prompts import PlannedPrompts
from tests.desktop.support.waiting import settled
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.carrying import carried
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.shell.banner import Banner
from ugc_studio.desktop.shell.gallery_row import GalleryRow
from ugc_studio.desktop.shell.window import Window
from ugc_studio.desktop.widgets.pieces import CheckBox
from ugc_studio.library.library import Library

COPY, LEFT, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_the_sidebar_counts_what_the_library_holds(window: Window, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.sidebar.rows["library"].accessibleName() == "Library, 60", timeout=10_000)
    settled(qtbot, desk)
    assert window.sidebar.rows["duplicates"].accessibleName() != "Duplicates"
    assert window.sidebar.brand.accessibleName() == "Brand: Maison Alizé"


def test_a_narrow_window_has_a_rail_and_a_wide_one_a_sidebar(window: Window, desk: Desk) -> None:
    window.resize(1100, 700)
    assert window.sidebar.width() == 64
    assert window.sidebar.rows["consent"].toolTip()
    window.resize(1440, 900)
    assert window.sidebar.width() == 236


def test_the_window_goes_back_to_where_it_was(window: Window, desk: Desk, qtbot: QtBot) -> None:
    window.resize(1100, 720)
    desk.go("settings", {"part": "shortcuts"})
    kept = window.remembered()
    desk.go("history")
    window.resize(1440, 900)
    window.restore(kept, default="library")
    assert window.place()["part"] == "shortcuts"
    assert (window.width(), window.height()) == (1100, 720)
    window.restore({"place": {"page": "no such place"}}, default="history")
    assert window.current == "history"


def test_undoing_an_import_leads_to_its_report(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.go("imports", {"batch": 1})
    settled(qtbot, desk)
    assert window.place() == {"page": "history", "tab": "imports", "batch": 1}


class TestPhotosDroppedOnAGallery:
    @pytest.fixture
    def gallery(self, window: Window, qtbot: QtBot) -> GalleryRow:
        qtbot.waitUntil(lambda: window.sidebar.findChild(GalleryRow) is not None, timeout=10_000)
        found = window.sidebar.findChild(GalleryRow)
        assert found is not None
        return found

    def test_they_are_added_and_undo_takes_them_out(
        self, window: Window, desk: Desk, qtbot: QtBot, gallery: GalleryRow
    ) -> None:
        before = self.photos(desk)
        new = next(one for one in range(1, 61) if one not in before)
        drop(gallery, carried([before[0], new]))
        settled(qtbot, desk)
        assert self.photos(desk) == [*before, new]
        desk.undo()
        settled(qtbot, desk)
        assert self.photos(desk) == before

    def test_files_are_left_to_the_window_which_imports_them(self, gallery: GalleryRow) -> None:
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile("/photos")])
        QApplication.sendEvent(gallery, QDragEnterEvent(QPoint(5, 5), COPY, files, LEFT, NO_KEY))
        assert not gallery.is_target

    @staticmethod
    def photos(desk: Desk) -> list[int]:
        return [int(item.asset_id) for item in desk.studio.curation.show("1")[1]]


def drop(target: QWidget, data: QMimeData) -> None:
    at = target.rect().center()
    QApplication.sendEvent(target, QDragEnterEvent(at, COPY, data, LEFT, NO_KEY))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), COPY, data, LEFT, NO_KEY))


class TestReadOnly:
    def test_a_library_that_another_program_holds_says_so_and_changes_nothing(
        self, qapp: QApplication, qtbot: QtBot, studio_folder: Path, chosen: Preferences, prompts: PlannedPrompts
    ) -> None:
        with Library.open(studio_folder):
            state = {str(studio_folder.resolve()): {"place": {"page": "settings", "part": "brands"}}}
            running = Program(qapp, dataclasses.replace(chosen, window=state), prompts=prompts, remember=False)
            running.window.resize(1440, 900)
            with qtbot.waitSignal(running.ready, timeout=20_000):
                running.open(studio_folder)
                running.window.show()
            assert running.desk is not None
            settled(qtbot, running.desk)
            assert running.desk.read_only
            assert [banner.accessibleName() for banner in running.window.findChildren(Banner)]
            boxes = running.window.findChildren(CheckBox)
            assert boxes
            assert not any(box.isEnabled() for box in boxes)
            running.desk.act(lambda studio: studio.curation.create("X"), kinds=Changed.GALLERIES)
            assert "nothing can be changed" in running.window.toasts.text
            running.window.close()
            running.close()
            running.window.deleteLater()
            running.deleteLater()


def test_high_contrast_rebuilds_the_window_without_greys(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ugc_studio.desktop.program.wants_contrast", lambda: True)
    before = program.desk
    program._system_changed()
    qtbot.waitUntil(lambda: program.desk is not before)
    assert program.desk is not None
    assert program.desk.theme.tokens.text2 == "#FFFFFF"
    assert program.window.current == "history"
