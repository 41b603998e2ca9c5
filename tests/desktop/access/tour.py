"""Walks through every place, view and dialog that is drawn as a picture, and waits at each until all of it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ugc_studio.desktop.pages.library.popup import Popup
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.screenshots.shots import SHOTS, Shot

STILL = 3
"""Looks in a row at which nothing may be under way."""


def shots(*, empty: bool, beginning: str = "") -> list[Shot]:
    """The ways to walk: those through the sample, or those through an empty library."""
    return [shot for shot in SHOTS if shot.empty is empty and shot.name.startswith(beginning)]


class Tour:
    """One window, and the ways through it."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self._program, self._qtbot = program, qtbot

    def stops(self, ways: Sequence[Shot]) -> Iterator[tuple[str, QWidget]]:
        """The name of each stop with what the keyboard is in there: the window, or the dialog that lies over it."""
        for shot in ways:
            yield shot.name, self.go(shot)
            self.tidy()

    def go(self, shot: Shot) -> QWidget:
        """Walk there; returns what the keyboard is in."""
        desk = self._program.desk
        assert desk is not None
        for way in (shot.way, shot.then):
            if way is not None:
                way(self._program.window, desk)
                self.settle()
        return self.foremost()

    def resize(self, size: tuple[int, int]) -> None:
        """Make the window larger or smaller."""
        self._program.window.resize(*size)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing has been under way for a few rounds of the event loop."""
        desk = self._program.desk
        assert desk is not None
        still = 0

        def is_still() -> bool:
            nonlocal still
            still = 0 if desk.bridge.busy or desk.tasks.running else still + 1
            return still > STILL

        self._qtbot.waitUntil(is_still, timeout=20_000)

    def foremost(self) -> QWidget:
        """The newest dialog or card over the window, or the window itself."""
        window = self._program.window
        others = [one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()]
        cards = [one for one in window.findChildren(Popup) if one.isVisible()]
        return QApplication.activeModalWidget() or next(iter([*others[-1:], *cards[-1:]]), window)

    def tidy(self) -> None:
        """Close what lies over the window."""
        window = self._program.window
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                other.close()
        window.toasts.dismiss()
        for inner in window.findChildren(QWidget):
            if inner.property("overlay") and inner.isVisible():
                inner.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.settle()
