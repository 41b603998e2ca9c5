"""What every test of the window shares: one application, drawn in memory, and a check that nothing is left behind."""

from __future__ import annotations

import dataclasses
import gc
import importlib
import os
import pkgutil
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import ugc_studio.desktop

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.desktop.support.prompts import PlannedPrompts
    from ugc_studio.app.preferences import Preferences
    from ugc_studio.desktop.desk import Desk
    from ugc_studio.desktop.program import Program
    from ugc_studio.desktop.shell.window import Window

# A real screen is asked for by name; otherwise a test would open windows on the desk of the person who runs it.
if os.environ.get("UGC_TEST_SCREEN") != "xcb":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

try:
    from tests.desktop.leaks import Traces
except ImportError as missing:  # Qt or one of its system libraries
    WHY_NOT: str | None = str(missing)
else:
    WHY_NOT = None


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave the tests of the window out where Qt does not load; ``dev.py test`` says so, and fails when CI is set."""
    if WHY_NOT is None or not collection_path.name.startswith("test_"):
        return None
    if os.environ.get("CI"):
        raise pytest.UsageError(f"CI is set, and Qt does not load: {WHY_NOT}")
    return True


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The program is called here what it is called elsewhere."""
    return ["ugc-studio"]


@pytest.fixture(scope="session", autouse=True)
def _the_program_itself_is_no_rubbish() -> Iterator[None]:
    """Load the window's modules once and keep them out of every later search, which a quarter of the time went to."""
    for module in pkgutil.walk_packages(ugc_studio.desktop.__path__, "ugc_studio.desktop."):
        importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _rubbish_is_collected_here(qapp: object) -> Iterator[None]:
    """Collect cycles on this thread only, as the program does: elsewhere Python may free widgets, which crashes."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(qapp: object) -> Iterator[None]:
    """Fail a test that a thread, a timer, a window or a process outlives.

    Being automatic it is set up first and taken down last, after the fixtures that close what they opened.
    """
    before = Traces.now()
    yield
    left = Traces.left_since(before)
    if left:
        pytest.fail("still there after the test: " + ", ".join(left), pytrace=False)


@pytest.fixture(scope="session")
def _sample_library(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.desktop.support.libraries import kept_sample_library

    cache: pytest.Cache | None = getattr(pytestconfig, "cache", None)
    return kept_sample_library(cache.mkdir("ugc-sample") if cache else tmp_path_factory.mktemp("sample"))


@pytest.fixture
def studio_folder(_sample_library: Path, tmp_path: Path) -> Path:
    """A library of one's own: a copy of the sample with 60 photos in every state of consent, and one gallery."""
    return shutil.copytree(_sample_library, tmp_path / "library")


@pytest.fixture
def chosen() -> Preferences:
    """The preferences the window starts with; override it to start in French, in light, with larger text."""
    from ugc_studio.app.preferences import Preferences

    # searching 60 photos for faces after each import takes seconds; tests of it ask for it
    return Preferences(language="en", appearance="dark", name="Manon Leroy", find_faces=False)


@pytest.fixture
def prompts() -> PlannedPrompts:
    """Answers for file dialogs; ``prompts.chosen = [path]`` before pressing the button."""
    from tests.desktop.support.prompts import PlannedPrompts

    return PlannedPrompts()


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, studio_folder: Path, chosen: Preferences, prompts: PlannedPrompts
) -> Iterator[Program]:
    """The running program with its window open at 1440 by 900, on the history place (the cheapest one)."""
    from ugc_studio.desktop.program import Program

    state = {str(studio_folder.resolve()): {"place": {"page": "history"}}}
    running = Program(qapp, dataclasses.replace(chosen, window=state), prompts=prompts, remember=False)
    running.window.resize(1440, 900)
    with qtbot.waitSignal(running.ready, timeout=20_000):
        running.open(studio_folder)
        running.window.show()
    yield running
    running.window.close()
    running.close()
    running.window.deleteLater()
    running.deleteLater()


@pytest.fixture
def window(program: Program) -> Window:
    """The main window."""
    return program.window


@pytest.fixture
def desk(program: Program) -> Desk:
    """What every place is handed; ``settled(qtbot, desk)`` waits until all that was asked has been shown."""
    assert program.desk is not None
    return program.desk
