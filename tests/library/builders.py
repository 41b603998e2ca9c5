"""Small real libraries for tests: rows that look like an import, made without decoding pictures."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ugc_studio.domain.assets import AssetId, AssetKind
from ugc_studio.library.assets import NewAsset
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session


def sha(name: str) -> str:
    """The SHA-256 that stands for the bytes of a made-up file."""
    return hashlib.sha256(name.encode()).hexdigest()


def new_asset(name: str, **changes: object) -> NewAsset:
    """A photo of 1200 × 800 pixels whose bytes are its name."""
    facts: dict[str, object] = {
        "sha256": sha(name),
        "kind": AssetKind.PHOTO,
        "format": "jpeg",
        "width": 1200,
        "height": 800,
        "bytes": len(name.encode()),
    }
    return NewAsset(**{**facts, **changes})  # type: ignore[arg-type]  # a dictionary of mixed values


def add_asset(
    session: Session,
    name: str,
    *,
    path: str | None = None,
    caption: str | None = None,
    handle: str | None = None,
    posted_at: str | None = None,
    place: str | None = None,
    batch: str = "batch-1",
    **changes: object,
) -> AssetId:
    """One asset with an occurrence and, where a post says something, a post by a creator."""
    db = session.db
    place_id = None
    if place:
        db.execute("INSERT OR IGNORE INTO places (uuid, name) VALUES (?, ?)", [f"place-{place}", place])
        place_id = db.execute("SELECT id FROM places WHERE name = ?", [place]).fetchone()[0]
    asset = session.assets.add_many([new_asset(name, posted_at=posted_at, place_id=place_id, **changes)])[0].id
    db.execute(
        "INSERT OR IGNORE INTO batches (uuid, importer, source, started_at) VALUES (?, 'folder', 'photos', ?)",
        [batch, session.now()],
    )
    batch_id = db.execute("SELECT id FROM batches WHERE uuid = ?", [batch]).fetchone()[0]
    post_id = None
    if caption or handle or posted_at:
        post_id = _add_post(session, name, caption=caption, handle=handle, posted_at=posted_at, asset=asset)
    db.execute(
        "INSERT INTO occurrences (asset_id, batch_id, source_path, post_id) VALUES (?, ?, ?, ?)",
        [asset, batch_id, path or f"photos/{name}.jpg", post_id],
    )
    session.assets.reindex([asset])
    return asset


def _add_post(
    session: Session, name: str, *, caption: str | None, handle: str | None, posted_at: str | None, asset: int
) -> int:
    db = session.db
    creator = None
    if handle:
        row = db.execute("SELECT id FROM creators WHERE key = ?", [handle]).fetchone()
        if row is None:
            party = db.execute(
                "INSERT INTO parties (uuid, kind, created_at) VALUES (?, 'creator', ?)", [f"p-{handle}", session.now()]
            ).lastrowid
            creator = db.execute(
                "INSERT INTO creators (party_id, platform, handle, key) VALUES (?, 'instagram', ?, ?)",
                [party, "@" + handle, handle],
            ).lastrowid
        else:
            creator = row[0]
    post = db.execute(
        """INSERT INTO posts (source_key, importer, creator_id, caption, posted_at, updated_at)
           VALUES (?, 'table', ?, ?, ?, ?)""",
        [f"post-{name}", creator, caption, posted_at, session.now()],
    ).lastrowid
    db.execute(
        "INSERT INTO post_media (post_id, position, state, asset_id) VALUES (?, 0, 'local', ?)", [post, asset]
    )
    assert post is not None
    return post


def add_brand(session: Session, key: str = "lavande") -> int:
    """A brand; returns its row id."""
    row = session.db.execute(
        "INSERT INTO brands (uuid, key, name) VALUES (?, ?, ?)", [f"brand-{key}", key, key.title()]
    ).lastrowid
    assert row is not None
    return row


def summarise(
    session: Session, asset: int, brand: int, state: str, clear_from: str | None = None, clear_until: str | None = None
) -> None:
    """What the consent projection says about one asset."""
    session.db.execute(
        "INSERT OR REPLACE INTO consent_summary VALUES (?, ?, ?, ?, ?, 0)",
        [asset, brand, state, clear_from, clear_until],
    )


def new_library(root: Path) -> Library:
    """A fresh library in a folder of the test."""
    return Library.create(root / "library")
