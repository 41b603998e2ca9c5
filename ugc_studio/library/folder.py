"""Where things are inside a library folder."""

from __future__ import annotations

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
