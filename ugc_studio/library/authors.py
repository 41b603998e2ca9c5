"""Who seems to have taken a picture: proposals of imports, beside what people stated in the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ugc_studio.domain.consent import AuthorState

if TYPE_CHECKING:
    from ugc_studio.library.session import Session


class AuthorRepository:
    """One row for each asset and party that may be its author."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def propose(self, asset_id: int, party_id: int, source: str) -> None:
        """Propose an author; two different proposals for one picture make the claim contested (§4.7)."""
        others = self._session.db.execute(
            "SELECT COUNT(*) FROM authors WHERE asset_id = ? AND party_id <> ?", (asset_id, party_id)
        ).fetchone()[0]
        state = AuthorState.CONTESTED if others else AuthorState.PROPOSED
        self._session.db.execute(
            "INSERT INTO authors (asset_id, party_id, state, source) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (asset_id, party_id) DO NOTHING",
            (asset_id, party_id, state.value, source),
        )
        if others:
            self._session.db.execute(
                "UPDATE authors SET state = 'contested' WHERE asset_id = ? AND state = 'proposed'", (asset_id,)
            )

    def state(self, asset_id: int, party_ids: Iterable[int], state: AuthorState) -> None:
        """Mirror what a person stated in the ledger, so that lists can find it."""
        self._session.db.execute("DELETE FROM authors WHERE asset_id = ?", (asset_id,))
        for party_id in party_ids:
            self._session.db.execute(
                "INSERT INTO authors (asset_id, party_id, state, source) VALUES (?, ?, ?, 'person')",
                (asset_id, party_id, state.value),
            )

    def depict(self, asset_id: int, party_ids: Iterable[int], role: str | None) -> None:
        """Mirror who is shown in a picture; a role of ``None`` takes the person out."""
        for party_id in party_ids:
            self._session.db.execute("DELETE FROM depictions WHERE asset_id = ? AND party_id = ?", (asset_id, party_id))
            if role is not None:
                self._session.db.execute(
                    "INSERT INTO depictions (asset_id, party_id, role) VALUES (?, ?, ?)", (asset_id, party_id, role)
                )

    def of_assets(self, asset_ids: Iterable[int]) -> dict[int, list[tuple[str, AuthorState]]]:
        """For each asset the party UUIDs and states, the earliest proposal first."""
        rows = self._session.db.execute(
            "SELECT a.asset_id, p.uuid, a.state FROM json_each(?) j CROSS JOIN authors a ON a.asset_id = j.value "
            "JOIN parties p ON p.id = a.party_id ORDER BY a.party_id",
            (json.dumps(list(asset_ids)),),
        )
        found: dict[int, list[tuple[str, AuthorState]]] = {}
        for asset_id, uuid, state in rows:
            found.setdefault(asset_id, []).append((uuid, AuthorState(state)))
        return found

    def contested(self) -> list[int]:
        """The assets that several people claim, or seem, to have taken."""
        rows = self._session.db.execute(
            "SELECT DISTINCT asset_id FROM authors WHERE state = ? ORDER BY asset_id", (AuthorState.CONTESTED.value,)
        )
        return [row[0] for row in rows]

    def assets_of(self, party_id: int) -> list[int]:
        """The assets that a party took, or may have taken, or is shown in."""
        rows = self._session.db.execute(
            "SELECT asset_id FROM authors WHERE party_id = ?1 "
            "UNION SELECT asset_id FROM depictions WHERE party_id = ?1 ORDER BY asset_id",
            (party_id,),
        )
        return [row[0] for row in rows]
