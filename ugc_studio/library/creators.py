"""Creators: accounts of parties on platforms, as posts name them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ugc_studio.domain.posts import Creator, CreatorDraft, CreatorId

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

PartyMaker = Callable[["Session", CreatorDraft], int]
"""Registers the person behind a new creator and returns the party's row id."""


def register_plainly(session: Session, draft: CreatorDraft) -> int:
    """The simplest party maker: a row and its private texts, without a ledger event."""
    handle = f"@{draft.handle}" if draft.handle else None
    return session.parties.create("person", name=draft.name, handle=handle).id


class CreatorRepository:
    """One row for each platform and normalised handle."""

    def __init__(self, session: Session) -> None:
        self._db = session.db
        self._session = session

    def upsert(self, draft: CreatorDraft, *, source_key: str, make_party: PartyMaker) -> tuple[Creator, bool]:
        """The creator of a post and whether it is new; a name that was not known yet is added."""
        key = draft.key(source_key)
        row = self._db.execute(
            "SELECT id, party_id, platform, handle, name FROM creators WHERE platform = ? AND key = ?",
            [draft.platform, key],
        ).fetchone()
        if row is not None:
            if draft.name and not row[4]:
                self._db.execute("UPDATE creators SET name = ? WHERE id = ?", [draft.name, row[0]])
            return Creator(CreatorId(row[0]), row[1], row[2], row[3], row[4] or draft.name), False
        party = make_party(self._session, draft)
        cursor = self._db.execute(
            "INSERT INTO creators (party_id, platform, handle, name, key) VALUES (?, ?, ?, ?, ?)",
            [party, draft.platform, draft.handle, draft.name, key],
        )
        return Creator(CreatorId(cursor.lastrowid or 0), party, draft.platform, draft.handle, draft.name), True

    def get(self, creator_id: int) -> Creator | None:
        """One account."""
        row = self._db.execute(
            "SELECT id, party_id, platform, handle, name FROM creators WHERE id = ?", [creator_id]
        ).fetchone()
        return Creator(*row) if row is not None else None

    def of_party(self, party_id: int) -> list[Creator]:
        """Every account of a party."""
        rows = self._db.execute(
            "SELECT id, party_id, platform, handle, name FROM creators WHERE party_id = ? ORDER BY id", [party_id]
        )
        return [Creator(*row) for row in rows.fetchall()]
