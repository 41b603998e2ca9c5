"""Assets: content-addressed photos and videos, and where each copy came from."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NewType

AssetId = NewType("AssetId", int)
Sha256 = NewType("Sha256", str)
"""Lower-case hexadecimal SHA-256 of the untouched bytes."""


class AssetKind(enum.StrEnum):
    """What the bytes hold."""

    PHOTO = "photo"
    VIDEO = "video"


class Flag(enum.StrEnum):
    """Moderation: do *we* want it? Says nothing about rights."""

    UNREVIEWED = "unreviewed"
    PICKED = "picked"
    REJECTED = "rejected"


class AssetState(enum.StrEnum):
    """Whether the bytes are here: trash is a state, a tombstone keeps hashes only."""

    PRESENT = "present"
    TRASHED = "trashed"
    TOMBSTONE = "tombstone"


@dataclass(frozen=True, slots=True)
class Asset:
    """One photo or video of the library, identified by the SHA-256 of its bytes."""

    id: AssetId
    sha256: Sha256
    kind: AssetKind
    format: str
    width: int
    height: int
    bytes: int
    state: AssetState = AssetState.PRESENT
    flag: Flag = Flag.UNREVIEWED
    rating: int = 0
    duration_ms: int | None = None
    taken_at: str | None = None
    colour: int = 0x808080


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where the bytes of an asset were found."""

    source_path: str
    batch_id: int
    post_id: int | None = None
    media_index: int = 0
