"""A library that is damaged, held by another program, moved or deleted says so in the window, and loses nothing."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.failures.health import assert_healthy, close
from tests.desktop.support.prompts import PlannedPrompts
from tests.desktop.support.waiting import settled
from tests.support.digest import library_digest
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.actions.catalogue import CATALOGUE
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.shell.opening import Opening
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import AssetId, Flag
from ugc_studio.library.library import Library


@pytest.fixture
def start(
    qapp: QApplication, chosen: Preferences, prompts: PlannedPrompts, qtbot: QtBot
) -> Iterator[Callable[[Path], Program]]:
    """Start the program on a folder, whatever becomes of it."""
    started: list[Program] = []

    def begin(folder: Path) -> Program:
        state = {str(folder.resolve()): {"place": {"page": "history"}}}
        program = Program(qapp, dataclasses.replace(chosen, window=state), prompts=prompts, remember=False)
        started.append(program)
        program.window.resize(1440, 900)
        program.open(folder)
        program.window.show()
        qtbot.waitUntil(lambda: program.desk is not None or bool(buttons(program)), timeout=30_000)
        return program

    yield begin
    for program in started:
        close(program)
        program.window.deleteLater()
        program.deleteLater()


def buttons(program: Program) -> dict[str, QPushButton]:
    opening = program.window.centralWidget()
    if not isinstance(opening, Opening):
        return {}
    return {button.text(): button for button in opening.findChildren(QPushButton) if button.isVisible()}


def close_others(window: Window) -> None:
    """Close what a command has opened."""
    for dialog in window.findChildren(QDialog):
        dialog.close()
    for popup in QApplication.topLevelWidgets():
        if popup is not window and popup.isVisible():
            popup.close()


def zeroed(database: Path) -> None:
    data = bytearray(database.read_bytes())
    data[4096 : len(data) - 4096] = bytes(len(data) - 8192)
    database.write_bytes(data)


def another_file(database: Path) -> None:
    database.write_text("this is a letter, no database")


def cut_off(database: Path) -> None:
    with database.open("r+b") as file:
        file.truncate(database.stat().st_size // 2)


def emptied(database: Path) -> None:
    database.write_bytes(b"")


class TestDamaged:
    @pytest.mark.parametrize("damage", [zeroed, another_file, cut_off, emptied, Path.unlink])
    def test_the_newest_copy_can_be_put_back_from_the_message(
        self, start: Callable[[Path], Program], studio_folder: Path, qtbot: QtBot, damage: Callable[[Path], object]
    ) -> None:
        studio = open_studio(studio_folder, actor="Manon Leroy")
        studio.maintenance.back_up()
        studio.close()
        before = library_digest(studio_folder)
        damage(studio_folder / "library.db")
        program = start(studio_folder)
        opening = program.window.centralWidget()
        assert isinstance(opening, Opening)
        assert "Restore a backup" in opening.words
        assert "Traceback" not in opening.words
        choices = buttons(program)
        assert {"Try again", "Open another library"} < set(choices)
        (restore,) = [button for words, button in choices.items() if words.startswith("Restore the copy of")]
        with qtbot.waitSignal(program.ready, timeout=30_000):
            restore.click()
        assert program.desk is not None
        settled(qtbot, program.desk)
        close(program)
        assert_healthy(studio_folder)
        assert library_digest(studio_folder)["assets"] == before["assets"]

    def test_without_a_copy_another_library_can_be_opened(
        self, start: Callable[[Path], Program], studio_folder: Path, prompts: PlannedPrompts, qtbot: QtBot,
        tmp_path: Path,
    ) -> None:  # fmt: skip
        good = shutil.copytree(studio_folder, tmp_path / "good")
        shutil.rmtree(studio_folder / "backups", ignore_errors=True)
        another_file(studio_folder / "library.db")
        program = start(studio_folder)
        assert set(buttons(program)) == {"Try again", "Open another library"}
        prompts.chosen = [good]
        with qtbot.waitSignal(program.ready, timeout=30_000):
            buttons(program)["Open another library"].click()

    def test_trying_again_finds_what_was_mended(
        self, start: Callable[[Path], Program], studio_folder: Path, qtbot: QtBot
    ) -> None:
        whole = (studio_folder / "library.db").read_bytes()
        another_file(studio_folder / "library.db")
        program = start(studio_folder)
        (studio_folder / "library.db").write_bytes(whole)
        with qtbot.waitSignal(program.ready, timeout=30_000):
            buttons(program)["Try again"].click()

    def test_a_library_of_a_newer_program_says_so_and_is_not_touched(
        self, start: Callable[[Path], Program], studio_folder: Path
    ) -> None:
        import sqlite3

        connection = sqlite3.connect(studio_folder / "library.db")
        connection.execute("PRAGMA user_version = 999")
        connection.close()
        before = (studio_folder / "library.db").read_bytes()
        program = start(studio_folder)
        opening = program.window.centralWidget()
        assert isinstance(opening, Opening)
        assert "newer version" in opening.words
        close(program)
        assert (studio_folder / "library.db").read_bytes() == before


class TestHeldByAnother:
    def test_every_command_of_every_place_leaves_the_library_as_it_is(
        self, start: Callable[[Path], Program], studio_folder: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
    ) -> None:
        before = library_digest(studio_folder)
        with Library.open(studio_folder):
            program = start(studio_folder)
            desk, window = program.desk, program.window
            assert desk is not None
            assert desk.read_only
            for place in ("library", "duplicates", "consent", "galleries", "export"):
                desk.go(place, {"query": "", "layout": "grid"})
                settled(qtbot, desk)
                if place == "library":
                    desk.actions.trigger("photos.all")
                own = [spec.id for spec in CATALOGUE if spec.page == place or spec.id.startswith("photos.")]
                for command in own:
                    desk.actions.trigger(command)
                    settled(qtbot, desk)
                    close_others(window)
            assert [record for record in caplog.records if record.levelname == "ERROR"] == []
            close(program)
        assert library_digest(studio_folder) == before
        assert_healthy(studio_folder)

    def test_a_change_is_refused_with_the_sentence(
        self, start: Callable[[Path], Program], studio_folder: Path, qtbot: QtBot
    ) -> None:
        with Library.open(studio_folder):
            program = start(studio_folder)
            assert program.desk is not None
            desk, window = program.desk, program.window
            for change in (desk.undo, desk.redo):
                window.toasts.dismiss()
                change()
                assert "nothing can be changed here" in window.toasts.text
            desk.act(lambda studio: studio.curation.create("X"), kinds=Changed.GALLERIES)
            settled(qtbot, desk)
            assert "nothing can be changed here" in window.toasts.text
            close(program)


class TestGone:
    """The folder of the open library is deleted, or taken away with its disk."""

    def test_a_change_is_refused_and_the_window_closes_in_peace(
        self, program: Program, window: Window, desk: Desk, qtbot: QtBot, studio_folder: Path
    ) -> None:
        first = AssetId(desk.studio.browsing.find("")[0])
        shutil.rmtree(studio_folder)
        done: list[object] = []
        desk.act(lambda studio: studio.marking.flag([first], Flag.PICKED), kinds=Changed.MARKS, done=done.append)
        settled(qtbot, desk)
        assert not done, "nothing is shown as done that is not saved"
        gone = f"The folder of this library is gone: {studio_folder}. Nothing is saved until it is back."
        assert window.toasts.text == gone
        for place in ("library", "duplicates", "consent", "galleries", "export", "history", "settings"):
            desk.go(place)
            settled(qtbot, desk)
            window.grab()
        close(program)
        assert not studio_folder.exists(), "no half library is left in its place"

    def test_when_it_is_back_everything_goes_on(
        self, program: Program, window: Window, desk: Desk, qtbot: QtBot, studio_folder: Path
    ) -> None:
        first = AssetId(desk.studio.browsing.find("flag:unreviewed")[0])
        away = studio_folder.rename(studio_folder.with_name("away"))
        desk.act(lambda studio: studio.marking.flag([first], Flag.PICKED), kinds=Changed.MARKS)
        settled(qtbot, desk)
        assert "is gone" in window.toasts.text
        away.rename(studio_folder)
        desk.act(lambda studio: studio.marking.flag([first], Flag.PICKED), kinds=Changed.MARKS)
        settled(qtbot, desk)
        assert first in desk.studio.browsing.find("flag:picked")
        close(program)
        assert_healthy(studio_folder)

    def test_an_import_into_it_says_so(
        self, program: Program, window: Window, desk: Desk, qtbot: QtBot, studio_folder: Path, card: Path
    ) -> None:
        from ugc_studio.desktop.dialogs.importing.dialog import ImportDialog

        desk.importing.emit([card])
        settled(qtbot, desk)
        away = studio_folder.rename(studio_folder.with_name("away"))
        window.findChildren(ImportDialog)[-1].start()
        settled(qtbot, desk, timeout=60_000)
        assert "is gone" in window.toasts.text
        close(program)
        away.rename(studio_folder)
        assert_healthy(studio_folder)
