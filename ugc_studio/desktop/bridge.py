"""Brings work to threads and results back to the window: reads side by side, writes one after the other.

Worker threads see only the work and a number; callbacks stay on the window's side, so that no widget is ever freed by
a worker. Results come back in batches through one queued signal, never one signal for each.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)

T = TypeVar("T")
READERS = 2


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What the window does with a result: only while the owner lives, only if nothing newer has the same key."""

    done: Callable[[Any], None] | None
    failed: Callable[[BaseException], None] | None
    owner: QObject | None
    key: tuple[int, str] | None


class Bridge(QObject):
    """Runs work off the window's thread; ``close`` finishes writes, drops reads and joins the threads."""

    _arrived = Signal()

    def __init__(self, *, unexpected: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unexpected = unexpected
        self._numbers = itertools.count()
        self._waiting: dict[int, _Waiting] = {}
        self._newest: dict[tuple[int, str], int] = {}
        self._results: deque[tuple[int, Any, BaseException | None]] = deque()
        self._told = threading.Event()
        self._reads: queue.SimpleQueue[tuple[int, Callable[[], Any]] | None] = queue.SimpleQueue()
        self._writes: queue.SimpleQueue[tuple[int, Callable[[], Any]] | None] = queue.SimpleQueue()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(target=self._work, args=(line,), name=name)
            for line, name in [*[(self._reads, "ugc-studio-read")] * READERS, (self._writes, "ugc-studio-write")]
        ]
        for thread in self._threads:
            thread.start()
        self._open = True

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        owner: QObject | None = None,
        key: str = "",
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Look something up; an answer whose ``key`` was asked again by the same owner meanwhile is dropped."""
        self._submit(self._reads, work, done, failed, owner, key)

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        owner: QObject | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Change something; writes run in the order in which they were asked for."""
        self._submit(self._writes, work, done, failed, owner, "")

    @property
    def busy(self) -> bool:
        """Whether anything was asked whose result was not delivered yet."""
        return bool(self._waiting)

    def close(self) -> None:
        """Let writes finish, drop what was not begun to be read, and join the threads."""
        if not self._open:
            return
        self._open = False
        while not self._reads.empty():
            self._reads.get_nowait()
        for _ in range(READERS):
            self._reads.put(None)
        self._writes.put(None)
        for thread in self._threads:
            thread.join()
        self._waiting.clear()
        self._newest.clear()
        self._results.clear()

    def _submit(
        self,
        line: queue.SimpleQueue[tuple[int, Callable[[], Any]] | None],
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        owner: QObject | None,
        key: str,
    ) -> None:
        if not self._open:
            return
        number = next(self._numbers)
        named = (id(owner), key) if key else None
        if named:
            self._newest[named] = number
        self._waiting[number] = _Waiting(done, failed, owner, named)
        line.put((number, work))

    def _work(self, line: queue.SimpleQueue[tuple[int, Callable[[], Any]] | None]) -> None:
        while (item := line.get()) is not None:
            number, work = item
            del item
            try:
                result, error = work(), None
            except BaseException as caught:  # noqa: BLE001 - handed to the window, which tells it
                result, error = None, caught
            del work
            self._results.append((number, result, error))
            del result, error
            if not self._told.is_set():
                self._told.set()
                self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        self._told.clear()
        for _ in range(len(self._results)):
            number, result, error = self._results.popleft()
            waiting = self._waiting.pop(number, None)
            if waiting is None or self._is_stale(number, waiting):
                continue
            try:
                self._hand_over(waiting, result, error)
            except Exception:
                log.exception("a result could not be shown")

    def _is_stale(self, number: int, waiting: _Waiting) -> bool:
        if waiting.owner is not None and not shiboken6.isValid(waiting.owner):
            return True
        if waiting.key is None:
            return False
        if self._newest.get(waiting.key) != number:
            return True
        del self._newest[waiting.key]
        return False

    def _hand_over(self, waiting: _Waiting, result: Any, error: BaseException | None) -> None:
        if error is None:
            if waiting.done:
                waiting.done(result)
        elif waiting.failed:
            waiting.failed(error)
        else:
            self._unexpected(error)
