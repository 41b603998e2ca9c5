"""The library as services see it: open it, read it, write it, close it."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from ugc_studio.domain.errors import LibraryError, LibraryLocked, LibraryReadOnly
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.backup import Backup, BackupStore
from ugc_studio.library.clock import Clock, instant, utc_now
from ugc_studio.library.database import Readers, Writer
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.lock import LibraryLock
from ugc_studio.library.migrations import migrate, pending_migrations
from ugc_studio.library.opening import CLEAN_BYTES, UNCLEAN_BYTES, check_before_opening
from ugc_studio.library.originals import OriginalStore, PreviewStore, plain_file_errors
from ugc_studio.library.restoring import (
    Reapply,
    RestoreOutcome,
    close_note,
    pending_note,
    swap_in,
    undo_half_swap,
)
from ugc_studio.library.session import Session
from ugc_studio.library.surroundings import warnings_about

T = TypeVar("T")

log = logging.getLogger(__name__)


class Library:
    """An open library folder; a context manager that closes its connections.

    ``read_only_reason`` says why a library that was to be written is open for reading only; ``warnings`` says what a
    person should know about the place where it lies.
    """

    def __init__(
        self,
        folder: LibraryFolder,
        *,
        clock: Clock = utc_now,
        lock: LibraryLock | None = None,
        read_only_reason: Text | None = None,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.read_only_reason = read_only_reason
        self.originals = OriginalStore(folder)
        self.previews = PreviewStore(folder)
        self.backups = BackupStore(folder, clock=clock)
        self._lock = lock
        self._changed = False
        self._writer = Writer(folder.database) if lock is not None else None
        self._readers = Readers(folder.database)

    @classmethod
    def create(cls, root: Path, *, clock: Clock = utc_now) -> Library:
        """Make a new, private library folder and open it; a library that is there already is opened.

        A folder that holds other files is refused, because it becomes private and the library's own.
        """
        folder = LibraryFolder(root)
        with plain_file_errors():
            if root.is_dir() and not folder.is_ours():
                raise LibraryError(
                    _("{folder} holds other files. A library needs a folder of its own.", folder=str(root))
                )
            root.mkdir(parents=True, exist_ok=True)
            root.chmod(0o700)
            for part in folder.parts:
                part.mkdir(exist_ok=True)
            if not folder.database.exists() and not folder.head.exists():
                folder.database.touch(mode=0o600)
        return cls.open(root, clock=clock)

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        clock: Clock = utc_now,
        writable: bool = True,
        fallback: bool = False,
        reapply: Reapply | None = None,
    ) -> Library:
        """Open an existing library, bringing an older one up to date.

        With ``fallback``, a library that another program writes to, or that cannot be written at all, is opened for
        reading and says why. Without it that is :class:`LibraryLocked` or :class:`LibraryReadOnly`. ``reapply``
        finishes a restore that was cut off; without it such a library stays closed.
        """
        folder = LibraryFolder(root)
        lock, reason = None, None
        if writable and root.is_dir():
            try:
                lock = cls._acquire(folder, clock())
            except (LibraryLocked, LibraryReadOnly) as error:
                if not fallback:
                    raise
                reason = error.text
        return cls._open(folder, lock, clock=clock, reason=reason, reapply=reapply)[0]

    @classmethod
    def restore(
        cls, root: Path, backup: Path, *, reapply: Reapply, clock: Clock = utc_now
    ) -> tuple[Library, RestoreOutcome]:
        """Put a backup in the place of the database, apply what came later, and open the result.

        The current database is kept aside first. A crash at any moment leaves the old library or the restored one, and
        the next opening finishes what is missing.
        """
        folder = LibraryFolder(root)
        lock = cls._acquire(folder, clock())
        try:
            undo_half_swap(folder)
            swap_in(folder, backup, BackupStore(folder, clock=clock))
        except BaseException:
            undo_half_swap(folder)
            lock.release()
            raise
        return cls._open(folder, lock, clock=clock, reason=None, reapply=reapply)

    @classmethod
    def _open(
        cls,
        folder: LibraryFolder,
        lock: LibraryLock | None,
        *,
        clock: Clock,
        reason: Text | None,
        reapply: Reapply | None,
    ) -> tuple[Library, RestoreOutcome]:
        try:
            if lock is not None:
                undo_half_swap(folder)
            note = pending_note(folder)
            if note is not None and (lock is None or reapply is None):
                raise LibraryError(  # noqa: TRY301 - gives the lock back like any failure here
                    _("A backup of this library is being restored. Wait, or restore it once more.")
                )
            unclean = lock is not None and lock.unclean
            check_before_opening(folder, most_bytes=UNCLEAN_BYTES if unclean else CLEAN_BYTES)
            if lock is not None:
                folder.settle()
            library = cls(folder, clock=clock, lock=lock, read_only_reason=reason)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        try:
            library.migrate()
            outcome = RestoreOutcome()
            if note is not None and reapply is not None:
                outcome = reapply(note.old_path(folder), library)
                close_note(folder)
        except BaseException:
            library.close()
            raise
        return library, outcome

    @staticmethod
    def _acquire(folder: LibraryFolder, now: dt.datetime) -> LibraryLock:
        try:
            return LibraryLock.acquire(folder.lock, now=now)
        except OSError as error:
            raise LibraryReadOnly(
                _("The folder of this library cannot be written, so it is open for reading only.")
            ) from error

    def migrate(self) -> None:
        """Apply pending migrations; a library that has content is copied and the copy checked before."""
        if self._writer is None:
            with self._readers.snapshot() as database:
                if pending_migrations(database):
                    raise LibraryReadOnly(
                        _("This library is of an older version. Open it for writing once, to bring it up to date.")
                    )
            return
        existing = self.folder.database.stat().st_size > 0
        pending = self._writer.run_outside(pending_migrations)
        if pending and existing and self._writer.run_outside(_has_tables):
            self.backups.create(reason="before-migration")
        if pending:
            self._writer.run_outside(migrate)

    @property
    def writable(self) -> bool:
        """Whether this process may write."""
        return self._writer is not None

    @property
    def warnings(self) -> list[Text]:
        """What a person should know about where the library lies."""
        return warnings_about(self.folder.root)

    def now(self) -> str:
        """The current instant as the library stores it."""
        return instant(self.clock())

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a read session over one consistent snapshot."""
        with self._readers.snapshot() as database:
            yield Session(database, self.folder, self.now)

    def write(self, work: Callable[[Session], T]) -> T:
        """Run ``work`` in one durable transaction on the writer thread and return its result."""
        after: list[Callable[[], None]] = []

        def step(database: Database) -> T:
            return work(Session(database, self.folder, self.now, writable=True, after_commit=after))

        writer = self._open_writer()
        self._changed = True
        return writer.run(step, after=after)

    def run_outside(self, work: Callable[[Session], T]) -> T:
        """Run ``work`` on the writer's connection without a transaction; for checks that SQLite only does there."""
        writer = self._open_writer()
        return writer.run_outside(lambda db: work(Session(db, self.folder, self.now, writable=True)))

    def back_up(self, *, reason: str = "asked") -> Backup:
        """Make a verified copy of the database now, and remove copies that are not kept any longer."""
        made = self.backups.create(reason=reason)
        self._changed = False
        self.backups.rotate()
        return made

    def close(self, *, backup: bool = False) -> None:
        """Close every connection; ``backup`` makes a copy first if anything changed and one is due."""
        if backup and self._changed and self.writable and self.backups.is_due():
            try:
                self.back_up(reason="close")
            except LibraryError:
                log.warning("no backup was made at the end", exc_info=True)
        try:
            self._readers.close()
            if self._writer is not None:
                self._writer.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def _open_writer(self) -> Writer:
        if self._writer is None:
            raise LibraryReadOnly(self.read_only_reason or _("This library is open for reading only."))
        return self._writer

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def _has_tables(database: Database) -> bool:
    return bool(database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])
