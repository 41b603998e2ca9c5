"""What is kept longer than asked for (legal claims), and what is proposed to go (nothing of it was ever cleared)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event
from ugc_studio.library.clock import instant
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session

MONTHS = 12
"""After which an import of which nothing was cleared is proposed for purging (policy; a brand may set its own)."""
SETTING = "purge_after_months"


RETENTION = "retention"
"""What an approval is about when legal keeps something in spite of an erasure."""


def apply_retention(session: Session, event: Event) -> None:
    """Mark the texts and proofs of the party that a retention names; an erasure passes over them until that day."""
    if event.type != EventType.APPROVED or event.about != RETENTION or event.party is None:
        return
    until, reason = str(event.facts["until"]), session.texts.by_commitment(event.reason or "") or RETENTION
    session.texts.retain(f"party:{event.party}", until=until, reason=reason)
    session.evidence.retain(session.erasures.proofs_of_party(event.party), until=until, reason=reason)


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

    def forms(self) -> list[str]:
        """The codes of forms printed longer ago than the term that never came back and still hold typed names."""
        before = instant(_months_before(self._library.clock(), self.months()))
        with self._library.read() as session:
            return session.forms.never_returned(before)


def _months(settings: Mapping[str, Any]) -> int | None:
    value = settings.get(SETTING)
    return value if isinstance(value, int) and value > 0 else None


def _months_before(moment: dt.datetime, months: int) -> dt.datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, 28)
    return moment.replace(year=year, month=month + 1, day=day)
