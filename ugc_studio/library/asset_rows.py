"""Rows of assets: one page of what grids, tables and the panel of details show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ugc_studio.domain.assets import Asset, AssetId, AssetKind, AssetState, Flag, Sha256
from ugc_studio.domain.consent import ConsentState

ASSET_COLUMNS = (
    "a.id, a.sha256, a.kind, a.format, a.width, a.height, a.bytes, a.state, a.flag, a.rating, a.duration_ms, "
    "a.taken_at, a.colour"
)

ROWS = f"""
WITH wanted AS (SELECT key AS position, value AS id FROM json_each(:ids))
SELECT {ASSET_COLUMNS},
  o.source_path,
  COALESCE('@' || ltrim(c.handle, '@'), c.name),
  p.posted_at,
  COALESCE(p.caption, (SELECT json_extract(m.embedded, '$.caption') FROM asset_metadata m WHERE m.asset_id = a.id)),
  a.caption,
  (SELECT json_group_array(tag) FROM (SELECT tag FROM asset_tags t WHERE t.asset_id = a.id ORDER BY tag)),
  s.state, s.clear_from, s.clear_until,
  (SELECT COUNT(*) FROM assets b WHERE b.stacked_under = a.id),
  a.stacked_under,
  a.credit,
  (SELECT l.name FROM places l WHERE l.id = COALESCE(a.place_id, p.place_id)),
  (SELECT g.name FROM galleries g WHERE g.id = COALESCE(a.campaign_id, i.campaign_id)),
  (SELECT json_group_array(name) FROM (SELECT g.name FROM gallery_items e JOIN galleries g ON g.id = e.gallery_id
     WHERE e.asset_id = a.id ORDER BY g.name COLLATE NOCASE)),
  c.platform,
  i.importer,
  p.likes,
  COALESCE(f.sensitive, 0)
FROM wanted CROSS JOIN assets a ON a.id = wanted.id
LEFT JOIN posts p ON p.id = (
  SELECT q.id FROM post_media pm JOIN posts q ON q.id = pm.post_id
  WHERE pm.asset_id = a.id ORDER BY q.posted_at IS NULL, q.posted_at, q.id LIMIT 1)
LEFT JOIN creators c ON c.id = COALESCE(a.creator_id, p.creator_id)
LEFT JOIN occurrences o ON o.id = (SELECT MIN(n.id) FROM occurrences n WHERE n.asset_id = a.id)
LEFT JOIN batches i ON i.id = o.batch_id
LEFT JOIN asset_facts f ON f.asset_id = a.id
LEFT JOIN consent_summary s INDEXED BY sqlite_autoindex_consent_summary_1  -- its primary key: one look-up, not two
  ON s.brand_id = :brand AND s.asset_id = a.id
ORDER BY wanted.position
"""  # noqa: S608 - a constant column list


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One asset as lists show it; ``consent`` is the word for the brand that was asked about."""

    asset: Asset
    source_path: str
    creator: str | None
    posted_at: str | None
    caption: str | None
    """What lists show: the editor's caption, else the post's, else the file's."""
    tags: tuple[str, ...]
    consent: ConsentState
    clear_from: str | None
    clear_until: str | None
    copies: int
    """How many copies are stacked under it."""
    stacked_under: AssetId | None
    own_caption: str | None = None
    """What an editor wrote for this photo; the post's text is never changed."""
    post_caption: str | None = None
    """The text of the post as it came, from the post or from the file."""
    credit: str | None = None
    """The credit that an editor wrote; what was granted is asked of the gate."""
    place: str | None = None
    campaign: str | None = None
    """The gallery that it is meant for: stated, else that of its import."""
    galleries: tuple[str, ...] = ()
    """The names of the galleries that it is in."""
    platform: str | None = None
    """The network of its author's account."""
    importer: str | None = None
    """Which importer brought it."""
    likes: int | None = None
    sensitive: bool = False
    """Marked as sensitive: shown blurred until it is opened."""

    @property
    def name(self) -> str:
        """The file name, without its folders."""
        return self.source_path.replace("\\", "/").rpartition("/")[2]

    @property
    def duration_ms(self) -> int | None:
        """The length of a video."""
        return self.asset.duration_ms


def asset_of(row: Sequence[Any]) -> Asset:
    """An asset from its ``ASSET_COLUMNS``."""
    asset, sha256, kind, media_format, width, height, size, state, flag, rating, duration, taken, colour = row
    return Asset(
        AssetId(asset),
        Sha256(sha256),
        AssetKind(kind),
        media_format,
        width,
        height,
        size,
        AssetState(state),
        Flag(flag),
        rating,
        duration,
        taken,
        colour,
    )


def consent_word(state: str | None, clear_from: str | None, clear_until: str | None, day: str) -> ConsentState:
    """What the projection says on a day (ISO): inside its window ``cleared``, after it ``ended``, else what was stored.

    So a grant that ends or begins needs no timer and nobody to write it.
    """
    if clear_from is not None and clear_until is not None:
        if clear_until < day:
            return ConsentState.ENDED
        if clear_from <= day:
            return ConsentState.CLEARED
    return ConsentState(state) if state else ConsentState.NOT_REQUESTED


def row_of(row: Sequence[Any], day: str) -> AssetRow:
    """A row of ``ROWS`` as people see it on a day (ISO)."""
    path, creator, posted_at, said, own, tags, state, clear_from, clear_until, copies, under = row[13:24]
    credit, place, campaign, galleries, platform, importer, likes, sensitive = row[24:]
    return AssetRow(
        asset=asset_of(row[:13]),
        source_path=path or "",
        creator=creator,
        posted_at=posted_at,
        caption=own if own is not None else said,
        tags=() if tags == "[]" else tuple(json.loads(tags)),
        consent=consent_word(state, clear_from, clear_until, day),
        clear_from=clear_from,
        clear_until=clear_until,
        copies=copies,
        stacked_under=AssetId(under) if under is not None else None,
        own_caption=own,
        post_caption=said,
        credit=credit,
        place=place,
        campaign=campaign,
        galleries=() if galleries == "[]" else tuple(json.loads(galleries)),
        platform=platform,
        importer=importer,
        likes=likes,
        sensitive=bool(sensitive),
    )
