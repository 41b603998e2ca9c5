"""Connections: one writer on one thread, any number of readers, each with a consistent snapshot.

The writer commits with ``synchronous=FULL``: a consent acknowledged on screen survives a power cut. Only the writer
checkpoints (SQLite before 3.51.3 can corrupt when two connections checkpoint and commit at once).
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from ugc_studio.domain.errors import (
    DiskFull,
    LibraryClosed,
    LibraryDamaged,
    LibraryError,
    LibraryMissing,
    LibraryReadOnly,
)
from ugc_studio.domain.messages import Text, _

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[Database], T]

CHECKPOINT_PAGES = 2000
PATIENCE = 30.0
"""Seconds that closing waits for reads that were begun."""


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """Turn SQLite's words for a full disk or a damaged file into ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise translated(error) from error
    except UnicodeDecodeError as error:  # damaged text, met by Python before SQLite says so
        raise LibraryDamaged(damaged_text()) from error


def damaged_text() -> Text:
    """What to do about a damaged database."""
    return _("The library database is damaged. Restore a backup: ugc-studio backup list")


def gone_text(folder: Path) -> Text:
    """What to say of an open library whose folder was deleted, moved, or taken away with its disk."""
    return _("The folder of this library is gone: {folder}. Nothing is saved until it is back.", folder=str(folder))


def translated(error: sqlite3.DatabaseError) -> Exception:
    """Return the library error that a user understands, or the error itself when it is our bug."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return DiskFull(_("The disk is full. Nothing was lost; free some space and try again."))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "decode to UTF-8" in str(error):
        return LibraryDamaged(damaged_text())
    if name.startswith("SQLITE_READONLY"):
        return LibraryReadOnly(_("This library is open for reading only."))
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return LibraryError(_("The library folder cannot be read or written just now. Nothing was lost."))
    return error


def connect_reader(path: Path) -> Database:
    """Open a read-only connection that never checkpoints.

    On a medium where nothing can be written SQLite cannot make the index of its write-ahead log. Then the file is read
    as unchanging, but only where no log holds newer pages that would be missed.
    """
    try:
        return _reader(path, "mode=ro")
    except sqlite3.OperationalError as error:
        log = path.with_name(path.name + "-wal")
        unwritable = not os.access(path.parent, os.W_OK)
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) and unwritable:
            if log.exists() and log.stat().st_size:
                raise LibraryReadOnly(
                    _("The newest changes of this library can only be read where the folder can be written.")
                ) from error
            return _reader(path, "mode=ro&immutable=1")
        raise


def _reader(path: Path, how: str) -> Database:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=10, check_same_thread=False
    )
    try:
        for pragma in (
            "trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "wal_autocheckpoint=0", "cache_size=-65536",
            "temp_store=MEMORY",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()  # opens the file for real
    except BaseException:
        connection.close()
        raise
    return Database(connection, execute_plugins=False)


def connect_writer(path: Path) -> Database:
    """Open the one connection that writes; the caller keeps it on one thread."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    for pragma in (
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "recursive_triggers=ON",
        f"wal_autocheckpoint={CHECKPOINT_PAGES}",
        "cache_size=-32000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return Database(connection, execute_plugins=False)


def _in_transaction(database: Database) -> bool:
    return database.conn.in_transaction


