"""The SQL of galleries: their order, the words and crops of their items, and the use they are meant for."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.events import canonical
from ugc_studio.domain.galleries import Crop, Gallery, GalleryId, GalleryItem, UseParts
from ugc_studio.domain.messages import _
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.library.stacks import ITEM_COLUMNS

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

_GALLERY = """SELECT g.id, g.uuid, g.name, g.planned_use, g.goal, g.deadline, g.created_at,
  (SELECT COUNT(*) FROM gallery_items i WHERE i.gallery_id = g.id) FROM galleries g"""
_ITEM = f"asset_id, {ITEM_COLUMNS}"
_LINKS = {"batches": "campaign_id", "assets": "campaign_id", "uses": "gallery_id"}


class GalleryRepository:
    """Positions are 0, 1, 2 … without gaps after every change made here."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    # -- galleries

    def create(self, name: str, *, brand_id: int | None = None, parts: UseParts | None = None) -> Gallery:
        """Make an empty gallery; raises :class:`UsageError` when the name is taken or empty."""
        self._check_name(name)
        cursor = self._db.execute(
            "INSERT INTO galleries (uuid, name, brand_id, planned_use, created_at) VALUES (?, ?, ?, ?, ?)",
            [str(uuid.uuid4()), name, brand_id, canonical((parts or UseParts()).to_json()), self._session.now()],
        )
        return self.get(GalleryId(cursor.lastrowid or 0))

    def put(self, gallery: Gallery) -> None:
        """Write a gallery as it is, making it again if it was deleted; for undo."""
        self._db.execute(
            """INSERT INTO galleries (id, uuid, name, planned_use, goal, deadline, created_at)
               VALUES (?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (id) DO UPDATE SET name = excluded.name, planned_use = excluded.planned_use,
                 goal = excluded.goal, deadline = excluded.deadline""",
            [
                gallery.id,
                gallery.uuid,
                gallery.name,
                canonical(gallery.parts.to_json()),
                gallery.goal,
                gallery.deadline.isoformat() if gallery.deadline else None,
                gallery.created_at,
            ],
        )
        self.set_brand(gallery.id, gallery.parts.brand)

    def set_brand(self, gallery_id: GalleryId, brand_uuid: str | None) -> None:
        """Keep the brand's row id beside the stored use, for lists and filters."""
        self._db.execute(
            "UPDATE galleries SET brand_id = (SELECT id FROM brands WHERE uuid = ?) WHERE id = ?",
            [brand_uuid, gallery_id],
        )

    def rename(self, gallery_id: GalleryId, name: str) -> None:
        """Give another name."""
        if name != self.get(gallery_id).name:
            self._check_name(name)
        self._db.execute("UPDATE galleries SET name = ? WHERE id = ?", [name, gallery_id])

    def delete(self, gallery_id: GalleryId) -> None:
        """Delete a gallery; its photos stay in the library, and imports keep its name alone."""
        self._db.execute("UPDATE batches SET campaign_id = NULL WHERE campaign_id = ?", [gallery_id])
        self._db.execute("DELETE FROM galleries WHERE id = ?", [gallery_id])

    def links(self, gallery_id: GalleryId) -> dict[str, list[int]]:
        """The rows of other tables that name a gallery, by table, so that undo can bind them again."""
        return {
            table: [row[0] for row in self._db.execute(f"SELECT id FROM {table} WHERE {column} = ?", [gallery_id])]  # noqa: S608 - constant names
            for table, column in _LINKS.items()
        }

    def relink(self, gallery_id: GalleryId, links: Mapping[str, Sequence[int]]) -> None:
        """Bind rows to a gallery again that was deleted, as far as they name no other one since."""
        for table, column in _LINKS.items():
            self._db.execute(
                f"UPDATE {table} SET {column} = ? WHERE {column} IS NULL "  # noqa: S608 - constant names
                "AND id IN (SELECT value FROM json_each(?))",
                [gallery_id, json.dumps(list(links.get(table, ())))],
            )

    def get(self, gallery_id: GalleryId) -> Gallery:
        """One gallery by row id."""
        row = self._db.execute(f"{_GALLERY} WHERE g.id = ?", [gallery_id]).fetchone()
        if row is None:
            raise NotFound(_("There is no gallery with the number {id}.", id=str(gallery_id)))
        return _gallery(row)

    def resolve(self, reference: str) -> Gallery:
        """A gallery by name, id or UUID; a name wins."""
        sql = f"{_GALLERY} WHERE g.name = ? OR g.uuid = ? OR CAST(g.id AS TEXT) = ? ORDER BY g.name <> ? LIMIT 1"
        name = reference.encode("utf-8", "replace").decode("utf-8")  # a command line may hold other bytes
        row = self._db.execute(sql, [name, name, name, name]).fetchone()
        if row is None:
            raise NotFound(_("There is no gallery called {name}.", name=reference))
        return _gallery(row)

    def all(self) -> list[Gallery]:
        """Every gallery, by name."""
        return [_gallery(row) for row in self._db.execute(f"{_GALLERY} ORDER BY g.name COLLATE NOCASE, g.id")]

    def _check_name(self, name: str) -> None:
        if not name.strip() or len(name) > 200:
            raise UsageError(_("A gallery needs a name of 1 to 200 characters."))
        if self._db.execute("SELECT 1 FROM galleries WHERE name = ?", [name]).fetchone():
            raise UsageError(_("There is already a gallery called {name}.", name=name))

    # -- items

    def items(self, gallery_id: GalleryId) -> list[GalleryItem]:
        """The items in their order."""
        sql = f"SELECT {_ITEM} FROM gallery_items WHERE gallery_id = ? ORDER BY position, id"  # noqa: S608 - constant column list
        return [_item(row) for row in self._db.execute(sql, [gallery_id])]

    def item(self, gallery_id: GalleryId, asset_id: AssetId) -> GalleryItem:
        """One item; raises :class:`NotFound` when the photo is not in the gallery."""
        sql = f"SELECT {_ITEM} FROM gallery_items WHERE gallery_id = ? AND asset_id = ?"  # noqa: S608 - constant column list
        row = self._db.execute(sql, [gallery_id, asset_id]).fetchone()
        if row is None:
            raise NotFound(_("The photo {id} is not in this gallery.", id=str(asset_id)))
        return _item(row)

    def picked_outside(self, gallery_id: GalleryId, *, limit: int) -> list[AssetId]:
        """Picked photos that are not in a gallery, the newest first."""
        rows = self._db.execute(
            "SELECT a.id FROM assets a WHERE a.flag = 'picked' AND a.state = 'present' AND a.stacked_under IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM gallery_items i WHERE i.gallery_id = ? AND i.asset_id = a.id) "
            "ORDER BY a.sort_at DESC, a.id DESC LIMIT ?",
            [gallery_id, limit],
        )
        return [AssetId(row[0]) for row in rows]

    def hidden_items(self, gallery_id: GalleryId) -> dict[AssetId, AssetId]:
        """The items that are stacked under another photo, with the one that shows."""
        rows = self._db.execute(
            "SELECT a.id, a.stacked_under FROM gallery_items i JOIN assets a ON a.id = i.asset_id "
            "WHERE i.gallery_id = ? AND a.stacked_under IS NOT NULL ORDER BY i.position",
            [gallery_id],
        )
        return {AssetId(row[0]): AssetId(row[1]) for row in rows}

    def put_items(self, gallery_id: GalleryId, items: Iterable[GalleryItem]) -> None:
        """Write items with all their fields, adding those that are missing."""
        sql = f"""INSERT INTO gallery_items (gallery_id, {_ITEM}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                  ON CONFLICT (gallery_id, asset_id) DO UPDATE SET position = excluded.position,
                    caption = excluded.caption, alt_text = excluded.alt_text, crop = excluded.crop,
                    planned_at = excluded.planned_at, planned_zone = excluded.planned_zone,
                    origin = excluded.origin"""  # noqa: S608 - constant column list
        for item in items:
            self._db.execute(sql, [gallery_id, *_columns(item)])

    def drop_items(self, gallery_id: GalleryId, asset_ids: Sequence[AssetId]) -> None:
        """Take items out and close the gaps."""
        self._db.execute(
            "DELETE FROM gallery_items WHERE gallery_id = ? AND asset_id IN (SELECT value FROM json_each(?))",
            [gallery_id, json.dumps(list(asset_ids))],
        )
        self.set_order(gallery_id, [item.asset_id for item in self.items(gallery_id)])

    def set_order(self, gallery_id: GalleryId, asset_ids: Sequence[AssetId]) -> None:
        """Put the items into this order; items that are not named keep theirs behind the others."""
        self._db.execute(
            """UPDATE gallery_items SET position = o.place FROM (
                 SELECT i.id, ROW_NUMBER() OVER (ORDER BY w.key IS NULL, w.key, i.position, i.id) - 1 AS place
                 FROM gallery_items i LEFT JOIN json_each(?) w ON w.value = i.asset_id WHERE i.gallery_id = ?
               ) AS o WHERE gallery_items.id = o.id""",
            [json.dumps(list(asset_ids)), gallery_id],
        )


def _gallery(row: Sequence[Any]) -> Gallery:
    return Gallery(
        id=GalleryId(row[0]),
        uuid=row[1],
        name=row[2],
        parts=UseParts.from_json(json.loads(row[3])),
        goal=row[4],
        deadline=dt.date.fromisoformat(row[5]) if row[5] else None,
        created_at=row[6],
        size=row[7],
    )


def _item(row: Sequence[Any]) -> GalleryItem:
    return GalleryItem(
        asset_id=AssetId(row[0]),
        position=row[1],
        caption=row[2],
        alt_text=row[3],
        crop=Crop(*json.loads(row[4])) if row[4] else None,
        planned=PlannedTime(dt.datetime.fromisoformat(row[5]), row[6]) if row[5] else None,
        origin=row[7],
    )


def _columns(item: GalleryItem) -> list[object]:
    return [
        item.asset_id,
        item.position,
        item.caption,
        item.alt_text,
        json.dumps(item.crop.as_list()) if item.crop else None,
        item.planned.wall.isoformat(timespec="minutes") if item.planned else None,
        item.planned.zone if item.planned else None,
        item.origin,
    ]
