"""What a library holds, as sets that do not depend on row ids, times, salts or the order in which things came in."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

Rows = set[tuple[Any, ...]]

_QUERIES = {
    "assets": "SELECT sha256, pixels_sha256, kind, format, width, height, bytes, state, taken_at FROM assets",
    "fingerprints": (
        "SELECT a.sha256, f.recipe, hex(f.hashes), f.quality FROM fingerprints f JOIN assets a ON a.id = f.asset_id"
    ),
    "metadata": "SELECT a.sha256, m.embedded, m.features FROM asset_metadata m JOIN assets a ON a.id = m.asset_id",
    "occurrences": "SELECT a.sha256, o.source_path FROM occurrences o JOIN assets a ON a.id = o.asset_id",
    "companions": (
        "SELECT a.sha256, c.role, c.sha256, c.bytes, c.source_path FROM companions c "
        "JOIN assets a ON a.id = c.asset_id"
    ),
    "posts": (
        "SELECT p.source_key, p.permalink, c.platform, c.key, p.caption, p.posted_at, p.likes, p.comments, l.name "
        "FROM posts p LEFT JOIN creators c ON c.id = p.creator_id LEFT JOIN places l ON l.id = p.place_id"
    ),
    "post_media": (
        "SELECT p.source_key, m.position, m.state, m.reference, a.sha256 FROM post_media m "
        "JOIN posts p ON p.id = m.post_id LEFT JOIN assets a ON a.id = m.asset_id"
    ),
    "creators": "SELECT platform, key, handle, name FROM creators",
    "shown_creators": "SELECT a.sha256, c.platform, c.key FROM assets a JOIN creators c ON c.id = a.creator_id",
    "authors": (
        "SELECT a.sha256, c.platform, c.key, w.state, w.source FROM authors w JOIN assets a ON a.id = w.asset_id "
        "JOIN creators c ON c.party_id = w.party_id"
    ),
    "tags": "SELECT a.sha256, t.tag, t.origin FROM asset_tags t JOIN assets a ON a.id = t.asset_id",
    "relations": (
        "SELECT MIN(a.sha256, b.sha256), MAX(a.sha256, b.sha256), r.kind, r.detail, r.state FROM relations r "
        "JOIN assets a ON a.id = r.from_asset JOIN assets b ON b.id = r.to_asset"
    ),
    "answers": "SELECT p.source_key, a.digest FROM post_answers a JOIN posts p ON p.id = a.post_id",
    "text": (
        "SELECT a.sha256, t.name, t.caption, t.creator, t.tags, t.place FROM asset_text t "
        "JOIN assets a ON a.id = t.rowid"
    ),
}
_UNIQUE_EACH_TIME = {"at", "uuid"}


def library_digest(folder: Path) -> dict[str, Rows]:
    """The content of a closed library: equal for two libraries that hold the same."""
    connection = sqlite3.connect(f"{(folder / 'library.db').absolute().as_uri()}?mode=ro", uri=True)
    try:
        digest: dict[str, Rows] = {name: set(connection.execute(query)) for name, query in _QUERIES.items()}
        digest["occurrences"] = {(sha, path) for sha, path in digest["occurrences"]}
        digest["ledger"] = _events(connection)
    finally:
        connection.close()
    digest["originals"] = _files(folder / "originals")
    return digest


def _events(connection: sqlite3.Connection) -> Rows:
    """Each event by its type and content, numbered where the same happened several times.

    UUIDs of parties become the accounts that the parties have, and salted commitments the texts behind them.
    """
    names = dict(connection.execute("SELECT commitment, field || ': ' || text FROM private_texts"))
    accounts = connection.execute(
        "SELECT p.uuid, group_concat(c.platform || ' ' || c.key) FROM parties p JOIN creators c ON c.party_id = p.id "
        "GROUP BY p.id"
    )
    names.update((uuid, f"party {account}") for uuid, account in accounts)
    seen: dict[tuple[Any, ...], int] = {}
    for kind, role, payload in connection.execute("SELECT type, role, payload FROM ledger_events ORDER BY seq"):
        event = (kind, role, json.dumps(_lasting(json.loads(payload), names), sort_keys=True))
        seen[event] = seen.get(event, 0) + 1
    return {(*event, count) for event, count in seen.items()}


def _lasting(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(item, names) for key, item in value.items() if key not in _UNIQUE_EACH_TIME}
    if isinstance(value, list):
        return [_lasting(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def _files(folder: Path) -> Rows:
    return {(path.relative_to(folder).as_posix(), path.stat().st_size) for path in folder.rglob("*") if path.is_file()}
