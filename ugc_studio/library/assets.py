"""Assets: the rows of photos and videos, their tags and marks, and the text that search reads."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from ugc_studio.domain.assets import Asset, AssetId, AssetKind, AssetState, Flag, Occurrence
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.events import canonical
from ugc_studio.domain.galleries import GalleryId
from ugc_studio.domain.messages import _
from ugc_studio.library.asset_rows import ASSET_COLUMNS, ROWS, asset_of, row_of
from ugc_studio.library.asset_rows import AssetRow as AssetRow
from ugc_studio.library.references import References

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

MEASURES = ("brightness", "contrast", "clipped_high", "sharpness")
"""The features that filters ask for, kept as columns too."""

INDEX_TEXT = """
INSERT INTO asset_text (rowid, name, caption, creator, tags, place)
SELECT a.id,
  (SELECT group_concat(o.source_path, ' ') FROM occurrences o WHERE o.asset_id = a.id),
  (SELECT group_concat(caption, ' ') FROM (
     SELECT p.caption FROM post_media pm JOIN posts p ON p.id = pm.post_id WHERE pm.asset_id = a.id
     UNION ALL SELECT a.caption
     UNION ALL SELECT json_extract(m.embedded, '$.caption') FROM asset_metadata m WHERE m.asset_id = a.id)),
  (SELECT group_concat(COALESCE(c.handle, '') || ' ' || COALESCE(c.name, ''), ' ') FROM creators c WHERE c.id IN (
     SELECT a.creator_id
     UNION SELECT p.creator_id FROM post_media pm JOIN posts p ON p.id = pm.post_id WHERE pm.asset_id = a.id)),
  (SELECT group_concat(t.tag, ' ') FROM asset_tags t WHERE t.asset_id = a.id),
  (SELECT group_concat(l.name, ' ') FROM places l WHERE l.id IN (
     SELECT a.place_id
     UNION SELECT p.place_id FROM post_media pm JOIN posts p ON p.id = pm.post_id WHERE pm.asset_id = a.id))
