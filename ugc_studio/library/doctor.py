"""Checks that everything in a library is there and fits together. Nothing is changed; what to do is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ugc_studio.domain.errors import LibraryDamaged
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.originals import FileState, extension_of, verify_file

if TYPE_CHECKING:
    from ugc_studio.library.library import Library

MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its name in reports, whether all is well, a sentence, and the first of the items concerned."""

    name: str
    ok: bool
    detail: Text
    items: tuple[str, ...] = ()


Check = Callable[[], CheckResult]


class Doctor:
    """Runs every check; services add theirs (the ledger, the consent summary) as ``extra``."""

    def __init__(self, library: Library, *, extra: Sequence[Check] = ()) -> None:
        self._library = library
        self._extra = extra

    def examine(self, context: JobContext, *, deep: bool = False) -> list[CheckResult]:
        """All results; ``deep`` reads every original and compares its checksum."""
        checks: list[tuple[Text, Check]] = [
            (_("Checking the database"), self.database),
            (_("Checking references"), self.references),
            (_("Checking the search index"), self.search_index),
            (_("Checking originals"), lambda: self.originals(context, deep=deep)),
            (_("Checking evidence"), lambda: self.evidence(context, deep=deep)),
            (_("Looking for stray files"), self.stray_files),
            (_("Checking backups"), self.latest_backup),
        ]
        checks += [(_("Checking the consent ledger"), check) for check in self._extra]
        results: list[CheckResult] = []
        for stage, check in checks:
            context.check()
            context.stage(stage)
            results.append(check())
        return results

    def database(self) -> CheckResult:
        """SQLite's full integrity check."""
        try:
            with self._library.read() as session:
                found = [row[0] for row in session.db.execute(f"PRAGMA integrity_check({MOST_NAMED})")]
        except LibraryDamaged as error:
            return CheckResult("database", ok=False, detail=error.text)
        if found == ["ok"]:
            return CheckResult("database", ok=True, detail=_("The database is whole."))
        detail = _("The database is damaged. Restore a backup: ugc-studio backup list")
        return CheckResult("database", ok=False, detail=detail, items=tuple(found))

    def references(self) -> CheckResult:
        """Every row points at rows that exist."""
        with self._library.read() as session:
            found = [f"{table}:{row}" for table, row, *_rest in session.db.execute("PRAGMA foreign_key_check")]
        detail = _("All references are whole.")
        if found:
            n = len(found)
            detail = ngettext("{n} row points at nothing.", "{n} rows point at nothing.", n, n=n)
        return _listed("references", found, detail)

    def search_index(self) -> CheckResult:
        """Every asset has its line in the text index, and the index agrees with itself."""
        sql = """SELECT id FROM assets WHERE state <> 'tombstone' AND id NOT IN (SELECT rowid FROM asset_text)
                 UNION ALL SELECT rowid FROM asset_text
                 WHERE rowid NOT IN (SELECT id FROM assets WHERE state <> 'tombstone')"""
        with self._library.read() as session:
            found = [str(row[0]) for row in session.db.execute(sql)]
        if not found and self._library.writable:
            try:
                self._library.run_outside(
                    lambda s: s.db.execute("INSERT INTO asset_text (asset_text) VALUES ('integrity-check')")
                )
            except LibraryDamaged:
                detail = _("The search index is damaged.")
                return CheckResult("search", ok=False, detail=detail)
        n = len(found)
        detail = (
            ngettext("{n} photo is wrong in the search index.", "{n} photos are wrong in the search index.", n, n=n)
            if n
            else _("The search index is complete.")
        )
        return _listed("search", found, detail)

    def originals(self, context: JobContext, *, deep: bool) -> CheckResult:
        """Every asset that is not a tombstone has its untouched bytes, and so has what was kept beside it."""
        with self._library.read() as session:
            rows = session.db.execute(
                "SELECT sha256, format, bytes FROM assets WHERE state <> 'tombstone' "
                "UNION SELECT sha256, format, bytes FROM companions ORDER BY sha256"
            ).fetchall()
        context.stage(_("Checking originals"), len(rows))
        bad: list[str] = []
        for sha256, media_format, size in rows:
            context.check()
            state = self._library.originals.verify(sha256, media_format, size=size, deep=deep)
            if state is not FileState.INTACT:
                bad.append(f"{state.value}: sha256:{sha256}")
            context.advance()
        detail = ngettext("{n} original is intact.", "{n} originals are intact.", len(rows), n=len(rows))
        if bad:
            detail = ngettext(
                "{n} original is missing or changed. Import its photo again.",
                "{n} originals are missing or changed. Import their photos again.",
                len(bad),
                n=len(bad),
            )
        return _listed("originals", bad, detail)

    def evidence(self, context: JobContext, *, deep: bool) -> CheckResult:
        """Every piece of evidence that is not erased has its file; deep: with the bytes that were hashed."""
        with self._library.read() as session:
            rows = session.db.execute(
                "SELECT sha256, extension, bytes, state FROM evidence WHERE state <> 'erased'"
            ).fetchall()
        bad: list[str] = []
        for sha256, extension, size, state in rows:
            context.check()
            found = verify_file(
                self._library.folder.evidence_file(sha256, extension), sha256, size=size, deep=deep or size < 1 << 20
            )
            if found is not FileState.INTACT or state == "broken":
                bad.append(f"{found.value}: sha256:{sha256}")
        n = len(rows)
        detail = ngettext("{n} piece of evidence is intact.", "{n} pieces of evidence are intact.", n, n=n)
        if bad:
            n = len(bad)
            detail = ngettext(
                "{n} piece of evidence is missing or changed.", "{n} pieces of evidence are missing or changed.", n, n=n
            )
        return _listed("evidence", bad, detail)

    def stray_files(self) -> CheckResult:
        """Files in the library that no row names: named, never deleted (an import that was cut off leaves some)."""
        found = list(self._strays())
        n = len(found)
        detail = (
            ngettext(
                "{n} file belongs to nothing. Importing its photo again takes it in.",
                "{n} files belong to nothing. Importing their photos again takes them in.",
                n,
                n=n,
            )
            if n
            else _("No stray files.")
        )
        return CheckResult("stray files", ok=True, detail=detail, items=tuple(found[:MOST_NAMED]))

    def latest_backup(self) -> CheckResult:
        """The newest copy still has the bytes that were checked."""
        newest = next(iter(self._library.backups.all()), None)
        if newest is None:
            return CheckResult("backups", ok=True, detail=_("There is no backup yet."))
        if self._library.backups.verify(newest):
            return CheckResult("backups", ok=True, detail=_("The newest backup is of {when}.", when=newest.at))
        detail = _("The newest backup is damaged. Make a new one: ugc-studio backup create")
        return CheckResult("backups", ok=False, detail=detail, items=(newest.path.name,))

    def _strays(self) -> Iterator[str]:
        folder = self._library.folder
        with self._library.read() as session:
            known = {
                folder.original(sha256, extension_of(kind))
                for sha256, kind in session.db.execute(
                    "SELECT sha256, format FROM assets WHERE state <> 'tombstone' "
                    "UNION SELECT sha256, format FROM companions"
                )
            }
            proofs = {
                folder.evidence_file(sha256, extension)
                for sha256, extension in session.db.execute(
                    "SELECT sha256, extension FROM evidence WHERE state <> 'erased'"
                )
            }
        for root, owned in ((folder.originals, known), (folder.evidence, proofs)):
            for path in sorted(root.rglob("*")):
                if path.is_file() and path not in owned:
                    yield path.relative_to(folder.root).as_posix()


def to_json(results: Sequence[CheckResult]) -> dict[str, object]:
    """The report as the command line prints it."""
    return {
        "ok": all(result.ok for result in results),
        "checks": [
            {"name": result.name, "ok": result.ok, "detail": result.detail, "items": list(result.items)}
            for result in results
        ],
    }


def _listed(name: str, found: Sequence[str], detail: Text) -> CheckResult:
    return CheckResult(name, ok=not found, detail=detail, items=tuple(found[:MOST_NAMED]))
