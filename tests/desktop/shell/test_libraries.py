"""Opening another library, the sample, and a backup, from the running window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.desktop.support.prompts import PlannedPrompts
from tests.desktop.support.waiting import settled
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.pages.settings.storage import StoragePart
from ugc_studio.desktop.pages.welcome import WelcomePage
from ugc_studio.desktop.program import Program
from ugc_studio.library.library import Library


def _photos(program: Program) -> int:
    assert program.desk is not None
    with program.desk.studio.library.read() as session:
        return session.assets.count()


def _settings(program: Program, part: str) -> object:
    assert program.desk is not None
    program.desk.go("settings", {"part": part})
    page = program.window.pages["settings"]
    return page.parts[part]  # type: ignore[attr-defined]  # the settings' own place


def test_a_backup_is_put_back_and_the_library_opens_again(program: Program, qtbot: QtBot) -> None:
    assert program.desk is not None
    backup = program.desk.studio.maintenance.back_up()
    first = int(program.desk.studio.browsing.find("")[0])
    program.desk.studio.marking.trash([first])  # type: ignore[list-item]  # a plain number
    assert program.desk.studio.browsing.counts([""])[0] < 60
    part = _settings(program, "library")
    assert isinstance(part, StoragePart)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        program.desk.restore_backup(backup.path)
    assert program.desk.studio.browsing.counts([""])[0] == 60


def test_another_library_is_opened_by_its_command(
    program: Program, prompts: PlannedPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    Library.create(tmp_path / "other").close()
    prompts.chosen = [tmp_path / "other"]
    assert program.desk is not None
    with qtbot.waitSignal(program.ready, timeout=20_000):
        program.desk.actions.trigger("app.open_library")
    assert _photos(program) == 0
    assert program.window.current == "welcome"


def test_dialogs_of_a_library_close_with_it(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    Library.create(tmp_path / "other").close()
    assert program.desk is not None
    for command in ("app.sheet", "app.import", "app.about"):
        assert program.desk.actions.trigger(command)
    assert any(dialog.isVisible() for dialog in program.window.findChildren(QDialog))
    with qtbot.waitSignal(program.ready, timeout=20_000):
        program.desk.switch_library(tmp_path / "other")
    assert not any(dialog.isVisible() for dialog in program.window.findChildren(QDialog))


def test_a_second_choice_while_a_library_opens_does_not_open_two(
    program: Program, qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("one", "two"):
        Library.create(tmp_path / name).close()
    assert program.desk is not None
    program.window._count()
    switch = program.desk.switch_library
    with qtbot.waitSignal(program.ready, timeout=20_000):
        switch(tmp_path / "one")
        switch(tmp_path / "two")
    settled(qtbot, program.desk)
    assert program.desk.studio.library.folder.root.name == "one"
    Library.open(tmp_path / "two").close()
    assert not caplog.records


def test_a_library_that_does_not_close_well_does_not_keep_the_next_one_shut(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert program.desk is not None
    close = program.desk.studio.close

    def fails_at_the_end() -> None:
        close()
        raise OSError("the disk is gone")

    monkeypatch.setattr(program.desk.studio, "close", fails_at_the_end)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        program.desk.switch_library(tmp_path / "other")
    assert program.desk.studio.library.folder.root.name == "other"
    assert "the disk is gone" in caplog.text


class TestWelcome:
    @pytest.fixture
    def studio_folder(self, tmp_path: Path) -> Path:
        return tmp_path / "new"

    @pytest.fixture
    def chosen(self) -> Preferences:
        return Preferences(language="fr", appearance="light", text_size=125, name="Manon")

    def test_an_empty_library_welcomes_and_opens_the_sample(self, program: Program, qtbot: QtBot) -> None:
        page = program.window.pages["welcome"]
        assert isinstance(page, WelcomePage)
        assert program.window.current == "welcome"
        with qtbot.waitSignal(program.ready, timeout=60_000):
            page.open_sample()
        assert program.desk is not None
        assert program.desk.studio.browsing.counts([""])[0] == 60
        settled(qtbot, program.desk)
