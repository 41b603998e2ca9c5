"""Opens a file that nobody vouches for, reads it once, and keeps an untouched, synced copy."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from ugc_studio.domain.media import RejectCode
from ugc_studio.media.limits import MEGA
from ugc_studio.media.pixels import UnusableError

FIRST_CHUNK = 4_000_000
"""Most photos are read at once with this."""
_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to would block the opening itself
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_CREATE_FLAGS = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
) | getattr(os, "O_BINARY", 0)
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ESTALE})
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT}) if hasattr(errno, "EDQUOT") else frozenset({errno.ENOSPC})

Alive = Callable[[], None]
"""Called now and then during long work, so that the parent does not take it for stuck."""


def open_source(path: str) -> int:
    """Open an ordinary file for reading without following a link, and return its descriptor.

    Raises:
        UnusableError: symlink, not_regular, vanished or unreadable.
    """
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            raise UnusableError(RejectCode.SYMLINK)
        if not stat.S_ISREG(mode):
            raise UnusableError(RejectCode.NOT_REGULAR)
        descriptor = os.open(path, _OPEN_FLAGS)
    except OSError as error:
        raise _source_problem(error) from error
    except ValueError as error:  # a NUL in the name
        raise UnusableError(RejectCode.UNREADABLE) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # exchanged between the two calls
        os.close(descriptor)
        raise UnusableError(RejectCode.NOT_REGULAR)
    return descriptor


def read_whole(descriptor: int, head: bytes, *, limit: int, alive: Alive) -> bytes:
    """The whole content behind an already read ``head``; a file that grows beyond ``limit`` bytes is refused."""
    size = os.fstat(descriptor).st_size
    if size > limit:
        raise UnusableError(RejectCode.TOO_LARGE, limit=limit // MEGA)
    parts, total = [head], len(head)
    while True:
        part = read_some(descriptor, min(FIRST_CHUNK, max(size - total, 0) + 1))
        if not part:
            return parts[0] if len(parts) == 1 else b"".join(parts)
        parts.append(part)
        total += len(part)
        if total > limit:
            raise UnusableError(RejectCode.TOO_LARGE, limit=limit // MEGA)
        if len(part) >= FIRST_CHUNK:
            alive()


def read_start(descriptor: int) -> bytes:
    """The beginning of a file, or all of it when it is no longer than :data:`FIRST_CHUNK`."""
    return read_some(descriptor, min(os.fstat(descriptor).st_size + 1, FIRST_CHUNK))


def read_some(descriptor: int, size: int) -> bytes:
    """One read, with the errors of failing disks and shares as reasons."""
    try:
        return os.read(descriptor, size)
    except OSError as error:
        raise _source_problem(error) from error


def write_copy(data: bytes, staged: str) -> None:
    """Write and sync a copy under a name that must be new."""
    try:
        descriptor = os.open(staged, _CREATE_FLAGS, 0o600)
        try:
            _write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _staging_problem(error) from error


def stream_copy(descriptor: int, head: bytes, staged: str, *, limit: int, alive: Alive) -> tuple[str, int]:
    """Copy a long file in pieces; its SHA-256 and its size in bytes."""
    if os.fstat(descriptor).st_size > limit:
        raise UnusableError(RejectCode.TOO_LARGE, limit=limit // MEGA)
    sha, total, part = hashlib.sha256(), 0, head
    try:
        copy = os.open(staged, _CREATE_FLAGS, 0o600)
    except OSError as error:
        raise _staging_problem(error) from error
    try:
        while part:
            total += len(part)
            if total > limit:
                raise UnusableError(RejectCode.TOO_LARGE, limit=limit // MEGA)
            sha.update(part)
            _write_all(copy, part)
            alive()
            part = read_some(descriptor, FIRST_CHUNK)
        os.fsync(copy)
    except OSError as error:
        raise _staging_problem(error) from error
    finally:
        os.close(copy)
    return sha.hexdigest(), total


def discard(staged: str) -> None:
    """Remove a copy that is not wanted; it may never have been written."""
    Path(staged).unlink(missing_ok=True)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _source_problem(error: OSError) -> UnusableError:
    if error.errno == errno.ELOOP:
        return UnusableError(RejectCode.SYMLINK)
    return UnusableError(RejectCode.VANISHED if error.errno in _MISSING else RejectCode.UNREADABLE)


def _staging_problem(error: OSError) -> UnusableError:
    return UnusableError(RejectCode.DISK_FULL if error.errno in _NO_ROOM else RejectCode.STAGING_FAILED)
