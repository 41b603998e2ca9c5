"""Requests that are written but not sent: working material, erased with the person and the photos they are about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _
from ugc_studio.domain.requests import RequestDraft, RequestId

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

COLUMNS = "id, uuid, brand, party, notice, gallery, language, greeting, reason, created_at, created_by"
EDITABLE = frozenset({"notice", "gallery", "language", "greeting", "reason"})


class RequestDraftRepository:
    """The rows of drafts, each with its photos in the order in which the message numbers them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def add(self, letter: RequestDraft, *, actor: str) -> RequestDraft:
        """Store a letter with its photos; its words and choices are given by :meth:`edit`."""
        cursor = self._db.execute(
            "INSERT INTO request_drafts (uuid, brand, party, created_at, created_by) VALUES (?, ?, ?, ?, ?)",
            (letter.uuid, letter.brand, letter.party, self._session.now(), actor),
        )
        draft = RequestId(int(cursor.lastrowid or 0))
        self.set_photos(draft, letter.assets)
        return self.get(draft)

    def edit(self, draft: RequestId, changes: Mapping[str, str | None]) -> RequestDraft:
        """Change some of the words and choices of a draft."""
        for column, value in changes.items():
            if column not in EDITABLE:
                raise ValueError(column)
            self._db.execute(f"UPDATE request_drafts SET {column} = ? WHERE id = ?", (value, draft))  # noqa: S608 - checked
        return self.get(draft)

    def set_photos(self, draft: RequestId, assets: Sequence[int]) -> None:
        """Ask for these photos, in this order."""
        self._db.execute("DELETE FROM request_draft_photos WHERE draft_id = ?", (draft,))
        self._db.conn.executemany(
            "INSERT INTO request_draft_photos (draft_id, place, asset_id) VALUES (?, ?, ?)",
            [(draft, place, asset) for place, asset in enumerate(dict.fromkeys(assets))],
        )

    def get(self, draft: RequestId) -> RequestDraft:
        """One draft."""
        for found in self._read("WHERE id = ?", (draft,)):
            return found
        raise NotFound(_("There is no drafted request with the number {id}.", id=str(draft)))

    def all(self) -> list[RequestDraft]:
        """Every draft, oldest first."""
        return self._read("", ())

    def not_drafted(self, party_id: int, *, since: str) -> list[int]:
        """Photos of an author that came in after an instant, that nobody rejected and no draft asks for."""
        rows = self._db.execute(
            "SELECT a.id FROM authors x JOIN assets a ON a.id = x.asset_id "
            "WHERE x.party_id = ? AND a.imported_at > ? AND a.state = 'present' AND a.flag <> 'rejected' "
            "AND a.stacked_under IS NULL AND a.id NOT IN (SELECT asset_id FROM request_draft_photos) ORDER BY a.id",
            (party_id, since),
        )
        return [int(row[0]) for row in rows]

    def count(self) -> int:
        """How many there are."""
        return int(self._db.execute("SELECT COUNT(*) FROM request_drafts").fetchone()[0])

    def delete(self, draft: RequestId) -> None:
        """Throw a draft away, or finish it because it was sent."""
        if not self._db.execute("DELETE FROM request_drafts WHERE id = ?", (draft,)).rowcount:
            raise NotFound(_("There is no drafted request with the number {id}.", id=str(draft)))

    def forget(self, *, parties: Iterable[str], shas: Iterable[str]) -> None:
        """Drop the drafts to erased people, and erased photos from the others; one without photos goes too."""
        self._db.execute(
            "DELETE FROM request_drafts WHERE party IN (SELECT value FROM json_each(?))", (json.dumps(list(parties)),)
        )
        self._db.execute(
            "DELETE FROM request_draft_photos WHERE asset_id IN "
            "(SELECT a.id FROM json_each(?) j CROSS JOIN assets a ON a.sha256 = j.value)",
            (json.dumps(list(shas)),),
        )
        self._db.execute("DELETE FROM request_drafts WHERE id NOT IN (SELECT draft_id FROM request_draft_photos)")

    def _read(self, condition: str, params: tuple[object, ...]) -> list[RequestDraft]:
        rows = self._db.execute(f"SELECT {COLUMNS} FROM request_drafts {condition} ORDER BY id", params).fetchall()  # noqa: S608 - constant
        photos: dict[int, list[AssetId]] = {}
        for draft, asset in self._db.execute(
            "SELECT p.draft_id, p.asset_id FROM json_each(?) j CROSS JOIN request_draft_photos p "
            "ON p.draft_id = j.value ORDER BY p.draft_id, p.place",
            (json.dumps([row[0] for row in rows]),),
        ):
            photos.setdefault(draft, []).append(AssetId(asset))
        return [
            RequestDraft(
                RequestId(row[0]), row[1], row[2], row[3], tuple(photos.get(row[0], ())), notice=row[4],
                gallery=row[5], language=row[6], greeting=row[7], reason=row[8], created_at=row[9], created_by=row[10],
            )
            for row in rows
        ]  # fmt: skip
