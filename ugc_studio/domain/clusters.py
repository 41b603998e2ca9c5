"""Groups of pictures that are the same: how relations make them, and which picture should stand for a group."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NewType

from ugc_studio.domain.assets import AssetId

ClusterId = NewType("ClusterId", int)

LARGE_GROUP = 50
"""A group with more pictures than this is looked at by a person before anything is done to it as a whole."""


class ClusterState(enum.StrEnum):
    """What has been decided about a group."""

    OPEN = "open"
    MERGED = "merged"
    """A stack: the representative shows, the others are hidden."""
    SETTLED = "settled"
    """A person chose to keep all of them side by side."""


@dataclass(frozen=True, slots=True)
class Member:
    """One picture of a group, with what decides who stands for it."""

    asset: AssetId
    sha256: str
    width: int
    height: int
    date: str | None
    """The earliest known date of posting or taking."""
    stacked_under: AssetId | None = None
    bytes: int = 0
    present: bool = True
    """Whether it is here; one in the trash stays in its group, and nobody is asked about it."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of the same picture."""

    id: ClusterId
    representative: AssetId
    state: ClusterState
    members: tuple[Member, ...]
    several_authors: bool = False
    """More than one person is named as author: who posted first is a proposal, and the claim is contested."""

    @property
    def large(self) -> bool:
        """Whether the group must be inspected before it is merged as a whole."""
        return len(self.members) > LARGE_GROUP


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation that may put two pictures into one group; stronger edges are followed first."""

    first: str
    second: str
    """SHA-256 of the two pictures."""
    strength: float
    """Confidence 0–1, plus 1 for what a person or an explicit rule confirmed."""


def group(edges: Iterable[Edge], cannot_link: Collection[tuple[str, str]]) -> list[frozenset[str]]:
    """Union-find over the edges that never brings together two pictures a person held apart.

    The strongest edges come first and ties are broken by the hashes, so the answer depends on the edges and verdicts
    alone, not on the order in which pictures arrived. ``cannot_link`` holds pairs in the order of
    :func:`ugc_studio.domain.relations.pair_of`. Groups of one are left out.
    """
    parent: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    enemies: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in cannot_link:
        enemies[first].add(second)
        enemies[second].add(first)

    def root(node: str) -> str:
        if node not in parent:
            parent[node], members[node] = node, {node}
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for edge in sorted(edges, key=lambda e: (-e.strength, min(e.first, e.second), max(e.first, e.second))):
        small, large = sorted((root(edge.first), root(edge.second)), key=lambda node: len(members[node]))
        if small == large or any(enemies[node] & members[large] for node in members[small] if node in enemies):
            continue
        parent[small] = large
        members[large] |= members.pop(small)
    return [frozenset(found) for found in members.values() if len(found) > 1]


def suggested_representative(members: Collection[Member]) -> AssetId:
    """The largest picture, then the one posted or taken first, then the larger file, then the smaller hash.

    One in the trash stands for nobody while another is here.
    """
    return min(members, key=lambda m: (not m.present, -m.width * m.height, m.date or "9999", -m.bytes, m.sha256)).asset
