"""Rows beside the ledger after a restore: copied from the replaced database, or made from what events say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event, canonical, scope_to_json
from ugc_studio.library.backup import read_copy
from ugc_studio.library.clock import instant

if TYPE_CHECKING:
    from ugc_studio.library.erasure import Erasure
    from ugc_studio.library.session import Session

SIDE_TABLES = {
    "parties": ("uuid", "uuid, kind, created_at"),
    "actors": ("uuid", "uuid, name"),
    "notices": ("uuid", "uuid, key, version, name, scope, texts, hash, created_at"),
    "private_texts": ("commitment", "owner, field, salt, text, commitment, retain_until, retain_reason"),
    "evidence": (
        "uuid",
        "uuid, sha256, kind, extension, bytes, captured_at, added_at, state, retain_until, retain_reason",
    ),
    "forms": ("code", "code, kind, notice, language, text_hash, brand, size, issued_at, issued_by"),
    "form_photos": ("code", "code, place, sha256"),
    "form_people": ("code", "code, place, part, party, name"),
    "form_papers": ("evidence", "evidence, code, came_at, came_by, recorded_at"),
    "access_answers": ("uuid", "uuid, party, brand, handed_at, handed_by, file_sha256, head_seq, head_hash"),
    "handovers": (
        "uuid",
        "uuid, kind, recipient, title, language, brand, gallery, target, message, head_seq, head_hash, file_sha256, "
        "path, created_at, actor, due, closed_at",
    ),
    "handover_items": ("review", "review, number, asset_sha256, use_uuid, subjects, flag, source"),
    "handover_answers": (
        "uuid",
        "uuid, review, asset_sha256, decision, comment, caption, alt_text, reader, received_at, file_sha256, outcome, "
        "seq",
    ),
}
"""Table → its identity and the columns to copy (row ids are given anew)."""


class RecoveryRepository:
    """The SQL of restoring beside the ledger."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def copy_side_tables(self, old: Path) -> None:
        """Copy what later events name and the restored database lacks; what was erased since is gone there too."""
        with read_copy(old, self._session.folder) as source:
            for table, (identity, columns) in SIDE_TABLES.items():
                place = columns.split(", ").index(identity)
                present = {row[0] for row in self._db.execute(f"SELECT {identity} FROM {table}")}  # noqa: S608 - constant
                rows = source.db.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 - constant names
                marks = ", ".join("?" * len(columns.split(", ")))
                self._db.conn.executemany(
                    f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - constant names
                    [tuple(row) for row in rows if row[place] not in present],
                )

    def copy_use_places(self, old: Path) -> None:
        """Where pictures went is no part of the ledger: it comes from the replaced database, or is lost."""
        with read_copy(old, self._session.folder) as source:
            rows = source.db.execute("SELECT path, url, recipient, uuid FROM uses").fetchall()
            self._db.conn.executemany(
                "UPDATE uses SET path = ?, url = ?, recipient = ? WHERE uuid = ?", [tuple(row) for row in rows]
            )

    def ensure_named(self, event: Event) -> None:
        """Make the rows of parties and notices that only the journal remembers."""
        if event.type == EventType.PARTY_REGISTERED and event.party:
            self._db.execute(
                "INSERT INTO parties (uuid, kind, created_at) VALUES (?, ?, ?) ON CONFLICT (uuid) DO NOTHING",
                (event.party, str(event.facts.get("kind", "depicted")), instant(event.at)),
            )
        if event.type == EventType.NOTICE_ISSUED and event.notice and event.scope:
            scope = canonical(scope_to_json(event.scope))
            self._db.execute(
                "INSERT INTO notices (uuid, key, version, name, scope, texts, hash, created_at) "
                "VALUES (?1, ?1, 1, ?2, ?3, '{}', ?4, ?5) ON CONFLICT DO NOTHING",
                (event.notice, event.notice[:8], scope, str(event.facts.get("hash", "")), instant(event.at)),
            )

    def ensure_tombstones(self, erasure: Erasure) -> None:
        """A picture that came and was erased after the backup is remembered by its hash alone."""
        for sha in erasure.shas:
            self._db.execute(
                "INSERT INTO assets (sha256, kind, format, width, height, bytes, state, sort_at, imported_at) "
                "VALUES (?1, 'photo', 'jpeg', 0, 0, 0, 'tombstone', ?2, ?2) ON CONFLICT (sha256) DO NOTHING",
                (sha, self._session.now()),
            )

    def relate(self, event: Event) -> None:
        """A relation that a person stated after the backup, where both pictures are here."""
        ids = self._session.assets.known(event.assets)
        if len(event.assets) != 2 or len(ids) != 2 or "kind" not in event.facts:
            return
        pair = [ids[sha] for sha in event.assets]
        self._db.execute(
            "INSERT INTO relations (from_asset, to_asset, kind, detail, state, source, decided_at) "
            "VALUES (?, ?, ?, ?, ?, 'person', ?) ON CONFLICT (from_asset, to_asset) DO UPDATE SET "
            "kind = excluded.kind, detail = excluded.detail, state = excluded.state, source = 'person'",
            (
                *pair, str(event.facts["kind"]), str(event.facts.get("detail", "")),
                str(event.facts.get("state", "confirmed")), instant(event.at),
            ),
        )  # fmt: skip
