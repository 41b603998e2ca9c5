"""What waits for a decision about duplicates: only keys and numbers, so that ten thousand groups list at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

VISIBLE = """
SELECT m.cluster_id AS id, COUNT(*) AS n FROM cluster_members m JOIN assets a ON a.id = m.asset_id
WHERE a.state = 'present' AND a.stacked_under IS NULL GROUP BY m.cluster_id
"""
OPEN = f"""
SELECT c.id FROM clusters c JOIN ({VISIBLE}) v ON v.id = c.id WHERE c.state <> 'settled' AND v.n > 1 ORDER BY c.id
"""  # noqa: S608 - constant
RESOLVED = f"""
SELECT c.id FROM clusters c JOIN ({VISIBLE}) v ON v.id = c.id
WHERE v.n >= 1 AND (c.state = 'settled' OR (v.n = 1 AND EXISTS (
  SELECT 1 FROM cluster_members m JOIN assets a ON a.id = m.asset_id
  WHERE m.cluster_id = c.id AND a.state = 'present' AND a.stacked_under IS NOT NULL))) ORDER BY c.id DESC
"""  # noqa: S608 - constant
PAIRS = """
SELECT r.id FROM relations r JOIN assets a ON a.id = r.from_asset JOIN assets b ON b.id = r.to_asset
LEFT JOIN cluster_members m ON m.asset_id = r.from_asset LEFT JOIN cluster_members n ON n.asset_id = r.to_asset
WHERE a.state = 'present' AND b.state = 'present' AND (m.cluster_id IS NULL OR m.cluster_id IS NOT n.cluster_id)
"""
NEAR_PAIRS = f"{PAIRS} AND r.state = 'proposed' AND r.kind <> 'same_scene' ORDER BY r.id"
SCENE_PAIRS = f"{PAIRS} AND r.state = 'proposed' AND r.kind = 'same_scene' ORDER BY r.id"
RESOLVED_PAIRS = f"{PAIRS} AND r.state <> 'proposed' AND r.decided_at IS NOT NULL ORDER BY r.id DESC"
EXACT = f"""
SELECT c.id FROM clusters c JOIN cluster_members m ON m.cluster_id = c.id JOIN assets a ON a.id = m.asset_id
WHERE c.id IN ({OPEN}) AND a.state = 'present' GROUP BY c.id
HAVING COUNT(*) = COUNT(a.pixels_sha256) AND COUNT(DISTINCT a.pixels_sha256) = 1 AND MIN(a.kind) = 'photo'
  AND MAX(a.kind) = 'photo' ORDER BY c.id
"""  # noqa: S608 - constant
FREEABLE = """
SELECT COALESCE(SUM(a.bytes), 0) FROM clusters c JOIN cluster_members m ON m.cluster_id = c.id
JOIN assets a ON a.id = m.asset_id WHERE a.state = 'present' AND a.id <> c.representative AND c.state <> 'settled'
"""
SPOKEN_OF = """
SELECT DISTINCT a.id FROM json_each(?1) j CROSS JOIN assets a ON a.id = j.value
CROSS JOIN ledger_keys k ON k.key = 'asset:' || a.sha256 CROSS JOIN ledger_events e ON e.seq = k.seq
WHERE e.type IN (SELECT value FROM json_each(?2))
"""
ORIGINS = """
SELECT a.id, (SELECT b.importer FROM occurrences o JOIN batches b ON b.id = o.batch_id WHERE o.asset_id = a.id
              ORDER BY o.id LIMIT 1),
  (SELECT c.platform FROM post_media pm JOIN posts p ON p.id = pm.post_id JOIN creators c ON c.id = p.creator_id
   WHERE pm.asset_id = a.id ORDER BY p.posted_at IS NULL, p.posted_at, p.id LIMIT 1),
  (SELECT x.sharpness FROM asset_metadata x WHERE x.asset_id = a.id)
FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value
"""


class Origin(NamedTuple):
    """How an asset came here, and how sharp it was measured to be (nothing while that was not measured)."""

    importer: str
    platform: str | None
    sharpness: float | None


class DuplicateQueueRepository:
    """Groups and pairs by what a person still has to say; a group with one visible photo asks nothing any more."""

    def __init__(self, session: Session) -> None:
        self._db = session.db

    def open_clusters(self) -> list[int]:
        """The groups of which at least two photos show and nobody decided."""
        return self._ids(OPEN)

    def resolved_clusters(self) -> list[int]:
        """The groups about which somebody decided, the newest first."""
        return self._ids(RESOLVED)

    def near_pairs(self) -> list[int]:
        """Proposed crops, screenshots and collages, and copies that belong to different groups."""
        return self._ids(NEAR_PAIRS)

    def scene_pairs(self) -> list[int]:
        """Proposed shots of the same scene."""
        return self._ids(SCENE_PAIRS)

    def resolved_pairs(self) -> list[int]:
        """Pairs about which a person decided, the newest first."""
        return self._ids(RESOLVED_PAIRS)

    def exact_clusters(self) -> list[int]:
        """The open groups of photos whose decoded pixels are all equal."""
        return self._ids(EXACT)

    def freeable_bytes(self) -> int:
        """What the copies take that do not stand for their group."""
        return int(self._db.execute(FREEABLE).fetchone()[0])

    def with_events(self, asset_ids: Iterable[int], types: Iterable[str]) -> set[int]:
        """Which of these assets the ledger names in an event of one of these types."""
        rows = self._db.execute(SPOKEN_OF, (json.dumps(list(asset_ids)), json.dumps(list(types))))
        return {row[0] for row in rows}

    def origins(self, asset_ids: Iterable[int]) -> dict[int, Origin]:
        """How these assets came here."""
        rows = self._db.execute(ORIGINS, (json.dumps(list(asset_ids)),))
        return {row[0]: Origin(row[1] or "", row[2], row[3]) for row in rows}

    def _ids(self, sql: str) -> list[int]:
        return [row[0] for row in self._db.execute(sql)]
