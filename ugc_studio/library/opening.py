"""What is looked at before a database is opened for good: is it ours, whole, and not from the future?

Nothing here writes. SQLite's quick check reads the whole file (about 0.25 GB a second; it cannot be interrupted before
SQLite 3.41), so opening runs it on small files only, and after a crash on larger ones too. Otherwise the length of the
file and both ends of every table are looked at. ``doctor`` and every backup check all of it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from ugc_studio.domain.errors import LibraryDamaged, LibraryMissing, LibraryNewer
from ugc_studio.domain.messages import _
from ugc_studio.library.database import connect_reader, damaged_text, plain_errors
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.migrations import APPLICATION_ID, SCHEMA_VERSION, known_migrations

CLEAN_BYTES = 16 << 20
UNCLEAN_BYTES = 256 << 20
HEADER = b"SQLite format 3\0"


def check_before_opening(folder: LibraryFolder, *, most_bytes: int = CLEAN_BYTES) -> None:
    """Refuse what cannot be opened with one sentence each; files up to ``most_bytes`` are checked whole."""
    if not folder.database.is_file():
        if has_history(folder):
            raise LibraryDamaged(_("The database of this library is missing. Restore a backup: ugc-studio backup list"))
        raise LibraryMissing(_("There is no library in {folder}.", folder=str(folder.root)))
    size = folder.database.stat().st_size
    if size == 0:
        if has_history(folder):
            raise LibraryDamaged(damaged_text())
        return  # its creation was interrupted; the first migration fills it
    check_file(folder.database)
    check_pages(folder.database, whole=size <= most_bytes)


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


def check_pages(path: Path, *, whole: bool) -> None:
    """Run SQLite's quick check, or only look at the file's length and at both ends of every table."""
    with plain_errors(), contextlib.closing(connect_reader(path).conn) as connection:
        if whole:
            good = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        else:
            good = _is_long_enough(connection, path)
            _look_at_ends(connection)
    if not good:
        raise LibraryDamaged(damaged_text())


def _is_long_enough(connection: sqlite3.Connection, path: Path) -> bool:
    """A file that was cut off is shorter than its header says; with a write-ahead log it may be, for a while."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return True
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    return path.stat().st_size >= int(pages) * int(size)


def _look_at_ends(connection: sqlite3.Connection) -> None:
    tables = "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    for name, without_rowid in connection.execute(tables).fetchall():
        quoted = '"' + name.replace('"', '""') + '"'
        connection.execute(f"SELECT * FROM {quoted} LIMIT 1").fetchone()  # noqa: S608 - a quoted name
        if not without_rowid:
            connection.execute(f"SELECT * FROM {quoted} ORDER BY rowid DESC LIMIT 1").fetchone()  # noqa: S608 - quoted


def has_history(folder: LibraryFolder) -> bool:
    """Whether something shows that a database with content was here."""
    return folder.head.exists() or any(folder.backups.glob("*.db")) or any(folder.originals.glob("??/*"))
