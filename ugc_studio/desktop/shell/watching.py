"""Looks at watched folders: soon after the start, then now and then, and when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.face_search import look_for_faces
from ugc_studio.domain.messages import _, ngettext

if TYPE_CHECKING:
    from ugc_studio.library.watching import WatchedFolder
    from ugc_studio.services.watching import ScanResult

FIRST_MS, EVERY_MS = 15_000, 60_000
"""How long the window is left alone after the start, and how often it asks which folders are due."""


class Watcher(QObject):
    """Asks now and then which folders are due, and has them looked at when nothing else is under way."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST_MS)
        self._timer.timeout.connect(self.look)
        if not desk.read_only:
            self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def look(self) -> None:
        """Ask which folders are due."""
        self._timer.setInterval(EVERY_MS)
        if not self._desk.tasks.running:
            self._desk.ask(lambda studio: studio.watching.due(), self._scan, owner=self, key="due")

    def _scan(self, due: list[WatchedFolder]) -> None:
        if due and not self._desk.tasks.running:
            scan_folders(self._desk, [folder.id for folder in due], tell=False)


def scan_folders(desk: Desk, ids: Sequence[int] | None, *, tell: bool) -> None:
    """Look at folders and import what is new; quiet when there was nothing, unless it was asked for."""
    from ugc_studio.desktop.dialogs.importing.running import BROUGHT  # not needed for the first paint

    desk.run(
        _("Looking at watched folders"),
        lambda studio, context: studio.watching.scan(context, ids),
        kinds=BROUGHT,
        done=lambda results: _tell(desk, results, tell=tell),
    )


def _tell(desk: Desk, results: list[ScanResult], *, tell: bool) -> None:
    imported = sum(result.imported for result in results)
    bad = sum(result.problems for result in results)
    batches = [result.batch for result in results if result.batch is not None]
    gone = next((result.problem for result in results if result.problem is not None), None)
    if imported:
        look_for_faces(desk)
    if imported or bad:
        text = ngettext(
            "{n} photo came in from watched folders", "{n} photos came in from watched folders", imported, n=imported
        )
        place = {"tab": "imports", "batch": batches[-1]} if batches else {"tab": "imports"}
        icon, tone = ("warning", "warn") if bad else ("check", "")
        report = Toast(text, icon=icon, tone=tone, button=_("Show report"), do=lambda: desk.go("history", place))
        desk.toast(report)
    elif tell:
        desk.toast(Toast(gone, icon="warning", tone="warn") if gone is not None else Toast(_("Nothing new there")))
