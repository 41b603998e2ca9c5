"""Walks through the shots: goes there, waits until everything has been looked up and painted, keeps the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ugc_studio.desktop.program import Program
from ugc_studio.desktop.screenshots.shots import Shot

LOOK_MS = 40
STILL = 4
"""Looks in a row at which nothing may be under way before the picture is taken."""
MOST_LOOKS = 500


@dataclass(slots=True)
class _Stand:
    """Where the walk is: which shot, how long nothing has moved, how often it was looked."""

    number: int = 0
    still: int = 0
    looks: int = 0
    arrived: bool = False


class Camera(QObject):
    """Takes pictures of one window, one after the other."""

    finished = Signal()

    def __init__(self, program: Program, shots: Sequence[Shot], place: Callable[[Shot], Path]) -> None:
        super().__init__(program)
        self._program, self._shots, self._place = program, shots, place
        self._stand = _Stand()
        self.taken: list[Path] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin with the first shot."""
        self._walk()
        self._timer.start()

    def _walk(self) -> None:
        desk = self._program.desk
        if desk is not None:
            self._shots[self._stand.number].way(self._program.window, desk)

    def _walk_on(self) -> bool:
        """What is done once the place is filled; whether there was anything."""
        desk, then, stand = self._program.desk, self._shots[self._stand.number].then, self._stand
        if desk is None or then is None or stand.arrived:
            return False
        self._stand = _Stand(stand.number, arrived=True)
        then(self._program.window, desk)
        return True

    def _look(self) -> None:
        stand = self._stand
        stand.looks += 1
        stand.still = 0 if self._is_busy() else stand.still + 1
        if stand.still < STILL and stand.looks < MOST_LOOKS:
            return
        if self._walk_on():
            return
        self._take()
        self._tidy()
        if stand.number + 1 < len(self._shots):
            self._stand = _Stand(stand.number + 1)
            self._walk()
        else:
            self._timer.stop()
            self.finished.emit()

    def _is_busy(self) -> bool:
        program = self._program
        pictures = program.thumbnails is not None and program.thumbnails.is_busy
        return program.bridge.busy or bool(program.tasks.running) or pictures

    def _take(self) -> None:
        window = self._program.window
        picture = window.grab()
        painter = QPainter(picture)
        for other in self._others():
            painter.drawPixmap(other.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()), other.grab())
        painter.end()
        self._keep(picture)

    def _keep(self, picture: QPixmap) -> None:
        file = self._place(self._shots[self._stand.number])
        file.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(file), "PNG"):
            raise OSError(f"{file} could not be written")
        self.taken.append(file)

    def _others(self) -> list[QWidget]:
        """Dialogs and pop-ups that are windows of their own."""
        window = self._program.window
        return [one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()]

    def _tidy(self) -> None:
        for other in self._others():
            other.close()
        self._program.window.toasts.dismiss()
        for dialog in self._program.window.findChildren(QWidget):
            if dialog.property("overlay") and dialog.isVisible():
                dialog.close()
