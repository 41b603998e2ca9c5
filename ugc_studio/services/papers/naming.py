"""What a paper is called on disk: its kind, its subject and the day, and never the name of a file that is there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ugc_studio.exporters.base import safe_name


def place_in(folder: Path, kind: str, subject: str, day: dt.date, ending: str) -> Path:
    """A free place in a folder; ``kind`` and ``subject`` are words of the reader."""
    parts = [safe_name(kind, fallback="paper"), safe_name(subject, fallback="")]
    stem = "-".join(part for part in (*parts, day.isoformat()) if part)
    number, place = 1, folder / f"{stem}.{ending}"
    while place.exists():
        number += 1
        place = folder / f"{stem}-{number}.{ending}"
    return place
