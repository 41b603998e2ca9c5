"""Stored days and times as a table shows them: words in a terminal, ISO in a pipe (see ``Console.table``)."""

from __future__ import annotations

import datetime as dt

from ugc_studio.domain.messages import Text, _

Shown = dt.date | Text | str


def day_shown(stored: str | None) -> Shown:
    """The calendar day of a stored day or time; what is no day stays as it is, nothing stays empty."""
    try:
        return dt.date.fromisoformat((stored or "")[:10])
    except ValueError:
        return stored or ""


def time_shown(stored: str | None) -> Shown:
    """A stored time to the second; what is no time stays as it is."""
    try:
        return dt.datetime.fromisoformat(stored or "").replace(microsecond=0)
    except ValueError:
        return stored or ""


def last_day_shown(stored: str | None) -> Shown:
    """The day on which a right ends."""
    return _("no end") if stored and stored.startswith("9999") else day_shown(stored)
