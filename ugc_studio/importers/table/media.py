"""Finds the files that a table names: below its folder, never outside, never through a link."""

from __future__ import annotations

import enum
import itertools
import ntpath
import posixpath
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from ugc_studio.domain.imports import ImportCode, same_name
from ugc_studio.importers.folder import every_file

MAX_INDEXED = 300_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file, or why there is none."""

    path: Path | None = None
    code: ImportCode | None = None


class Link(enum.Enum):
    """What stands at a relative path."""

    NO = enum.auto()
    YES = enum.auto()
    MISSING = enum.auto()


class MediaFinder:
    """Resolves references relative to a folder; a name that is not there is looked for below it, if it is unique."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: dict[str, list[str]] | None = None

    def find(self, reference: str) -> Found:
        """The file that a reference means."""
        outside = False
        for text in dict.fromkeys((reference, reference.replace("\\", "/"), unquote(reference).replace("\\", "/"))):
            relative = _inside(text)
            if relative is None:
                outside = True
                continue
            state = self._look(relative)
            if state is Link.YES:
                return Found(code=ImportCode.OUTSIDE_SOURCE)
            if state is Link.NO:
                return Found(self._folder / relative)
        if outside:
            return Found(code=ImportCode.OUTSIDE_SOURCE)
        return self._by_name(reference)

    def _look(self, relative: str) -> Link:
        """Walk down one part at a time, so that no link on the way is followed."""
        path = self._folder
        parts = relative.split("/")
        for at, part in enumerate(parts):
            path = path / part
            try:
                mode = path.lstat().st_mode
            except (OSError, ValueError):
                return Link.MISSING
            if stat.S_ISLNK(mode):
                return Link.YES
            if (at < len(parts) - 1) != stat.S_ISDIR(mode):
                return Link.MISSING
        return Link.NO

    def _by_name(self, reference: str) -> Found:
        name = same_name(posixpath.basename(unquote(reference).replace("\\", "/").rstrip("/")))
        paths = self._names().get(name, []) if name else []
        if len(paths) == 1:
            return Found(Path(paths[0]))
        return Found(code=ImportCode.AMBIGUOUS_FILE if paths else ImportCode.MISSING_FILE)

    def _names(self) -> dict[str, list[str]]:
        if self._index is None:
            self._index = {}
            for entry in itertools.islice(every_file(self._folder), MAX_INDEXED):
                if not entry.is_symlink():
                    self._index.setdefault(same_name(entry.name), []).append(entry.path)
        return self._index


def _inside(text: str) -> str | None:
    """A reference as a clean relative path with ``/``; nothing when it leads out or is absolute."""
    if not text or "\0" in text or text.startswith(("/", "\\", "~")) or ntpath.splitdrive(text)[0] or "://" in text:
        return None
    relative = posixpath.normpath(text)
    return None if relative in (".", "..") or relative.startswith("../") else relative
