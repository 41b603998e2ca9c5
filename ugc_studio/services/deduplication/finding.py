"""Brings the graph of alike pictures and its groups up to date, in steps that can be stopped and continued."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import _
from ugc_studio.domain.relations import (
    EXACT_PIXELS_RULE,
    Picture,
    Proposal,
    RelationKind,
    RelationState,
    copy_and_original,
    same_detail,
)
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.fingerprints import FingerprintRows
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication.engine import Finding, SimilarityEngine

CHUNK = 20_000
"""Pictures compared and stored together: what a stop can lose."""
ENGINE_SOURCE = "engine:"
_SAME_LENGTH_MS = 500


@dataclass(frozen=True, slots=True)
class FindReport:
    """What a search for duplicates looked at and what there is now."""

    assets: int
    """Pictures compared by this run."""
    clusters: int
    """Groups in the library."""
    pairs: int
    """Relations in the library, without rejected ones."""
    seconds: float


class Finder:
    """Compares what has not been compared yet with everything, and stores relations and groups.

    Each chunk is one transaction: its relations, its groups and the note that it was compared. Killed in between, the
    next run does the rest and ends with the same graph.
    """

    def __init__(
        self, library: Library, engine: SimilarityEngine, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._library = library
        self._engine = engine
        self._monotonic = monotonic

    def run(self, context: JobContext) -> FindReport:
        """Compare everything that waits."""
        began = self._monotonic()
        context.stage(_("Reading fingerprints"))
        with self._library.read() as session:
            waiting = session.fingerprints.waiting(self._engine.name)
            known = session.fingerprints.compared(self._engine.name) if waiting else FingerprintRows()
            outdated = session.relations.has_other_proposals(self._source)
        if outdated:
            self._library.write(self._forget_older_engines)
        for start in range(0, len(waiting), CHUNK):
            context.check()
            chunk = waiting[start : start + CHUNK]
            with self._library.read() as session:
                new = session.fingerprints.rows(chunk)
            findings = self._engine.compare(new, known, context) if len(new) else []
            context.stage(_("Grouping photos that look the same"))
            self._library.write(lambda s, ids=chunk, found=findings: self._store(s, ids, found))  # type: ignore[misc]  # defaults bind the chunk
            known.extend(new)
        with self._library.read() as session:
            clusters, pairs = session.clusters.count(), session.relations.count()
        return FindReport(len(waiting), clusters, pairs, round(self._monotonic() - began, 3))

    @property
    def _source(self) -> str:
        return ENGINE_SOURCE + self._engine.name

    def _forget_older_engines(self, session: Session) -> None:
        session.clusters.refresh(session.relations.remove_other_proposals(self._source))

    def _store(self, session: Session, ids: Sequence[AssetId], findings: Iterable[Finding]) -> None:
        equal = session.relations.equal_pixels(ids)
        found = list(findings)
        pictures = session.relations.pictures(
            {asset for pair in equal for asset in pair} | {a for f in found for a in (f.first, f.second)}
        )
        exact = [proposal_of_equal(pictures[a], pictures[b]) for a, b in equal]
        settled = {frozenset(pair) for pair in equal}
        others = [
            proposal_of_finding(pictures[f.first], pictures[f.second], f, self._source)
            for f in found
            if f.first in pictures and f.second in pictures and frozenset((f.first, f.second)) not in settled
        ]
        stated = session.relations.stated_links(ids)
        stored = session.relations.propose([*stated, *exact, *others])
        session.fingerprints.mark_compared(session.relations.pictures(ids), self._engine.name)
        session.clusters.refresh({asset for p in stored for asset in (p.from_asset, p.to_asset)})


def proposal_of_equal(first: Picture, second: Picture) -> Proposal:
    """Equal decoded pixels: an explicit rule confirms them, nobody needs to look."""
    copy, original = copy_and_original(first, second)
    return Proposal(
        copy.id, original.id, RelationKind.EXACT, "same pixels", 1.0, EXACT_PIXELS_RULE, state=RelationState.CONFIRMED
    )


def proposal_of_finding(first: Picture, second: Picture, finding: Finding, source: str) -> Proposal:
    """Give a finding its direction and say in a word what happened to the copy."""
    copy, original = copy_and_original(first, second)
    kind, detail = finding.kind, "overlay"
    if first.duration_ms is not None or second.duration_ms is not None:
        return _of_videos(first, second, finding, source)
    if kind is RelationKind.SAME:
        detail = same_detail(copy, original, finding.pose)
    return Proposal(copy.id, original.id, kind, detail, finding.confidence, source)


def _of_videos(first: Picture, second: Picture, finding: Finding, source: str) -> Proposal:
    """A still that shows a video's poster frame comes from it; of two videos one frame says little unless as long."""
    if first.duration_ms is not None and second.duration_ms is not None:
        copy, original = copy_and_original(first, second)
        same = finding.kind is RelationKind.SAME and abs(first.duration_ms - second.duration_ms) <= _SAME_LENGTH_MS
        kind = RelationKind.SAME if same else RelationKind.DERIVED
        detail = same_detail(copy, original, finding.pose) if same else "excerpt"
        return Proposal(copy.id, original.id, kind, detail, finding.confidence, source)
    still, video = (first, second) if first.duration_ms is None else (second, first)
    return Proposal(still.id, video.id, RelationKind.DERIVED, "frame", finding.confidence, source)

