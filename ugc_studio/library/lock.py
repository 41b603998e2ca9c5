"""The write lock: one process writes a library at a time, and everybody can see which.

The lock is the operating system's (it goes with the process, so a crash leaves none behind); the words in the file only
say who holds it. They are removed when the library is closed properly: words without a lock tell of a crash.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.domain.errors import LibraryLocked
from ugc_studio.domain.messages import Text, _

WINDOWS_OFFSET = 1 << 30  # beyond the words: Windows forbids others to read what is locked


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a library open for writing: process, computer, and since when (UTC)."""

    pid: int
    host: str
    since: dt.datetime

    def text(self) -> Text:
        """The sentence that a second program shows."""
        if self.host == this_host():
            return _(
                "Another window or command has this library open for writing (process {pid}, since {since} UTC).",
                pid=str(self.pid),
                since=self.since,
            )
        return _(
            "{host} has this library open for writing (process {pid}, since {since} UTC).",
            host=self.host,
            pid=str(self.pid),
            since=self.since,
        )


def this_host() -> str:
    """The name of this computer."""
    return platform.node() or "localhost"


class LibraryLock:
    """A held lock; ``unclean`` is true when whoever held it before did not close the library."""

    def __init__(self, descriptor: int, *, unclean: bool) -> None:
        self._descriptor = descriptor
        self.unclean = unclean

    @classmethod
    def acquire(cls, path: Path, *, now: dt.datetime) -> LibraryLock:
        """Take the lock; :class:`LibraryLocked` names the holder, ``OSError`` means that the folder is not writable."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(path, flags, 0o600)
        try:
            if not _try_lock(descriptor):
                raise LibraryLocked(_held_by(read_holder(path)))  # noqa: TRY301 - closes the file like any failure here
            unclean = os.fstat(descriptor).st_size > 0
            words = {"pid": os.getpid(), "host": this_host(), "since": now.astimezone(dt.UTC).isoformat()}
            os.ftruncate(descriptor, 0)
            os.write(descriptor, json.dumps(words).encode())
        except BaseException:
            os.close(descriptor)
            raise
        return cls(descriptor, unclean=unclean)

    def release(self) -> None:
        """Take the words away and give the lock back; the file stays, so that nobody locks a deleted one."""
        if self._descriptor < 0:
            return
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = -1


def read_holder(path: Path) -> Holder | None:
    """Who the words in the lock file name, held or not; None when there are none."""
    try:
        words = json.loads(path.read_text("utf-8"))
        return Holder(int(words["pid"]), str(words["host"]), dt.datetime.fromisoformat(words["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _held_by(holder: Holder | None) -> Text:
    return holder.text() if holder else _("Another program has this library open for writing.")


def _try_lock(descriptor: int) -> bool:
    if os.name == "nt":
        return _try_lock_windows(descriptor)
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _try_lock_windows(descriptor: int) -> bool:
    import importlib
    from typing import Any

    msvcrt: Any = importlib.import_module("msvcrt")  # unknown to type checkers on other systems
    os.lseek(descriptor, WINDOWS_OFFSET, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    finally:
        os.lseek(descriptor, 0, os.SEEK_SET)
    return True
