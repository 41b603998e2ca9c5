"""Imports as the history shows them: where from, when, what was left out and why."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NewType

from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.imports import LeftOut, Outcome
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

BatchId = NewType("BatchId", int)

_COLUMNS = "id, uuid, importer, source, started_at, finished_at, state, received_from, place_id, campaign_id, report"

_UNTOUCHED = """
SELECT a.id FROM assets a
WHERE a.id IN (SELECT asset_id FROM occurrences WHERE batch_id = :batch)
  AND a.state = :state AND a.stacked_under IS NULL AND a.flag = 'unreviewed' AND a.rating = 0
  AND NOT EXISTS (SELECT 1 FROM occurrences o JOIN batches b ON b.id = o.batch_id
                  WHERE o.asset_id = a.id AND o.batch_id <> :batch AND b.state <> 'undone')
  AND NOT EXISTS (SELECT 1 FROM gallery_items g WHERE g.asset_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM uses u WHERE u.asset_sha256 = a.sha256)
  AND NOT EXISTS (SELECT 1 FROM ledger_keys k WHERE k.key IN ('asset:' || a.sha256, a.sha256))
  AND NOT EXISTS (SELECT 1 FROM asset_tags t WHERE t.asset_id = a.id AND t.origin = 'person')
  AND NOT EXISTS (SELECT 1 FROM assets s WHERE s.stacked_under = a.id)
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """One import."""

    id: BatchId
    uuid: str
    importer: str
    source: str
    started_at: str
    finished_at: str | None
    state: str
    """``running``, ``done``, ``stopped`` or ``undone``."""
    received_from: str | None
    place_id: int | None
    campaign_id: int | None
    report: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One item that an import left out; ``code`` and ``params`` make its sentence in any language."""

    path: str
    outcome: Outcome
    code: str
    params: Mapping[str, Any]


class BatchRepository:
    """The rows of imports and of what they left out."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def start(
        self,
        *,
        importer: str,
        source: str,
        received_from: str | None = None,
        place_id: int | None = None,
        campaign: str | None = None,
        reading: Mapping[str, Any] | None = None,
    ) -> BatchId:
        """Begin an import; a campaign that is no gallery yet is remembered by its name.

        ``reading`` is what a person said about reading the sources, for trying again.
        """
        noted: dict[str, Any] = {"campaign": campaign} if campaign else {}
        noted |= {"reading": dict(reading)} if reading else {}
        row = self._db.execute("SELECT id FROM galleries WHERE name = ?", [campaign]).fetchone() if campaign else None
        cursor = self._db.execute(
            "INSERT INTO batches (uuid, importer, source, started_at, received_from, place_id, campaign_id, report) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                str(uuid.uuid4()),
                importer,
                source,
                self._session.now(),
                received_from,
                place_id,
                row[0] if row else None,
                _json(noted),
            ],
        )
        return BatchId(cursor.lastrowid or 0)

    def finish(self, batch: BatchId, *, state: str, counts: Mapping[str, Any]) -> None:
        """End an import with its counts."""
        self._db.execute(
            "UPDATE batches SET state = ?, finished_at = ?, report = json_patch(report, ?) WHERE id = ?",
            [state, self._session.now(), _json(dict(counts)), batch],
        )

    def note(self, batch: BatchId, facts: Mapping[str, Any]) -> None:
        """Keep something about an import beside its counts."""
        self._db.execute(
            "UPDATE batches SET report = json_patch(report, ?) WHERE id = ?", [_json(dict(facts)), batch]
        )

    def set_state(self, batch: BatchId, state: str) -> None:
        """Mark an import as undone, or done again."""
        self._db.execute("UPDATE batches SET state = ? WHERE id = ?", [state, batch])

    def interrupted(self) -> list[Batch]:
        """Imports that ended without saying so; called while this process alone may write and runs none itself."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM batches WHERE state = 'running' ORDER BY id")  # noqa: S608 - constant
        return [_batch(row) for row in rows.fetchall()]

    def leave_out(self, batch: BatchId, items: Iterable[LeftOut]) -> None:
        """Keep what was not taken in and why."""
        self._db.conn.executemany(
            "INSERT INTO batch_items (batch_id, path, outcome, code, params) VALUES (?, ?, ?, ?, ?)",
            [
                (batch, item.problem.path, item.outcome.value, item.problem.code, _json(dict(item.problem.params)))
                for item in items
            ],
        )

    def get(self, batch: int) -> Batch:
        """One import by its number."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM batches WHERE id = ?", [batch]).fetchone()  # noqa: S608 - constant
        if row is None:
            raise NotFound(_("There is no import with the number {id}.", id=str(batch)))
        return _batch(row)

    def recent(self, limit: int = 50, *, offset: int = 0) -> list[Batch]:
        """The latest imports, newest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM batches ORDER BY id DESC LIMIT ? OFFSET ?",  # noqa: S608 - constant
            [limit, offset],
        )
        return [_batch(row) for row in rows.fetchall()]

    def items(
        self, batch: int, *, limit: int = 1000, offset: int = 0, outcome: Outcome | None = None
    ) -> list[BatchItem]:
        """What an import left out, in the order in which it was found; perhaps only one kind of it."""
        rows = self._db.execute(
            "SELECT path, outcome, code, params FROM batch_items WHERE batch_id = ?1 AND (?4 IS NULL OR outcome = ?4) "
            "ORDER BY id LIMIT ?2 OFFSET ?3",
            [batch, limit, offset, outcome.value if outcome else None],
        )
        return [BatchItem(path, Outcome(outcome), code, json.loads(params)) for path, outcome, code, params in rows]

    def with_problems(self, *, since: str) -> list[tuple[BatchId, str, int]]:
        """The imports begun after a day that could not use some file, unless somebody settled that; newest first.

        Number, source, and how many files.
        """
        rows = self._db.execute(
            "SELECT b.id, b.source, COUNT(*) FROM batches b JOIN batch_items i ON i.batch_id = b.id "
            "WHERE i.outcome = 'problem' AND b.state <> 'undone' AND b.started_at >= ? "
            "AND json_extract(b.report, '$.settled') IS NULL "
            "GROUP BY b.id ORDER BY b.id DESC",
            [since],
        )
        return [(BatchId(row[0]), row[1], row[2]) for row in rows]

    def problem_counts(self, batches: Sequence[BatchId]) -> dict[BatchId, int]:
        """How many files each of these imports could not use."""
        rows = self._db.execute(
            "SELECT batch_id, COUNT(*) FROM batch_items WHERE outcome = 'problem' "
            "AND batch_id IN (SELECT value FROM json_each(?)) GROUP BY batch_id",
            [_json(list(batches))],
        )
        return {BatchId(row[0]): row[1] for row in rows}

    def count_new(self, batch: BatchId) -> int:
        """How many assets came into the library with this import."""
        sql = (
            "SELECT COUNT(*) FROM (SELECT asset_id FROM occurrences WHERE batch_id = ? GROUP BY asset_id) w "
            "WHERE NOT EXISTS (SELECT 1 FROM occurrences o WHERE o.asset_id = w.asset_id AND o.batch_id < ?)"
        )
        return int(self._db.execute(sql, [batch, batch]).fetchone()[0])

    def untouched(self, batch: int, *, state: str = "present") -> list[int]:
        """Assets that came with this import and to which nobody has added anything since."""
        return [row[0] for row in self._db.execute(_UNTOUCHED, {"batch": batch, "state": state})]

    def move(self, ids: Sequence[int], *, state: str) -> None:
        """Put assets into the trash or back."""
        self._db.execute(
            "UPDATE assets SET state = ? WHERE id IN (SELECT value FROM json_each(?)) AND state <> 'tombstone'",
            [state, _json(list(ids))],
        )


def _batch(row: Sequence[Any]) -> Batch:
    values: list[Any] = [BatchId(row[0]), *row[1:10], json.loads(row[10])]
    return Batch(*values)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
