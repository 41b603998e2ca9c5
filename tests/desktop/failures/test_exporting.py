"""Closing during an export asks first; each answer leaves files that are whole, and a folder that says what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.failures.health import assert_healthy, close
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.export.page import ExportPage
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.shell.window import Window


@pytest.fixture
def exporting(window: Window, desk: Desk, qtbot: QtBot, tmp_path: Path) -> ExportPage:
    """The export place, with an export under way."""
    desk.go("export")
    settled(qtbot, desk)
    page = window.pages["export"]
    assert isinstance(page, ExportPage)
    page._parent_folder = tmp_path / "exports"
    page.button.click()
    qtbot.waitUntil(lambda: any(task.precious for task in desk.tasks.running), timeout=20_000)
    return page


def question(window: Window) -> dict[str, QPushButton]:
    dialog = next(dialog for dialog in window.findChildren(Dialog) if dialog.isVisible())
    return {button.text(): button for button in dialog.findChildren(QPushButton)}


def test_keep_working_keeps_the_window_and_the_export(
    exporting: ExportPage, program: Program, window: Window, desk: Desk, qtbot: QtBot, studio_folder: Path
) -> None:
    assert not window.close()
    question(window)["Keep working"].click()
    settled(qtbot, desk, timeout=60_000)
    assert window.isVisible()
    (made,) = exporting._parent_folder.iterdir()
    assert list(made.glob("*.csv"))
    assert window.toasts.text.startswith("Exported")
    close(program)
    assert_healthy(studio_folder)


def test_stop_and_close_ends_both_and_the_next_start_can_export_again(
    exporting: ExportPage, program: Program, window: Window, desk: Desk, qtbot: QtBot, studio_folder: Path
) -> None:
    assert not window.close()
    question(window)["Stop the export and close"].click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    program.close()
    for made in exporting._parent_folder.rglob("*"):
        assert not made.name.endswith((".half", ".part")), "no half file is left"
    assert_healthy(studio_folder)


def test_a_full_disk_is_told_and_the_library_is_whole(
    program: Program, window: Window, desk: Desk, qtbot: QtBot, studio_folder: Path, tmp_path: Path
) -> None:
    desk.go("export")
    settled(qtbot, desk)
    page = window.pages["export"]
    assert isinstance(page, ExportPage)
    blocked = tmp_path / "exports"
    blocked.write_text("a file lies where the folder should be")
    page._parent_folder = blocked
    page.button.click()
    settled(qtbot, desk, timeout=60_000)
    assert window.toasts.text
    assert "Something went wrong" not in window.toasts.text
    close(program)
    assert_healthy(studio_folder)
