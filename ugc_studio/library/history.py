"""The undo log: change sets in the library itself, so that undo works after a restart too."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.changes import ChangeId, ChangeSet, ChangeState, Operation, text_from_json, text_to_json
from ugc_studio.domain.events import canonical
from ugc_studio.domain.messages import Text

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

COLUMNS = "id, at, actor, text, undo, redo, place, state"


class HistoryRepository:
    """One row a change set; ``undone`` rows are younger than all ``done`` ones, because doing anything drops them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def add(
        self,
        *,
        actor: str,
        text: Text,
        undo: Sequence[Operation],
        redo: Sequence[Operation],
        place: Mapping[str, Any],
    ) -> ChangeId:
        """Record what was just done; what could still be redone cannot any more."""
        self._db.execute("UPDATE changes SET state = 'dropped' WHERE state = 'undone'")
        cursor = self._db.execute(
            "INSERT INTO changes (at, actor, text, undo, redo, place) VALUES (?, ?, ?, ?, ?, ?)",
            [
                self._session.now(),
                actor,
                canonical(text_to_json(text)),
                canonical(list(undo)),
                canonical(list(redo)),
                canonical(dict(place)),
            ],
        )
        return ChangeId(cursor.lastrowid or 0)

    def next_undo(self) -> ChangeSet | None:
        """The change set that undo takes back, or None; what cannot be taken back is passed over."""
        return self._one("WHERE state = 'done' AND undo <> '[]' ORDER BY id DESC LIMIT 1")

    def next_redo(self) -> ChangeSet | None:
        """The change set that redo does again, or None."""
        return self._one("WHERE state = 'undone' ORDER BY id LIMIT 1")

    def mark(self, change: ChangeId, state: ChangeState) -> None:
        """Move a change set on the undo stack."""
        self._db.execute("UPDATE changes SET state = ? WHERE id = ?", [state.value, change])

    def recent(self, limit: int = 50, *, offset: int = 0) -> list[ChangeSet]:
        """The latest change sets, newest first, without what was dropped."""
        sql = f"SELECT {COLUMNS} FROM changes WHERE state <> 'dropped' ORDER BY id DESC LIMIT ? OFFSET ?"  # noqa: S608 - constant column list
        return [_change(row) for row in self._db.execute(sql, [limit, offset])]

    def forget(self) -> int:
        """Delete every change set, because undo repeats captions and tags; for erasure. Returns how many."""
        return self._db.execute("DELETE FROM changes").rowcount

    def _one(self, rest: str) -> ChangeSet | None:
        row = self._db.execute(f"SELECT {COLUMNS} FROM changes {rest}").fetchone()  # noqa: S608 - constant clauses
        return _change(row) if row else None


def _change(row: sqlite3.Row | tuple[Any, ...]) -> ChangeSet:
    change, at, actor, text, undo, redo, place, state = row
    return ChangeSet(
        ChangeId(change),
        at,
        actor,
        text_from_json(json.loads(text)),
        tuple(json.loads(undo)),
        tuple(json.loads(redo)),
        json.loads(place),
        ChangeState(state),
    )
