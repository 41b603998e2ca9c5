"""A library with made-up pictures, whose likeness is chosen by the tests."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.library.builders import add_asset
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Role
from ugc_studio.domain.fingerprints import HASH_BYTES, POSES, Fingerprint
from ugc_studio.domain.relations import Relation
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication import DeduplicationService, FindReport, FingerprintEngine, LedgerDecisions
from ugc_studio.services.history import HistoryService

STRANGER = 10_000


def hashes_of(seed: int, flips: int = 0) -> bytes:
    """A fingerprint; the same seed with some flips is a copy at that distance at most."""
    rng = random.Random(seed)
    poses = []
    for _ in range(POSES):
        value = int.from_bytes(rng.randbytes(HASH_BYTES))
        for bit in random.Random(f"{seed}/{flips}").sample(range(256), flips):
            value ^= 1 << bit
        poses.append(value.to_bytes(HASH_BYTES))
    return b"".join(poses)


class World:
    """A library whose pictures are fingerprints, with the services that work on it."""

    def __init__(self, root: Path, *, role: Role = Role.EDITOR) -> None:
        self.library = Library.create(root)
        actor = Actor("Anna", role, "actor-1")
        self.history = HistoryService(self.library, actor=actor)
        self.duplicates = DeduplicationService(
            self.library,
            engine=FingerprintEngine(lambda _asset: None),
            history=self.history,
            decisions=LedgerDecisions(actor),
        )

    def add(self, name: str, hashes: bytes | None = None, *, quality: int = 80, **facts: object) -> AssetId:
        def work(session: Session) -> AssetId:
            asset = add_asset(session, name, **facts)  # type: ignore[arg-type]  # a dictionary of mixed values
            if hashes is not None:
                session.fingerprints.add_many([(asset, Fingerprint(hashes, quality))])
            return asset

        return self.library.write(work)

    def find(self) -> FindReport:
        return self.duplicates.find(RecordingContext())

    def graph(self) -> set[tuple[str, str, str, str]]:
        """The relations by hash: from, to, kind, state."""
        with self.library.read() as session:
            relations = session.relations.listed(settled=True)
            pictures = session.relations.pictures({a for r in relations for a in (r.from_asset, r.to_asset)})
        return {
            (pictures[r.from_asset].sha256, pictures[r.to_asset].sha256, r.kind.value, r.state.value)
            for r in relations
        }

    def groups(self) -> set[tuple[str, str, frozenset[str]]]:
        """The groups by hash: representative, state, members."""
        found = set()
        for cluster in self.duplicates.list(settled=True).clusters:
            names = {member.asset: member.sha256 for member in cluster.members}
            found.add((names[cluster.representative], cluster.state.value, frozenset(names.values())))
        return found

    def relation(self, first: AssetId, second: AssetId) -> Relation | None:
        with self.library.read() as session:
            return session.relations.between(first, second)

    def events(self) -> list[tuple[str, tuple[str, ...]]]:
        with self.library.read() as session:
            return [(row.type, row.event().assets) for row in session.ledger.rows()]

    def heads(self, *assets: AssetId) -> list[int | None]:
        with self.library.read() as session:
            found = session.stacks.heads(assets)
        return [found[asset] for asset in assets]

    def cluster_of(self, asset: AssetId) -> int:
        with self.library.read() as session:
            cluster = session.clusters.of_asset(asset)
        assert cluster is not None
        return cluster

    def everything(self) -> list[object]:
        """What a decision may change, for comparing before and after."""
        tables = {
            "assets": "sha256, rating, stacked_under",
            "asset_tags": "*",
            "gallery_items": "gallery_id, asset_id, position, caption, alt_text, crop, origin",
            "relations": "from_asset, to_asset, kind, detail, confidence, state, source, decided_at",
            "pair_verdicts": "first_sha256, second_sha256, verdict, kind",
        }
        with self.library.read() as session:
            rows: list[object] = [
                sorted(session.db.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)  # noqa: S608 - constant names
                for table, columns in tables.items()
            ]
        return [*rows, sorted(self.groups(), key=repr)]


@contextmanager
def world_in(root: Path, *, role: Role = Role.EDITOR) -> Iterator[World]:
    world = World(root / "library", role=role)
    try:
        yield world
    finally:
        world.library.close()