class Writer:
    """Runs pieces of work one after another on its own thread, each in one ``BEGIN IMMEDIATE`` transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._database: Database | None = None
        self._closed = False
        self._file: tuple[int, int] | None = None
        self._thread = threading.Thread(target=self._loop, name="library-writer", daemon=True)
        self._thread.start()
        self._submit(self._open).result()

    def run(self, work: Work[T], *, after: list[Callable[[], None]] | None = None) -> T:
        """Run ``work`` in a transaction and return its result once it is durable.

        The calls that ``work`` leaves in ``after`` run on the writer thread, in commit order, before this returns.
        """
        return self._submit(lambda: self._in_transaction(work, after if after is not None else [])).result()

    def run_outside(self, work: Work[T]) -> T:
        """Run ``work`` on the writer connection without a transaction (VACUUM, backup, checkpoint)."""
        return self._submit(lambda: self._plain(work)).result()

    def close(self) -> None:
        """Finish what is queued, checkpoint, and close the connection."""
        if self._closed:
            return
        self._submit(self._shut).result()
        self._closed = True
        self._queue.put(None)
        self._thread.join()

    def _submit(self, call: Callable[[], T]) -> Future[T]:
        if self._closed:
            raise LibraryClosed(_("The library is closed."))
        if threading.current_thread() is self._thread:
            raise RuntimeError("a write inside a write: pass the session on instead")
        future: Future[T] = Future()

        def step() -> None:
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001 - handed to the waiting caller
                future.set_exception(error)

        self._queue.put(step)
        return future

    def _loop(self) -> None:
        while (item := self._queue.get()) is not None:
            item()

    def _open(self) -> None:
        with plain_errors():
            self._database = connect_writer(self._path)
        self._file = _identity(self._path)

    def _shut(self) -> None:
        if self._database is not None:
            with contextlib.suppress(sqlite3.DatabaseError):
                self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._database.close()
            self._database = None

    @property
    def _connection(self) -> Database:
        if self._database is None:
            raise LibraryClosed(_("The library is closed."))
        return self._database

    def _in_transaction(self, work: Work[T], after: list[Callable[[], None]]) -> T:
        database = self._connection
        with plain_errors():
            database.execute("BEGIN IMMEDIATE")
            try:
                result = work(database)
                self._look_in_place()
                database.execute("COMMIT")
            except BaseException:
                if _in_transaction(database):
                    database.execute("ROLLBACK")
                raise
        for call in after:
            call()
        return result

    def _look_in_place(self) -> None:
        """SQLite goes on writing to a file that was deleted or moved away: what it calls saved would be lost."""
        if _identity(self._path) != self._file:
            raise LibraryMissing(gone_text(self._path.parent))

    def _plain(self, work: Work[T]) -> T:
        with plain_errors():
            return work(self._connection)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class Readers:
    """One read-only connection a thread; ``snapshot`` gives a consistent view."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._all: list[Database] = []
        self._lock = threading.Condition()
        self._reading: set[int] = set()
        self._closed = False

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Database]:
        """Yield this thread's connection inside one read transaction (re-entrant)."""
        mine: Database | None = getattr(self._local, "database", None)
        if mine is not None and _in_transaction(mine):
            with plain_errors():
                yield mine
            return
        with plain_errors(), self._in_use():
            database = self._mine()
            database.execute("BEGIN")
            try:
                yield database
            finally:
                if _in_transaction(database):  # an I/O error may have ended it
                    database.execute("COMMIT")

    def close(self) -> None:
        """Let every read that was begun come to its end, then close its connection; no read begins any more.

        SQLite would end the whole program if a connection were closed under a thread that is reading.
        """
        with self._lock:
            self._closed = True
            here = {threading.get_ident()}
            if not self._lock.wait_for(lambda: self._reading <= here, PATIENCE):
                log.warning("a read of %s has not come to its end", self._path)
            for database in self._all:
                database.close()
            self._all.clear()
            self._local = threading.local()

    @contextlib.contextmanager
    def _in_use(self) -> Iterator[None]:
        with self._lock:
            if self._closed:
                raise LibraryClosed(_("The library is closed."))
            self._reading.add(threading.get_ident())
        try:
            yield
        finally:
            with self._lock:
                self._reading.discard(threading.get_ident())
                self._lock.notify_all()

    def _mine(self) -> Database:
        database: Database | None = getattr(self._local, "database", None)
        if database is None:
            if not self._path.is_file():
                raise LibraryMissing(gone_text(self._path.parent))
            database = connect_reader(self._path)
            self._local.database = database
            with self._lock:
                self._all.append(database)
        return database
