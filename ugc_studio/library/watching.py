"""Folders that are looked at again and again, and what was offered from each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.changes import text_from_json, text_to_json
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.messages import Text, _

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

_COLUMNS = "id, path, received_from, place, campaign, added_at, scanned_at, problem"


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """One folder with what counts for everything that comes from it."""

    id: int
    path: str
    """As it is shown; :func:`ugc_studio.domain.imports.original_path` turns it back."""
    received_from: str | None
    """UUID of the party who puts the pictures there."""
    place: str | None
    campaign: str | None
    added_at: str
    scanned_at: str | None
    problem: Text | None
    """Why the last look failed."""


class WatchingRepository:
    """The rows of watched folders."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def all(self) -> list[WatchedFolder]:
        """Every watched folder, in the order they were added."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM watched_folders ORDER BY id")  # noqa: S608 - constant
        return [_folder(row) for row in rows]

    def get(self, folder_id: int) -> WatchedFolder:
        """One of them."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM watched_folders WHERE id = ?",  # noqa: S608 - constant
            [folder_id],
        ).fetchone()
        if row is None:
            raise NotFound(_("There is no watched folder with the number {id}.", id=str(folder_id)))
        return _folder(row)

    def add(self, path: str, *, received_from: str | None, place: str | None, campaign: str | None) -> int:
        """Watch a folder; raises :class:`UsageError` when it is watched already."""
        if self._db.execute("SELECT 1 FROM watched_folders WHERE path = ?", [path]).fetchone():
            raise UsageError(_("{folder} is watched already.", folder=path))
        cursor = self._db.execute(
            "INSERT INTO watched_folders (path, received_from, place, campaign, added_at) VALUES (?, ?, ?, ?, ?)",
            [path, received_from, place, campaign, self._session.now()],
        )
        return int(cursor.lastrowid or 0)

    def remove(self, folder_id: int) -> None:
        """Watch a folder no longer; what came from it stays."""
        self._db.execute("DELETE FROM watched_folders WHERE id = ?", [folder_id])

    def stamps(self, folder_id: int) -> dict[str, str]:
        """What was offered already: path → size and time."""
        rows = self._db.execute("SELECT path, stamp FROM watched_files WHERE folder_id = ?", [folder_id])
        return dict(rows.fetchall())

    def offered(self, folder_id: int, stamps: Mapping[str, str]) -> None:
        """Remember files as offered."""
        self._db.conn.executemany(
            "INSERT INTO watched_files (folder_id, path, stamp) VALUES (?, ?, ?) "
            "ON CONFLICT (folder_id, path) DO UPDATE SET stamp = excluded.stamp",
            [(folder_id, path, stamp) for path, stamp in stamps.items()],
        )

    def forget(self, folder_id: int, paths: Iterable[str]) -> None:
        """Forget files that are not there any more, so that one of the same name is new."""
        self._db.execute(
            "DELETE FROM watched_files WHERE folder_id = ? AND path IN (SELECT value FROM json_each(?))",
            [folder_id, json.dumps(list(paths))],
        )

    def scanned(self, folder_id: int, problem: Text | None) -> None:
        """Note that a folder was looked at, and what was wrong with it."""
        self._db.execute(
            "UPDATE watched_folders SET scanned_at = ?, problem = ? WHERE id = ?",
            [self._session.now(), json.dumps(text_to_json(problem)) if problem is not None else None, folder_id],
        )


def _folder(row: Sequence[Any]) -> WatchedFolder:
    problem = text_from_json(json.loads(row[7])) if row[7] else None
    return WatchedFolder(row[0], row[1], row[2], row[3], row[4], row[5], row[6], problem)
