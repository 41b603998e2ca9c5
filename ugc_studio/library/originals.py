"""Untouched bytes by content hash, and the previews made from them.

A staged file is flushed by whoever wrote it, renamed into its place here, and its folder is flushed before a row names
it: a row never points at bytes that a power cut could take away. Doing it again after a kill finds the file in place.
"""

from __future__ import annotations

import contextlib
import enum
import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ugc_studio.domain.errors import DiskFull, LibraryError, UsageError
from ugc_studio.domain.media import STORED_ENDINGS
from ugc_studio.domain.messages import _
from ugc_studio.library.folder import LibraryFolder

CHUNK = 1 << 20
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"


class FileState(enum.StrEnum):
    """What a stored file is like when it is looked at."""

    INTACT = "intact"
    MISSING = "missing"
    CHANGED = "changed"
    """The bytes are not those that were stored: a damaged disk, or someone edited the file."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A flushed copy under ``incoming/`` that waits for its place."""

    path: Path
    sha256: str
    extension: str


def extension_of(media_format: str) -> str:
    """The ending, without a dot, under which bytes of a format are stored."""
    return STORED_ENDINGS.get(media_format, media_format)


def sync_folder(folder: Path) -> None:
    """Make renames inside a folder survive a power cut; a file system that cannot is not an error."""
    if os.name == "nt":
        return  # Windows has no handle for a folder; NTFS journals the rename itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """Write a file beside its place, flush it, and rename it: the place holds all of it or what was there before."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        with half.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(target)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


