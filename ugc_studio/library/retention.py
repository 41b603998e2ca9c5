"""The SQL of the retention purge: what of a proposal may go, when it came in, and whom nothing else concerns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.trash import Staying, StayReason
from ugc_studio.library.trash import STAYING

if TYPE_CHECKING:
    from ugc_studio.library.session import Session


class RetentionRepository:
    """Reads for the purge; what goes is removed by an erasure."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def staying(self, ids: Sequence[int]) -> list[Staying]:
        """What of these photos may not go, each with the first reason: the same rules as for the trash."""
        wanted = json.dumps(list(ids))
        found: dict[int, StayReason] = {}
        for reason, condition in STAYING.items():
            sql = (
                "SELECT a.id FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value "  # noqa: S608 - constant
                f"WHERE {condition}"
            )
            for (asset,) in self._db.execute(sql, (wanted,)):
                found.setdefault(asset, reason)
        for asset in self._session.trash.frozen_among(ids):
            found.setdefault(asset, StayReason.FROZEN)
        return [Staying(AssetId(asset), reason) for asset, reason in sorted(found.items())]

    def imported(self, ids: Sequence[int]) -> dict[int, str]:
        """The day on which each photo came in."""
        rows = self._db.execute(
            "SELECT a.id, substr(a.imported_at, 1, 10) FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value",
            (json.dumps(list(ids)),),
        )
        return dict(rows.fetchall())

    def left_alone(self, ids: Sequence[int]) -> list[str]:
        """The people who took or are in these photos and in no other one, by UUID."""
        rows = self._db.execute(
            "WITH gone AS (SELECT value AS id FROM json_each(?1)), linked AS ("
            " SELECT party_id, asset_id FROM authors UNION SELECT party_id, asset_id FROM depictions)"
            " SELECT DISTINCT p.uuid FROM linked l JOIN gone g ON g.id = l.asset_id JOIN parties p ON p.id = l.party_id"
            " WHERE NOT EXISTS (SELECT 1 FROM linked o JOIN assets a ON a.id = o.asset_id"
            "  WHERE o.party_id = l.party_id AND a.state <> 'tombstone' AND o.asset_id NOT IN (SELECT id FROM gone))"
            " ORDER BY p.id",
            (json.dumps(list(ids)),),
        )
        return [row[0] for row in rows]

    def is_linked(self, party: int) -> bool:
        """Whether somebody took, or is in, a photo that is here."""
        row = self._db.execute(
            "SELECT 1 FROM (SELECT party_id, asset_id FROM authors UNION SELECT party_id, asset_id FROM depictions) l "
            "JOIN assets a ON a.id = l.asset_id WHERE l.party_id = ? AND a.state <> 'tombstone'",
            (party,),
        ).fetchone()
        return row is not None

    def still_kept(self, party: str) -> bool:
        """Whether a text or a proof of an erased person is still here, because a claim needed it."""
        if self._session.texts.of_owner(f"party:{party}"):
            return True
        proofs = self._session.evidence.get_many(self._session.erasures.proofs_of_party(party))
        return any(proof.state != "erased" for proof in proofs.values())
