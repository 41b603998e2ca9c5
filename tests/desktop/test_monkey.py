"""Somebody presses what comes, in every place and dialog: nothing fails, nothing is logged as an error."""

from __future__ import annotations

import dataclasses
import logging
import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.desktop.actions.catalogue import CATALOGUE
from ugc_studio.desktop.program import Program

STEPS = 200
SEED = 11
PLACES = ("library", "library", "duplicates", "consent", "galleries", "export", "settings", "history")
LEAVING = {"app.quit", "app.open_library"}
KEYS = (
    "Tab Tab Shift+Tab Return Return Space Space Escape Escape Up Down Left Right Home End PgUp PgDown Shift+Down"
    " Ctrl+A P X U 1 5 [ C E G Z I V / ? F1 F6 F8 Del Ctrl+Z Ctrl+Z Ctrl+Y Ctrl+K Ctrl+F Ctrl+I Ctrl+N Alt+Right"
    " Ctrl+Return Ctrl+1 Ctrl+2 Ctrl+3 Ctrl+4 Ctrl+5 Menu Shift+P M"
).split()
CHANGES: tuple[dict[str, object], ...] = (
    {"language": "fr"}, {"language": "en"}, {"appearance": "light"}, {"appearance": "dark"}, {"text_size": 125}
)  # fmt: skip


class Monkey:
    """Acts by chance, the same way each time for one seed."""

    def __init__(self, program: Program, chance: random.Random) -> None:
        self.program, self.chance = program, chance
        self.done: list[str] = []

    def act(self) -> None:
        """Do one thing."""
        desk, kind = self.program.desk, self.chance.random()
        assert desk is not None, self.done[-5:]
        if kind < 0.45:
            self._click()
        elif kind < 0.85:
            self._key(self.chance.choice(KEYS))
        elif kind < 0.92 and QApplication.activeModalWidget() is None:
            command = self.chance.choice([spec.id for spec in CATALOGUE if spec.id not in LEAVING])
            self.done.append(command)
            desk.actions.trigger(command)
        elif kind < 0.98:
            place = self.chance.choice(PLACES)
            self.done.append(f"go {place}")
            desk.go(place)
        else:
            change = self.chance.choice(CHANGES)
            self.done.append(str(change))
            desk.prefer(dataclasses.replace(desk.preferences, **change))  # type: ignore[arg-type]  # typed by CHANGES

    def _top(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.program.window

    def _click(self) -> None:
        top = self._top()
        at = QPoint(self.chance.randrange(max(1, top.width())), self.chance.randrange(max(1, top.height())))
        below = top.childAt(at) or top
        self.done.append(f"click {type(below).__name__} {below.accessibleName()[:20]}")
        QTest.mouseClick(below, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below.mapFrom(top, at))

    def _key(self, words: str) -> None:
        self.done.append(words)
        key = QKeySequence(words)[0]  # type: ignore[index]  # missing in the stubs
        QTest.keyClick(QApplication.focusWidget() or self._top(), key.key(), key.keyboardModifiers())


def test_a_monkey_breaks_nothing(program: Program, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    monkey = Monkey(program, random.Random(SEED))
    for number in range(STEPS):
        qtbot.waitUntil(lambda: program.desk is not None)  # another role opens the library anew
        monkey.act()
        QTest.qWait(0)
        if number % 25 == 0 and program.desk is not None:
            settled(qtbot, program.desk)
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    settled(qtbot, program.desk)
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors == [], monkey.done[-20:]
