"""Relations between assets: which pictures show the same, and what a person said about it.

The kinds and their directions are those of ``dedupe.md``: ``from`` is the copy, the crop or the photo in a collage,
``to`` the original or the collage. Only ``exact`` and ``same`` make groups; a person's verdict on a pair names the
pictures by SHA-256, so that it survives new fingerprints, a new import and a new way of comparing.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, NewType

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.fingerprints import Pose

RelationId = NewType("RelationId", int)
Region = tuple[float, float, float, float]
"""x, y, width, height as fractions 0–1 of the upright ``to`` picture."""


class RelationKind(enum.StrEnum):
    """How two pictures hang together."""

    EXACT = "exact"
    """Different bytes, the same pixels."""
    SAME = "same"
    """Whole picture against whole picture, also mirrored, turned, filtered or saved again."""
    DERIVED = "derived"
    """A crop, a screenshot, a border, an overlay."""
    CONTAINED = "contained"
    """The photo is in the collage."""
    SAME_SCENE = "same_scene"
    """Another photo of the same moment or place."""


GROUPING = frozenset({RelationKind.EXACT, RelationKind.SAME})
"""The kinds that put pictures into one group."""
DIRECTED = frozenset({RelationKind.DERIVED, RelationKind.CONTAINED})
"""The kinds for which a person says which picture is the copy."""


class RelationState(enum.StrEnum):
    """What has been decided about a relation."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class PairVerdict(enum.StrEnum):
    """What a person said about two pictures, once and for all."""

    MUST_LINK = "must_link"
    CANNOT_LINK = "cannot_link"


class PairStatement(NamedTuple):
    """A person's verdict on a pair, the kind that was stated, and for a directed kind the SHA-256 of the copy."""

    verdict: PairVerdict
    kind: RelationKind | None = None
    copy: str | None = None


PERSON = "person"
"""The source of a relation that a person stated."""
EXACT_PIXELS_RULE = "rule:exact-pixels"
"""The explicit rule that equal decoded pixels are the same picture: it needs nobody's confirmation."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation as an engine or a rule found it, not yet stored."""

    from_asset: AssetId
    to_asset: AssetId
    kind: RelationKind
    detail: str
    confidence: float
    source: str
    region: Region | None = None
    state: RelationState = RelationState.PROPOSED


@dataclass(frozen=True, slots=True)
class Relation:
    """A stored relation."""

    id: RelationId
    from_asset: AssetId
    to_asset: AssetId
    kind: RelationKind
    detail: str
    confidence: float
    region: Region | None
    state: RelationState
    source: str
    decided_at: str | None = None

    @property
    def groups(self) -> bool:
        """Whether it puts its two pictures into one group."""
        return self.kind in GROUPING and self.state is not RelationState.REJECTED


@dataclass(frozen=True, slots=True)
class Picture:
    """What decides the direction and the detail of a relation: the same whatever came first into the library."""

    id: AssetId
    sha256: str
    width: int
    height: int
    bytes: int
    duration_ms: int | None = None
    """Set for a video alone."""
    tombstone: bool = False

    @property
    def rank(self) -> tuple[int, int, str]:
        """Smaller is closer to the original: more pixels, then more bytes, then the smaller hash."""
        return (-self.width * self.height, -self.bytes, self.sha256)


def copy_and_original(first: Picture, second: Picture) -> tuple[Picture, Picture]:
    """Order two alike pictures: the lesser one (``from``), then the likelier original (``to``)."""
    return (second, first) if first.rank < second.rank else (first, second)


_POSE_DETAILS: Mapping[Pose, str] = {
    Pose.ROTATED_90: "rotated",
    Pose.ROTATED_180: "rotated",
    Pose.ROTATED_270: "rotated",
    Pose.MIRRORED: "mirror",
    Pose.FLIPPED: "mirror",
    Pose.TRANSPOSED: "mirror",
    Pose.TRANSVERSED: "mirror",
}


def same_detail(copy: Picture, original: Picture, pose: Pose) -> str:
    """What happened to a copy of the whole picture: ``mirror``, ``rotated``, ``resized`` or ``re-encoded``."""
    if pose in _POSE_DETAILS:
        return _POSE_DETAILS[pose]
    return "re-encoded" if (copy.width, copy.height) == (original.width, original.height) else "resized"


def pair_of(first_sha256: str, second_sha256: str) -> tuple[str, str]:
    """The key of a verdict: the two hashes in order."""
    return (first_sha256, second_sha256) if first_sha256 < second_sha256 else (second_sha256, first_sha256)
