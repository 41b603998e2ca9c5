"""Care for the library: safety copies, and a check that everything is there and fits together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ugc_studio.domain.messages import _, ngettext
from ugc_studio.library.backup import Backup
from ugc_studio.library.doctor import Check, CheckResult, Doctor

if TYPE_CHECKING:
    from ugc_studio.jobs.context import JobContext
    from ugc_studio.library.library import Library
    from ugc_studio.services.consent.summarising import Summariser
    from ugc_studio.services.consent.verifying import LedgerKeeper


def ledger_check(keeper: LedgerKeeper) -> Check:
    """The whole consent ledger, against every head that is known."""

    def check() -> CheckResult:
        found = keeper.verify()
        if found.ok:
            text = ngettext("{n} entry of the ledger is whole.", "{n} entries of the ledger are whole.", found.events,
                            n=found.events)  # fmt: skip
            return CheckResult("ledger", ok=True, detail=text)
        items = () if found.first_bad is None else (str(found.first_bad),)
        return CheckResult("ledger", ok=False, detail=found.text or _("The ledger is damaged."), items=items)

    return check


def summary_check(library: Library, summariser: Summariser) -> Check:
    """The consent words of lists, built again from the ledger and compared."""

    def check() -> CheckResult:
        with library.read() as session:
            wrong = summariser.differing(session)
        text = _("The rights shown in lists are those of the ledger.")
        if wrong:
            text = ngettext(
                "{n} photo shows rights in lists that are not those of the ledger.",
                "{n} photos show rights in lists that are not those of the ledger.",
                wrong,
                n=wrong,
            )
        return CheckResult("consent summary", ok=not wrong, detail=text)

    return check


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

    def examine(self, context: JobContext, *, deep: bool = False) -> list[CheckResult]:
        """Run every check; nothing is changed."""
        return Doctor(self._library, extra=self._checks).examine(context, deep=deep)
