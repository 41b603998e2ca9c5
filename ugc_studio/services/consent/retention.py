"""Photos that nobody may use and nobody asked about for a year: shown as a proposal, never removed by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ugc_studio.domain.messages import N_
from ugc_studio.library.library import Library, instant

MONTHS = 12
"""After which an import of which nothing was cleared is proposed for purging (policy; a brand may set its own)."""
SETTING = "purge_after_months"
PURGE_TEXT = N_("Nothing of it was cleared within {months} months: erase or keep it.")


class RetentionService:
    """Lists what the retention rule proposes to purge."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def months(self) -> int:
        """The shortest term that any brand has set, else a year."""
        with self._library.read() as session:
            said = [_months(brand.standard_use) for brand in session.register.brands()]
        return min((months for months in said if months), default=MONTHS)

    def proposed(self) -> list[int]:
        """The assets imported longer ago than the term that no brand may use, today or later."""
        now = self._library.clock()
        before = _months_before(now, self.months())
        with self._library.read() as session:
            return session.summary.never_cleared(imported_before=instant(before), today=now.date().isoformat())


def _months(settings: Mapping[str, Any]) -> int | None:
    value = settings.get(SETTING)
    return value if isinstance(value, int) and value > 0 else None


def _months_before(moment: dt.datetime, months: int) -> dt.datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, 28)
    return moment.replace(year=year, month=month + 1, day=day)
