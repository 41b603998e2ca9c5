"""Where the bytes of each asset were found, and which of them are known already."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import AssetState

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

_KNOWN = """
SELECT a.sha256, a.id, a.bytes, a.format, a.state,
  NOT EXISTS (SELECT 1 FROM occurrences o JOIN batches b ON b.id = o.batch_id
              WHERE o.asset_id = a.id AND b.state <> 'undone'),
  a.tombstone_until
FROM assets a
"""


@dataclass(frozen=True, slots=True)
class KnownAsset:
    """What an import must know about bytes that were here before."""

    id: int
    sha256: str
    bytes: int
    format: str
    state: AssetState
    only_undone: bool
    """Every import that brought it was undone."""
    tombstone_until: str | None

    def comes_back(self, today: str) -> bool:
        """Whether importing it again brings it back: its import was undone, or its tombstone has expired."""
        if self.state is AssetState.TRASHED:
            return self.only_undone
        expired = self.tombstone_until is not None and self.tombstone_until < today
        return self.state is AssetState.TOMBSTONE and expired


@dataclass(frozen=True, slots=True)
class NewOccurrence:
    """One file that holds the bytes of an asset."""

    asset_id: int
    source_path: str
    post_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewCompanion:
    """One file kept beside an asset: a sidecar, or the film of a Live Photo."""

    asset_id: int
    role: str
    sha256: str
    format: str
    bytes: int
    source_path: str


class OccurrenceRepository:
    """Source paths and companions of assets."""

    def __init__(self, session: Session) -> None:
        self._db = session.db

    def add_many(self, batch_id: int, occurrences: Iterable[NewOccurrence]) -> None:
        """Add places; one that is known keeps its import and gains a post if it had none."""
        self._db.conn.executemany(
            "INSERT INTO occurrences (asset_id, batch_id, source_path, post_id) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (asset_id, source_path) DO UPDATE SET post_id = COALESCE(post_id, excluded.post_id)",
            [(each.asset_id, batch_id, each.source_path, each.post_id) for each in occurrences],
        )

    def known(self, hashes: Iterable[str]) -> dict[str, KnownAsset]:
        """Which of these bytes are here, or were."""
        wanted = json.dumps(list(hashes))
        return self._look_up("WHERE a.sha256 IN (SELECT value FROM json_each(?))", wanted)

    def at_paths(self, paths: Iterable[str]) -> dict[str, list[KnownAsset]]:
        """The assets that were found at these paths before."""
        rows = self._db.execute(
            "SELECT source_path, asset_id FROM occurrences WHERE source_path IN (SELECT value FROM json_each(?))",
            [json.dumps(list(paths))],
        ).fetchall()
        if not rows:
            return {}
        assets = self._look_up(
            "WHERE a.id IN (SELECT value FROM json_each(?))", json.dumps(sorted({row[1] for row in rows}))
        )
        by_id = {asset.id: asset for asset in assets.values()}
        found: dict[str, list[KnownAsset]] = {}
        for path, asset_id in rows:
            found.setdefault(path, []).append(by_id[asset_id])
        return found

    def revive(self, ids: Sequence[int]) -> None:
        """Bring assets back that an undone import or an expired tombstone had taken away."""
        self._db.execute(
            "UPDATE assets SET state = 'present', tombstone_until = NULL WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )

    def has_companion(self, asset_id: int, role: str, source_path: str, size: int) -> bool:
        """Whether a companion of that size was taken in from that path before."""
        row = self._db.execute(
            "SELECT 1 FROM companions WHERE asset_id = ? AND role = ? AND source_path = ? AND bytes = ?",
            [asset_id, role, source_path, size],
        ).fetchone()
        return row is not None

    def add_companions(self, companions: Iterable[NewCompanion]) -> None:
        """Keep companions; the same bytes in the same role are kept once."""
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO companions (asset_id, role, sha256, format, bytes, source_path) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [(c.asset_id, c.role, c.sha256, c.format, c.bytes, c.source_path) for c in companions],
        )

    def _look_up(self, condition: str, parameter: str) -> dict[str, KnownAsset]:
        rows: Any = self._db.execute(f"{_KNOWN} {condition}", [parameter])
        return {
            sha: KnownAsset(asset_id, sha, size, media_format, AssetState(state), bool(undone), until)
            for sha, asset_id, size, media_format, state, undone, until in rows.fetchall()
        }
