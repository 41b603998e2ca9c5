"""``consent_summary``: what lists and filters read, rebuilt from the ledger; the gate and exporters never read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ugc_studio.library.uses import PAPERS

if TYPE_CHECKING:
    from ugc_studio.library.session import Session


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One asset's state for a brand's standard use; clear from and until are days, so expiry needs no timer."""

    asset_id: int
    brand_id: int
    state: str
    clear_from: str | None
    clear_until: str | None


@dataclass(frozen=True, slots=True)
class FactsRow:
    """What people recorded of one asset, as far as lists ask; ``childless_from``: see ``asset_facts``."""

    asset_id: int
    people: str
    sensitive: bool
    childless_from: str | None


VEILED = "SELECT a.sha256 FROM asset_facts f JOIN assets a ON a.id = f.asset_id WHERE f.sensitive = 1"


class SummaryRepository:
    """The rows of the projection."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def replace(self, rows: Sequence[SummaryRow], *, built_seq: int) -> None:
        """Write rows; an asset of which nothing is recorded has none."""
        self._db.conn.executemany(
            "INSERT INTO consent_summary (asset_id, brand_id, state, clear_from, clear_until, built_seq) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (brand_id, asset_id) DO UPDATE SET state = excluded.state, "
            "clear_from = excluded.clear_from, clear_until = excluded.clear_until, built_seq = excluded.built_seq",
            [(r.asset_id, r.brand_id, r.state, r.clear_from, r.clear_until, built_seq) for r in rows],
        )

    def rows(self, asset_ids: Iterable[int] | None = None) -> dict[tuple[int, int], SummaryRow]:
        """The rows by asset and brand."""
        if asset_ids is None:
            cursor = self._db.execute("SELECT asset_id, brand_id, state, clear_from, clear_until FROM consent_summary")
        else:
            cursor = self._db.execute(
                "SELECT s.asset_id, s.brand_id, s.state, s.clear_from, s.clear_until FROM json_each(?) j "
                "CROSS JOIN consent_summary s ON s.asset_id = j.value",
                (json.dumps(list(asset_ids)),),
            )
        return {(row[0], row[1]): SummaryRow(*row) for row in cursor}

    def replace_facts(self, rows: Sequence[FactsRow]) -> None:
        """Write what was recorded of these assets."""
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO asset_facts (asset_id, people, sensitive, childless_from) VALUES (?, ?, ?, ?)",
            [(row.asset_id, row.people, int(row.sensitive), row.childless_from) for row in rows],
        )

    def veiled(self) -> frozenset[str]:
        """The SHA-256 of every photo that lists show blurred."""
        rows = self._db.execute(VEILED)
        return frozenset(str(row[0]) for row in rows)

    def facts(self, asset_ids: Iterable[int]) -> dict[int, FactsRow]:
        """What was recorded, by asset; one of which nothing is recorded has no row."""
        rows = self._db.execute(
            "SELECT f.asset_id, f.people, f.sensitive, f.childless_from FROM json_each(?) j "
            "CROSS JOIN asset_facts f ON f.asset_id = j.value",
            (json.dumps(list(asset_ids)),),
        )
        return {row[0]: FactsRow(row[0], row[1], bool(row[2]), row[3]) for row in rows}

    def clear(self) -> None:
        """Forget every row before a rebuild."""
        self._db.execute("DELETE FROM consent_summary")
        self._db.execute("DELETE FROM asset_facts")

    def ending(self, brand_id: int, *, today: str, until: str) -> list[tuple[int, str]]:
        """The assets that are clear today and stop being so by a day, with their last clear day, soonest first."""
        rows = self._db.execute(
            "SELECT asset_id, clear_until FROM consent_summary WHERE brand_id = ? AND clear_from <= ? "
            "AND clear_until BETWEEN ? AND ? ORDER BY clear_until, asset_id",
            (brand_id, today, today, until),
        )
        return [(row[0], row[1]) for row in rows]

    def never_cleared(self, *, imported_before: str, today: str) -> list[int]:
        """The present assets of older imports that no brand may use, and that were never published (papers aside)."""
        rows = self._db.execute(
            "SELECT a.id FROM assets a WHERE a.state = 'present' AND a.imported_at < ? AND NOT EXISTS ("
            " SELECT 1 FROM consent_summary s WHERE s.asset_id = a.id AND s.clear_until >= ?)"
            " AND NOT EXISTS (SELECT 1 FROM uses u WHERE u.asset_sha256 = a.sha256"
            "  AND u.exporter NOT IN (SELECT value FROM json_each(?))) ORDER BY a.id",
            (imported_before, today, json.dumps(PAPERS)),
        )
        return [row[0] for row in rows]

    def assets_with_events(self) -> list[int]:
        """The assets of which the ledger says anything, without those of which only hashes are left."""
        rows = self._db.execute(
            "SELECT a.id FROM assets a WHERE a.state <> 'tombstone' "
            "AND EXISTS (SELECT 1 FROM ledger_keys k WHERE k.key = 'asset:' || a.sha256) ORDER BY a.id"
        )
        return [row[0] for row in rows]

    def assets_spoken_of(self) -> list[int]:
        """Every asset of which the ledger says anything, also those of which only hashes are left."""
        rows = self._db.execute(
            "SELECT a.id FROM assets a "
            "WHERE EXISTS (SELECT 1 FROM ledger_keys k WHERE k.key = 'asset:' || a.sha256) ORDER BY a.id"
        )
        return [row[0] for row in rows]

    def assets_newly_related(self) -> list[int]:
        """The assets with events that relations found since the last call lead to; remembers how far it looked."""
        mark = self._db.execute("SELECT value FROM settings WHERE key = 'summary.relations'").fetchone()
        after = int(mark[0]) if mark else 0
        last = self._db.execute("SELECT COALESCE(MAX(id), 0) FROM relations").fetchone()[0]
        if last <= after:
            return []
        rows = self._db.execute(
            "SELECT from_asset FROM relations WHERE id > ?1 UNION SELECT to_asset FROM relations WHERE id > ?1",
            (after,),
        )
        shas = self._db.execute(
            "SELECT sha256 FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value",
            (json.dumps([row[0] for row in rows]),),
        )
        self._db.execute(
            "INSERT INTO settings (key, value) VALUES ('summary.relations', ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (str(last),),
        )
        near = self.touched_by([row[0] for row in shas], [])
        known = self._db.execute(
            "SELECT a.id FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value "
            "WHERE EXISTS (SELECT 1 FROM ledger_keys k WHERE k.key = 'asset:' || a.sha256)",
            (json.dumps(near),),
        )
        return [row[0] for row in known]

    def touched_by(self, shas: Iterable[str], party_uuids: Iterable[str]) -> list[int]:
        """The assets whose answer may change: those named, their near-duplicates, and all of a party."""
        rows = self._db.execute(
            "SELECT a.id FROM json_each(?1) j CROSS JOIN assets a ON a.sha256 = j.value"
            " UNION SELECT x.asset_id FROM json_each(?2) j CROSS JOIN parties p ON p.uuid = j.value"
            "  JOIN authors x ON x.party_id = p.id"
            " UNION SELECT x.asset_id FROM json_each(?2) j CROSS JOIN parties p ON p.uuid = j.value"
            "  JOIN depictions x ON x.party_id = p.id",
            (json.dumps(list(shas)), json.dumps(list(party_uuids))),
        )
        named = [row[0] for row in rows]
        edges = self._session.relations.carrying(named)
        return sorted({*named, *(asset for pair in edges for asset in pair)})
