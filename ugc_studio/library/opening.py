"""What is looked at before a database is opened for good: is it ours, whole, and not from the future?

Nothing here writes. A full check reads the whole file (seconds for a million photos), so opening checks for a bounded
time after a clean end and longer after a crash; ``doctor`` and every backup check all of it.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from ugc_studio.domain.errors import LibraryDamaged, LibraryMissing, LibraryNewer
from ugc_studio.domain.messages import _
from ugc_studio.library.database import connect_reader, damaged_text, plain_errors
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.migrations import APPLICATION_ID, SCHEMA_VERSION, known_migrations

CLEAN_SECONDS = 0.05
UNCLEAN_SECONDS = 3.0
STEPS_BETWEEN_LOOKS = 2000
HEADER = b"SQLite format 3\0"


def check_before_opening(folder: LibraryFolder, *, seconds: float = CLEAN_SECONDS) -> bool:
    """Refuse what cannot be opened with one sentence each; returns whether the check had time to read everything."""
    if not folder.database.is_file():
        if _has_history(folder):
            raise LibraryDamaged(_("The database of this library is missing. Restore a backup: ugc-studio backup list"))
        raise LibraryMissing(_("There is no library in {folder}.", folder=str(folder.root)))
    if folder.database.stat().st_size == 0:
        if _has_history(folder):
            raise LibraryDamaged(damaged_text())
        return True  # its creation was interrupted; the first migration fills it
    check_file(folder.database)
    return check_pages(folder.database, seconds=seconds)


def check_file(path: Path) -> None:
    """Refuse a file that is no library, is cut off, or was written by a newer version of the program."""
    with path.open("rb") as stream:
        if stream.read(len(HEADER)) != HEADER:
            raise LibraryDamaged(damaged_text())
    with plain_errors():
        connection = connect_reader(path).conn
        try:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            applied: set[str] = set()
            if "_sqlite_migrations" in tables:
                sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'ugc_studio'"
                applied = {row[0] for row in connection.execute(sql)}
        finally:
            connection.close()
    if tables and (application not in (0, APPLICATION_ID) or (tables - {"_sqlite_migrations"} and not applied)):
        raise LibraryMissing(_("The database in {folder} belongs to another program.", folder=str(path.parent)))
    if version > SCHEMA_VERSION or applied - known_migrations():
        raise LibraryNewer(
            _("This library was made by a newer version of UGC Studio. Nothing was changed; please update the program.")
        )


def check_pages(path: Path, *, seconds: float | None) -> bool:
    """Run SQLite's quick check, for at most so many seconds; False when the time was not enough to see everything."""
    with plain_errors():
        connection = connect_reader(path).conn
        try:
            if seconds is not None:
                end = time.monotonic() + seconds
                connection.set_progress_handler(lambda: time.monotonic() > end, STEPS_BETWEEN_LOOKS)
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_INTERRUPT":
                raise
            return False
        finally:
            connection.close()
    if answer != "ok":
        raise LibraryDamaged(damaged_text())
    return True


def _has_history(folder: LibraryFolder) -> bool:
    """Whether something shows that a database with content was here."""
    return folder.head.exists() or any(folder.backups.glob("*.db")) or any(folder.originals.glob("??/*"))
