"""What time it is for a library, and the one way in which it writes an instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The default clock: the current instant in UTC."""
    return dt.datetime.now(dt.UTC)


def instant(moment: dt.datetime) -> str:
    """Write an instant the one way the library stores it: ``2026-11-24T08:15:30.123456Z``."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
