"""The words and aims that editors give to assets, for many at once, with what was there before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from ugc_studio.domain.assets import Flag
from ugc_studio.domain.edits import EditSummary, Shared

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

Before = dict[str, list[int]]
"""The assets that changed, by the value they had; nothing is an empty text."""
Value = TypeVar("Value")
MOST_TAGS = 200

SUMMARY = """
WITH chosen AS (
  SELECT a.rating, a.flag, COALESCE(a.caption, '') AS caption, COALESCE(a.credit, '') AS credit,
    COALESCE((SELECT l.name FROM places l WHERE l.id = a.place_id), '') AS place,
    COALESCE((SELECT g.name FROM galleries g WHERE g.id = a.campaign_id), '') AS campaign,
    COALESCE((SELECT COALESCE('@' || ltrim(c.handle, '@'), c.name) FROM creators c WHERE c.id = COALESCE(a.creator_id, (
      SELECT p.creator_id FROM post_media pm JOIN posts p ON p.id = pm.post_id
      WHERE pm.asset_id = a.id AND p.creator_id IS NOT NULL LIMIT 1))), '') AS creator
  FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value WHERE a.state <> 'tombstone'
)
SELECT COUNT(*), MIN(caption), COUNT(DISTINCT caption), MIN(credit), COUNT(DISTINCT credit), MIN(place),
  COUNT(DISTINCT place), MIN(campaign), COUNT(DISTINCT campaign), MIN(creator), COUNT(DISTINCT creator),
  MIN(rating), COUNT(DISTINCT rating), MIN(flag), COUNT(DISTINCT flag)
FROM chosen
"""


class EditRepository:
    """Each setter returns what it replaced, so that it can be undone exactly."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def set_caption(self, ids: Sequence[int], caption: str) -> Before:
        """Write the editor's caption, or take it away with an empty text."""
        before = self._set(ids, "caption", caption or None)
        self._session.assets.reindex(sorted(_assets(before)))
        return before

    def set_credit(self, ids: Sequence[int], credit: str) -> Before:
        """Write the editor's credit, or take it away with an empty text."""
        return self._set(ids, "credit", credit or None)

    def set_campaign(self, ids: Sequence[int], gallery: str) -> Before:
        """State for which gallery (by row id) they are meant; one that is gone counts as none."""
        row = self._db.execute("SELECT id FROM galleries WHERE CAST(id AS TEXT) = ?", [gallery]).fetchone()
        return self._set(ids, "campaign_id", row[0] if row else None)

    def set_place(self, ids: Sequence[int], place_uuid: str) -> Before:
        """State where they were taken; the ledger's event is the caller's."""
        row = self._db.execute("SELECT id FROM places WHERE uuid = ?", [place_uuid]).fetchone()
        changed = self._set(ids, "place_id", row[0] if row else None)
        self._session.assets.reindex(sorted(_assets(changed)))
        uuids = dict(self._db.execute("SELECT CAST(id AS TEXT), uuid FROM places").fetchall())
        return {uuids.get(place, ""): found for place, found in changed.items()}

    def under_place_freeze(self, ids: Sequence[int]) -> list[int]:
        """Those whose place is frozen now: to move them elsewhere would lift the freeze."""
        frozen = {target.id for target in self._session.ledger.frozen_targets() if target.kind == "place"}
        if not frozen:
            return []
        rows = self._db.execute(
            "SELECT a.id FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value "
            "JOIN places l ON l.id = a.place_id WHERE l.uuid IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids)), json.dumps(sorted(frozen))],
        )
        return [row[0] for row in rows]

    def summary_of(self, ids: Sequence[int]) -> EditSummary:
        """What these assets have in common, field by field."""
        wanted = json.dumps(list(ids))
        row = self._db.execute(SUMMARY, [wanted]).fetchone()
        tags = self._db.execute(
            "SELECT t.tag, COUNT(*) FROM json_each(?) j CROSS JOIN asset_tags t ON t.asset_id = j.value "
            "GROUP BY t.tag ORDER BY 2 DESC, 1 LIMIT ?",
            [wanted, MOST_TAGS],
        )
        caption, credit, place, campaign, creator = (_shared(row[at] or None, row[at + 1]) for at in range(1, 11, 2))
        return EditSummary(
            photos=row[0],
            caption=caption,
            credit=credit,
            place=place,
            campaign=campaign,
            creator=creator,
            rating=_shared(row[11], row[12]),
            flag=_shared(Flag(row[13]) if row[13] is not None else None, row[14]),
            tags=tuple((tag, number) for tag, number in tags),
        )

    def _set(self, ids: Sequence[int], column: str, value: object) -> Before:
        chosen = "id IN (SELECT value FROM json_each(:ids)) AND state <> 'tombstone'"
        where = f"{chosen} AND {column} IS NOT :value"
        params = {"value": value, "ids": json.dumps(list(ids))}
        before: Before = {}
        sql = f"SELECT id, {column} FROM assets WHERE {where} ORDER BY id"  # noqa: S608 - the column is one of ours
        for asset, old in self._db.execute(sql, params):
            before.setdefault("" if old is None else str(old), []).append(asset)
        self._db.execute(f"UPDATE assets SET {column} = :value WHERE {where}", params)  # noqa: S608 - one of ours
        return before


def _assets(before: Before) -> set[int]:
    return {asset for ids in before.values() for asset in ids}


def _shared(value: Value | None, different: int) -> Shared[Value]:
    return Shared(None, mixed=True) if different > 1 else Shared(value)
