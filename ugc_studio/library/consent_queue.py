"""Which photos wait on the consent desk, and who said what: ids only, rows are fetched by page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

CLEARED = "s.clear_from <= :today AND s.clear_until >= :today"
LAPSED = "s.clear_until < :today"
ELSE_STATED = "(s.clear_from IS NULL OR s.clear_from > :today) AND s.state = :state"
CONDITIONS = {
    "cleared": CLEARED,
    "ending": f"(({CLEARED} AND s.clear_until <= :until) OR ({LAPSED}) OR ({ELSE_STATED}))",
    "stated": ELSE_STATED,
}
HERE = "a.state = 'present' AND a.stacked_under IS NULL"
LAST_WORD = "(SELECT MAX(k.seq) FROM ledger_keys k WHERE k.key = 'asset:' || a.sha256)"
ORDERS = {
    "cleared": "s.clear_from, a.id",
    "ending": "COALESCE(s.clear_until, ''), a.id",
    "stated": f"{LAST_WORD}, a.id",
}
"""Cleared: since when; ending: what ends first; the others: of what nothing was heard for the longest time."""
SAID = """
SELECT DISTINCT j.value FROM ledger_events e, json_each(e.payload, '$.assets') j
WHERE e.type IN ('requested', 'replied', 'no_response', 'given', 'refused', 'withdrawn', 'objected')
  AND (json_extract(e.payload, '$.by') IN (SELECT value FROM json_each(:parties))
       OR EXISTS (SELECT 1 FROM json_each(e.payload, '$.proofs') p
                  WHERE json_extract(p.value, '$[1]') IN (SELECT value FROM json_each(:messages))))
"""


class ConsentQueueRepository:
    """Reads the projection for lists, and the erasable texts for the search of the desk."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def count(self, condition: str, **params: object) -> int:
        """How many visible photos answer one of :data:`CONDITIONS` for a brand."""
        sql = (
            f"SELECT COUNT(*) FROM consent_summary s JOIN assets a ON a.id = s.asset_id "  # noqa: S608 - constants
            f"WHERE s.brand_id = :brand AND {CONDITIONS[condition]} AND {HERE}"
        )
        return int(self._db.execute(sql, params).fetchone()[0])

    def ids(self, condition: str, **params: object) -> list[int]:
        """Their ids, the longest waiting first; see :data:`ORDERS`."""
        order = ORDERS[condition]
        sql = (
            f"SELECT a.id FROM consent_summary s JOIN assets a ON a.id = s.asset_id "  # noqa: S608 - constants
            f"WHERE s.brand_id = :brand AND {CONDITIONS[condition]} AND {HERE} ORDER BY {order}"
        )
        return [row[0] for row in self._db.execute(sql, params)]

    def ends(self, brand_id: int, asset_ids: Iterable[int]) -> dict[int, str]:
        """The last clear day of each of these assets that has one."""
        rows = self._db.execute(
            "SELECT s.asset_id, s.clear_until FROM json_each(?) j CROSS JOIN consent_summary s "
            "ON s.brand_id = ? AND s.asset_id = j.value WHERE s.clear_until IS NOT NULL",
            (json.dumps(list(asset_ids)), brand_id),
        )
        return dict(rows.fetchall())

    def about(self, text: str) -> set[int]:
        """The assets by or of people whose name, handle or message holds this text, whatever the case."""
        wanted = text.casefold().strip().removeprefix("@")
        parties: set[str] = set()
        messages: list[str] = []
        rows = self._db.execute(
            "SELECT owner, field, text, commitment FROM private_texts WHERE field IN ('name', 'handle', 'message')"
        )
        for owner, field, said, commitment in rows:
            if wanted in said.casefold():
                if field == "message":
                    messages.append(commitment)
                elif owner.startswith("party:"):
                    parties.add(owner.removeprefix("party:"))
        if not parties and not messages:
            return set()
        uuids = json.dumps(sorted(parties))
        shas = [row[0] for row in self._db.execute(SAID, {"parties": uuids, "messages": json.dumps(messages)})]
        found = {int(asset) for asset in self._session.assets.known(shas).values()}
        rows = self._db.execute(
            "SELECT x.asset_id FROM json_each(?1) j CROSS JOIN parties p ON p.uuid = j.value "
            "JOIN authors x ON x.party_id = p.id UNION "
            "SELECT x.asset_id FROM json_each(?1) j CROSS JOIN parties p ON p.uuid = j.value "
            "JOIN depictions x ON x.party_id = p.id",
            (uuids,),
        )
        return found | {row[0] for row in rows}
