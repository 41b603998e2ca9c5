"""Puts a backup in the place of the database, so that a crash at any moment leaves the old library or the new one.

A restored database does not know the consents, withdrawals and erasures that came after it. A note beside the database
says so until they have been applied again; meanwhile nothing opens the library without doing that first.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ugc_studio.domain.errors import LibraryDamaged, LibraryError
from ugc_studio.library.backup import STAMP, Backup, BackupStore, check_copy, copy_database
from ugc_studio.library.database import connect_writer, damaged_text
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.opening import check_file
from ugc_studio.library.originals import plain_file_errors, sync_folder, whole_file

if TYPE_CHECKING:
    from ugc_studio.library.library import Library


@dataclass(frozen=True, slots=True)
class RestoreOutcome:
    """What was applied again after a restore; ``frozen`` when events are known to be missing."""

    events: int = 0
    erasures: int = 0
    frozen: bool = False


class Reapply(Protocol):
    """Applies later ledger events and erasures to a restored library; doing it twice must be harmless.

    ``old`` is a whole copy of the replaced database (read it with :func:`ugc_studio.library.backup.read_copy`), or None
    where it could not be read; then the journal is all there is.
    """

    def __call__(self, old: Path | None, restored: Library) -> RestoreOutcome:
        """Bring the restored library up to what is known."""


@dataclass(frozen=True, slots=True)
class RestoreNote:
    """The note beside the database: which copy came back, and where the replaced database was put."""

    restored: str
    old: str | None

    def old_path(self, folder: LibraryFolder) -> Path | None:
        """The copy of the replaced database, if it is there."""
        path = folder.backups / self.old if self.old else None
        return path if path is not None and path.is_file() else None


def swap_in(folder: LibraryFolder, backup: Path, backups: BackupStore) -> RestoreNote:
    """Replace the database by a checked copy of ``backup``; the caller holds the write lock and has nothing open."""
    check_file(backup)
    check_copy(backup)
    with plain_file_errors():
        head = copy_database(backup, folder.restoring)
        check_copy(folder.restoring, head)
        kept = _keep_current(folder, backups)
        note = RestoreNote(backup.name, kept.path.name if kept else None)
        with whole_file(folder.restore_note) as stream:
            stream.write(json.dumps({"restored": note.restored, "old": note.old}).encode())
        for name in ("-wal", "-shm"):  # a log of the old database must never be read into the new one
            folder.database.with_name(folder.database.name + name).unlink(missing_ok=True)
        folder.restoring.replace(folder.database)
        sync_folder(folder.root)
    return note


def pending_note(folder: LibraryFolder) -> RestoreNote | None:
    """The note of a restore whose later events have not been applied yet."""
    try:
        note = json.loads(folder.restore_note.read_text("utf-8"))
        return RestoreNote(str(note["restored"]), note["old"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return RestoreNote("", None)  # the note itself is damaged: the journal still knows


def undo_half_swap(folder: LibraryFolder) -> None:
    """After a crash before the swap: the old database stands, and what was prepared goes."""
    if folder.restoring.exists():
        folder.restore_note.unlink(missing_ok=True)
        sync_folder(folder.root)  # the note must not outlive the proof that nothing was swapped
        folder.restoring.unlink()
        sync_folder(folder.root)


def close_note(folder: LibraryFolder) -> None:
    """Everything later has been applied: the restored library is complete."""
    folder.restore_note.unlink(missing_ok=True)
    sync_folder(folder.root)


def _keep_current(folder: LibraryFolder, backups: BackupStore) -> Backup | None:
    """Copy the current database aside; one that is damaged is kept as it is, file by file, for an expert."""
    if not folder.database.exists():
        return None
    try:
        if not folder.database.stat().st_size:
            raise LibraryDamaged(damaged_text())
        kept = backups.create(reason="before-restore")
        with contextlib.closing(connect_writer(folder.database)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return kept
    except (LibraryError, sqlite3.DatabaseError, UnicodeDecodeError):
        place = folder.backups / f"damaged-{backups.now().strftime(STAMP)}"
        place.mkdir(exist_ok=True)
        for name in ("", "-wal"):
            file = folder.database.with_name(folder.database.name + name)
            if file.exists():
                shutil.copyfile(file, place / file.name)
        return None
