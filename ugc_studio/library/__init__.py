"""The library folder: SQLite, originals, evidence, journal and backups. The only layer that speaks SQL."""

from __future__ import annotations

import sys
from typing import Any, cast


def _load_sqlite_utils_alone() -> None:
    """Load sqlite-utils without numpy, which it takes along where it finds it: a tenth of a second at each start.

    It would only learn to make columns of numpy's types, and the library makes its tables in SQL.
    """
    if "numpy" in sys.modules or "sqlite_utils" in sys.modules:
        return
    modules = cast("dict[str, Any]", sys.modules)
    modules["numpy"] = None  # Python's own way to say that a module cannot be had
    try:
        import sqlite_utils  # noqa: F401 - loaded for all that follow
    finally:
        del modules["numpy"]


_load_sqlite_utils_alone()
