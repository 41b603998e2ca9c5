"""Fingerprints as they are stored, and which pictures an engine has compared with all others already."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.fingerprints import QUALITY_FLOOR, RECIPE, Fingerprint

if TYPE_CHECKING:
    from ugc_studio.library.session import Session


@dataclass(frozen=True, slots=True)
class FingerprintRows:
    """The fingerprints of some pictures in two columns: ids, and 256 bytes each in the same order."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    hashes: bytearray = field(default_factory=bytearray)

    def __len__(self) -> int:
        return len(self.ids)

    def extend(self, other: FingerprintRows) -> None:
        """Append the rows of another set."""
        self.ids.extend(other.ids)
        self.hashes.extend(other.hashes)


class FingerprintRepository:
    """One fingerprint an asset; a new one makes the picture be compared again."""

    def __init__(self, session: Session) -> None:
        self._db = session.db

    def add_many(self, fingerprints: Iterable[tuple[AssetId, Fingerprint]]) -> None:
        """Store fingerprints, replacing older ones."""
        rows = [(asset, f.made_by, f.hashes, f.quality) for asset, f in fingerprints]
        self._db.conn.executemany(
            "INSERT INTO fingerprints (asset_id, recipe, hashes, quality) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (asset_id) DO UPDATE SET recipe = excluded.recipe, hashes = excluded.hashes, "
            "quality = excluded.quality",
            rows,
        )
        self._db.conn.executemany("DELETE FROM comparisons WHERE asset_id = ?", [row[:1] for row in rows])

    def get(self, asset_id: int) -> Fingerprint | None:
        """The fingerprint of one asset, if it was made by the current recipe."""
        row = self._db.execute(
            "SELECT hashes, quality FROM fingerprints WHERE asset_id = ? AND recipe = ?", (asset_id, RECIPE)
        ).fetchone()
        return Fingerprint(hashes=row[0], quality=row[1]) if row else None

    def rows(self, asset_ids: Sequence[int]) -> FingerprintRows:
        """The comparable fingerprints among these assets: of the current recipe, and not of plain pictures."""
        return self._gather("f.asset_id IN (SELECT value FROM json_each(?))", json.dumps(list(asset_ids)))

    def compared(self, engine: str) -> FingerprintRows:
        """The comparable fingerprints that this engine has compared with each other."""
        return self._gather("f.asset_id IN (SELECT asset_id FROM comparisons WHERE engine = ?)", engine)

    def all_rows(self) -> FingerprintRows:
        """Every comparable fingerprint, tombstones included."""
        return self._gather("?", 1)

    def waiting(self, engine: str) -> list[AssetId]:
        """The assets that this engine has not compared yet, oldest first."""
        rows = self._db.execute(
            "SELECT a.id FROM assets a LEFT JOIN comparisons c ON c.asset_id = a.id AND c.engine = ? "
            "WHERE c.asset_id IS NULL ORDER BY a.id",
            (engine,),
        )
        return [AssetId(row[0]) for row in rows]

    def mark_compared(self, asset_ids: Iterable[int], engine: str) -> None:
        """Remember that the engine has compared these assets with all that are marked."""
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO comparisons (asset_id, engine) VALUES (?, ?)",
            [(asset, engine) for asset in asset_ids],
        )

    def _gather(self, condition: str, value: object) -> FingerprintRows:
        rows = FingerprintRows()
        found = self._db.execute(
            "SELECT f.asset_id, f.hashes FROM fingerprints f "  # noqa: S608 - the conditions are the ones above
            f"WHERE {condition} AND f.recipe = ? AND f.quality >= ? ORDER BY f.asset_id",
            (value, RECIPE, QUALITY_FLOOR),
        )
        for asset, hashes in found:
            rows.ids.append(asset)
            rows.hashes.extend(hashes)
        return rows
