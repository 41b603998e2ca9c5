"""Finds what a test left behind: threads, running timers, Qt threads, windows and child processes."""

from __future__ import annotations

import gc
import multiprocessing
import threading
from collections.abc import Iterable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer  # noqa: TID251 - looked for, not used
from PySide6.QtWidgets import QApplication, QWidget

# Qt keeps one tooltip for all windows, and drops it by a timer of its own.
OF_QT_ITSELF = {"QTipLabel"}


@dataclass(frozen=True, slots=True)
class Traces:
    """What is alive at one moment, each with the words that name it in a failure."""

    threads: dict[int, str]
    processes: dict[int, str]
    timers: dict[int, str]
    qt_threads: dict[int, str]
    windows: dict[int, str]

    @classmethod
    def now(cls) -> Traces:
        """Everything that is alive now."""
        timers, qt_threads = _timers_and_threads()
        return cls(
            threads={thread.ident or 0: f"thread {thread.name}" for thread in threading.enumerate()},
            processes={child.pid or 0: f"process {child.name}" for child in multiprocessing.active_children()},
            timers={_address(timer): f"timer of {_owner(timer)}" for timer in timers if timer.isActive()},
            qt_threads={_address(thread): "a QThread" for thread in qt_threads if thread.isRunning()},
            windows={_address(window): f"window {_named(window)}" for window in _windows()},
        )

    @classmethod
    def left_since(cls, before: Traces) -> list[str]:
        """What came since and stayed; windows and timers among it are ended, so that the next test starts clean."""
        _delete_what_was_given_up()
        if not cls.now()._beyond(before):
            return []
        gc.collect()  # a closed window in a reference cycle is rubbish, not a leak
        _delete_what_was_given_up()
        left = cls.now()._beyond(before)
        for window in _windows():
            if _address(window) not in before.windows:
                window.close()
                window.deleteLater()
        for timer in _timers_and_threads()[0]:
            if _address(timer) not in before.timers:
                timer.stop()
        _delete_what_was_given_up()
        return left

    def _beyond(self, before: Traces) -> list[str]:
        return [
            words
            for kind in ("threads", "processes", "timers", "qt_threads", "windows")
            for key, words in getattr(self, kind).items()
            if key not in getattr(before, kind)
        ]


def _timers_and_threads() -> tuple[list[QTimer], list[QThread]]:
    """Every living timer and Qt thread that Python made."""
    made_by_qt = type(QObject)  # comparing the class of the class is what makes this quick among 100,000 objects
    things = [thing for thing in gc.get_objects() if type(type(thing)) is made_by_qt and shiboken6.isValid(thing)]
    return [x for x in things if isinstance(x, QTimer)], [x for x in things if isinstance(x, QThread)]


def _windows() -> Iterable[QWidget]:
    return [window for window in QApplication.topLevelWidgets()
            if shiboken6.isValid(window) and window.metaObject().className() not in OF_QT_ITSELF]


def _delete_what_was_given_up() -> None:
    """Carry out ``deleteLater``, which otherwise waits for an event loop that a test does not run."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _address(thing: QObject) -> int:
    return int(shiboken6.getCppPointer(thing)[0])


def _owner(timer: QTimer) -> str:
    parent = timer.parent()
    return _named(parent) if parent is not None else "nobody"


def _named(thing: QObject) -> str:
    name = type(thing).__name__
    return f"{name} {thing.objectName()!r}" if thing.objectName() else name
