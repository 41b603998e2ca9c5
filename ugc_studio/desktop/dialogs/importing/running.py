"""Runs an import as a task and says at the end what came in, with the way to its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.face_search import look_for_faces
from ugc_studio.domain.imports import ImportReport
from ugc_studio.domain.messages import Text, _
from ugc_studio.jobs.context import JobContext
from ugc_studio.services.importing.desk import ImportSummary
from ugc_studio.services.importing.options import ImportOptions
from ugc_studio.services.importing.service import ImportStopped

BROUGHT = Changed.MEMBERS | Changed.MARKS | Changed.CONSENT | Changed.DUPLICATES | Changed.REGISTER | Changed.IMPORTS

Body = Callable[[Studio, JobContext], ImportReport]


def start_import(desk: Desk, sources: Sequence[Path], options: ImportOptions) -> None:
    """Import in the background; the window stays free."""
    chosen = list(sources)
    run_import(
        desk, _("Importing"), lambda studio, context: studio.importing.run(chosen, options=options, context=context)
    )


def run_import(desk: Desk, title: Text, body: Body) -> None:
    """Run any kind of import; a stopped one is told with what it had brought by then."""

    def work(studio: Studio, context: JobContext) -> ImportSummary | None:
        try:
            report = body(studio, context)
        except ImportStopped as stopped:
            report = stopped.report
        return studio.import_desk.report(report.batch, limit=1).summary if report.batch is not None else None

    desk.run(title, work, kinds=BROUGHT, done=lambda summary: _tell(desk, summary))


def _tell(desk: Desk, summary: ImportSummary | None) -> None:
    look_for_faces(desk)
    if summary is None:
        return
    well = not summary.problems and summary.state == "done"
    desk.toast(
        Toast(
            summary.text,
            icon="check" if well else "warning",
            tone="" if well else "warn",
            undo=bool(summary.counts.get("imported")) and well,
            button=_("Show report"),
            do=lambda: desk.go("history", {"tab": "imports", "batch": summary.batch}),
        )
    )
