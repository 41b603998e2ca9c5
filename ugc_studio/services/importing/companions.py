"""Keeps the files that belong to a photo: copied whole, hashed, stored beside the originals."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.domain.imports import printable_path
from ugc_studio.importers.base import Companion
from ugc_studio.library.library import Library
from ugc_studio.library.originals import Staged

MAX_BYTES = 4_000_000_000
_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class StagedCompanion:
    """A companion that waits for its place."""

    role: str
    source_path: str
    bytes: int
    staged: Staged


def stage(library: Library, companion: Companion) -> StagedCompanion | None:
    """Copy a companion into the library's incoming folder; nothing when it cannot be read (it is only a companion)."""
    copy = library.folder.incoming / f"companion-{secrets.token_hex(8)}"
    try:
        descriptor = os.open(companion.path, _FLAGS)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            return None
        digest, size = hashlib.sha256(), 0
        with copy.open("xb") as stream:
            for block in _blocks(descriptor):
                digest.update(block)
                stream.write(block)
                size += len(block)
            stream.flush()
            os.fsync(stream.fileno())
    finally:
        os.close(descriptor)
    staged = Staged(copy, digest.hexdigest(), extension_of(companion.path))
    return StagedCompanion(companion.role, printable_path(companion.path), size, staged)


def extension_of(path: Path) -> str:
    """A harmless ending for a stored companion."""
    ending = path.suffix.lstrip(".").lower()
    return ending if ending.isascii() and ending.isalnum() and len(ending) <= 10 else "bin"


def size_of(companion: Companion) -> int:
    """The size of a companion in bytes, -1 when it is not there."""
    try:
        return companion.path.lstat().st_size
    except OSError:
        return -1


def _blocks(descriptor: int) -> Iterator[bytes]:
    total = 0
    while (block := os.read(descriptor, _CHUNK)) and total <= MAX_BYTES:
        total += len(block)
        yield block
