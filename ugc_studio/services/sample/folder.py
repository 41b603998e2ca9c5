"""The folder of a demo: made anew each time, and nothing in it that somebody changed is ever deleted."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from pathlib import Path

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.library.clock import utc_now
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.lock import LibraryLock
from ugc_studio.library.originals import sync_folder, whole_file

MARK = ".ugc-studio-demo.json"
LIBRARY = "library"
FLEETING = ("library.db-wal", "library.db-shm", "library.lock")
"""Files that only looking at a library changes."""


class DemoFolder:
    """A folder that holds one demo: a library, exports, and a mark that lists every file as the demo left it."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.kept: Path | None = None
        """Where an earlier demo went that somebody had worked with."""

    @property
    def library(self) -> Path:
        """The sample library."""
        return self.root / LIBRARY

    @property
    def papers(self) -> Path:
        """The specimens of signed papers, as they came before they were copied into the library."""
        return self.root / "papers"

    def begin(self) -> None:
        """Make the folder empty and ours. An unchanged demo is replaced; a changed one is moved aside.

        Raises:
            UsageError: the folder holds something and was not made by the demo.
            LibraryLocked: another program works with the library of the earlier demo.
        """
        if self.root.is_symlink() or (self.root.exists() and not self.root.is_dir()):
            raise UsageError(_("{folder} is not a folder. Choose another one: --out", folder=str(self.root)))
        if self.root.exists() and any(self.root.iterdir()):
            if not (self.root / MARK).is_file():
                raise UsageError(
                    _("{folder} holds other files. Choose another folder for the demo: --out", folder=str(self.root))
                )
            self._clear()
        self.papers.mkdir(parents=True, exist_ok=True)
        self._mark({})

    def finish(self) -> None:
        """Note every file as it is now, so that a later demo knows what may go. Call it after the library is closed."""
        self._mark(self._listing())

    def place(self, name: str) -> Path:
        """A place in the folder for one product."""
        return self.root / name

    def _clear(self) -> None:
        if self.library.is_dir():
            LibraryLock.acquire(LibraryFolder(self.library).lock, now=utc_now()).release()
        if self._listing() == self._marked():
            shutil.rmtree(self.root)
            return
        number = 1
        while (aside := self.root.with_name(f"{self.root.name}-kept-{number}")).exists():
            number += 1
        self.root.rename(aside)
        sync_folder(aside.parent)
        self.kept = aside

    def _marked(self) -> dict[str, str] | None:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            files = json.loads((self.root / MARK).read_text(encoding="utf-8"))["files"]
            return {str(name): str(digest) for name, digest in files.items()}
        return None

    def _mark(self, files: dict[str, str]) -> None:
        with whole_file(self.root / MARK) as stream:
            stream.write(json.dumps({"demo": 1, "files": files}, indent=1, sort_keys=True).encode("utf-8"))

    def _listing(self) -> dict[str, str]:
        found = {}
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if name != MARK and path.name not in FLEETING:
                found[name] = _digest(path)
        return found


def _digest(path: Path) -> str:
    """What tells whether a path was changed; a link or a folder counts as itself."""
    if path.is_symlink():
        return f"link {path.readlink()}"
    if not path.is_file():
        return "folder"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
