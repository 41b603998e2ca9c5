"""What left the library, and what has to come back: recorded uses and the takedown list."""

from __future__ import annotations

import json
import uuid as uuid_module
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.library.session import Session


@dataclass(frozen=True, slots=True)
class RecordedUse:
    """One hand-over of one picture: where to, until when, which bytes."""

    uuid: str
    asset_sha256: str
    asset_id: int | None
    exporter: str
    planned_use: Mapping[str, Any]
    rendition_sha256: str
    path: str
    url: str | None
    recipient: str | None
    recorded_at: str
    seq: int
    gallery_id: int | None = None


@dataclass(frozen=True, slots=True)
class Takedown:
    """Something that must come down: the use, why, by when, and the proof once it is done."""

    id: int
    use: RecordedUse
    cause: str
    due: str
    state: str
    opened_seq: int
    done_at: str | None
    proof_uuid: str | None


PAPERS = ("register", "dossier")
"""The exporters that are papers: somebody holds one, but nothing was published; it does not keep a photo here."""

USE_COLUMNS = (
    "u.uuid, u.asset_sha256, u.asset_id, u.exporter, u.planned_use, u.rendition_sha256, u.path, u.url, u.recipient, "
    "u.recorded_at, u.seq, u.gallery_id"
)

TAKEDOWN_COLUMNS = "t.id, t.cause, t.due, t.state, t.opened_seq, t.done_at, t.proof_uuid"


class UseRepository:
    """Rows of uses and takedowns."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def add(self, use: RecordedUse) -> None:
        """Store a use whose ledger event has just been written."""
        self._db.execute(
            "INSERT INTO uses (uuid, asset_sha256, asset_id, exporter, planned_use, rendition_sha256, path, url, "
            "recipient, recorded_at, seq, gallery_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (uuid) DO NOTHING",
            (
                use.uuid, use.asset_sha256, use.asset_id, use.exporter, json.dumps(dict(use.planned_use)),
                use.rendition_sha256, use.path, use.url, use.recipient, use.recorded_at, use.seq, use.gallery_id,
            ),
        )  # fmt: skip

    def of_assets(self, shas: Iterable[str]) -> list[RecordedUse]:
        """Every use of these assets, oldest first."""
        rows = self._db.execute(
            f"SELECT {USE_COLUMNS} FROM json_each(?) j CROSS JOIN uses u ON u.asset_sha256 = j.value "  # noqa: S608 - constant
            "ORDER BY u.id",
            (json.dumps(list(shas)),),
        )
        return [_use(row) for row in rows]

    def without_takedown(self, shas: Iterable[str]) -> list[RecordedUse]:
        """The uses of these assets of which nobody has asked yet that they come down, oldest first."""
        rows = self._db.execute(
            f"SELECT {USE_COLUMNS} FROM json_each(?) j CROSS JOIN uses u ON u.asset_sha256 = j.value "  # noqa: S608 - constant
            "WHERE NOT EXISTS (SELECT 1 FROM takedowns t WHERE t.use_uuid = u.uuid) ORDER BY u.id",
            (json.dumps(list(shas)),),
        )
        return [_use(row) for row in rows]

    def all(self) -> list[RecordedUse]:
        """Every recorded use, oldest first."""
        rows = self._db.execute(f"SELECT {USE_COLUMNS} FROM uses u ORDER BY u.id")  # noqa: S608 - constant
        return [_use(row) for row in rows]

    # ------------------------------------------------------------------ takedowns

    def open_takedown(self, use: RecordedUse, *, seq: int, cause: str, due: str) -> bool:
        """Ask for a use to come down, unless that is asked or proven already; True when it is new."""
        present = self._db.execute("SELECT 1 FROM takedowns WHERE use_uuid = ?", (use.uuid,)).fetchone()
        if present:
            return False
        self._db.execute(
            "INSERT INTO takedowns (use_uuid, asset_sha256, opened_seq, cause, due) VALUES (?, ?, ?, ?, ?)",
            (use.uuid, use.asset_sha256, seq, cause, due),
        )
        return True

    def takedowns(self, *, state: str | None = "open") -> list[Takedown]:
        """The takedown list, the soonest due first."""
        rows = self._db.execute(
            f"SELECT {TAKEDOWN_COLUMNS}, {USE_COLUMNS} "  # noqa: S608 - constant
            "FROM takedowns t JOIN uses u ON u.uuid = t.use_uuid WHERE t.state = ?1 OR ?1 IS NULL ORDER BY t.due, t.id",
            (state,),
        )
        return [_takedown(row) for row in rows]

    def takedowns_of(self, shas: Iterable[str]) -> list[Takedown]:
        """The takedowns of these assets, open or done."""
        rows = self._db.execute(
            f"SELECT {TAKEDOWN_COLUMNS}, {USE_COLUMNS} FROM json_each(?) j "  # noqa: S608 - constant
            "CROSS JOIN uses u ON u.asset_sha256 = j.value JOIN takedowns t ON t.use_uuid = u.uuid ORDER BY t.id",
            (json.dumps(list(shas)),),
        )
        return [_takedown(row) for row in rows]

    def takedown_owners(self) -> dict[int, str]:
        """Who takes each of them down, where somebody was named."""
        return dict(self._db.execute("SELECT id, owner FROM takedowns WHERE owner IS NOT NULL").fetchall())

    def assign_takedown(self, takedown_id: int, owner: str | None) -> bool:
        """Name who takes something down; False when there is no such takedown."""
        return self._db.execute("UPDATE takedowns SET owner = ? WHERE id = ?", (owner, takedown_id)).rowcount == 1

    def drop_takedown(self, takedown_id: int) -> None:
        """Ask no longer that a use comes down."""
        self._db.execute("DELETE FROM takedowns WHERE id = ? AND state = 'open'", (takedown_id,))

    def settle(self, use_uuid: str, *, sha256: str, seq: int, at: str, proof_uuid: str | None) -> None:
        """Apply a recorded "taken down" to a restored library, whether or not its takedown is in there."""
        changed = self._db.execute(
            "UPDATE takedowns SET state = 'done', done_at = ?, proof_uuid = ? WHERE use_uuid = ?",
            (at, proof_uuid, use_uuid),
        ).rowcount
        if not changed:
            self._db.execute(
                "INSERT INTO takedowns (use_uuid, asset_sha256, opened_seq, cause, due, state, done_at, proof_uuid) "
                "VALUES (?, ?, ?, '', ?, 'done', ?, ?)",
                (use_uuid, sha256, seq, at[:10], at, proof_uuid),
            )

    def finish_takedown(self, takedown_id: int, *, proof_uuid: str) -> Takedown:
        """Record that it came down, with the proof."""
        found = [t for t in self.takedowns(state=None) if t.id == takedown_id]
        if not found:
            raise NotFound(_("There is no takedown with the number {id}.", id=str(takedown_id)))
        self._db.execute(
            "UPDATE takedowns SET state = 'done', done_at = ?, proof_uuid = ? WHERE id = ?",
            (self._session.now(), proof_uuid, takedown_id),
        )
        return found[0]


def new_use_uuid() -> str:
    """An identity for a use, made before its event is written."""
    return str(uuid_module.uuid4())


def _takedown(row: tuple[Any, ...]) -> Takedown:
    return Takedown(row[0], _use(row[7:]), row[1], row[2], row[3], row[4], row[5], row[6])


def _use(row: tuple[Any, ...]) -> RecordedUse:
    return RecordedUse(
        row[0], row[1], row[2], row[3], json.loads(row[4]), row[5], row[6], row[7], row[8], row[9], row[10], row[11]
    )
