"""Stacks of copies, and what a merge carries from the hidden copies to the one that shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

ITEM_COLUMNS = "position, caption, alt_text, crop, planned_at, planned_zone, origin"


@dataclass(frozen=True, slots=True)
class GalleryPlace:
    """Where an asset stands in a gallery, with the columns of its item as they are stored."""

    gallery_id: int
    asset_id: int
    item: Mapping[str, Any]


class StackRepository:
    """Small reads and writes whose previous values come back, so that each of them can be undone exactly."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def heads(self, asset_ids: Iterable[int]) -> dict[int, int | None]:
        """For each asset the one it is hidden under, or None."""
        rows = self._db.execute(
            "SELECT a.id, a.stacked_under FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value",
            (json.dumps(list(asset_ids)),),
        )
        return dict(rows.fetchall())

    def hidden_under(self, heads: Iterable[int]) -> dict[int, list[int]]:
        """For each asset the copies that are hidden under it, in order of id."""
        found: dict[int, list[int]] = {}
        rows = self._db.execute(
            "SELECT a.stacked_under, a.id FROM json_each(?) j CROSS JOIN assets a ON a.stacked_under = j.value "
            "ORDER BY a.id",
            (json.dumps(list(heads)),),
        )
        for head, asset in rows:
            found.setdefault(head, []).append(asset)
        return found

    def with_copies(self, asset_ids: Iterable[int]) -> list[int]:
        """These assets and the copies that are hidden under them, which nobody would find without them."""
        ids = list(asset_ids)
        hidden = self.hidden_under(ids)
        return list(dict.fromkeys([*ids, *(copy for copies in hidden.values() for copy in copies)]))

    def with_heads(self, asset_ids: Iterable[int]) -> list[int]:
        """These assets and those they are hidden under."""
        ids = list(asset_ids)
        return list(dict.fromkeys([*ids, *(head for head in self.heads(ids).values() if head is not None)]))

    def put_under(self, asset_id: int, head: int | None) -> None:
        """Hide an asset under another, or let it show."""
        self._db.execute("UPDATE assets SET stacked_under = ? WHERE id = ?", (head, asset_id))

    def ratings(self, asset_ids: Iterable[int]) -> dict[int, int]:
        """The stars of each asset."""
        rows = self._db.execute(
            "SELECT a.id, a.rating FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value",
            (json.dumps(list(asset_ids)),),
        )
        return dict(rows.fetchall())

    def put_rating(self, asset_id: int, rating: int) -> int:
        """Set the stars of an asset; returns what it had."""
        before = self.ratings([asset_id])[asset_id]
        self._db.execute("UPDATE assets SET rating = ? WHERE id = ?", (rating, asset_id))
        return before

    def tags(self, asset_ids: Iterable[int]) -> dict[int, dict[str, str]]:
        """For each asset its tags with their origins."""
        found: dict[int, dict[str, str]] = {}
        rows = self._db.execute(
            "SELECT t.asset_id, t.tag, t.origin FROM json_each(?) j CROSS JOIN asset_tags t ON t.asset_id = j.value "
            "ORDER BY t.asset_id, t.tag",
            (json.dumps(list(asset_ids)),),
        )
        for asset, tag, origin in rows:
            found.setdefault(asset, {})[tag] = origin
        return found

    def put_tag(self, asset_id: int, tag: str, origin: str | None) -> str | None:
        """Set a tag with its origin, or with None take it off; returns the origin it had."""
        before = self.tags([asset_id]).get(asset_id, {}).get(tag)
        if origin is None:
            self._db.execute("DELETE FROM asset_tags WHERE asset_id = ? AND tag = ?", (asset_id, tag))
        else:
            self._db.execute(
                "INSERT OR REPLACE INTO asset_tags (asset_id, tag, origin) VALUES (?, ?, ?)", (asset_id, tag, origin)
            )
        return before

    def places(self, asset_ids: Sequence[int]) -> list[GalleryPlace]:
        """The places of these assets in galleries, gallery by gallery in their order."""
        rows = self._db.execute(
            f"SELECT gallery_id, asset_id, {ITEM_COLUMNS} FROM gallery_items "  # noqa: S608 - constant list
            "WHERE asset_id IN (SELECT value FROM json_each(?)) ORDER BY gallery_id, position, id",
            (json.dumps(list(asset_ids)),),
        )
        names = ITEM_COLUMNS.split(", ")
        return [GalleryPlace(row[0], row[1], dict(zip(names, row[2:], strict=True))) for row in rows]

    def put_place(self, gallery_id: int, asset_id: int, item: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """Set the place of an asset in a gallery, or with None take it out; returns what it was.

        A gallery that is gone is left alone.
        """
        before = [place for place in self.places([asset_id]) if place.gallery_id == gallery_id]
        if item is None:
            self._db.execute("DELETE FROM gallery_items WHERE gallery_id = ? AND asset_id = ?", (gallery_id, asset_id))
        else:
            names = ITEM_COLUMNS.split(", ")
            self._db.execute(
                f"INSERT INTO gallery_items (gallery_id, asset_id, {ITEM_COLUMNS}) "  # noqa: S608 - constant list
                "SELECT g.id, ?, ?, ?, ?, ?, ?, ?, ? FROM galleries g WHERE g.id = ? "
                "ON CONFLICT (gallery_id, asset_id) DO UPDATE SET "
                + ", ".join(f"{name} = excluded.{name}" for name in names),
                (asset_id, *(item[name] for name in names), gallery_id),
            )
        return dict(before[0].item) if before else None
