"""Someone at the window: every press, key and choice counts as one action; waiting for the program counts as none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.prompts import PlannedPrompts
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.shell.window import Window

W = TypeVar("W", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Person:
    """Acts through the real widgets only, and counts."""

    def __init__(self, program: Program, prompts: PlannedPrompts, qtbot: QtBot) -> None:
        self.program, self.prompts, self.qtbot = program, prompts, qtbot
        self.actions: list[str] = []

    @property
    def window(self) -> Window:
        """The main window."""
        return self.program.window

    @property
    def desk(self) -> Desk:
        """The open library."""
        assert self.program.desk is not None
        return self.program.desk

    # ------------------------------------------------------------------ acting

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key wherever the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None, f"the keyboard is nowhere; before: {self.actions[-3:]}"
        self.actions.append(f"key {key.name}")
        QTest.keyClick(focus, key, held)
        self.wait()

    def write(self, text: str) -> None:
        """Type a text: as many actions as signs."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.actions += [f"key {sign}" for sign in text]
        QTest.keyClicks(focus, text)
        self.wait()

    def click(self, widget: QWidget, at: QPoint | None = None, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a widget with the mouse; it has to be there to be seen and pressed."""
        assert widget.isVisible(), f"{widget.accessibleName() or widget} is not to be seen"
        assert widget.isEnabled(), f"{widget.accessibleName() or widget} cannot be pressed"
        self.actions.append(f"click {widget.accessibleName() or type(widget).__name__}")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, held, at if at is not None else widget.rect().center())
        self.wait()

    def choose_files(self, paths: list[Path], press: Callable[[], None]) -> None:
        """Press a button that asks for files, and choose them: two actions."""
        self.prompts.chosen = list(paths)
        self.actions.append("choose in the file dialog")
        press()

    def wait(self, until: Callable[[], bool] | None = None) -> None:
        """Until the program has answered."""
        if self.program.desk is not None:
            settled(self.qtbot, self.program.desk, timeout=60_000)
        if until is not None:
            self.qtbot.waitUntil(until, timeout=60_000)
            if self.program.desk is not None:
                settled(self.qtbot, self.program.desk, timeout=60_000)

    # ------------------------------------------------------------------ finding

    def button(self, words: str, within: QWidget | None = None) -> QAbstractButton:
        """The button that can be seen whose words begin like this."""
        words = self.window.desk.show(words) if self.window.desk else words
        for button in (within or self.window).findChildren(QAbstractButton):
            name = button.accessibleName() or button.text()
            if button.isVisible() and name.startswith(words):
                return button
        raise AssertionError(f"no button “{words}” to be seen")

    def page(self, kind: type[W]) -> W:
        """The place that is shown, which must be of this kind."""
        page = self.window.pages[self.window.current]
        assert isinstance(page, kind), f"this is {self.window.current}"
        return page
