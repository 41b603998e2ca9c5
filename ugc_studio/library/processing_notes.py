"""What a brand adds to its record of processing (GDPR art. 30): contacts and notes, beside what the register knows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

_KEY = "processing:"


@dataclass(frozen=True, slots=True)
class ProcessingNotes:
    """Free lines of one brand; empty ones say nothing."""

    controller: str = ""
    """Address and representative of the controller."""
    officer: str = ""
    """The data protection officer, where there is one."""
    purposes: str = ""
    recipients: str = ""
    retention: str = ""
    measures: str = ""


class ProcessingNotesRepository:
    """Keeps the notes of each brand."""

    def __init__(self, session: Session) -> None:
        self._db = session.db

    def of_brand(self, brand_uuid: str) -> ProcessingNotes:
        """The notes of a brand; empty where nobody wrote any."""
        row = self._db.execute("SELECT value FROM settings WHERE key = ?", (_KEY + brand_uuid,)).fetchone()
        kept = json.loads(row[0]) if row else {}
        known = {field.name for field in fields(ProcessingNotes)}
        return ProcessingNotes(**{name: str(text) for name, text in kept.items() if name in known})

    def keep(self, brand_uuid: str, notes: ProcessingNotes) -> None:
        """Store the notes of a brand."""
        self._db.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_KEY + brand_uuid, json.dumps(asdict(notes), ensure_ascii=False)),
        )
