"""Synthetic libraries of any size, made by bulk SQL and kept for the next run.

They hold what lists and searches read: assets, occurrences, posts, creators, tags, marks, places, a brand and its
consent summary. Nothing is decoded and no original exists, so they are no use for checks of files.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from ugc_studio.library.library import Library
from ugc_studio.library.session import Session

VERSION = 3  # raise it when the rows change, so that a kept library is made again
SEED = 20261124
WORDS = (
    "beach terrace sunset lavender market morning coffee garden mountain snow river boat bicycle picnic wedding dog "
    "cat sofa lamp kitchen window rain forest hiking summer winter spring autumn dress shoes hat bag red blue green "
    "golden hour family friends birthday party concert street bridge museum castle village harbour island "
    "wine cheese bread"
).split()
TAGS = [f"{first}-{second}" for first in ("summer", "winter", "product", "people", "food") for second in WORDS[:40]]
PLACES = ("Nîmes", "Lyon", "Paris", "Marseille", "Bruxelles", "Berlin", "Nice", "Lille", "Nantes", "Arles")
STATES = ("waiting", "to_read", "cleared", "blocked", "ended")


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A generated library: where it is and the brand that its consent summary speaks about."""

    root: Path
    brand_id: int
    assets: int


def bench_folder() -> Path:
    """Where generated libraries are kept: ``UGC_BENCH_DIR``, else the system's temporary folder."""
    named = os.environ.get("UGC_BENCH_DIR")
    folder = Path(named) if named else Path(tempfile.gettempdir()) / "ugc-studio-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def synthetic_library(assets: int, *, folder: Path | None = None) -> Synthetic:
    """A library of so many assets, made if it is not there yet."""
    root = (folder or bench_folder()) / f"library-{assets}-v{VERSION}"
    stamp = root / "made.json"
    if not stamp.exists():
        shutil.rmtree(root, ignore_errors=True)
        with Library.create(root) as library:
            brand = library.write(lambda session: _fill(session, assets))
        stamp.write_text(json.dumps({"brand": brand}), "utf-8")
    return Synthetic(root, int(json.loads(stamp.read_text("utf-8"))["brand"]), assets)


def _fill(session: Session, count: int) -> int:
    db, chance = session.db, random.Random(SEED)
    creators = max(10, count // 20)
    _register(db, creators)
    rows = [*range(1, count + 1)]
    db.conn.executemany(
        "INSERT INTO assets (id, sha256, kind, format, width, height, bytes, flag, rating, taken_at, sort_at, place_id,"
        " creator_id, imported_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        _assets(rows, chance, creators),
    )
    db.execute("INSERT INTO asset_metadata (asset_id) SELECT id FROM assets")
    db.conn.executemany(
        "INSERT INTO posts (id, source_key, importer, creator_id, caption, posted_at, likes, updated_at)"
        " SELECT ?, ?, 'table', a.creator_id, ?, a.sort_at, ?, a.sort_at FROM assets a WHERE a.id = ?",
        (
            (row, f"post-{row}", " ".join(chance.choices(WORDS, k=8)), chance.randrange(5000), row)
            for row in rows
            if row % 10 < 8
        ),
    )
    db.execute(
        "INSERT INTO post_media (post_id, position, state, asset_id) SELECT id, 0, 'local', id FROM posts ORDER BY id"
    )
    db.execute(
        "INSERT INTO occurrences (asset_id, batch_id, source_path, post_id)"
        " SELECT a.id, 1 + a.id / 5000, printf('photos/%04d/IMG_%07d.jpg', a.id / 500, a.id), p.id"
        " FROM assets a LEFT JOIN posts p ON p.id = a.id"
    )
    db.conn.executemany("INSERT OR IGNORE INTO asset_tags (asset_id, tag) VALUES (?, ?)", _tags(rows, chance))
    db.conn.executemany(
        "INSERT INTO consent_summary (brand_id, asset_id, state, clear_from, clear_until, built_seq)"
        " VALUES (1, ?, ?, ?, ?, 0)",
        _summary(rows, chance),
    )
    session.assets.reindex_all()
    return 1


def _register(db: Database, creators: int) -> None:
    db.execute("INSERT INTO brands (id, uuid, key, name) VALUES (1, 'brand-1', 'lavande', 'Maison Lavande')")
    db.conn.executemany(
        "INSERT INTO batches (id, uuid, importer, source, started_at, state)"
        " VALUES (?, ?, 'folder', 'photos', '', 'done')",
        ((row, f"batch-{row}") for row in range(1, 1002)),
    )
    db.conn.executemany(
        "INSERT INTO places (id, uuid, name) VALUES (?, ?, ?)",
        ((row, f"place-{row}", name) for row, name in enumerate(PLACES, start=1)),
    )
    ids = range(1, creators + 1)
    db.conn.executemany(
        "INSERT INTO parties (id, uuid, kind, created_at) VALUES (?, ?, 'creator', '')",
        ((row, f"party-{row}") for row in ids),
    )
    db.conn.executemany(
        "INSERT INTO creators (id, party_id, platform, handle, key) VALUES (?, ?, 'instagram', ?, ?)",
        ((row, row, f"@{WORDS[row % len(WORDS)]}.{row}", f"{WORDS[row % len(WORDS)]}.{row}") for row in ids),
    )


def _assets(rows: list[int], chance: random.Random, creators: int) -> Iterator[tuple[object, ...]]:
    for row in rows:
        width, height = chance.choice([(4000, 3000), (3000, 4000), (1080, 1080), (1080, 1350)])
        day = chance.randrange(1000)
        at = f"20{24 + day // 365}-{1 + day % 365 // 31:02}-{1 + day % 28:02}T{day % 24:02}:{row % 60:02}:00Z"
        stars = chance.choice((0, 0, 0, 1, 2, 3, 4, 5))
        flag = ("unreviewed", "unreviewed", "unreviewed", "picked", "rejected")[chance.randrange(5)]
        yield (
            row, hashlib.sha256(str(row).encode()).hexdigest(), "video" if row % 40 == 0 else "photo",
            "mp4" if row % 40 == 0 else "jpeg", width, height, 3_000_000 + row, flag, stars,
            at, at, chance.randrange(1, 11) if row % 3 == 0 else None, chance.randrange(1, creators + 1), at,
        )  # fmt: skip


def _tags(rows: list[int], chance: random.Random) -> Iterator[tuple[int, str]]:
    for row in rows:
        for tag in chance.sample(TAGS, k=row % 4):
            yield row, tag


def _summary(rows: list[int], chance: random.Random) -> Iterator[tuple[object, ...]]:
    for row in rows:
        if row % 5 == 0:
            continue  # nothing recorded
        state = chance.choice(STATES)
        until = f"202{chance.randrange(6, 9)}-12-31"
        cleared = state == "cleared"
        yield row, state, "2026-01-01" if cleared else None, until if cleared else None
