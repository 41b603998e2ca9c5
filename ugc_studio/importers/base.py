"""What an importer is: it recognises a source and streams what it finds there, in bounded memory.

Importers only look and name. They never decode, copy or fetch: bytes are opened by the decoding workers.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol

from ugc_studio.domain.imports import LeftOut, Note, printable_path
from ugc_studio.domain.messages import Text
from ugc_studio.domain.posts import CreatorDraft, PostDraft


@dataclass(frozen=True, slots=True)
class Probe:
    """How sure an importer is that a source is its own (0 not at all, 100 certain), and why."""

    score: int
    why: Text


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that belongs to a photo (a sidecar, the film of a Live Photo) or to the import itself (a table)."""

    path: Path
    role: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One file that may become an asset."""

    path: Path
    expected: bool = True
    """Whether its name promises a picture; if not, being something else is no problem but a skipped item."""
    size: int | None = None
    companions: tuple[Companion, ...] = ()
    post_key: str | None = None
    position: int = 0
    creator: CreatorDraft | None = None
    """Who its row names; rows of one post may name several people."""
    tags: tuple[str, ...] = ()
    """Words of its post that the asset is tagged with."""

    @property
    def name(self) -> str:
        """The path as it is stored and shown."""
        return printable_path(self.path)


@dataclass(frozen=True, slots=True)
class PostRecord:
    """One post; its local pictures follow as candidates that name its key."""

    post: PostDraft


Finding = Candidate | PostRecord | Companion | LeftOut | Note


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source as the user named it: a folder or a file."""

    path: Path
    is_folder: bool

    @classmethod
    def of(cls, path: Path) -> SourceView:
        """Look at a path; a folder that the user named through a link is taken, a linked file is not followed.

        Raises OSError when it is not there.
        """
        absolute = path.absolute()
        mode = absolute.lstat().st_mode
        if stat.S_ISLNK(mode) and stat.S_ISDIR(absolute.stat().st_mode):
            return cls(absolute.resolve(strict=True), is_folder=True)
        return cls(Path(_without_dots(absolute)), is_folder=stat.S_ISDIR(mode))

    @property
    def name(self) -> str:
        """The path as it is stored and shown."""
        return printable_path(self.path)

    def head(self, size: int = 4096) -> bytes:
        """The first bytes of an ordinary file; nothing for anything else, which is never opened."""
        try:
            if self.is_folder or not stat.S_ISREG(self.path.lstat().st_mode):
                return b""
            with self.path.open("rb") as stream:
                return stream.read(size)
        except OSError:
            return b""


@dataclass(frozen=True, slots=True)
class ImporterOptions:
    """What the user may decide about reading a source."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """Field name → column header."""
    encoding: str | None = None
    date_order: str | None = None
    """``dmy``, ``mdy`` or ``ymd``."""
    exclude: frozenset[Path] = frozenset()
    """Folders that are never entered (the library itself)."""


class Importer(Protocol):
    """One kind of source."""

    id: ClassVar[str]
    name: ClassVar[Text]
    reads: ClassVar[Text]

    def probe(self, source: SourceView) -> Probe:
        """Judge a source by a cheap look."""

    def estimate(self, source: SourceView) -> int | None:
        """About how many items there are, for the time left; nothing when that would cost too much."""

    def candidates(self, source: SourceView, options: ImporterOptions) -> Iterator[Finding]:
        """Stream what is there; what is wrong with one item is a finding, never an exception."""


def _without_dots(path: Path) -> str:
    import os.path

    return os.path.normpath(path)
