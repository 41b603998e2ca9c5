"""Care for the library: safety copies, and a check that everything is there and fits together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ugc_studio.library.backup import Backup
from ugc_studio.library.doctor import Check, CheckResult, Doctor

if TYPE_CHECKING:
    from ugc_studio.jobs.context import JobContext
    from ugc_studio.library.library import Library


class MaintenanceService:
    """Backups and the doctor; ``checks`` are those of other services (the ledger, the consent summary).

    Restoring needs a closed library: :meth:`ugc_studio.library.library.Library.restore`.
    """

    def __init__(self, library: Library, *, checks: Sequence[Check] = ()) -> None:
        self._library = library
        self._checks = checks

    def back_up(self) -> Backup:
        """Make a checked copy now; it is kept for a month whatever comes after it."""
        return self._library.back_up(reason="asked")

    def backups(self) -> list[tuple[Backup, bool]]:
        """Every copy, newest first, and whether its bytes are still those that were checked."""
        store = self._library.backups
        return [(backup, store.verify(backup)) for backup in store.all()]

    def examine(self, context: JobContext, *, deep: bool = False) -> list[CheckResult]:
        """Run every check; nothing is changed."""
        return Doctor(self._library, extra=self._checks).examine(context, deep=deep)