FROM assets a WHERE a.id IN (SELECT value FROM json_each(?)) AND a.state <> 'tombstone'
"""


@dataclass(frozen=True, slots=True)
class NewAsset:
    """What the library learns about an asset when it comes in; ``posted_at`` only decides the order of lists."""

    sha256: str
    kind: AssetKind
    format: str
    width: int
    height: int
    bytes: int
    pixels_sha256: str | None = None
    duration_ms: int | None = None
    colour: int = 0x808080
    taken_at: str | None = None
    posted_at: str | None = None
    place_id: int | None = None
    creator_id: int | None = None
    embedded: Mapping[str, Any] = field(default_factory=dict)
    features: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """The id of an asset and whether it was new; identical bytes are one asset."""

    id: AssetId
    new: bool


class AssetRepository:
    """The SQL of assets; bulk first, because a library holds up to a million of them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    # -- coming in

    def add_many(self, assets: Iterable[NewAsset]) -> list[Added]:
        """Insert assets that are not known yet, with their metadata; ids come back in the order given."""
        result: list[Added] = []
        now = self._session.now()
        for asset in assets:
            row = self._db.execute("SELECT id FROM assets WHERE sha256 = ?", [asset.sha256]).fetchone()
            if row is not None:
                result.append(Added(AssetId(row[0]), new=False))
                continue
            result.append(Added(self._insert(asset, now), new=True))
        return result

    def known(self, hashes: Iterable[str]) -> dict[str, AssetId]:
        """Which of these SHA-256 are assets already (in any state)."""
        sql = "SELECT sha256, id FROM assets WHERE sha256 IN (SELECT value FROM json_each(?))"
        return {sha256: AssetId(row) for sha256, row in self._db.execute(sql, [json.dumps(list(hashes))])}

    def set_creator(self, ids: Sequence[int], creator_id: int | None) -> int:
        """State who posted these assets; returns how many changed."""
        return self._set(ids, "creator_id", creator_id)

    def touch_posted(self, ids: Sequence[int]) -> None:
        """Sort these assets by their earliest post, else by the time they were taken, else by their import."""
        self._db.execute(
            """UPDATE assets SET sort_at = COALESCE(
                 (SELECT MIN(p.posted_at) FROM post_media pm JOIN posts p ON p.id = pm.post_id
                  WHERE pm.asset_id = assets.id), taken_at, imported_at)
               WHERE id IN (SELECT value FROM json_each(?))""",
            [json.dumps(list(ids))],
        )

    def reindex(self, ids: Sequence[int]) -> None:
        """Bring the text index up to date for these assets; call it after names, captions, tags or places changed."""
        wanted = json.dumps(list(ids))
        self._db.execute("DELETE FROM asset_text WHERE rowid IN (SELECT value FROM json_each(?))", [wanted])
        self._db.execute(INDEX_TEXT, [wanted])

    def reindex_all(self) -> None:
        """Build the text index again from nothing; an erasure needs it, because a deleted word leaves traces."""
        self._db.execute("DELETE FROM asset_text")
        self._db.execute(INDEX_TEXT.replace("a.id IN (SELECT value FROM json_each(?)) AND ", ""))
        self._db.execute("INSERT INTO asset_text (asset_text) VALUES ('optimize')")

    # -- looking up

    def get(self, asset_id: int) -> Asset:
        """One asset by id."""
        found = self.get_many([asset_id])
        if not found:
            raise NotFound(_("There is no photo with the number {id}.", id=str(asset_id)))
        return found[0]

    def get_many(self, ids: Sequence[int]) -> list[Asset]:
        """Assets in the order asked for; ids that do not exist are left out."""
        sql = (
            f"SELECT {ASSET_COLUMNS} FROM json_each(?) w CROSS JOIN assets a ON a.id = w.value ORDER BY w.key"  # noqa: S608 - constant column list
        )
        return [asset_of(row) for row in self._db.execute(sql, [json.dumps(list(ids))])]

    def by_sha256(self, sha256: str) -> Asset | None:
        """The asset of exactly these bytes, or None."""
        sql = f"SELECT {ASSET_COLUMNS} FROM assets a WHERE a.sha256 = ?"  # noqa: S608 - constant column list
        row = self._db.execute(sql, [sha256]).fetchone()
        return asset_of(row) if row else None

    def resolve(self, reference: str) -> AssetId:
        """The asset that a person means: an id, ``sha256:PREFIX`` or a source path that only one asset has."""
        return References(self._db).resolve(reference)

    def page(self, ids: Sequence[int], *, brand_id: int | None = None, today: dt.date | None = None) -> list[AssetRow]:
        """What a list shows for these assets, in their order; ``consent`` is the word for that brand on that day."""
        day = today.isoformat() if today else self._session.now()[:10]
        rows = self._db.execute(ROWS, {"ids": json.dumps(list(ids)), "brand": brand_id})
        return [row_of(row, day) for row in rows]

    def occurrences(self, asset_id: int) -> list[Occurrence]:
        """Every place where the bytes were found, first found first."""
        sql = """SELECT o.source_path, o.batch_id, o.post_id,
                   COALESCE((SELECT MIN(position) FROM post_media pm
                             WHERE pm.post_id = o.post_id AND pm.asset_id = o.asset_id), 0)
                 FROM occurrences o WHERE o.asset_id = ? ORDER BY o.id"""
        return [Occurrence(*row) for row in self._db.execute(sql, [asset_id])]

    def metadata(self, asset_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the file says about itself, and what was measured on it."""
        row = self._db.execute(
            "SELECT embedded, features FROM asset_metadata WHERE asset_id = ?", [asset_id]
        ).fetchone()
        return (json.loads(row[0]), json.loads(row[1])) if row else ({}, {})

    def galleries_of(self, asset_id: int) -> list[tuple[GalleryId, str]]:
        """The galleries that an asset is in, with their names."""
        rows = self._db.execute(
            "SELECT g.id, g.name FROM gallery_items i JOIN galleries g ON g.id = i.gallery_id WHERE i.asset_id = ?"
            " ORDER BY g.name COLLATE NOCASE",
            [asset_id],
        )
        return [(GalleryId(gallery), name) for gallery, name in rows]

    def set_sharpness(self, measured: Mapping[int, float]) -> None:
        """Keep how sharp pictures are, which is measured after they came in."""
        self._db.conn.executemany(
            "UPDATE asset_metadata SET sharpness = ?1, features = json_set(features, '$.sharpness', ?1)"
            " WHERE asset_id = ?2",
            [(value, asset) for asset, value in measured.items()],
        )

    def without_sharpness(self) -> list[AssetId]:
        """The present photos of which nobody knows yet how sharp they are, newest first."""
        rows = self._db.execute(
            "SELECT a.id FROM asset_metadata m JOIN assets a ON a.id = m.asset_id"
            " WHERE m.sharpness IS NULL AND a.state = 'present' AND a.kind = 'photo' ORDER BY a.id DESC"
        )
        return [AssetId(row[0]) for row in rows]

    def copies_of(self, asset_id: int) -> list[AssetId]:
        """The copies that are stacked under an asset."""
        rows = self._db.execute("SELECT id FROM assets WHERE stacked_under = ? ORDER BY id", [asset_id])
        return [AssetId(row[0]) for row in rows]

    def count(self) -> int:
        """How many assets are here and not in the trash."""
        return int(self._db.execute("SELECT COUNT(*) FROM assets WHERE state = 'present'").fetchone()[0])

    # -- moderation: one value for many, with what was there before

    def set_flag(self, ids: Sequence[int], flag: Flag) -> dict[str, list[int]]:
        """Flag assets; returns the assets that changed, by the value they had."""
        return self._set_remembering(ids, "flag", flag.value)

    def set_rating(self, ids: Sequence[int], rating: int) -> dict[str, list[int]]:
        """Give 0 to 5 stars; returns the assets that changed, by the value they had."""
        if not 0 <= rating <= 5:
            raise UsageError(_("A rating is a number from 0 to 5."))
        return self._set_remembering(ids, "rating", rating)

    def set_state(self, ids: Sequence[int], state: AssetState) -> dict[str, list[int]]:
        """Put assets into the trash or take them out; a tombstone never changes back."""
        if state is AssetState.TOMBSTONE:
            raise ValueError("tombstones are made by erase_to_tombstone")
        return self._set_remembering(ids, "state", state.value, "AND state <> 'tombstone'")

    def add_tags(self, ids: Sequence[int], tags: Sequence[str], *, origin: str = "person") -> list[tuple[int, str]]:
        """Tag assets; returns the pairs that are new."""
        added = self._db.execute(
            """INSERT INTO asset_tags (asset_id, tag, origin)
               SELECT a.id, t.value, ? FROM assets a, json_each(?) t
               WHERE a.id IN (SELECT value FROM json_each(?)) AND a.state <> 'tombstone'
               ON CONFLICT DO NOTHING RETURNING asset_id, tag""",
            [origin, json.dumps([clean_tag(tag) for tag in tags]), json.dumps(list(ids))],
        ).fetchall()
        self.reindex(sorted({asset for asset, _tag in added}))
        return [(asset, tag) for asset, tag in added]

    def remove_tags(self, ids: Sequence[int], tags: Sequence[str]) -> list[tuple[int, str]]:
        """Take tags off; returns the pairs that were there."""
        removed = self._db.execute(
            """DELETE FROM asset_tags WHERE asset_id IN (SELECT value FROM json_each(?))
               AND tag IN (SELECT value FROM json_each(?)) RETURNING asset_id, tag""",
            [json.dumps(list(ids)), json.dumps([clean_tag(tag) for tag in tags])],
        ).fetchall()
        self.reindex(sorted({asset for asset, _tag in removed}))
        return [(asset, tag) for asset, tag in removed]

    def tags(self, asset_id: int) -> list[str]:
        """The tags of one asset in order of the alphabet."""
        rows = self._db.execute("SELECT tag FROM asset_tags WHERE asset_id = ? ORDER BY tag", [asset_id])
        return [row[0] for row in rows]

    def all_tags(self) -> dict[str, int]:
        """Every tag with the number of assets that carry it, most used first."""
        sql = "SELECT tag, COUNT(*) FROM asset_tags GROUP BY tag ORDER BY 2 DESC, 1"
        return dict(self._db.execute(sql).fetchall())

    def erase_to_tombstone(self, asset_id: int, *, until: str | None) -> None:
        """Keep the hashes of an asset and nothing else: its bytes are known and refused until ``until``."""
        self.erase_to_tombstones([asset_id], until=until)

    def erase_to_tombstones(self, ids: Sequence[int], *, until: str | None) -> None:
        """The same for many; with a day that is over their bytes may come in again, and only a no about them stays."""
        chosen = "(SELECT value FROM json_each(:ids))"
        params = {"ids": json.dumps(list(ids)), "until": until}
        for table in ("asset_metadata", "asset_tags", "asset_facts", "occurrences", "companions", "faces"):
            self._db.execute(f"DELETE FROM {table} WHERE asset_id IN {chosen}", params)  # noqa: S608 - constant names
        self._db.execute(f"DELETE FROM asset_text WHERE rowid IN {chosen}", params)  # noqa: S608 - constant
        self._db.execute(
            f"UPDATE post_media SET asset_id = NULL, state = 'missing' WHERE asset_id IN {chosen}",  # noqa: S608 - constant
            params,
        )
        self._db.execute(
            f"""UPDATE assets SET state = 'tombstone', tombstone_until = :until, flag = 'unreviewed', rating = 0,
                 taken_at = NULL, place_id = NULL, creator_id = NULL, stacked_under = NULL, sort_at = imported_at,
                 caption = NULL, credit = NULL, campaign_id = NULL, colour = 8421504
               WHERE id IN {chosen}""",  # noqa: S608 - constant
            params,
        )

    # -- inside

    def _insert(self, asset: NewAsset, now: str) -> AssetId:
        cursor = self._db.execute(
            """INSERT INTO assets (sha256, pixels_sha256, kind, format, width, height, bytes, duration_ms, colour,
                 taken_at, sort_at, place_id, creator_id, imported_at)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                asset.sha256,
                asset.pixels_sha256,
                asset.kind.value,
                asset.format,
                asset.width,
                asset.height,
                asset.bytes,
                asset.duration_ms,
                asset.colour,
                asset.taken_at,
                asset.posted_at or asset.taken_at or now,
                asset.place_id,
                asset.creator_id,
                now,
            ],
        )
        asset_id = AssetId(cast("int", cursor.lastrowid))
        self._db.execute(
            f"INSERT INTO asset_metadata (asset_id, embedded, features, {', '.join(MEASURES)}) "  # noqa: S608 - constant
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                asset_id,
                canonical(dict(asset.embedded)),
                canonical(dict(asset.features)),
                *(asset.features.get(name) for name in MEASURES),
            ],
        )
        return asset_id

    def _set(self, ids: Sequence[int], column: str, value: object) -> int:
        sql = (
            f"UPDATE assets SET {column} = :value "  # noqa: S608 - the column is one of ours
            f"WHERE id IN (SELECT value FROM json_each(:ids)) AND {column} IS NOT :value"
        )
        return self._db.execute(sql, {"value": value, "ids": json.dumps(list(ids))}).rowcount

    def _set_remembering(
        self, ids: Sequence[int], column: str, value: object, condition: str = ""
    ) -> dict[str, list[int]]:
        where = f"id IN (SELECT value FROM json_each(:ids)) AND {column} IS NOT :value {condition}"  # noqa: S608 - ours
        params = {"value": value, "ids": json.dumps(list(ids))}
        before: dict[str, list[int]] = {}
        sql = f"SELECT id, {column} FROM assets WHERE {where} ORDER BY id"  # noqa: S608 - the column is one of ours
        for asset, old in self._db.execute(sql, params):
            before.setdefault(str(old), []).append(asset)
        self._db.execute(f"UPDATE assets SET {column} = :value WHERE {where}", params)  # noqa: S608 - the column is one of ours
        return before


def clean_tag(tag: str) -> str:
    """A tag as it is stored: composed letters, single spaces, no leading ``#``."""
    clean = " ".join(unicodedata.normalize("NFC", tag).split()).lstrip("#").strip()
    if not clean or len(clean) > 100 or not clean.isprintable():
        raise UsageError(_("This cannot be a tag: {tag}", tag=tag))
    return clean
