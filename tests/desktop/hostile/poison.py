"""Puts one hostile text wherever a library keeps words, also where the services would refuse it."""

from __future__ import annotations

import json
from pathlib import Path

from ugc_studio.app.bootstrap import open_studio
from ugc_studio.library.session import Session

MARKUP = (
    '<b>x</b><img src="file:///etc/passwd"><a href="https://example.org/">y</a> \u202e\u2066gpj.exe \u200b\u200d '
    "%s %(n)s {n} {0} {name} &amp; && \x07\x1b[31m\nsecond line"
)
LONG = "x" * 100_000
WIDE = "<u>" + "W" * 2_000 + " " + "🌿" * 500 + "עברית العربية " * 200
TEXTS = {"markup": MARKUP, "long": LONG, "wide": WIDE}

# Where words of strangers are kept; a name that has to be unique gets its row's number at the end.
COLUMNS = (
    ("assets", "credit", False), ("brands", "name", False), ("markets", "name", False), ("accounts", "handle", False),
    ("places", "name", True), ("notices", "name", False), ("actors", "name", True), ("galleries", "name", True),
    ("gallery_items", "caption", False), ("creators", "handle", False), ("creators", "name", False),
    ("posts", "caption", False), ("posts", "permalink", False), ("occurrences", "source_path", True),
    ("batches", "source", False), ("batch_items", "path", False), ("private_texts", "text", False),
    ("saved_searches", "name", True), ("watched_folders", "path", True),
    ("export_presets", "name", True), ("takedowns", "owner", False), ("uses", "url", False),
    ("uses", "recipient", False),
)  # fmt: skip


def poison(folder: Path, text: str) -> None:
    """Fill a closed library with one text."""
    studio = open_studio(folder, actor="Manon Leroy")
    try:
        studio.searches.create("a", "rights:cleared")
        studio.curation.create("b")
        studio.export_desk.save_preset("c", "web")
        watched = folder.parent / "watched"
        watched.mkdir()
        studio.watching.add(watched)
        studio.library.write(lambda session: _fill(session, text))
    finally:
        studio.close()


def _fill(session: Session, text: str) -> None:
    db = session.db
    for table, column, unique in COLUMNS:
        if column not in {row[1] for row in db.execute(f"PRAGMA table_info({table})")}:
            continue
        value = "? || rowid" if unique and table != "actors" else "? || uuid" if unique else "?"
        db.execute(f"UPDATE {table} SET {column} = {value}", [text])  # noqa: S608 - constant names
    tag = " ".join(text.split())[:200]
    db.execute("UPDATE OR REPLACE asset_tags SET tag = ? || asset_id % 3", [tag])
    db.execute("UPDATE notices SET texts = ?", [json.dumps(dict.fromkeys(("en", "fr"), text))])
    session.assets.reindex_all()
