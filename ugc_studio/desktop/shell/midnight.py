"""Notices that another day began while the window is open: rights end at midnight, and badges and counts follow."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ugc_studio.desktop.changes import Changed, changes
from ugc_studio.desktop.desk import Desk

EVERY_MS = 30_000
DATED = Changed.CONSENT | Changed.USES | Changed.GALLERIES
"""What depends on the day: who is cleared, what has to come down, which campaign is late."""


class Midnight(QObject):
    """Compares the day now and then, also after the computer slept; says that everything dated changed."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._day = desk, desk.today()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Tell all places if it is another day than before."""
        today = self._desk.today()
        if today != self._day:
            self._day = today
            self._desk.changed.emit(changes(DATED))
