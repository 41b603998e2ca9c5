"""The SQL of the trash: what is in it, what of it may go, and the files that are still to be deleted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.trash import Staying, StayReason

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

PENDING = "trash.files"
STAYING = {
    StayReason.IN_GALLERY: "EXISTS (SELECT 1 FROM gallery_items g WHERE g.asset_id = a.id)",
    StayReason.PUBLISHED: """EXISTS (SELECT 1 FROM uses u WHERE u.asset_sha256 = a.sha256
      AND u.exporter NOT IN ('register', 'dossier') AND NOT EXISTS (
      SELECT 1 FROM takedowns t WHERE t.use_uuid = u.uuid AND t.state = 'done'))""",
    StayReason.REPLY_TO_READ: """EXISTS (SELECT 1 FROM consent_summary s
      WHERE s.asset_id = a.id AND s.state = 'to_read')""",
    StayReason.MARKED: """(EXISTS (SELECT 1 FROM asset_facts f WHERE f.asset_id = a.id AND f.sensitive = 1)
      OR EXISTS (SELECT 1 FROM ledger_keys k JOIN ledger_events e ON e.seq = k.seq
        WHERE k.key = 'asset:' || a.sha256 AND e.type = 'flagged'
        AND json_extract(e.payload, '$.facts.flag') = 'illegal'))""",
}
FROZEN = """
SELECT a.id FROM json_each(:among) w CROSS JOIN assets a ON a.id = w.value WHERE (
  :everything
  OR a.sha256 IN (SELECT value FROM json_each(:assets))
  OR a.place_id IN (SELECT l.id FROM places l JOIN json_each(:places) j ON j.value = l.uuid)
  OR EXISTS (SELECT 1 FROM authors w JOIN parties p ON p.id = w.party_id JOIN json_each(:creators) j ON j.value = p.uuid
             WHERE w.asset_id = a.id))
"""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of the original store: the picture itself, or what was kept beside it."""

    sha256: str
    format: str


class TrashRepository:
    """Reads what is in the trash, and turns it into nothing but hashes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def ids(self) -> list[AssetId]:
        """Everything in the trash."""
        rows = self._db.execute("SELECT id FROM assets WHERE state = 'trashed' ORDER BY id")
        return [AssetId(row[0]) for row in rows]

    def staying(self) -> list[Staying]:
        """What may not go, each with the first reason."""
        found: dict[int, StayReason] = {}
        for reason, condition in STAYING.items():
            sql = f"SELECT a.id FROM assets a WHERE a.state = 'trashed' AND {condition}"  # noqa: S608 - constant
            for (asset,) in self._db.execute(sql):
                found.setdefault(asset, reason)
        for asset in self.frozen_among(self.ids()):
            found.setdefault(asset, StayReason.FROZEN)
        return [Staying(AssetId(asset), reason) for asset, reason in sorted(found.items())]

    def bytes_of(self, ids: Sequence[int]) -> int:
        """How large the files of these assets are, with what was kept beside them."""
        wanted = json.dumps(list(ids))
        row = self._db.execute(
            "SELECT COALESCE(SUM(size), 0) FROM ("
            " SELECT a.bytes AS size FROM json_each(?1) j CROSS JOIN assets a ON a.id = j.value"
            " UNION ALL SELECT c.bytes FROM json_each(?1) j CROSS JOIN companions c ON c.asset_id = j.value)",
            [wanted],
        ).fetchone()
        return int(row[0])

    def empty(self, ids: Sequence[int], *, until: str) -> None:
        """Keep only the hashes of these assets, and remember which files are to be deleted once this is durable."""
        self.still_pending([*self._waiting(), *self._files(ids)])
        self._session.assets.erase_to_tombstones(ids, until=until)
        gone = [json.dumps(list(ids))]
        self._db.execute("DELETE FROM consent_summary WHERE asset_id IN (SELECT value FROM json_each(?))", gone)
        self._db.execute(
            "UPDATE assets SET stacked_under = NULL WHERE stacked_under IN (SELECT value FROM json_each(?))", gone
        )
        self._session.clusters.refresh(ids)

    def pending(self) -> list[StoredFile]:
        """The files that nothing names any more and that are still to be deleted."""
        waiting = self._waiting()
        named = self._named(waiting)
        return [file for file in waiting if file not in named]

    def still_pending(self, files: Iterable[StoredFile]) -> None:
        """Say which files are still to be deleted; the others are."""
        waiting = [[file.sha256, file.format] for file in dict.fromkeys(files)]
        if not waiting:
            self._db.execute("DELETE FROM settings WHERE key = ?", [PENDING])
            return
        self._db.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [PENDING, json.dumps(waiting)],
        )

    # ------------------------------------------------------------------ inside

    def frozen_among(self, ids: Sequence[int]) -> list[int]:
        """Those of these assets that a freeze holds: they are evidence."""
        targets = self._session.ledger.frozen_targets()
        if not targets:
            return []
        by_kind: dict[str, list[str]] = {}
        for target in targets:
            by_kind.setdefault(target.kind, []).append(target.id)
        rows = self._db.execute(
            FROZEN,
            {
                "among": json.dumps(list(ids)),
                "everything": bool(set(by_kind) - {"asset", "place", "creator"}),
                "assets": json.dumps(by_kind.get("asset", [])),
                "places": json.dumps(by_kind.get("place", [])),
                "creators": json.dumps(by_kind.get("creator", [])),
            },
        )
        return [row[0] for row in rows]

    def _files(self, ids: Sequence[int]) -> list[StoredFile]:
        rows = self._db.execute(
            "SELECT a.sha256, a.format FROM json_each(?1) j CROSS JOIN assets a ON a.id = j.value"
            " UNION SELECT c.sha256, c.format FROM json_each(?1) j CROSS JOIN companions c ON c.asset_id = j.value",
            [json.dumps(list(ids))],
        )
        return [StoredFile(*row) for row in rows]

    def _waiting(self) -> list[StoredFile]:
        row = self._db.execute("SELECT value FROM settings WHERE key = ?", [PENDING]).fetchone()
        return [StoredFile(*pair) for pair in json.loads(row[0])] if row else []

    def _named(self, files: Sequence[StoredFile]) -> set[StoredFile]:
        """Those that belong to something that is here: another photo's companion, or a photo that came back."""
        rows = self._db.execute(
            "SELECT a.sha256, a.format FROM json_each(?1) j CROSS JOIN assets a ON a.sha256 = j.value"
            " WHERE a.state <> 'tombstone'"
            " UNION SELECT c.sha256, c.format FROM json_each(?1) j JOIN companions c ON c.sha256 = j.value",
            [json.dumps([file.sha256 for file in files])],
        )
        return {StoredFile(*row) for row in rows}
