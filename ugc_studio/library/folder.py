"""Where things are inside a library folder."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LibraryFolder:
    """The layout of a library: one database, content-addressed files beside it."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "library.db"

    @property
    def originals(self) -> Path:
        """Untouched bytes, named by their SHA-256."""
        return self.root / "originals"

    @property
    def evidence(self) -> Path:
        """Proof files, named by their SHA-256."""
        return self.root / "evidence"

    @property
    def previews(self) -> Path:
        """Our own re-encoded pictures: a cache, safe to delete."""
        return self.root / "previews"

    @property
    def journal(self) -> Path:
        """Every ledger event once more, as JSON lines."""
        return self.root / "journal"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.root / "backups"

    @property
    def incoming(self) -> Path:
        """Files on their way in; emptied when the library is opened for writing."""
        return self.root / "incoming"

    @property
    def head(self) -> Path:
        """The last known end of the ledger: sequence and hash."""
        return self.root / "ledger.head"

    @property
    def restoring(self) -> Path:
        """A checked copy of a backup that is about to take the place of the database."""
        return self.root / "library.db.restoring"

    @property
    def restore_note(self) -> Path:
        """Says that a backup took the place of the database and later events must still be applied again."""
        return self.root / "restore.json"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes."""
        return self.root / "library.lock"

    def original(self, sha256: str, extension: str) -> Path:
        """The path of an original, for instance ``originals/ab/cdef….jpg``."""
        return self.originals / sha256[:2] / f"{sha256[2:]}.{extension}"

    def preview(self, sha256: str, recipe: str, size: int) -> Path:
        """The path of a preview of a given recipe version and long side."""
        return self.previews / sha256[:2] / f"{sha256[2:]}-{recipe}-{size}.jpg"

    def evidence_file(self, sha256: str, extension: str) -> Path:
        """The path of a proof file."""
        return self.evidence / sha256[:2] / f"{sha256[2:]}.{extension or 'bin'}"

    @property
    def parts(self) -> tuple[Path, ...]:
        """The folders inside."""
        return (self.originals, self.evidence, self.previews, self.journal, self.backups, self.incoming)

    def is_ours(self) -> bool:
        """Whether the folder is empty or holds nothing but what a library holds."""
        if self.database.exists():
            return True
        ours = {part.name for part in self.parts} | {self.lock.name, self.head.name, ".DS_Store", "desktop.ini"}
        return all(entry.name in ours for entry in self.root.iterdir())

    def settle(self) -> None:
        """Clear what an interrupted run left behind; only for whoever holds the write lock."""
        if self.incoming.is_symlink():
            self.incoming.unlink()  # what lies behind a link is not ours to clear
        for part in self.parts:
            part.mkdir(exist_ok=True)
        for leftover in self.incoming.iterdir():
            if leftover.is_dir() and not leftover.is_symlink():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    leftover.unlink()
