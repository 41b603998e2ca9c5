"""A person at the window, in French for the keyboard's way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.corpus import jpeg
from tests.desktop.journeys.person import Person
from tests.desktop.support.prompts import PlannedPrompts
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.program import Program


@pytest.fixture
def chosen(request: pytest.FixtureRequest) -> Preferences:
    """The language that a test is marked with, else English."""
    language = getattr(request, "param", "en")
    return Preferences(language=language, appearance="light", name="Manon Leroy", find_faces=False)


class StrayWindows(QObject):
    """Notes widgets that became windows of their own because they were shown before they had a place."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Main windows, dialogs and menus are meant to be windows; nothing else is."""
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget) or not watched.isWindow():
            return False
        if not isinstance(watched, QMainWindow | QDialog | QMenu) and watched.windowType() == Qt.WindowType.Window:
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture(autouse=True)
def _no_stray_windows(qapp: QApplication) -> Iterator[None]:
    watcher = StrayWindows()
    qapp.installEventFilter(watcher)
    yield
    qapp.removeEventFilter(watcher)
    assert watcher.seen == [], "shown before they had a parent"


@pytest.fixture
def person(program: Program, prompts: PlannedPrompts, qtbot: QtBot) -> Person:
    """Someone in front of the open window."""
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    someone = Person(program, prompts, qtbot)
    someone.wait()
    assert QApplication.activeWindow() is program.window
    return someone


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """A folder with two new photos."""
    folder = tmp_path / "phone"
    folder.mkdir()
    for number in range(2):
        (folder / f"IMG_{number}.jpg").write_bytes(jpeg(seed=number + 700))
    return folder
