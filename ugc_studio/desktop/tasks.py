"""Long jobs under way: polled ten times a second while there are any, each with count, time left and Stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ugc_studio.domain.messages import Text
from ugc_studio.jobs.context import JobContext, JobSnapshot
from ugc_studio.jobs.runner import JobHandle, ThreadJobRunner

POLL_MS = 100


@dataclass(slots=True)
class Task:
    """One job that the window shows; ``stopping`` once the person pressed Stop."""

    title: Text
    handle: JobHandle[Any]
    done: Callable[[Any], None] | None
    failed: Callable[[BaseException], None]
    stopping: bool = False
    precious: bool = False
    """Stopping it would leave something half done, so closing the window asks first."""
    look: JobSnapshot = field(init=False)

    def __post_init__(self) -> None:
        self.look = self.handle.snapshot()


class Tasks(QObject):
    """Starts jobs on threads of their own and brings their outcome back to the window."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = ThreadJobRunner()
        self.running: list[Task] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def start(
        self,
        title: Text,
        body: Callable[[JobContext], Any],
        *,
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None],
    ) -> Task:
        """Start a job; its outcome comes to ``done`` or ``failed`` on the window's thread."""
        task = Task(title, self._runner.start(body), done, failed)
        self.running.append(task)
        self._timer.start()
        self.changed.emit()
        return task

    def stop(self, task: Task) -> None:
        """Ask a job to stop; what it did is kept."""
        task.stopping = True
        task.handle.stop()
        self.changed.emit()

    def abandon(self) -> None:
        """Ask everything to stop, and let nothing hold the window open any longer."""
        for task in self.running:
            task.precious = False
            self.stop(task)

    def close(self) -> None:
        """Stop and join everything; outcomes are no longer shown."""
        self._timer.stop()
        self._runner.close()
        self.running.clear()

    def _poll(self) -> None:
        over = [task for task in self.running if task.handle.wait(0)]
        for task in self.running:
            task.look = task.handle.snapshot()
        self.running = [task for task in self.running if task not in over]
        if not self.running:
            self._timer.stop()
        self.changed.emit()
        for task in over:
            self._finish(task)

    def _finish(self, task: Task) -> None:
        try:
            result = task.handle.result()
        except BaseException as error:  # noqa: BLE001 - told to the person
            task.failed(error)
            return
        if task.done:
            task.done(result)
