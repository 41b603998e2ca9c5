"""The import as a use case: choose importers, drive the run, report, and make it one entry of the history."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.errors import Stopped, UsageError
from ugc_studio.domain.imports import (
    ImportCode,
    ImportReport,
    LeftOut,
    Note,
    Outcome,
    SourceReport,
    printable_path,
)
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.importers.base import Candidate, Finding, Importer, ImporterOptions, SourceView
from ugc_studio.importers.registry import choose
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.batches import BatchId
from ugc_studio.library.creators import PartyMaker, register_plainly
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.importing.options import AnswerSink, ImportOptions, NoAnswers
from ugc_studio.services.importing.running import ImportRun
from ugc_studio.services.importing.storing import Counter, GroupWriter, Settings

if TYPE_CHECKING:
    from ugc_studio.media.workers import DecodePool
    from ugc_studio.services.history import HistoryService

PoolMaker = Callable[[], "DecodePool"]
AfterImport = Callable[[JobContext], object]
"""Brings up to date what is computed from assets (near-duplicates); also after an import that was interrupted."""

UNDO, REDO = "import.undo", "import.redo"


def default_pool() -> DecodePool:
    """As many decoding processes as there are cores, at most four."""
    from ugc_studio.media.workers import DecodePool

    return DecodePool()


class ImportService:
    """Takes folders, files and tables into the library."""

    def __init__(
        self,
        library: Library,
        *,
        history: HistoryService | None = None,
        answers: AnswerSink | None = None,
        make_party: PartyMaker = register_plainly,
        after_import: AfterImport | None = None,
        make_pool: PoolMaker = default_pool,
    ) -> None:
        self._library = library
        self._history = history
        self._answers: AnswerSink = answers or NoAnswers()
        self._make_party = make_party
        self._after_import = after_import
        self._make_pool = make_pool
        self.seconds: dict[str, float] = {}
        """Where the time of the last run went, by stage."""
        if history is not None:
            history.handle(UNDO, self._undo)
            history.handle(REDO, self._redo)

    def run(
        self, sources: Sequence[Path], *, options: ImportOptions | None = None, context: JobContext
    ) -> ImportReport:
        """Import sources one after the other as one batch; what is wrong with an item is in the report.

        Raises:
            UsageError: a source is not there, or an option names something that does not exist.
            Stopped: the user stopped; ``stopped.report`` tells what was done until then, and doing it again continues.
            LibraryError: the library cannot be written; what was done until then is kept.
        """
        options = options or ImportOptions()
        started = time.monotonic()
        chosen = self._choose(sources, options)
        report = ImportReport(dry_run=options.dry_run)
        report.sources = [SourceReport(view.name, importer.id, why) for view, importer, why in chosen]
        if not options.dry_run:
            self._library.write(self._settle_interrupted)
            report.batch = self._library.write(lambda session: self._start(session, chosen, options))
        state = "stopped"
        try:
            self._take_in(chosen, options, report, context)
            state = "done"
        except Stopped as stopped:
            report.stopped = True
            report.seconds = time.monotonic() - started
            raise ImportStopped(stopped.text, report) from stopped
        finally:
            report.seconds = time.monotonic() - started
            if report.batch is not None:
                batch = BatchId(report.batch)
                self._library.write(lambda session: self._finish(session, batch, state, report))
        if self._after_import is not None and not options.dry_run:
            self._after_import(context)
            report.seconds = time.monotonic() - started
        return report

    # -- choosing

    def _choose(self, sources: Sequence[Path], options: ImportOptions) -> list[tuple[SourceView, Importer, Text]]:
        if not sources:
            raise UsageError(_("Name at least one folder or file to import."))
        chosen = []
        for path in sources:
            try:
                view = SourceView.of(path)
            except (OSError, ValueError):
                raise UsageError(_("There is no file or folder {path}.", path=printable_path(path))) from None
            importer, probe = choose(view, options.importer)
            chosen.append((view, importer, probe.why))
        return chosen

    # -- the run

    def _take_in(
        self,
        chosen: Sequence[tuple[SourceView, Importer, Text]],
        options: ImportOptions,
        report: ImportReport,
        context: JobContext,
    ) -> None:
        reading = ImporterOptions(
            mapping=options.mapping,
            encoding=options.encoding,
            date_order=options.date_order,
            exclude=frozenset({self._library.folder.root.absolute(), self._library.folder.root.resolve()}),
        )
        counts = [importer.estimate(view) for view, importer, _why in chosen]
        total = None if None in counts else sum(count for count in counts if count is not None)
        context.stage(_("Importing"), total)
        run = ImportRun(self._library, report, context, self._writer(report))
        findings: Iterator[Finding] = itertools.chain.from_iterable(
            _wanted(self._findings(view, importer, reading), options.only) for view, importer, _why in chosen
        )
        try:
            with self._make_pool() as pool:
                run.run(findings, pool)
        finally:
            report.posts, report.creators = len(run.post_ids), len(run.creator_ids)
            self.seconds = run.seconds

    def _findings(self, view: SourceView, importer: Importer, reading: ImporterOptions) -> Iterator[Finding]:
        """What a source holds; previews, backups and originals of this library are no source."""
        here = view.path.parent.resolve() / view.path.name
        if here.is_relative_to(self._library.folder.root.resolve()):
            yield LeftOut.because(ImportCode.OWN_LIBRARY, view.name, Outcome.SKIPPED)
            return
        yield from importer.candidates(view, reading)

    def _writer(self, report: ImportReport) -> GroupWriter | Counter:
        if report.batch is None:
            return Counter(self._library)
        with self._library.read() as session:
            place_id = session.batches.get(report.batch).place_id
        settings = Settings(place_id, self._make_party, self._answers)
        return GroupWriter(self._library, BatchId(report.batch), settings)

    def _start(
        self, session: Session, chosen: Sequence[tuple[SourceView, Importer, Text]], options: ImportOptions
    ) -> BatchId:
        return session.batches.start(
            importer=", ".join(dict.fromkeys(importer.id for _view, importer, _why in chosen)),
            source="\n".join(view.name for view, _importer, _why in chosen),
            received_from=options.received_from,
            place_id=session.posts.place(options.place) if options.place else None,
            campaign=options.campaign,
            reading=options.reading,
        )

    def _finish(self, session: Session, batch: BatchId, state: str, report: ImportReport) -> None:
        counts = {
            "seen": report.seen,
            "imported": report.imported,
            "known": report.known,
            "skipped": len(report.skipped),
            "problems": len(report.problems),
            "companions": report.companions,
            "posts": report.posts,
            "creators": report.creators,
            "evidence": report.evidence,
            "seconds": round(report.seconds, 3),
        }
        session.batches.finish(batch, state=state, counts=counts)
        self._record(session, batch, report.imported)

    def _settle_interrupted(self, session: Session) -> None:
        """Close imports that a crash or power cut ended, so that they can be undone like any other."""
        for batch in session.batches.interrupted():
            session.batches.finish(batch.id, state="stopped", counts={})
            self._record(session, batch.id, session.batches.count_new(batch.id))

    # -- undo

    def _record(self, session: Session, batch: BatchId, imported: int) -> None:
        if self._history is None or not imported:
            return
        self._history.record(
            session,
            ngettext("Import of {n} photo", "Import of {n} photos", imported, n=imported),
            [{"op": UNDO, "batch": batch}],
            [{"op": REDO, "batch": batch}],
            {"page": "imports", "batch": batch},
        )

    def _undo(self, session: Session, operation: Mapping[str, Any]) -> None:
        """Put into the trash what came with a batch and has nothing attached since."""
        batch = BatchId(operation["batch"])
        session.batches.move(session.batches.untouched(batch), state="trashed")
        session.batches.set_state(batch, "undone")

    def _redo(self, session: Session, operation: Mapping[str, Any]) -> None:
        """Take the same assets out of the trash."""
        batch = BatchId(operation["batch"])
        session.batches.move(session.batches.untouched(batch, state="trashed"), state="present")
        session.batches.set_state(batch, "done")


def _wanted(findings: Iterator[Finding], only: frozenset[str] | None) -> Iterator[Finding]:
    """The finds, perhaps only those about some files."""
    for finding in findings:
        if only is not None:
            if isinstance(finding, Candidate) and finding.name not in only:
                continue
            if isinstance(finding, LeftOut | Note) and finding.problem.path not in only:
                continue
        yield finding


class ImportStopped(Stopped):
    """The user stopped an import; the report tells what was done until then."""

    def __init__(self, text: Text, report: ImportReport) -> None:
        super().__init__(text)
        self.report = report
