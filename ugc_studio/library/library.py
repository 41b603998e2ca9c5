"""The library as services see it: open it, read it, write it, close it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from ugc_studio.domain.errors import LibraryMissing, LibraryReadOnly
from ugc_studio.domain.messages import _
from ugc_studio.library.database import Readers, Writer
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.migrations import migrations
from ugc_studio.library.originals import OriginalStore, PreviewStore
from ugc_studio.library.session import Session

T = TypeVar("T")
Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The default clock: the current instant in UTC."""
    return dt.datetime.now(dt.UTC)


def instant(moment: dt.datetime) -> str:
    """Write an instant the one way the library stores it: ``2026-11-24T08:15:30.123456Z``."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Library:
    """An open library folder; a context manager that closes its connections."""

    def __init__(self, folder: LibraryFolder, *, clock: Clock = utc_now, writable: bool = True) -> None:
        self.folder = folder
        self.clock = clock
        self._writer = Writer(folder.database) if writable else None
        self._readers = Readers(folder.database)
        self.originals = OriginalStore(folder)
        self.previews = PreviewStore(folder)

    @classmethod
    def create(cls, root: Path, *, clock: Clock = utc_now) -> Library:
        """Make a new, private library folder and open it."""
        folder = LibraryFolder(root)
        root.mkdir(parents=True, exist_ok=True)
        root.chmod(0o700)
        for part in (folder.originals, folder.evidence, folder.previews, folder.journal, folder.backups):
            part.mkdir(exist_ok=True)
        folder.incoming.mkdir(exist_ok=True)
        library = cls(folder, clock=clock)
        library.migrate()
        return library

    @classmethod
    def open(cls, root: Path, *, clock: Clock = utc_now, writable: bool = True) -> Library:
        """Open an existing library, bringing an older one up to date."""
        folder = LibraryFolder(root)
        if not folder.database.is_file():
            raise LibraryMissing(_("There is no library in {folder}.", folder=str(root)))
        library = cls(folder, clock=clock, writable=writable)
        if writable:
            library.migrate()
        return library

    def migrate(self) -> None:
        """Apply pending migrations."""
        if self._writer is not None:
            self._writer.run_outside(lambda db: migrations.apply(db))

    @property
    def writable(self) -> bool:
        """Whether this process may write."""
        return self._writer is not None

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
        if self._writer is None:
            raise LibraryReadOnly(_("This library is open for reading only."))
        after: list[Callable[[], None]] = []

        def step(database: Database) -> T:
            return work(Session(database, self.folder, self.now, writable=True, after_commit=after))

        return self._writer.run(step, after=after)

    def close(self) -> None:
        """Close every connection."""
        self._readers.close()
        if self._writer is not None:
            self._writer.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()