@contextlib.contextmanager
def plain_file_errors() -> Iterator[None]:
    """Turn the system's words for a full or failing disk into ours."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(_("The disk is full. Nothing was lost; free some space and try again.")) from error
        raise LibraryError(
            _("The library folder cannot be read or written just now. Nothing was lost.")
        ) from error


def hash_file(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _checked(sha256: str) -> str:
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise UsageError(_("This is not a SHA-256: {value}", value=sha256))
    return sha256


def _ending(extension: str) -> str:
    ending = extension.lstrip(".").lower() or "bin"
    if not ending.isascii() or not ending.isalnum() or len(ending) > 10:
        raise UsageError(_("This is not a file ending: {value}", value=extension))
    return ending


class OriginalStore:
    """``originals/``: files come in by rename and are never written again."""

    def __init__(self, folder: LibraryFolder) -> None:
        self._folder = folder

    def path(self, sha256: str, media_format: str) -> Path:
        """Where the original of an asset of this format lies, whether or not it is there."""
        return self._folder.original(_checked(sha256), extension_of(media_format))

    def find(self, sha256: str) -> Path | None:
        """The stored original whatever its ending, or None."""
        shard = self._folder.originals / _checked(sha256)[:2]
        return next(iter(sorted(shard.glob(f"{sha256[2:]}.*"))), None)

    def adopt(self, staged: Path, *, sha256: str, extension: str) -> Path:
        """Rename one staged file into its place and flush the folder; returns the place."""
        return self.adopt_many([Staged(staged, sha256, extension)])[0]

    def adopt_many(self, staged: Iterable[Staged]) -> list[Path]:
        """Rename staged files into their places; each folder is flushed once.

        A place that already holds the same bytes keeps them, and the staged copy goes. Doing it again after a kill is
        harmless: what was renamed already is found in place.
        """
        places: list[Path] = []
        dirty: set[Path] = set()
        with plain_file_errors():
            for item in staged:
                place = self._folder.original(_checked(item.sha256), _ending(item.extension))
                if self._place(item, place, dirty):
                    dirty.add(place.parent)
                places.append(place)
            for folder in sorted(dirty):
                sync_folder(folder)
        return places

    def verify(self, sha256: str, media_format: str, *, size: int | None = None, deep: bool = True) -> FileState:
        """Look at one original: is it there, has it the right size, and (``deep``) the right bytes?"""
        return verify_file(self.path(sha256, media_format), sha256, size=size, deep=deep)

    def remove(self, sha256: str, media_format: str) -> None:
        """Delete the bytes of an asset (empty trash, erasure, retention purge); missing already is fine."""
        with plain_file_errors():
            place = self.path(sha256, media_format)
            place.unlink(missing_ok=True)
            if place.parent.is_dir():
                sync_folder(place.parent)

    def files(self) -> Iterator[Path]:
        """Every stored file, in order of name."""
        yield from _stored(self._folder.originals)

    def _place(self, item: Staged, place: Path, dirty: set[Path]) -> bool:
        """Move one file; False when the place already held the same bytes."""
        if not item.path.exists() and place.exists():
            return False
        if place.exists():
            if place.stat().st_size == item.path.stat().st_size and hash_file(place) == item.sha256:
                item.path.unlink()
                return False
        elif not place.parent.is_dir():
            place.parent.mkdir(parents=True, exist_ok=True)
            dirty.add(place.parent.parent)
        try:
            item.path.replace(place)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _copy_across(item.path, place)
        return True


class PreviewStore:
    """``previews/``: our own re-encoded pictures, keyed by original, recipe and long side; safe to delete."""

    def __init__(self, folder: LibraryFolder) -> None:
        self._folder = folder

    def put(self, sha256: str, *, recipe: str, size: int, data: bytes) -> Path:
        """Keep a preview; it appears whole or not at all, without the cost of a flush (it can be made again)."""
        place = self._folder.preview(_checked(sha256), recipe, size)
        with plain_file_errors():
            half = place.with_name(f".{place.name}.{os.getpid()}.half")
            try:
                half.write_bytes(data)
            except FileNotFoundError:  # the first preview of its folder; asking before each one would cost more
                place.parent.mkdir(parents=True, exist_ok=True)
                half.write_bytes(data)
            half.replace(place)
        return place

    def get(self, sha256: str, *, recipe: str, size: int) -> Path | None:
        """The preview's file, or None when it must be made."""
        place = self._folder.preview(_checked(sha256), recipe, size)
        return place if place.is_file() else None

    def used(self, place: Path) -> None:
        """Remember that a preview was looked at: :meth:`trim` keeps what was used last."""
        with contextlib.suppress(OSError):  # a library that cannot be written
            os.utime(place)

    def trim(self, recipe: str, *, most_bytes: int) -> int:
        """Delete the previews of a recipe that were used longest ago until the rest fits; returns how many."""
        found = [
            (status.st_mtime, status.st_size, place)
            for place in _stored(self._folder.previews)
            if f"-{recipe}-" in place.name and (status := _status(place)) is not None
        ]
        total, removed = sum(size for _used, size, _place in found), 0
        for _used, size, place in sorted(found):
            if total <= most_bytes:
                break
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)
                removed += 1
            total -= size
        return removed

    def remove(self, sha256: str) -> int:
        """Delete every preview of an asset; returns how many there were."""
        shard = self._folder.previews / _checked(sha256)[:2]
        found = list(shard.glob(f"*{sha256[2:]}-*"))
        for file in found:
            file.unlink(missing_ok=True)
        return len(found)


def verify_file(place: Path, sha256: str, *, size: int | None = None, deep: bool = True) -> FileState:
    """Compare a stored file with what is known about it; ``deep`` reads it all."""
    try:
        status = place.lstat()
        if size is not None and status.st_size != size:
            return FileState.CHANGED
        if deep and hash_file(place) != sha256:
            return FileState.CHANGED
    except FileNotFoundError:
        return FileState.MISSING
    except OSError:
        return FileState.CHANGED
    return FileState.INTACT


def is_whole_preview(place: Path) -> bool:
    """Whether a preview looks like a JPEG that was written to its end: decoders fill up one that is cut off in grey."""
    try:
        with place.open("rb") as file:
            start = file.read(len(JPEG_START))
            file.seek(-len(JPEG_END), os.SEEK_END)
            return start == JPEG_START and file.read() == JPEG_END
    except OSError:
        return False


def _status(place: Path) -> os.stat_result | None:
    try:
        return place.stat()
    except OSError:  # another process has just removed it
        return None


def _stored(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        return
    for shard in sorted(root.iterdir()):
        if shard.is_dir() and not shard.is_symlink():
            yield from sorted(shard.iterdir())
        else:
            yield shard


def _copy_across(source: Path, place: Path) -> None:
    with source.open("rb") as reader, whole_file(place) as writer:
        while chunk := reader.read(CHUNK):
            writer.write(chunk)
    source.unlink()
