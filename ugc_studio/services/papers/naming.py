"""What a paper is called on disk: its kind, its subject and the day."""

from __future__ import annotations

import datetime as dt

from ugc_studio.exporters.base import safe_name


def file_name(kind: str, subject: str, day: dt.date, ending: str) -> str:
    """The name that is proposed; ``kind`` and ``subject`` are words of the reader."""
    parts = [safe_name(kind, fallback="paper"), safe_name(subject, fallback="")]
    return "-".join(part for part in (*parts, day.isoformat()) if part) + f".{ending}"
