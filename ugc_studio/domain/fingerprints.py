"""Fingerprints: what a picture looks like, in 256 bits for each of its eight mirrored and turned poses."""

from __future__ import annotations

import enum
from dataclasses import dataclass

RECIPE_NAME = "phash256"
"""imagehash's ``phash(hash_size=16)`` of the picture that :mod:`ugc_studio.media.fingerprint` describes."""
RECIPE_VERSION = 1
"""Raised whenever the same file could give other bits: decoder scale, colour conversion, reduction or transform."""
RECIPE = f"{RECIPE_NAME}/{RECIPE_VERSION}"
"""Both as they are stored: fingerprints of another recipe are not compared."""

HASH_BYTES = 32
POSES = 8
QUALITY_FLOOR = 20
"""Below this quality a picture is so plain that a distance means nothing: only equal pixels link it."""


class Pose(enum.IntEnum):
    """The dihedral poses, in the order in which their hashes are stored."""

    UPRIGHT = 0
    ROTATED_90 = 1
    """Turned by 90° clockwise."""
    ROTATED_180 = 2
    ROTATED_270 = 3
    """Turned by 90° counter-clockwise."""
    MIRRORED = 4
    """Left and right exchanged."""
    FLIPPED = 5
    """Top and bottom exchanged."""
    TRANSPOSED = 6
    """Mirrored at the main diagonal."""
    TRANSVERSED = 7
    """Mirrored at the other diagonal."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The eight hashes of one picture with the recipe that made them.

    ``hashes`` are 8 × 32 bytes in the order of :class:`Pose`; each hash is 16 × 16 bits, row by row, most significant
    bit first, so its hexadecimal form is the text that ``imagehash`` prints.
    """

    hashes: bytes
    quality: int
    """0 (one plain colour) to 100 (rich in edges)."""
    recipe: str = RECIPE_NAME
    version: int = RECIPE_VERSION

    def __post_init__(self) -> None:
        if len(self.hashes) != HASH_BYTES * POSES:
            raise ValueError(f"a fingerprint holds {HASH_BYTES * POSES} bytes, not {len(self.hashes)}")
        if not 0 <= self.quality <= 100:
            raise ValueError(f"quality is 0 to 100, not {self.quality}")

    @property
    def made_by(self) -> str:
        """Recipe and version as they are stored; see :data:`RECIPE`."""
        return f"{self.recipe}/{self.version}"

    @property
    def upright(self) -> bytes:
        """The 32 bytes of the picture as it is."""
        return self.hashes[:HASH_BYTES]

    @property
    def usable(self) -> bool:
        """Whether the picture holds enough structure for a distance to mean something."""
        return self.quality >= QUALITY_FLOOR

    def pose(self, pose: Pose) -> bytes:
        """The 32 bytes of one pose."""
        return self.hashes[pose * HASH_BYTES : (pose + 1) * HASH_BYTES]


def distance(first: bytes, second: bytes) -> int:
    """The number of bits, 0 to 256, in which two hashes differ."""
    return (int.from_bytes(first) ^ int.from_bytes(second)).bit_count()


def nearest_pose(first: Fingerprint, second: Fingerprint) -> tuple[int, Pose]:
    """The smallest distance between ``first`` as it is and any pose of ``second``, with that pose."""
    return min((distance(first.upright, second.pose(pose)), pose) for pose in Pose)
