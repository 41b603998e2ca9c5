"""How alike pictures are found: the interface, and the first engine behind it.

An engine compares new pictures with each other and with all known ones and says which pairs show the same. What it
says about a pair must depend on the two pictures alone: then the answer is the same whether pictures came at once or
in batches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.fingerprints import Pose
from ugc_studio.domain.messages import _
from ugc_studio.domain.relations import RelationKind
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.fingerprints import FingerprintRows

if TYPE_CHECKING:
    from ugc_studio.media.similarity import Match
    from ugc_studio.media.verify import TileScore

SURE_DISTANCE = 31
"""Up to here the coarse tile score suffices, and no pair is missed. Among 4,240 measured pictures and 8.9 million
pairs the closest strangers (screenshots of a desktop) stood at 42 bits, receipts at 48; ``dedupe.md`` saw receipts at
40."""
SAME_DISTANCE = 48
DERIVED_DISTANCE = 76
COARSE_SAME = 0.7
FINE_SAME = 0.75
FINE_DERIVED = 0.78
"""Strangers reached 0.74 (screenshots of two plain graphics); half of the text overlays reach 0.80."""
BLIND_DISTANCE = 40
"""For pictures of which only the hashes are left (tombstones): closer than any strangers, on the careful side."""

ReadProxy = Callable[[int], bytes | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Two pictures that are alike: ``first`` in ``pose`` looks like ``second``."""

    first: AssetId
    second: AssetId
    kind: RelationKind
    confidence: float
    """0 to 1: only the order counts."""
    pose: Pose = Pose.UPRIGHT


class SimilarityEngine(Protocol):
    """Finds pictures that show the same."""

    @property
    def name(self) -> str:
        """Name and version; pictures are compared again when it changes."""

    def compare(self, new: FingerprintRows, known: FingerprintRows, context: JobContext) -> list[Finding]:
        """Findings among ``new``, and between ``new`` and ``known``; checks ``context`` often."""


class FingerprintEngine:
    """256-bit hashes propose, tiles of the stored proxies decide."""

    name = "phash256-tiles/1"

    def __init__(self, read_proxy: ReadProxy) -> None:
        self._read_proxy = read_proxy

    def compare(self, new: FingerprintRows, known: FingerprintRows, context: JobContext) -> list[Finding]:
        """Candidates by fingerprint, then a look at each of them."""
        from ugc_studio.media.similarity import SLOTS, Table, matches_between
        from ugc_studio.media.verify import TileCheck

        context.stage(_("Comparing photos"), SLOTS)
        matches = matches_between(
            Table(new.ids, new.hashes), Table(known.ids, known.hashes),
            limit=DERIVED_DISTANCE, check=context.check, advance=context.advance,
        )  # fmt: skip
        context.stage(_("Checking photos that look the same"), len(matches))
        tiles = TileCheck(self._read_proxy)
        findings = []
        for match in _neighbours_together(matches):
            context.check()
            verdict = judge(match.distance, tiles.score(match.first, match.second, match.pose))
            if verdict is not None:
                kind, confidence = verdict
                findings.append(Finding(AssetId(match.first), AssetId(match.second), kind, confidence, match.pose))
            context.advance()
        return findings


def _neighbours_together(matches: Sequence[Match]) -> list[Match]:
    """The matches, those that hang together one after another, so that each picture is read once."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for match in matches:
        parent[root(match.first)] = root(match.second)
    return sorted(matches, key=lambda match: (root(match.first), match.second, match.pose, match.first))


def judge(distance: int, score: TileScore | None) -> tuple[RelationKind, float] | None:
    """What a distance in bits and a look at the tiles say about two pictures, with the confidence; None: nothing."""
    nearness = 1 - distance / 256
    if score is None:
        return (RelationKind.SAME, round(nearness / 2, 3)) if distance <= BLIND_DISTANCE else None
    if distance <= SURE_DISTANCE and max(score.coarse, score.fine) >= COARSE_SAME:
        return RelationKind.SAME, round(nearness * max(score.coarse, score.fine), 3)
    if distance <= SAME_DISTANCE and score.fine >= FINE_SAME:
        return RelationKind.SAME, round(nearness * score.fine, 3)
    if distance <= DERIVED_DISTANCE and score.fine >= FINE_DERIVED:
        return RelationKind.DERIVED, round(nearness * score.fine, 3)
    return None
