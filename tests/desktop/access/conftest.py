"""A tour through the open window, with the keyboard in it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.access.tour import Tour
from ugc_studio.desktop.program import Program


@pytest.fixture
def tour(program: Program, qtbot: QtBot) -> Tour:
    """The window is in front, so that the keyboard can be somewhere."""
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    made = Tour(program, qtbot)
    made.settle()
    return made
