"""Exports that are made often: destination, use and options under a name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.events import canonical
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class StoredPreset:
    """One row; ``parts`` and ``options`` as JSON values."""

    id: int
    name: str
    exporter: str
    parts: Mapping[str, Any]
    options: Mapping[str, Any]


class PresetRepository:
    """The rows of presets."""

    def __init__(self, session: Session) -> None:
        self._db = session.db

    def all(self) -> list[StoredPreset]:
        """Every preset, by name."""
        rows = self._db.execute(
            "SELECT id, name, exporter, parts, options FROM export_presets ORDER BY name COLLATE NOCASE, id"
        )
        return [StoredPreset(row[0], row[1], row[2], json.loads(row[3]), json.loads(row[4])) for row in rows]

    def save(self, name: str, exporter: str, *, parts: Mapping[str, Any], options: Mapping[str, Any]) -> int:
        """Keep a preset; one of the same name is replaced."""
        clean = " ".join(name.split())
        if not clean or len(clean) > LONGEST_NAME:
            raise UsageError(_("A preset needs a name of 1 to {max} characters.", max=LONGEST_NAME))
        row = self._db.execute(
            "INSERT INTO export_presets (name, exporter, parts, options) VALUES (?, ?, ?, ?) ON CONFLICT (name) "
            "DO UPDATE SET exporter = excluded.exporter, parts = excluded.parts, options = excluded.options "
            "RETURNING id",
            [clean, exporter, canonical(dict(parts)), canonical(dict(options))],
        ).fetchone()
        return int(row[0])

    def delete(self, preset_id: int) -> None:
        """Forget a preset."""
        if not self._db.execute("DELETE FROM export_presets WHERE id = ?", [preset_id]).rowcount:
            raise NotFound(_("There is no preset with the number {id}.", id=str(preset_id)))
