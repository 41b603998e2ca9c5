"""What the place for duplicates shows: groups and pairs by key, and everything that helps to choose."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ugc_studio.domain.assets import Asset, AssetId
from ugc_studio.domain.clusters import Cluster
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.galleries import GalleryId
from ugc_studio.domain.messages import Text
from ugc_studio.domain.relations import Relation


class Tab(enum.StrEnum):
    """The queues."""

    NEAR = "near"
    SCENE = "scene"
    RESOLVED = "resolved"


class GroupKind(enum.StrEnum):
    """A group of the same picture, or a pair of which one was made from the other or shows the same scene."""

    CLUSTER = "cluster"
    PAIR = "pair"


class GroupKey(NamedTuple):
    """Names one thing to decide about."""

    kind: GroupKind
    id: int


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """Numbers for the tabs and buttons."""

    near: int
    scene: int
    resolved: int
    exact_groups: int
    exact_copies: int
    """Copies that one button stacks."""
    freeable_bytes: int
    """What all copies take that stand for no group; freed only by the trash."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of the queue; ``head`` is the photo to show for it."""

    key: GroupKey
    head: AssetId
    assets: tuple[AssetId, ...]
    several_authors: bool = False


class Fact(enum.StrEnum):
    """What columns compare; a tick stands where one photo is better than another."""

    PIXELS = "pixels"
    BYTES = "bytes"
    POSTED = "posted"
    GALLERIES = "galleries"
    CONSENT = "consent"
    RATING = "rating"
    TAGS = "tags"
    SHARPNESS = "sharpness"


class GalleryRef(NamedTuple):
    """A gallery that holds a photo."""

    id: GalleryId
    name: str


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One column: a photo of a group with all that is known about it."""

    letter: str
    asset: Asset
    name: str
    source_path: str
    importer: str
    platform: str | None
    creator: str | None
    posted_at: str | None
    caption: str | None
    galleries: tuple[GalleryRef, ...]
    consent: Mapping[int, ConsentState]
    """By the row id of the brand."""
    tags: tuple[str, ...]
    sharpness: float | None
    stacked_under: AssetId | None
    reason: Text
    """One sentence: why it is suggested, or what it is to the suggested one."""
    best: frozenset[Fact] = frozenset()

    @property
    def pixels(self) -> int:
        """Width times height."""
        return self.asset.width * self.asset.height


@dataclass(frozen=True, slots=True)
class Group:
    """One thing to decide about, opened."""

    key: GroupKey
    members: tuple[GroupMember, ...]
    suggested: AssetId
    several_authors: bool
    large: bool
    settled: bool
    freeable_bytes: int
    warning: Text | None = None
    cluster: Cluster | None = None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class ProofNote:
    """What becomes of what somebody said about a photo that is going to be hidden."""

    asset: AssetId
    text: Text
    counts: bool
    """Whether it permits anything for the kept photo, once "same work" is stated."""


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What the kept photo would inherit; nothing has changed yet."""

    keep: AssetId
    hidden: tuple[AssetId, ...]
    tags: tuple[str, ...]
    rating: int | None
    """The higher rating, where it changes."""
    galleries: tuple[GalleryRef, ...]
    """Where it takes a place that only a copy had."""
    captions: int
    """Places where it takes over a caption or description that it lacked."""
    proofs: tuple[ProofNote, ...]
    same_work: tuple[AssetId, ...]
    """For whom "the same work" can be stated with the merge; empty when the author is not confirmed for all."""
    several_authors: bool
    freeable_bytes: int
    lines: tuple[Text, ...] = field(default=())
    """All of it as sentences."""
