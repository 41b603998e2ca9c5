"""Backups of a library that is not open: also of one that is too damaged to open."""

from __future__ import annotations

from pathlib import Path

from ugc_studio.library.backup import Backup, BackupStore
from ugc_studio.library.clock import Clock, utc_now
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.library import Library
from ugc_studio.library.restoring import RestoreOutcome


def backups_of(folder: Path, *, clock: Clock = utc_now) -> list[tuple[Backup, bool]]:
    """Every copy, newest first, and whether its bytes are still those that were checked."""
    store = BackupStore(LibraryFolder(folder), clock=clock)
    return [(backup, store.verify(backup)) for backup in store.all()]


def restore_backup(folder: Path, name: str, *, clock: Clock = utc_now) -> RestoreOutcome:
    """Put a copy, named as in the list or by any path, in the place of the database and apply what came later."""
    from ugc_studio.services.consent.restoring import Reapplier

    path = BackupStore(LibraryFolder(folder), clock=clock).find(name)
    library, outcome = Library.restore(folder, path, reapply=Reapplier(), clock=clock)
    library.close()
    return outcome
